"""A real server in a process of its own, and a real browser to open its pages with."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

T = TypeVar("T")

_RUN = """
import json, pathlib, sys
from kpi_workshop.content import Problem
from kpi_workshop.serving.app import serve
from kpi_workshop.serving.settings import Settings

chosen = json.loads(sys.argv[1])
paths = {name: pathlib.Path(chosen.pop(name)) for name in ("data_dir", "notebooks") if name in chosen}
try:
    serve(Settings(**chosen, **paths))
except Problem as problem:
    sys.exit(problem.key)
"""
_CHROMIUM = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-quic",
    "--no-first-run",
)


class RunningServer:
    """A server on a free port with a data folder of its own; starts with the same settings again."""

    def __init__(self, data_dir: Path, **settings: Any) -> None:
        self.data_dir = data_dir
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._settings = {"port": self.port, "data_dir": str(data_dir), "open_browser": False, "pool": {}}
        self._settings |= settings
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def facilitator_key(self) -> str:
        """The key as the server printed it."""
        return (self.data_dir / "facilitator.key").read_text(encoding="ascii").strip()

    @property
    def log(self) -> str:
        """All that the server has printed and logged, from all its starts."""
        return self._log_path.read_text(encoding="utf-8")

    @property
    def kernels(self) -> list[int]:
        """Process ids of the kernels that run now."""
        assert self._process is not None
        shown = subprocess.run(
            ["ps", "-A", "-o", "ppid=,pid=,args="], capture_output=True, text=True, check=True
        ).stdout
        rows = (line.split(None, 2) for line in shown.splitlines())
        return [
            int(row[1])
            for row in rows
            if len(row) == 3 and int(row[0]) == self._process.pid and "serving.kernel" in row[2]
        ]

    def start(self, patience: float = 30.0) -> None:
        """Start it and wait until it is healthy."""
        self.data_dir.mkdir(parents=True, exist_ok=True)
        with self._log_path.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-c", _RUN, json.dumps(self._settings)], stdout=log, stderr=log
            )
        wait_until(lambda: self._process_ended() or self.status("/healthz") == 200, patience)
        assert not self._process_ended(), self.log

    def stop(self, patience: float = 10.0) -> int:
        """Ask it to stop (SIGTERM) and return its exit status."""
        assert self._process is not None
        self._process.terminate()
        return self._process.wait(patience)

    def kill(self) -> None:
        """End it as a power cut would: SIGKILL, nothing in order."""
        assert self._process is not None
        os.kill(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def close(self) -> None:
        """Leave nothing behind."""
        if self._process is not None and not self._process_ended():
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.stop()
                return
            self.kill()

    def get(self, path: str, patience: float = 60.0) -> tuple[int, str, dict[str, str]]:
        """Status, text and headers (names in small letters) of an answer."""
        try:
            with urllib.request.urlopen(self.url + path, timeout=patience) as answer:
                return _taken(answer)
        except urllib.error.HTTPError as error:
            with error:
                return _taken(error)

    def status(self, path: str) -> int:
        """The status of an answer; 0 when nobody answers."""
        try:
            return self.get(path, patience=5.0)[0]
        except OSError:
            return 0

    @property
    def _log_path(self) -> Path:
        return self.data_dir / "server.log"

    def _process_ended(self) -> bool:
        return self._process is not None and self._process.poll() is not None


def _taken(answer: Any) -> tuple[int, str, dict[str, str]]:
    headers = {name.lower(): value for name, value in answer.headers.items()}
    return answer.status, answer.read().decode("utf-8", errors="replace"), headers


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_until(true: Callable[[], bool], patience: float) -> None:
    """Wait until something is true; fail after `patience` seconds."""
    until = time.monotonic() + patience
    while not true():
        assert time.monotonic() < until, f"still not so after {patience} s"
        time.sleep(0.1)


def in_another_thread(work: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine to its end where no other event loop is in the way."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., RunningServer]]:
    """Makes servers (settings by name) that are not started yet; all are closed after the module's tests."""
    made: list[RunningServer] = []

    def make(**settings: Any) -> RunningServer:
        made.append(RunningServer(tmp_path_factory.mktemp("server"), **settings))
        return made[-1]

    yield make
    for one in made:
        one.close()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningServer]:
    """A running server without ready pages, for tests that stop it, kill it and start it again."""
    one = RunningServer(tmp_path / "data")
    one.start()
    yield one
    one.close()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A real Chromium; open a context of its own for each person.

    While it is there, Playwright's event loop runs in the main thread: use `in_another_thread` for asyncio.
    """
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), headless=True, args=list(_CHROMIUM)
        )
        yield browser
        browser.close()

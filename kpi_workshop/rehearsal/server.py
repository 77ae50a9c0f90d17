"""A server of a rehearsal's own, in a process and a folder that are gone afterwards."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import TracebackType

from kpi_workshop.content import Problem

_READY_WITHIN = 90.0
_STOPS_WITHIN = 15.0
_LOOKS_EVERY = 0.2


class OwnServer:
    """`kpi-workshop serve` on a free port of this computer. Use it as a context manager."""

    def __init__(self, data_dir: Path, language: str) -> None:
        self._data_dir = data_dir
        self._language = language
        self._log = data_dir / "server.log"
        self._port = _free_port()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Without a slash at the end."""
        return f"http://127.0.0.1:{self._port}"

    @property
    def key(self) -> str:
        """The facilitator's key."""
        return (self._data_dir / "facilitator.key").read_text(encoding="ascii").strip()

    def __enter__(self) -> OwnServer:
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Start it and wait until it answers. Raises `Problem` with the end of its log if it does not."""
        command = [sys.executable, "-m", "kpi_workshop.cli", "serve", "--no-browser"]
        options = {"--port": str(self._port), "--data-dir": str(self._data_dir), "--language": self._language}
        arguments = [part for option in options.items() for part in option]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603  our own program
                [*command, *arguments], stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
        deadline = time.monotonic() + _READY_WITHIN
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise Problem("rehearsal.no-server", log=self._end_of_log())
            time.sleep(_LOOKS_EVERY)

    def stop(self) -> None:
        """End it in order."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(_STOPS_WITHIN)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """End it as a power cut would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=2) as answer:  # noqa: S310  http only
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def _end_of_log(self) -> str:
        lines = self._log.read_text(encoding="utf-8", errors="replace").splitlines()
        return " / ".join(lines[-3:])


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

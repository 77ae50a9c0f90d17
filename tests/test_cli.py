"""The command line as people and programs use it: a process, its output and its exit code."""

from __future__ import annotations

import contextlib
import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from kpi_workshop.export.session_file import dump
from kpi_workshop.store import connect
from tests.room import Room, play


def kpi_workshop(
    *args: str, given: str = "", folder: Path | None = None
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "kpi_workshop.cli", *args],
        input=given.encode(),
        capture_output=True,
        cwd=folder,
        check=False,
    )


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """A data folder with one session that has ended."""
    with contextlib.closing(connect(f"sqlite:///{tmp_path / 'kpi-workshop.db'}")) as store:
        play(Room.opened(store))
    return tmp_path


def code_of(data_dir: Path) -> str:
    with contextlib.closing(connect(f"sqlite:///{data_dir / 'kpi-workshop.db'}")) as store:
        return store.sessions()[0].code


def test_serve_tells_what_can_be_chosen() -> None:
    told = kpi_workshop("serve", "--help").stdout.decode()
    for option in ("--host", "--port", "--data-dir", "--database-url", "--language", "--no-browser"):
        assert option in told


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("critique", "nowhere.csv"), "nowhere.csv can't be read"),
        (("import", "nowhere.json"), "nowhere.json"),
        (("export", "ABCDEF", "--format", "xlsx"), "There is no session with the code"),
        (("serve", "--database-url", "oracle://x", "--no-browser"), "is not the address of a database"),
        (("rehearse", "no-such-agenda"), "no-such-agenda"),
    ],
)
def test_what_goes_wrong_is_told_in_words(args: tuple[str, ...], told: str, tmp_path: Path) -> None:
    run = kpi_workshop(*args, folder=tmp_path)
    assert run.returncode != 0
    assert told in run.stderr.decode()
    assert "Traceback" not in run.stderr.decode()


def test_the_charter_and_the_session_as_files(data_dir: Path, tmp_path: Path) -> None:
    code = code_of(data_dir)
    where = ("--data-dir", str(data_dir))
    run = kpi_workshop("export", code.lower(), "--format", "xlsx", *where, folder=tmp_path)
    book = openpyxl.load_workbook(tmp_path / run.stdout.decode().strip())
    assert "3 → 5 new customers a month by June" in {
        str(cell.value) for page in book for row in page.iter_rows() for cell in row
    }
    saved = tmp_path / "saved.json"
    assert kpi_workshop("export", code, "--format", "json", "--output", str(saved), *where).returncode == 0
    other = tmp_path / "not there yet"
    run = kpi_workshop("import", str(saved), "--data-dir", str(other))
    assert run.stderr == b""
    assert run.stdout.decode().strip() == code_of(other)
    with contextlib.closing(connect(f"sqlite:///{other / 'kpi-workshop.db'}")) as store:
        moved = json.loads(dump(store, store.sessions()[0].id))
    assert [event["kind"] for event in moved["events"]] == [
        event["kind"] for event in json.loads(saved.read_bytes())["events"]
    ]


def test_a_database_of_a_newer_version_is_left_alone(data_dir: Path) -> None:
    with contextlib.closing(sqlite3.connect(data_dir / "kpi-workshop.db", isolation_level=None)) as database:
        database.execute("UPDATE meta SET value = '99' WHERE key = 'schema'")
    run = kpi_workshop("serve", "--no-browser", "--language", "vi", "--data-dir", str(data_dir))
    assert run.returncode == 1
    assert "99" in run.stderr.decode()
    assert "phiên bản mới hơn" in run.stderr.decode()


def test_critique_starts_quickly_because_it_imports_little() -> None:
    parts = "jsonl", "run", "report", "settings"
    imports = ", ".join(f"kpi_workshop.lint.{part}" for part in parts)
    script = f"import sys, kpi_workshop.cli, {imports}; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    ).stdout.split()
    assert {"pandas", "voila", "ipywidgets", "sqlalchemy", "openpyxl"}.isdisjoint(loaded)

"""Is it realistic: what one's own history and hours say about a target."""

from __future__ import annotations

import base64
import binascii
import csv
import importlib
import io
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kpi_workshop import content
from kpi_workshop.coach.realism.capacity import capacity
from kpi_workshop.coach.realism.periods import RHYTHMS
from kpi_workshop.content import Problem
from kpi_workshop.critic import vocabulary
from kpi_workshop.critic.record import Record
from kpi_workshop.kpi import Kpi
from kpi_workshop.sheet.files import read_grids
from kpi_workshop.ui.tools import text_of

_CAPACITY = ("units", "per_unit", "hours", "other", "people")
_HEAVY = f"{__name__}_history"
_MOST_BYTES = 1_000_000
_MOST_FILE = 1_400_000


def answer(given: Mapping[str, Any], language: str) -> dict[str, Any]:
    """What the page asks, by its `part`: `start`, `example`, `file`, `history` or `capacity`.

    `history` answers `waiting` until its libraries are there; the page asks again.

    Raises `Problem` for what can't be understood.
    """
    part = given.get("part")
    if part == "start":
        _load()
        return _start(text_of(given, "kpi"), language)
    if part == "example":
        return {"text": _example(text_of(given, "example", 60))}
    if part == "file":
        return {"text": _as_text(text_of(given, "name", 200), text_of(given, "file", _MOST_FILE))}
    if part == "history":
        return _history(given, language)
    if part == "capacity":
        asked = {name: text_of(given, name, 100) for name in _CAPACITY}
        return {"capacity": capacity(**asked).as_dict(language)}
    raise Problem("session.not-understood")


def _start(statement: str, language: str) -> dict[str, Any]:
    """Examples to try, and what the KPI itself says: its level, and whether less of it is better."""
    record = Record.of(Kpi(id="kpi", text=statement)) if statement else None
    target = record.target.said if record and record.target else ""
    return {
        "examples": [
            {
                "id": path.stem,
                "title": content.text(f"realism.trade.{path.stem.rpartition('.')[0]}", language),
            }
            for path in _examples(language)
        ],
        "rhythms": {rhythm: content.text(f"realism.unit.{rhythm}", language) for rhythm in RHYTHMS},
        "target": target,
        "less": vocabulary.less_is_better(statement),
    }


def _examples(language: str) -> list[Path]:
    found = content.folder("data", "histories").glob(f"*.{language}.csv")
    return sorted(found) or sorted(content.folder("data", "histories").glob(f"*.{content.FALLBACK}.csv"))


def _example(name: str) -> str:
    known = {path.stem: path for path in content.folder("data", "histories").glob("*.csv")}
    if name not in known:
        raise Problem("session.not-understood")
    return known[name].read_text(encoding="utf-8")


def _as_text(name: str, encoded: str) -> str:
    """The cells of a file as the page's field shows them: a line a row, tabs between."""
    try:
        data = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError) as error:
        raise Problem("session.not-understood") from error
    if len(data) > _MOST_BYTES:
        raise Problem("realism.too-large", name=name, most=_MOST_BYTES // 1_000_000)
    grids = [grid for grid in read_grids(name, data) if any(any(row) for row in grid.rows)]
    if not grids:
        raise Problem("sheet.empty", name=name)
    widest = max(grids, key=lambda grid: max(sum(map(bool, row)) for row in grid.rows))
    written = io.StringIO()
    csv.writer(written, delimiter="\t", lineterminator="\n").writerows(widest.rows)
    return "\n".join(line.rstrip("\t") for line in written.getvalue().splitlines()).strip()


def _history(given: Mapping[str, Any], language: str) -> dict[str, Any]:
    if not _loaded.is_set():
        _load()
        return {"waiting": True}
    found: dict[str, Any] = sys.modules[_HEAVY].answer(given, language)
    return found


_loaded = threading.Event()
_loading = threading.Lock()


def _load() -> None:
    """Import the libraries beside the page's other work: it would seem dead if it waited for them."""
    if not _loaded.is_set() and _loading.acquire(blocking=False):
        threading.Thread(target=_import, daemon=True).start()


def _import() -> None:
    try:
        importlib.import_module(_HEAVY)
        _loaded.set()
    finally:
        _loading.release()

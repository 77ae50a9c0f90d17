"""How far a learner has come: in their browser, and for notebooks in a file of their own."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kpi_workshop.content import Problem
from kpi_workshop.course.certificate import own_folder

MOST_KEPT = 1_000_000
"""Characters of all that one learner's course amounts to."""
Progress = Mapping[str, Mapping[str, Any]]
"""Exercise's id → what the page keeps of it: `answer`, `status` …, and `at`, when it was changed last."""


class ProgressFile:
    """A learner's progress as a file in their Jupyter data folder, shared by all notebooks of the course."""

    def __init__(self, path: Path | None = None) -> None:
        """`path` is made, with its folders, when something is kept."""
        self._path = path or own_folder() / "progress.json"

    def read(self) -> Progress:
        """What was kept; nothing if there is no file, or if it isn't one of ours."""
        try:
            kept = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return _records(kept)

    def keep(self, progress: object) -> None:
        """Keep `progress` beside what other notebooks have kept meanwhile; the newer of each exercise wins.

        Raises `Problem` if it is no progress, or if it can't be written.
        """
        if not isinstance(progress, dict) or len(json.dumps(progress)) > MOST_KEPT:
            raise Problem("session.not-understood")
        merged = dict(self.read())
        for exercise, record in _records(progress).items():
            if record["at"] >= merged.get(exercise, {"at": 0})["at"]:
                merged[exercise] = record
        try:
            self._write(json.dumps(merged, ensure_ascii=False))
        except OSError as error:
            raise Problem("learn.not-kept", path=self._path, reason=error.strerror or str(error)) from error

    def _write(self, text: str) -> None:
        """Whole or not at all, whatever happens meanwhile."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self._path.parent)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        Path(name).replace(self._path)


def _records(kept: object) -> dict[str, dict[str, Any]]:
    if not isinstance(kept, dict):
        return {}
    return {
        str(exercise): record
        for exercise, record in kept.items()
        if isinstance(record, dict) and isinstance(record.get("at"), int | float)
    }

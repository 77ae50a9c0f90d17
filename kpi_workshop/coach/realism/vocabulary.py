"""The words of `data/history.toml`, folded as they compare."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

from kpi_workshop import content
from kpi_workshop.sheet.words import folded


@functools.cache
def _file() -> Mapping[str, Mapping[str, Any]]:
    return content.load_toml(content.folder("data", "history.toml"))


@functools.cache
def words(table: str, key: str) -> frozenset[str]:
    """One list of a table, folded."""
    return frozenset(map(folded, _file()[table][key]))


@functools.cache
def meanings(table: str) -> Mapping[str, str]:
    """Folded word → the list of the table in which it stands first."""
    found: dict[str, str] = {}
    for key, names in _file()[table].items():
        for name in names:
            if isinstance(name, str):
                found.setdefault(folded(name), key)
    return found


@functools.cache
def month_names() -> Mapping[str, int]:
    """Folded name of a month → its number. Longer names come first, so that "thang 12" isn't "thang 1"."""
    names = {
        folded(name): number
        for number, month in enumerate(_file()["dates"]["months"], start=1)
        for name in month
    }
    return dict(sorted(names.items(), key=lambda item: -len(item[0])))

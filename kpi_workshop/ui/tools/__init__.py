"""The coach's tools on a page: one module each, with `answer(given, language)`.

`given` is what the browser keeps of the tool, as plain JSON from anybody: `answer` checks it, raises
`Problem` if it can't be understood, and returns what the page shows, ready for JSON, in the reader's
language.
"""

from __future__ import annotations

import importlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kpi_workshop.content import Problem

_ORDER = ("pair", "realism", "grow", "rewards", "purpose", "checkin")
"""The way a KPI takes through the tools; its wording comes first, on the page itself."""
MOST_GIVEN = 2_000_000
"""Characters of what one tool is given: ten years of a team's daily values."""


def tools() -> tuple[str, ...]:
    """The names of all tools, in the order in which the page offers them."""
    return tuple(name for name in _ORDER if (Path(__file__).parent / f"{name}.py").is_file())


def answer(tool: object, given: object, language: str) -> dict[str, Any]:
    """What a tool says to what it is given. Raises `Problem` for what it can't take."""
    if tool not in tools() or not isinstance(given, Mapping):
        raise Problem("session.not-understood")
    length = len(json.dumps(given))
    if length > MOST_GIVEN:
        raise Problem("session.too-long", length=length, most=MOST_GIVEN)
    module = importlib.import_module(f"{__name__}.{tool}")
    result: dict[str, Any] = module.answer(given, language)
    return result


def text_of(given: Mapping[str, Any], name: str, most: int = 1000) -> str:
    """A text of what is given, without surrounding space; empty if it is not there.

    Raises `Problem` if it is no text or too long.
    """
    value = given.get(name, "")
    if not isinstance(value, str):
        raise Problem("session.not-understood")
    if len(value) > most:
        raise Problem("session.too-long", length=len(value), most=most)
    return value.strip()

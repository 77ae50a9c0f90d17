"""Lengths of time as people say them: "6 minutes", "8 giờ", "1h30", "1,5 giờ", "half an hour"."""

from __future__ import annotations

import math
import re

from kpi_workshop.coach.realism.vocabulary import meanings, words
from kpi_workshop.content import Problem
from kpi_workshop.sheet.words import folded

MINUTES = {"second": 1 / 60, "minute": 1.0, "hour": 60.0}
_CLOCK = re.compile(r"(\d{1,3}):([0-5]\d)")
_PART = re.compile(r"(\d+(?:[.,]\d+)?)|([^\W\d_]+)")
_MOST = 1e7
_IGNORED = frozenset({"and", "va", "khoang", "about", "moi", "per", "each", "of", "work"})


def minutes(text: str, default: str) -> float:
    """The length of time in a text, in minutes. A bare number counts in `default`: `minute` or `hour`.

    Raises `Problem`: `realism.unclear-time` for days, weeks and shifts, whose hours differ from place to
    place; `realism.no-time` for anything else that isn't understood.
    """
    said = text.strip()
    clock = _CLOCK.fullmatch(said)
    total = int(clock[1]) * 60.0 + int(clock[2]) if clock else _counted(said, default)
    if total is None or not 0 < total <= _MOST:
        raise Problem("realism.no-time", given=said[:60])
    return total


def _counted(said: str, default: str) -> float | None:
    """The parts of a length added up, each a number with its unit; None if something isn't understood."""
    total, number, last = 0.0, None, ""
    parts = _words(said)
    for at, part in enumerate(parts):
        if part[0].isdigit():
            if number is not None:
                return None
            number = float(part.replace(",", "."))
        elif part in words("durations", "unclear"):
            raise Problem("realism.unclear-time", given=said[:60])
        elif last and number is None and part in words("durations", "half") | words("durations", "and_half"):
            total += MINUTES[last] / 2
        elif number is None and part in words("durations", "half"):
            number = 0.5
        elif meanings("durations").get(part) in MINUTES and number is not None:
            last = meanings("durations")[part]
            total, number = total + number * MINUTES[last], None
        elif part in words("durations", "one") and number is None:
            number = 1.0 if at + 1 < len(parts) else None
        else:
            return None
    if number is not None:  # "1h30": thirty of the next smaller unit
        smaller = {"": default, "hour": "minute", "minute": "second"}.get(last)
        total += number * MINUTES[smaller] if smaller else math.nan
    return total


def _words(said: str) -> list[str]:
    """Numbers and folded words, with the longest names of units in one piece."""
    pieces = [part[0] or folded(part[1]) for part in _PART.findall(said)]
    text = " ".join(piece for piece in pieces if piece not in _IGNORED)
    known = {*meanings("durations")}
    for name in sorted((name for name in known if " " in name), key=len, reverse=True):
        text = re.sub(rf"\b{name}\b", name.replace(" ", "_"), text)
    return [piece.replace("_", " ") for piece in text.split()]

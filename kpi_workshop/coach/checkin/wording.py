"""Progress in words: the band in figures as the language writes them, and what it says."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from kpi_workshop import content
from kpi_workshop.coach.checkin.rhythm import day

if TYPE_CHECKING:
    from kpi_workshop.coach.checkin.progress import Progress

_SCALES = ((1e9, "billion"), (1e6, "million"))
_FIGURES = 2
"""Figures by which the ends of a band differ."""
_LEAST_WIDTH = 1e-4
_QUOTED = 160
"""In code points."""


def say(key: str, language: str, /, **params: object) -> str:
    """Words of the check-in."""
    return content.text(f"checkin_guide.{key}", language, **params)


def written_date(iso: str, language: str) -> str:
    """An ISO date in the language's way, or unchanged if it isn't one."""
    date = day(iso)
    if date is None:
        return iso
    month = content.text(f"charter.dates.{date.month}", language)
    return content.text("charter.dates.day", language, day=date.day, month=month, year=date.year)


def field_name(name: str, language: str) -> str:
    """What a field that can be changed is called."""
    return say(f"field.{name}", language)


def field_value(name: str, said: str, language: str) -> str:
    """What stands in a field, as people read it."""
    if name == "review_date":
        return written_date(said, language)
    return content.text(f"steps.commit.rhythm_{said}", language) if name == "rhythm" and said else said


def shortened(words: str) -> str:
    """As much of somebody's words as fits into a question."""
    line = " ".join(words.split())
    return line if len(line) <= _QUOTED else line[:_QUOTED].rstrip() + "…"


def band_words(band: tuple[float, float], unit: str, language: str) -> str:
    """A band as people write it: "3.4 to 4.1", "420 to 450 triệu"."""
    largest = max(map(abs, band))
    divisor, name = next(((by, name) for by, name in _SCALES if largest >= by), (1.0, ""))
    low, high = (end / divisor for end in band)
    width = max(high - low, abs(high) * _LEAST_WIDTH, _LEAST_WIDTH)
    decimals = max(0, _FIGURES - 1 - math.floor(math.log10(width)))
    ends = [f"{_figures(end, decimals, language)}{unit}" for end in (low, high)]
    words = ends[0] if ends[0] == ends[1] else say("number.range", language, low=ends[0], high=ends[1])
    return f"{words} {say(f'number.{name}', language)}" if name else words


def _figures(number: float, decimals: int, language: str) -> str:
    """A number with the language's marks, without zeros that say nothing."""
    words = f"{round(number, decimals) + 0.0:,.{decimals}f}"  # adding 0 makes of minus nought a nought
    if "." in words:
        words = words.rstrip("0").rstrip(".")
    marks = {",": say("number.thousands", language), ".": say("number.decimal", language)}
    return "".join(marks.get(sign, sign) for sign in words)


def sentences(found: Progress, language: str) -> list[str]:
    """What the values say, a thought a sentence; what is too little to tell is said to be."""
    count, told = len(found.levels), []
    if found.band is None:
        told.append(say("progress.none" if not count else "progress.few", language, count=count))
    else:
        band = band_words(found.band, found.unit, language)
        told.append(say("progress.band", language, band=band, count=count))
        if found.place:
            told.append(say(f"progress.place.{found.place}", language))
        elif found.target is not None and found.start is None:
            told.append(say("progress.no_start", language))
        told.append(say(f"progress.trend.{found.trend or 'few'}", language))
    left_out = len(found.points) - count
    if left_out:
        told.append(say("progress.left_out", language, count=left_out))
    return told

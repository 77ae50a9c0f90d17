"""The period of a whole sheet: "KPI quý 3/2026" above the table, or "Target 2027" over its targets."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from kpi_workshop import reading
from kpi_workshop.sheet.header import Header, speaks_of
from kpi_workshop.sheet.words import folded, word_lists

_OF_KPIS = frozenset({"text", "target", "period"})
_LETTER = re.compile(r"[^\W\d_]")
_JOINT = re.compile(r"[\s/.,()–-]{0,3}")
_LEAD = re.compile(r"(?:for|in|during|trong|cho)\s+", re.IGNORECASE)


class Period(NamedTuple):
    """A time frame that counts for every row."""

    words: str
    """As they stand in the sheet."""
    row: int
    """Where, from 0."""


def find_period(rows: Sequence[Sequence[str]], header: Header) -> Period | None:
    """The period that the lines above a table name for all of it, the nearest first, or else its header.

    Lines that say when the sheet was made or decided on are passed over, and so is every doubt.
    """
    above = ((row, cell) for row in range(header.row - 1, -1, -1) for cell in rows[row] if cell)
    heads = (
        (header.row, rows[header.row][header.fields[name]])
        for name in ("target", "text")
        if name in header.fields
    )
    found = (Period(words, row) for row, line in (*above, *heads) if (words := _period_in(line)))
    return next(found, None)


def _period_in(line: str) -> str:
    """The time frame that a line names, if it names one and is about KPIs or about nothing else."""
    frames = [frame.span for frame in reading.read(line).times if frame.kind == "period"]
    # "Kỳ đánh giá: Quý 4": what has a number is the period, the rest its label.
    frames = [span for span in frames if any(map(str.isdigit, line[slice(*span)]))] or frames
    if not frames or not _follow_each_other(line, frames):
        return ""
    start, end = frames[0][0], frames[-1][1]
    rest = line[:start] + " " + line[end:]
    is_about_kpis = speaks_of(line, _OF_KPIS) or not _LETTER.search(rest)
    if not is_about_kpis or any(
        f" {words} " in f" {folded(line)} " for words in word_lists("titles")["elsewhere"]
    ):
        return ""
    return _LEAD.sub("", line[start:end], count=1)


def _follow_each_other(line: str, frames: Iterable[reading.Span]) -> bool:
    """Whether several time frames are one, such as "quý 3" and "2026" in "quý 3/2026"."""
    gaps = (line[before[1] : after[0]] for before, after in itertools.pairwise(frames))
    return all(map(_JOINT.fullmatch, gaps))

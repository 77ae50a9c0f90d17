"""Which row of a table is its header, and which field each of its columns means."""

from __future__ import annotations

import collections
import dataclasses
import itertools
import re
from collections.abc import Mapping, Sequence

from kpi_workshop.sheet.words import CERTAINTY, column_names, folded

SEARCHED_ROWS = 15
"""How far down the header may start, below titles and logos."""

_MOST_WORDS = 8
_AMONG_OTHER_WORDS = 0.6
_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]|\{[^}]*\}")
_PARTS = re.compile(r"[/\n|]| [-–] ")
_YEAR = re.compile(r"\b(?:nam |year )?(?:19|20)\d\d\b")


@dataclasses.dataclass(frozen=True, slots=True)
class Header:
    """A row that reads as the header of a KPI table."""

    score: float
    """How well it fits; only good for comparing."""
    row: int
    """Its index, from 0."""
    fields: Mapping[str, int]
    """Field → index of its column; `text` is always among them."""


def find_header(rows: Sequence[Sequence[str]]) -> Header | None:
    """The row among the first ones that reads best as the header of a table with a KPI column, or None."""
    candidates = (_as_header(number, row) for number, row in enumerate(rows[:SEARCHED_ROWS]))
    return max((header for header in candidates if header), key=lambda header: header.score, default=None)


def speaks_of(line: str, fields: frozenset[str]) -> bool:
    """Whether a line has the name of a column in it that means one of these fields."""
    meanings, _ = _meanings(line)
    return not fields.isdisjoint(meanings)


def _as_header(number: int, row: Sequence[str]) -> Header | None:
    """Give each field at most one column, and the other way round, so that the likelihoods add up highest."""
    # Set of fields given away → (sum, field → column).
    best: dict[frozenset[str], tuple[float, dict[str, int]]] = {frozenset(): (0.0, {})}
    meant = [_meanings(header)[0] for header in row]
    wanted = collections.Counter(field for meanings in meant for field in meanings)
    for column, meanings in enumerate(meant):
        without_this_column = list(best.items())
        if any(wanted[field] == 1 for field in meanings):
            best = {}  # what no other column takes is never left untaken: without this, entries double
        for (given, (total, fields)), field in itertools.product(without_this_column, meanings):
            if field in given:
                continue
            # A little for each column: of two equal readings the one that leaves fewer columns over wins.
            better = total + meanings[field] + 0.1
            if better > best.get(given | {field}, (0.0,))[0]:
                best[given | {field}] = (better, {**fields, field: column})
    readings = [reading for reading in best.values() if "text" in reading[1]]
    if not readings:
        return None
    score, fields = max(readings, key=lambda reading: reading[0])
    meanings, as_it_stands = _meanings(row[fields["text"]])
    # A sentence may happen to have "target" in it, and a price list has a "Name" too: neither stands alone.
    certain = as_it_stands and meanings["text"] > CERTAINTY["possible"]
    return Header(score, number, fields) if certain or len(fields) > 1 else None


def _meanings(header: str) -> tuple[Mapping[str, float], bool]:
    """Field → how likely this is its column; and whether the header is a known name as it stands."""
    bare = _BRACKETS.sub(" ", header)
    whole = " ".join(_YEAR.sub(" ", folded(bare)).split())
    for words in (whole, *map(folded, _PARTS.split(bare)), folded(header)):
        if words in column_names():
            return _useful(column_names()[words]), True
    return _useful(_among_other_words(whole.split())), False


def _among_other_words(words: Sequence[str]) -> Mapping[str, float]:
    """The meanings of the longest known names inside a longer header; those only "possible" don't count."""
    for size in range(len(words) if len(words) <= _MOST_WORDS else 0, 0, -1):
        runs = (" ".join(words[start : start + size]) for start in range(len(words) - size + 1))
        names = [column_names()[run] for run in runs if run in column_names()]
        if names:
            return {
                field: likelihood * _AMONG_OTHER_WORDS
                for meanings in names
                for field, likelihood in meanings.items()
                if likelihood > CERTAINTY["possible"]
            }
    return {}


def _useful(meanings: Mapping[str, float]) -> Mapping[str, float]:
    return {} if "other" in meanings else meanings

"""Statements from the rows of a CSV, and what the columns of a table mean."""

from __future__ import annotations

import csv
import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kpi_workshop import content
from kpi_workshop.content import Problem
from kpi_workshop.lint.statement import Place, Statement

_DELIMITERS = (",", ";", "\t")
_OWN = ("text", "id", "language", "meant_so")
_FIELDS = ("target", "baseline", "history", "capacity", "period", "purpose", "growth", "involved")
"""The fields of a `Kpi` that the critic reads as they are written."""
_ELSEWHERE = (
    ("text", "text", "sure"),
    ("text", "text", "likely"),
    ("id", "number", "sure"),
    *((field, field, "sure") for field in _FIELDS),
)
"""Meaning of a column, and the list of `data/columns.toml` with names for it."""


def columns(header: Sequence[str]) -> Mapping[str, int]:
    """What columns mean → their index: `text`, `id`, `language`, `meant_so`, or a field of a `Kpi`.

    A column goes by that name or one of `data/columns.toml`. Nothing is found if none holds statements.
    """
    names = [_name(cell) for cell in header]
    found = {name.replace(" ", "_"): index for index, name in reversed(list(enumerate(names)))}
    found = {meaning: found[meaning] for meaning in (*_OWN, *_FIELDS) if meaning in found}
    for meaning, field, certainty in _ELSEWHERE:
        known, taken = _known_names(field, certainty), found.values()
        free = [index for index, name in enumerate(names) if name in known and index not in taken]
        if free and meaning not in found:
            found[meaning] = free[0]
    return found if "text" in found else {}


def delimiter(header: str, name: str) -> str | None:
    """What separates the columns if the first line of a file is the header of a CSV; None if it isn't one.

    Raises `Problem` for a header without a column for the statements.
    """
    named = name.lower().endswith(".csv")
    split = [([_name(cell) for cell in header.split(sign)], sign) for sign in _DELIMITERS]
    names, sign = max(
        split, key=lambda way: ("text" in way[0], len(columns(way[0])) if named else 0, len(way[0]))
    )
    if "text" in names or (named and columns(names)):
        return sign
    if len(names) > 1 and (named or set(names) <= set(_OWN)):
        raise Problem("critique.no-text-column", file=name, columns=", ".join(names))
    return None


def rows(lines: Iterable[str], name: str, sign: str, before: int = 0) -> Iterator[Statement]:
    """The statements of a CSV whose next line is its header; `before` lines of the file were read already.

    Raises `Problem` for a row that can't be read.
    """
    last = ""

    def remembered() -> Iterator[str]:
        nonlocal last
        for line in lines:
            last = line
            yield line

    reader = csv.reader(remembered(), delimiter=sign)
    try:
        header = next(reader)
        places = columns(header)
        read = reader.line_num
        for number, row in enumerate(reader, start=1):
            first, read = before + read + 1, reader.line_num
            cells = (row + [""] * len(header))[: len(header)] if len(row) != len(header) else row
            if cells[places["text"]].strip():
                column = _column(cells, places["text"], last) if before + read == first else 0
                yield statement(cells, places, str(number), (Place(0, first, column),))
    except csv.Error as error:
        raise Problem("critique.bad-row", file=name, line=before + reader.line_num, reason=error) from error


def statement(
    cells: Sequence[str], columns: Mapping[str, int], number: str, places: tuple[Place, ...]
) -> Statement:
    """The statement of a row that has as many cells as there are columns."""
    known = {meaning: cells[at].strip() for meaning, at in columns.items()} if len(columns) > 1 else {}
    return Statement(
        known.get("id") or number,
        cells[columns["text"]],
        known.get("language") or None,
        places,
        known.get("meant_so", ""),
        {field: known[field] for field in _FIELDS if field in known},
    )


def _column(row: Sequence[str], at: int, line: str) -> int:
    """The column at which a cell starts in its line; 0 if quotation marks in it are doubled there."""
    if '"' in row[at]:
        return 0
    # It can't stand further left than if no cell before it were quoted.
    return line.find(row[at], sum(map(len, row[:at])) + at) + 1


def _name(cell: str) -> str:
    return cell.strip().strip('"').strip().casefold()


@functools.cache
def _known_names(field: str, certainty: str) -> frozenset[str]:
    # Not through `sheet`: it brings openpyxl, which alone takes longer than a critique may take to start.
    fields = content.load_toml(content.folder("data", "columns.toml"))["fields"]
    return frozenset(name.casefold() for name in fields.get(field, {}).get(certainty, ()))

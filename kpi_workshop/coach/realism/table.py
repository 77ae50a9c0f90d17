"""Which columns of a table hold people, dates and values: by their names, and by what is in them."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping, Sequence

from kpi_workshop.coach.realism.dates import read_dates
from kpi_workshop.coach.realism.numbers import figures, style_of
from kpi_workshop.coach.realism.vocabulary import words
from kpi_workshop.content import Problem
from kpi_workshop.sheet.files import Grid
from kpi_workshop.sheet.words import folded

_SEARCHED_ROWS = 15
_MOST_ROWS = 2_000
"""As many as `read_grids` reads; what comes after would be missing without a word."""
_MOSTLY, _NAMED = 0.8, 0.5
"""The share of readable cells that makes a column one of dates or values: unnamed, or if its name says so."""
_BRACKETS = re.compile(r"\(([^)]*)\)|\[([^\]]*)\]")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The columns of a history as text, each as long as the others."""

    header: tuple[str, ...]
    people: tuple[str, ...]
    dates: tuple[str, ...]
    values: tuple[str, ...]
    rows: tuple[int, ...]
    """As the spreadsheet program numbers them, from 1."""
    value_name: str
    unit: str
    """What stands in brackets behind the name of the value."""


def find_table(name: str, grids: Sequence[Grid]) -> Table:
    """The table of a history among the readings of a file.

    Raises `Problem`: `realism.too-long`, `realism.no-columns`.
    """
    if any(len(grid.rows) >= _MOST_ROWS for grid in grids):
        raise Problem("realism.too-long", name=name, most=_MOST_ROWS)
    found = [table for grid in grids if (table := _in_grid(grid))]
    if found:
        return max(found, key=_readable)
    rows = [row for grid in grids for row in grid.rows[:_SEARCHED_ROWS]]
    widest = max(rows, key=_filled, default=())
    cells = ", ".join(f"“{cell[:40]}”" for cell in widest if cell)
    raise Problem("realism.no-columns", name=name, found=cells or "–")


def _in_grid(grid: Grid) -> Table | None:
    """The history in one reading of a file: below the row that names most columns, or without a header."""
    headers = [(_named(row, grid.rows[at + 1 :]), at) for at, row in enumerate(grid.rows[:_SEARCHED_ROWS])]
    for named, at in sorted(headers, key=lambda header: -len(header[0])):
        columns = _by_content(grid.rows[at + 1 :], {**named, **_aside(grid.rows[at])}) if named else None
        if columns:
            return _table(grid.rows, at, columns)
    columns = _by_content(grid.rows, {})
    return _table(((), *grid.rows), 0, columns) if columns else None


def _readable(table: Table) -> tuple[int, int]:
    """How many rows of a table can be read, and how many of its columns have a known name as it stands."""
    values = figures(table.values, style_of(table.values, comma=False))
    dates = read_dates(table.dates)[0]
    rows = sum(bool(date and value) for date, value in zip(dates, values, strict=True))
    return rows, sum(bool(_meaning(cell, exact=True)) for cell in table.header)


def _filled(row: Sequence[str]) -> int:
    return sum(map(bool, row))


def _named(header: Sequence[str], below: Sequence[Sequence[str]]) -> dict[str, int]:
    """Meaning → its column by the names in this row, exact ones before names in longer headers.

    Where several columns could be the person, it is the one that tells most people apart.
    """
    named: dict[str, int] = {}
    for exact in (True, False):
        for column, cell in enumerate(header):
            meaning = _meaning(cell, exact)
            known = named.get(meaning)
            if not meaning or column in named.values():
                continue
            if known is None or (meaning == "person" and _distinct(below, column) > _distinct(below, known)):
                named[meaning] = column
    return named if {"date", "value"} & named.keys() else {}


def _distinct(rows: Sequence[Sequence[str]], column: int) -> int:
    return len({row[column] for row in rows if column < len(row)})


def _meaning(cell: str, exact: bool) -> str:
    bare = folded(_BRACKETS.sub(" ", cell))
    for meaning in ("date", "person", "value"):
        if bare in words("columns", meaning):
            return meaning
    if exact or not bare or bare in words("columns", "other"):
        return ""
    inside = [
        (len(word), meaning)
        for meaning in ("date", "person", "value")
        for word in words("columns", meaning)
        if f" {word} " in f" {bare} "
    ]
    return max(inside)[1] if inside else ""


def _aside(header: Sequence[str]) -> Mapping[str, int]:
    """Columns that are never the value, under names that mean nothing."""
    return {
        f"other-{column}": column
        for column, cell in enumerate(header)
        if folded(_BRACKETS.sub(" ", cell)) in words("columns", "other")
    }


def _by_content(rows: Sequence[Sequence[str]], named: Mapping[str, int]) -> dict[str, int] | None:
    """Meaning → column; what names leave open is found in the cells. None without dates or values."""
    found = dict(named)
    columns = range(max(map(len, rows), default=0))
    cells = {column: [row[column] if column < len(row) else "" for row in rows] for column in columns}
    for meaning, fits in (("date", _are_dates), ("value", _are_numbers)):
        if meaning in found and not fits(cells.get(found[meaning], []), _NAMED):
            del found[meaning]
        free = [column for column in columns if column not in found.values() and fits(cells[column], _MOSTLY)]
        if meaning not in found and len(free) == 1:
            found[meaning] = free[0]
    if not {"date", "value"} <= found.keys():
        return None
    free = [column for column in columns if column not in found.values() and _are_names(cells[column])]
    dates = [cell for cell in cells[found["date"]] if cell]
    if "person" not in found and len(free) == 1 and len(set(dates)) < len(dates):
        found["person"] = free[0]
    return found


def _are_dates(cells: Sequence[str], share: float) -> bool:
    said = [cell for cell in cells if cell]
    return bool(said) and sum(map(bool, read_dates(said)[0])) >= share * len(said)


def _are_numbers(cells: Sequence[str], share: float) -> bool:
    said = [cell for cell in cells if cell]
    found = figures(said, style_of(said, comma=False))
    return bool(said) and sum(map(bool, found)) >= share * len(said)


def _are_names(cells: Sequence[str]) -> bool:
    said = [cell for cell in cells if cell]
    return len(said) == len(cells) and not any(any(map(str.isdecimal, cell)) for cell in said)


def _table(rows: Sequence[Sequence[str]], top: int, columns: Mapping[str, int]) -> Table:
    header = tuple(rows[top])

    def column(meaning: str) -> tuple[str, ...]:
        place = columns.get(meaning)
        return tuple(row[place] if place is not None and place < len(row) else "" for _, row in below)

    below = [(number, row) for number, row in enumerate(rows[top + 1 :], start=top + 2) if any(row)]
    value_name = header[columns["value"]] if columns["value"] < len(header) else ""
    brackets = _BRACKETS.search(value_name)
    return Table(
        header=header,
        people=column("person"),
        dates=column("date"),
        values=column("value"),
        rows=tuple(number if header else number - 1 for number, _ in below),
        value_name=value_name,
        unit=next((part for part in brackets.groups() if part), "") if brackets else "",
    )

"""A team's own KPI sheet → KPIs: finds the table in a CSV or XLSX file and the meaning of its columns.

Names of columns are data (`data/columns.toml`). Nothing is calculated, executed or guessed: a formula counts
with the value that was saved with it, and a cell that can't be read is left out with a note saying where.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from kpi_workshop import content
from kpi_workshop.content import Problem
from kpi_workshop.kpi import Kpi
from kpi_workshop.sheet.files import Grid, read_grids
from kpi_workshop.sheet.header import SEARCHED_ROWS, Header, find_header
from kpi_workshop.sheet.period import Period, find_period
from kpi_workshop.sheet.words import folded, is_vietnamese, usual_kpi_names, word_lists

__all__ = [
    "MOST_BYTES",
    "MOST_CHARACTERS",
    "MOST_KPIS",
    "Example",
    "RowNote",
    "Sheet",
    "examples",
    "read_sheet",
]

MOST_BYTES = 5_000_000
"""The largest file taken in, in bytes. A page can check it before sending anything."""
MOST_KPIS = 200
"""The most KPIs taken from one sheet."""
MOST_CHARACTERS = 1_000
"""The longest cell taken in."""

_HELPERS = frozenset({"number", "unit"})
_BARE_NUMBER = re.compile(r"[+-]?\d[\d.,  ]*")
_WORD = re.compile(r"[^\W\d_]{2}")
_RULES = r"(?:\*|[a-z-]+)(?:\s*,\s*(?:\*|[a-z-]+))*"
_MARK = re.compile(rf"\s*(?P<rules>{_RULES})\s*:\s*(?P<reason>\S.*)")
_NEXT_MARK = re.compile(rf";(?=\s*{_RULES}\s*:)")
_SECTION_NUMBER = re.compile(r"[A-ZĐ]|[IVX]+")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class RowNote:
    """Something about one row that a person should know; the other rows are read all the same."""

    row: int
    """As the spreadsheet program numbers it, from 1; 0 for the file as a whole."""
    column: str
    """The header of the column; empty for a whole row."""
    key: str
    """Of the table `notes` in `data/texts/*/sheet.toml`."""
    params: Mapping[str, object] = dataclasses.field(default_factory=dict)

    def text(self, language: str) -> str:
        """The note in words."""
        place = {"row": self.row, "column": self.column}
        return content.text(f"sheet.notes.{self.key}", language, **place, **self.params)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What was read from a file, ready for a preview."""

    kpis: tuple[Kpi, ...]
    columns: Mapping[str, str]
    """Field of `Kpi` (or `unit`, `number`) → the header it was read from."""
    ignored: tuple[str, ...]
    """Headers of columns that were not read, from left to right."""
    notes: tuple[RowNote, ...]
    """From top to bottom."""
    period: str = ""
    """The time frame that the sheet names for all of its KPIs; those without one of their own have it."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A KPI sheet that comes with the project."""

    id: str
    trade: str
    language: str
    path: Path

    def title(self, language: str) -> str:
        """The trade's name in words."""
        return content.text(f"sheet.trades.{self.trade}", language)


def examples() -> tuple[Example, ...]:
    """The example sheets, by trade and language. Adding `data/examples/<trade>.<language>.csv` adds one."""
    found: list[Example] = []
    for path in sorted(content.folder("data", "examples").glob("*.csv")):
        trade, _, language = path.stem.rpartition(".")
        found.append(Example(id=path.stem, trade=trade, language=language, path=path))
    return tuple(found)


def read_sheet(name: str, data: bytes) -> Sheet:
    """Read a CSV or XLSX file; `name` is only used to speak about it.

    Raises `Problem`: `sheet.too-large`, `sheet.not-a-sheet`, `sheet.empty`, `sheet.no-kpi-column`,
    `sheet.too-many-rows` or `sheet.long-cell`.
    """
    if len(data) > MOST_BYTES:
        raise Problem("sheet.too-large", name=name, most=MOST_BYTES // 1_000_000)
    filled = [grid for grid in read_grids(name, data) if any(any(row) for row in grid.rows)]
    if not filled:
        raise Problem("sheet.empty", name=name)
    tables = [(header, grid) for grid in filled if (header := find_header(grid.rows))]
    if not tables:
        raise _no_kpi_column(name, filled[-1].rows)
    header, grid = max(tables, key=lambda table: table[0].score)
    sheet = _read(name, grid, header)
    others = ", ".join(other.name for _, other in tables if other.name != grid.name)
    if others:
        note = RowNote(row=0, column="", key="other-worksheets", params={"read": grid.name, "others": others})
        sheet = dataclasses.replace(sheet, notes=(note, *sheet.notes))
    return sheet


def _no_kpi_column(name: str, rows: Sequence[Sequence[str]]) -> Problem:
    """Names the cells of the widest of the first rows: most likely what was meant as the header."""
    widest = max(rows[:SEARCHED_ROWS], key=lambda row: sum(map(bool, row)))
    return Problem(
        "sheet.no-kpi-column",
        name=name,
        found=", ".join(f"“{cell[:40]}”" for cell in widest if cell),
        expected=", ".join(f"“{usual}”" for usual in usual_kpi_names()),
    )


def _read(name: str, grid: Grid, header: Header) -> Sheet:
    """The rows below the header. Raises `Problem` if there are none, too many, or one has a cell too long."""
    top = grid.rows[header.row]
    columns = {field: _one_line(top[column]) for field, column in header.fields.items()}
    day_first = any(map(is_vietnamese, top))
    kpis: list[Kpi] = []
    notes: list[RowNote] = []
    for number, row in enumerate(grid.rows[header.row + 1 :], start=header.row + 1):
        if not any(row) or _is_total(row, header) or (number == header.row + 1 and _numbers_columns(row)):
            continue
        cells = {field: _known(row[column]) for field, column in header.fields.items() if column < len(row)}
        faults = {field: grid.faults.get((number, column), "") for field, column in header.fields.items()}
        reason = _why_no_kpi(cells)
        if reason is None:
            _check_lengths(name, number + 1, cells, columns)
            kpi, unclear = _kpi(f"kpi-{len(kpis) + 1}", cells, day_first=day_first)
            kpis.append(kpi)
            faults |= unclear
        else:
            faults = {"text": faults["text"] or reason}
        notes += [
            RowNote(row=number + 1, column=columns[field], key=key, params={"value": cells.get(field, "")})
            for field, key in faults.items()
            if key
        ]
        if len(kpis) > MOST_KPIS:
            raise Problem("sheet.too-many-rows", name=name, most=MOST_KPIS)
    if not kpis and not notes:
        raise Problem("sheet.empty", name=name)
    used = set(header.fields.values())
    ignored = tuple(_one_line(cell) for column, cell in enumerate(top) if cell and column not in used)
    sheet = Sheet(kpis=tuple(kpis), columns=columns, ignored=ignored, notes=tuple(notes))
    return _with_period(sheet, find_period(grid.rows, header))


def _with_period(sheet: Sheet, period: Period | None) -> Sheet:
    """Give each KPI without a time frame that of the sheet, and say from where it was taken."""
    if period is None:
        return sheet
    kpis = tuple(kpi if kpi.period else dataclasses.replace(kpi, period=period.words) for kpi in sheet.kpis)
    note = RowNote(row=period.row + 1, column="", key="period", params={"value": period.words})
    notes = sheet.notes if kpis == sheet.kpis else (note, *sheet.notes)
    return dataclasses.replace(sheet, kpis=kpis, notes=notes, period=period.words)


def _known(cell: str) -> str:
    """The cell, or nothing if it only says that there is nothing yet."""
    if cell == "%":  # a unit, though it holds no word
        return cell
    words = folded(cell)
    return cell if words and words not in word_lists("rows")["blanks"] else ""


def _is_total(row: Sequence[str], header: Header) -> bool:
    first = next(cell for cell in row if cell)
    statement = row[header.fields["text"]] if header.fields["text"] < len(row) else ""
    return not word_lists("rows")["totals"].isdisjoint((folded(first), folded(statement)))


def _numbers_columns(row: Sequence[str]) -> bool:
    """Whether this is the row of column numbers, "A, B, (1)", that Vietnamese tables have on top."""
    return all(len(cell) <= 3 for cell in row)


def _why_no_kpi(cells: Mapping[str, str]) -> str | None:
    """None if the row is a KPI; otherwise the key of a note that says why not, or "" if it needs none."""
    rest = any(cell for field, cell in cells.items() if field not in {"text", "number"})
    if not _WORD.search(cells.get("text", "")):
        return "no-statement" if rest else ""
    if not rest and _SECTION_NUMBER.fullmatch(cells.get("number", "").rstrip(".) ")):
        return "section"
    return None


def _check_lengths(name: str, row: int, cells: Mapping[str, str], columns: Mapping[str, str]) -> None:
    for field, cell in cells.items():
        if len(cell) > MOST_CHARACTERS:
            raise Problem("sheet.long-cell", name=name, row=row, column=columns[field], most=MOST_CHARACTERS)


def _kpi(number: str, cells: Mapping[str, str], *, day_first: bool) -> tuple[Kpi, Mapping[str, str]]:
    """The KPI of a row; and field → key of a note, where the words weren't understood and it stays empty."""
    fields: dict[str, Any] = {
        field: _one_line(cell) for field, cell in cells.items() if field not in _HELPERS
    }
    unit = _one_line(cells.get("unit", ""))
    for field in fields.keys() & {"target", "commit", "stretch", "baseline", "capacity"}:
        fields[field] = _with_unit(fields[field], unit)
    unclear: dict[str, str] = {}
    for field in fields.keys() & {"rhythm", "review_date"}:
        words = fields[field]
        fields[field] = _rhythm(words) if field == "rhythm" else _iso_date(words, day_first=day_first)
        if words and not fields[field]:
            unclear[field] = f"unclear-{field.replace('_', '-')}"
    ways = re.split(r"[;\n•]", cells.get("recognition", ""))
    fields["recognition"] = tuple(way.strip() for way in ways if way.strip())
    fields["meant_so"] = _meant_so(_one_line(cells.get("meant_so", "")))
    return Kpi(id=number, **fields), unclear


def _with_unit(value: str, unit: str) -> str:
    """
    >>> _with_unit("500", "triệu đồng"), _with_unit("50", "%"), _with_unit("≥ 4/5", "điểm")
    ('500 triệu đồng', '50%', '≥ 4/5')
    """
    if not unit or not _BARE_NUMBER.fullmatch(value):
        return value
    return f"{value}{unit}" if unit == "%" else f"{value} {unit}"


def _meant_so(words: str) -> Mapping[str, str]:
    """Rule → why what it finds is meant so; a reason alone counts for every rule.

    >>> _meant_so("threat, imposed-wording: by law; absolute-target: it saves lives")
    {'threat': 'by law', 'imposed-wording': 'by law', 'absolute-target': 'it saves lives'}
    >>> _meant_so("It saves lives")
    {'*': 'It saves lives'}
    """
    marks = [_MARK.fullmatch(mark) for mark in _NEXT_MARK.split(words)]
    if not all(marks):
        return {"*": words} if words else {}
    return {rule.strip(): mark["reason"] for mark in marks if mark for rule in mark["rules"].split(",")}


def _rhythm(words: str) -> str:
    return next((rhythm for rhythm, known in word_lists("rhythms").items() if folded(words) in known), "")


def _iso_date(words: str, *, day_first: bool) -> str:
    """The ISO date meant, or "" if there is more than one way to read it, as in 05/12/2026.

    >>> _iso_date("5 December 2026", day_first=False), _iso_date("05/12/2026", day_first=False)
    ('2026-12-05', '')
    """
    slashed = ("%d/%m/%Y",) if day_first else ("%d/%m/%Y", "%m/%d/%Y")
    meant: set[str] = set()
    for layout in ("%Y-%m-%d", "%d %B %Y", *slashed):
        try:
            meant.add(dt.datetime.strptime(words, layout).replace(tzinfo=dt.UTC).date().isoformat())
        except ValueError:
            continue
    return meant.pop() if len(meant) == 1 else ""


def _one_line(cell: str) -> str:
    return cell.replace("\n", " ")

"""The bytes of a CSV or XLSX file → rows of text, as a spreadsheet program would show them."""

from __future__ import annotations

import csv
import dataclasses
import datetime as dt
import io
import itertools
import re
import unicodedata
import warnings
import zipfile
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import openpyxl

from kpi_workshop.content import Problem
from kpi_workshop.sheet.words import is_vietnamese

_MOST_UNPACKED = 20_000_000
_MOST_ROWS = 2_000
_MOST_COLUMNS = 40
_DELIMITERS = (",", ";", "\t", "|")
_NO_DELIMITER = "\x1f"

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_GUARDED = re.compile(r"'(?=[=+\-@\t])")


@dataclasses.dataclass(frozen=True, slots=True)
class Grid:
    """One worksheet, or one way to split a CSV file: cells as text, and what was wrong with single ones."""

    name: str
    rows: Sequence[Sequence[str]]
    faults: Mapping[tuple[int, int], str] = dataclasses.field(default_factory=dict)
    """(row, column), both from 0 → key of a note."""


def read_grids(name: str, data: bytes) -> Sequence[Grid]:
    """Every reading of the file that may hold the table: worksheets of a workbook, or a CSV file split by
    each delimiter that occurs in it (which one is right shows in the header).

    Raises `Problem`: `sheet.not-a-sheet` for another kind of file, a broken or a protected one, and
    `sheet.too-large` for a workbook that unpacks to far more than any KPI sheet.
    """
    return _from_xlsx(name, data) if data.startswith(b"PK") else _from_csv(name, data)


def _from_csv(name: str, data: bytes) -> Sequence[Grid]:
    text = _decoded(name, data)
    stated = re.match(r"sep=(.)\r?\n", text)
    if stated:
        text, delimiters = text[stated.end() :], [stated[1]]
    else:
        delimiters = [_NO_DELIMITER, *(mark for mark in _DELIMITERS if mark in text)]
    try:
        return [_split(text, mark) for mark in delimiters]
    except csv.Error as error:
        raise Problem("sheet.not-a-sheet", name=name) from error


def _split(text: str, delimiter: str) -> Grid:
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    some = itertools.islice(rows, _MOST_ROWS)
    return Grid("", [[_clean(cell) for cell in row[:_MOST_COLUMNS]] for row in some])


def _decoded(name: str, data: bytes) -> str:
    encodings: Sequence[str] = ("utf-16",)
    if not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        # Western bytes nearly always decode as Vietnamese ones too, and differ in no letter of English.
        encodings = ("utf-8-sig", "cp1258", "cp1252")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _CONTROL.search(text):
            return text
    raise Problem("sheet.not-a-sheet", name=name)


def _from_xlsx(name: str, data: bytes) -> Sequence[Grid]:
    """The visible worksheets. How much the file unpacks to is looked at before anything is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            unpacked = sum(member.file_size for member in package.infolist())
        with warnings.catch_warnings():
            # openpyxl warns of parts it won't keep when writing; nothing is written back here.
            warnings.simplefilter("ignore")
            grids = _worksheets(data) if unpacked <= _MOST_UNPACKED else None
    except Exception as error:  # a damaged file makes openpyxl trip over whatever it meets first
        raise Problem("sheet.not-a-sheet", name=name) from error
    if grids is None:
        raise Problem("sheet.too-large", name=name, most=_MOST_UNPACKED // 1_000_000)
    return grids


def _worksheets(data: bytes) -> Sequence[Grid]:
    values = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    formulas = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False)
    pairs = zip(values.worksheets, formulas.worksheets, strict=True)
    return [_worksheet(shown, typed) for shown, typed in pairs if shown.sheet_state == "visible"]


def _worksheet(shown: Any, typed: Any) -> Grid:
    """One worksheet from its two readings by openpyxl: with the saved values, and with the formulas."""
    for reading in (shown, typed):
        reading.reset_dimensions()  # what a file claims its size to be can't be trusted
    bounds = {"max_row": _MOST_ROWS, "max_col": _MOST_COLUMNS}
    cells = list(shown.iter_rows(**bounds))
    formulas = list(typed.iter_rows(**bounds))
    faults: dict[tuple[int, int], str] = {}
    for r, row in enumerate(cells):
        for c, cell in enumerate(row):
            if cell.data_type == "e":
                faults[r, c] = "error-value"
            elif cell.value is None and formulas[r][c].data_type == "f":
                faults[r, c] = "no-value"
    vietnamese = any(
        is_vietnamese(cell.value) for row in cells for cell in row if isinstance(cell.value, str)
    )
    rows = [["" if cell.data_type == "e" else _shown(cell, vietnamese) for cell in row] for row in cells]
    return Grid(shown.title, rows, faults)


def _shown(cell: Any, vietnamese: bool) -> str:
    match cell.value:
        case None:
            return ""
        case bool() as value:
            return str(value).upper()
        case int() | float() as value:
            return _number(value, cell.number_format, vietnamese)
        case dt.datetime() | dt.date() as value:
            return f"{value:%d/%m/%Y}" if vietnamese else f"{value:%Y-%m-%d}"
        case value:
            return _clean(str(value))


def _number(value: float, layout: str, decimal_comma: bool) -> str:
    """
    >>> _number(0.5, "0%", False), _number(500000000, "#,##0", True), _number(4.5, "General", True)
    ('50%', '500.000.000', '4,5')
    """
    percent = "%" in layout
    exact = Decimal(repr(value)) * (100 if percent else 1)
    rounded = round(exact, 2 if percent else 6).normalize()
    words = f"{rounded:,f}" if "," in layout else f"{rounded:f}"
    if decimal_comma:
        words = words.translate(str.maketrans(",.", ".,"))
    return words + "%" * percent


def _clean(cell: str) -> str:
    """Composed letters, single spaces, no control characters, no apostrophe that guards against a formula."""
    text = _CONTROL.sub("", unicodedata.normalize("NFC", cell))
    lines = (" ".join(line.split()) for line in text.splitlines())
    return _GUARDED.sub("", "\n".join(line for line in lines if line), count=1)

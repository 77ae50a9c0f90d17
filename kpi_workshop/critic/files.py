"""Statements from a file: one a line, or the rows of a CSV with a `text` column."""

from __future__ import annotations

import csv
import dataclasses
import io
from collections.abc import Iterator
from pathlib import Path

from kpi_workshop.content import Problem

_DELIMITERS = (",", ";", "\t")
_COLUMNS = frozenset({"id", "text", "language"})


@dataclasses.dataclass(frozen=True, slots=True)
class Statement:
    """One statement of a file."""

    id: str
    """As in the file, or the number of its line or row, from 1."""
    text: str
    language: str | None
    """As in the file; None if the file doesn't say."""


def read_text(path: str | Path) -> str:
    """The text of a file. Raises `Problem` if it can't be opened or isn't UTF-8."""
    try:
        return Path(path).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise Problem("critique.not-utf8", file=path, byte=error.start) from error
    except OSError as error:
        raise Problem("critique.not-readable", file=path, reason=error.strerror) from error


def statements(text: str, name: str = "-") -> Iterator[Statement]:
    """The statements of a text that was read from a file of that name, or from standard input ("-").

    A file called `*.csv` with several columns, and any text whose first line names a `text` column
    beside others, is read as CSV (comma, semicolon or tab); everything else as one statement a line.
    Empty lines and rows are left out. Raises `Problem` for a CSV without a `text` column.
    """
    text = text.removeprefix("\ufeff")
    heading = text.lstrip("\r\n").partition("\n")[0].rstrip("\r")
    header, delimiter = _header(heading)
    named = Path(name).suffix.lower() == ".csv"
    if header == ["text"] or (len(header) > 1 and (named or not _COLUMNS.isdisjoint(header))):
        if "text" in header:
            return _rows(text, name, delimiter)
        if named or _COLUMNS.issuperset(header):
            raise Problem("critique.no-text-column", file=name, columns=", ".join(header))
    return _lines(text)


def _header(line: str) -> tuple[list[str], str]:
    """The names of the columns, and what separates them: the separator that makes most of the line."""
    found = [
        ([name.strip().strip('"').strip().lower() for name in line.split(sign)], sign) for sign in _DELIMITERS
    ]
    return max(found, key=lambda names: ("text" in names[0], len(names[0])))


def _rows(text: str, name: str, delimiter: str) -> Iterator[Statement]:
    reader = csv.reader(io.StringIO(text.lstrip("\r\n"), newline=""), delimiter=delimiter)
    columns = [column.strip().lower() for column in next(reader)]
    try:
        for number, row in enumerate(reader, start=1):
            fields = dict(zip(columns, row, strict=False))
            if fields.get("text", "").strip():
                yield Statement(
                    fields.get("id", "").strip() or str(number),
                    fields["text"],
                    fields.get("language", "").strip() or None,
                )
    except csv.Error as error:
        raise Problem("critique.bad-row", file=name, line=reader.line_num, reason=error) from error


def _lines(text: str) -> Iterator[Statement]:
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield Statement(str(number), line.rstrip("\r"), None)

"""Statements from files: one a line, the rows of a CSV, or the lists and tables of Markdown."""

from __future__ import annotations

import contextlib
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from kpi_workshop.content import Problem
from kpi_workshop.lint import markdown, tables
from kpi_workshop.lint.statement import Place, Statement

STANDARD_INPUT = "-"
_MARKDOWN = frozenset({".md", ".markdown"})
_READ_IN_FOLDERS = frozenset({*_MARKDOWN, ".csv", ".txt"})
_MARK = re.compile(r"(?:^|(?<=\s))#\s*meant so:(.*)", re.IGNORECASE | re.DOTALL)


def expand(names: Sequence[str]) -> list[str]:
    """The names, each folder replaced by the Markdown, CSV and text files below it; hidden ones are left out.

    Raises `Problem` for a folder without any.
    """
    found: list[str] = []
    for name in names:
        folder = Path(name)
        if name == STANDARD_INPUT or not folder.is_dir():
            found.append(name)
            continue
        inside = [str(path) for path in sorted(folder.rglob("*")) if _is_read(path, folder)]
        if not inside:
            raise Problem("critique.empty-folder", folder=name)
        found += inside
    return found


def _is_read(path: Path, folder: Path) -> bool:
    shown = not any(part.startswith(".") for part in path.relative_to(folder).parts)
    return shown and path.suffix.lower() in _READ_IN_FOLDERS and path.is_file()


def shown(name: str) -> str:
    """The name of a file as it is told to people."""
    return "<stdin>" if name == STANDARD_INPUT else name


def read(name: str) -> Iterator[Statement]:
    """The statements of a file, or of standard input ("-"), a line at a time.

    Raises `Problem` if it can't be opened, isn't UTF-8, or is a CSV that can't be read.
    """
    told = shown(name)
    try:
        with _opened(name) as file:
            yield from statements(_lines(file, told), told)
    except OSError as error:
        raise Problem("critique.not-readable", file=told, reason=error.strerror or error) from error


def statements(lines: Iterable[str], name: str) -> Iterator[Statement]:
    """The statements of lines (with their ends) that come from a file of that name.

    `*.md` is read as Markdown: list items and the rows of tables. A file called `*.csv` with several columns,
    and any file whose first line names a `text` column, is read as CSV (comma, semicolon or tab); everything
    else as one statement a line. Empty lines and rows are left out.
    Raises `Problem` for a CSV without a column for the statements, or with a row that can't be read.
    """
    if Path(name).suffix.lower() in _MARKDOWN:
        yield from markdown.statements(lines)
        return
    numbered = enumerate(lines, start=1)
    number, first = next(((number, line) for number, line in numbered if line.strip()), (0, ""))
    rest = (line for _, line in numbered)
    if sign := tables.delimiter(first, name):
        yield from tables.rows(_after(first, rest), name, sign, before=number - 1)
    else:
        yield from _one_a_line(_after(first, rest), number)


def _after(first: str, rest: Iterable[str]) -> Iterator[str]:
    yield first
    yield from rest


def _one_a_line(lines: Iterable[str], start: int) -> Iterator[Statement]:
    for number, line in enumerate(lines, start):
        text, mark = line.rstrip("\n"), ""
        if "#" in text and (found := _MARK.search(text)):
            text, mark = text[: found.start()].rstrip(), found[1]
        if text and not text.isspace():
            yield Statement(str(number), text, None, (Place(0, number, 1),), mark)


def _opened(name: str) -> contextlib.AbstractContextManager[BinaryIO]:
    return contextlib.nullcontext(sys.stdin.buffer) if name == STANDARD_INPUT else Path(name).open("rb")


def _lines(file: Iterable[bytes], name: str) -> Iterator[str]:
    """The lines of a file, each but perhaps the last with one "\\n" at its end."""
    before = 0
    for number, line in enumerate(_split(file), start=1):
        try:
            text = line.decode()
        except UnicodeDecodeError as error:
            byte = before + error.start + 1
            raise Problem("critique.not-utf8", file=name, line=number, byte=byte) from error
        before += len(line)
        if number == 1:
            text = text.removeprefix("\ufeff")
        yield text if "\r" not in text else text.rstrip("\r\n") + "\n"


def _split(file: Iterable[bytes]) -> Iterator[bytes]:
    for line in file:
        if b"\r" in line:
            yield from line.splitlines(keepends=True)  # old programs end lines with "\r" alone
        else:
            yield line

"""Statements in Markdown: list items, and the rows of tables that have a column for them.

Headings, prose, quotations and code are not statements. Nor is an item that introduces others
("Key results:") or is nothing but a link.
"""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping

from kpi_workshop.lint import tables
from kpi_workshop.lint.inline import Part, Plain, plain
from kpi_workshop.lint.statement import Statement

_ITEM = re.compile(r"\s*(?:[-*+]|(\d{1,9})[.)])(?:\s+\[[ xX~/-]\])?(?:\s+|$)")
_FENCE = re.compile(r"\s*(?:[-*+]\s+)?(`{3,}(?=[^`]*$)|~{3,})")
_NO_STATEMENT = re.compile(
    r"\s{0,3}(?:\#{1,6}(?:\s|$)|>|(?:-[ \t]*){3,}$|(?:\*[ \t]*){3,}$|(?:_[ \t]*){3,}$|=+\s*$)"
)
"""A heading, a quotation, a line across the page."""
_BELOW_HEADER = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?")
_PIPE = re.compile(r"(?<!\\)\|")
_LINK = re.compile(r"!?\[[^\][]*\](?:\([^()]*\)|\[[^\][]*\])|<?https?://\S+")
_METADATA = re.compile(r"[\w-]+\s*:")
_LONGEST_METADATA = 100
_CODE_INDENT = 4


def statements(lines: Iterable[str]) -> Iterator[Statement]:
    """The statements of a Markdown file, in order. Only the item that is being read is kept."""
    reader = _Reader()
    numbered = enumerate(lines, start=1)
    for number, line in _after_metadata(numbered):
        yield from reader.take(number, line.rstrip("\n"))
    yield from reader.finish()


def _after_metadata(lines: Iterator[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """The numbered lines without the metadata that may stand at the top, between two lines of `---`."""
    top = list(itertools.islice(lines, _LONGEST_METADATA))
    marks = [at for at, (_, line) in enumerate(top) if line.rstrip() == "---"]
    has_metadata = len(marks) > 1 and marks[0] == 0 and _METADATA.match(top[1][1])
    yield from top[marks[1] + 1 :] if has_metadata else top
    yield from lines


class _Reader:
    """Takes lines one by one and gives the statements that are complete."""

    def __init__(self) -> None:
        self._item: list[Part] = []
        self._above: tuple[int, str] | None = None
        """The line above, if it may be the header of a table."""
        self._columns: Mapping[str, int] | None = None
        """Of the table that is being read."""
        self._fence = ""
        """What ends the code that is being read."""
        self._commented = self._in_list = self._in_prose = False

    def take(self, number: int, line: str) -> Iterator[Statement]:
        """What is complete now that this line is known."""
        if self._is_hidden(line) or not line.strip():
            yield from self._end_block()
        elif self._above and _BELOW_HEADER.fullmatch(line.strip()) and self._is_header(self._above[1], line):
            if self._item and self._item[-1].line == number - 1:
                self._item.pop()
            yield from self.finish()
            self._columns = tables.columns([cell.text for cell in _words(*self._above)])
            self._above = None
        elif self._columns is not None and "|" in line:
            yield from self._row(number, line)
        else:
            yield from self._block(number, line)

    def finish(self) -> Iterator[Statement]:
        """The item that is being read, if it is a statement."""
        words = plain(self._item)
        is_link = len(self._item) == 1 and _LINK.fullmatch(self._item[0].raw)
        line, self._item = self._item[0].line if self._item else 0, []
        if _says_something(words.text) and not words.text.endswith(":") and not is_link:
            yield Statement(str(line), words.text, None, words.places, words.meant_so)

    def _end_block(self) -> Iterator[Statement]:
        yield from self.finish()
        self._above = self._columns = None
        self._in_prose = False

    def _is_hidden(self, line: str) -> bool:
        """Whether a line is in code or in a comment, or begins or ends one."""
        if self._commented:
            self._commented = "-->" not in line
            return True
        if self._fence:
            if line.strip().startswith(self._fence) and not line.strip(self._fence[0] + " "):
                self._fence = ""
            return True
        if fence := _FENCE.match(line):
            self._fence = fence[1]
            return True
        self._commented = line.rfind("<!--") > line.rfind("-->")
        return self._commented and line.lstrip().startswith("<!--")

    def _is_header(self, above: str, line: str) -> bool:
        return "|" in above and len(_cells(above)) == len(_cells(line))

    def _block(self, number: int, line: str) -> Iterator[Statement]:
        """A line that is in no table: it begins or continues an item, or is none."""
        item = _ITEM.match(line)
        indent = len(line) - len(line.lstrip())
        is_prose = self._in_prose and item and item[1] not in {None, "1"}
        is_code = indent >= _CODE_INDENT and not (self._in_list or self._in_prose)
        self._columns, self._above = None, (number, line)
        if _NO_STATEMENT.match(line):
            yield from self._end_block()
            self._in_list = False
        elif item and not is_prose and not is_code:
            yield from self.finish()
            self._item = [_part(number, item.end(), line[item.end() :])]
            self._in_list, self._in_prose = True, False
        elif self._item and not line.lstrip().startswith("|"):
            self._item.append(_part(number, 0, line))
        else:
            yield from self.finish()
            self._in_prose = not is_code
            self._in_list = self._in_list and indent > 0

    def _row(self, number: int, line: str) -> Iterator[Statement]:
        columns = self._columns or {}
        cells = _words(number, line)
        if not columns or len(cells) <= columns["text"] or not _says_something(cells[columns["text"]].text):
            return
        words = [cell.text for cell in cells] + [""] * (max(columns.values()) - len(cells) + 1)
        row = tables.statement(words, columns, str(number), cells[columns["text"]].places)
        mark = "; ".join(cell.meant_so for cell in cells if cell.meant_so)
        yield dataclasses.replace(row, meant_so=mark) if mark else row


def _part(number: int, offset: int, rest: str) -> Part:
    """The rest of a line, without white space around it and a backslash that only breaks the line."""
    words = rest.lstrip()
    return Part(number, offset + len(rest) - len(words) + 1, words.rstrip().removesuffix("\\").rstrip())


def _cells(line: str) -> list[tuple[int, str]]:
    """The cells of a row, each with its offset in the line."""
    ends = [found.start() for found in _PIPE.finditer(line)]
    starts = [0, *(end + 1 for end in ends)]
    cells = [(start, line[start:end]) for start, end in zip(starts, [*ends, len(line)], strict=True)]
    first = 0 if cells[0][1].strip() else 1
    last = len(cells) if cells[-1][1].strip() else len(cells) - 1
    return cells[first:last]


def _words(number: int, line: str) -> list[Plain]:
    """What the cells of a row say."""
    return [plain([_part(number, offset, raw)]) for offset, raw in _cells(line)]


def _says_something(text: str) -> bool:
    return any(sign.isalpha() for sign in text)

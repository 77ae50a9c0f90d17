"""What the coach's commands print: plain lines, wrapped, in the reader's language."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence

from kpi_workshop.content import Problem
from kpi_workshop.lint.report import printable

WIDTH = 100
INDENT = "  "


def wrapped(words: str, indent: str = "") -> Iterator[str]:
    """Words in lines; those of a list stand behind their sign or number."""
    text = printable(" ".join(words.split()))
    first, _, rest = text.partition(" ")
    marked = bool(rest) and (first == "•" or first.rstrip(".").isdecimal())
    behind = indent + " " * (len(first) + 1) if marked else indent
    yield from textwrap.wrap(text, WIDTH, initial_indent=indent, subsequent_indent=behind) or [""]


def section(title: str, lines: Iterable[str], indent: str = INDENT) -> Iterator[str]:
    """A title and what is below it, after an empty line."""
    yield ""
    yield from wrapped(title)
    for line in lines:
        yield from wrapped(line, indent)


def readable(text: str) -> str:
    """Text from the command line without the bytes that are no UTF-8."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def answers(given: Sequence[str]) -> dict[str, str]:
    """Answers given beforehand, each `SLOT=TEXT`. Raises `Problem` for one that doesn't say to which slot."""
    found = {}
    for answer in given:
        slot, sign, said = answer.partition("=")
        if not sign:
            raise Problem("coach.no-answer", given=printable(answer))
        found[slot.strip()] = readable(said)
    return found

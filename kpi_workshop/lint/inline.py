"""Markdown without its marks for bold, links and the like, and where each of its words stood."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kpi_workshop.lint.statement import Place

_MARKUP = re.compile(
    r"""
      <!--                                                  # a comment; its end is searched for
    | \\[!-/:-@\[-`{-~]                                     # a sign that means itself
    | !?\[(?=[^\][]*\][(\[])                                # before the words of a link
    | \]\([^()\s]*(?:\s"[^"]*")?\)  |  \]\[[^\][]*\]        # behind them
    | </?[A-Za-z][^<>]*>                                    # HTML
    | `+
    | (?<!\w)(?:\*{1,3}|_{1,3}|~~)(?![\s_])                 # opens emphasis; but not a blank to fill in: ____
    | (?<![\s_])(?:\*{1,3}|_{1,3}|~~)(?!\w)                 # closes it
    """,
    re.VERBOSE,
)
_MARK = re.compile(r"\s*meant so:(.*)", re.IGNORECASE | re.DOTALL)


class Part(NamedTuple):
    """A part of a line."""

    line: int
    column: int
    """Of its first sign; both from 1."""
    raw: str


class Plain(NamedTuple):
    """What a reader of the rendered page sees."""

    text: str
    places: tuple[Place, ...]
    comments: tuple[str, ...]
    """What stands in comments."""

    @property
    def meant_so(self) -> str:
        """The mark in a comment, `<!-- meant so: rule: reason -->`, that findings are meant so."""
        return "; ".join(found[1].strip() for comment in self.comments if (found := _MARK.match(comment)))


def plain(parts: Iterable[Part]) -> Plain:
    """The words of parts that follow each other, a space between them."""
    text, places, comments = "", [], []
    for part in parts:
        text += " " if text else ""
        for start, end, comment in _runs(part.raw):
            if comment:
                comments.append(part.raw[start:end])
            elif start < end:
                places.append(Place(len(text), part.line, part.column + start))
                text += part.raw[start:end]
    return Plain(text.rstrip(), tuple(places), tuple(comments))


def _runs(raw: str) -> Iterator[tuple[int, int, bool]]:
    """Where words stand, from … to, and where comments (True) do."""
    at = search = 0
    while found := _MARKUP.search(raw, search):
        yield at, found.start(), False
        at = search = found.end()
        if found[0] == "<!--":
            end = raw.find("-->", at)
            yield at, end if end >= 0 else len(raw), True
            at = search = end + 3 if end >= 0 else len(raw)
        elif found[0][0] == "\\":
            at -= 1
    yield at, len(raw), False

"""A statement as it stands in a file, and where each part of it stands there."""

from __future__ import annotations

import bisect
import dataclasses
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from kpi_workshop.reading import Span

NO_FIELDS: Mapping[str, str] = MappingProxyType({})


class Place(NamedTuple):
    """Where a part of a statement's text begins in its file."""

    offset: int
    """In code points of the text. The part goes on to the next place's offset, without a break of line."""
    line: int
    """From 1."""
    column: int
    """From 1, in code points; 0 if it can't be told."""


@dataclasses.dataclass(frozen=True, slots=True)
class Statement:
    """One statement of a file."""

    id: str
    """As in the file, or the number of its line or row, from 1."""
    text: str
    language: str | None = None
    """As in the file; None if the file doesn't say."""
    places: tuple[Place, ...] = (Place(0, 1, 0),)
    """From its start on, at least one."""
    meant_so: str = ""
    """The writer's mark that findings are meant so, as written; `meant.read` takes it apart."""
    fields: Mapping[str, str] = dataclasses.field(default_factory=lambda: NO_FIELDS)
    """What other columns of its row say: field of a `Kpi` → as written, empty where nothing is."""

    @property
    def line(self) -> int:
        """The line of the file in which it starts, from 1."""
        return self.places[0].line

    def region(self, span: Span) -> tuple[Place, Place] | None:
        """Where a span of the text starts and ends in the file; None if only the line is known.

        The end is the place just behind the last sign.
        """
        start = self._place(span[0])
        end = self._place(max(span[0], span[1] - 1))
        if not start.column or not end.column:
            return None
        return start, end._replace(offset=span[1], column=end.column + (span[1] > span[0]))

    def _place(self, offset: int) -> Place:
        part = self.places[
            max(0, bisect.bisect_right(self.places, offset, key=lambda place: place.offset) - 1)
        ]
        return Place(offset, part.line, part.column + offset - part.offset if part.column else 0)

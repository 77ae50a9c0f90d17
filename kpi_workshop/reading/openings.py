"""What a statement's sentences start with."""

from __future__ import annotations

from collections.abc import Sequence

from kpi_workshop.reading.scan import Scan
from kpi_workshop.reading.signs import SENTENCE_ENDS

_NOT_THE_VERB = frozenset({"each", "everyone", "person", "place", "imposed", "filler"})
_LEADING = frozenset({"do", "deliver", "up", "down", "vague_change", "endless"})
_LONGEST_LABEL = 6
"""In tokens: how far into a statement a colon may stand and still end a label."""


def openings(page: Scan, in_time: Sequence[bool]) -> frozenset[str]:
    """The lists of the phrases that the sentences start with."""
    colon = next((at for at in range(min(_LONGEST_LABEL, page.size)) if page.forms[at] == ":"), -1)
    starts = [colon + 1 if colon + 1 < page.size else 0]
    starts += [at + 1 for at in range(starts[0], page.size) if page.forms[at] in SENTENCE_ENDS]
    return frozenset[str]().union(*(_opening(page, start, in_time) for start in starts))


def _opening(page: Scan, at: int, in_time: Sequence[bool]) -> frozenset[str]:
    while at < page.size and page.forms[at] not in SENTENCE_ENDS:
        mention = page.mentioned[at]
        leads = mention and not mention.names.isdisjoint(_LEADING)
        passed = (
            in_time[at]
            or page.kinds[at] != "word"
            or (mention and not mention.names.isdisjoint(_NOT_THE_VERB))
        )
        if mention and (leads or not passed):
            return mention.names
        if not mention and not passed and not page.forms[at].endswith("ly"):
            return frozenset()
        at = mention.last if mention else at + 1
    return frozenset()

"""Room for a miss: how an absolute ("100%", "zero", "never", "every") takes in how often it may go wrong."""

from __future__ import annotations

import dataclasses
import re

from kpi_workshop.coach.rewrite.cuts import Cut, without_clause
from kpi_workshop.coach.rewrite.model import Segment
from kpi_workshop.coach.rewrite.source import Source
from kpi_workshop.coach.rewrite.words import quoted, template
from kpi_workshop.reading import Span, read


@dataclasses.dataclass(frozen=True, slots=True)
class Eased:
    """How a statement makes room: cuts in its own sentence, or the core that a limit can be set for."""

    cuts: tuple[Cut, ...] = ()
    core: Span | None = None
    is_verb: bool = False
    """Whether the core is what somebody does: "never miss a deadline"."""

    @property
    def is_said(self) -> bool:
        """Whether the answer itself stands in the draft then."""
        return bool(self.core) or any(part.kind == "answer" for cut in self.cuts for part in cut.instead)


NOTHING = Eased()


def eased(source: Source, tolerance: str) -> Eased:
    """What an answer such as "95%" or "2 a month" changes in the statement."""
    if "absolute-target" not in source.found:
        return NOTHING
    start, end = source.found["absolute-target"].span
    level = read(tolerance, source.said.language).amounts
    percent = bool(level) and level[0].unit == "percent"
    whole = any(amount.span == (start, end) and amount.value == 100 for amount in source.said.amounts)
    if whole and percent:
        fields = {
            "answer": quoted("answer", tolerance, "tolerance"),
            "all": quoted("kept", source.text[start:end]),
        }
        return Eased((Cut(start, end, template("room.between", source.said.language, fields)),))
    cut = _almost(source, tolerance if percent else "")
    if cut:
        return Eased((cut, *_insisting(source)))
    if whole or not level or percent:
        return NOTHING
    return _limited(source, start, end, tolerance)


def _almost(source: Source, share: str) -> Cut | None:
    """ "Every call" gives way to "almost every call", "all calls" to "at least 95% of calls"."""
    language = source.said.language
    for pattern, instead in source.grammar.almost:
        match = re.search(rf"\b{pattern}\b", source.flat)
        if not match:
            continue
        if instead:
            return Cut(*match.span(), (Segment("joint", instead),))
        said = source.text[slice(*match.span())]
        kept = quoted("kept", said[:1].lower() + said[1:])
        fields = {"answer": quoted("answer", share, "tolerance"), "all": kept}
        return Cut(*match.span(), template(f"room.{'share' if share else 'almost'}", language, fields))
    return None


def _insisting(source: Source) -> list[Cut]:
    """Clauses such as "no exceptions", which would take the room away again."""
    cuts = [without_clause(source, *match.span()) for match in source.grammar.insisting.finditer(source.flat)]
    return [cut for cut in cuts if cut]


def _limited(source: Source, start: int, end: int, tolerance: str) -> Eased:
    """ "Zero complaints" and "Complaints: 0" take in a limit: "complaints: at most 2 a month"."""
    if not source.words(end, len(source.text)):
        fields = {"answer": quoted("answer", tolerance, "tolerance")}
        return Eased((Cut(start, end, template("room.at-most", source.said.language, fields)),))
    opener = source.grammar.opener.match(source.flat, 0, start)
    if source.words(opener.end() if opener else 0, start):
        return NOTHING
    core = source.trimmed(end, source.sentence(end)[1])
    is_verb = source.grammar.never.match(source.flat, start) is not None
    return Eased(core=core if source.words(*core) else None, is_verb=is_verb)

"""What the coach leaves out of a statement: threats and orders. Everything else stays as it was written."""

from __future__ import annotations

import dataclasses
import re

from kpi_workshop.coach.rewrite.model import Segment, Words
from kpi_workshop.coach.rewrite.source import Source
from kpi_workshop.coach.rewrite.words import joined
from kpi_workshop.reading import Span

_PAUSE = re.compile(r"[,:](?=\s)|\s[–—-]+\s")
_CLAUSE_END = re.compile(r"[,;:!?](?=\s|$)|\.(?=\s|$)|\s[–—-]+\s|[\r\n]+")
_DIGIT = re.compile(r"\d")
_FEW = 3
"""In words: a clause with no more beside its order says nothing else."""


@dataclasses.dataclass(frozen=True, slots=True)
class Cut:
    """A part of a statement that gives way to other words, or to none."""

    start: int
    end: int
    instead: Words = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Threat:
    """What is left of a statement without its threat: the rest of it, or only what the threat was for."""

    cut: Cut | None = None
    condition: Span | None = None


def without_threat(source: Source) -> Threat:
    """Where the threat stands, and whether a goal is left without it."""
    start, end = source.found["threat"].span
    first, last = source.sentence(start)
    if source.words(0, first) + source.words(last, len(source.text)) > 1:
        return Threat(Cut(first, last + 1))
    breaks = [
        match.start()
        for match in source.grammar.otherwise.finditer(source.flat, first, end)  # "or lose" begins with it
        if source.words(first, match.start()) > 1
    ]
    if breaks:
        return Threat(Cut(breaks[-1], last))
    pauses = [
        match.start()
        for match in _PAUSE.finditer(source.text, first, start)
        if source.words(first, match.start()) > 1
    ]
    if pauses and not source.grammar.missed.search(source.flat, first, pauses[-1]):
        return Threat(Cut(pauses[-1], last))
    loose = source.grammar.loose_end.search(source.flat, first, start)
    condition = source.trimmed(first, loose.start() if loose else start)
    return Threat(condition=condition if source.words(*condition) else None)


def spoken_freely(goal: str, language: str) -> str:
    """One of several goals, without the threat that ends it; as it is if that leaves no goal."""
    source = Source.of(goal, language)
    cut = without_threat(source).cut if "threat" in source.found else None
    return goal[: cut.start] if cut and cut.start and cut.end >= len(goal) else goal


def without_orders(source: Source) -> list[Cut]:
    """The cuts that make an agreement of an order: "must" becomes "will", "no excuses" goes."""
    spans = {source.found["imposed-wording"].span, *source.said.found("imposed")}
    spans |= {match.span() for match in source.grammar.insisting.finditer(source.flat)}
    first = source.grammar.order.match(source.flat, source.said.whole[0])
    spans |= {first.span()} if first else set()
    return [_without_order(source, *span) for span in sorted(spans)]


def without_clause(source: Source, start: int, end: int) -> Cut | None:
    """The cut of a clause that says little beside these words; None if it says more, or is all there is."""
    before = list(_CLAUSE_END.finditer(source.text, 0, start))
    after = _CLAUSE_END.search(source.text, end)
    first, last = before[-1].end() if before else 0, after.start() if after else len(source.text)
    beside = source.words(first, start) + source.words(end, last)
    if (
        not (before or after)
        or beside > _FEW
        or _DIGIT.search(source.text[first:start] + source.text[end:last])
    ):
        return None
    return Cut(before[-1].start(), last) if before else Cut(0, after.end() if after else last)


def _without_order(source: Source, start: int, end: int) -> Cut:
    clause = without_clause(source, start, end)
    if clause:
        return clause
    for match in source.grammar.order.finditer(source.flat, max(0, start - _FEW)):
        if match.start() < end and match.end() > start:
            # An order at the very start has nobody before it: "it is mandatory for …", "yêu cầu …".
            agreed = source.grammar.agreed if source.words(0, match.start()) else ""
            return Cut(match.start(), match.end(), (Segment("joint", agreed),) if agreed else ())
    return Cut(start, end)


def kept(source: Source, cuts: list[Cut], start: int, end: int) -> Words:
    """The words of a span, with what stands instead of what was cut."""
    found: list[Segment] = []
    at = start
    for cut in sorted(cuts, key=lambda cut: (cut.start, -cut.end)):
        if cut.end <= at or cut.start >= end:
            continue
        found += _piece(source.text[at : cut.start])
        if cut.start >= start:
            found += [Segment("joint", " "), *cut.instead]
        found.append(Segment("joint", " "))
        at = max(at, cut.end)
    return joined([*found, *_piece(source.text[at:end])])


def _piece(text: str) -> list[Segment]:
    line = " ".join(text.split())
    if not line:
        return [Segment("joint", " ")] if text else []
    spaces = [Segment("joint", " ")]
    return [*spaces[: text[0].isspace()], Segment("kept", line), *spaces[: text[-1].isspace()]]

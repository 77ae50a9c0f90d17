"""What a statement counts or measures, in its own words; nothing if that can't be told for sure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kpi_workshop.coach.rewrite.grammar import DOING
from kpi_workshop.coach.rewrite.source import Source
from kpi_workshop.reading import Amount, Span

_MOST_WORDS = 10
_LONGEST = 80
_STOPS = re.compile(r"[;!?\r\n(]|[.,:](?=\s|$)|\s[–—-]+\s|[→≥≤<>=]")


def measure(source: Source) -> Span | None:
    """Where the statement names what is counted."""
    return next((span for span in _candidates(source) if _is_sound(source, *span)), None)


def ranked_by(source: Source) -> Span | None:
    """What people are ranked by: "by scanning speed", "theo doanh số"; or what is compared."""
    ranking = source.found["individual-ranking"].span
    stops = _stops(source)
    for match in source.grammar.compared_by.finditer(source.flat):
        start = match.start(1)
        if not any(first <= start < last for first, last in _times(source)):
            span = _until(source, start, [match.end(1), *(stop for stop in stops if stop > start)])
            return span if _is_sound(source, *span) else None
    named = any(span[1] <= ranking[0] for span in source.said.found("person", "place"))
    before = _until(source, source.sentence(ranking[0])[0], [*stops, ranking[0]])
    is_measure = any(before[0] <= span[0] < before[1] for span in source.said.found("measure"))
    return before if is_measure and not named and _is_sound(source, *before) else None


def _candidates(source: Source) -> Iterator[Span]:
    stops = _stops(source)
    numbers = [amount for amount in source.said.amounts if amount.role != "scope"]
    change = source.said.change
    if change and not any(_overlap(change.span, amount.span) for amount in numbers):
        start = change.span[1]
        first = next((amount for amount in numbers if amount.span[0] >= start), None)
        if first and not source.words(start, _lead(source, first)):
            yield _after(source, first, stops)
        yield _until(source, start, [stop for stop in stops if stop > start])
        yield _until(source, source.sentence(change.span[0])[0], [*stops, change.span[0]])
        return
    if numbers:
        before = _until(source, source.sentence(numbers[0].span[0])[0], stops)
        is_led = bool(source.text[_lead(source, numbers[0]) : numbers[0].span[0]].strip(" \t"))
        if is_led or _names_measure(source, before):
            yield before
        yield _after(source, numbers[0], stops)
    elif "vague-wording" not in source.found and source.said.opening.isdisjoint(DOING):
        whole = _until(source, 0, stops)
        if _names_measure(source, whole):
            yield whole


def _names_measure(source: Source, span: Span) -> bool:
    return any(_overlap(span, phrase) for phrase in source.said.found("measure"))


def _after(source: Source, amount: Amount, stops: list[int]) -> Span:
    """What comes after a number: the thing that it counts."""
    joint = source.grammar.after_number.match(source.flat, amount.span[1])
    start = joint.end() if joint else amount.span[1]
    return _until(source, start, [stop for stop in stops if stop > start])


def _until(source: Source, start: int, stops: list[int]) -> Span:
    """The words from a place to the next stop, without a verb that says nothing of its own."""
    end = min((stop for stop in stops if stop >= start), default=len(source.text))
    start, end = source.trimmed(start, end, " \t\r\n.,;:-–—=(")
    verbs = {first: last for first, last in source.said.found("up", "down", "vague_change") if last < end}
    start = source.trimmed(verbs.get(start, start), end)[0]
    opener = source.grammar.opener.match(source.flat, start, end)
    return source.trimmed(opener.end() if opener else start, end)


def _stops(source: Source) -> list[int]:
    """The places at which what is measured ends: numbers with what leads to them, times, means, signs."""
    stops = [_lead(source, amount) for amount in source.said.amounts]
    stops += [start for start, end in _times(source) if not _is_adjective(source, end)]
    stops += [match.start() for match in _STOPS.finditer(source.text)]
    stops += [start for start, _ in source.said.found("multiple")]
    stops += [start for start, _ in source.said.figures.found("upward", "downward")]
    if source.said.means:
        stops.append(source.said.means[0])
    if "threat" in source.found:
        stops.append(source.found["threat"].span[0])
    if source.said.change:
        stops.append(source.said.change.span[0])
    return sorted(stops)


def _lead(source: Source, amount: Amount) -> int:
    """Where a number starts, with what leads to it."""
    start = amount.span[0]
    lead = source.grammar.lead.search(source.flat, max(0, start - _LONGEST), start)
    return lead.start() if lead else start


def _times(source: Source) -> list[Span]:
    return [frame.span for frame in source.times]


def _is_adjective(source: Source, end: int) -> bool:
    """Whether a time frame is a part of what is measured: "monthly revenue"."""
    last = source.flat[:end].rsplit(None, 1)[-1] if source.flat[:end].strip() else ""
    return (
        last.endswith(("ly", "annual"))
        and source.text[end : end + 1] == " "
        and source.words(end, end + 20) > 0
    )


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _is_sound(source: Source, start: int, end: int) -> bool:
    """Whether a span can be the name of something: a few words, no number, no time, nobody addressed.

    Nor may it be what somebody does, or only lead to another number, as "instead of" does.
    """
    text, span = source.text[start:end], (start, end)
    others = [amount.span for amount in source.said.amounts] + [source.said.everyone or (0, 0)]
    leads_on = source.said.figures.has(source.said.figures.index(start), "from", "versus")
    is_deed = start == source.said.whole[0] and not source.said.opening.isdisjoint(DOING)
    if leads_on or is_deed:
        return False
    in_time = any(first <= start < last and not _is_adjective(source, last) for first, last in _times(source))
    if in_time or any(_overlap(span, other) for other in others):
        return False
    return source.words(start, end) > 0 and len(text.split()) <= _MOST_WORDS and len(text) <= _LONGEST

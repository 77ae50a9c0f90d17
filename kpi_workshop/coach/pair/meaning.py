"""What a statement is about: the numbers that it pushes, its aims, its trade, and the work that it counts."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Mapping

from kpi_workshop import reading
from kpi_workshop.coach.pair.catalogue import COMMON, measures, pushes, work
from kpi_workshop.coach.pair.forms import Word, words_of
from kpi_workshop.coach.pair.phrases import Mention, mentions_in
from kpi_workshop.critic.kinds import Kind, kind_of
from kpi_workshop.reading import Amount, Reading, Span

_LATER = 0.9
"""What each further phrase is worth beside the one before it: what is to be reached comes first."""
_BEHIND = 0.55
"""What a phrase is worth where the statement says by what means, or at what stake."""
_OF_WHAT = frozenset({"pushes", "work", "measures"})
"""Collections that say what is done, not by whom."""
_SHARED = {"work": 0.0, "measures": 0.25}
"""How much a phrase loses by standing for several concepts: the exponent of their number."""
_ONE_WORD = 0.8
_INFERRED = 0.6
"""What a push is worth that isn't named, but follows from what is counted, or from the unit."""
_OF_NAMED = 0.7
"""What a trade, or a push, is worth of which a measure is named."""
_USUAL = 0.5
"""What the trade is worth in which a number is usual."""
_SURE = 0.5
"""What the strongest of a collection weighs at least if it is to be taken for certain."""
_FAINT = 0.12
"""Below this share of the strongest, a concept is left out."""


@dataclasses.dataclass(frozen=True, slots=True)
class Hint:
    """How strongly a statement speaks of a concept, and where."""

    weight: float
    """From 0 to 1; the strongest of its collection has 1."""
    span: Span | None
    """The words that say so; None if it follows from the unit."""


Hints = Mapping[str, Hint]
"""Concept → hint, the strongest first."""


@dataclasses.dataclass(frozen=True, slots=True)
class Meaning:
    """A statement, understood as far as its words go."""

    language: str
    kind: Kind
    pushes: Hints
    aims: Hints
    protects: Hints
    trades: Hints
    work: Hints
    named: Hints
    """Measures whose own terms stand in the statement."""
    words: frozenset[str]
    """The keys of all its words."""


def understand(text: str, language: str | None = None) -> Meaning:
    """Read a statement of any text. `language` is found out if it isn't one that can be read."""
    statement = reading.read(text, language)
    words = words_of(text, statement.language)
    mentions = mentions_in(text, statement.language)
    hints = {name: _hints(name, mentions, words, statement) for name in ("pushes", "aims", "protects")}
    done = _hints("work", mentions, words, statement)
    named = _hints("measures", mentions, words, statement)
    # "Teamwork" is a term of one trade's measure, and yet at home anywhere.
    anywhere = {hint.span for name in ("aims", "protects") for hint in hints[name].values()}
    telling = {name: hint for name, hint in named.items() if hint.span not in anywhere}
    judged = statement.criterion is not None or statement.wish is not None
    kind: Kind = "qualitative" if judged and hints["aims"] and not hints["pushes"] else kind_of(statement)
    counted = {} if kind == "qualitative" else _inferred(statement, done, hints["pushes"])
    pushed = _strongest({**counted, **hints["pushes"]})
    placed = _trades(_hints("trades", mentions, words, statement), done, telling)
    if kind != "qualitative" and max((hint.weight for hint in placed.values()), default=0) < _SURE:
        placed = {**_at_home(pushed), **placed}
    return Meaning(
        language=statement.language,
        kind=kind,
        pushes=pushed,
        aims=_strongest(hints["aims"]),
        protects=_strongest(hints["protects"]),
        trades=_strongest(placed),
        work=_strongest(done),
        named=_strongest(named),
        words=frozenset(word.key for word in words),
    )


def _hints(
    collection: str, mentions: Iterable[Mention], words: tuple[Word, ...], statement: Reading
) -> dict[str, Hint]:
    """What the phrases of one collection say together."""
    ours = sorted(
        (mention for mention in mentions if mention.concept[0] == collection),
        key=lambda mention: (mention.first, -mention.length),
    )
    shared: dict[tuple[int, int], int] = defaultdict(int)
    for mention in ours:
        shared[mention.first, mention.last] += 1
    places = {first: rank for rank, first in enumerate(dict.fromkeys(mention.first for mention in ours))}
    found: dict[str, Hint] = {}
    for mention in ours:
        start, end = words[mention.first].start, words[mention.last - 1].end
        if _is_when(statement, start, end) or (collection in _OF_WHAT and _is_who(statement, start, end)):
            continue
        weight = mention.weight * _LATER ** places[mention.first]
        weight *= _BEHIND if _is_behind(statement, start) else 1
        weight *= _ONE_WORD if mention.length == 1 else 1
        # A phrase that says several things says each of them less clearly.
        weight /= shared[mention.first, mention.last] ** _SHARED.get(collection, 0.5)
        name = mention.concept[1]
        before = found.get(name)
        together = weight if before is None else 1 - (1 - 0.7 * weight) * (1 - before.weight)
        span = (start, end) if before is None or weight > before.weight else before.span
        found[name] = Hint(together, span)
    return found


def _is_when(statement: Reading, start: int, end: int) -> bool:
    """Whether words only say by when: "by the close of Q2"."""
    return any(
        frame.kind != "frequency" and frame.span[0] <= start and end <= frame.span[1]
        for frame in statement.times
    )


def _is_who(statement: Reading, start: int, end: int) -> bool:
    """Whether words say who is to do it: "each sales rep", "mỗi sale"."""
    who = statement.everyone
    return who is not None and who[0] <= start and end <= who[1]


def _is_behind(statement: Reading, start: int) -> bool:
    return statement.means is not None and start >= statement.means[0]


def _strongest(hints: Mapping[str, Hint]) -> Hints:
    most = max((hint.weight for hint in hints.values()), default=0)
    ordered = sorted(hints.items(), key=lambda item: -item[1].weight)
    full = max(most, _SURE)
    return {
        name: Hint(hint.weight / full, hint.span) for name, hint in ordered if hint.weight >= _FAINT * most
    }


def _inferred(statement: Reading, done: Hints, named: Hints) -> dict[str, Hint]:
    """Pushes that nobody named: of what is counted, and of the unit of what is to be reached."""
    found: dict[str, Hint] = {}
    faint = 0.5 if named else 1.0
    for name, hint in done.items():
        counts = work()[name].counts
        if counts and (not named or statement.targets):
            weight = _INFERRED * faint * hint.weight
            if counts not in found or found[counts].weight < weight:
                found[counts] = Hint(weight, hint.span)
    for amount in statement.targets:
        pushed = _pushed_by(amount, statement)
        if pushed:
            found.setdefault(pushed, Hint(_INFERRED * faint, amount.span))
    often = any(frame.kind == "frequency" for frame in statement.times)
    if not (found or named) and often and any(amount.unit == "count" for amount in statement.targets):
        # So many of something a day, whatever it is.
        return {"output": Hint(_INFERRED, None), "volume": Hint(_INFERRED * 0.8, None)}
    return found


def _pushed_by(amount: Amount, statement: Reading) -> str:
    """The kind of number that a unit alone gives away; empty if it doesn't."""
    down = statement.change is not None and statement.change.direction == "down"
    if amount.unit == "duration":
        # "24 hours a year" is an amount of time, "within 24 hours" a limit.
        rated = any(frame.kind == "frequency" for frame in statement.times)
        return "speed" if down or amount.comparison == "at most" or not (amount.comparison or rated) else ""
    if amount.unit == "money":
        return "cost" if down or amount.comparison == "at most" else "revenue"
    return ""


def _trades(said: Mapping[str, Hint], done: Hints, named: Hints) -> dict[str, Hint]:
    """Trades by their own words, by the work that is usual in them, and by the measures that are named."""
    found = dict(said)

    def add(trade: str, weight: float, span: Span | None) -> None:
        before = found[trade].weight if trade in found else 0.0
        found[trade] = Hint(1 - (1 - before) * (1 - 0.8 * weight), span)

    for name, hint in done.items():
        for rank, trade in enumerate(work()[name].trades):
            add(trade, hint.weight * (0.8 if rank == 0 else 0.6), hint.span)
    owners = {measures()[name].trade for name in named} - {COMMON}
    for trade in owners:
        most = max((hint for name, hint in named.items() if measures()[name].trade == trade), key=_weight)
        add(trade, _OF_NAMED * most.weight / len(owners), most.span)
    return found


def _at_home(pushed: Hints) -> Hints:
    """Where a number is usual, if nothing else tells the trade; not as sure as a word that does."""
    first = next(iter(pushed), None)
    return {trade: Hint(_USUAL, None) for trade in pushes()[first].trades} if first else {}


def _weight(hint: Hint) -> float:
    return hint.weight

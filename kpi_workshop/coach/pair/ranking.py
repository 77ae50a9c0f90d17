"""Which measures go with what a statement is about: ranked by meaning, and no two alike at the top."""

from __future__ import annotations

import dataclasses
import functools
import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from kpi_workshop import content
from kpi_workshop.coach.pair.catalogue import COMMON, Measure, measures, pushes
from kpi_workshop.coach.pair.forms import words_of
from kpi_workshop.coach.pair.meaning import Hints, Meaning
from kpi_workshop.coach.pair.phrases import phrases

# How much each sign that a measure fits is worth, chosen on `tests/pair/own.csv`. Half of any of them, or
# half as much again, changes the hits among the first three by less than two in a hundred.

_PUSH = 1.7
_AIM = 1.8
_NAMED = 1.4
_WORK = 1.3
_TRADE = 2.0
_WORDS = 1.6
_PROTECTS = 0.5
_TOPIC = 0.6
"""What a push is worth that a measure's terms name, beside one that it is meant against."""
_HARM = 0.2
_ASIDE = 0.4
"""What pushes are worth in a qualitative aim, and aims in a number."""
_ANY_TEAM = 0.35
"""What a measure that fits any team has of a trade's worth."""
_NAMED_TEAM = 0.7
"""What it has if the words are those of any team: "tasks done"."""
_ALIKE = 0.8
"""How much of its lead a measure loses to one before it that is the same in all respects."""
_FIRST = 3
"""What people look at."""
_NEARLY = 0.7
"""How much of the last of the first a judgement must be worth to come before it."""


@dataclasses.dataclass(frozen=True, slots=True)
class _Profile:
    """What is compared of a measure."""

    measure: Measure
    work: Mapping[str, float]
    topics: Mapping[str, float]
    """The pushes that its terms name, whether or not it is meant against them: "damage rate"."""
    words: Mapping[str, float]
    """Word → weight; the squares add up to 1."""
    traits: frozenset[str]
    """What tells it from other measures."""


_Scored = tuple[_Profile, float]


@functools.cache
def _profiles() -> tuple[_Profile, ...]:
    counted = {name: _counted_words(name) for name in measures()}
    spread = Counter(word for words in counted.values() for word in words)
    return tuple(
        _profile(measure, counted[name], spread, len(counted)) for name, measure in measures().items()
    )


def _profile(measure: Measure, counted: Mapping[str, float], spread: Counter[str], count: int) -> _Profile:
    weights = {word: weight * math.log(count / spread[word]) for word, weight in counted.items()}
    length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1
    own, topics = _in_terms(measure)
    traits = {f"guards {name}" for name in measure.protects} | {f"shows {name}" for name in measure.shows}
    traits |= {f"pushes {name}" for name in measure.pushes} | {f"works on {name}" for name in own}
    words = {word: weight / length for word, weight in weights.items()}
    return _Profile(measure, own, topics, words, frozenset(traits))


def _counted_words(name: str) -> dict[str, float]:
    """The words of a measure in all languages: those of its name and terms count most."""
    found: dict[str, float] = {}
    for language in content.languages():
        words = measures()[name].words(language)
        named = ((text, 1.0) for text in (words.text("name"), *words.texts("terms")))
        for text, weight in (*named, (words.text("asks"), 0.6)):
            for word in words_of(text, language):
                found[word.key] = max(found.get(word.key, 0), weight)
    return found


def _in_terms(measure: Measure) -> tuple[dict[str, float], dict[str, float]]:
    """The kinds of work and the pushes that a measure's terms and its name speak of."""
    found: dict[str, dict[str, float]] = {"work": {}, "pushes": {}}
    for language in content.languages():
        words = measure.words(language)
        parts = [*((term, 1.0) for term in words.texts("terms")), (words.text("name"), 0.8)]
        for text, weight in parts:
            for collection, name in phrases().within(words_of(text, language)):
                if collection in found:
                    found[collection][name] = max(found[collection].get(name, 0), weight)
    return found["work"], found["pushes"]


@functools.cache
def _rarity() -> Mapping[str, float]:
    """How much a kind of work tells: the fewer measures are about it, the more."""
    spread = Counter(name for profile in _profiles() for name in profile.work)
    return {name: math.log(1 + len(_profiles()) / count) for name, count in spread.items()}


def ranked(meaning: Meaning, most: int) -> list[tuple[Measure, float]]:
    """The `most` measures that fit best, each with its score (at least 0; the scale is its own)."""
    rarity = _words_told(meaning.words)
    scored = [(profile, _score(profile, meaning, rarity)) for profile in _profiles()]
    scored.sort(key=lambda pair: -pair[1])
    found = _apart(scored[: 4 * most], most)
    if meaning.kind == "quantitative":
        found = _with_a_judgement(found)
    return [(profile.measure, score) for profile, score in found]


def _words_told(words: Collection[str]) -> Mapping[str, float]:
    """The words of a statement by how much they tell."""
    spread = _spread()
    count = len(_profiles())
    told = {word: math.log(count / spread[word]) for word in words if word in spread}
    length = math.sqrt(sum(weight * weight for weight in told.values())) or 1
    return {word: weight / length for word, weight in told.items()}


@functools.cache
def _spread() -> Counter[str]:
    return Counter(word for profile in _profiles() for word in profile.words)


def _score(profile: _Profile, meaning: Meaning, told: Mapping[str, float]) -> float:
    measure = profile.measure
    soft = meaning.kind == "qualitative" or not meaning.pushes
    both = meaning.kind == "mixed"
    own = {name: _TOPIC * weight for name, weight in profile.topics.items()}
    own |= _evenly(measure.pushes)
    pushed = _share(meaning.pushes, own) * (_ASIDE if soft and meaning.aims else 1)
    shown = _share(meaning.aims, _evenly(measure.shows)) * (1 if soft else 0.7 if both else _ASIDE)
    guarded = _share(meaning.protects, _evenly(measure.protects)) * (1 if soft else _ASIDE)
    score = _PUSH * pushed + _AIM * shown + _PROTECTS * guarded
    score += _HARM * _harm(meaning.pushes, measure.protects)
    score += _NAMED * (meaning.named[measure.id].weight if measure.id in meaning.named else 0)
    score += _WORK * _work(meaning.work, profile.work)
    score += _TRADE * _trade(meaning.trades, measure.trade)
    return score + _WORDS * sum(weight * profile.words.get(word, 0) for word, weight in told.items())


def _share(hints: Hints, own: Mapping[str, float]) -> float:
    """How much of what a statement speaks of a measure covers."""
    total = sum(hint.weight for hint in hints.values()) ** 0.5
    covered = sum(hint.weight * own.get(name, 0) for name, hint in hints.items())
    return covered / total if total else 0


def _evenly(names: Sequence[str]) -> dict[str, float]:
    """What is named first counts a little more."""
    return {name: 1 - 0.07 * min(rank, 3) for rank, name in enumerate(names)}


def _harm(pushed: Hints, guarded: Sequence[str]) -> float:
    """Whether a measure guards what the first push is likeliest to harm."""
    first = next(iter(pushed), None)
    harms = pushes()[first].harms if first else ()
    return max((1 - 0.25 * rank for rank, name in enumerate(harms) if name in guarded), default=0)


def _work(hints: Hints, own: Mapping[str, float]) -> float:
    """How much of the work that a statement speaks of a measure is about."""
    rarity = _rarity()
    total = sum(hint.weight * rarity.get(name, 0) for name, hint in hints.items())
    covered = sum(hint.weight * rarity.get(name, 0) * own.get(name, 0) for name, hint in hints.items())
    return covered / total if total else 0


def _trade(hints: Hints, trade: str) -> float:
    if trade == COMMON:
        named = hints[COMMON].weight if COMMON in hints else 0
        return max(_ANY_TEAM, _NAMED_TEAM * named) if hints else 1
    return hints[trade].weight if trade in hints else 0


def _apart(scored: Sequence[_Scored], most: int) -> list[_Scored]:
    """The best, one by one; each time what is much like those before steps back."""
    left, taken = list(scored), list[_Scored]()
    while left and len(taken) < most:
        best = max(left, key=lambda pair: pair[1] - _likeness(pair[0], taken))
        left.remove(best)
        taken.append(best)
    return taken


def _likeness(profile: _Profile, taken: Sequence[_Scored]) -> float:
    shares = [len(profile.traits & other.traits) / len(profile.traits | other.traits) for other, _ in taken]
    return _ALIKE * max((max(0, share - 0.3) for share in shares), default=0)


def _with_a_judgement(found: list[_Scored]) -> list[_Scored]:
    """Numbers need more than numbers beside them: among the first is what somebody judges, if any fits."""
    first, rest = found[:_FIRST], found[_FIRST:]
    judged = next((pair for pair in rest if pair[0].measure.kind == "qualitative"), None)
    if judged is None or any(pair[0].measure.kind == "qualitative" for pair in first):
        return found
    if judged[1] < _NEARLY * first[-1][1]:
        return found
    return [*first[:-1], judged, first[-1], *(pair for pair in rest if pair is not judged)]

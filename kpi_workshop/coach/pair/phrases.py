"""Finding phrases of the catalogue in a text: endings, diacritics, spelling and slips of the finger aside."""

from __future__ import annotations

import dataclasses
import functools
import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from kpi_workshop import content, entries
from kpi_workshop.coach.pair.forms import Word, key_of, stem, words_of
from kpi_workshop.coach.pair.typos import Typos
from kpi_workshop.reading.english import ENGLISH
from kpi_workshop.reading.kept import Kept
from kpi_workshop.reading.layers import lexicon
from kpi_workshop.reading.tokens import tokenize
from kpi_workshop.reading.vietnamese import VIETNAMESE

COLLECTIONS = ("pushes", "protects", "aims", "trades", "work", "measures")
"""Whose entries have `terms`."""

_LONGEST = 6
"""In words."""
_LONGEST_WITH_GAP = 5
_FARTHEST = 4
"""In words: how far apart two words of an English phrase may stand: "applications that are filed online"."""
_BARE = 0.95
_BARE_SYLLABLE = 0.35
"""A single Vietnamese syllable without its diacritics may be another word."""
_MISSPELT = 0.75
_GAP = 0.65
_TURNED = 0.65
_APART = 0.5
_STEMMED = 0.85
_HIDING = 0.7
"""How sure a longer phrase must be to hide the shorter ones in it."""

_SAYS_IT_ALL = frozenset({"aims", "protects"})
"""Collections whose phrases are no work in part: "tin cậy" is no "tin"."""

Concept = tuple[str, str]
"""Collection and id."""
_Phrase = tuple[str, ...]
"""The key of a single word, the stems of several."""


@dataclasses.dataclass(frozen=True, slots=True)
class Term:
    """One phrase by which people name a concept."""

    concept: Concept
    forms: tuple[str, ...]
    language: str


@dataclasses.dataclass(frozen=True, slots=True)
class Mention:
    """A concept's phrase, found in a text."""

    concept: Concept
    first: int
    last: int
    """Words from `first` to before `last`."""
    length: int
    """In words of the phrase."""
    weight: float
    """How sure it is that this phrase is meant: 1 if it stands there letter by letter."""
    language: str


class _Spot(NamedTuple):
    """Where a phrase may stand: its words' places in the order of the phrase, and how far that is so."""

    places: tuple[int, ...]
    phrase: _Phrase
    weight: float


class Phrases:
    """All terms of all concepts, to be found in texts."""

    def __init__(self, terms: Mapping[_Phrase, Sequence[Term]]):
        self._terms = terms
        self._single = {phrase[0] for phrase in terms if len(phrase) == 1}
        self._forms = {form for own in terms.values() for term in own for form in term.forms}
        self._stems = {stem(key): key for key in sorted(self._single, key=len, reverse=True)}
        self._turned: dict[_Phrase, list[_Phrase]] = defaultdict(list)
        for phrase, own in terms.items():
            # In Vietnamese, two syllables the other way round are mostly another word.
            if len(phrase) > 2 or (len(phrase) == 2 and any(term.language == "en" for term in own)):
                self._turned[tuple(sorted(phrase))].append(phrase)
        self._keys = {key_of(form) for form in self._forms}

    def within(self, words: Sequence[Word]) -> Iterator[Concept]:
        """The concepts whose phrases stand in a phrase word by word; for texts of the catalogue itself."""
        stems = [stem(word.key) for word in words]
        for first in range(len(words)):
            for last in range(first + 1, min(first + _LONGEST, len(words)) + 1):
                run = (words[first].key,) if last == first + 1 else tuple(stems[first:last])
                for term in self._terms.get(run, ()):
                    if len(run) > 1 or term.forms[0] == words[first].form or term.forms[0].isascii():
                        yield term.concept

    def find(self, words: Sequence[Word], language: str) -> list[Mention]:
        """All phrases of all concepts in a text, also those within longer ones, in no particular order.

        `language` is the text's, which settles what a word without diacritics may be.
        """
        plainly = language == "vi" and all(word.written.isascii() for word in words)
        found: dict[tuple[Concept, int, int], Mention] = {}
        for spot in self._spots(words):
            for term in self._terms[spot.phrase]:
                fit = spot.weight * self._fit(term, spot, words, language, plainly=plainly)
                place = term.concept, min(spot.places), max(spot.places) + 1
                if fit and (place not in found or found[place].weight < fit):
                    found[place] = Mention(*place, len(spot.phrase), fit, term.language)
        return list(found.values())

    def _spots(self, words: Sequence[Word]) -> Iterator[_Spot]:
        """Wherever phrases may stand."""
        for at, word in enumerate(words):
            yield from self._single_spots(at, word)
        stems = [stem(word.key) for word in words]
        everything = range(len(words))
        yield from self._run_spots(stems, everything)
        worded = [at for at in everything if not stems[at].isdigit()]
        if len(worded) < len(words):
            # Round the numbers of the text: "gọi 100 cuộc".
            yield from self._run_spots(stems, worded)
        strange = [self._is_strange(word) for word in words]
        if any(strange):
            for first, last, phrase in self._typos.find([word.key for word in words], strange):
                yield _Spot(tuple(range(first, last)), phrase, _MISSPELT)

    @functools.cached_property
    def _typos(self) -> Typos:
        return Typos(self._terms)

    def _is_strange(self, word: Word) -> bool:
        """Whether nobody knows a word, so that it may be a slip of the finger."""
        if word.key in self._keys or not word.key.isalpha():
            return False
        return not self._is_known(word.form)

    def _is_known(self, form: str) -> bool:
        """Whether a word is one, in the catalogue or in the lexicons."""
        languages = (lexicon(language, without_diacritics=False) for language in (ENGLISH, VIETNAMESE))
        return form in self._forms or any(form in known.words or known.knows(form) for known in languages)

    def _single_spots(self, at: int, word: Word) -> Iterator[_Spot]:
        if word.key in self._single:
            yield _Spot((at,), (word.key,), 1.0)
        elif word.form.isascii() and (alike := self._stems.get(stem(word.key))):
            yield _Spot((at,), (alike,), _STEMMED)

    def _run_spots(self, stems: Sequence[str], places: Sequence[int]) -> Iterator[_Spot]:
        """Phrases of several words: word by word, with one in between, or in another order."""
        for first in range(len(places)):
            for last in range(first + 2, min(first + _LONGEST, len(places)) + 1):
                own = tuple(places[first:last])
                yield from self._in_order(stems, own)
                yield from self._in_any_order(stems, own, _TURNED)
                if 2 < len(own) <= _FARTHEST:
                    yield from self._in_any_order(stems, (own[0], own[-1]), _APART)

    def _in_order(self, stems: Sequence[str], places: tuple[int, ...]) -> Iterator[_Spot]:
        run = tuple(stems[at] for at in places)
        if run in self._terms:
            yield _Spot(places, run, 1.0)
        if 2 < len(run) <= _LONGEST_WITH_GAP:
            for left in range(1, len(run) - 1):
                if (short := run[:left] + run[left + 1 :]) in self._terms:
                    yield _Spot(places[:left] + places[left + 1 :], short, _GAP)

    def _in_any_order(self, stems: Sequence[str], places: tuple[int, ...], weight: float) -> Iterator[_Spot]:
        run = tuple(stems[at] for at in places)
        for phrase in self._turned.get(tuple(sorted(run)), ()):
            if phrase != run or weight == _APART:
                at = dict(zip(run, places, strict=True))
                yield _Spot(tuple(at[word] for word in phrase), phrase, weight)

    def _fit(self, term: Term, spot: _Spot, words: Sequence[Word], language: str, *, plainly: bool) -> float:
        """How well a term agrees with the words at a spot, diacritics included, from 0 to 1."""
        if spot.weight in (_TURNED, _APART) and len(spot.phrase) == 2 and term.language != "en":
            return 0.0
        if spot.weight == _MISSPELT:
            return 1.0
        bare = False
        for form, at in zip(term.forms, spot.places, strict=True):
            word = words[at].form
            if form == word or (form.isascii() and word.isascii()):
                continue
            # "Bạn hàng" is not "bán hàng", but "bàn hang" may be.
            if not word.isascii() and (len(term.forms) == 1 or self._is_known(word)):
                return 0.0
            bare = True
        if not bare:
            return 1.0
        if len(term.forms) == 1:
            return _BARE_SYLLABLE if plainly else 0.0
        return _BARE if language == "vi" or len(term.forms) > 2 else 0.0


@functools.cache
def phrases() -> Phrases:
    """The phrases of the whole catalogue, in all languages."""
    found: dict[_Phrase, list[Term]] = defaultdict(list)
    for collection, language in itertools.product(COLLECTIONS, content.languages()):
        for entry in entries.words(collection, language).values():
            for text in entry.texts("terms"):
                words = words_of(text, language)
                phrase = tuple(stem(word.key) if len(words) > 1 else word.key for word in words)
                # What is left of "trong tuần" without its first word says nothing.
                if words and (len(words) > 1 or len(tokenize(text).forms) == 1 or language == "en"):
                    forms = tuple(word.form for word in words)
                    found[phrase].append(Term((collection, entry.id), forms, language))
    return Phrases(dict(found))


def longest(mentions: Iterable[Mention]) -> list[Mention]:
    """Without what is only a part of a longer phrase of the same collection, or of another language."""
    ordered = sorted(mentions, key=lambda mention: (-mention.length, -mention.weight, mention.first))
    kept: list[Mention] = []
    for mention in ordered:
        if not any(_hides(longer, mention) for longer in kept):
            kept.append(mention)
    return kept


def _hides(longer: Mention, mention: Mention) -> bool:
    inside = longer.first <= mention.first and mention.last <= longer.last
    if not inside or longer.length <= mention.length or longer.weight < _HIDING:
        return False
    if longer.concept[0] in _SAYS_IT_ALL and mention.length == 1:
        return True
    return longer.concept[0] == mention.concept[0] or longer.language != mention.language


def _find(asked: tuple[str, str]) -> list[Mention]:
    text, language = asked
    return longest(phrases().find(words_of(text, language), language))


_found = Kept(_find, most=500)


def mentions_in(text: str, language: str) -> list[Mention]:
    """The phrases of the catalogue in a text of a language, the longest first."""
    return _found[text, language]

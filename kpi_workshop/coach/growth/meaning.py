"""Finding an entry by what people say: sets of synonyms and words of its own, in all languages at once.

A text becomes the features it has: the sets of synonyms that it speaks of, and otherwise its own words. A
feature weighs the more, the fewer entries have it (inverse document frequency: Spärck Jones, 1972, Journal
of Documentation). An entry is compared by the angle between such vectors: with the nearest of its phrases,
and with all of them together.

The browser compares in the same way with what `as_dict` gives it, so that a text need not leave it
(`ui/assets/meaning.js`; a test holds the two together).
"""

from __future__ import annotations

import collections
import dataclasses
import functools
import itertools
import math
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kpi_workshop import content
from kpi_workshop.content import ContentError

_WORD = re.compile(r"[^\W_]+")
_LONGEST = 6
"""In words: as long may a phrase of a set be."""
_NEAREST, _TOGETHER = 0.6, 0.4
"""How much the nearest phrase of an entry counts, and how much all of them together."""

Features = tuple[str, ...]
"""What a text speaks of: sets of synonyms by name; other words as "=word" and, in pairs, "=two words"."""
Vector = Mapping[str, float]
"""Feature → weight; of length 1, or empty."""


@dataclasses.dataclass(frozen=True, slots=True)
class Hit:
    """An entry that a text may mean."""

    id: str
    score: float
    """From 0 to 1; only good for comparing."""


@dataclasses.dataclass(frozen=True)
class Index:
    """What entries are found by."""

    entries: Mapping[str, tuple[Features, ...]]
    """Id → the features of each of its phrases."""

    @classmethod
    def of(cls, entries: Mapping[str, Iterable[str]]) -> Index:
        """An index of entries: id → phrases by which people say it, in whatever language.

        Each phrase counts as it stands and as it is typed without diacritics.
        """
        return cls(
            {
                entry: tuple(
                    dict.fromkeys(features(way) for one in said for way in (one, without_marks(one)))
                )
                for entry, said in entries.items()
            }
        )

    def find(self, text: str, most: int = 3, least: float = 0.0) -> tuple[Hit, ...]:
        """The entries that a text may mean, the likeliest first; none below the score `least`."""
        said = _vector(features(text), self._weights)
        hits = (Hit(entry, round(_score(said, known), 4)) for entry, known in self._vectors.items())
        likely = sorted((hit for hit in hits if hit.score > max(0.0, least)), key=lambda hit: -hit.score)
        return tuple(likely[:most])

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready: all that a browser needs to find the same."""
        known = _lists()
        return {
            "phrases": _by_set(known.phrases),
            "plain": _by_set(known.plain),
            "silent": sorted(known.silent),
            "articles": sorted(known.articles),
            "entries": {entry: [list(one) for one in said] for entry, said in self.entries.items()},
        }

    @functools.cached_property
    def _weights(self) -> Vector:
        """How much each feature tells."""
        spread = collections.Counter(
            feature for said in self.entries.values() for feature in set(itertools.chain(*said))
        )
        return {feature: math.log(1 + len(self.entries) / count) for feature, count in spread.items()}

    @functools.cached_property
    def _vectors(self) -> Mapping[str, tuple[list[Vector], Vector]]:
        """Id → the vectors of its phrases, and that of all of them together."""
        found = {}
        for entry, said in self.entries.items():
            each = [_vector(one, self._weights) for one in said]
            total: dict[str, float] = collections.defaultdict(float)
            for feature, weight in itertools.chain(*(one.items() for one in each)):
                total[feature] += weight
            found[entry] = (each, _normal(total))
        return found


def named_in(text: str, phrases: Mapping[str, Iterable[str]]) -> dict[str, int]:
    """Id → how many words of a text are phrases of it, as they stand there; only what is named is in it.

    English endings don't count, and neither do diacritics in a text that has none.
    """
    forms = [comparable(word) for word in words_of(text)]
    line = f" {' '.join(forms)} "
    found: dict[str, int] = {}
    for name, said in phrases.items():
        ways = (without_marks(phrase) if text.isascii() else phrase for phrase in said)
        known = {" ".join(map(comparable, words_of(way))) for way in ways}
        hits = [phrase for phrase in known if f" {phrase} " in line]
        whole = [
            one for one in hits if not any(one != other and f" {one} " in f" {other} " for other in hits)
        ]
        if whole:
            found[name] = sum(len(phrase.split()) for phrase in whole)
    return found


def features(text: str) -> Features:
    """What a text speaks of; nothing that counts if it says nothing known."""
    known = _lists()
    forms = [form for form in map(comparable, words_of(text)) if form not in known.articles]
    sets = known.plain if text.isascii() else known.phrases
    found: list[str] = []
    left: list[str] = []
    at = 0
    while at < len(forms):
        sizes = (size for size in range(_LONGEST, 0, -1) if " ".join(forms[at : at + size]) in sets)
        size = next(sizes, 0)
        found += sets[" ".join(forms[at : at + size])] if size else ()
        left.append("" if size or forms[at] in known.silent else forms[at])
        at += size or 1
    pairs = (f"{one} {other}" for one, other in itertools.pairwise(left) if one and other)
    return (*found, *(f"={word}" for word in (*filter(None, left), *pairs)))


def _by_set(phrases: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    """Set of synonyms → its phrases: shorter than the other way round."""
    found: dict[str, list[str]] = collections.defaultdict(list)
    for phrase, sets in phrases.items():
        for name in sets:
            found[name].append(phrase)
    return found


def words_of(text: str) -> list[str]:
    """The words of a text, in small letters."""
    return _WORD.findall(unicodedata.normalize("NFC", text).lower())


def comparable(word: str) -> str:
    """A word in the form in which it is compared.

    Diacritics stand behind it: both ways to place a tone mark are one, "hòa" and "hoà". English words are
    without their usual endings: "planning", "plans" and "plan" are one. Nobody reads these forms.
    """
    if word.isascii():
        return _stem(word)
    apart = unicodedata.normalize("NFD", word)
    letters = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return letters + "".join(sorted(sign for sign in apart if unicodedata.combining(sign)))


def without_marks(text: str) -> str:
    """A text as it is typed without diacritics: "dẫn dắt đội" → "dan dat doi"."""
    apart = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def _stem(word: str) -> str:
    """Cut off what English adds at the end of verbs and nouns: crude, but the same for all words."""
    if len(word) < 4:
        return word
    for end in ("ing", "ed", "s"):
        if word.endswith(end) and not word.endswith("ss") and len(word) - len(end) >= 3:
            word = word[: -len(end)]
            break
    word = word.removesuffix("e")
    if word[-1] == word[-2] != "s":
        word = word[:-1]
    return f"{word[:-1]}y" if word[-1] == "i" else word


def _score(said: Vector, known: tuple[Sequence[Vector], Vector]) -> float:
    each, together = known
    return _NEAREST * max((_dot(said, one) for one in each), default=0.0) + _TOGETHER * _dot(said, together)


def _dot(one: Vector, other: Vector) -> float:
    return sum(weight * other.get(feature, 0.0) for feature, weight in one.items())


def _vector(found: Iterable[str], weights: Vector) -> Vector:
    return _normal({feature: weights[feature] for feature in found if feature in weights})


def _normal(weights: Vector) -> Vector:
    length = math.sqrt(sum(weight * weight for weight in weights.values()))
    return {feature: weight / length for feature, weight in weights.items()} if length else {}


@dataclasses.dataclass(frozen=True, slots=True)
class _Lists:
    """The words of `data/growth/meanings.toml` as they are compared."""

    phrases: Mapping[str, tuple[str, ...]]
    """Phrase → the sets of synonyms it belongs to."""
    plain: Mapping[str, tuple[str, ...]]
    """The same for texts that are typed without any diacritics."""
    silent: frozenset[str]
    """Words that say nothing by themselves."""
    articles: frozenset[str]
    """Words that aren't read at all."""


@functools.cache
def _lists() -> _Lists:
    data = _file()
    silent, articles = (
        frozenset(comparable(word.lower()) for words in data[name].values() for word in words)
        for name in ("silent", "articles")
    )
    phrases: dict[str, set[str]] = collections.defaultdict(set)
    plain: dict[str, set[str]] = collections.defaultdict(set)
    for name, words in data["sets"].items():
        for phrase in itertools.chain(*words.values()):
            forms, bare = (
                [form for form in map(comparable, words_of(way)) if form not in articles]
                for way in (phrase, without_marks(phrase))
            )
            phrases[" ".join(forms)].add(name)
            # One bare syllable means too much: "dạy" and English "day" are alike then.
            if phrase.isascii() or len(bare) > 1:
                plain[" ".join(bare)].add(name)
    return _Lists(
        {phrase: tuple(sorted(sets)) for phrase, sets in phrases.items()},
        {phrase: tuple(sorted(sets)) for phrase, sets in plain.items()},
        silent,
        articles,
    )


def _file() -> Mapping[str, Mapping[str, Any]]:
    path = content.folder("data", "growth", "meanings.toml")
    data = content.load_toml(path)
    tables = {name: data.get(name) for name in ("articles", "silent")}
    tables |= {f"sets.{name}": table for name, table in data.get("sets", {}).items()}
    for name, table in tables.items():
        for language, said in (table or {"": None}).items():
            if not isinstance(said, list) or not all(isinstance(one, str) and one.strip() for one in said):
                raise ContentError(f"{path}: {name}.{language} is {said!r}; expected a list of words")
    return data

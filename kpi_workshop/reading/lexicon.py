"""Finding the phrases of a lexicon in a text."""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from kpi_workshop.reading.kept import Kept

ANY_NUMBER = "#"
"""Stands for any number in a phrase of a lexicon: "once in # weeks"."""

NOWHERE: frozenset[str] = frozenset()
"""The lists of a word that stands in none."""


_WORDS_KEPT = 20_000
"""Words of texts that needn't be looked for again."""


class Listed(NamedTuple):
    """Phrases of a lexicon that stand in one list."""

    name: str
    """Of the list."""
    layers: tuple[int, ...]
    """The layers that they are marked in."""
    phrases: Sequence[tuple[str, float]]
    """Their tokens with one space between them, "~" after one standing for its endings; and their values."""


class Mention(NamedTuple):
    """A phrase of the lexicon found in a text."""

    names: frozenset[str]
    """The lists that the phrase stands in."""
    value: float
    """What the phrase amounts to ("double" is 2), or 0."""
    first: int
    """Index of its first token."""
    last: int
    """Index after its last token."""


_new = tuple.__new__
"""Makes a `Mention` in half the time that `Mention(…)` takes."""


class _Mark(NamedTuple):
    """What a phrase stands for in some layers."""

    names: frozenset[str]
    value: float
    layers: tuple[int, ...]


_Rest = tuple[str, float, Listed]
"""What is left of a phrase behind the words that led to a node, what it amounts to, where it is listed."""


class _Node:
    """A place in the tree of phrases, reached by their first words."""

    __slots__ = ("ahead", "following", "marks")

    def __init__(self, marks: tuple[_Mark, ...], ahead: dict[str, list[_Rest]]) -> None:
        self.marks = marks
        """What the phrase that ends here stands for; layers in which that is the same go together."""
        self.ahead = ahead
        """Next word, as in the file → the phrases that go on with it."""
        self.following: dict[str, _Node] = {}
        """Next word, as in a text → the node that it leads to, as far as texts have led there."""


class Endings(NamedTuple):
    """How a language inflects the words of its lexicon that have a "~"."""

    forms: Callable[[str], Collection[str]]
    """All forms of a word."""
    stems: Callable[[str], Iterable[str]]
    """The words that a form may belong to, and some that it doesn't."""


class Lexicon:
    """Phrases by list, in layers. In each layer, the longest phrase that starts leftmost wins.

    Phrases of a layer never overlap. So in one layer "tăng cường" hides "tăng", and a phrase in the list
    `ignore` hides whatever is inside it; the other layers don't mind. The tree of phrases grows where a text
    leads: a command that reads one statement needs little of it.
    """

    def __init__(self, layers: int, lists: Iterable[Listed], endings: Endings):
        self._layers = layers
        self._endings = endings
        self._lists = [listed for listed in lists if listed.phrases]
        words = (" ".join([phrase for phrase, _ in listed.phrases]).split(" ") for listed in self._lists)
        self.words = frozenset[str]().union(*words)
        """Every word that stands in some phrase, as in the file."""
        self._spellings = Kept(self._spelled, _WORDS_KEPT)
        self._branches = Kept(self._grown, _WORDS_KEPT)

    @functools.cached_property
    def _starting(self) -> dict[str, list[_Rest]]:
        """First word, as in the file → the phrases that start with it."""
        starting: dict[str, list[_Rest]] = {}
        for listed in self._lists:
            _sort_in(((phrase, value, listed) for phrase, value in listed.phrases), starting)
        return starting

    def knows(self, form: str) -> bool:
        """Whether some phrase has this word in it."""
        return bool(self._spellings[form])

    def find(self, forms: Sequence[str], kinds: Sequence[str]) -> list[list[Mention]]:
        """For each layer, the phrases of a text in order. Time is linear in the number of tokens.

        Both sequences end with at least one token of no form and no kind.
        """
        found: list[list[Mention]] = [[] for _ in range(self._layers)]
        free = [0] * self._layers
        for at, branch in enumerate(map(self._branches.__getitem__, forms[: kinds.index("")])):
            if kinds[at] == "number":
                ends = self._ends_from_number(branch, forms, kinds, at)
            elif branch is None:
                continue
            elif branch.ahead:
                ends = self._ends(branch, forms, kinds, at)
            else:
                ends = [(at + 1, branch)]
            for last, node in ends:
                for names, value, layers in node.marks:
                    mention = _new(Mention, (names, value, at, last))
                    for layer in layers:
                        if free[layer] <= at:
                            found[layer].append(mention)
                            free[layer] = last
        return found

    def _ends_from_number(
        self, branch: _Node | None, forms: Sequence[str], kinds: Sequence[str], at: int
    ) -> list[tuple[int, _Node]]:
        """The same for a number: it may be meant as itself ("24/7"), so its form and "#" are tried."""
        ends = self._ends(branch, forms, kinds, at) if branch else []
        any_number = self._branches[ANY_NUMBER]
        if any_number:
            ends += self._ends(any_number, forms, kinds, at)
            ends.sort(key=_last, reverse=True)
        return ends

    def _ends(
        self, branch: _Node, forms: Sequence[str], kinds: Sequence[str], at: int
    ) -> list[tuple[int, _Node]]:
        """Where the phrases of a branch end that start with the token `at`, the longest first."""
        ends: list[tuple[int, _Node]] = []
        self._walk(branch, forms, kinds, at + 1, ends)
        if len(ends) > 1:
            ends.sort(key=_last, reverse=True)
        return ends

    def _walk(
        self, node: _Node, forms: Sequence[str], kinds: Sequence[str], at: int, ends: list[tuple[int, _Node]]
    ) -> None:
        """Note where phrases end that go on from a node, whose own words end before the token `at`."""
        while True:
            if node.marks:
                ends.append((at, node))
            if not node.ahead:
                return
            if kinds[at] == "number" and ANY_NUMBER in node.ahead:
                any_number = node.following.get(ANY_NUMBER) or self._grow(node, ANY_NUMBER, (ANY_NUMBER,))
                self._walk(any_number, forms, kinds, at + 1, ends)
            form = forms[at]
            following = node.following.get(form)
            if following is None:
                spellings = self._spellings[form]
                if node.ahead.keys().isdisjoint(spellings):
                    return
                following = self._grow(node, form, spellings)
            node, at = following, at + 1

    def _grow(self, node: _Node, form: str, spellings: Iterable[str]) -> _Node:
        """The node that a word leads to from another."""
        node.following[form] = following = self._node(node.ahead, spellings)
        return following

    def _grown(self, first: str) -> _Node | None:
        """The branch of all phrases that begin with a form of a word, if there are any."""
        spellings = self._spellings[first]
        return None if self._starting.keys().isdisjoint(spellings) else self._node(self._starting, spellings)

    def _node(self, phrases: Mapping[str, Sequence[_Rest]], spellings: Iterable[str]) -> _Node:
        """The node of the phrases that go on with one of these words."""
        ahead: dict[str, list[_Rest]] = {}
        rests = [rest for word in spellings for rest in phrases.get(word, ())]
        _sort_in((rest for rest in rests if rest[0]), ahead)
        return _Node(_marks([rest for rest in rests if not rest[0]]), ahead)

    def _spelled(self, form: str) -> tuple[str, ...]:
        """The words of the lexicon, as in the file, that a form may stand for."""
        known = (stem for stem in self._endings.stems(form) if f"{stem}~" in self.words)
        stems = [f"{stem}~" for stem in dict.fromkeys(known) if form in self._endings.forms(stem)]
        return (form, *stems) if form in self.words else tuple(stems)


def _sort_in(phrases: Iterable[_Rest], by_word: dict[str, list[_Rest]]) -> None:
    """Add phrases to those that are sorted by their next word."""
    for words, value, listed in phrases:
        word, _, rest = words.partition(" ")
        if word in by_word:
            by_word[word].append((rest, value, listed))
        else:
            by_word[word] = [(rest, value, listed)]


def _marks(ends: Iterable[_Rest]) -> tuple[_Mark, ...]:
    """What a phrase stands for that is listed in several places."""
    by_layer: dict[int, tuple[frozenset[str], float]] = {}
    for _, value, listed in ends:
        for layer in listed.layers:
            names, earlier = by_layer.get(layer, (NOWHERE, 0.0))
            by_layer[layer] = names | {listed.name}, value or earlier
    layers: dict[tuple[frozenset[str], float], list[int]] = {}
    for layer, mark in by_layer.items():
        layers.setdefault(mark, []).append(layer)
    return tuple(_Mark(names, value, tuple(where)) for (names, value), where in layers.items())


def _last(end: tuple[int, _Node]) -> int:
    return end[0]

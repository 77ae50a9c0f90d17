"""Finding the phrases of a lexicon in a text."""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import NamedTuple

ANY_NUMBER = "#"
"""Stands for any number in a phrase of a lexicon: "once in # weeks"."""

NOWHERE: frozenset[str] = frozenset()
"""The lists of a word that stands in none."""


_BRANCHES_KEPT = 20_000
"""First words, or words that start no phrase, which needn't be looked for again."""


class Entry(NamedTuple):
    """A phrase of a lexicon."""

    words: str
    """Its tokens with one space between them; "~" after one stands for its endings."""
    name: str
    """A list that it stands in."""
    value: float
    layers: tuple[int, ...]
    """The layers that it is marked in."""


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


class _Mark(NamedTuple):
    """What a phrase stands for in some layers."""

    names: frozenset[str]
    value: float
    layers: tuple[int, ...]


class _Node:
    """A place in the tree of phrases, reached by their first words."""

    __slots__ = ("_lists", "following", "marks")

    def __init__(self) -> None:
        self.following: dict[str, _Node] = {}
        self._lists: dict[int, tuple[frozenset[str], float]] = {}
        self.marks: tuple[_Mark, ...] = ()
        """What the phrase that ends here stands for; layers in which that is the same go together."""

    def add(self, entry: Entry) -> None:
        for layer in entry.layers:
            names, value = self._lists.get(layer, (NOWHERE, 0.0))
            self._lists[layer] = names | {entry.name}, entry.value or value
        layers: dict[tuple[frozenset[str], float], list[int]] = {}
        for layer, mark in self._lists.items():
            layers.setdefault(mark, []).append(layer)
        self.marks = tuple(_Mark(names, value, tuple(where)) for (names, value), where in layers.items())


class Endings(NamedTuple):
    """How a language inflects the words of its lexicon that have a "~"."""

    forms: Callable[[str], Collection[str]]
    """All forms of a word."""
    stems: Callable[[str], Iterable[str]]
    """The words that a form may belong to, and some that it doesn't."""


class Lexicon:
    """Phrases by list, in layers. In each layer, the longest phrase that starts leftmost wins.

    Phrases of a layer never overlap. So in one layer "tăng cường" hides "tăng", and a phrase in the list
    `ignore` hides whatever is inside it; the other layers don't mind. A branch of the tree grows when its
    first word is met: a command that reads one statement needs few of them.
    """

    def __init__(self, layers: int, entries: Iterable[Entry], endings: Endings):
        self._layers = layers
        self._endings = endings
        self._starting: dict[str, list[Entry]] = {}
        """First word, as in the file → the phrases that start with it."""
        words: set[str] = set()
        for entry in entries:
            pieces = entry.words.split(" ")
            words.update(pieces)
            self._starting.setdefault(pieces[0], []).append(entry)
        self.words = frozenset(words)
        """Every word that stands in some phrase, as in the file."""
        self._branch = functools.lru_cache(maxsize=_BRANCHES_KEPT)(self._grown)

    def knows(self, form: str) -> bool:
        """Whether some phrase has this word in it."""
        return form in self.words or bool(self._stems(form))

    def find(self, forms: Sequence[str], kinds: Sequence[str]) -> list[list[Mention]]:
        """For each layer, the phrases of a text in order. Time is linear in the number of tokens.

        Both sequences end with at least one token of no form and no kind.
        """
        found: list[list[Mention]] = [[] for _ in range(self._layers)]
        free = [0] * self._layers
        for at in range(len(forms) - 1):
            for last, node in self._ends(forms, kinds, at):
                for names, value, layers in node.marks:
                    mention = Mention(names, value, at, last)
                    for layer in layers:
                        if free[layer] <= at:
                            found[layer].append(mention)
                            free[layer] = last
        return found

    def _ends(self, forms: Sequence[str], kinds: Sequence[str], at: int) -> list[tuple[int, _Node]]:
        """Where the phrases end that start with a token, the longest first."""
        ends: list[tuple[int, _Node]] = []
        branch = self._branch(forms[at])
        if branch:
            _walk(branch, forms, kinds, at + 1, ends)
        # A number may also be meant as itself ("24/7"), so both its form and "#" are tried.
        branch = self._branch(ANY_NUMBER) if kinds[at] == "number" else None
        if branch:
            _walk(branch, forms, kinds, at + 1, ends)
        if len(ends) > 1:
            ends.sort(key=_last, reverse=True)
        return ends

    def _grown(self, first: str) -> _Node | None:
        """The branch of all phrases that begin with a form of a word, if there are any."""
        entries = [*self._starting.get(first, ())]
        for stem in self._stems(first):
            entries += self._starting.get(f"{stem}~", ())
        if not entries:
            return None
        branch = _Node()
        for entry in entries:
            nodes = [branch]
            for word in entry.words.split(" ")[1:]:
                forms = self._endings.forms(word[:-1]) if word.endswith("~") else (word,)
                nodes = [node.following.setdefault(form, _Node()) for node in nodes for form in forms]
            for node in nodes:
                node.add(entry)
        return branch

    def _stems(self, form: str) -> list[str]:
        """The words of the lexicon that a form belongs to."""
        known = (stem for stem in self._endings.stems(form) if f"{stem}~" in self.words)
        return [stem for stem in dict.fromkeys(known) if form in self._endings.forms(stem)]


def _walk(
    node: _Node, forms: Sequence[str], kinds: Sequence[str], at: int, ends: list[tuple[int, _Node]]
) -> None:
    """Note where phrases end that go on from a node, whose own words end before the token `at`."""
    while True:
        if node.marks:
            ends.append((at, node))
        if not node.following:
            return
        if kinds[at] == "number" and ANY_NUMBER in node.following:
            _walk(node.following[ANY_NUMBER], forms, kinds, at + 1, ends)
        following = node.following.get(forms[at])
        if following is None:
            return
        node, at = following, at + 1


def _last(end: tuple[int, _Node]) -> int:
    return end[0]

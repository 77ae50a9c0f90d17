"""The word lists of a language (`data/lexicons/*.toml`) and finding their phrases in a text."""

from __future__ import annotations

import bisect
import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from kpi_workshop import content
from kpi_workshop.reading.tokens import Span, Token, tokenize

ANY_NUMBER = "#"
"""Stands for any number in a phrase of a lexicon: "once in # weeks"."""


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


class _Entry(NamedTuple):
    forms: tuple[str, ...]
    names: frozenset[str]
    value: float


class Lexicon:
    """Phrases by list. The longest phrase that starts leftmost wins, and phrases never overlap.

    So "tăng cường" hides "tăng", and a phrase in the list `ignore` hides whatever is inside it.
    """

    def __init__(
        self, lists: Mapping[str, Iterable[tuple[str, float]]], spell: Callable[[str], Iterable[str]]
    ):
        names: dict[tuple[str, ...], set[str]] = {}
        values: dict[tuple[str, ...], float] = {}
        for name, phrases in lists.items():
            for phrase, value in phrases:
                for spelling in spell(phrase):
                    forms = tuple(token.form for token in tokenize(spelling))
                    names.setdefault(forms, set()).add(name)
                    values[forms] = value or values.get(forms, 0)
        self._by_first: dict[str, list[_Entry]] = {}
        for forms in sorted(names, key=len, reverse=True):
            entry = _Entry(forms, frozenset(names[forms]), values[forms])
            self._by_first.setdefault(forms[0], []).append(entry)
        self.vocabulary = frozenset(form for forms in names for form in forms if form.isalpha())
        """Every word that stands in some phrase."""

    def find(self, tokens: Sequence[Token]) -> list[Mention]:
        """The phrases of a text, in order. Time is linear in the number of tokens."""
        forms = [ANY_NUMBER if token.kind == "number" else token.form for token in tokens]
        found: list[Mention] = []
        at = 0
        while at < len(tokens):
            # A number may also be meant as itself ("24/7"), so both its form and "#" are tried.
            entry = self._longest(forms, tokens, at)
            if entry:
                found.append(Mention(entry.names, entry.value, at, at + len(entry.forms)))
                at += len(entry.forms)
            else:
                at += 1
        return found

    def _longest(self, forms: Sequence[str], tokens: Sequence[Token], at: int) -> _Entry | None:
        candidates = self._by_first.get(tokens[at].form, [])
        if forms[at] == ANY_NUMBER:
            candidates = [*candidates, *self._by_first.get(ANY_NUMBER, [])]
        for entry in candidates:
            end = at + len(entry.forms)
            if end <= len(tokens) and all(
                wanted in (forms[at + step], tokens[at + step].form)
                for step, wanted in enumerate(entry.forms)
            ):
                return entry
        return None


class Scan:
    """A text cut into tokens, with the phrases of a lexicon marked in it."""

    def __init__(self, text: str, tokens: Sequence[Token], mentions: Sequence[Mention]):
        self.text = text
        self.tokens = tokens
        self.mentions = mentions
        self._at: list[Mention | None] = [None] * len(tokens)
        for mention in mentions:
            self._at[mention.first : mention.last] = [mention] * (mention.last - mention.first)

    def mention(self, at: int) -> Mention | None:
        """The phrase that the token at this index is part of."""
        return self._at[at] if 0 <= at < len(self._at) else None

    def has(self, at: int, *names: str) -> bool:
        """Whether the token at this index is part of a phrase in one of these lists."""
        mention = self.mention(at)
        return mention is not None and not mention.names.isdisjoint(names)

    def form(self, at: int) -> str:
        """The token at this index as it is compared, or "" outside the text."""
        return self.tokens[at].form if 0 <= at < len(self.tokens) else ""

    def kind(self, at: int) -> str:
        """word, number or sign, or "" outside the text."""
        return self.tokens[at].kind if 0 <= at < len(self.tokens) else ""

    def touches(self, at: int) -> bool:
        """Whether no white space lies between the token at this index and the next one."""
        return 0 <= at < len(self.tokens) - 1 and self.tokens[at].end == self.tokens[at + 1].start

    def index(self, start: int) -> int:
        """The index of the token that starts at a place in the text, or of the next one."""
        return bisect.bisect_left(self.tokens, start, key=lambda token: token.start)

    def span(self, first: int, last: int) -> Span:
        """The place in the text of the tokens from `first` to before `last`."""
        return self.tokens[first].start, self.tokens[last - 1].end


@functools.cache
def lists(language: str) -> dict[str, list[tuple[str, float]]]:
    """The lists of `data/lexicons/<language>.toml`: name → phrases, each with its value or 0.

    Raises `content.ContentError` naming the file and list if something else than phrases is in it.
    """
    path = content.folder("data", "lexicons", f"{language}.toml")
    found: dict[str, list[tuple[str, float]]] = {}
    for name, phrases in content.load_toml(path).items():
        pairs = phrases.items() if isinstance(phrases, dict) else ((phrase, 0) for phrase in phrases)
        found[name] = [(phrase, float(value)) for phrase, value in pairs]
        if not all(phrase.strip() for phrase, _ in found[name]):
            raise content.ContentError(f"{path}: an empty phrase in {name}")
    return found

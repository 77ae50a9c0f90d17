"""What a language brings to the reading beside its lexicon."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Iterable
from typing import NamedTuple

from kpi_workshop.reading.lexicon import Lexicon, Scan, lists
from kpi_workshop.reading.model import TimeKind
from kpi_workshop.reading.tokens import plain, tokenize


class TimeRange(NamedTuple):
    """Tokens that say when or how often: the first, and the one after the last."""

    kind: TimeKind
    first: int
    last: int


@dataclasses.dataclass(frozen=True, slots=True)
class Language:
    """How one language writes numbers and dates, and inflects its words."""

    code: str
    spell: Callable[[str], Iterable[str]]
    """The ways in which a phrase of the lexicon may stand in a text."""
    number: Callable[[str], float]
    """The value of digits with separators: "1.500" differs between languages."""
    date: Callable[[Scan, int], TimeRange | None]
    """The date or period of this language that starts at a token."""
    gerund: str
    """The ending of a verb that after "by" says how: "by hiring"; empty if there is none."""
    range_word: frozenset[str]
    """Words that join the ends of a range, unless a change is asked for: "từ 80% đến 85%"."""


@functools.cache
def lexicon(language: Language, without_diacritics: bool) -> Lexicon:
    """The lexicon of a language; for texts typed without diacritics, without them as well."""

    def spell(phrase: str) -> Iterable[str]:
        return (plain(form.casefold()) if without_diacritics else form for form in language.spell(phrase))

    return Lexicon(lists(language.code), spell)


def scan(text: str, language: Language) -> Scan:
    """Cut a text into tokens and mark the phrases of the language's lexicon in it."""
    tokens = tokenize(text)
    without = language.code != "en" and all(token.form.isascii() for token in tokens if token.kind == "word")
    return Scan(text, tokens, lexicon(language, without).find(tokens))

"""Words as they are compared: without their endings, diacritics and other ways to spell them."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Mapping
from typing import Any

from kpi_workshop import content
from kpi_workshop.reading.kept import Kept
from kpi_workshop.reading.tokens import plain, tokenize

_ENDINGS = ("isation", "ation", "ments", "ment", "ings", "ing", "ers", "er", "ed", "ly", "al", "ness", "e")
"""Of English words."""
_LEAST_STEM = 4
_SPELT = (("tre", "ter"), ("our", "or"))
"""British endings and what they are read as."""


@dataclasses.dataclass(frozen=True, slots=True)
class Word:
    """One word or number of a text."""

    form: str
    """In lower case, composed."""
    key: str
    """What it is found by: without diacritics, in the singular, in one spelling."""
    start: int
    end: int
    written: str
    """What stands in the text: "nv" where the form is "nhân" or "viên"."""


def words_of(text: str, language: str) -> tuple[Word, ...]:
    """The words and numbers of a text but for those that say nothing here, such as "the" and "của"."""
    return _words[text, language]


def _cut(asked: tuple[str, str]) -> tuple[Word, ...]:
    text, language = asked
    tokens, skipped, short = tokenize(text), _skipped(language), _shortened(language)
    return tuple(
        Word(form, key_of(form), start, end, written)
        for kind, written, start, end in zip(
            tokens.kinds, tokens.forms, tokens.starts, tokens.ends, strict=True
        )
        for form in short.get(written, (written,))
        if kind != "sign" and form not in skipped
    )


_words = Kept(_cut, most=20_000)


@functools.cache
def _skipped(language: str) -> frozenset[str]:
    return frozenset(settings()["skip"].get(language, ()))


@functools.cache
def _shortened(language: str) -> Mapping[str, tuple[str, ...]]:
    short = settings()["short"].get(language, {})
    return {written: tuple(meant.split()) for written, meant in short.items()}


@functools.cache
def settings() -> Mapping[str, Any]:
    """How words are compared: `data/pair.toml`."""
    return content.load_toml(content.folder("data", "pair.toml"))


def _key(form: str) -> str:
    bare = plain(form)
    return _spelling(_singular(form)) if bare == form and form.isascii() else bare


key_of = Kept(_key, most=20_000).__getitem__


def _singular(word: str) -> str:
    if len(word) < 4 or word[-1] != "s" or word in _exceptions():
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes", "zes")):
        return word[:-2]
    return word if word.endswith(("ss", "us", "is")) else word[:-1]


@functools.cache
def _exceptions() -> frozenset[str]:
    return frozenset(settings()["no-plural"])


def _spelling(word: str) -> str:
    if len(word) > 6:
        word = word.replace("ll", "l").replace("iz", "is")
    for british, read in _SPELT:
        if len(word) > 4 and word.endswith(british):
            return word.removesuffix(british) + read
    return word


def stem(key: str) -> str:
    """What is left of an English word without its endings: "deliver" of "delivering" and "delivered"."""
    return _stems[key]


def _stem(key: str) -> str:
    for ending in _ENDINGS:
        if key.endswith(ending) and len(key) - len(ending) >= _LEAST_STEM:
            key = key.removesuffix(ending)
            break
    key = key.removesuffix("e") if len(key) > _LEAST_STEM else key
    return key[:-1] if len(key) > _LEAST_STEM and key[-1] == key[-2] else key


_stems = Kept(_stem, most=20_000)

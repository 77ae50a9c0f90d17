"""Reading a statement: which language it is in, and what it says."""

from __future__ import annotations

import functools

from kpi_workshop.reading.english import ENGLISH
from kpi_workshop.reading.kept import Kept
from kpi_workshop.reading.language import Language
from kpi_workshop.reading.layers import layers, lexicon
from kpi_workshop.reading.reading import Reading
from kpi_workshop.reading.signs import SENTENCE_ENDS
from kpi_workshop.reading.tokens import Tokens, plain, tokenize
from kpi_workshop.reading.trimmings import trim
from kpi_workshop.reading.vietnamese import VIETNAMESE

_KNOWN: dict[str, Language] = {language.code: language for language in (ENGLISH, VIETNAMESE)}
LANGUAGES: tuple[str, ...] = tuple(_KNOWN)
"""The languages that statements can be read in."""

_LABEL_ENDS = frozenset({":", "-", "–", "•", "("})


def read(text: str, language: str | None = None) -> Reading:
    """What a statement says. Reads any text without raising, in time linear in its length.

    `language` is one of `LANGUAGES`; anything else, and None, means "find out".
    """
    tokens = tokenize(text)
    trim(tokens)
    known = _KNOWN.get(language or "") or _KNOWN[_detected(text, tokens)]
    return Reading(text, layers(text, tokens, known), known)


def detect(text: str) -> str:
    """The language a statement is written in, also without its diacritics or with foreign words in it.

    Each word that only one language's lexicon knows counts for that language, one with its
    Vietnamese diacritics twice. English if nothing speaks for either.
    """
    return _detected(text, tokenize(text))


def _detected(text: str, tokens: Tokens) -> str:
    balance, names, first = 0, 0, True
    for kind, form, start in zip(tokens.kinds, tokens.forms, tokens.starts, strict=True):
        if kind == "word":
            weight = _weights[form]
            # Capital letters inside a sentence are mostly names, and those are at home in both languages.
            if first or not text[start].isupper():
                balance += weight
            else:
                names += weight
            first = False
        elif form in SENTENCE_ENDS or form in _LABEL_ENDS:
            first = True
    return "vi" if (balance or names) > 0 else "en"


def _weight(form: str) -> int:
    """How much a word speaks for Vietnamese (above 0) or English (below 0)."""
    vietnamese = lexicon(VIETNAMESE, without_diacritics=False).words
    if lexicon(ENGLISH, without_diacritics=False).knows(form):
        return 0 if form in vietnamese else -1
    if not form.isascii():
        # Its letters give Vietnamese away, also among English names of metrics: "Uptime core banking quý 4".
        return 4 if form in vietnamese else 1
    return 1 if form in _typed_plainly() else 0


_weights = Kept(_weight, most=20_000)


@functools.cache
def _typed_plainly() -> frozenset[str]:
    """The words of Vietnamese without their diacritics."""
    return frozenset(map(plain, lexicon(VIETNAMESE, without_diacritics=False).words))

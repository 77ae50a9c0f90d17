"""The layers of a lexicon: what each subject's words are marked among."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import NamedTuple

from kpi_workshop.reading.language import Language
from kpi_workshop.reading.lexicon import Lexicon, Listed
from kpi_workshop.reading.scan import Page, Scan
from kpi_workshop.reading.tokens import Tokens, plain
from kpi_workshop.reading.wordlists import Phrases, word_lists

_IN_BOTH = (
    *("number", "scale", "percent", "money", "points", "calendar", "clock", "hour"),
    *("every", "per", "article", "at_least", "at_most"),
)
"""Lists of the lexicon that say something about when as well."""
_IN_STAKES = (
    *("percent", "money", "scale", "at_least", "at_most", "last_one", "measure", "trend", "down", "joins"),
    *("person", "place", "watching", "penalty", "reward", "recognition", "service_penalty"),
)
"""Lists of the lexicon that say something about what hangs on a goal as well."""
_IN_DEEDS = (
    *(
        "do",
        "deliver",
        "done",
        "contact",
        "work",
        "thing",
        "result",
        "measure",
        "outsider",
        "person",
        "place",
    ),
    *(
        "up",
        "down",
        "multiple",
        "vague_change",
        "trend",
        "filler",
        "each",
        "everyone",
        "must",
        "joins",
        "scope",
    ),
    *(
        "percent",
        "points",
        "money",
        "scale",
        "number",
        "numbered",
        "instant",
        "clock",
        "hour",
        "calendar",
        "average",
    ),
    *(
        "article",
        "every",
        "per",
        "at_least",
        "at_most",
        "or_more",
        "or_less",
        "more",
        "by",
        "from",
        "to",
        "to_level",
    ),
    *("versus", "between", "now", "earlier", "common", "links", "apart", "quota", "weak", "endless", "unit"),
)
"""Lists of the lexicon that say something about what is done as well."""

_IN_ENDS = (
    *(
        "ignore",
        "do",
        "deliver",
        "done",
        "contact",
        "work",
        "thing",
        "weak",
        "endless",
        "up",
        "down",
        "multiple",
    ),
    *(
        "trend",
        "vague",
        "vague_change",
        "comparative",
        "more",
        "soft",
        "diffuse",
        "measure",
        "how_many",
        "states",
        "judged",
    ),
    *(
        "each",
        "any",
        "also",
        "never_first",
        "average",
        "quota",
        "person",
        "place",
        "imposed",
        "filler",
        "ensuring",
    ),
    *(
        "percent",
        "points",
        "money",
        "scale",
        "number",
        "instant",
        "clock",
        "hour",
        "calendar",
        "unit",
        "out_of",
    ),
    *("at_least", "at_most", "or_more", "and", "to", "by", "per", "article", "links", "scope"),
)
"""Lists of the lexicon that say something about when a goal is reached as well."""
_IN_FIGURES = (
    *("number", "scale", "percent", "points", "money", "instant", "clock", "calendar", "hour", "every"),
    *("article", "up", "down", "more", "from", "to", "to_level", "between", "and", "versus", "earlier"),
    *("already", "at_least", "or_more", "at_most", "or_less", "multiplied", "numbered", "out_of"),
    *("per", "per_or_above", "person", "place"),
)
"""Lists of the lexicon that say something about how much as well."""

_IN_PEOPLE = (
    *(
        "person",
        "place",
        "outsider",
        "everyone",
        "each",
        "any",
        "also",
        "whoever",
        "ranking",
        "last_one",
        "relates",
    ),
    *(
        "among",
        "imposed",
        "must",
        "apart",
        "quota",
        "average",
        "number",
        "percent",
        "clock",
        "calendar",
        "every",
    ),
    *("per", "at_least", "from", "to"),
)
"""Lists of the lexicon that say something about people as well."""


class _Layer(NamedTuple):
    name: str
    """What its file is called after: `en-times.txt`."""
    shares: tuple[str, ...]
    """Lists of the common file that are marked in it as well."""


_LAYERS = (
    _Layer("times", _IN_BOTH),
    _Layer("stakes", _IN_STAKES),
    _Layer("deeds", _IN_DEEDS),
    _Layer("figures", _IN_FIGURES),
    _Layer("people", _IN_PEOPLE),
    _Layer("ends", _IN_ENDS),
)
"""In the order of `Layers`, whose first holds the common file alone."""
_STAKES = 2


class Layers(NamedTuple):
    """A text as each layer of the lexicon reads it."""

    common: Scan
    """Words of all sorts."""
    time: Scan
    """When, and how often."""
    stakes: Scan
    """What people gain or lose by a goal, and how they are watched."""
    deeds: Scan
    """What is done, what comes of it, and where a second goal begins."""
    figures: Scan
    """How much, from which level, and by what means."""
    people: Scan
    """Who is meant, who is set against whom, and who commands."""
    ends: Scan
    """When a goal is reached, or what leaves that open."""


def layers(text: str, tokens: Tokens, language: Language) -> Layers:
    """Mark the phrases of the language's lexicon in a text that was cut into tokens."""
    page = Page(text, tokens)
    words = (form for form, kind in zip(tokens.forms, tokens.kinds, strict=True) if kind == "word")
    without_diacritics = language.code != "en" and "".join(words).isascii()
    words_of_layers = lexicon(language, without_diacritics=without_diacritics)
    return Layers(*(Scan(page, mentions) for mentions in words_of_layers.find(page.forms, page.kinds)))


@functools.cache
def lexicon(language: Language, *, without_diacritics: bool) -> Lexicon:
    """The lexicon of a language; for texts typed without diacritics, without them as well."""
    return Lexicon(1 + len(_LAYERS), _lists(language, without_diacritics), language.endings)


def _lists(language: Language, without_diacritics: bool) -> Iterator[Listed]:
    for name, phrases in word_lists(language.code).items():
        everywhere = (0, *(at for at, layer in enumerate(_LAYERS, start=1) if name in layer.shares))
        yield from _spelled(name, phrases, everywhere, without_diacritics)
    for at, layer in enumerate(_LAYERS, start=1):
        for name, phrases in word_lists(f"{language.code}-{layer.name}").items():
            yield from _spelled(name, phrases, (at,), without_diacritics)


def _spelled(
    name: str, phrases: Phrases, marked_in: tuple[int, ...], without_diacritics: bool
) -> Iterator[Listed]:
    if not without_diacritics:
        yield Listed(name, marked_in, phrases)
        return
    # Without its diacritics, one syllable is too many words: "thuong" is a reward, love and usual.
    unclear = [" " not in phrase and not phrase.isascii() for phrase, _ in phrases]
    plainly = [(plain(phrase), value) for phrase, value in phrases]
    yield Listed(
        name, marked_in, [entry for entry, is_unclear in zip(plainly, unclear, strict=True) if not is_unclear]
    )
    elsewhere = tuple(at for at in marked_in if at != _STAKES)
    yield Listed(
        name, elsewhere, [entry for entry, is_unclear in zip(plainly, unclear, strict=True) if is_unclear]
    )

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

_LAYERS = ("times", "stakes", "deeds", "figures", "people", "ends")
"""What their files are called after (`en-times.txt`), in the order of `Layers`.

The first layer holds the common file alone; `layers.txt` says which of its lists the others share.
"""
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
    without_diacritics = language.has_diacritics and "".join(words).isascii()
    words_of_layers = lexicon(language, without_diacritics=without_diacritics)
    return Layers(*(Scan(page, mentions) for mentions in words_of_layers.find(page.forms, page.kinds)))


@functools.cache
def lexicon(language: Language, *, without_diacritics: bool) -> Lexicon:
    """The lexicon of a language; for texts typed without diacritics, without them as well."""
    return Lexicon(1 + len(_LAYERS), _lists(language, without_diacritics), language.endings)


def _lists(language: Language, without_diacritics: bool) -> Iterator[Listed]:
    shared = {layer: {name for name, _ in names} for layer, names in word_lists("layers").items()}
    for name, phrases in word_lists(language.code).items():
        everywhere = (0, *(at for at, layer in enumerate(_LAYERS, start=1) if name in shared[layer]))
        yield from _spelled(name, phrases, everywhere, without_diacritics)
    for at, layer in enumerate(_LAYERS, start=1):
        for name, phrases in word_lists(f"{language.code}-{layer}").items():
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

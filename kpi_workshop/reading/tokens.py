"""Text → words, numbers and signs, each with its place in the text."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal, NamedTuple

Span = tuple[int, int]
"""Start and end in code points of the text; the end is exclusive."""

Kind = Literal["word", "number", "sign"]

_LETTER = r"(?:[^\W\d_]|[\u0300-\u036f])"
_LETTER_OR_DIGIT = r"(?:[^\W_]|[\u0300-\u036f])"
_ARROW = r"[-=]+>"
# Letters right after digits are a unit, so "1tr5" falls into three; otherwise "Q3" stays one word.
# Every alternative starts with a different kind of character, so matching never has to go back.
_TOKEN = re.compile(
    rf"(?P<number>[0-9]+(?:[.,][0-9]+)*)|(?P<word>(?<=[0-9]){_LETTER}+|{_LETTER}{_LETTER_OR_DIGIT}*)|(?P<sign>{_ARROW}|[<>]=|\S)"
)

# Both placements of the tone mark are in use ("hoà", "hòa"); the older one is read as the newer.
_TONES = {
    old + last: new
    for old, last, new in (
        *((f"o{a}", "", f"{o}a") for o, a in zip("òóỏõọ", "àáảãạ", strict=True)),
        *((f"o{e}", "", f"{o}e") for o, e in zip("òóỏõọ", "èéẻẽẹ", strict=True)),
        *((f"u{y}", "", f"{u}y") for u, y in zip("ùúủũụ", "ỳýỷỹỵ", strict=True)),
    )
}


class Token(NamedTuple):
    """A word, number or sign. `form` is what it is compared by: lower case, composed."""

    kind: Kind
    form: str
    start: int
    end: int


def tokenize(text: str) -> list[Token]:
    """The tokens of a text in order; white space is left out. Linear in the length of the text."""
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        kind: Kind = "number" if match["number"] else "word" if match["word"] else "sign"
        form = _form(match[0]) if kind == "word" else match[0]
        found.append(Token(kind, form, match.start(), match.end()))
    return found


def _form(word: str) -> str:
    lower = word.casefold()
    if lower.isascii():
        return lower
    composed = unicodedata.normalize("NFC", lower)
    newer = _TONES.get(composed[-2:])
    # In "quý" and "quỳ" the u belongs to the consonant, so the tone stays where it is.
    return composed[:-2] + newer if newer and not composed[:-1].endswith("qu") else composed


def plain(word: str) -> str:
    """A word without its diacritics: "chỉ tiêu" → "chi tieu"."""
    if word.isascii():
        return word
    apart = unicodedata.normalize("NFD", word)
    return "".join(sign for sign in apart if not unicodedata.combining(sign)).replace("đ", "d")


def decimal(digits: str) -> float:
    """The value of digits; what follows a second decimal point is left out."""
    return float(".".join(digits.split(".")[:2]))

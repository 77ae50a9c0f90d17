"""Text → words, numbers and signs, each with its place in the text."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

from kpi_workshop.reading.kept import Kept

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


_CHUNK = re.compile(r"\S+")
_LONGEST_KEPT = 40
"""In characters: chunks up to this length are common words, and worth remembering."""

_Piece = tuple[Kind, str, int, int]
"""Kind, form, start and end in its chunk."""


class Tokens:
    """The words, numbers and signs of a text in order, as columns of the same length."""

    __slots__ = ("ends", "forms", "kinds", "starts")

    def __init__(self) -> None:
        self.kinds: list[Kind] = []
        self.forms: list[str] = []
        """What each is compared by: lower case, composed."""
        self.starts: list[int] = []
        self.ends: list[int] = []


def tokenize(text: str) -> Tokens:
    """The tokens of a text; white space is left out. Linear in the length of the text."""
    found = Tokens()
    kinds, forms, starts, ends = found.kinds, found.forms, found.starts, found.ends
    for match in _CHUNK.finditer(text):
        chunk, offset = match[0], match.start()
        for kind, form, start, end in _known_pieces[chunk] if len(chunk) <= _LONGEST_KEPT else _pieces(chunk):
            kinds.append(kind)
            forms.append(form)
            starts.append(offset + start)
            ends.append(offset + end)
    return found


def _pieces(chunk: str) -> list[_Piece]:
    """The tokens of a text without white space in it."""
    lower = chunk.lower()
    if len(lower) != len(chunk):
        # Places must stay where they are, also after the few letters that are two in lower case.
        lower = "".join(small if len(small := letter.lower()) == 1 else letter for letter in chunk)
    return [
        (match.lastgroup, _form(match[0]), *match.span())  # type: ignore[misc]  # the groups are the kinds
        for match in _TOKEN.finditer(lower)
    ]


_known_pieces = Kept(_pieces, most=20_000)


def _form(lower: str) -> str:
    if lower.isascii():
        return lower
    if lower == "’":
        return "'"
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

"""What the coach has to know of a language beside its texts: how answers and cuts fit into a sentence.

Patterns are matched against `flat` text: in small letters and without diacritics, so that "doanh so" typed in
a hurry is read as well. They see one goal or one answer, never a long text.
"""

from __future__ import annotations

import dataclasses
import functools
import importlib
import re
import unicodedata
from collections.abc import Mapping

Manners = tuple[tuple[str, str], ...]
"""Pattern at the start of an answer → how it joins the sentence; the first that matches counts."""

DOING = frozenset({"do", "deliver", "contact", "up", "down", "vague_change"})
"""Lists of the lexicons: words that open with one of these ask for something to be done."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Grammar:
    """One language's patterns."""

    manners: Mapping[str, Manners]
    """For each slot whose answer stands within a sentence."""
    hedges: re.Pattern[str]
    """Words that may come before the number of an answer such as "about 120"."""
    level: re.Pattern[str]
    """What leads to a level, at its left: "to", "up to at least"."""
    lead: re.Pattern[str]
    """Everything that may lead to a number, at its left."""
    opener: re.Pattern[str]
    """A verb that says nothing of its own before a measure: "achieve", "đạt"."""
    after_number: re.Pattern[str]
    """What joins a number to the thing that it counts: "of"."""
    order: re.Pattern[str]
    """Words that command, within what the critic marked."""
    agreed: str
    """What stands in their place."""
    insisting: re.Pattern[str]
    """Words that allow no exception and no talk: "no excuses", "bằng mọi giá"."""
    otherwise: re.Pattern[str]
    """What joins a threat to the goal before it."""
    missed: re.Pattern[str]
    """Words that tell a miss from a goal: "below", "không đạt"."""
    loose_end: re.Pattern[str]
    """What is left hanging before a threat that was cut away: "get a", "thì bị"."""
    more_time: re.Pattern[str]
    """What still belongs to a time frame, right behind it: "2026", "nay"."""
    compared_by: re.Pattern[str]
    """What people are ranked by; the group is the measure."""
    almost: tuple[tuple[str, str], ...]
    """Word that leaves no room → the same with a little room; "" if a share can stand in its place."""
    never: re.Pattern[str]
    """A word before a verb that leaves no room."""


@functools.cache
def grammar(language: str) -> Grammar:
    """The grammar of a language of `reading.LANGUAGES`."""
    module = importlib.import_module(f"kpi_workshop.coach.rewrite.grammar_{language}")
    found = module.GRAMMAR
    assert isinstance(found, Grammar)
    return found


def any_of(*alternatives: str) -> str:
    """A part of a pattern: one of these; each may be several with "|" between them."""
    return f"(?:{'|'.join(alternatives)})"


def words(*alternatives: str) -> re.Pattern[str]:
    """A pattern for any of these as whole words."""
    return re.compile(rf"\b{any_of(*alternatives)}\b")


def flat(text: str) -> str:
    """A text to compare by, sign for sign as long as the text: small letters without diacritics."""
    return text.lower() if text.isascii() else "".join(map(_flat, text))


def _flat(sign: str) -> str:
    base = unicodedata.normalize("NFD", sign)[0].lower()
    return "d" if base == "đ" else base if len(base) == 1 else sign

"""How English writes numbers, dates and the endings of words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kpi_workshop.reading.language import Language, TimeRange
from kpi_workshop.reading.lexicon import Scan
from kpi_workshop.reading.tokens import decimal

_THOUSANDS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]{1,3}(?:\.[0-9]{3}){2,}")
_DOUBLED = re.compile(r".*[^aeiou][aeiou][bdglmnprt]")
# "May" and "March" are months only with a capital letter; "may" and "march" are verbs.
_ALSO_VERBS = frozenset({"may", "march", "mar"})


def _spell(phrase: str) -> Iterator[str]:
    words = phrase.split()
    at = next((index for index, word in enumerate(words) if word.endswith("~")), None)
    if at is None:
        yield phrase
        return
    for form in _inflections(words[at].removesuffix("~")):
        yield " ".join([*words[:at], form, *words[at + 1 :]])


def _inflections(verb: str) -> set[str]:
    """The forms of a regular verb, and some that don't exist and so do no harm."""
    if verb.endswith("e"):
        return {verb, verb + "s", verb + "d", verb[:-1] + "ing"}
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return {verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"}
    stems = {verb, verb + verb[-1]} if _DOUBLED.fullmatch(verb) else {verb}
    ending = "es" if verb.endswith(("s", "sh", "ch", "x", "z")) else "s"
    return {verb, verb + ending, *(stem + tail for stem in stems for tail in ("ed", "ing"))}


def _number(digits: str) -> float:
    if _THOUSANDS.fullmatch(digits):
        separator = "," if "," in digits else "."
        return decimal(digits.replace(separator, ""))
    return decimal(digits.replace(",", "."))


def _date(scan: Scan, at: int) -> TimeRange | None:
    """ "30 September", "September 30, 2026", "by June", "in spring"."""
    marked = scan.has(at, "before", "during", "coming")
    start = at
    while (
        marked
        and at < start + 4
        and scan.has(at, "before", "during", "coming", "number")
        and not _is_month(scan, at)
    ):
        at += 1
    if _is_month(scan, at):
        last = at + 1
        if scan.kind(last) == "number" and len(scan.form(last)) <= 2:
            last += 1
        if scan.form(last) == "," and scan.kind(last + 1) == "number" and len(scan.form(last + 1)) == 4:
            last += 1
        last += scan.kind(last) == "number" and len(scan.form(last)) == 4
        day = scan.kind(at - 1) == "number" and len(scan.form(at - 1)) <= 2
        if marked or day or last > at + 1:
            return TimeRange("deadline", start - day, last)
    return None


def _is_month(scan: Scan, at: int) -> bool:
    if not scan.has(at, "month"):
        return False
    return scan.form(at) not in _ALSO_VERBS or scan.text[scan.tokens[at].start].isupper()


ENGLISH = Language(code="en", spell=_spell, number=_number, date=_date, gerund="ing", range_word=frozenset())

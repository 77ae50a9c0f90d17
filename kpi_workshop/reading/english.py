"""How English writes numbers, dates and the endings of words."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from kpi_workshop.reading.language import Language, TimeRange
from kpi_workshop.reading.lexicon import Endings
from kpi_workshop.reading.scan import Scan
from kpi_workshop.reading.signs import ORDINAL_ENDINGS
from kpi_workshop.reading.tokens import decimal

_THOUSANDS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]{1,3}(?:\.[0-9]{3}){2,}")
_DOUBLED = re.compile(r".*[^aeiou][aeiou][bdglmnprt]")
# "May" and "March" are months only with a capital letter; "may" and "march" are verbs.
_ALSO_VERBS = frozenset({"may", "march", "mar"})
# Also inside longer phrases of the lexicon, such as "daily report".
_OFTEN = frozenset({"daily", "weekly", "fortnightly", "monthly", "quarterly", "yearly", "annual", "annually"})
_LEADS = ("before", "during", "coming", "early", "the", "at")
_LONGEST_LEAD = 8
"""In tokens: how many words such as "by the end of" may lead to a month."""


def _stems(form: str) -> Iterator[str]:
    """The verbs that a form may come from: "tries" → "try" and some that don't exist."""
    yield form
    for ending in ("s", "es", "d", "ed", "ing"):
        if form.endswith(ending):
            stem = form.removesuffix(ending)
            yield from (stem, stem + "e")
            if stem[-2:-1] == stem[-1:]:
                yield stem[:-1]
            if stem.endswith("i"):
                yield stem[:-1] + "y"


@functools.lru_cache(maxsize=10_000)
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
    """ "30 September", "September 30, 2026", "by June", "mid-October", "daily"."""
    if scan.forms[at] in _OFTEN:
        return None if scan.has(at, "ignore") else TimeRange("frequency", at, at + 1)
    start, by = at, scan.has(at, "before")
    while at < start + _LONGEST_LEAD and scan.has(at, *_LEADS) and not _is_month(scan, at):
        at += 1 + (scan.forms[at + 1] == "-")
    day = at > 0 and scan.kinds[at] == "number" and len(scan.forms[at]) <= 2
    if day:
        at += 1 + (scan.forms[at + 1] in ORDINAL_ENDINGS)
        at += scan.forms[at] in ("of", "-")
    if not _is_month(scan, at):
        return None
    last = at + 1 + (scan.forms[at + 1] in (".", "-", "'", "’") and scan.kinds[at + 2] == "number")
    if scan.kinds[last] == "number" and len(scan.forms[last]) <= 2 and scan.forms[last + 1] != "%":
        day = True
        last += 1 + (scan.forms[last + 1] in ORDINAL_ENDINGS)
    if scan.forms[last] == "," and scan.kinds[last + 1] == "number" and len(scan.forms[last + 1]) == 4:
        last += 1
    last += scan.kinds[last] == "number" and len(scan.forms[last]) == 4
    return TimeRange("deadline" if by or day else "period", start, last)


def _is_month(scan: Scan, at: int) -> bool:
    if not scan.has(at, "month"):
        return False
    if scan.forms[at] not in _ALSO_VERBS:
        return True
    starts = at == 0 or scan.forms[at - 1] in (".", ":", "!", "?", "•")
    dated = scan.kinds[at + 1] in ("number", "sign")
    return scan.text[scan.starts[at]].isupper() and (dated or not starts)


ENGLISH = Language(
    code="en",
    endings=Endings(forms=_inflections, stems=_stems),
    number=_number,
    date=_date,
    dated=_OFTEN,
    head_last=True,
    participle="ed",
    gerund="ing",
    range_word=frozenset(),
    has_diacritics=False,
)

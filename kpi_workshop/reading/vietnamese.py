"""How Vietnamese writes numbers and dates."""

from __future__ import annotations

import re

from kpi_workshop.reading.language import Language, TimeRange
from kpi_workshop.reading.lexicon import Scan
from kpi_workshop.reading.tokens import decimal, plain

_THOUSANDS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?|[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_MONTH = re.compile(r"t(?:[1-9]|1[0-2])")
# Units that come before their number in a date: "tháng 6", "quý III", "năm 2026", "học kỳ 1".
_DATED = frozenset({"thang", "quy", "nam", "tuan", "ky", "vu", "ngay", "dot"})
_ROMAN = frozenset({"i", "ii", "iii", "iv"})
_SEASONS = frozenset({"he", "dong", "xuan", "thu", "mua"})


def _number(digits: str) -> float:
    if _THOUSANDS.fullmatch(digits):
        first = next(sign for sign in digits if not sign.isdigit())
        return decimal(digits.replace(first, "").replace(",", "."))
    return decimal(digits.replace(",", "."))


def _date(scan: Scan, at: int) -> TimeRange | None:
    """ "tháng 6", "quý III/2026", "năm 2026", "vụ đông xuân", "T9"."""
    mention = scan.mention(at)
    if mention and mention.last - mention.first > 1:
        return None  # The "vụ" of "phục vụ 40 khách" is no season.
    word = plain(scan.form(at))
    following = scan.form(at + 1)
    dated = word in _DATED and (
        following in _ROMAN or (scan.kind(at + 1) == "number" and _is_ordinal(scan, at + 1))
    )
    if dated or (word == "vu" and plain(following) in _SEASONS):
        return TimeRange("period", at, _year(scan, at + 2))
    if _MONTH.fullmatch(word) and (scan.has(at - 1, "before") or scan.form(at + 1) == "/"):
        return TimeRange("period", at, _year(scan, at + 1))
    return None


def _is_ordinal(scan: Scan, at: int) -> bool:
    """Whether a number after "tháng" or "quý" counts them off: "quý 3", and not "mỗi quý 5 lần"."""
    if scan.has(at - 1, "when", "every") or scan.has(at - 2, "every") or scan.form(at - 2) == "/":
        return False
    digits = scan.form(at)
    if not digits.isdigit() or len(digits) not in (1, 2, 4):
        return False
    is_last = scan.kind(at + 1) in ("", "sign") and scan.form(at + 1) != "%"
    return len(digits) == 4 or is_last or not scan.has(at + 1, "percent", "scale")


def _year(scan: Scan, last: int) -> int:
    """The index after "/2026" or "năm 2026" if one stands at `last`."""
    if scan.form(last) in ("/", "-", ".") and scan.kind(last + 1) == "number":
        return last + 2
    if plain(scan.form(last)) == "nam" and scan.kind(last + 1) == "number":
        return last + 2
    return last


VIETNAMESE = Language(
    code="vi",
    spell=lambda phrase: (phrase,),
    number=_number,
    date=_date,
    gerund="",
    range_word=frozenset({"đến", "tới", "den", "toi"}),
)

"""How Vietnamese writes numbers and dates."""

from __future__ import annotations

import re

from kpi_workshop.reading.language import Language, TimeRange
from kpi_workshop.reading.lexicon import Endings
from kpi_workshop.reading.scan import Scan
from kpi_workshop.reading.signs import RANGE_SIGNS
from kpi_workshop.reading.tokens import decimal, plain

_THOUSANDS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?|[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_MONTH = re.compile(r"t(?:h|hg)?(?:[1-9]|1[0-2])")
# Units that come before their number in a date: "tháng 6", "quý III", "năm 2026", "học kỳ 1".
_UNITS = frozenset({"tháng", "quý", "năm", "tuần", "kỳ", "vụ", "ngày", "đợt", "sprint"})
_DATED = frozenset(map(plain, _UNITS))
_ROMAN = frozenset({"i", "ii", "iii", "iv"})
_NUMBERED = frozenset({"hki", "hkii", "hkiii", "qi", "qii", "qiii", "qiv"})
_BARE = frozenset({"tuần", "tháng", "quý", "tuan", "thang"})
_EACH = frozenset({"ngay", "tuan", "thang", "quy", "nam"})
# "thang" without diacritics is also a scale and a lift.
_NOT_A_MONTH = frozenset({"diem", "may", "do", "luong", "bac"})
_SEASONS = frozenset({"he", "dong", "xuan", "thu", "mua"})


def _number(digits: str) -> float:
    if _THOUSANDS.fullmatch(digits):
        first = next(sign for sign in digits if not sign.isdigit())
        return decimal(digits.replace(first, "").replace(",", "."))
    return decimal(digits.replace(",", "."))


def _date(scan: Scan, at: int) -> TimeRange | None:
    """ "tháng 6", "quý III/2026", "năm 2026", "vụ đông xuân", "T9", "6T/2026", "doanh thu tháng"."""
    mention = scan.mentioned[at]
    word, following = plain(scan.forms[at]), scan.forms[at + 1]
    # "Kế hoạch năm", where "năm" alone could also be five.
    if (
        scan.forms[at] in ("năm", "kỳ", "vụ")
        and scan.has(at - 1, "figure_of")
        and scan.kinds[at + 1] != "number"
    ):
        return TimeRange("period", at, at + 1)
    if scan.forms[at] in _BARE and _is_bare(scan, at):
        return TimeRange("frequency", at, at + 1)
    if mention and "ignore" in mention.names:
        return None  # The "vụ" of "phục vụ 40 khách" is no season.
    dated = word in _DATED and (
        following in _ROMAN or (scan.kinds[at + 1] == "number" and _is_ordinal(scan, at + 1))
    )
    if dated or (word == "vu" and plain(following) in _SEASONS):
        return TimeRange("period", at, _year(scan, at + 2))
    return _month(scan, at, word) or _first_months(scan, at) or _each_of_them(scan, at)


def _month(scan: Scan, at: int, word: str) -> TimeRange | None:
    """ "T9", "T.9", "Th12/2026"; "T3" after "ga" is a building."""
    if word in ("t", "th", "thg") and scan.forms[at + 1] == "." and scan.kinds[at + 2] == "number":
        return TimeRange("period", at, _year(scan, at + 3))
    if not _MONTH.fullmatch(word) or scan.has(at - 1, "building"):
        return None
    following = scan.forms[at + 1]
    named = scan.text[scan.starts[at]].isupper() or scan.has(at - 1, "before", "during")
    if (named and following != "%") or following == "/":
        return TimeRange("period", at, _year(scan, at + 1))
    return None


def _first_months(scan: Scan, at: int) -> TimeRange | None:
    """ "6T/2026", "9T2026": the first six and nine months."""
    is_months = scan.kinds[at] == "number" and scan.forms[at + 1] in ("t", "th") and scan.touches(at)
    last = at + 2 + (scan.forms[at + 2] == "/")
    if is_months and scan.kinds[last] == "number" and len(scan.forms[last]) in (2, 4):
        return TimeRange("period", at, last + 1)
    return None


def _each_of_them(scan: Scan, at: int) -> TimeRange | None:
    """At the start of a statement "1 tháng", "hai tuần": what is done in each, or in all of them."""
    number = scan.has_number(at)
    is_unit = plain(scan.forms[at + 1]) in _EACH and scan.kinds[at + 2] in ("word", "number")
    return TimeRange("frequency", at, at + 2) if at == 0 and number and is_unit else None


def _is_bare(scan: Scan, at: int) -> bool:
    """Whether "tháng" stands for a rhythm: "doanh thu tháng", but not "3 tháng" nor "tháng lương"."""
    if scan.has(at, "ignore") or (scan.forms[at].isascii() and plain(scan.forms[at + 1]) in _NOT_A_MONTH):
        return False
    counted = scan.kinds[at - 1] == "number" or scan.has(at - 1, "number", "some", "at_most")
    numbered = scan.kinds[at + 1] == "number" or scan.forms[at + 1] in _ROMAN
    return not counted and not numbered


def _is_ordinal(scan: Scan, at: int) -> bool:
    """Whether a number after "tháng" or "quý" counts them off: "quý 3", and not "mỗi quý 5 lần"."""
    unit = scan.mentioned[at - 1]
    # "Trong tháng" is a time frame by itself, and so is "trong tháng 5".
    within = unit is not None and scan.forms[unit.first] == "trong"
    led = scan.has(at - 1, "when") and not within
    if led or scan.has(at - 1, "every") or scan.has(at - 2, "every") or scan.forms[at - 2] == "/":
        return False
    digits = scan.forms[at]
    if not digits.isdigit() or len(digits) not in (1, 2, 4):
        return False
    # "Cuối năm 78-84%"
    if scan.forms[at + 1] in RANGE_SIGNS and scan.has(at + 3, "percent", "scale"):
        return False
    is_last = scan.kinds[at + 1] in ("", "sign") and scan.forms[at + 1] != "%"
    return len(digits) == 4 or is_last or not scan.has(at + 1, "percent", "scale")


def _year(scan: Scan, last: int) -> int:
    """The index after "/2026" or "năm 2026" if one stands at `last`."""
    if scan.forms[last] in ("/", "-", ".") and scan.kinds[last + 1] == "number":
        return last + 2
    if plain(scan.forms[last]) == "nam" and scan.kinds[last + 1] == "number":
        return last + 2
    return last


VIETNAMESE = Language(
    code="vi",
    endings=Endings(forms=lambda word: (word,), stems=lambda _: ()),
    number=_number,
    date=_date,
    dated=_UNITS | _DATED | _BARE | _NUMBERED | {"t", "th", "thg"},
    head_last=False,
    participle="",
    gerund="",
    range_word=frozenset({"đến", "tới", "den", "toi"}),
    has_diacritics=True,
)

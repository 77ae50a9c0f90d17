"""The numbers of a text, in figures and words, with their units, without those that only name something."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Sequence

from kpi_workshop.reading.dates import is_year
from kpi_workshop.reading.language import Language
from kpi_workshop.reading.lexicon import Mention
from kpi_workshop.reading.model import Role, Unit
from kpi_workshop.reading.scan import Scan
from kpi_workshop.reading.signs import ORDINAL_ENDINGS, RANGE_SIGNS

_TIMES_WORD = re.compile(r"x[0-9]{1,3}")
_MONEY_WORD = re.compile(r"(?:r|rs|rm)([0-9]{1,12})(k|m|mn|bn)?")
_SCALES = {"": 1.0, "k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9}
_AFTER_A_LABEL = ("up", "down", "upward", "downward", "held", "now")
_WORDS = ("number", "fraction")
_UNITS: tuple[tuple[str, Unit], ...] = (
    ("percent", "percent"),
    ("points", "points"),
    ("money", "money"),
    ("instant", "duration"),
    ("clock", "duration"),
    ("calendar", "duration"),
)
"""List of the lexicon → the unit that its words are."""
_ASKS = frozenset({"will", "must", "to", "shall"})


@dataclasses.dataclass(slots=True)
class Number:
    """A number on its way to becoming an amount; `first` and `last` are indices of tokens."""

    value: float
    first: int
    last: int
    unit: Unit = "count"
    high: float | None = None
    role: Role = "target"


def find_numbers(scan: Scan, in_time: Sequence[bool], language: Language) -> list[Number]:
    """The numbers of a text in order. `in_time` says for each token whether it belongs to a time frame."""
    found: list[Number] = []
    last, in_words = 0, scan.mentions_any(*_WORDS)
    for at, form in enumerate(scan.forms[: scan.size]):
        is_word = in_words and not scan.names[at].isdisjoint(_WORDS)
        if scan.kinds[at] != "number" and not is_word and form[0] not in "xr":
            continue
        if at >= last and not in_time[at]:
            number = _number(scan, at, language)
            if number:
                found.append(number)
                last = number.last
    return found


def _number(scan: Scan, at: int, language: Language) -> Number | None:
    mention = scan.mentioned[at]
    if mention and "fraction" in mention.names:
        return Number(mention.value, at, mention.last, "percent")
    if scan.kinds[at] == "word" and scan.forms[at][0] in "xr":
        return _times(scan, at) if _TIMES_WORD.fullmatch(scan.forms[at]) else _rand(scan, at)
    if _is_name(scan, at) or scan.has(at, "ignore"):
        return None
    if scan.kinds[at] == "number":
        value, last = _scaled(scan, language.number(scan.forms[at]), at + 1)
    elif mention and "number" in mention.names:
        value, last = _scaled(scan, *_in_words(scan, mention))
    else:
        return None
    whole = _out_of(scan, last, value, language)
    if whole:
        return Number(value / whole[0] * 100, at, whole[1], "percent")
    unit, last = _unit(scan, at, last)
    return Number(value, at, last, unit)


def _times(scan: Scan, at: int) -> Number:
    """ "x3", "x1,5"."""
    value, last = float(scan.forms[at][1:]), at + 1
    if scan.forms[last] in (",", ".") and scan.touches(at) and scan.touches(last):
        tenths = scan.forms[last + 1]
        if scan.kinds[last + 1] == "number" and len(tenths) == 1:
            value, last = value + float(tenths) / 10, last + 2
    return Number(value, at, last, "times")


def _rand(scan: Scan, at: int) -> Number | None:
    """ "R250k", "Rs500": the letters before make the number part of a word. "R2" only names something."""
    money = _MONEY_WORD.fullmatch(scan.forms[at])
    if not money or not (money[2] or len(money[1]) > 2):
        return None
    return Number(float(money[1]) * _SCALES[money[2] or ""], at, at + 1, "money")


def _in_words(scan: Scan, mention: Mention) -> tuple[float, int]:
    """The value of "two hundred", "thirty-five" or "five (5)", and the index after it."""
    value, last = mention.value, mention.last
    joined = last + (scan.forms[last] == "-")
    units = scan.mentioned[joined]
    if units and "number" in units.names and 20 <= value < 100 and 0 < units.value < 10:
        value, last = value + units.value, units.last
    following = scan.mentioned[last]
    if following and "number" in following.names and following.value > value:
        value, last = value * following.value, following.last
    if scan.forms[last] == "(" and scan.kinds[last + 1] == "number" and scan.forms[last + 2] == ")":
        last += 3
    return value, last


def _scaled(scan: Scan, value: float, last: int) -> tuple[float, int]:
    """A value with what stands at `last`: 1 with "tr5" is 1.5 million."""
    scale = scan.mentioned[last]
    if not scale or "scale" not in scale.names:
        return value, last
    if scan.forms[last] == "m" and _is_seconds(scan, last + 1):
        return value * 60 + float(scan.forms[last + 1]), last + 2
    value, last = value * scale.value, scale.last
    if scan.kinds[last] == "number" and scan.touches(last - 1) and len(scan.forms[last]) == 1:
        value, last = value + float(scan.forms[last]) * scale.value / 10, last + 1
    return value, last


_OUT_OF = ("in", "of", "trên", "tren")
"""What stands between a part and the whole, beside a stroke."""


def _is_seconds(scan: Scan, at: int) -> bool:
    """The 45 of "2m45"."""
    digits = scan.forms[at]
    return scan.kinds[at] == "number" and len(digits) == 2 and digits.isdigit() and scan.touches(at - 1)


def _out_of(scan: Scan, last: int, value: float, language: Language) -> tuple[float, int] | None:
    """What "in 10" after a number makes it a share of: "9 in 10", "8 of 10", "8 trên 10"."""
    if scan.forms[last] not in _OUT_OF:
        return None
    mention = scan.mentioned[last + 1]
    if scan.kinds[last + 1] == "number":
        whole, after = language.number(scan.forms[last + 1]), last + 2
    elif mention and "number" in mention.names:
        whole, after = mention.value, mention.last
    else:
        return None
    is_share = value < whole <= 1000 and not scan.has(
        after, "percent", "clock", "calendar", "instant", "money"
    )
    return (whole, after) if is_share else None


def _unit(scan: Scan, first: int, last: int) -> tuple[Unit, int]:
    if last == first + 3 and scan.forms[first + 1] == "m" and _is_seconds(scan, last - 1):
        return "duration", last
    after = scan.mentioned[last]
    if after:
        multiplies = scan.has(first - 1, "multiplied") and after.names.isdisjoint(("percent", "points"))
        for name, unit in () if multiplies else _UNITS:
            if name in after.names:
                return unit, after.last
    if scan.has(first - 1, "money") or _is_currency(scan.forms[first - 1]):
        return "money", last
    if scan.forms[last] in ("x", "×") and scan.touches(last - 1):
        counts = scan.has(last + 1, "every") or scan.nearest(range(last + 1, last + 4), "person")
        return ("count" if counts else "times"), last + 1  # "2x nurses"
    # "Grow the list by 1.5 times"
    by_times = scan.forms[last] == "times" and scan.forms[first - 1] == "by"
    factor = scan.forms[first - 1] in ("x", "×") and scan.kinds[first - 2] == "word"
    if factor or by_times or scan.has(first - 1, "multiplied") or scan.has(last, "multiplied"):
        return "times", last + by_times
    return "count", last


def _is_currency(sign: str) -> bool:
    return len(sign) == 1 and unicodedata.category(sign) == "Sc"


def _is_name(scan: Scan, at: int) -> bool:
    """Whether a number only names something: "sprint 12", "24-hour", "3rd", "4.6 out of 5", "per 1,000"."""
    quantity = scan.has(at + 1, "percent", "money", "scale", "points")
    numbered = scan.has(at - 1, "numbered") and not _asks_for_many(scan, at)
    if not quantity and (numbered or _is_denominator(scan, at)):
        return True
    # "Chuyền 1 xuống 3%" names a line, "tổ 5 người" counts heads.
    compared = scan.has(at - 1, "versus") and (scan.kinds[at + 1] != "word" or scan.has(at + 1, "by", "link"))
    if is_year(scan, at) and (compared or scan.has(at + 1, "of_a_year")):
        return True  # "8% more versus 2025", "from 2019 levels"
    ends = scan.kinds[at + 1] != "word" or scan.has(at + 1, *_AFTER_A_LABEL)
    if not quantity and ends and scan.has(at - 1, "labelled"):
        return True
    if scan.forms[at - 1] in RANGE_SIGNS and scan.kinds[at - 2] == "number":
        # "Gates 2-4", but "OKR 2 - 300 members"; "(lines 1-12)", but "shifts 8-10 hours long"
        named = scan.has(at - 3, "numbered") or (ends and not quantity and scan.has(at - 3, "labelled"))
        if named and scan.touches(at - 1):
            return True
    if _counts_goals(scan, at):
        return True
    is_scale = scan.has(at - 1, "out_of") or (scan.forms[at - 1] == "/" and scan.kinds[at - 2] == "number")
    return is_scale or _is_in_word(scan, at) or _is_clock_time(scan, at)


def _asks_for_many(scan: Scan, at: int) -> bool:
    """Whether it asks for so many: "Issue 80 parking tickets", but not "Issue 45 closed"."""
    plural = any(scan.forms[word].endswith("s") for word in (at + 1, at + 2))
    begins = at == 1 or scan.forms[at - 2] in _ASKS
    return begins and scan.has(at - 1, "asks_or_names") and plural and scan.kinds[at + 1] == "word"


def _counts_goals(scan: Scan, at: int) -> bool:
    """The "2" of "(1) open a branch, (2) hire a nurse", but not that of "waste (2%)"."""
    leads = scan.forms[at - 1] == "(" and (scan.kinds[at - 2] != "word" or scan.has(at - 2, "and"))
    return leads and scan.forms[at + 1] == ")" and scan.kinds[at + 2] == "word" and len(scan.forms[at]) < 3


def _is_in_word(scan: Scan, at: int) -> bool:
    """ "3rd", "24-hour", "Covid-19"."""
    ordinal = scan.touches(at) and scan.forms[at + 1] in ORDINAL_ENDINGS
    joins = scan.touches(at) and scan.forms[at + 1] == "-" and _is_joined_word(scan, at + 1)
    # "Cut our 12-day lead time to 9"
    joins = joins and not (scan.has(at - 1, "article", "whose") and scan.has(at - 2, "up", "down", "from"))
    first = joins and not scan.has(at + 2, "number")
    last = (
        scan.touches(at - 2)
        and scan.touches(at - 1)
        and scan.forms[at - 1] == "-"
        and scan.kinds[at - 2] == "word"
        and not (scan.touches(at - 3) and scan.kinds[at - 3] == "number")  # "295k-310k"
    )
    return ordinal or first or last or _is_version(scan, at)


def _is_version(scan: Scan, at: int) -> bool:
    """The "2" of "v3.2"."""
    whole = scan.forms[at - 2]
    return (
        scan.forms[at - 1] == "."
        and scan.touches(at - 2)
        and scan.touches(at - 1)
        and whole[0] == "v"
        and whole[1:].isdigit()
    )


def _is_clock_time(scan: Scan, at: int) -> bool:
    """Either number of "17:30", but not of "3:1"."""
    hours = (
        scan.forms[at + 1] == ":"
        and scan.kinds[at + 2] == "number"
        and len(scan.forms[at + 2]) > 1
        and scan.touches(at)
        and scan.touches(at + 1)
    )
    minutes = (
        scan.forms[at - 1] == ":"
        and scan.kinds[at - 2] == "number"
        and len(scan.forms[at]) > 1
        and scan.touches(at - 2)
        and scan.touches(at - 1)
    )
    return hours or minutes


def _is_joined_word(scan: Scan, at: int) -> bool:
    return (
        scan.touches(at)
        and scan.kinds[at + 1] == "word"
        and not scan.has(at + 1, "percent", "points", "scale")
    )


def _is_denominator(scan: Scan, at: int) -> bool:
    """ "3 errors per 1,000 products", "lỗi trên 1.000 sản phẩm"."""
    digits = scan.forms[at].replace(",", "").replace(".", "")
    round_number = (
        digits.startswith("1") and len(digits) >= 3 and not digits.strip("10") and digits.count("1") == 1
    )
    return scan.has(at - 1, "per") or (
        round_number and scan.has(at - 1, "per_or_above") and scan.kinds[at - 2] == "word"
    )

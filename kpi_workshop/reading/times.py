"""When and how often: the deadlines, periods and frequencies in a statement."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator

from kpi_workshop.reading.language import Language, TimeRange
from kpi_workshop.reading.lexicon import Scan
from kpi_workshop.reading.model import TimeKind

_Shape = Callable[[Scan, int], TimeRange | None]
_NAMED_PERIOD = re.compile(r"(?:q[1-4]|h[12]|hk[12]|fy[0-9]{2,4}|cy[0-9]{2,4}|[1-4]q)(?:[0-9]{2}|[0-9]{4})?")
_LONGEST_LEAD = 8
"""In tokens: how many words such as "by the end of the" may lead to a date."""
_FIRST_YEAR, _LAST_YEAR = 2000, 2099


def time_ranges(scan: Scan, language: Language) -> Iterator[TimeRange]:
    """The time frames of a text, in order and without overlaps."""
    shapes: tuple[_Shape, ...] = (
        *_SHAPES,
        language.date,
        functools.partial(_point_in_time, date=language.date),
        _bare_year,
        _before_it,
    )
    at = 0
    while at < len(scan.tokens):
        found = next((range_ for shape in shapes if (range_ := shape(scan, at))), None)
        if found:
            yield found
            at = found.last
        else:
            at += 1


def _phrase(scan: Scan, at: int) -> TimeRange | None:
    """A phrase that is a time frame by itself: "weekly", "năm nay"."""
    mention = scan.mention(at)
    if mention and mention.first == at and "when" in mention.names:
        return TimeRange("period", at, mention.last)
    return None


def _frequency(scan: Scan, at: int) -> TimeRange | None:
    """ "per week", "a day", "every two weeks", "/tháng"."""
    if not scan.has(at, "every"):
        return None
    is_rate = scan.has(at, "per") and scan.has(at + 1, "hour")
    is_length = is_rate or (scan.has(at - 1, "at_most", "during") and scan.has(at, "article"))
    start, at = at, _after(scan, at)
    if scan.kind(at) == "number" or scan.has(at, "number"):
        at += 1
    elif scan.has(at + 1, "calendar") and not scan.mention(at) and scan.kind(at) == "word":
        at += 1  # "each fiscal quarter"
    if scan.has(at, "calendar") or (scan.has(at, "clock") and not is_length):
        return TimeRange("frequency", start, _after(scan, at))
    return None


def _named_period(scan: Scan, at: int) -> TimeRange | None:
    """ "Q3", "H1 2026", "FY26"."""
    if not _NAMED_PERIOD.fullmatch(scan.form(at)):
        return None
    last = at + 1
    if scan.form(last) in ("/", "-") and _is_year(scan, last + 1):
        last += 2
    return TimeRange("period", at, last + _is_year(scan, last))


def _numbered_period(scan: Scan, at: int) -> TimeRange | None:
    """ "sprint 12", "trimester 2", "week 8"."""
    if scan.has(at, "calendar") and scan.kind(at + 1) == "number" and not scan.has(at - 1, "number", "every"):
        counted = scan.kind(at - 1) == "number" or scan.has(at + 2, "percent", "money", "scale")
        return None if counted else TimeRange("period", at, at + 2)
    return None


def _numeric_date(scan: Scan, at: int) -> TimeRange | None:
    """ "30/9" after a word such as "before", "30/9/2026", "2026-09-30", "30.9.2026"."""
    if scan.kind(at) != "number":
        return None
    if re.fullmatch(r"[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{2,4}", scan.form(at)):
        return TimeRange("deadline", at, at + 1)
    parts, last = [scan.form(at)], at + 1
    while (
        len(parts) < 3
        and scan.form(last) in ("/", "-")
        and scan.kind(last + 1) == "number"
        and scan.touches(last)
    ):
        parts.append(scan.form(last + 1))
        last += 2
    separator = scan.form(at + 1)
    short = all(len(part) <= 2 and part.isdigit() and 1 <= int(part) <= 31 for part in parts[:2])
    if len(parts) == 3 and all(part.isdigit() and len(part) in (1, 2, 4) for part in parts):
        return TimeRange("deadline", at, last)
    month_and_year = len(parts) == 2 and short is False and _is_year(scan, last - 1) and len(parts[0]) <= 2
    day_and_month = len(parts) == 2 and short and separator == "/" and scan.has(at - 1, "before", "during")
    if (month_and_year or day_and_month) and not scan.has(last, "points", "percent"):
        return TimeRange("deadline", at, last)
    return None


def _point_in_time(scan: Scan, at: int, date: _Shape) -> TimeRange | None:
    """ "by launch", "in 2026", "over the next 6 months", "within 3 months"."""
    if not scan.has(at, "before", "during", "soon"):
        return None
    start, coming = at, scan.has(at, "soon")
    at = _after(scan, at)
    while scan.has(at, "before", "during", "coming") and at < start + _LONGEST_LEAD:
        coming = coming or scan.has(at, "coming")
        at = _after(scan, at)
    if scan.has(at, "ignore"):
        return None
    kind: TimeKind = "deadline" if scan.has(start, "before") else "period"
    dated = _numeric_date(scan, at) or _named_period(scan, at) or date(scan, at) or _year(scan, at)
    if dated:
        return TimeRange(kind if kind == "deadline" else dated.kind, start, dated.last)
    last = _end_of_period(scan, start, at, coming)
    return TimeRange(kind, start, last) if last else None


def _before_it(scan: Scan, at: int) -> TimeRange | None:
    """ "before the concert": whatever it is, it has its date."""
    mention = scan.mention(at)
    if mention and mention.first == at and "before_it" in mention.names and scan.kind(mention.last) == "word":
        return TimeRange("deadline", at, mention.last + 1)
    return None


def _year(scan: Scan, at: int) -> TimeRange | None:
    """A year after a word such as "in", unless it counts something: "in 2000 months"."""
    counts = scan.has(at + 1, "calendar", "percent", "money", "scale")
    return TimeRange("period", at, at + 1) if _is_year(scan, at) and not counts else None


def _end_of_period(scan: Scan, start: int, at: int, coming: bool) -> int | None:
    """The index after a period, season or event at `at` that the words from `start` lead to."""
    by = scan.has(start, "before")
    number = scan.kind(at) == "number" or scan.has(at, "number")
    at += number
    if scan.has(at, "calendar") or (coming and scan.has(at, "clock")):
        last = _after(scan, at)
        while scan.has(last, "coming"):
            last = _after(scan, last)
        return last if number or by or coming or scan.has(start, "whole") else None
    is_named = scan.has(at, "season") or (by and scan.has(at, "event"))
    return _after(scan, at) if is_named and not number else None


def _bare_year(scan: Scan, at: int) -> TimeRange | None:
    """A year at the end, in brackets or before a sign: "Absenteeism 4%, 2026"."""
    bounded = scan.kind(at + 1) in ("", "sign") and scan.form(at + 1) not in ("%", "-", "→")
    if (
        _is_year(scan, at)
        and bounded
        and not scan.has(at - 1, "from", "to", "versus", "at_least", "at_most", "money")
    ):
        return TimeRange("period", at, at + 1)
    return None


def _is_year(scan: Scan, at: int) -> bool:
    digits = scan.form(at)
    return (
        len(digits) == 4
        and digits.isdecimal()
        and digits.isascii()
        and _FIRST_YEAR <= int(digits) <= _LAST_YEAR
    )


def _after(scan: Scan, at: int) -> int:
    """The index after the phrase or token at `at`."""
    mention = scan.mention(at)
    return mention.last if mention else at + 1


_SHAPES: tuple[_Shape, ...] = (
    _phrase,
    _frequency,
    _named_period,
    _numbered_period,
    _numeric_date,
)

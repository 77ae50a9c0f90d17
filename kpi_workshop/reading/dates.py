"""Dates in figures, years, and times of the day."""

from __future__ import annotations

import re

from kpi_workshop.reading.language import TimeRange
from kpi_workshop.reading.scan import Scan
from kpi_workshop.reading.signs import ORDINAL_ENDINGS

_DOTTED = re.compile(r"[0-9]{1,2}\.[0-9]{1,2}(?:\.[0-9]{2,4})")
_FIRST_YEAR, _LAST_YEAR = 2000, 2099
_TIME_FRAMES = ("often", "due", "when")


def numeric_date(scan: Scan, at: int) -> TimeRange | None:
    """ "30/9" after a word such as "before", "30/9/2026", "2026-09-30", "30.9.2026", "2026/27"."""
    if scan.kinds[at] != "number" or scan.has(at, "ignore"):
        return None
    if _DOTTED.fullmatch(scan.forms[at]):
        return TimeRange("deadline", at, at + 1)
    parts, last = [scan.forms[at]], at + 1
    while (
        len(parts) < 3
        and scan.forms[last] in ("/", "-", "–")
        and scan.kinds[last + 1] == "number"
        and scan.touches(last)
    ):
        parts.append(scan.forms[last + 1])
        last += 2
    if len(parts) == 1 or not all(part.isdigit() for part in parts):
        return None
    if len(parts) == 3:
        small = sorted(int(part) for part in parts if len(part) <= 2)
        is_date = len(small) >= 2 and 1 <= small[0] <= 12 and small[1] <= 31
        return TimeRange("deadline", at, last) if is_date else None
    if scan.has(last, "points", "percent"):
        return None
    return _two_part_date(scan, at, parts[0], parts[1])


def _two_part_date(scan: Scan, at: int, first: str, second: str) -> TimeRange | None:
    """ "30/9", "9/2026", "2025-26"."""
    if is_year(scan, at) and int(second) in (int(first) + 1, int(first) % 100 + 1):
        return TimeRange("period", at, at + 3)
    if is_year(scan, at + 2) and len(first) <= 2 and 1 <= int(first) <= 12:
        return TimeRange("deadline", at, at + 3)
    if scan.forms[at + 1] != "/" or max(len(first), len(second)) > 2:
        return None
    day, month = int(first), int(second)
    if not (1 <= day <= 31 and 1 <= month <= 31):
        return None
    counts = scan.kinds[at + 3] == "word" and not scan.has(at + 3, *_TIME_FRAMES)
    led = scan.has(at - 1, "due", "when") or (scan.has(at - 1, "before", "during", "at") and not counts)
    # "30/9" is no fraction, as 3 out of 4 are "3/4".
    if led or scan.has(at - 1, "until") or day > month:
        return TimeRange("deadline", at, at + 3)
    return None


def clock_time(scan: Scan, at: int) -> int | None:
    """The index after "18:00", "9 am" or "12h30", or after "15th"."""
    if scan.kinds[at] != "number" or len(scan.forms[at]) > 2:
        return None
    if scan.forms[at + 1] in ORDINAL_ENDINGS:
        return at + 2 if scan.kinds[at + 2] != "word" or scan.has(at + 2, "during") else None
    if scan.forms[at + 1] in (":", "h") and scan.touches(at):
        minutes = scan.kinds[at + 2] == "number" and scan.touches(at + 1)
        is_length = scan.forms[at + 1] == "h" and not minutes and not scan.has(at - 1, "at_clock")
        return None if is_length else at + 2 + minutes
    if scan.forms[at + 1] in ("am", "pm") or (scan.has(at - 1, "at_clock") and scan.has(at + 1, "hour")):
        return at + 2
    dotted = scan.forms[at + 1] in ("a", "p") and scan.forms[at + 2 : at + 4] == [".", "m"]
    return at + 4 if dotted else None


def year(scan: Scan, at: int) -> TimeRange | None:
    """A year after a word such as "in", unless it counts something: "in 2000 months"; also "by '27"."""
    if scan.forms[at] == "'" and scan.kinds[at + 1] == "number" and len(scan.forms[at + 1]) == 2:
        return TimeRange("period", at, at + 2)
    counts = scan.has(at + 1, "calendar", "percent", "money", "scale")
    return TimeRange("period", at, at + 1) if is_year(scan, at) and not counts else None


def bare_year(scan: Scan, at: int) -> TimeRange | None:
    """A year that is said by itself: "Absenteeism 4%, 2026", "2026 revenue"; but not "from 2026 guests"."""
    bounded = scan.kinds[at + 1] in ("", "sign") and scan.forms[at + 1] not in ("%", "-", "→")
    counts = scan.has(at + 1, "scale", "clock") or (
        scan.has(at + 1, "calendar") and scan.forms[at + 1].endswith("s")
    )
    names = scan.kinds[at + 1] == "word" and not counts
    led = scan.has(at - 1, "level", "at_least", "at_most", "money")
    if is_year(scan, at) and (bounded or names) and not led:
        return TimeRange("period", at, at + 1)
    return None


def is_year(scan: Scan, at: int) -> bool:
    digits = scan.forms[at]
    return (
        len(digits) == 4
        and digits.isdecimal()
        and digits.isascii()
        and _FIRST_YEAR <= int(digits) <= _LAST_YEAR
    )

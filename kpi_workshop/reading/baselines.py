"""From which level: the numbers of a statement that say how things stand today, or stood before."""

from __future__ import annotations

from collections.abc import Sequence

from kpi_workshop.reading.numbers import Number
from kpi_workshop.reading.parts import parts
from kpi_workshop.reading.scan import Scan
from kpi_workshop.reading.signs import PART_ENDS

_LOOK_BACK = 4
"""How many tokens may stand between a word such as "from" and its number."""
_LONGEST_STEP = 8
"""In tokens: how much may stand between the ends of "from 20 kW installed a day to 30"."""
_CHANGING = ("up", "down", "upward", "downward", "move", "wanted")
_WISHES = (
    *("up", "down", "upward", "downward", "multiple", "wanted", "to_level"),
    *("at_least", "at_most", "or_more", "or_less", "if", "then", "paid", "modal"),
)
"""Lists of words that don't stand where something is told."""


def mark_baselines(
    scan: Scan, numbers: Sequence[Number], in_time: Sequence[bool], *, change_wanted: bool
) -> None:
    """Tell the numbers that say how things stand or stood from those to reach."""
    # "Còn 2% từ 3%" tells a change by no more than its two levels.
    led = any(scan.has(number.first - 1, "to_level") for number in numbers)
    directed = change_wanted or led or scan.mentions_any("move")
    for number in numbers:
        if number.role == "target" and (
            _is_led_by_today(scan, number, in_time, directed)
            or (len(numbers) > 1 and _is_followed_by_today(scan, number.last))
            or (len(numbers) > 1 and _is_what_changes(scan, number))
        ):
            number.role = "baseline"
    _mark_earlier_years(scan, numbers, in_time)
    if len(numbers) > 1 and all(number.role == "baseline" for number in numbers):
        numbers[-1].role = "target"
    _mark_asides(scan, numbers, in_time)
    _mark_situations(scan, numbers, in_time)


def _is_followed_by_today(scan: Scan, last: int) -> bool:
    """ "12 minutes today", "20 phút (hiện nay)"; but not "350 ms (now 410)", "(last year: 410)"."""
    if scan.has(last, "already"):
        return True
    today = scan.mentioned[last + 1] if scan.forms[last] == "(" else None
    return (
        today is not None
        and not today.names.isdisjoint(("already", "now"))
        and scan.kinds[today.last] != "number"
        and scan.forms[today.last] not in (":", "=")
    )


def _mark_earlier_years(scan: Scan, numbers: Sequence[Number], in_time: Sequence[bool]) -> None:
    """The earlier of two levels with their years: "2026: 120 tỷ, 2025: 110 tỷ"."""
    if len(numbers) == 1:
        return
    dated = [(year, number) for number in numbers if (year := _year_before(scan, number, in_time))]
    latest = max((year for year, _ in dated), default=0)
    for year, number in dated:
        # "1.5 times 2025 (42 tỷ)", "up 10% on 2025 (£42m)": the year's level is told by the way.
        by_the_way = number is not numbers[0] and _is_in_brackets(scan, number)
        if (year < latest or by_the_way) and number.role == "target":
            number.role = "baseline"


def _is_in_brackets(scan: Scan, number: Number) -> bool:
    return "(" in scan.forms[number.first - 2 : number.first]


def _year_before(scan: Scan, number: Number, in_time: Sequence[bool]) -> int:
    at = number.first - 1
    at -= scan.has(at, "money")
    at -= scan.forms[at] in (":", "(")
    is_year = at >= 0 and in_time[at] and len(scan.forms[at]) == 4 and scan.forms[at].isdecimal()
    return int(scan.forms[at]) if is_year else 0


def _is_led_by_today(scan: Scan, number: Number, in_time: Sequence[bool], directed: bool) -> bool:
    """Whether words before a number say that it is the level of today or of another time."""
    left = _LOOK_BACK
    for at in range(number.first - 1, -1, -1):
        # "So với số dư 31/12/2025 là 840 tỷ": the date lies between.
        left -= not in_time[at]
        if left < 0 or scan.forms[at] in PART_ENDS or (scan.kinds[at] == "number" and not in_time[at]):
            return False
        names = scan.names[at]
        if not names:
            continue
        near = number.first - at <= 2 or all(
            in_time[between] or scan.kinds[between] == "sign" for between in range(at + 1, number.first)
        )
        if (near and not names.isdisjoint(("now", "earlier"))) or (
            "multiple" in names and _says_whose(scan, range(at + 1, number.first), in_time)
        ):
            return True
        if "versus" in names and number.unit != "duration":
            return True
        if (
            near
            and "from" in names
            and (directed or scan.has(at, "up_from"))
            and _is_a_level(scan, number, at)
        ):
            return True
        if not names.isdisjoint(("to", "to_level", "at_least", "at_most", "percent")):
            return False
    return False


def _is_what_changes(scan: Scan, number: Number) -> bool:
    """ "Cut the 22% absence rate by 4 points", "knock 2 days off the 11-day lead time"."""
    before = number.first - 1
    if not scan.has(before, "whose"):
        return scan.forms[before] == "the" and scan.has(before, "changed_by")
    return scan.has(before - 1, "up", "down", "off") and (
        scan.kinds[number.last] == "word" or scan.forms[number.last] == "-"
    )


def _says_whose(scan: Scan, between: range, in_time: Sequence[bool]) -> bool:
    """ "Twice last year's 140", "double the 60", with nothing else between."""
    return len(between) > 0 and all(
        in_time[at] or scan.kinds[at] == "sign" or scan.has(at, "article", "whose") or scan.forms[at] == "s"
        for at in between
    )


def _is_a_level(scan: Scan, number: Number, begins: int) -> bool:
    """Whether the number after "from" is a level, not where things come from: "from 3 new clients"."""
    if number.high is not None or any(
        scan.has(at, "or_more") for at in range(number.last, number.last + _LOOK_BACK)
    ):
        return False  # "Từ 2.000 lượt khách trở lên"
    if number.unit != "count" or scan.kinds[number.last] != "word" or scan.kinds[begins - 1] in ("", "sign"):
        return True
    ahead = range(number.last, min(number.last + _LONGEST_STEP, scan.size))
    if any(scan.has(at, "to", "to_level", "already", "now") for at in ahead):
        return True
    # "Về 800 thùng từ 1.100 thùng": the level to reach has gone before.
    behind = range(max(0, begins - _LOOK_BACK), begins)
    unit = scan.forms[number.last]
    return any(scan.has(at, "to_level") for at in behind) and unit in scan.forms[begins - 1 : begins]


def _mark_asides(scan: Scan, numbers: Sequence[Number], in_time: Sequence[bool]) -> None:
    """A level of some time in brackets, beside another level: "70% (last year: 58%)"."""
    if "(" not in scan.forms:
        return
    alone = len(numbers) == 1
    for number in numbers:
        aside = range(max(0, number.first - _LOOK_BACK * 2), number.first)
        opened = next((at for at in reversed(aside) if scan.forms[at] in ("(", ")")), None)
        if opened is None or scan.forms[opened] == ")":
            continue
        following = range(number.last, min(number.last + _LOOK_BACK * 2, scan.size))
        if any(scan.has(at, "per") for at in range(number.last, number.last + 2)):
            continue  # "36 posts (3x/week)"
        closed = next((at for at in following if scan.forms[at] == ")"), number.last)
        inside = (*range(opened, number.first), *range(number.last, closed))
        # A number that is the only one may as well be the target: "Publish the guide (May 2026, 40 pages)".
        says_when = ("now", "earlier") if alone else ("now", "from", "versus", "earlier")
        compared = not alone and (
            any(in_time[at] for at in inside)
            or any(scan.has(at, "versus", "earlier") for at in range(opened - _LOOK_BACK, opened))
            # "(spring survey: 7.2)"
            or (scan.forms[number.first - 1] == ":" and scan.has(number.first - 2, "taken"))
        )
        if compared or any(scan.has(at, *says_when) for at in inside):
            number.role = "baseline"


def _mark_situations(scan: Scan, numbers: Sequence[Number], in_time: Sequence[bool]) -> None:
    """The level that one part tells and another part changes: "We lost 14 tenants; reduce that to 11"."""
    if len(numbers) == 1 or any(number.role == "baseline" for number in numbers):
        return
    divided = [(part, [number for number in numbers if number.first in part]) for part in parts(scan)]
    for told, levels in divided:
        if not levels or any(scan.has(at, *_WISHES) for at in told):
            continue
        for asked, goals in divided:
            goal = next((goal for goal in goals if _is_asked(scan, goal, asked, in_time)), None)
            if goal is None or asked is told or not _is_comparable(scan, levels[-1], goal, in_time):
                continue
            if _is_told(scan, told, asked) or (
                told.stop < asked.start and _says_no_more(scan, goal, asked, in_time)
            ):
                for number in levels:
                    number.role = "scope"
                levels[-1].role = "baseline"
                return


def _is_asked(scan: Scan, number: Number, part: range, in_time: Sequence[bool]) -> bool:
    """Whether a number is led to as what is to be reached: "to 11", "make it 15", "ten by spring"."""
    at = number.first - 1
    while at in part and scan.has(at, "at_least", "at_most", "article", "money"):
        at -= 1
    if at not in part or in_time[at]:
        return not scan.has(number.last, "link") or in_time[number.last]
    at -= scan.has(at, "link") and scan.has(at - 1, "back")
    return scan.has(at, "to", "to_level", "by", "wanted", "back")


def _is_comparable(scan: Scan, told: Number, goal: Number, in_time: Sequence[bool]) -> bool:
    """Whether two numbers may be levels of the same thing."""
    if told.unit == goal.unit != "count" or scan.forms[told.last] == scan.forms[goal.last]:
        return True
    says_of_what = scan.kinds[goal.last] == "word" and not in_time[goal.last]
    bare = not says_of_what or scan.has(goal.last, "by", "link", "every", "article")
    return bare and "count" in (told.unit, goal.unit)


def _is_told(scan: Scan, told: range, asked: range) -> bool:
    """Whether a part says how things are or were, and the other that this is to change."""
    if any(scan.has(at, "now", "earlier", "already") for at in told):
        return True
    # After the wish, "đạt" and "thu" tell of what is to be: "lỗi giảm còn 2%, doanh thu đạt 12 tỷ".
    return (
        told.stop < asked.start
        and any(scan.has(at, "told") for at in told)
        and any(scan.has(at, *_CHANGING) for at in asked)
    )


def _says_no_more(scan: Scan, goal: Number, asked: range, in_time: Sequence[bool]) -> bool:
    """Whether a part only says to which level, as the one before it has said of what: "bring it to 24"."""
    lead = range(asked.start, goal.first)
    return any(scan.has(at, "to_level", "to", "back") for at in lead) and all(
        in_time[at]
        or scan.has(at, *_CHANGING, "to_level", "to", "by", "at_least", "at_most", "back", "subject", "link")
        for at in lead
    )

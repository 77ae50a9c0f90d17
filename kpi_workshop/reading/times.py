"""When and how often: the deadlines, periods and frequencies in a statement."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator

from kpi_workshop.reading.dates import bare_year, clock_time, is_year, numeric_date, year
from kpi_workshop.reading.language import Language, TimeRange
from kpi_workshop.reading.lexicon import NOWHERE
from kpi_workshop.reading.model import TimeKind
from kpi_workshop.reading.scan import Scan

_Shape = Callable[[Scan, int], TimeRange | None]
_NAMED_PERIOD = re.compile(
    r"(?:q(?:[1-4]|i{1,3}|iv)|h[12]|hy[12]|hk(?:[123]|i{1,3})|(?:wk?|cw|kw)[0-9]{1,2}|[fcas]y[0-9]{2}|[fcas]y20[0-9]{2})"
    r"(?:fy)?(?:[0-9]{2}|20[0-9]{2})?|fy(?:20)?[0-9]{2}[qh][1-4]"
)
_KINDS: dict[str, TimeKind] = {"often": "frequency", "due": "deadline", "when": "period"}
"""List of phrases that are time frames by themselves → what they are."""
_LEADS = ("before", "during", "coming", "early", "the")
_LONGEST_LEAD = 8
"""In tokens: how many words such as "by the end of the" may lead to a date."""
_LONGEST_NAME = 2
"""In tokens: how many words may name an event or a period: "the spring tax inspection"."""
_LONG = 28
"""In days: nothing that takes so long is a matter of routine, unless it is a claim, a payment and so on."""
_SERVICE_REACH = 12
"""In tokens: how far before "within two weeks" may stand what is always to be done in that time."""


def time_ranges(scan: Scan, language: Language) -> Iterator[TimeRange]:
    """The time frames of a text, in order and without overlaps."""
    last, words = 0, language.dated
    for at, form in enumerate(scan.forms[: scan.size]):
        names = scan.names[at]
        dated = form in words or form[-1].isdigit()
        if at < last or (names is NOWHERE and not dated):
            continue
        for shape in _shapes(language, names, dated):
            found = shape(scan, at)
            if found:
                yield found
                last = found.last
                break


@functools.lru_cache(maxsize=10_000)
def _shapes(language: Language, names: frozenset[str], dated: bool) -> tuple[_Shape, ...]:
    """The shapes that a time frame may have that begins with a word of these lists: most words begin none."""
    phrase = functools.partial(_phrase, date=language.date)
    in_time = functools.partial(_point_in_time, date=language.date)
    all_shapes: tuple[tuple[tuple[str, ...], _Shape], ...] = (
        (tuple(_KINDS), phrase),
        (("every",), _frequency),
        ((), _named_period),
        (("calendar", "season"), _numbered_period),
        ((), numeric_date),
        (("number", "coming"), _stretch),
        (("before", "during", "coming", "early", "month", "number"), language.date),
        (("before", "during", "soon", "at", "early"), in_time),
        (("entire",), _entire),
        ((), bare_year),
        (("before_it",), _before_it),
    )
    numeric = (_named_period, numeric_date, _stretch, language.date, bare_year)
    return tuple(
        shape for begins, shape in all_shapes if not names.isdisjoint(begins) or (dated and shape in numeric)
    )


def _phrase(scan: Scan, at: int, date: _Shape) -> TimeRange | None:
    """A phrase that is a time frame by itself: "weekly", "năm nay"; "hết tháng 12" goes on to its number."""
    mention = scan.mentioned[at]
    if not mention or mention.first != at or _is_compound(scan, mention.last):
        return None
    kind = next(kind for name, kind in _KINDS.items() if name in mention.names)
    longer = date(scan, mention.last - 1)
    return TimeRange(kind, at, max(mention.last, longer.last) if longer else mention.last)


def _frequency(scan: Scan, at: int) -> TimeRange | None:
    """ "per week", "a day", "every two weeks", "/tháng", "each fiscal quarter", "per employee and year"."""
    start, article = at, scan.has(at, "article")
    fraction = scan.kinds[at - 1] == "number" and scan.kinds[at + 1] == "number" and scan.touches(at)
    if scan.forms[at] == "/" and (fraction or scan.forms[at + 1].endswith("s")):
        return None  # "5/6 ca"; "days/months": one or the other.
    is_rate = scan.has(at, "per") and scan.has(at + 1, "hour")
    is_length = is_rate or (article and scan.has(at - 1, "at_most", "during"))
    if article and scan.has(at - 1, "before"):
        return None  # "earlier by a day"
    if scan.has(at, "every_if_next") and not _is_period(scan, at + 1):
        return None  # "20 khách hàng mỗi quý"; but "hàng quý"
    at = _after(scan, at)
    if scan.has_number(at) and not article:
        at = _past_number(scan, at)
    elif not _is_period(scan, at) and scan.kinds[at] == "word":
        at = _after(scan, at) + scan.has(_after(scan, at), "and")
        if not scan.has(at, "calendar") and (article or not scan.has(at, "clock") or scan.has(at, "hour")):
            return None
    last = _after(scan, at)
    is_frequency = _is_period(scan, at) and not (is_length and scan.has(at, "clock"))
    # "Per 30 days of sales" is a rhythm, "a month of joining" a time since something.
    since = _is_since(scan, last) and not (scan.has(start, "per") and scan.has(last, "of_it"))
    if not is_frequency or since or _is_compound(scan, last) or scan.has(last, "late"):
        return None
    return TimeRange("frequency", start, last)


def _is_period(scan: Scan, at: int) -> bool:
    return scan.has(at, "calendar", "clock", "season") and not scan.has(at, "ignore")


def _is_since(scan: Scan, at: int) -> bool:
    """Whether what goes before is a time since something: "a year after they left", "2 months of joining"."""
    if scan.has(at, "since"):
        return not scan.has(at + 1, "calendar")
    return (
        scan.has(at, "of_it")
        and scan.kinds[at + 1] == "word"
        and not scan.has(at + 1, "calendar", "the", "coming")
    )


def _is_compound(scan: Scan, last: int) -> bool:
    """Whether a unit of time is only the first part of a word: "half-hour", "year-long"."""
    return scan.forms[last] == "-" and scan.touches(last - 1) and scan.touches(last)


def _named_period(scan: Scan, at: int) -> TimeRange | None:
    """ "Q3", "H1 2026", "FY26", "Q3/FY26", "1Q27"."""
    if scan.forms[at] in ("1", "2", "3", "4") and scan.forms[at + 1] == "q" and scan.touches(at):
        return TimeRange("period", at, at + 2 + (scan.kinds[at + 2] == "number" and scan.touches(at + 1)))
    if not _NAMED_PERIOD.fullmatch(scan.forms[at]):
        return None
    last = at + 1
    while scan.forms[last] in ("/", "-", "–") and (
        is_year(scan, last + 1) or _NAMED_PERIOD.fullmatch(scan.forms[last + 1])
    ):
        last += 2
    return TimeRange("period", at, last + is_year(scan, last))


def _numbered_period(scan: Scan, at: int) -> TimeRange | None:
    """ "sprint 12", "trimester 2", "weeks 40-52", "summer 2026", "winter season"."""
    last = _after(scan, at)
    if scan.has(at, "season") and scan.has(last, "calendar"):
        return TimeRange("period", at, _after(scan, last))
    if scan.has(at, "season") and scan.forms[last] in ("to", "-", "–") and scan.has(last + 1, "season"):
        return TimeRange("period", at, _after(scan, last + 1))
    counted = scan.kinds[at - 1] == "number" or scan.has(at - 1, "number", "coming", "compared", "since")
    if scan.has(last, "figure_of") and not counted and scan.mentioned[at - 1] is not scan.mentioned[at]:
        return TimeRange("period", at, last)
    if scan.kinds[last] != "number" or scan.has(at - 1, "number", "every") or scan.kinds[at - 1] == "number":
        return None
    if scan.has(last + 1, "percent", "money", "scale") or not (
        scan.has(at, "calendar") or is_year(scan, last)
    ):
        return None
    is_range = scan.forms[last + 1] in ("-", "–", "/") and scan.kinds[last + 2] == "number"
    return TimeRange("period", at, last + (3 if is_range else 1))


def _stretch(scan: Scan, at: int) -> TimeRange | None:
    """ "3 months running", "rolling 12 months", "ba tháng tới", "the first 90 days"."""
    start, leads = at, scan.has(at, "coming")
    if leads:
        at = _after(scan, at)
    if scan.kinds[at] != "number" and not scan.has(at, "number"):
        return TimeRange("period", start, _after(scan, at)) if leads and _ends_alone(scan, at) else None
    at = _past_number(scan, at)
    if not scan.has(at, "calendar", "clock"):
        return None
    last = _after(scan, at)
    if not leads and not scan.has(last, "coming"):
        return None
    if leads and scan.has(start, "during") and _is_service(scan, start):
        return None  # "Staff who stay after 12 months"
    while scan.has(last, "coming"):
        last = _after(scan, last)
    return TimeRange("period", start, last)


def _ends_alone(scan: Scan, at: int) -> bool:
    """Whether a period ends a phrase here, as in "previous year", rather than describe a noun."""
    return scan.has(at, "calendar") and scan.kinds[_after(scan, at)] != "word"


def _entire(scan: Scan, at: int) -> TimeRange | None:
    """ "the whole winter", "full season"."""
    last = _after(scan, at)
    last += scan.kinds[last] == "number"
    if scan.has(last, "calendar", "season", "stretch"):
        return TimeRange("period", at, _after(scan, last))
    return None


def _point_in_time(scan: Scan, at: int, date: _Shape) -> TimeRange | None:
    """ "by launch", "in 2026", "over the next 6 months", "within 3 months", "at the August count"."""
    start, coming, whole = at, scan.has(at, "soon"), scan.has(at, "whole")
    by, each = scan.has(at, "before", "at"), False
    at = _after(scan, at)
    while scan.has(at, *_LEADS) and at < start + _LONGEST_LEAD:
        coming = coming or scan.has(at, "coming")
        each = each or (scan.has(at, "every") and not scan.has(at, "article"))
        # Something's whole: "over the season"; "by the end of the season"; but not "on a trial".
        named = (
            not by and scan.has(at, "the") and not scan.has(at, "article") and not scan.has(start, "onward")
        )
        whole = whole or scan.has(at, "during") or named
        at = _after(scan, at)
        at += scan.forms[at] == "-"
    if scan.has(at, "ignore"):
        return None
    kind: TimeKind = "frequency" if each else "deadline" if by else "period"
    dated = numeric_date(scan, at) or _named_period(scan, at) or date(scan, at) or year(scan, at)
    if dated:
        return TimeRange(kind if kind == "deadline" else dated.kind, start, dated.last)
    phrase = _phrase(scan, at, date) if scan.has(at, "when", "due") else None
    if phrase:
        return TimeRange(kind, start, phrase.last)
    clock = clock_time(scan, at) if by else None
    if clock:
        return TimeRange(kind, start, clock)
    if scan.has_number(at):
        last = _end_of_length(scan, start, at, coming, whole)
    else:
        last = _end_of_period(scan, at, by, coming, whole)
    if not last and scan.kinds[at] == "word" and any(scan.has(lead, "ending") for lead in range(start, at)):
        last = at + 1  # "by the end of the mayor's term": whatever it is, it has its end.
    return TimeRange(kind, start, last) if last else None


def _end_of_period(scan: Scan, at: int, by: bool, coming: bool, whole: bool) -> int | None:
    """The index after a period, season or event, at `at` or a few words on, that some words lead to."""
    for head in range(at, at + 1 + _LONGEST_NAME):
        if scan.kinds[head] != "word" or scan.has(head, "ignore", "and", "every", "during"):
            return None
        calendar = scan.has(head, "calendar") or (coming and scan.has(head, "clock"))
        spans = scan.has(head, "stretch") or calendar
        if (
            scan.has(head, "season")
            or (scan.has(head, "event") and (by or coming) and not _is_deed(scan, head))
            or (by and calendar)
            or (spans and (coming or whole))
        ):
            last = _after(scan, head)
            while scan.has(last, "coming", "season", "calendar"):
                last = _after(scan, last)
            return None if _is_compound(scan, last) else last + _counts_it_off(scan, last)
    return None


def _is_deed(scan: Scan, at: int) -> bool:
    """Whether what may be an event is done to something: "by opening a second ward"."""
    return scan.forms[at].endswith("ing") and scan.has(at + 1, "article", "the")


def _end_of_length(scan: Scan, start: int, at: int, coming: bool, whole: bool) -> int | None:
    """The index after "3 months" in "within 3 months", if that isn't how long something always may take."""
    at = _past_number(scan, at)
    last = _after(scan, at)
    if scan.has(at, "clock"):
        bounded = coming or whole or scan.has(last, "coming", "stretch")
        return last if bounded or _is_done_once(scan, start, at) else None
    if (
        not scan.has(at, "calendar")
        or not scan.has(start, "length", "before", "soon")
        or scan.has(last, "or_sooner")
        or _is_since(scan, last)
    ):
        return None
    while scan.has(last, "coming", "stretch"):
        coming = True
        last = _after(scan, last)
    return None if _is_service(scan, start) and not coming and not whole else last


def _is_service(scan: Scan, at: int) -> bool:
    """Whether what stands before a length of time is always to be done in that time.

    Not so where its own length was said before: "Waiting time from 14 to 10 days within six months".
    """
    for before in range(at - 1, max(-1, at - 1 - _SERVICE_REACH), -1):
        if scan.has(before, "clock", "calendar") and scan.kinds[before - 1] == "number":
            return False
        if scan.has(before, "case", "spell"):
            return True
    return False


def _is_done_once(scan: Scan, start: int, at: int) -> bool:
    """Whether some days are the deadline of one thing: "Publish the guide within 90 days"."""
    digits = scan.forms[at - 1]
    is_long = digits.isdigit() and int(digits) >= _LONG and not scan.has(at, "hour")
    lead = range(max(0, start - _SERVICE_REACH), start)
    is_one = any(scan.has(before, "the") for before in lead) and not any(
        scan.kinds[before] == "number" for before in lead
    )
    return is_long and is_one and not _is_service(scan, start) and not _is_since(scan, _after(scan, at))


def _past_number(scan: Scan, at: int) -> int:
    """The index after "3", "three", "3-" and "three (3)"."""
    at = _after(scan, at) if scan.has(at, "number") else at + 1
    if scan.forms[at] == "(" and scan.kinds[at + 1] == "number" and scan.forms[at + 2] == ")":
        at += 3
    return at + (scan.forms[at] == "-")


def _before_it(scan: Scan, at: int) -> TimeRange | None:
    """ "before the concert": whatever it is, it has its date."""
    mention = scan.mentioned[at]
    if (
        mention
        and mention.first == at
        and "before_it" in mention.names
        and scan.kinds[mention.last] == "word"
    ):
        return TimeRange("deadline", at, mention.last + 1)
    return None


def _counts_it_off(scan: Scan, at: int) -> bool:
    """Whether a year, or a small number as in "by week 8", stands at a token."""
    small = scan.kinds[at] == "number" and scan.forms[at].isdigit() and len(scan.forms[at]) <= 2
    quantity = scan.has(at + 1, "percent", "points", "money", "scale", "clock", "calendar")
    return is_year(scan, at) or (small and not quantity)


def _after(scan: Scan, at: int) -> int:
    """The index after the phrase or token at `at`."""
    mention = scan.mentioned[at]
    return mention.last if mention else at + 1

"""Where a statement watches people at work: by what they use, wear, sign and carry, and where they sit."""

from __future__ import annotations

from collections.abc import Iterator

from kpi_workshop.critic.stakes import Frame, before, framed
from kpi_workshop.reading import Reading
from kpi_workshop.reading.lexicon import Mention
from kpi_workshop.reading.scan import Scan

_NEAR = 6
"""In tokens: how close it says that a thing is sold, or used by others than the people at work."""
_APART = 5
"""In tokens: how far the two parts of a frame may stand from each other."""
_CLOSE = 2
"""In tokens: how close the parts of a name stand, "journey log", and whose it is, "guest check-in"."""
_FRAMES: tuple[Frame, ...] = (
    *(("presence", "person", "at_work"), ("person", "presence"), ("at_work", "presence")),
    *(("arrive", "early_enough"), ("come", "late"), ("attend", "fully"), ("stay_at", "work_spot")),
    *(("ask", "go_out"), ("go_out", "ask")),
    *(("answer", "superior"), ("superior", "answer"), ("work_plan", "superior")),
    *(("comply", "order", "superior"), ("staff_order", "complied"), ("signs", "roll")),
    *(("camera", "on_off"), ("turned_on", "camera"), ("screen", "screened")),
    *(("photo", "sent_in"), ("bag", "searched")),
    *(("record", "traced"), ("traced", "record"), ("badge", "badged"), ("badged", "badge")),
    *(("phone", "phone_rule"), ("break", "break_limit"), ("toilet", "toilet_use"), ("outing", "to_toilet")),
    *(("attire", "attire_checked"), ("premises", "office_days"), ("office_days", "premises")),
    *(("watch_point", "scanned_off"), ("scanned_off", "watch_point"), ("comes_back", "rest")),
    *(("checks_in_code", "each_day"), ("wears", "garment"), ("traceability", "person")),
    *(("work_spot", "bell"), ("attend", "work_meeting")),
)
"""What is said first, and what follows, where people are watched: "at their desk", "reply to the boss"."""
_UNCLEAR_FRAMES: tuple[Frame, ...] = (
    *(("hours_of", "booked_as"), ("seats", "taken"), ("taken", "seats")),
    *(("time_away", "unannounced"), ("unannounced", "time_away"), ("entry", "late_hour")),
    *(("tells", "position_of"), ("halt", "accounted_for")),
)
"""The same where machines and guests may be meant as well: "hours booked", "log-ins after 9:30"."""
_TURNOUT: tuple[Frame, ...] = (("work_meeting", "turnout"),)
"""Who was there is what is measured: "daily stand-up attended"."""
_SEAT_LEFT: tuple[Frame, ...] = (("leaves_seat", "lapse", "at_most"),)
"""Leaving a chair is losing one's post too, unless it says how long or how often: "rời ghế quá 20 phút"."""
_ACCOUNT = (("rhythm",), ("channel",), ("account",))
"""What people tell of their day: "daily WhatsApp update"."""
_PLACED = (("spends",), ("worked_time",), ("work_spot",))
"""Where they are all day: "spend 85% of the shift on the sales floor"."""
_ALLOWED_OUT = (("go_out",), ("only_with",), ("superior",))
"""Whom they ask: "leaving the hall only with the foreman's OK"."""
_WRITTEN_TO = (("rhythm",), ("account",), ("superior",))
"""Whom they tell: "weekly one-page report to the area head"."""
_NO_PHONES = (("denied",), ("handles_phone",), ("phone",))
"""What they leave alone: "may not touch their phones"."""
_LOCATED: tuple[Frame, ...] = (("locator", "checked_in"), ("checked_in", "locator"))
"""Being somewhere has to be proved: "GPS check-in", "điểm danh bằng khuôn mặt"."""
_SWITCHED_ON: tuple[Frame, ...] = (("device", "powered"),)
_SWITCHING_ON: tuple[Frame, ...] = (("turned_on", "device"),)
_UNUSED: tuple[Frame, ...] = (("device", "idle"), ("idle", "device"))
"""Things that people work with or wear tell whether they are there: "headset on", "mouse idle"."""
_DIARIES: tuple[Frame, ...] = (("stint", "paper"),)
"""What somebody writes down about their own day: "journey log", "shift notebook"."""
_CHECKED: tuple[Frame, ...] = (("checks", "whereabouts"),)
"""What is looked at where it is that of people at work: "kiểm tra vị trí xe của nhân viên"."""
_OF = frozenset({"of", "của"})
_EMPLOYED = ("person", "at_work")
_WORDS = (
    *("watching", "punctual", "tracking", "late_count", "device", "turned_on"),
    *(first for first, *_ in (*_FRAMES, *_UNCLEAR_FRAMES, *_LOCATED, *_UNUSED, *_DIARIES, *_CHECKED)),
    *(first for first, *_ in (*_TURNOUT, *_SEAT_LEFT)),
    *("rhythm", "spends", "handles_phone"),
)


def watched(statement: Reading) -> Iterator[tuple[Mention, Mention]]:
    """The first and the last phrase of each place that speaks of watching people."""
    page = statement.stakes
    if not page.mentions_any(*_WORDS):
        return
    for first, last in (*_named(page), *_signals(statement)):
        if not _is_offered(page, first) and not _is_of_others(page, first):
            yield first, last
    # Punctuality is asked of trains and pupils too, and there it is the result of the work.
    if page.mentions_any("duty") and not page.mentions_any(*_EMPLOYED):
        return
    for first, last in _unclear(page):
        if not _is_the_law(page, first, last):
            yield first, last


def _named(page: Scan) -> Iterator[tuple[Mention, Mention]]:
    """What can hardly mean anything else."""
    for words in page.places("watching"):
        yield words, words
    yield from framed(page, _LOCATED, within=_CLOSE)


def _signals(statement: Reading) -> Iterator[tuple[Mention, Mention]]:
    """Things that tell how much of their working time people were there."""
    page = statement.stakes
    if not page.mentions_any("device"):
        return
    limits = [
        amount.comparison
        for amount in statement.amounts
        if amount.unit == "duration" and amount.role == "target"
    ]
    at_work = page.mentions_any("worked_time", "person")
    if at_work or any(limit != "at most" for limit in limits):
        yield from framed(page, _SWITCHED_ON, within=_APART)
        yield from framed(page, _SWITCHING_ON, within=_CLOSE)
    if at_work or limits:
        yield from framed(page, _UNUSED, within=_APART)


def _unclear(page: Scan) -> Iterator[tuple[Mention, Mention]]:
    """What is watching unless it is about safety or law, or about others than the people at work."""
    # Shops are online too, and car parks are seen by a camera.
    has_others = page.mentions_any("others")
    for words in page.places(*(("punctual",) if has_others else ("punctual", "tracking"))):
        if not _is_offered(page, words) and not _is_of_others(page, words):
            yield words, words
    if page.mentions_any(*_EMPLOYED):
        yield from framed(page, _CHECKED, within=_APART)
    for words in page.places("late_count"):
        if _is_somebody(page, words):
            yield words, words
    for first, last in framed(page, _FRAMES, within=_APART):
        # "Parking meters report their status hourly"
        if not page.has(first.first - 1, "others"):
            yield first, last
    yield from _presence(page)
    if page.mentions_any("handed_in"):
        yield from framed(page, _DIARIES, within=_CLOSE)
    if not has_others:
        yield from framed(page, _UNCLEAR_FRAMES, within=_APART)
        yield from _told(page)


def _presence(page: Scan) -> Iterator[tuple[Mention, Mention]]:
    """Being there, at a meeting or on one's chair."""
    for meeting, turnout in framed(page, _TURNOUT, within=_CLOSE):
        # "Town hall attended by 200 residents"
        if page.forms[turnout.last] != "by":
            yield meeting, turnout
    yield from framed(page, _SEAT_LEFT, within=_CLOSE)


def _told(page: Scan) -> Iterator[tuple[Mention, Mention]]:
    """What takes three words to say: "daily WhatsApp update", "weekly one-page report to the area head"."""
    close = (*page.runs(*_ACCOUNT, within=1), *page.runs(*_NO_PHONES, within=1))
    wide = (span for steps in (_PLACED, _ALLOWED_OUT, _WRITTEN_TO) for span in page.runs(*steps, within=4))
    for start, end in (*close, *wide):
        first, last = page.mentioned[page.index(start)], page.mentioned[page.index(end) - 1]
        if first and last:
            yield first, last


def _is_somebody(page: Scan, late: Mention) -> bool:
    """Whether it is people who are late three times, rather than a thing that is named before."""
    ahead = late.first - 1
    return page.kinds[ahead] != "word" or page.has(ahead, *_EMPLOYED, "if_missed", "befalls", "no_verb")


def _is_offered(page: Scan, words: Mention) -> bool:
    """Whether it is a thing that is sold or built: "Sell 40 time clocks", "GPS trackers sold"."""
    behind = range(words.last, words.last + 3)
    return bool(page.nearest(before(words.first, _NEAR), "offered") or page.nearest(behind, "offered"))


def _is_of_others(page: Scan, words: Mention) -> bool:
    """Whether others than the people at work do it: "Guest check-in by QR code"."""
    # "Thời gian online của website"
    whose = page.forms[words.last] in _OF and page.has(words.last + 1, "others", "duty")
    close = whose or page.nearest(before(words.first, _CLOSE), "others", "duty")
    return bool(close or page.nearest(before(words.first, _NEAR), "outsider"))


def _is_the_law(page: Scan, first: Mention, last: Mention) -> bool:
    """Whether it is about rules of safety or law, and keeping those is the result of the work."""
    return page.nearest(range(max(first.first - 3, 0), last.last + 3), "lawful") is not None

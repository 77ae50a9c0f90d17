"""The check-ins of a charter as a calendar (iCalendar, RFC 5545), for any calendar program.

Each KPI has a series of check-ins by its rhythm until its review date, and the review itself. They are on
whole days, because nobody has agreed on a time. Nobody is invited: of people there is nothing in it but the
owner's name, as in the charter. An event keeps its id (UID), so that taking a later file in moves what is in
the calendar already; what was let go is cancelled there.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator, Sequence
from typing import Any

from icalendar import Alarm, Calendar, Event
from icalendar.prop import vText

from kpi_workshop.coach.checkin.rhythm import UNREVIEWED, Weekday, dates, day
from kpi_workshop.content import Problem, text
from kpi_workshop.export import wording
from kpi_workshop.export.charter import Charter, CharterKpi
from kpi_workshop.kpi import RHYTHMS, Kpi, Rhythm

_SPACE = uuid.UUID("6f0a6b1e-3c0d-5b53-9c51-8f2f5d1f7a52")
"""Chosen once, at random: ids of ours are ids within it."""
_QUESTIONS = ("progress", "relevant", "adjust", "recognise")
_A_DAY = dt.timedelta(days=1)
_NINE_THE_DAY_BEFORE = -dt.timedelta(hours=15)
_NINE_A_WEEK_BEFORE = -dt.timedelta(days=6, hours=15)
_LONGEST_TITLE = 120
"""Calendars show no more, and the whole KPI is in the description."""
_INTERVALS: dict[Rhythm, tuple[str, int]] = {
    "weekly": ("WEEKLY", 1),
    "biweekly": ("WEEKLY", 2),
    "monthly": ("MONTHLY", 1),
    "quarterly": ("MONTHLY", 3),
}
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def render(charter: Charter) -> bytes:
    """A .ics file in the charter's language, of the KPIs as they stand today.

    Raises `Problem("export.no-dates")` if no KPI has a rhythm or a review date: a calendar can't be empty.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//KPI Workshop//kpi-workshop//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", vText(_line(wording.heading(charter))))
    events = [event for entry in charter.kpis for event in _events(entry, charter)]
    if not events:
        raise Problem("export.no-dates")
    for event in events:
        calendar.add_component(event)
    packed: bytes = calendar.to_ical()
    return packed


def _events(entry: CharterKpi, charter: Charter) -> Iterator[Any]:
    kpi, agreed = entry.now, day(charter.date)
    review = day(kpi.review_date)
    rhythm = next((known for known in RHYTHMS if known == kpi.rhythm), None)
    first = next(dates(agreed, rhythm, review), None) if agreed and rhythm else None
    if agreed and rhythm and first:
        event = _event(entry, charter, "check-in", first)
        event.add("rrule", _rule(rhythm, agreed, review))
        notes = [] if review else [wording.word("calendar.unreviewed", charter, count=UNREVIEWED)]
        event.add("description", _about(kpi, charter, [*_asked(charter), "", *notes]))
        yield _reminded(event, _NINE_THE_DAY_BEFORE)
    elif agreed and any(change.before.get("rhythm") for change in entry.changes):
        yield _event(entry, charter, "check-in", agreed, cancelled=True)
    if review:
        event = _event(entry, charter, "review", review)
        decide = wording.word("calendar.decide", charter)
        event.add("description", _about(kpi, charter, [decide, "", *_asked(charter), ""]))
        yield _reminded(event, _NINE_A_WEEK_BEFORE, _NINE_THE_DAY_BEFORE)
    elif agreed and any(change.before.get("review_date") for change in entry.changes):
        yield _event(entry, charter, "review", agreed, cancelled=True)


def _event(entry: CharterKpi, charter: Charter, kind: str, on: dt.date, *, cancelled: bool = False) -> Any:
    agreed = day(charter.date) or on
    event = Event()
    name = wording.plain(f"{charter.id or charter.title}/{entry.kpi.id}/{kind}")
    event.add("uid", str(uuid.uuid5(_SPACE, name)))
    event.add("dtstamp", charter.changed or dt.datetime.combine(agreed, dt.time(), dt.UTC))
    event.add("sequence", charter.revision)
    event.add("dtstart", on)
    event.add("dtend", on + _A_DAY)
    title = _line(entry.now.text)
    title = title if len(title) <= _LONGEST_TITLE else title[:_LONGEST_TITLE].rstrip() + "…"
    event.add("summary", wording.word(f"calendar.{kind}", charter, kpi=title))
    event.add("transp", "TRANSPARENT")
    event.add("status", "CANCELLED" if cancelled or entry.retired else "CONFIRMED")
    return event


def _reminded(event: Any, *before: dt.timedelta) -> Any:
    """The event with a reminder at each of these times from the beginning of its day."""
    for when in before if event["status"] == "CONFIRMED" else ():
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", event["summary"])
        alarm.add("trigger", when)
        event.add_component(alarm)
    return event


def _rule(rhythm: Rhythm, agreed: dt.date, review: dt.date | None) -> dict[str, Any]:
    """The same dates as `rhythm.dates`."""
    frequency, interval = _INTERVALS[rhythm]
    rule: dict[str, Any] = {"freq": frequency, "interval": interval}
    if frequency == "MONTHLY":
        weekday = Weekday.of(agreed)
        rule["byday"] = f"{weekday.number}{_DAYS[weekday.day]}"
    return {**rule, "until": review - _A_DAY} if review else {**rule, "count": UNREVIEWED}


def _asked(charter: Charter) -> list[str]:
    return [f"• {text(f'checkin_guide.ask.{question}', charter.language)}" for question in _QUESTIONS]


def _about(kpi: Kpi, charter: Charter, lines: Sequence[str]) -> str:
    levels = {"baseline": _line(kpi.baseline), "target": _line(kpi.target)}
    if all(levels.values()):
        facts = [wording.word("calendar.from-to", charter, **levels)]
    else:
        facts = [wording.word("calendar.target", charter, **levels)] if kpi.target.strip() else []
    if kpi.owner.strip():
        facts.append(wording.word("calendar.owner", charter, owner=_line(kpi.owner)))
    move = wording.word("calendar.move", charter)
    return "\n".join([_line(kpi.text), *facts, "", *lines, move])


def _line(words: str) -> str:
    """Words of a person as one line that a calendar can hold."""
    return " ".join(wording.plain(words).split())

"""The calendar: read back by the library, its dates worked out by another one."""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
from typing import Any

import icalendar
import pytest
from dateutil.rrule import rrulestr  # type: ignore[import-untyped]

from kpi_workshop import content, export
from kpi_workshop.coach.checkin import Change
from kpi_workshop.coach.checkin.rhythm import dates
from kpi_workshop.content import Problem
from kpi_workshop.export import Charter
from kpi_workshop.kpi import RHYTHMS
from tests.test_export import ENGLISH, EVIL, VIETNAMESE, with_text

AGREED = dt.date.fromisoformat(ENGLISH.date)


def planned(review: str = "2027-03-31", rhythm: str = "biweekly", **more: Any) -> Charter:
    """A charter with one KPI."""
    entry = ENGLISH.kpis[0]
    kpi = dataclasses.replace(entry.kpi, review_date=review, rhythm=rhythm)  # type: ignore[arg-type]
    entry = dataclasses.replace(entry, kpi=kpi, changes=more.pop("changes", ()))
    return dataclasses.replace(ENGLISH, kpis=(entry,), **{"id": "s-1", **more})


def calendar(charter: Charter) -> Any:
    return icalendar.Calendar.from_ical(export.FORMATS["ics"].render(charter))


def events(charter: Charter) -> dict[str, Any]:
    """The events by the first word of their titles."""
    return {str(event["summary"]).partition(":")[0]: event for event in calendar(charter).walk("VEVENT")}


def occurrences(event: Any) -> list[dt.date]:
    start = dt.datetime.combine(event["dtstart"].dt, dt.time())
    return [when.date() for when in rrulestr(event["rrule"].to_ical().decode(), dtstart=start)]


@pytest.mark.parametrize("rhythm", RHYTHMS)
@pytest.mark.parametrize("review", ["2028-01-15", ""])
@pytest.mark.parametrize("agreed", ["2026-11-22", "2027-01-29", "2026-12-31"])
def test_the_series_holds_the_dates_of_the_rhythm(rhythm: str, review: str, agreed: str) -> None:
    found = occurrences(events(planned(review, rhythm, date=agreed))["Check-in"])
    until = dt.date.fromisoformat(review) if review else None
    assert found == list(dates(dt.date.fromisoformat(agreed), rhythm, until))  # type: ignore[arg-type]
    assert len(found) == (6 if not review else len(found))
    assert all(date < until for date in found if until)


def test_the_review_is_an_event_of_its_own_with_two_reminders() -> None:
    found = events(planned())
    assert set(found) == {"Check-in", "Review"}
    review = found["Review"]
    assert (review["dtstart"].dt, review["dtend"].dt) == (dt.date(2027, 3, 31), dt.date(2027, 4, 1))
    triggers = [alarm["trigger"].dt for alarm in review.walk("VALARM")]
    assert triggers == [-dt.timedelta(days=6, hours=15), -dt.timedelta(hours=15)]
    assert [alarm["trigger"].dt for alarm in found["Check-in"].walk("VALARM")] == [-dt.timedelta(hours=15)]
    assert all(
        str(alarm["action"]) == "DISPLAY" for event in found.values() for alarm in event.walk("VALARM")
    )


def test_a_review_before_the_first_check_in_leaves_no_series() -> None:
    assert set(events(planned("2026-12-05", "biweekly"))) == {"Review"}


def test_what_rfc_5545_asks_for_is_there() -> None:
    raw = export.FORMATS["ics"].render(planned())
    assert raw.endswith(b"END:VCALENDAR\r\n")
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    assert b"\n" not in raw.replace(b"\r\n", b"")
    made = calendar(planned())
    assert (str(made["version"]), "prodid" in made) == ("2.0", True)
    for event in made.walk("VEVENT"):
        assert {"uid", "dtstamp", "dtstart"} <= {name.lower() for name in event}
        assert event["dtstamp"].dt.tzinfo is not None
        assert type(event["dtstart"].dt) is dt.date
    until = made.walk("VEVENT")[0]["rrule"]["until"][0]
    assert type(until) is dt.date


@pytest.mark.parametrize(
    ("charter", "other"), [(ENGLISH, VIETNAMESE), (VIETNAMESE, ENGLISH)], ids=["en", "vi"]
)
def test_it_speaks_the_charters_language(charter: Charter, other: Charter) -> None:
    words = export.FORMATS["ics"].render(charter).replace(b"\r\n ", b"").decode().replace("\\,", ",")
    for question in ("progress", "relevant", "adjust", "recognise"):
        assert content.text(f"checkin_guide.ask.{question}", charter.language) in words
        assert content.text(f"checkin_guide.ask.{question}", other.language) not in words
    assert charter.title in words


def test_of_people_there_is_only_the_owner() -> None:
    words = export.FORMATS["ics"].render(planned()).decode().replace("\r\n ", "")
    assert "Owner: Lan" in words
    for name in ("Minh", "Hoa", "Ms Thu", "An Nguyen", "ATTENDEE", "ORGANIZER", "mailto"):
        assert name not in words


# Taken in again


def test_a_later_file_moves_what_is_there() -> None:
    change = Change(
        date="2027-01-10",
        before={"review_date": "2027-03-31", "rhythm": "biweekly", "text": "x"},
        after={"review_date": "2027-06-30", "rhythm": "weekly", "text": "Win half of our offers"},
        reason="The team has grown",
    )
    now = dt.datetime(2027, 1, 10, tzinfo=dt.UTC)
    before, after = events(planned(revision=40)), events(planned(changes=(change,), revision=50, changed=now))
    for kind, event in before.items():
        assert str(event["uid"]) == str(after[kind]["uid"])
        assert int(after[kind]["sequence"]) > int(event["sequence"])
        assert after[kind]["dtstamp"].dt > event["dtstamp"].dt
        assert "Win half of our offers" in str(after[kind]["summary"])
    assert after["Review"]["dtstart"].dt == dt.date(2027, 6, 30)
    assert after["Check-in"]["rrule"]["interval"] == [1]


def test_ids_are_of_the_session_and_the_kpi_alone() -> None:
    entry = ENGLISH.kpis[0]
    second = dataclasses.replace(entry, kpi=dataclasses.replace(entry.kpi, id="kpi-2"))
    charter = dataclasses.replace(planned(), kpis=(*planned().kpis, second))
    ids = [str(event["uid"]) for event in calendar(charter).walk("VEVENT")]
    assert len(set(ids)) == len(ids)
    assert {str(event["uid"]) for event in calendar(planned(id="s-2")).walk("VEVENT")}.isdisjoint(ids)
    again = dataclasses.replace(charter, title="Another title", language="vi", complete=False)
    assert [str(event["uid"]) for event in calendar(again).walk("VEVENT")] == ids


def test_a_kpi_that_was_let_go_is_cancelled() -> None:
    gone = Change(date="2027-01-10", before={}, after={}, reason="Done", retired=True)
    for kind, event in events(planned(changes=(gone,))).items():
        assert str(event["status"]) == "CANCELLED"
        assert str(event["uid"]) == str(events(planned())[kind]["uid"])
        assert not event.walk("VALARM")


@pytest.mark.parametrize(("field", "kind"), [("rhythm", "Check-in"), ("review_date", "Review")])
def test_what_has_no_date_any_more_is_cancelled(field: str, kind: str) -> None:
    before = {"rhythm": "biweekly", "review_date": "2027-03-31"}[field]
    change = Change(date="2027-01-10", before={field: before}, after={field: ""}, reason="We'll see")
    found = events(planned(changes=(change,)))
    assert {name: str(event["status"]) for name, event in found.items()} == {
        name: "CANCELLED" if name == kind else "CONFIRMED" for name in ("Check-in", "Review")
    }


# What people wrote


def test_a_charter_without_dates_is_refused_in_words() -> None:
    for charter in (
        planned("", ""),
        planned("next spring", "now and then"),
        dataclasses.replace(ENGLISH, kpis=()),
    ):
        with pytest.raises(Problem) as problem:
            export.FORMATS["ics"].render(charter)
        assert problem.value.key == "export.no-dates"


@pytest.mark.parametrize(
    "words", [*EVIL, "x\r\nEND:VEVENT\r\nEND:VCALENDAR\r\nBEGIN:VCALENDAR", '; \\, \\n : "']
)
def test_whatever_people_write_stays_text(words: str) -> None:
    charter = with_text(words)
    kpi = dataclasses.replace(
        charter.kpis[0].kpi, review_date="2027-03-31", rhythm="weekly", baseline=words, target=words
    )
    charter = dataclasses.replace(charter, kpis=(dataclasses.replace(charter.kpis[0], kpi=kpi),))
    made = calendar(charter)
    (series, review), kept = made.walk("VEVENT"), " ".join(export.wording.plain(words).split())
    for event in (series, review):
        assert kept in str(event["description"])
        assert str(event["summary"]).endswith(kept)
    raw = export.FORMATS["ics"].render(charter).replace(b"\r\n ", b"")
    assert b"X-WR-CALNAME:" + icalendar.vText(kept).to_ical() + b"\r\n" in raw
    assert [part.name for part in made.walk() if part.name == "VCALENDAR"] == ["VCALENDAR"]


def test_a_long_kpi_has_a_short_title_and_all_its_words() -> None:
    entry = ENGLISH.kpis[0]
    long = " ".join(itertools.repeat("đúng hẹn", 60))
    charter = planned()
    charter = dataclasses.replace(
        charter, kpis=(dataclasses.replace(charter.kpis[0], kpi=dataclasses.replace(entry.kpi, text=long)),)
    )
    (event,) = calendar(charter).walk("VEVENT")
    assert len(str(event["summary"])) < 140
    assert long in str(event["description"])

"""Check in: a guide for the next talk about a KPI, and whether it still fits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from kpi_workshop.coach.checkin import SETTINGS, Note, Setting, guide, relevance
from kpi_workshop.coach.checkin.rhythm import day
from kpi_workshop.content import Problem
from kpi_workshop.kpi import RHYTHMS, Kpi, Rhythm
from kpi_workshop.ui.tools import text_of

MOST_VALUES = 60
_FIELDS = ("baseline", "target", "purpose", "counter_measure", "review_date")


def answer(given: Mapping[str, Any], language: str) -> dict[str, Any]:
    """The guide, and what the answers of the relevance check suggest.

    `given` has the KPI's `text`, what is known of its record, `rhythm`, `setting`, `values` (each `date` and
    `value`) and `checks`. Raises `Problem` for what can't be understood.
    """
    fields = {name: text_of(given, name) for name in _FIELDS}
    kpi = Kpi.from_dict({"id": "kpi", "text": text_of(given, "text") or "KPI", **fields})
    rhythm: Rhythm = next((known for known in RHYTHMS if known == given.get("rhythm")), "weekly")
    setting: Setting = next((known for known in SETTINGS if known == given.get("setting")), "one-to-one")
    talk = guide(kpi, _notes(given), on=dt.datetime.now(dt.UTC).date(), rhythm=rhythm, setting=setting)
    checks = given.get("checks", {})
    if not isinstance(checks, Mapping) or not all(
        isinstance(one, str) for one in (*checks, *checks.values())
    ):
        raise Problem("session.not-understood")
    found = relevance(checks).as_dict(language) if checks else None
    return {**talk.as_dict(language), "found": found}


def _notes(given: Mapping[str, Any]) -> list[Note]:
    values = given.get("values", [])
    if not isinstance(values, list) or len(values) > MOST_VALUES:
        raise Problem("session.not-understood")
    noted = []
    for one in values:
        if not isinstance(one, Mapping):
            raise Problem("session.not-understood")
        date, value = text_of(one, "date", 20), text_of(one, "value", 60)
        if date and value:  # a row that is being filled in can wait
            if day(date) is None:
                raise Problem("session.date", written=date)
            noted.append(Note(id=date, date=date, value=value))
    return sorted(noted, key=lambda note: note.date)

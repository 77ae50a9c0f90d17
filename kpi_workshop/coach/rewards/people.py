"""The people of a plan, and what is known of the thanks they got so far."""

from __future__ import annotations

import csv
import dataclasses
import datetime as dt
import functools
import io
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from kpi_workshop import content
from kpi_workshop.content import Problem

MOST_NAME = 40
MOST_PEOPLE = 200
MOST_THANKS = 5000
NOTES = ("night", "part-time", "manager")
"""What may be noted of a person: it keeps them from being forgotten, and says what they can give."""
_ENTRY = re.compile(r"\s*([^()]*?)\s*(?:\(([^()]*)\))?\s*")
_COLUMNS = ("to", "on", "by")


@dataclasses.dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the team."""

    name: str
    night: bool = False
    """Works nights, so is seldom there with the others."""
    part_time: bool = False
    manager: bool = False

    def as_dict(self) -> dict[str, object]:
        """JSON-ready."""
        return dataclasses.asdict(self)


@dataclasses.dataclass(frozen=True, slots=True)
class Thanks:
    """One time that somebody was thanked."""

    to: str
    on: dt.date
    by: str = ""
    """Who thanked; empty if it isn't known."""


def people_called(names: str) -> tuple[Person, ...]:
    """The people in a list such as "Lan, Minh (night), Hoa (part-time), Đức (manager)".

    Names are separated by commas, semicolons or lines; notes in brackets are of `NOTES`, or in the words of
    any language. Raises `Problem` for names that are missing, too long or there twice, and for other notes.
    """
    return team(_person(part) for part in re.split(r"[,;\n](?![^(]*\))", names) if part.strip())


def team(people: Iterable[Person]) -> tuple[Person, ...]:
    """People whose names are there, different and not too long. Raises `Problem` otherwise."""
    found: dict[str, Person] = {}
    for person in people:
        key = known_as(person.name)
        if not key:
            raise Problem("rewards.no-name")
        if len(person.name) > MOST_NAME:
            raise Problem("rewards.name-long", name=person.name[:MOST_NAME], most=MOST_NAME)
        if key in found:
            raise Problem("rewards.name-twice", name=person.name)
        found[key] = person
    if not found:
        raise Problem("rewards.nobody")
    if len(found) > MOST_PEOPLE:
        raise Problem("rewards.many-people", count=len(found), most=MOST_PEOPLE)
    return tuple(found.values())


def known_as(name: str) -> str:
    """A name as it is compared: neither capitals nor spaces nor the way marks are stored count."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def _person(part: str) -> Person:
    found = _ENTRY.fullmatch(part)
    if found is None:
        raise Problem("rewards.brackets", given=part.strip()[:60])
    notes = {_note(note) for note in re.split(r"[,/]", found[2] or "") if note.strip()}
    name = " ".join(unicodedata.normalize("NFC", found[1]).split())
    return Person(name, "night" in notes, "part-time" in notes, "manager" in notes)


def _note(said: str) -> str:
    note = _notes().get(known_as(said))
    if note is None:
        raise Problem("rewards.unknown-note", given=said.strip()[:60], known=", ".join(NOTES))
    return note


@functools.cache
def _notes() -> Mapping[str, str]:
    """What people may write in brackets → the note; `rewards.notes` has the words, separated by bars."""
    return {
        known_as(word): note
        for language in content.languages()
        for note in NOTES
        for word in (note, *content.text(f"rewards.notes.{note}", language).split("|"))
    }


def thanks_in(table: str) -> tuple[Thanks, ...]:
    """The thanks of a CSV with the columns `to`, `on` (ISO date) and, if known, `by`.

    Raises `Problem` that names the row of what can't be read.
    """
    rows = csv.DictReader(io.StringIO(table.lstrip("\ufeff")), skipinitialspace=True)
    names = {(name or "").strip().casefold(): name for name in rows.fieldnames or ()}
    if "to" not in names or "on" not in names:
        raise Problem("rewards.given-columns", found=", ".join(filter(None, names)) or "–")
    found = []
    for number, row in enumerate(rows, start=2):
        said = {key: (row.get(names[key]) or "").strip() for key in _COLUMNS if key in names}
        if any(said.values()):
            found.append(_thanks(said, number))
    if len(found) > MOST_THANKS:
        raise Problem("rewards.many-thanks", count=len(found), most=MOST_THANKS)
    return tuple(found)


def _thanks(said: Mapping[str, str], row: int) -> Thanks:
    try:
        on = dt.date.fromisoformat(said["on"])
    except ValueError:
        raise Problem("rewards.given-date", row=row, given=said["on"][:40]) from None
    if not said["to"]:
        raise Problem("rewards.given-nobody", row=row)
    return Thanks(said["to"][:MOST_NAME], on, said.get("by", "")[:MOST_NAME])


def last_thanked(people: Sequence[Person], given: Iterable[Thanks], by: str = "") -> dict[str, dt.date]:
    """Name → the last day on which somebody thanked them; `by` asks for one giver's thanks only."""
    names = {known_as(person.name): person.name for person in people}
    last: dict[str, dt.date] = {}
    for thanks in given:
        name = names.get(known_as(thanks.to))
        if name and (not by or known_as(thanks.by) == known_as(by)):
            last[name] = max(thanks.on, last.get(name, thanks.on))
    return last

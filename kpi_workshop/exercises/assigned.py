"""What matching pairs and sorting have in common: each item goes to one place."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from kpi_workshop.content import Problem
from kpi_workshop.entries import Entry
from kpi_workshop.exercises.model import Answer, Exercise, Note, Outcome, mapped, say

Places = Mapping[str, str]
"""Item → the place where it belongs."""


def check(fields: Entry, words: Entry) -> None:
    """`items` says where each belongs, `places` names all places there are."""
    places = fields.texts("places", 2)
    for item in fields.table("items").fields:
        fields.table("items").choice(item, places)
        said = words.table("items").table(item)
        said.only("text", "feedback", "nudge", *places)
        for key in ("text", "feedback", "nudge"):
            said.text(key)
    fields.expect("items", len(fields.table("items").fields) >= 2, "two items or more")
    for place in places:
        words.table("places").text(place)


def task(exercise: Exercise, language: str, _variant: int) -> dict[str, Any]:
    """Items, mixed in the same way each time (files tend to have them in pairs), and places."""
    said = exercise.said(language)
    items = sorted(exercise.fields.table("items").fields, key=lambda item: _mixed(exercise, item))
    return {
        "items": [{"id": item, "text": said.table("items").table(item).text("text")} for item in items],
        "places": [
            {"id": place, "text": said.table("places").text(place)}
            for place in exercise.fields.texts("places")
        ],
    }


def _mixed(exercise: Exercise, item: str) -> bytes:
    return hashlib.sha256(f"{exercise.id}/{item}".encode()).digest()


def grade(exercise: Exercise, answer: Answer, language: str, _variant: int) -> Outcome:
    """Right when every item is where it belongs. A wrong place gets the item's words on it, or its nudge."""
    items, places = exercise.fields.table("items"), exercise.fields.texts("places")
    given = {item: place for item, place in mapped(answer, "places").items() if place}
    if not set(given) <= set(items.fields) or not set(given.values()) <= set(places):
        raise Problem("session.not-understood")
    if not given:
        return Outcome("unanswered")
    notes = []
    for item, place in given.items():
        said, good = exercise.said(language).table("items").table(item), items.fields[item] == place
        notes.append(
            Note(said.text("feedback") if good else said.text(place, said.text("nudge")), good, item)
        )
    open_items = len(items.fields) - len(given)
    if open_items:
        notes.append(Note(say("open", language, count=open_items)))
    right = sum(note.good is True for note in notes)
    whole = right == len(items.fields)
    return Outcome("right" if whole else "partly" if right else "wrong", tuple(notes))

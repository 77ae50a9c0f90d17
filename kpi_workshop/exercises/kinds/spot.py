"""Spot the words: a text in which some words do harm, and some only look as if they did.

In the words' `text`, `{imposed|must}` marks the span `imposed`. Spans that aren't in `right` are decoys.
"""

from __future__ import annotations

import re
from typing import Any

from kpi_workshop.entries import Entry
from kpi_workshop.exercises.model import Answer, Exercise, Kind, Note, Outcome, chosen, say

_SPAN = re.compile(r"\{([a-z0-9-]+)\|([^{}]+)\}")


def _check(fields: Entry, words: Entry) -> None:
    spans = fields.texts("spans", 1)
    fields.choices("right", spans, at_least=1)
    marked = [name for name, _ in _SPAN.findall(words.text("text"))]
    words.expect("text", sorted(marked) == sorted(spans), f"a text with {', '.join(spans)} marked once each")
    for span in spans:
        words.table("feedback").text(span)


def _chunks(exercise: Exercise, language: str) -> list[dict[str, Any]]:
    """The text in pieces that can be chosen (`id`) or not: marked spans, other words, and what is between."""
    names = {span: f"s{number}" for number, span in enumerate(exercise.fields.texts("spans"))}
    text = exercise.said(language).text("text")
    chunks: list[dict[str, Any]] = []
    at, count = 0, 0
    for span in [*_SPAN.finditer(text), None]:
        between = text[at : span.start() if span else len(text)]
        for piece in re.findall(r"\w[\w'’%.,-]*\w|\w|\W+", between):
            word = piece[0].isalnum()
            chunks.append({"text": piece, "id": f"w{count}" if word else None})
            count += word
        if span:
            chunks.append({"text": span[2], "id": names[span[1]]})
            at = span.end()
    return chunks


def _task(exercise: Exercise, language: str, _variant: int) -> dict[str, Any]:
    return {"chunks": _chunks(exercise, language)}


def _grade(exercise: Exercise, answer: Answer, language: str, _variant: int) -> Outcome:
    chunks = {chunk["id"]: chunk["text"] for chunk in _chunks(exercise, language) if chunk["id"]}
    # A word that was chosen in another language has no meaning in this one; marked spans have.
    given = chosen(answer, "spans", {*chunks, *(one for one in answer.get("spans", ()) if _is_word(one))})
    given = tuple(one for one in given if one in chunks)
    spans = dict(zip((f"s{number}" for number in range(1000)), exercise.fields.texts("spans"), strict=False))
    right = {short for short, span in spans.items() if span in exercise.fields.texts("right")}
    if not given:
        return Outcome("unanswered")
    feedback = exercise.said(language).table("feedback")
    notes = [
        Note(
            feedback.text(spans[one]) if one in spans else say("spot.plain", language, word=chunks[one]),
            one in right,
            one,
        )
        for one in given
    ]
    found = right & set(given)
    if found and found != right:
        notes.append(Note(say("more", language, count=len(right - found))))
    whole = found == right and set(given) <= right
    return Outcome("right" if whole else "partly" if found else "wrong", tuple(notes))


def _is_word(one: object) -> bool:
    return isinstance(one, str) and re.fullmatch(r"w\d{1,4}", one) is not None


KIND = Kind(
    name="spot",
    structure=("spans", "right"),
    words=("text", "feedback"),
    check=_check,
    task=_task,
    grade=_grade,
)

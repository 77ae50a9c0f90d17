"""Rewrite: open text, read by the critic, with conditions of the exercise's own.

`gone` are rules that must not find anything any more; `needs` is what a reader must find in it; `keeps` are
groups of words in each language's words, of each of which one has to stay: it is still about the same thing.
What nobody knows yet may be a blank in square brackets.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kpi_workshop.critic import Finding, critique, rules
from kpi_workshop.entries import Entry
from kpi_workshop.exercises import blanks
from kpi_workshop.exercises.model import Answer, Exercise, Kind, Note, Outcome, say, written

_NEEDS = ("number", "time", "range", "baseline", "purpose")


def _check(fields: Entry, words: Entry) -> None:
    fields.choices("gone", set(rules()), at_least=1)
    fields.choices("needs", _NEEDS)
    found = {finding.rule for finding in critique(words.text("statement"))}
    missing = set(fields.texts("gone")) - found
    words.expect(
        "statement", not missing, f"a statement in which the critic finds {', '.join(sorted(missing))}"
    )
    words.texts("keeps")


def _task(exercise: Exercise, language: str, _variant: int) -> dict[str, Any]:
    return {"statement": exercise.said(language).text("statement")}


def _grade(exercise: Exercise, answer: Answer, language: str, _variant: int) -> Outcome:
    said, text = exercise.said(language), written(answer, "text")
    statement = said.text("statement")
    if not text or _plain(text) == _plain(statement):
        return Outcome("unanswered")
    gone = exercise.fields.texts("gone")
    before = len({one.rule for one in critique(statement, language)} & set(gone))
    found = blanks.findings(text, language)
    left = [one for one in found if one.rule in gone or one.severity == "must"]
    notes = [
        Note(f"{one.chip(language)}: {one.message(language)} {one.question(language)}", False, one.rule)
        for one in left
    ]
    asked = {blanks.ASKED.get(one.rule) for one in left}
    lacking = blanks.lacking(text, language, exercise.fields.texts("needs"))
    notes += [Note(say(f"rewrite.{need}", language), False, need) for need in lacking if need not in asked]
    strayed = [group for group in said.texts("keeps") if not _has(text, group)]
    notes += [
        Note(say("rewrite.keeps", language, words=group.split("|")[0]), False, "keeps") for group in strayed
    ]
    if strayed:
        return Outcome("wrong", tuple(notes))
    if not notes:
        return Outcome("right", tuple(_praise(found, language)))
    return Outcome("partly" if len({one.rule for one in left}) < before else "wrong", tuple(notes))


def _praise(rest: list[Finding], language: str) -> Iterator[Note]:
    """What is said of a good text: if the critic would go on asking, one thing of that, not as a fault."""
    yield Note(say("rewrite.enough" if rest else "rewrite.clear", language), True)
    for one in rest[:1]:
        yield Note(f"{one.chip(language)}: {one.question(language)}", None, one.rule)


def _has(text: str, group: str) -> bool:
    return any(word.strip().casefold() in text.casefold() for word in group.split("|"))


def _plain(text: str) -> str:
    return " ".join(text.casefold().strip(' .!"“”').split())


KIND = Kind(
    name="rewrite",
    structure=("gone", "needs"),
    words=("statement", "keeps"),
    check=_check,
    task=_task,
    grade=_grade,
)

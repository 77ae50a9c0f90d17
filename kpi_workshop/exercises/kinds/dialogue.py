"""A dialogue with branches: a talk that goes well or badly by what one says."""

from __future__ import annotations

from typing import Any

from kpi_workshop.content import Problem
from kpi_workshop.entries import Entry
from kpi_workshop.exercises.model import Answer, Exercise, Kind, Note, Outcome, Status, chosen

_ENDS: dict[str, Status] = {"well": "right", "mixed": "partly", "badly": "wrong"}
START = "start"


def _check(fields: Entry, words: Entry) -> None:
    nodes = fields.named("nodes")
    fields.expect("nodes", START in nodes, "a node `start`")
    reached = {START}
    for name, node in nodes.items():
        said = words.table("nodes").table(name)
        said.text("says")
        if "end" in node.fields:
            node.choice("end", _ENDS)
            said.text("feedback")
            continue
        node.expect("options", len(node.table("options").fields) >= 2, "two options or more")
        for option in node.table("options").fields:
            reached.add(node.table("options").choice(option, nodes))
            for key in ("text", "effect"):
                said.table("options").table(option).text(key)
    fields.expect(
        "nodes", reached == set(nodes), f"every node to be reached: {sorted(set(nodes) - reached)} is not"
    )
    ends = {node.fields.get("end") for node in nodes.values()}
    fields.expect("nodes", {"well", "badly"} <= ends, "an end that goes well, and one that goes badly")


def _task(exercise: Exercise, language: str, _variant: int) -> dict[str, Any]:
    said = exercise.said(language)
    return {
        "with": said.text("with"),
        "scene": said.text("scene", ""),
        "nodes": {
            name: {
                "says": said.table("nodes").table(name).text("says"),
                "options": [
                    {"id": option, "next": following, **_option(said, name, option)}
                    for option, following in node.table("options").fields.items()
                ],
            }
            for name, node in exercise.fields.named("nodes").items()
        },
    }


def _option(said: Entry, node: str, option: str) -> dict[str, str]:
    words = said.table("nodes").table(node).table("options").table(option)
    return {"text": words.text("text"), "effect": words.text("effect")}


def _grade(exercise: Exercise, answer: Answer, language: str, _variant: int) -> Outcome:
    nodes, said = exercise.fields.named("nodes"), exercise.said(language).table("nodes")
    path = answer.get("path", [])
    if not isinstance(path, list) or not all(isinstance(one, str) for one in path):
        raise Problem("session.not-understood")
    node = START
    for option in path:
        options = nodes[node].table("options").fields
        node = options[chosen({"option": [option]}, "option", set(options))[0]]
    if "end" not in nodes[node].fields:
        return Outcome("unanswered")
    status = _ENDS[nodes[node].text("end")]
    return Outcome(status, (Note(said.table(node).text("feedback"), status == "right", node),))


KIND = Kind(
    name="dialogue",
    structure=("nodes",),
    words=("with", "scene", "nodes"),
    check=_check,
    task=_task,
    grade=_grade,
)

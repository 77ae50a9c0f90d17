"""Agendas: one folder each in `workshop/agendas/`, its structure and its words per language."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kpi_workshop import content
from kpi_workshop.content import ContentError
from kpi_workshop.session.steps import KINDS


def agendas() -> tuple[str, ...]:
    """The ids of all agendas, the longest first."""
    found = [path.name for path in content.folder("workshop", "agendas").iterdir() if path.is_dir()]
    return tuple(sorted(found, key=lambda name: (-structure(name)["minutes"], name)))


@functools.cache
def structure(agenda: str) -> Mapping[str, Any]:
    """An agenda's `id`, `minutes`, `focus` and `steps` (each `id`, `kind`, `minutes`).

    Raises `ContentError` naming the file, the key, the value and what was expected.
    """
    return check(agenda, content.folder("workshop", "agendas", agenda, "agenda.toml"))


def check(agenda: str, path: Path) -> Mapping[str, Any]:
    """Read and validate one agenda file; raises `ContentError`."""
    data = content.load_toml(path)
    _expect(path, "minutes", data.get("minutes"), "a whole number of minutes", _is_count(data.get("minutes")))
    _expect(
        path, "focus", data.get("focus"), "how many KPIs the group works on", _is_count(data.get("focus"))
    )
    steps = data.get("steps")
    _expect(path, "steps", steps, "at least one [[steps]]", isinstance(steps, list) and bool(steps))
    seen: set[str] = set()
    for number, step in enumerate(steps or (), start=1):
        key = f"steps[{number}]"
        name = step.get("id")
        _expect(
            path, f"{key}.id", name, "a name no other step has", isinstance(name, str) and name not in seen
        )
        kinds = ", ".join(KINDS)
        _expect(path, f"{key}.kind", step.get("kind"), f"one of {kinds}", step.get("kind") in KINDS)
        _expect(path, f"{key}.minutes", step.get("minutes"), "a whole number", _is_count(step.get("minutes")))
        seen.add(name)
    order = [step["kind"] for step in data["steps"]]
    twice = sorted({kind for kind in order if order.count(kind) > 1})
    _expect(path, "steps", twice, "each kind at most once", not twice)
    unwritten = "reveal" in order and "rewrite" not in order[: order.index("reveal")]
    _expect(path, "steps", order, "rewrite before reveal", not unwritten)
    total = sum(step["minutes"] for step in data["steps"])
    _expect(path, "minutes", data["minutes"], f"the sum of its steps, {total}", data["minutes"] == total)
    return {"id": agenda, **data}


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def _expect(path: Path, key: str, value: object, expected: str, fine: bool) -> None:
    if not fine:
        raise ContentError(f"{path}: {key} is {value!r}; expected {expected}")


@functools.cache
def _words(agenda: str, language: str) -> Mapping[str, Any]:
    path = content.folder("workshop", "agendas", agenda, f"{language}.toml")
    # A session outlives its agenda's files, and may come from a place that has others.
    return content.load_toml(path) if agenda in agendas() else {"title": agenda, "summary": ""}


def title_of(agenda: str, language: str) -> str:
    return str(_words(agenda, language)["title"])


def summary_of(agenda: str, language: str) -> str:
    return str(_words(agenda, language)["summary"])


def words_of(agenda: str, language: str, step: str) -> Mapping[str, Any]:
    """A step's `title`, `purpose`, `screen` and lists `say` and `watch`."""
    steps: Mapping[str, Mapping[str, Any]] = _words(agenda, language).get("steps", {})
    return steps.get(step, {})

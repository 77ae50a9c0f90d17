"""An agenda as a running sheet: the steps at a glance, then what to say and watch for."""

from __future__ import annotations

from typing import Any

from kpi_workshop.session import agenda


def title(name: str, language: str) -> str:
    """What the agenda is called."""
    return agenda.title_of(name, language)


def data(name: str, language: str) -> dict[str, Any]:
    """What the template needs: `summary`, `minutes`, and `steps` with their words.

    Each step has `start` and `end` in minutes from the beginning.
    """
    structure = agenda.structure(name)
    steps, clock = [], 0
    for step in structure["steps"]:
        end = clock + step["minutes"]
        words = agenda.words_of(name, language, step["id"])
        steps.append({"start": clock, "end": end, "minutes": step["minutes"], **words})
        clock = end
    summary = agenda.summary_of(name, language)
    return {"summary": summary, "minutes": structure["minutes"], "steps": steps}

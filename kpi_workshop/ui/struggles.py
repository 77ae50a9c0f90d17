"""What a trainer sees of learners: for each lesson, at which exercises how many of them struggled."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kpi_workshop.course.lessons import lessons
from kpi_workshop.exercises import Exercise

_MOST_MISSED = 3


def struggles(counted: Mapping[str, Mapping[str, Any]], language: str) -> list[dict[str, Any]]:
    """Lessons with the counts of their exercises, ready for JSON; those without counts are left out.

    `counted` is what the store shows of exercises, see `course.struggles.counts`.
    """
    found = []
    for lesson in lessons().values():
        rows = [_row(one, counted[one.id], language) for one in lesson.exercises if one.id in counted]
        if rows:
            found.append({"id": lesson.id, "title": lesson.title(language), "exercises": rows})
    return found


def _row(one: Exercise, counts: Mapping[str, Any], language: str) -> dict[str, Any]:
    missed = [(one.about(note, language), count) for note, count in counts["missed"].items()]
    return {
        **counts,
        "id": one.id,
        "question": one.task(language)["question"],
        "missed": [{"text": text, "count": count} for text, count in missed if text][:_MOST_MISSED],
    }

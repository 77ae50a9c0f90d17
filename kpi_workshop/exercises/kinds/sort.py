"""Sort into groups: causes and consequences, activity and outcome."""

from __future__ import annotations

from kpi_workshop.exercises import assigned
from kpi_workshop.exercises.model import Kind

KIND = Kind(
    name="sort",
    structure=("items", "places"),
    words=("items", "places"),
    check=assigned.check,
    task=assigned.task,
    grade=assigned.grade,
)

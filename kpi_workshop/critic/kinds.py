"""What would show that a statement was reached: a number, a judgement, both, or a thing done."""

from __future__ import annotations

from typing import Literal

from kpi_workshop.reading import Reading

Kind = Literal["quantitative", "qualitative", "mixed", "deliverable"]


def kind_of(statement: Reading) -> Kind:
    """The kind of a statement that was read already."""
    if statement.is_deliverable and not _is_measured(statement):
        return "deliverable"
    if statement.targets:
        return "mixed" if statement.found("judged") else "quantitative"
    if statement.found("measure", "work") and not statement.found("vague", "judged"):
        return "quantitative"
    return "qualitative"


def _is_measured(statement: Reading) -> bool:
    """Whether a thing to be done is read off a number after all: "Write 8 posts a month"."""
    counted = any(amount.unit != "count" or amount.counted for amount in statement.targets)
    return bool(statement.targets) and (
        counted or any(frame.kind == "frequency" for frame in statement.times)
    )

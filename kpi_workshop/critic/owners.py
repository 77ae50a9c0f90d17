"""Whose KPIs they are, as far as the names in a sheet tell."""

from __future__ import annotations

from collections.abc import Sequence

from kpi_workshop.critic import vocabulary
from kpi_workshop.critic.record import Record


def owner(record: Record) -> str:
    """The owner as it compares; empty if nobody is named."""
    return " ".join(record.kpi.owner.casefold().split())


def is_one_person(name: str) -> bool:
    """Whether an owner is one person, or each of several: "Lan", "trưởng phòng", "each agent"."""
    if vocabulary.says(name, "each", "management"):
        return True
    return bool(name) and not vocabulary.says(name, "several", "whole")


def share_an_owner(one: Record, other: Record) -> bool:
    """Whether somebody has to reach both; also where one of them belongs to everyone, or to nobody yet."""
    names = (owner(one), owner(other))
    return names[0] == names[1] or any(not name or vocabulary.says(name, "whole") for name in names)


def ids(records: Sequence[Record]) -> tuple[str, ...]:
    """The ids of their KPIs."""
    return tuple(record.kpi.id for record in records)

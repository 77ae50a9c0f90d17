"""Why KPIs backfire, what that does to people, and what answers it: the table of `data/causes.toml`."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Mapping
from types import MappingProxyType

from kpi_workshop import content


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """One reason, with the ids of what follows from it and of what answers it."""

    reason: str
    consequences: tuple[str, ...]
    """The likeliest first."""
    solutions: tuple[str, ...]
    """The one that answers it most directly first."""

    def reason_words(self, language: str) -> str:
        """The reason in a few words."""
        return content.text(f"causes.reasons.{self.reason}.name", language)

    def consequence_words(self, language: str) -> tuple[str, ...]:
        """The consequences in a few words each, in the order of `consequences`."""
        return tuple(content.text(f"causes.consequences.{key}.name", language) for key in self.consequences)

    def solution_words(self, language: str) -> tuple[str, ...]:
        """The solutions in a few words each, in the order of `solutions`."""
        return tuple(content.text(f"causes.solutions.{key}.name", language) for key in self.solutions)


@functools.cache
def causes() -> Mapping[str, Cause]:
    """Every reason by its id, in the order of the table.

    Raises `content.ContentError` naming the reason and key if the table links to something unknown.
    """
    path = content.folder("data", "causes.toml")
    table = content.load_toml(path)
    found: dict[str, Cause] = {}
    for reason, links in table["reasons"].items():
        for kind in ("consequences", "solutions"):
            unknown = sorted(set(links[kind]) - set(table[kind]))
            if unknown:
                raise content.ContentError(
                    f"{path}: reasons.{reason}.{kind} names {unknown}; expected some of {table[kind]}"
                )
        found[reason] = Cause(
            reason=reason, consequences=tuple(links["consequences"]), solutions=tuple(links["solutions"])
        )
    return MappingProxyType(found)


def cause(reason: str) -> Cause:
    """The row of a reason. Raises `KeyError` for a reason that isn't in the table."""
    return causes()[reason]

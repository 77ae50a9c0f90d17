"""The mark by which a writer says that findings are meant so: `rule, rule: reason; rule: reason`."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping

from kpi_workshop.content import Problem
from kpi_workshop.critic.rule import EVERY_RULE
from kpi_workshop.lint.selection import nearest
from kpi_workshop.lint.statement import Statement

_NAMES = r"(?:\*|[\w-]+)(?:\s*,\s*(?:\*|[\w-]+))*"
_NEXT = re.compile(rf";\s*(?={_NAMES}\s*:)")
"""A semicolon that ends a reason: another rule and a colon follow."""


@dataclasses.dataclass(frozen=True, slots=True)
class Mark:
    """What a mark says, as far as it counts."""

    reasons: Mapping[str, str]
    """Rule, or "*" for all, → why it is meant so."""
    problems: tuple[Problem, ...]
    """What is wrong with the rest, which doesn't count."""

    def reason(self, rule: str) -> str | None:
        """Why what a rule finds is meant so, or None if it isn't."""
        return self.reasons.get(rule) or self.reasons.get(EVERY_RULE)


def read(statement: Statement, file: str) -> Mark:
    """The mark of a statement of a file."""
    reasons: dict[str, str] = {}
    problems: list[Problem] = []
    for part in _NEXT.split(statement.meant_so.strip()):
        names, _, reason = part.partition(":")
        if not reason.strip():
            problems.append(
                Problem("critique.mark-without-reason", file=file, line=statement.line, mark=part.strip())
            )
            continue
        for name in filter(None, map(str.strip, names.split(","))):
            if name == EVERY_RULE or (near := nearest(name)) == name:
                reasons[name] = reason.strip()
            else:
                problems.append(
                    Problem("critique.mark-unknown", file=file, line=statement.line, rule=name, nearest=near)
                )
    return Mark(reasons, tuple(problems))

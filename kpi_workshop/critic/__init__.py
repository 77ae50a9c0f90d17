"""The critic: what a KPI leaves open or does to people, with a question that helps.

>>> sorted(finding.rule for finding in critique("Increase sales by 50%"))
['missing-baseline', 'missing-timeframe', 'unsupported-leap']
"""

import functools
import importlib
import pkgutil
from collections.abc import Mapping
from types import MappingProxyType

from kpi_workshop import reading

# Imported before `rules` is defined below, because importing a subpackage sets its name here.
from kpi_workshop.critic import rules as _rule_files
from kpi_workshop.critic.causes import Cause, causes
from kpi_workshop.critic.kinds import Kind, kind_of
from kpi_workshop.critic.rule import SEVERITIES, Finding, Rule

__all__ = ["Cause", "Finding", "Kind", "Rule", "causes", "critique", "findings", "kind", "kind_of", "rules"]

_FOLDER, _PACKAGE = _rule_files.__path__, _rule_files.__name__


def critique(text: str, language: str | None = None) -> list[Finding]:
    """What the rules find in a statement, what matters most first. Any text will do; nothing is raised.

    `language` is the language of the statement ("en", "vi"); it is found out if it isn't given.
    """
    return findings(reading.read(text, language))


def kind(text: str, language: str | None = None) -> Kind:
    """How one would see that the statement was reached: by a number, a judgement, both, or a thing done."""
    return kind_of(reading.read(text, language))


def findings(statement: reading.Reading) -> list[Finding]:
    """What the rules find in a statement that was read already, what matters most first."""
    return [finding for rule in rules().values() for finding in rule.findings(statement)]


@functools.cache
def rules() -> Mapping[str, Rule]:
    """Every rule by its id, the most severe first: one for each file of `critic/rules/`.

    Raises `TypeError` naming the file if it holds no `RULE`, or one whose id doesn't match the name.
    """
    found: list[Rule] = []
    for module in pkgutil.iter_modules(_FOLDER):
        rule = getattr(importlib.import_module(f"{_PACKAGE}.{module.name}"), "RULE", None)
        expected = module.name.replace("_", "-")
        if not isinstance(rule, Rule) or rule.id != expected:
            raise TypeError(
                f"critic/rules/{module.name}.py: expected RULE = Rule(id={expected!r}, …), found {rule!r}"
            )
        found.append(rule)
    found.sort(key=lambda rule: SEVERITIES.index(rule.severity))
    return MappingProxyType({rule.id: rule for rule in found})

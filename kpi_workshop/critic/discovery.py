"""Finding the rules: a file each of `critic/rules/`, `critic/record_rules/` and `critic/set_rules/`."""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Mapping, Sequence
from types import MappingProxyType, ModuleType
from typing import Any

# Imported before `critic` binds functions of these names: importing a subpackage sets its name there.
from kpi_workshop.critic import record_rules as _on_records
from kpi_workshop.critic import rules as _on_statements
from kpi_workshop.critic import set_rules as _on_sets
from kpi_workshop.critic.record import Record
from kpi_workshop.critic.rule import SEVERITIES, Rule
from kpi_workshop.kpi import Kpi
from kpi_workshop.reading import Reading

StatementRule = Rule[Reading, str]
RecordRule = Rule[Record, Kpi]
SetRule = Rule[Sequence[Record], tuple[Kpi, ...]]


@functools.cache
def rules() -> Mapping[str, StatementRule]:
    """Every rule on statements by its id, the most severe first: one for each file of `critic/rules/`.

    Raises `TypeError` naming the file if it holds no `RULE`, or one whose id doesn't match the name.
    """
    return _rules_in(_on_statements)


@functools.cache
def record_rules() -> Mapping[str, RecordRule]:
    """Every rule on the record of a KPI, from `critic/record_rules/`; otherwise as `rules`."""
    return _rules_in(_on_records)


@functools.cache
def set_rules() -> Mapping[str, SetRule]:
    """Every rule on a set of KPIs, from `critic/set_rules/`; otherwise as `rules`."""
    return _rules_in(_on_sets)


def _rules_in(package: ModuleType) -> Mapping[str, Any]:
    found: list[Rule[Any, Any]] = []
    for module in pkgutil.iter_modules(package.__path__):
        rule = getattr(importlib.import_module(f"{package.__name__}.{module.name}"), "RULE", None)
        expected = module.name.replace("_", "-")
        if not isinstance(rule, Rule) or rule.id != expected:
            folder = package.__name__.rpartition(".")[2]
            raise TypeError(
                f"critic/{folder}/{module.name}.py: expected RULE = Rule(id={expected!r}, …), found {rule!r}"
            )
        found.append(rule)
    found.sort(key=lambda rule: SEVERITIES.index(rule.severity))
    return MappingProxyType({rule.id: rule for rule in found})

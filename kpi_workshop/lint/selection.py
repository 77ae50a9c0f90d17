"""Which rules may speak: lists of rule ids as people write them."""

from __future__ import annotations

import difflib
import functools
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from kpi_workshop.content import Problem
from kpi_workshop.critic import record_rules, rules, set_rules
from kpi_workshop.critic.rule import EVERY_RULE, Rule


@functools.cache
def every_rule() -> Mapping[str, Rule[Any, Any]]:
    """Every rule by its id: those on statements, on records and on sets, of each the most severe first."""
    return MappingProxyType({**rules(), **record_rules(), **set_rules()})


def nearest(name: str) -> str:
    """The id of the rule that is spelt most like a name."""
    known = every_rule()
    return name if name in known else difflib.get_close_matches(name, known, n=1, cutoff=0)[0]


def chosen(names: Iterable[str], where: str) -> frozenset[str]:
    """The ids of the rules that are listed; "*" is all of them.

    Raises `Problem` saying `where` a name is written that no rule has, and which is nearest.
    """
    found: set[str] = set()
    for name in names:
        if name == EVERY_RULE:
            found |= set(every_rule())
        elif name in every_rule():
            found.add(name)
        else:
            raise Problem("critique.unknown-rule", where=where, rule=name, nearest=nearest(name))
    return frozenset(found)

"""Which clauses only say something about the goal that another asks for: how, for whom, how things stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kpi_workshop.reading.model import Clause
from kpi_workshop.reading.scan import Scan
from kpi_workshop.reading.separate import SOFT

_NEAR = 3
"""In tokens: how far after "all of" may stand who they are."""
_PAID_OR_LOST = ("penalty", "reward")
_ASIDES = (*_PAID_OR_LOST, "watching")
"""Lists of what is gained, lost or watched, which makes a clause say something about the goal before it."""
_PAID = ("receive", "on_top")


class Text(NamedTuple):
    """What is known of a statement before its goals are."""

    page: Scan
    """Its words for what is done and what comes of it."""
    stakes: Scan
    in_time: Sequence[bool]
    """For each token, whether it says when."""
    head_last: bool
    """Whether its language puts the main noun of a group last."""
    forbidden: int | None
    """The last token of where it says that something is never to be."""


def is_for_whom(page: Scan, clause: Clause) -> bool:
    """Whether a clause only names those whom the goal is for: "All 14 stores, big or small: …"."""
    of_them = page.mentioned[clause.first]
    if clause.joint or of_them is None or "all_of_them" not in of_them.names:
        return False
    them = page.nearest(range(of_them.last, min(of_them.last + _NEAR, clause.last)), "person", "place")
    return them is not None and them.last == clause.last


def is_purpose(page: Scan, clause: Clause) -> bool:
    """Whether a statement begins with what the rest of the sentence is for: "To reach grade 3, sell …"."""
    leads = not clause.joint and page.forms[clause.first] == "to" and page.forms[clause.last] == ","
    return leads and page.forms[clause.last + 1] != "to"


def leads_up(page: Scan, clause: Clause) -> bool:
    """Whether a statement begins with how or under what conditions: "Without overtime above 6%, ship …"."""
    return not clause.joint and page.forms[clause.last] == "," and page.has(clause.first, "leads_up")


def tells(text: Text, clause: Clause) -> bool:
    """Whether a clause tells how things stand or stood, before another asks for more: "We run 12 clinics"."""
    page = text.page
    if page.has(clause.first, "situation"):
        return True
    at = next((at for at in range(clause.first, clause.last) if not text.in_time[at]), clause.first)
    if not page.has(at, "teller"):
        return False
    verb = at + 1 + (page.forms[at + 1].endswith("ly") or page.has(at + 1, "already"))
    if page.forms[verb].endswith("ed") or page.has(verb, "told"):
        return True
    # "We run three workshops in May" may be asked for.
    dated = any(text.in_time[later] and page.has(later, "by_then") for later in range(verb, clause.last))
    return page.has(verb, "stands") and not dated


def is_aside(text: Text, clause: Clause) -> bool:
    """Whether a clause only adds something to the goal before it: a guard rail, a reward, a helper."""
    page, tokens = text.page, range(clause.begin, clause.end)
    # "This" of "this year" points at nothing that was said.
    names = frozenset[str]().union(*(page.names[at] for at in tokens if not text.in_time[at]))
    if "pays" in names or ("helpers" in names and not _is_won(text, clause)) or _is_given(page, clause):
        return True
    if text.stakes.mentions_any(*_ASIDES) and _has_stake(text, clause):
        return True
    if not clause.joint:
        return False
    if _is_paid_out(text, clause) or page.has(clause.first, "befalls_you"):
        return True
    within = ("guard", "back") if clause.joint in SOFT else ("back",)
    guards = page.has(clause.begin, "guard_first")
    if clause.joint == "stop" and page.has(clause.begin, "upkeep"):
        guards = False  # In a sentence of its own it is a goal of its own: "…; keep arrears below 3%".
    return guards or not names.isdisjoint(within)


def _is_won(text: Text, clause: Clause) -> bool:
    """Whether helpers are what is asked for: "Two more vets hired by June"."""
    page = text.page
    won = page.nearest(range(clause.begin, clause.end), "done", "state", "yields")
    return not clause.joint and won is not None and text.in_time[won.last]


def _is_given(page: Scan, clause: Clause) -> bool:
    """Whether somebody gives those who are to do it something: "legal lends us two clerks"."""
    if not page.mentions_any("given_to"):
        return False
    return any(
        page.has(at, "given_to") and page.has(at + 1, "receiver") for at in range(clause.first, clause.last)
    )


def _has_stake(text: Text, clause: Clause) -> bool:
    """Whether a clause speaks of what is gained or lost, ahead of any "or lose …"."""
    # What is watched may itself be made: "Soạn lại nội quy, lắp 4 camera".
    asides = _PAID_OR_LOST if text.page.has(clause.begin, "makes") else _ASIDES
    for at in range(clause.begin, clause.end):
        if text.stakes.has(at, *asides):
            return True
        if at > clause.begin and text.stakes.has(at, "or_else"):
            return False
    return False


def _is_paid_out(text: Text, clause: Clause) -> bool:
    """Whether somebody gets money: "… and £150 lands in your pay"."""
    page, stakes = text.page, text.stakes
    if not page.mentions_any("money") or not stakes.mentions_any(*_PAID):
        return False
    at = next((at for at in range(clause.first, clause.end) if page.has(at, "money")), None)
    if at is None:
        return False
    after = at + 1 + (page.kinds[at + 1] == "number")
    behind = range(after, min(after + 2 * _NEAR, clause.last))
    return stakes.has(after, *_PAID) or stakes.nearest(behind, "pay") is not None

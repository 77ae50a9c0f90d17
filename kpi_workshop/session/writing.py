"""Write first: texts go into sealed boxes in silence, are opened together, and the group chooses.

A topic is one question about one KPI ("rewrite/k1"). It has two boxes, because what a manager wrote is
opened last: `<topic>/members` and `<topic>/managers`.
"""

from __future__ import annotations

from typing import Any

from kpi_workshop.content import Problem
from kpi_workshop.session.agreement import ask_anew, concerns_answers
from kpi_workshop.session.context import Ask, Look
from kpi_workshop.session.roles import slip_id
from kpi_workshop.session.state import PlannedStep, State


def topic_of(step: PlannedStep, kpi: str) -> str:
    return f"{step.id}/{kpi}"


def box_of(topic: str, *, managers: bool) -> str:
    return f"{topic}/{'managers' if managers else 'members'}"


def write(ask: Ask) -> None:
    """Put the viewer's text into its box, replace it, or take it back by sending nothing."""
    topic = topic_of(ask.state.step, ask.kpi())
    # Once the team's texts can be read, a late text could answer them: the topic is closed for everyone.
    if box_of(topic, managers=False) in ask.state.opened:
        raise Problem("session.already-open")
    # An empty text takes the earlier one back; it stays as a slip, so that nothing older can return.
    ask.drop(box_of(topic, managers=ask.me.manager), {"text": ask.words("text")})


def open_texts(ask: Ask, topic: str, *, managers: bool) -> None:
    """Reveal the texts of a topic: the members' first, the managers' after them."""
    if managers and box_of(topic, managers=False) not in ask.state.opened:
        raise Problem("session.members-first")
    box = box_of(topic, managers=managers)
    texts = {slip_id(key): slip["text"] for key, slip in ask.empty(box).items() if slip["text"]}
    ideas = [{"id": idea, "text": texts[idea]} for idea in sorted(texts)]
    # Where there is no manager there is nothing to wait for, whoever may still join.
    closed = [] if managers or ask.state.has_manager else [box_of(topic, managers=True)]
    ask.record("ideas.opened", topic=topic, box=box, managers=managers, ideas=ideas, closed=closed)


def choose(ask: Ask, topic: str, field: str) -> None:
    """Note which ideas the group chose; `text` may hold the wording they settled on instead."""
    known = frozenset(idea.id for idea in ask.state.ideas.get(topic, ()))
    ask.kpi()
    keep(ask, topic, field, ask.choices("ideas", known), ask.words("text"))


def keep(ask: Ask, topic: str, field: str, ideas: tuple[str, ...], wording: str = "") -> None:
    """Make chosen ideas, or the wording that came of them, part of the KPI's record."""
    kpi = topic.rpartition("/")[2]
    known = {idea.id: idea.text for idea in ask.state.ideas.get(topic, ())}
    texts = [wording] if wording else [known[idea] for idea in ideas]
    if not texts:
        raise Problem("session.nothing-chosen")
    anew = concerns_answers(ask, kpi, {field: "\n".join(texts)})
    ask.record("idea.chosen", kpi=kpi, topic=topic, field=field, ideas=list(ideas), texts=texts)
    if anew:
        ask_anew(ask, kpi)


def phase(state: State, topic: str) -> str:
    """`writing`, `managers` (the team's texts are open, the manager's not yet) or `open`."""
    if box_of(topic, managers=False) not in state.opened:
        return "writing"
    if box_of(topic, managers=True) not in state.opened:
        return "managers"
    return "open"


def visible(look: Look, topic: str) -> dict[str, Any]:
    """A topic as the viewer may see it: their own sealed text, and what was opened."""
    me = look.viewer.me(look.state)
    now = phase(look.state, topic)
    seen: dict[str, Any] = {"topic": topic, "phase": now}
    if me and now == "writing":
        mine = look.sealed(box_of(topic, managers=me.manager)).mine
        seen["mine"] = mine["text"] if mine else ""
    if now != "writing":
        seen["ideas"] = _ideas(look, topic)
        seen["chosen"] = list(look.state.chosen.get(topic, ()))
    return seen


def _ideas(look: Look, topic: str) -> list[dict[str, Any]]:
    mine = {
        slip_id(look.viewer.key(look.state.id, box_of(topic, managers=managers)))
        for managers in (False, True)
        if look.taking_part
    }
    ideas = look.state.ideas.get(topic, ())
    # The manager's text comes last for everyone; a shuffle across both would mix it in.
    ordered = [
        *look.viewer.shuffled(idea for idea in ideas if not idea.manager),
        *look.viewer.shuffled(idea for idea in ideas if idea.manager),
    ]
    return [
        {"id": idea.id, "manager": idea.manager, "mine": idea.id in mine, **look.statement(idea.text)}
        for idea in ordered
    ]

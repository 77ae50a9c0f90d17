"""Consent: does everyone agree? An objection stops a KPI until it is heard."""

from __future__ import annotations

from collections import Counter
from typing import Any

from kpi_workshop.content import Problem
from kpi_workshop.session.agreement import RANGE, ask_anew, current_box, round_box
from kpi_workshop.session.answer import LEVELS
from kpi_workshop.session.context import Ask, Look
from kpi_workshop.session.roles import Viewer, slip_id
from kpi_workshop.session.state import Round, State
from kpi_workshop.session.step import Step, move


def _answer(ask: Ask) -> None:
    kpi = ask.kpi()
    # An answer is about the words of its round: one that comes late says nothing about new words.
    if ask.command.get("round", ask.state.round_of(kpi)) != ask.state.round_of(kpi):
        raise Problem("session.words-changed")
    box = current_box(ask.state, kpi)
    level = ask.command.get("level")
    if level not in LEVELS:
        raise Problem("session.not-understood")
    doubts = level <= 2  # who agrees has taken an earlier reason back
    slip = {
        "level": level,
        "reason": ask.words("reason") if doubts else "",
        "attach": doubts and ask.flag("attach"),
    }
    ask.cast(box, slip)


def _show(ask: Ask) -> None:
    kpi = ask.kpi()
    box = current_box(ask.state, kpi)
    answered = ask.turn.box(box).voters
    if not answered:
        raise Problem("session.no-answers")
    answers = {slip_id(key): _told(slip) for key, slip in ask.empty(box).items()}
    ask.record(
        "consent.shown",
        kpi=kpi,
        round=ask.state.round_of(kpi),
        box=box,
        answers=[{"id": answer, **answers[answer]} for answer in sorted(answers)],
        answered=sorted(answered),
        invited=sorted(ask.state.people),
    )


def _told(slip: dict[str, Any]) -> dict[str, Any]:
    """What is told of an answer: its reason only if it is an objection's or was attached, as promised."""
    told = slip["level"] == 1 or slip["attach"]
    return {"level": slip["level"], "reason": slip["reason"] if told else "", "attach": slip["attach"]}


def name_answer(ask: Ask) -> None:
    """Put the viewer's name to an answer of their own that was shown, at any later step.

    Only its author's key can show that it is theirs.
    """
    # The group may have moved on to other KPIs: what was shown still stands.
    kpi, number = ask.words("kpi"), ask.command.get("round")
    shown = ask.state.round_numbered(kpi, number)
    if shown is None or type(number) is not int:
        raise Problem("session.not-understood")
    mine = _my_answer(ask.state, ask.viewer, kpi, shown)
    if mine is None:
        raise Problem("session.not-allowed")
    if mine not in shown.names:
        ask.record("answer.named", kpi=kpi, round=number, answer=mine)


def _heard(ask: Ask) -> None:
    kpi = ask.words("kpi")
    if ask.state.shown_round(kpi) is None:
        raise Problem("session.not-open-yet")
    ask.record("objection.heard", kpi=kpi, round=ask.state.round_of(kpi))


def _ask_again(ask: Ask) -> None:
    kpi = ask.kpi()
    shown = ask.state.shown_round(kpi)
    if shown is None:
        return  # it is being asked already, because its words were changed
    if shown.blocked:
        raise Problem("session.objection-unheard")
    ask_anew(ask, kpi)


def _my_answer(state: State, viewer: Viewer, kpi: str, shown: Round) -> str | None:
    """The id of the viewer's own answer in a round that was shown, if there is one."""
    mine = slip_id(viewer.key(state.id, round_box(state, kpi, shown.number)))
    return next((answer.id for answer in shown.answers if answer.id == mine), None)


def unnamed_objections(state: State, viewer: Viewer) -> list[tuple[str, int, str]]:
    """The viewer's own objections that were shown and carry no name yet: (KPI, round, answer id)."""
    return [
        (kpi, shown.number, answer.id)
        for kpi, rounds in state.rounds.items()
        for shown in rounds
        for answer in shown.objections
        if answer.id not in shown.names and answer.id == _my_answer(state, viewer, kpi, shown)
    ]


def _visible(look: Look) -> dict[str, Any]:
    return {"questions": [_question(look, kpi) for kpi in look.state.focus]}


def _question(look: Look, kpi: str) -> dict[str, Any]:
    state = look.state
    draft, shown = state.now(kpi), state.shown_round(kpi)
    box = current_box(state, kpi)
    sealed = look.sealed(box)
    question: dict[str, Any] = {
        "kpi": {
            "id": kpi,
            "text": draft.text,
            "counter_measure": draft.counter_measure,
            "growth": draft.growth,
            "recognition": list(draft.recognition),
            "range": {name: getattr(draft, name) for name in RANGE}
            if draft.commit or draft.stretch
            else None,
        },
        "round": state.round_of(kpi),
        "phase": "asking" if shown is None else "blocked" if shown.blocked else "settled",
        "in": len(sealed.voters),
        "of": len(state.people),
    }
    if shown is not None:
        question |= _shown(look, kpi, shown)
    elif look.taking_part:
        question["mine"] = sealed.mine
    return question


def _shown(look: Look, kpi: str, shown: Round) -> dict[str, Any]:
    state = look.state
    counts = Counter(answer.level for answer in shown.answers)
    mine = _my_answer(state, look.viewer, kpi, shown) if look.taking_part else None

    def names(answer_id: str) -> str:
        person = state.people.get(shown.names.get(answer_id, ""))
        return person.name if person else ""

    return {
        "counts": {str(level): counts[level] for level in LEVELS},
        "answered": len(shown.answered),
        "heard": shown.heard,
        "objections": [
            {
                "id": answer.id,
                "reason": answer.reason,
                "name": names(answer.id),
                "mine": answer.id == mine,
            }
            for answer in shown.objections
        ],
        "statements": [
            {"id": answer.id, "text": answer.reason, "name": names(answer.id), "mine": answer.id == mine}
            for answer in shown.statements
        ],
    }


def _moves(look: Look) -> list[dict[str, Any]]:
    moves = []
    for kpi in dict.fromkeys((*look.state.focus, *_unheard(look.state))):
        shown = look.state.shown_round(kpi)
        if shown is None:
            moves.append(move(look, "show", "show_answers", kpi=kpi))
        elif shown.blocked:
            moves.append(move(look, "heard", "heard", kpi=kpi))
        elif shown.objections:
            moves.append(move(look, "ask_again", "ask_again", kpi=kpi))
    return moves


def _unheard(state: State) -> list[str]:
    return [kpi for kpi in state.rounds if (shown := state.shown_round(kpi)) and shown.blocked]


def _answered(look: Look) -> frozenset[str]:
    """Everyone who has answered for every KPI that is being asked."""
    asked = [
        look.sealed(current_box(look.state, kpi)).voters
        for kpi in look.state.focus
        if look.state.shown_round(kpi) is None
    ]
    return frozenset.intersection(*asked) if asked else frozenset()


def _leave(ask: Ask) -> None:
    # Also of KPIs that the group has put aside since: whoever objected is owed a hearing.
    if _unheard(ask.state):
        raise Problem("session.objection-unheard")


STEP = Step(
    members={"answer": _answer},
    facilitator={"show": _show, "heard": _heard, "ask_again": _ask_again},
    visible=_visible,
    moves=_moves,
    answered=_answered,
    leave=_leave,
)

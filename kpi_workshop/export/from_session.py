"""The charter of a session: what was agreed, and who had a say."""

from __future__ import annotations

import dataclasses
from collections import Counter

from kpi_workshop.export.charter import Charter, CharterKpi
from kpi_workshop.session.agenda import title_of
from kpi_workshop.session.answer import LEVELS
from kpi_workshop.session.state import Round, State
from kpi_workshop.session.steps.commit import missing


def charter_of(state: State) -> Charter:
    """The charter as far as the session has come.

    It is complete once the session has ended, nothing needed is missing and no objection is unheard.
    """
    kpis = tuple(_kpi(state, kpi) for kpi in state.focus)
    blocked = any(shown.blocked for kpi in state.focus if (shown := state.shown_round(kpi)))
    unanswered = any(not (shown := state.shown_round(kpi)) or not shown.answers for kpi in state.focus)
    complete = state.ended and bool(kpis) and not blocked and not unanswered
    return Charter(
        title=state.title,
        language=state.language,
        date=state.opened_on,
        agenda=title_of(state.agenda, state.language),
        participants=tuple(
            (person.name, "manager" if person.manager else "member") for person in state.people.values()
        ),
        facilitator="",
        kpis=kpis,
        id=state.id,
        revision=state.seq,
        changed=state.changed,
        complete=complete and not any(missing(kpi.kpi) for kpi in kpis),
    )


def _kpi(state: State, kpi: str) -> CharterKpi:
    rounds = state.rounds.get(kpi, ())
    last = rounds[-1] if rounds else None
    counts = Counter(answer.level for answer in last.answers) if last else Counter()
    had_a_say = frozenset[str]().union(*(shown.answered for shown in rounds))
    invited = frozenset[str]().union(*(shown.invited for shown in rounds))
    objected = {
        shown.names[answer.id] for shown in rounds for answer in shown.objections if answer.id in shown.names
    }
    return CharterKpi(
        kpi=state.draft(kpi),
        before=state.original(kpi).text,
        had_a_say=_names(state, had_a_say),
        abstained=_names(state, invited - had_a_say),
        objected=_names(state, frozenset(objected)),
        support=tuple((level, counts[level]) for level in LEVELS) if last else (),
        statements=tuple(statement for shown in rounds for statement in _statements(state, shown)),
        changes=tuple(
            dataclasses.replace(change, by="".join(_names(state, frozenset({change.by}))))
            for change in state.followup.changes.get(kpi, ())
        ),
    )


def _statements(state: State, shown: Round) -> list[tuple[str, str]]:
    people = {answer: state.people[person].name for answer, person in shown.names.items()}
    return [(answer.reason, people.get(answer.id, "")) for answer in shown.statements]


def _names(state: State, people: frozenset[str]) -> tuple[str, ...]:
    return tuple(person.name for person in state.people.values() if person.id in people)

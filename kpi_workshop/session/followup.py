"""What comes of a session's KPIs afterwards: notes of check-ins, support, and changes that were agreed on.

Pure like the rest of the fold. A change is a proposal first: it holds once everybody who was asked could
live with it, and what it was asked in is kept either way.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

from kpi_workshop.coach.checkin.model import ADJUSTABLE, Change, Note, Support
from kpi_workshop.session.answer import Answer
from kpi_workshop.session.events import Event

if TYPE_CHECKING:
    from kpi_workshop.kpi import Kpi
    from kpi_workshop.session.state import State

Phase = Literal["asked", "agreed", "stopped", "withdrawn"]
SUPPORT = ("asked", "promised", "who", "due")
"""What is noted of support, each a text."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A change of one KPI that somebody proposes to the others, with its reason."""

    id: str
    kpi: str
    fields: Mapping[str, str]
    """Field → what would stand there; empty if the KPI would be retired."""
    retire: bool
    reason: str
    by: str
    """The person who proposes it, by name: a commitment is never anonymous."""
    on: str
    """ISO date."""
    phase: Phase = "asked"
    answers: tuple[Answer, ...] = ()
    """Sorted by id; none before they are opened."""
    answered: frozenset[str] = frozenset()
    invited: frozenset[str] = frozenset()
    names: Mapping[str, str] = dataclasses.field(default_factory=dict)
    """Answer id → person, for objections."""
    settled_on: str = ""
    """ISO date on which the answers were opened, or it was withdrawn."""

    @property
    def objections(self) -> tuple[Answer, ...]:
        return tuple(answer for answer in self.answers if answer.level == 1)


@dataclasses.dataclass(frozen=True, slots=True)
class FollowUp:
    """All of it, KPI by KPI."""

    notes: Mapping[str, tuple[Note, ...]] = dataclasses.field(default_factory=dict)
    """In the order in which they were written down; `by` is a person's id."""
    proposals: Mapping[str, tuple[Proposal, ...]] = dataclasses.field(default_factory=dict)
    changes: Mapping[str, tuple[Change, ...]] = dataclasses.field(default_factory=dict)
    """Those that hold, the oldest first; `by` is a person's id."""

    def begun(self, kpi: str) -> bool:
        """Whether anything has been noted or proposed about a KPI."""
        return bool(self.notes.get(kpi) or self.proposals.get(kpi))

    def asked(self, kpi: str) -> Proposal | None:
        """The proposal that people are being asked about."""
        return next((one for one in self.proposals.get(kpi, ()) if one.phase == "asked"), None)

    def proposal(self, kpi: str, known: object) -> Proposal | None:
        """A proposal about a KPI by its id."""
        return next((one for one in self.proposals.get(kpi, ()) if one.id == known), None)

    def note(self, kpi: str, known: object) -> Note | None:
        """A note about a KPI by its id."""
        return next((one for one in self.notes.get(kpi, ()) if one.id == known), None)

    def support(self, kpi: str, known: object) -> Support | None:
        """What was asked for or promised, by its id."""
        all_of_it = (support for note in self.notes.get(kpi, ()) for support in note.support)
        return next((support for support in all_of_it if support.id == known), None)

    def retired(self, kpi: str) -> Change | None:
        """The change by which a KPI was let go, if it was."""
        return next((change for change in self.changes.get(kpi, ()) if change.retired), None)

    def applied(self, kpi: Kpi) -> Kpi:
        """A KPI's record with the changes that hold."""
        for change in self.changes.get(kpi.id, ()):
            kpi = change.on(kpi)
        return kpi


def _with(mapping: Mapping[str, Any], key: str, value: object) -> Mapping[str, Any]:
    return MappingProxyType({**mapping, key: value})


def _noted(state: State, event: Event) -> State:
    data, known = event.data, state.followup.note(event.data["kpi"], event.data["checkin"])
    support = tuple(
        Support(since=data["date"], **{name: one[name] for name in ("id", *SUPPORT)})
        for one in data["support"]
    )
    note = Note(
        id=data["checkin"],
        date=data["date"],
        support=_kept(support, known.support) if known else support,
        checks=data["checks"],
        by=event.by,
        corrected=known is not None,
        **{name: data[name] for name in ("value", "progress", "fit", "reason", "recognition")},
    )
    return _change_notes(state, data["kpi"], lambda notes: _in_place(notes, note))


def _in_place(notes: tuple[Note, ...], note: Note) -> tuple[Note, ...]:
    if note.corrected:
        return tuple(note if one.id == note.id else one for one in notes)
    return (*notes, note)


def _kept(support: tuple[Support, ...], before: tuple[Support, ...]) -> tuple[Support, ...]:
    """What a correction says of support, without losing what others have answered to it since."""
    known = {one.id: one for one in before}
    said = tuple(_merged(one, known[one.id]) if one.id in known else one for one in support)
    return (*said, *(one for one in before if one.id not in {new.id for new in support}))


def _merged(said: Support, before: Support) -> Support:
    promise = said if said.promised else before
    return replace(said, promised=promise.promised, who=promise.who, due=promise.due, outcome=before.outcome)


def _change_notes(state: State, kpi: str, change: Callable[[tuple[Note, ...]], tuple[Note, ...]]) -> State:
    followup = state.followup
    notes = _with(followup.notes, kpi, change(followup.notes.get(kpi, ())))
    return replace(state, followup=replace(followup, notes=notes))


def _change_support(state: State, event: Event, **said: str) -> State:
    def changed(note: Note) -> Note:
        wanted = event.data["support"]
        return replace(
            note,
            support=tuple(replace(one, **said) if one.id == wanted else one for one in note.support),  # type: ignore[arg-type]
        )

    return _change_notes(state, event.data["kpi"], lambda notes: tuple(map(changed, notes)))


def _promised(state: State, event: Event) -> State:
    return _change_support(state, event, **{name: event.data[name] for name in ("promised", "who", "due")})


def _settled(state: State, event: Event) -> State:
    return _change_support(state, event, outcome=event.data["outcome"])


def _proposed(state: State, event: Event) -> State:
    data, followup = event.data, state.followup
    proposal = Proposal(
        id=data["proposal"],
        kpi=data["kpi"],
        fields={name: data["fields"][name] for name in ADJUSTABLE if name in data["fields"]},
        retire=data["retire"],
        reason=data["reason"],
        by=event.by,
        on=data["on"],
    )
    known = (*followup.proposals.get(proposal.kpi, ()), proposal)
    return replace(
        state, followup=replace(followup, proposals=_with(followup.proposals, proposal.kpi, known))
    )


def _change_proposal(state: State, event: Event, change: Callable[[Proposal], Proposal]) -> State:
    followup, kpi = state.followup, event.data["kpi"]
    wanted = event.data["proposal"]
    known = tuple(change(one) if one.id == wanted else one for one in followup.proposals[kpi])
    return replace(state, followup=replace(followup, proposals=_with(followup.proposals, kpi, known)))


def _withdrawn(state: State, event: Event) -> State:
    on = event.data["on"]
    return _change_proposal(state, event, lambda one: replace(one, phase="withdrawn", settled_on=on))


def _answered(state: State, event: Event) -> State:
    data = event.data
    answers = tuple(Answer(**answer) for answer in data["answers"])
    stopped = any(answer.level == 1 for answer in answers)

    def shown(proposal: Proposal) -> Proposal:
        return replace(
            proposal,
            phase="stopped" if stopped else "agreed",
            answers=answers,
            answered=frozenset(data["answered"]),
            invited=frozenset(data["invited"]),
            settled_on=data["on"],
        )

    state = replace(_change_proposal(state, event, shown), opened=state.opened | {data["box"]})
    return state if stopped else _in_force(state, data["kpi"], data["proposal"])


def _in_force(state: State, kpi: str, known: str) -> State:
    proposal = state.followup.proposal(kpi, known)
    if proposal is None:
        return state
    before = state.now(kpi)
    change = Change(
        date=proposal.settled_on,
        before={name: getattr(before, name) for name in proposal.fields},
        after=proposal.fields,
        reason=proposal.reason,
        by=proposal.by,
        retired=proposal.retire,
    )
    followup = state.followup
    held = (*followup.changes.get(kpi, ()), change)
    return replace(state, followup=replace(followup, changes=_with(followup.changes, kpi, held)))


def _named(state: State, event: Event) -> State:
    answer = event.data["answer"]
    return _change_proposal(state, event, lambda one: replace(one, names=_with(one.names, answer, event.by)))


FOLLOWING: Mapping[str, Callable[[State, Event], State]] = {
    "checkin.noted": _noted,
    "support.promised": _promised,
    "support.settled": _settled,
    "change.proposed": _proposed,
    "change.withdrawn": _withdrawn,
    "change.answered": _answered,
    "change.named": _named,
}
"""Kind of event → what follows from it."""

"""What those who took part see of the check-ins: part of the single projection, in the viewer's language.

Names stand beside what people noted, promised, proposed or objected to. Answers to a proposal stay sealed
until they are opened; before that a viewer sees their own, and how many there are.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections import Counter
from collections.abc import Mapping
from typing import Any

from kpi_workshop.coach.checkin import QUESTIONS, Change, Note, guide, open_support, relevance
from kpi_workshop.coach.checkin.relevance import questions
from kpi_workshop.coach.checkin.rhythm import day
from kpi_workshop.coach.checkin.wording import field_name, field_value
from kpi_workshop.kpi import Kpi
from kpi_workshop.session.answer import LEVELS
from kpi_workshop.session.checkins import asked_about, box_of, may_open, my_answer, today
from kpi_workshop.session.context import Look
from kpi_workshop.session.followup import Proposal

_NOTED = ("id", "date", "value", "progress", "fit", "reason", "recognition", "corrected")


def check_in(look: Look) -> dict[str, Any]:
    """Everything about check-ins that a participant may see, ready for JSON.

    Keys: `relevance` (its questions), and `kpis`, one entry each.
    """
    return {
        "relevance": questions(look.viewer.language),
        "kpis": [_kpi(look, kpi) for kpi in look.state.focus],
    }


def _kpi(look: Look, kpi: str) -> dict[str, Any]:
    state, language = look.state, look.viewer.language
    notes = state.followup.notes.get(kpi, ())
    by_day = sorted(notes, key=lambda note: note.date)
    changes = state.followup.changes.get(kpi, ())
    retired = state.followup.retired(kpi)
    talk = guide(state.now(kpi), by_day, on=today(), agreed=day(state.opened_on), changes=changes).as_dict(
        language
    )
    asked = state.followup.asked(kpi)
    return {
        **state.now(kpi).as_dict(),
        "retired": _change(look, retired) if retired else None,
        "guide": {name: talk[name] for name in ("sections", "minutes", "check_relevance", "next_on")},
        "progress": talk["progress"],
        "open": [support.as_dict() for support in open_support(by_day)],
        "settled": [one.as_dict() for note in by_day for one in note.support if not one.is_open],
        "notes": [_note(look, note) for note in reversed(by_day)],
        "proposal": _asked(look, asked) if asked else None,
        "history": _history(look, kpi),
    }


@functools.lru_cache(maxsize=64)
def _talk(  # noqa: PLR0913  what a guide depends on: pages look every second, and it seldom changes
    kpi: Kpi,
    notes: tuple[Note, ...],
    on: dt.date,
    agreed: dt.date | None,
    changes: tuple[Change, ...],
    language: str,
) -> Mapping[str, Any]:
    return guide(kpi, notes, on=on, agreed=agreed, changes=changes).as_dict(language)


def _name(look: Look, person: str) -> str:
    known = look.state.people.get(person)
    return known.name if known else ""


def _note(look: Look, note: Note) -> dict[str, Any]:
    # A later version may ask other questions.
    checks = {name: said for name, said in note.checks.items() if said in QUESTIONS.get(name, {})}
    return {
        **{name: getattr(note, name) for name in _NOTED},
        "support": [support.as_dict() for support in note.support],
        "checks": checks,
        "doubts": [reason.text(look.viewer.language) for reason in relevance(checks).reasons],
        "by": _name(look, note.by),
        "mine": look.taking_part and note.by == look.viewer.person,
    }


def _lines(look: Look, before: Mapping[str, str], after: Mapping[str, str]) -> list[dict[str, str]]:
    language = look.viewer.language
    return [
        {
            "name": name,
            "label": field_name(name, language),
            "before": field_value(name, before[name], language),
            "after": field_value(name, said, language),
        }
        for name, said in after.items()
    ]


def _words(look: Look, proposal: Proposal) -> dict[str, Any]:
    """What is asked about, and who asks."""
    now = look.state.now(proposal.kpi)
    return {
        "id": proposal.id,
        "by": _name(look, proposal.by),
        "mine": look.taking_part and proposal.by == look.viewer.person,
        "on": proposal.on,
        "reason": proposal.reason,
        "retire": proposal.retire,
        "fields": _lines(look, {name: getattr(now, name) for name in proposal.fields}, proposal.fields),
    }


def _asked(look: Look, proposal: Proposal) -> dict[str, Any]:
    sealed = look.sealed(box_of(proposal.id))
    seen = {
        **_words(look, proposal),
        "in": len(sealed.voters),
        "of": len(asked_about(look.state, proposal)),
        "may_open": may_open(look.state, proposal, sealed.voters),
    }
    if look.taking_part and not seen["mine"]:
        seen["answer"] = sealed.mine
    return seen


def _change(look: Look, change: Change) -> dict[str, Any]:
    return {
        "on": change.date,
        "by": _name(look, change.by),
        "reason": change.reason,
        "retire": change.retired,
        "fields": _lines(look, change.before, change.after),
    }


def _history(look: Look, kpi: str) -> list[dict[str, Any]]:
    """How the KPI came to be what it is, the newest first: changes, what was not agreed on, the agreement."""
    state = look.state
    changes = iter(state.followup.changes.get(kpi, ()))
    told = []
    for proposal in state.followup.proposals.get(kpi, ()):
        if proposal.phase == "asked":
            continue
        # What an agreed proposal changed is kept with what stood there at that moment.
        said = _change(look, next(changes)) if proposal.phase == "agreed" else _words(look, proposal)
        told.append({**said, "kind": proposal.phase, "on": proposal.settled_on, **_answers(look, proposal)})
    draft, before = state.draft(kpi), state.original(kpi)
    agreed = {"kind": "started", "on": state.opened_on, "text": draft.text, "target": draft.target}
    if (before.text, before.target) != (draft.text, draft.target):
        agreed |= {"before": before.text, "before_target": before.target}
    return [*reversed(told), agreed]


def _answers(look: Look, proposal: Proposal) -> dict[str, Any]:
    counts = Counter(answer.level for answer in proposal.answers)
    mine = my_answer(look.state, look.viewer, proposal) if look.taking_part else None
    return {
        "counts": {str(level): counts[level] for level in LEVELS},
        "answered": len(proposal.answered),
        "of": len(proposal.invited),
        "voices": [
            {
                "level": answer.level,
                "reason": answer.reason,
                "name": _name(look, proposal.names.get(answer.id, "")),
                "mine": answer.id == mine,
            }
            for answer in proposal.answers
            if answer.level == 1 or answer.reason
        ],
    }

"""Check-ins: what those who took part in a session may note about its KPIs afterwards, and change together.

What is noted carries the name of whoever wrote it down: nothing here is an idea, all of it is a commitment.
A change is only ever proposed. The others answer in a sealed box; it is opened when everyone has answered,
or from the next day on when at least half have, so that nobody who is away can block it. If nobody objects,
the change holds from then on. If somebody does, the KPI stays as it is: another proposal has other words.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from typing import Any

from kpi_workshop.coach.checkin import ADJUSTABLE, FITS, relevance
from kpi_workshop.coach.checkin.rhythm import day
from kpi_workshop.content import Problem
from kpi_workshop.kpi import RHYTHMS
from kpi_workshop.session.agreement import ask_anew, concerns_answers
from kpi_workshop.session.answer import LEVELS
from kpi_workshop.session.context import Ask
from kpi_workshop.session.followup import SUPPORT, Proposal
from kpi_workshop.session.roles import Viewer, slip_id
from kpi_workshop.session.state import State
from kpi_workshop.session.step import Commands

MOST_SUPPORT = 6
"""Requests and promises in one note; who needs more needs a meeting."""
_MOST_VALUE = 60
_A_DAY = dt.timedelta(days=1)


def today() -> dt.date:
    """The day by the server's clock, UTC."""
    return dt.datetime.now(dt.UTC).date()


def box_of(proposal: str) -> str:
    """The box for the answers to a proposal."""
    return f"check-in/{proposal}"


def asked_about(state: State, proposal: Proposal) -> frozenset[str]:
    """Who is asked: everyone but whoever proposes it."""
    return frozenset(state.people) - {proposal.by}


def may_open(state: State, proposal: Proposal, voters: frozenset[str]) -> bool:
    """Whether enough have answered for somebody to open the answers without waiting for the rest."""
    return today().isoformat() > proposal.on and 2 * len(voters) >= len(asked_about(state, proposal))


def _kpi(ask: Ask) -> str:
    """The KPI the command is about; it must still be followed."""
    kpi = ask.command.get("kpi")
    if kpi not in ask.state.focus:
        raise Problem("session.not-in-focus")
    if ask.state.followup.retired(str(kpi)):
        raise Problem("checkin.retired")
    return str(kpi)


def _own_id(ask: Ask) -> str:
    """An id of what a command makes: the same for the same command, and nobody's name is in it."""
    return hashlib.sha256(f"{ask.state.id}/{ask.id}".encode()).hexdigest()[:16]


def _part(ask: Ask, given: Mapping[str, Any]) -> Ask:
    return Ask(ask.turn, ask.state, ask.viewer, ask.id, given)


def _note(ask: Ask) -> None:
    """Note what was said about a KPI, or correct what one has noted before."""
    kpi = _kpi(ask)
    known = ask.command.get("checkin")
    before = ask.state.followup.note(kpi, known)
    if known is not None and (before is None or before.by != ask.me.id):
        raise Problem("session.not-allowed")
    checkin = before.id if before else _own_id(ask)
    data = {
        "kpi": kpi,
        "checkin": checkin,
        "date": _day_of_talk(ask),
        "value": ask.words("value", _MOST_VALUE),
        "support": _support(ask, checkin, {one.id for one in before.support} if before else set()),
        **{name: ask.words(name) for name in ("progress", "reason", "recognition")},
        **_fit(ask),
    }
    if not any(data[name] for name in ("value", "progress", "support", "checks", "fit", "recognition")):
        raise Problem("checkin.nothing-noted")
    if data["fit"] in ("adjust", "retire") and not data["reason"]:
        raise Problem("checkin.no-reason")
    ask.record("checkin.noted", **data)


def _day_of_talk(ask: Ask) -> str:
    """Not before the session, nor in the future; a day more, for others' time zones."""
    written = ask.words("date")
    said, first = day(written), day(ask.state.opened_on)
    if said is None:
        raise Problem("session.date", written=written)
    if said > today() + _A_DAY or (first and said < first - _A_DAY):
        raise Problem("checkin.date", written=written, first=ask.state.opened_on)
    return said.isoformat()


def _support(ask: Ask, checkin: str, known: set[str]) -> list[dict[str, str]]:
    given = ask.command.get("support", [])
    if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
        raise Problem("session.not-understood")
    if len(given) > MOST_SUPPORT:
        raise Problem("checkin.much-support", most=MOST_SUPPORT)
    said, number = [], len(known)
    for part in (_part(ask, one) for one in given):
        words = {name: part.words(name) for name in SUPPORT}
        words["due"] = _due(words["due"])
        if not words["asked"] and not words["promised"]:
            continue
        # What is there already keeps its id: others may have answered to it.
        same = part.words("id")
        if same in known:
            said.append({"id": same, **words})
        else:
            number += 1
            said.append({"id": f"{checkin}/{number}", **words})
    return said


def _due(written: str) -> str:
    if not written:
        return ""
    said = day(written)
    if said is None:
        raise Problem("session.date", written=written)
    return said.isoformat()


def _fit(ask: Ask) -> dict[str, Any]:
    checks, fit = ask.command.get("checks", {}), ask.command.get("fit", "")
    if not isinstance(checks, dict) or not all(isinstance(one, str) for one in (*checks, *checks.values())):
        raise Problem("session.not-understood")
    relevance(checks)  # refuses what is no answer
    if fit not in (*FITS, ""):
        raise Problem("session.not-understood")
    return {"checks": checks, "fit": fit}


def _open_support(ask: Ask) -> tuple[str, str]:
    """The KPI and the id of the support that a command is about."""
    kpi, wanted = _kpi(ask), ask.command.get("support")
    support = ask.state.followup.support(kpi, wanted)
    if support is None:
        raise Problem("session.not-understood")
    return kpi, support.id


def _promise(ask: Ask) -> None:
    """Promise something oneself, to what somebody asked for."""
    kpi, support = _open_support(ask)
    promised = ask.words("promised")
    if not promised:
        raise Problem("checkin.nothing-noted")
    due = _due(ask.words("due"))
    ask.record("support.promised", kpi=kpi, support=support, promised=promised, who=ask.me.name, due=due)


def _settle(ask: Ask) -> None:
    """Say what came of it; an empty outcome opens it again."""
    kpi, support = _open_support(ask)
    outcome = ask.command.get("outcome")
    if outcome not in ("kept", "dropped", ""):
        raise Problem("session.not-understood")
    ask.record("support.settled", kpi=kpi, support=support, outcome=outcome)


def _propose(ask: Ask) -> None:
    """Propose a change of a KPI, or to let it go, with the reason."""
    kpi, retire = _kpi(ask), ask.flag("retire")
    fields = {} if retire else _changed(ask, kpi)
    reason = ask.words("reason")
    if not reason:
        raise Problem("checkin.no-reason")
    if not fields and not retire:
        raise Problem("checkin.nothing-changed")
    if ask.state.followup.asked(kpi):
        raise Problem("checkin.proposal-open")
    proposal = Proposal(
        id=_own_id(ask), kpi=kpi, fields=fields, retire=retire, reason=reason, by=ask.me.id, on=""
    )
    on = today().isoformat()
    ask.record(
        "change.proposed",
        kpi=kpi, proposal=proposal.id, fields=fields, retire=retire, reason=reason, on=on,
    )  # fmt: skip
    if not asked_about(ask.state, proposal):
        _show(ask, proposal)  # whoever is alone has nobody to ask


def _changed(ask: Ask, kpi: str) -> dict[str, str]:
    given = ask.command.get("fields")
    if not isinstance(given, dict):
        raise Problem("session.not-understood")
    part, now = _part(ask, given), ask.state.now(kpi)
    fields = {name: part.words(name) for name in ADJUSTABLE if name in given}
    if fields.get("text") == "":
        raise Problem("session.no-text")
    if fields.get("rhythm", "") not in (*RHYTHMS, ""):
        raise Problem("session.not-understood")
    if "review_date" in fields:
        fields["review_date"] = _due(fields["review_date"])
    return {name: said for name, said in fields.items() if said != getattr(now, name)}


def _asked(ask: Ask) -> Proposal:
    """The proposal a command is about, if people are still being asked about it."""
    kpi = _kpi(ask)
    proposal = ask.state.followup.proposal(kpi, ask.command.get("proposal"))
    if proposal is None:
        raise Problem("session.not-understood")
    if proposal.phase != "asked":
        raise Problem("checkin.proposal-settled")
    return proposal


def _withdraw(ask: Ask) -> None:
    """Take one's own proposal back; the answers to it are dropped unread."""
    proposal = _asked(ask)
    if proposal.by != ask.me.id:
        raise Problem("session.not-allowed")
    ask.empty(box_of(proposal.id))
    on = today().isoformat()
    ask.record("change.withdrawn", kpi=proposal.kpi, proposal=proposal.id, on=on)


def _acknowledge(ask: Ask) -> None:
    """Answer whether one can live with a proposal. The last answer opens them all."""
    proposal = _asked(ask)
    invited = asked_about(ask.state, proposal)
    if ask.me.id not in invited:
        raise Problem("session.not-allowed")
    level = ask.command.get("level")
    if type(level) is not int or level not in LEVELS:
        raise Problem("session.not-understood")
    reason = ask.words("reason") if level <= 2 else ""  # who agrees has taken an earlier reason back
    ask.cast(box_of(proposal.id), {"level": level, "reason": reason})
    if ask.turn.box(box_of(proposal.id)).voters >= invited:
        _show(ask, proposal)


def _open(ask: Ask) -> None:
    """Open the answers without waiting for the last."""
    proposal = _asked(ask)
    if not may_open(ask.state, proposal, ask.turn.box(box_of(proposal.id)).voters):
        raise Problem("checkin.few-answers")
    _show(ask, proposal)


def _show(ask: Ask, proposal: Proposal) -> None:
    """Open the answers. Whoever has agreed to other words in this session is asked anew."""
    box = box_of(proposal.id)
    anew = not ask.state.ended and concerns_answers(ask, proposal.kpi, proposal.fields)
    answered = ask.turn.box(box).voters
    answers = {slip_id(key): slip for key, slip in ask.empty(box).items()}
    ask.record(
        "change.answered",
        kpi=proposal.kpi,
        proposal=proposal.id,
        box=box,
        answers=[
            {"id": one, "level": answers[one]["level"], "reason": answers[one]["reason"]}
            for one in sorted(answers)
        ],
        answered=sorted(answered),
        invited=sorted(asked_about(ask.state, proposal)),
        on=today().isoformat(),
    )
    if anew and all(slip["level"] > 1 for slip in answers.values()):
        ask_anew(ask, proposal.kpi)


def name_objection(ask: Ask) -> None:
    """Put the viewer's name to their own objection to a proposal, as was announced before they answered."""
    kpi, wanted = ask.words("kpi"), ask.words("proposal")
    proposal = ask.state.followup.proposal(kpi, wanted)
    mine = my_answer(ask.state, ask.viewer, proposal) if proposal else None
    if proposal is None or mine is None:
        raise Problem("session.not-allowed")
    if mine not in proposal.names:
        ask.record("change.named", kpi=kpi, proposal=proposal.id, answer=mine)


def my_answer(state: State, viewer: Viewer, proposal: Proposal) -> str | None:
    """The id of the viewer's own answer to a proposal whose answers are open, if there is one."""
    mine = slip_id(viewer.key(state.id, box_of(proposal.id)))
    return next((answer.id for answer in proposal.answers if answer.id == mine), None)


def unnamed_objections(state: State, viewer: Viewer) -> list[tuple[str, str, str]]:
    """The viewer's own objections to proposals that carry no name yet: (KPI, proposal, answer id)."""
    return [
        (kpi, proposal.id, answer.id)
        for kpi, proposals in state.followup.proposals.items()
        for proposal in proposals
        for answer in proposal.objections
        if answer.id not in proposal.names and answer.id == my_answer(state, viewer, proposal)
    ]


CHECK_IN: Commands = {
    "note": _note,
    "promise": _promise,
    "settle": _settle,
    "propose": _propose,
    "withdraw": _withdraw,
    "acknowledge": _acknowledge,
    "open_answers": _open,
}
"""What participants can do about the KPIs that they follow."""

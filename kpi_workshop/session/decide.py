"""May this viewer do this now, and what is recorded if so?"""

from __future__ import annotations

import dataclasses
import datetime as dt
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from kpi_workshop.coach.checkin import ADJUSTABLE
from kpi_workshop.content import Problem
from kpi_workshop.kpi import RHYTHMS, Kpi
from kpi_workshop.session.agenda import structure
from kpi_workshop.session.agreement import agreed_fields, ask_anew, concerns_answers
from kpi_workshop.session.checkins import CHECK_IN, name_objection
from kpi_workshop.session.context import MOST_TEXT, Ask, plain
from kpi_workshop.session.events import NewEvent, Turn
from kpi_workshop.session.roles import Viewer, key_hash
from kpi_workshop.session.state import State
from kpi_workshop.session.step import Commands
from kpi_workshop.session.steps import KINDS
from kpi_workshop.session.steps.consent import name_answer

MOST_NAME = 40
MOST_TITLE = 120
MOST_KPIS = 24
"""KPIs in one session. Voting works best with a dozen (practice)."""
_MOST_MINUTES = 60
_UNDRAWN = "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0"
_WRITTEN = frozenset({"rewrite", "pair", "realism", "grow", "recognise", "tell"})
_RECORDED = (
    *("text", "measure", "counter_measure", "growth", "baseline", "capacity", "commit", "target", "stretch"),
    *("period", "purpose", "owner"),
)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What a facilitator prepares before a session opens."""

    title: str
    language: str
    agenda: str
    """The id of an agenda in `workshop/agendas/`."""
    kpis: Sequence[Kpi]

    def event(self, code: str, command: str) -> NewEvent:
        """The first event of a session: its agenda and KPIs as they stand now.

        Raises a Problem if there is no title or no KPI.
        """
        title = plain(self.title).strip()
        if not title:
            raise Problem("session.no-title")
        for text, most in ((title, MOST_TITLE), *((kpi.text, MOST_TEXT) for kpi in self.kpis)):
            if len(text) > most:
                raise Problem("session.too-long", length=len(text), most=most)
        if not self.kpis:
            raise Problem("session.no-kpis")
        if len(self.kpis) > MOST_KPIS:
            raise Problem("session.many-kpis", count=len(self.kpis), most=MOST_KPIS)
        agenda = structure(self.agenda)
        data = {
            "code": code,
            "date": dt.datetime.now(dt.UTC).date().isoformat(),
            "title": title,
            "language": self.language,
            "agenda": self.agenda,
            "focus": agenda["focus"],
            "steps": agenda["steps"],
            "kpis": [_plain(kpi) for kpi in self.kpis],
        }
        return NewEvent(id=command, kind="session.opened", data=data)


def _plain(kpi: Kpi) -> dict[str, Any]:
    return {name: plain(said) if isinstance(said, str) else said for name, said in kpi.as_dict().items()}


def join(turn: Turn, state: State, person: str, command: Mapping[str, Any]) -> str:
    """Let somebody in under a name nobody else has; returns their person id.

    The same browser key joins once: whoever comes back is who they were. `command` has `name`,
    `language`, `manager` and the browser's `secret`; only the secret's hash is stored.
    """
    known = state.person_with(key_hash(str(command["secret"])))
    if known:
        return known.id
    if state.ended:
        raise Problem("join.closed")
    name = _seen(str(command.get("name", "")))
    if not name:
        raise Problem("join.no-name")
    if len(name) > MOST_NAME:
        raise Problem("join.name-long", most=MOST_NAME)
    if name.casefold() in {other.name.casefold() for other in state.people.values()}:
        raise Problem("join.name-taken", name=name)
    data = {
        "name": name,
        "language": str(command.get("language", "")),
        "manager": command.get("manager") is True,
        "key": key_hash(str(command["secret"])),
    }
    # An id of the server's making: the same key joins once, and nobody can use up another's id.
    turn.append(NewEvent(id=f"join:{data['key']}", kind="person.joined", data=data, by=person))
    return person


def _seen(typed: str) -> str:
    """A name as others will read it: one form of each letter, and none that can't be seen."""
    seen = "".join(letter for letter in unicodedata.normalize("NFKC", typed) if not _invisible(letter))
    return " ".join(unicodedata.normalize("NFKC", plain(seen)).split())


def _invisible(letter: str) -> bool:
    """Format characters, and the letters and marks that Unicode lets programs leave undrawn."""
    return unicodedata.category(letter) == "Cf" or letter in _UNDRAWN or "\ufe00" <= letter <= "\ufe0f"


def decide(turn: Turn, state: State, viewer: Viewer, command: Mapping[str, Any]) -> None:
    """Record what follows from a command, or raise a Problem that says why not.

    A command whose id was stored before changes nothing: it was done already.
    """
    name, command_id = command.get("do"), command.get("id")
    if not isinstance(name, str) or not isinstance(command_id, str) or not 8 <= len(command_id) <= 64:
        raise Problem("session.not-understood")
    # Ids are the client's own: in its name only, or one person could use up another's.
    own_id = f"{viewer.person or viewer.surface}:{command_id}"
    if turn.seen(own_id):
        return
    if state.ended and (viewer.surface, name) not in _AFTER_THE_END:
        raise Problem("session.ended")
    run = _commands(state, viewer).get(name)
    if run is None:
        raise Problem("session.not-now")
    run(Ask(turn, state, viewer, own_id, command))


def _commands(state: State, viewer: Viewer) -> Commands:
    step = KINDS[state.step.kind]
    if viewer.surface == "facilitate":
        return {**_FACILITATOR, **step.facilitator}
    if viewer.surface == "join" and viewer.person in state.people:
        return {**_MEMBER, **step.members, **(CHECK_IN if state.ended else {})}
    raise Problem("session.not-allowed")


def _go(ask: Ask) -> None:
    to = ask.command.get("to")
    if type(to) is not int or not 0 <= to < len(ask.state.steps):
        raise Problem("session.not-understood")
    for step in ask.state.steps[:to]:
        KINDS[step.kind].leave(ask)
    ask.record("step.entered", index=to)
    KINDS[ask.state.steps[to].kind].enter(ask)


def _clock(ask: Ask) -> None:
    """Pause, go on, or add minutes; the command says which and how many seconds are left."""
    left, running = ask.command.get("left"), ask.flag("running")
    if type(left) is not int or not -_MOST_MINUTES * 60 <= left <= _MOST_MINUTES * 60:
        raise Problem("session.not-understood")
    if running:
        ends = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=left)
        ask.record("clock.changed", ends=ends.isoformat(timespec="seconds"))
    else:
        ask.record("clock.changed", left=left)


def _mark(ask: Ask) -> None:
    person = ask.command.get("person")
    if person not in ask.state.people:
        raise Problem("session.not-understood")
    # Whose text opens last is declared before anyone writes: a text can't change boxes afterwards.
    if any(step.kind in _WRITTEN for step in ask.state.steps[: ask.state.at + 1]):
        raise Problem("session.mark-too-late")
    ask.record("person.marked", person=person, manager=ask.flag("manager"))


def _fields(ask: Ask) -> dict[str, Any]:
    given = ask.command.get("fields")
    if not isinstance(given, dict) or not given:
        raise Problem("session.not-understood")
    part = Ask(ask.turn, ask.state, ask.viewer, ask.id, given)
    fields: dict[str, Any] = {name: part.words(name) for name in _RECORDED if name in given}
    if "review_date" in given:
        fields["review_date"] = _date(part.words("review_date"))
    if given.get("rhythm") in (*RHYTHMS, ""):
        fields["rhythm"] = given["rhythm"]
    if fields.get("text") == "":
        raise Problem("session.no-text")
    if not fields:
        raise Problem("session.not-understood")
    return fields


def _date(written: str) -> str:
    if not written:
        return ""
    try:
        return dt.date.fromisoformat(written).isoformat()
    except ValueError:
        raise Problem("session.date", written=written) from None


def _record(ask: Ask) -> None:
    """Write down what the group agreed about a KPI: the facilitator, or whoever owns it."""
    kpi = ask.kpi()
    if ask.viewer.surface != "facilitate" and ask.state.owners.get(kpi) != ask.me.id:
        raise Problem("session.not-owner")
    fields = _fields(ask)
    agreed = agreed_fields(ask.state.draft(kpi), fields)
    if ask.viewer.surface != "facilitate" and not {"owner", *agreed}.isdisjoint(fields):
        raise Problem("session.not-allowed")
    if ask.state.ended and not agreed.isdisjoint(fields):
        raise Problem("session.ended")
    # Once a KPI lives, what was agreed about it is changed by those who live with it, and with a reason.
    filled = (name for name in fields if name in ADJUSTABLE and getattr(ask.state.now(kpi), name))
    if ask.state.followup.begun(kpi) and any(filled):
        raise Problem("checkin.begun")
    anew = concerns_answers(ask, kpi, fields)
    ask.record("kpi.recorded", kpi=kpi, fields=fields)
    if anew:
        ask_anew(ask, kpi)


def _end(ask: Ask) -> None:
    KINDS["consent"].leave(ask)
    ask.record("session.ended")


_FACILITATOR: Mapping[str, Callable[[Ask], None]] = {
    "go": _go,
    "clock": _clock,
    "mark": _mark,
    "record": _record,
    "end": _end,
}


def _name(ask: Ask) -> None:
    """Put one's name to one's own objection, as was announced before it was given."""
    (name_objection if "proposal" in ask.command else name_answer)(ask)


_MEMBER: Mapping[str, Callable[[Ask], None]] = {"record": _record, "name": _name}
_AFTER_THE_END = {("facilitate", "record"), ("join", "name"), *(("join", name) for name in CHECK_IN)}
"""Facts of the charter, the name that an objection was announced to carry, and check-ins."""

"""What a step is given: `Ask` when somebody wants something done, `Look` when somebody looks."""

from __future__ import annotations

import dataclasses
import functools
import itertools
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from kpi_workshop import content
from kpi_workshop.content import Problem
from kpi_workshop.critic import Cause, Finding, SetFindings, critique, critique_set
from kpi_workshop.kpi import Kpi
from kpi_workshop.session.events import NewEvent, Turn
from kpi_workshop.session.roles import Sealed, Viewer
from kpi_workshop.session.state import Person, State

_MOST_COUNT = 1_000_000_000
MOST_TEXT = 1000
"""Characters of one written text; a KPI that needs more is several."""


def plain(text: str) -> str:
    """A text without what no document and not every database can hold: control characters, half letters."""
    return "".join(
        letter for letter in text if letter in "\n\t" or unicodedata.category(letter) not in ("Cc", "Cs")
    )


@dataclasses.dataclass(frozen=True, slots=True)
class Ask:
    """One command of a viewer, inside the turn that decides on it."""

    turn: Turn
    state: State
    viewer: Viewer
    id: str
    command: Mapping[str, Any]

    def record(self, kind: str, **data: Any) -> None:
        """Append an event that follows from this command; all but the first get ids of their own."""
        ids = itertools.chain([self.id], (f"{self.id}/{number}" for number in itertools.count(2)))
        free = next(event_id for event_id in ids if not self.turn.seen(event_id))
        self.turn.append(NewEvent(id=free, kind=kind, data=data, by=self.viewer.person))

    def words(self, name: str, most: int = MOST_TEXT) -> str:
        """A text of the command, without surrounding space. Too long a text is refused, never cut."""
        value = self.command.get(name, "")
        if not isinstance(value, str):
            raise Problem("session.not-understood")
        text = plain(value).strip()
        if len(text) > most:
            raise Problem("session.too-long", length=len(text), most=most)
        return text

    def choices(self, name: str, options: frozenset[str]) -> tuple[str, ...]:
        """Ids of the command, each of them one of `options`, without repetition."""
        value = self.command.get(name)
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise Problem("session.not-understood")
        if not options.issuperset(value):
            raise Problem("session.not-understood")
        return tuple(dict.fromkeys(value))

    def kpi(self) -> str:
        """The KPI the command is about; it must be one that the group works on."""
        kpi = self.command.get("kpi")
        if kpi not in self.state.focus:
            raise Problem("session.not-in-focus")
        return str(kpi)

    def flag(self, name: str) -> bool:
        return self.command.get(name) is True

    @property
    def me(self) -> Person:
        """The participant who asks."""
        person = self.viewer.me(self.state)
        if person is None:
            raise Problem("session.not-allowed")
        return person

    def drop(self, box: str, slip: dict[str, Any], voter: str = "") -> None:
        """Put this viewer's slip into a box that is still sealed, unless a later one lies there already.

        Commands about a box carry a count `n` kept by the browser: one that is sent again, or comes late
        from another tab, must not undo what was said after it.
        """
        if box in self.state.opened:
            raise Problem("session.already-open")
        count = self.command.get("n", 0)
        if type(count) is not int or not 0 <= count < _MOST_COUNT:
            raise Problem("session.not-understood")
        key = self.viewer.key(self.state.id, box)
        known = self.turn.box(box).slips.get(key)
        if known is None or known["n"] <= count:
            self.turn.drop(box, key, {**slip, "n": count}, voter)

    def cast(self, box: str, slip: dict[str, Any]) -> None:
        """Put this participant's ballot into a box, or replace it: one a person, in whatever browser."""
        known = self.turn.box(box)
        if self.me.id in known.voters and self.viewer.key(self.state.id, box) not in known.slips:
            raise Problem("session.voted-elsewhere")
        self.drop(box, slip, voter=self.me.id)

    def empty(self, box: str) -> dict[str, Any]:
        """Open a box: all its slips, taken out of it, by key."""
        if box in self.state.opened:
            raise Problem("session.already-open")
        slips = dict(self.turn.box(box).slips)
        for key in slips:
            self.turn.withdraw(box, key)
        return slips


@dataclasses.dataclass(frozen=True, slots=True)
class Look:
    """What `visible` works from for one viewer. Sealed boxes show no more than `Sealed` allows."""

    state: State
    viewer: Viewer
    sealed: Callable[[str], Sealed]
    present: Mapping[str, str]
    """Person → the step they said they are ready with, for those who are here."""

    @property
    def facilitating(self) -> bool:
        return self.viewer.surface == "facilitate"

    @property
    def taking_part(self) -> bool:
        return bool(self.viewer.person)

    def say(self, key: str, **params: object) -> str:
        """Words in the viewer's language."""
        return content.text(key, self.viewer.language, **params)

    def statement(self, text: str) -> dict[str, Any]:
        """A statement with the critic's findings in the viewer's language."""
        return {"text": text, "findings": findings(text, self.viewer.language)}

    def brought(self, kpi: Kpi) -> dict[str, Any]:
        """A KPI as the team brought it, read together with what its sheet says in other columns."""
        found = shown(_critique_all(self.state.kpis).each[kpi.id], self.viewer.language)
        names = ("baseline", "target", "period", *(("owner",) if self.viewer.surface != "projector" else ()))
        facts = {name: getattr(kpi, name) for name in names}
        return {"id": kpi.id, "text": kpi.text, "findings": found, "facts": facts}


@functools.lru_cache(maxsize=512)
def _critique(text: str) -> tuple[Finding, ...]:
    return tuple(critique(text))


@functools.lru_cache(maxsize=32)
def _critique_all(kpis: tuple[Kpi, ...]) -> SetFindings:
    return critique_set(kpis)


def findings(text: str, language: str) -> list[dict[str, Any]]:
    """The critic's findings in a text, as a page shows them."""
    return shown(_critique(text), language)


def shown(found: Iterable[Finding], language: str) -> list[dict[str, Any]]:
    """Findings as a page shows them, in the reader's language, each with what is behind it."""
    return [{**finding.as_dict(language), **_behind(finding.cause(), language)} for finding in found]


def _behind(cause: Cause, language: str) -> dict[str, str]:
    return {
        "reason": cause.reason_words(language),
        "consequences": ", ".join(cause.consequence_words(language)),
        "solutions": ", ".join(cause.solution_words(language)),
    }

"""The facilitator's page: prepares sessions, runs one step by step, takes home what was agreed."""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Callable
from typing import Any

from kpi_workshop import content, export
from kpi_workshop.content import Problem
from kpi_workshop.export.from_session import charter_of
from kpi_workshop.export.session_file import dump, load
from kpi_workshop.kpi import Kpi
from kpi_workshop.live import Seat, open_session, overview
from kpi_workshop.session.agenda import agendas
from kpi_workshop.session.decide import Opening
from kpi_workshop.session.roles import Viewer
from kpi_workshop.ui.page import Message, Page
from kpi_workshop.ui.qr import join_address
from kpi_workshop.ui.struggles import struggles


class DeskPage(Page):
    module = "desk"

    def __init__(self) -> None:
        super().__init__()
        self.trusted = False
        self.on_language: Callable[[str], None] = lambda _language: None
        self.on_kept: Callable[[dict[str, Any]], None] = lambda _kept: None
        self._answers |= {
            "do": self._for_facilitator(self._do),
            "choose": self._for_facilitator(self._choose),
            "open": self._for_facilitator(self._open),
            "export": self._for_facilitator(self._export),
            "import": self._for_facilitator(self._import),
        }

    def keep(self, form: dict[str, Any]) -> None:
        """Have the browser keep a form that is being filled in, so that no dead kernel loses it."""
        self.send({"t": "keep", "form": form})

    def open_new(self, opening: Opening, command: str) -> None:
        """Open a session and sit down at it. Anyone can reach the form, so the key is asked for here."""
        if not self.trusted:
            raise Problem("desk.key-needed")
        self._take(open_session(self.store, opening, command))

    def _for_facilitator(self, answer: Callable[[Message], None]) -> Callable[[Message], None]:
        def guarded(message: Message) -> None:
            if not self.trusted:
                raise Problem("desk.key-needed")
            answer(message)

        return guarded

    def _hello(self, message: Message) -> None:
        self._language(message)
        if isinstance(message.get("kept"), dict):
            self.on_kept(message["kept"])
        given = hashlib.sha256(_normal(str(message.get("key") or "")).encode()).hexdigest()
        self.trusted = hmac.compare_digest(given, os.environ.get("KPI_WORKSHOP_FACILITATOR", ""))
        if not self.trusted:
            self.seat = None
            if message.get("key"):
                raise Problem("desk.key-wrong")
        if self.trusted and message.get("session"):
            self._take(str(message["session"]))
        self._show()
        self.send({"t": "welcome", "id": message.get("id"), "trusted": self.trusted, "join": join_address()})

    def _choose(self, message: Message) -> None:
        session = str(message.get("session") or "")
        if session:
            self._take(session)
        else:
            self._sit_down(None)
        self.send({"t": "chosen", "id": message.get("id")})

    def _open(self, message: Message) -> None:
        """Open a session without the form: rehearsals prepare theirs this way."""
        agenda = str(message.get("agenda"))
        if agenda not in agendas():
            raise Problem("session.not-understood")
        opening = Opening(
            title=str(message.get("title") or ""),
            language=content.known_language(str(message.get("language"))),
            agenda=agenda,
            kpis=[Kpi.from_dict(kpi) for kpi in message.get("kpis") or ()],
        )
        self.open_new(opening, str(message.get("id")))
        self.send({"t": "opened", "id": message.get("id")})

    def _take(self, session: str) -> None:
        if self.store.revision(session):
            self._sit_down(Seat(self.store, session, Viewer(surface="facilitate", language=self.language)))
        else:
            self._sit_down(None)

    def _language(self, message: Message) -> None:
        super()._language(message)
        self.on_language(self.language)

    def _visible(self) -> dict[str, Any]:
        if not self.trusted:
            return {}
        if self.seat is not None:
            return {**self.seat.view(), "formats": list(export.FORMATS)}
        return {
            "sessions": [
                {
                    "id": state.id,
                    "title": state.title,
                    "code": state.code,
                    "date": state.opened_on,
                    "people": len(state.people),
                    "ended": state.ended,
                }
                for state in overview(self.store)
            ],
            "struggles": struggles(self.store.struggles(), self.language),
        }

    def _export(self, message: Message) -> None:
        """Send a file: the charter in one of its formats, or the whole session."""
        if self.seat is None:
            raise Problem("session.not-understood")
        wanted = str(message.get("format"))
        if wanted == "session":
            file = dump(self.store, self.seat.session)
            name, media = f"{self.seat.state.code}.kpi-workshop.json", "application/json"
        else:
            chosen, charter = export.find_format(wanted), charter_of(self.seat.state)
            file, name, media = chosen.render(charter), export.filename(charter, chosen), chosen.media_type
        self.send({"t": "file", "id": message.get("id"), "name": name, "media": media}, [file])

    def _import(self, message: Message) -> None:
        buffers = message.get("buffers") or []
        self._take(load(self.store, bytes(buffers[0]) if buffers else b""))
        self.send({"t": "imported", "id": message.get("id")})


def _normal(key: str) -> str:
    """The key as it was printed, however it was typed: capitals in groups of four."""
    letters = "".join(filter(str.isalpha, key.upper()))
    return "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))

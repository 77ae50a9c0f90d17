"""The projector's page: what everyone in the room may read, from ten metres."""

from __future__ import annotations

from kpi_workshop.live import Seat, find_session
from kpi_workshop.session.roles import Viewer
from kpi_workshop.ui.page import Message, Page
from kpi_workshop.ui.qr import join_address


class ProjectorPage(Page):
    module = "projector"

    def __init__(self) -> None:
        super().__init__()
        self._answers["show"] = self._show_session

    def _hello(self, message: Message) -> None:
        self._language(message)
        self.send({"t": "welcome", "join": join_address()})

    def _show_session(self, message: Message) -> None:
        session = find_session(self.store, str(message.get("code", "")))
        self._sit_down(Seat(self.store, session, Viewer(surface="projector", language=self.language)))
        if self.seat is not None:
            self.send({"t": "shown", "id": message.get("id"), "language": self.seat.state.language})

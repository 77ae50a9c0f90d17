"""Pages that belong to no session."""

from __future__ import annotations

from kpi_workshop.ui.page import Message, Page


class PlainPage(Page):
    """A page whose visitor is nobody in particular."""

    def _hello(self, message: Message) -> None:
        self._language(message)
        self.send({"t": "welcome", "id": message.get("id")})


class LobbyPage(PlainPage):
    """Where everybody starts: join, facilitate, project, learn, or work on a KPI of one's own."""

    module = "lobby"

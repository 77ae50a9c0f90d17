"""Pages that belong to no session."""

from __future__ import annotations

from kpi_workshop.ui.page import Message, Page


class _PlainPage(Page):
    def _hello(self, message: Message) -> None:
        self._language(message)
        self.send({"t": "welcome", "id": message.get("id")})


class LobbyPage(_PlainPage):
    """Where everybody starts: join, facilitate, project, or read a KPI closely."""

    module = "lobby"


class LearnPage(_PlainPage):
    """One's own KPI, read closely by the critic, without a group."""

    module = "learn"

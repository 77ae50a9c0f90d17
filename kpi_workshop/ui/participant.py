"""The participant's page: joins by code, comes back by the key its browser kept."""

from __future__ import annotations

from kpi_workshop import content
from kpi_workshop.content import Problem
from kpi_workshop.live import come_back, enter
from kpi_workshop.ui import tools
from kpi_workshop.ui.page import Message, Page

LEAST_SECRET = 32
"""Hexadecimal digits of the browser's random key: 128 bits."""


class ParticipantPage(Page):
    module = "join"

    def __init__(self) -> None:
        super().__init__()
        self._answers["join"] = self._join
        self._answers["tool"] = self._tool

    def _texts(self) -> dict[str, str]:
        tips = content.section("steps.waiting", self.language)
        return {**super()._texts(), **{f"waiting.{key}": words for key, words in tips.items()}}

    def _hello(self, message: Message) -> None:
        session, secret = str(message.get("session") or ""), str(message.get("secret") or "")
        self._language(message)
        if session and len(secret) >= LEAST_SECRET:
            self._sit_down(come_back(self.store, session, secret, self.language))
        self.send({"t": "welcome", "joined": self.seat is not None})

    def _join(self, message: Message) -> None:
        if len(str(message.get("secret") or "")) < LEAST_SECRET:
            raise Problem("session.not-understood")
        self._sit_down(enter(self.store, {**message, "language": self.language}))
        if self.seat is not None:
            self.send({"t": "joined", "id": message.get("id"), "session": self.seat.session})

    def _tool(self, message: Message) -> None:
        """A coach's tool within a step: what is asked of it is neither stored nor shown to anybody else."""
        result = tools.answer(message.get("tool"), message.get("given"), self.language)
        self.send({"t": "tool", "id": message.get("id"), "result": result})

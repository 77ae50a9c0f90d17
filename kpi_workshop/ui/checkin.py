"""The check-in page: what a session agreed on, kept alive by those who took part."""

from __future__ import annotations

from typing import Any

from kpi_workshop import content, export
from kpi_workshop.coach.checkin import relevance
from kpi_workshop.content import Problem
from kpi_workshop.export.from_session import charter_of
from kpi_workshop.live import come_back, find_session
from kpi_workshop.ui.page import Message
from kpi_workshop.ui.participant import LEAST_SECRET, ParticipantPage


class CheckInPage(ParticipantPage):
    """The KPIs that this browser's session agreed on, with a guide to each, and what came of them."""

    module = "checkin"

    def __init__(self) -> None:
        super().__init__()
        self._answers |= {"return": self._return, "relevance": self._relevance, "calendar": self._calendar}

    def _texts(self) -> dict[str, str]:
        guide = content.section("checkin_guide", self.language)
        shared = {
            **{
                f"tip_{key}": guide[f"tips.{key}"]
                for key in ("one-to-one", "team", "listen", "blame", "note")
            },
            **{key.replace(".", "_"): words for key, words in guide.items() if key.startswith("field.")},
            **content.section("steps.consent", self.language),
            **content.section("steps.commit", self.language),
        }
        return {**shared, **super()._texts()}

    def _return(self, message: Message) -> None:
        """Come back from another browser, or to another session: by the key that somebody's browser kept."""
        secret = str(message.get("secret") or "")
        session = find_session(self.store, str(message.get("code") or ""))
        seat = come_back(self.store, session, secret, self.language) if len(secret) >= LEAST_SECRET else None
        if seat is None:
            raise Problem("checkin.unknown-key")
        self._sit_down(seat)
        self.send({"t": "returned", "id": message.get("id"), "session": session})

    def _relevance(self, message: Message) -> None:
        """What the answers to the five questions suggest, before anything is kept."""
        checks = message.get("checks")
        if not isinstance(checks, dict) or not all(
            isinstance(one, str) for one in (*checks, *checks.values())
        ):
            raise Problem("session.not-understood")
        found: dict[str, Any] = relevance(checks).as_dict(self.language)
        self.send({"t": "relevance", "id": message.get("id"), "found": found})

    def _calendar(self, message: Message) -> None:
        """The check-ins as a file for any calendar."""
        if self.seat is None:
            raise Problem("session.not-understood")
        chosen, charter = export.find_format("ics"), charter_of(self.seat.state)
        name = export.filename(charter, chosen)
        file = chosen.render(charter)
        self.send({"t": "file", "id": message.get("id"), "name": name, "media": chosen.media_type}, [file])

"""The coach's page: one KPI of one's own, worked on with every tool. Nothing of it is stored."""

from __future__ import annotations

from typing import Any

from kpi_workshop import content
from kpi_workshop.ui import tools
from kpi_workshop.ui.page import Message
from kpi_workshop.ui.plain import PlainPage


class CoachPage(PlainPage):
    """The KPI stays in the browser; the kernel answers what a tool asks about it."""

    module = "coach"
    alone = True

    def __init__(self) -> None:
        super().__init__()
        self._answers["tool"] = self._tool
        self._show()

    def _texts(self) -> dict[str, str]:
        texts = {**content.section("ui", self.language), **content.section("tools", self.language)}
        for tool in tools.tools():
            texts |= content.section(f"{tool}.page", self.language)
        return {**texts, "code": self.language}

    def _visible(self) -> dict[str, Any]:
        return {"tools": list(tools.tools())}

    def _tool(self, message: Message) -> None:
        result = tools.answer(message.get("tool"), message.get("given"), self.language)
        self.send({"t": "tool", "id": message.get("id"), "result": result})

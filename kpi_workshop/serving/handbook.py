"""The handbook of rules as a page: the generated catalogue, readable by whoever reaches the server."""

from __future__ import annotations

import functools
import re
from typing import Any

import mistune

from kpi_workshop.content import languages, section
from kpi_workshop.critic.catalogue import catalogue
from kpi_workshop.serving.plain import PlainHandler

_RULE = re.compile(r"[a-z]+(?:-[a-z]+)*")


class HandbookHandler(PlainHandler):
    """The handbook in the language of its address, or in the server's."""

    def get(self, language: str | None = None) -> None:
        """200, or 404 for a language that isn't there."""
        chosen = language or self.look.language
        if chosen not in languages():
            self.say_missing()
            return
        self.set_header("Cache-Control", "no-cache")
        self.finish(
            self.look.handbook(chosen, others=[_link(code) for code in languages()], html=_html(chosen))
        )


@functools.cache
def _html(language: str) -> str:
    """The catalogue as HTML; whatever looks like markup in a text is shown as text."""
    return str(
        mistune.create_markdown(renderer=_Renderer(escape=True), plugins=["table"])(catalogue(language))
    )


def _link(language: str) -> dict[str, str]:
    return {"language": language, "name": section("ui", language)["own_name"], "url": f"/rules/{language}"}


class _Renderer(mistune.HTMLRenderer):
    """Headings can be linked to: `#missing-target` is the heading of that rule."""

    def heading(self, text: str, level: int, **attrs: Any) -> str:
        place = f' id="{text}"' if _RULE.fullmatch(text) else ""
        return f"<h{level}{place}>{text}</h{level}>\n"

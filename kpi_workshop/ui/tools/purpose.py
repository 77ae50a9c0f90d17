"""Tell the purpose, on a page: the story and the session, from what the browser keeps."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kpi_workshop import content
from kpi_workshop.coach.purpose import PARTS, session, story
from kpi_workshop.content import Problem
from kpi_workshop.export.story import markdown
from kpi_workshop.session.context import plain
from kpi_workshop.ui.tools import text_of


def answer(given: Mapping[str, Any], language: str) -> dict[str, Any]:
    """The story of a KPI. `given`: `kpi`, and `answers` by part. Raises `Problem` for an empty KPI."""
    answers = given.get("answers", {})
    if not isinstance(answers, Mapping):
        raise Problem("session.not-understood")
    told = {part: plain(text_of(answers, part)) for part in PARTS}
    about = story(plain(text_of(given, "kpi")), {part: text for part, text in told.items() if text})
    return {
        **about.as_dict(language),
        "session": session(about, language),
        "markdown": markdown(about, language),
        "file": content.text("purpose.file", language),
    }

"""The story of a KPI and the session to share it as Markdown, for wikis and for printing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kpi_workshop.coach.purpose.session import said, session
from kpi_workshop.coach.purpose.story import Story
from kpi_workshop.coach.rewrite.model import text_of
from kpi_workshop.content import text
from kpi_workshop.export.markdown import as_line


def markdown(story: Story, language: str) -> str:
    """Both as text in the CommonMark dialect. What people typed stays text: no HTML, no link, no heading."""
    blocks = [
        f"# {text('purpose.title', language)}",
        f"> **{as_line(story.kpi.text)}**",
        as_line(text_of(story.levels(language))),
    ]
    for part in story.parts:
        lines = (as_line(text_of(line)) for line in part.lines(language))
        blocks += [f"## {part.title(language)}", "\n\n".join(lines)]
    plan = session(story, language)
    blocks.append(f"# {plan['title']}")
    for step in plan["steps"]:
        blocks += _step(step, language)
    return "\n\n".join(filter(None, blocks)) + "\n"


def _step(step: dict[str, Any], language: str) -> Iterator[str]:
    minutes = text("purpose.markdown.minutes", language, first=step["from"], last=step["to"])
    yield f"## {minutes} · {step['title']}"
    told = [("say", said(line)) for line in step["say"]] + [("ask", said(line)) for line in step["ask"]]
    told.append(("mind", step["mind"]))
    yield "\n".join(
        f"- **{text(f'purpose.markdown.{key}', language)}:** {as_line(words)}" for key, words in told
    )

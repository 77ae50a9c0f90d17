"""A story and its session in a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from kpi_workshop import content
from kpi_workshop.coach.printed import INDENT, section, wrapped
from kpi_workshop.coach.purpose.session import said, session
from kpi_workshop.coach.purpose.story import PARTS, Story
from kpi_workshop.coach.rewrite.model import text_of


def told(story: Story, language: str) -> Iterator[str]:
    """The story, what to mind, and the session, as lines."""
    shown = story.as_dict(language)
    yield from wrapped(shown["title"])
    yield from wrapped(f"“{story.kpi.text}”", INDENT)
    levels = text_of(story.levels(language))
    if levels:
        yield from wrapped(levels, INDENT)
    for part in story.parts:
        yield from section(part.title(language), (text_of(line) for line in part.lines(language)))
    if shown["notes"]:
        notes = (
            _words("note", language, **{key: note[key] for key in ("quote", "message", "question")})
            for note in shown["notes"]
        )
        yield from section(_words("notes", language), (f"• {note}" for note in notes))
    if shown["blanks"]:
        yield ""
        yield from wrapped(_words("blanks", language, slots=", ".join(PARTS)))
    yield from _session(story, language)


def _session(story: Story, language: str) -> Iterator[str]:
    plan = session(story, language)
    yield ""
    yield ""
    yield from wrapped(plan["title"])
    for step in plan["steps"]:
        title = _words("part", language, first=step["from"], last=step["to"], title=step["title"])
        lines = [_words("say", language, words=said(line)) for line in step["say"]]
        lines += [_words("ask", language, words=said(line)) for line in step["ask"]]
        yield from section(title, [*lines, _words("mind", language, words=step["mind"])])


def _words(key: str, language: str, **params: object) -> str:
    return content.text(f"purpose.terminal.{key}", language, **params)

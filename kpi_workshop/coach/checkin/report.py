"""A guide as text: on paper or in a terminal, from the first question to the last."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from kpi_workshop.coach.checkin.guide import Guide
from kpi_workshop.coach.checkin.model import Change
from kpi_workshop.coach.checkin.relevance import questions
from kpi_workshop.coach.checkin.wording import field_name, field_value, say, written_date
from kpi_workshop.lint.report import printable

_WIDTH = 100
_INDENT = "  "


def as_text(guide: Guide, language: str, title: str = "", changes: Sequence[Change] = ()) -> Iterator[str]:
    """The lines of a guide, without line ends. `title` says whose KPI it is, `changes` how it was changed."""
    shown = guide.as_dict(language)
    if title:
        yield from _wrapped(title)
    yield from _wrapped(f"“{guide.kpi.text}”")
    yield ""
    yield from _wrapped(say("terminal.heading", language, minutes=guide.minutes))
    if guide.progress.points:
        yield ""
        yield say("terminal.progress", language)
        yield from _wrapped(" ".join(shown["progress"]["sentences"]), _INDENT)
    for section in shown["sections"]:
        yield ""
        yield f"{section['title']} · {say('terminal.minutes', language, minutes=section['minutes'])}"
        for question in section["questions"]:
            yield from _wrapped(f"• {question['text']}", _INDENT)
        if section["id"] == "relevance" and guide.check_relevance:
            yield from _five_questions(language)
        yield from _wrapped(section["why"], _INDENT * 2)
    if changes:
        yield ""
        yield say("terminal.history", language)
        yield from (line for change in changes for line in _wrapped(f"• {_told(change, language)}", _INDENT))
    yield ""
    yield say("terminal.tips", language)
    yield from (line for tip in shown["tips"] for line in _wrapped(f"• {tip}", _INDENT))


def _five_questions(language: str) -> Iterator[str]:
    for number, question in enumerate(questions(language), start=1):
        answers = " / ".join(answer["text"] for answer in question["answers"])
        yield from _wrapped(f"{number}. {question['text']} ({answers})", _INDENT * 2)


def _told(change: Change, language: str) -> str:
    nothing = say("terminal.nothing", language)
    fields = [
        say(
            "terminal.change",
            language,
            field=field_name(name, language),
            before=field_value(name, change.before.get(name, ""), language) or nothing,
            after=field_value(name, after, language) or nothing,
        )
        for name, after in change.after.items()
    ]
    what = "; ".join([*fields, *([say("terminal.retired", language)] if change.retired else [])])
    when = written_date(change.date, language)
    return say("terminal.changed", language, date=when, what=what, reason=change.reason)


def _wrapped(words: str, indent: str = "") -> Iterator[str]:
    text = printable(" ".join(words.split()))
    behind = indent + "  " if text.startswith("•") else indent
    yield from textwrap.wrap(text, _WIDTH, initial_indent=indent, subsequent_indent=behind) or [""]

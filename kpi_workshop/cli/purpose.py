"""The purpose of a KPI, told in a terminal."""

from __future__ import annotations

import json
from typing import Literal

import click

from kpi_workshop.cli.base import main, print_lines
from kpi_workshop.content import languages


@main.command()
@click.option(
    "--answer",
    "answers",
    multiple=True,
    metavar="SLOT=TEXT",
    help='A part of the story, such as whom="Families move in as agreed". As often as needed.',
)
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "md"]), default="text", show_default=True
)
@click.option(
    "--language", type=click.Choice(languages()), help="Words in this language. Default: the KPI's."
)
@click.argument("text")
def purpose(
    text: str, answers: tuple[str, ...], form: Literal["text", "json", "md"], language: str | None
) -> None:
    """Tell why the KPI in TEXT is there: its story on one page, and a session of fifteen minutes to share it.

    What nobody has said yet stays a blank.
    """
    from kpi_workshop import reading
    from kpi_workshop.coach import printed
    from kpi_workshop.coach.purpose import session, story
    from kpi_workshop.coach.purpose.terminal import told

    about = story(printed.readable(text), printed.answers(answers))
    words = language or reading.read(about.kpi.text).language
    if form == "json":
        shown = {**about.as_dict(words), "session": session(about, words)}
        print_lines([json.dumps(shown, ensure_ascii=False, indent=2)])
    elif form == "md":
        from kpi_workshop.export.story import markdown

        print_lines([markdown(about, words).rstrip()])
    else:
        print_lines(told(about, words))

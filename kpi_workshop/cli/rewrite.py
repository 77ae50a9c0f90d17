"""The rewrite coach in a terminal."""

from __future__ import annotations

from typing import Literal

import click

from kpi_workshop.cli.base import main
from kpi_workshop.content import languages


@main.command()
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option(
    "--language",
    type=click.Choice(languages()),
    help="The statement's language, and the questions'. Default: found out.",
)
@click.option(
    "--answer",
    "answers",
    multiple=True,
    metavar="SLOT=TEXT",
    help="An answer given beforehand, such as baseline=40. As often as needed.",
)
@click.argument("text")
def rewrite(text: str, form: Literal["text", "json"], language: str | None, answers: tuple[str, ...]) -> None:
    """Rewrite the KPI in TEXT in a dialogue: one question at a time, from standard input.

    An empty line skips a question; its blank stays. With json nothing is asked: the drafts are printed as
    they stand, with the questions that are open.
    """
    from kpi_workshop.coach.terminal import rewrite as run

    run(text, language, form, answers)

"""What goes with a KPI, in a terminal."""

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
    help="The statement's language, and the answer's. Default: found out.",
)
@click.argument("text")
def pair(text: str, form: Literal["text", "json"], language: str | None) -> None:
    """Propose what goes with the KPI in TEXT: measures that guard its purpose, or evidence for an aim.

    It always asks how the KPI could be reached while failing its purpose, with answers to start from.
    """
    from kpi_workshop.coach.pair.terminal import run

    run(text, language, form)

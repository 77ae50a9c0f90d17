"""The facilitator's kit on paper."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from kpi_workshop.cli.base import language_of, main, print_lines
from kpi_workshop.content import Problem, languages


@main.command(name="print")
@click.option("--language", type=click.Choice(languages()), help="Default: this computer's.")
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("kit"),
    show_default=True,
    help="The folder for the files; it is made if needed.",
)
@click.option("--paper", type=click.Choice(["a4", "letter"]), default="a4", show_default=True)
@click.argument(
    "what",
    type=click.Choice(["all", "guide", "agenda", "handouts", "cards", "poster"]),
    default="all",
)
@click.argument("name", default="")
def print_kit(
    what: str, name: str, language: str | None, output: Path, paper: Literal["a4", "letter"]
) -> None:
    """Write the facilitator's kit as PDF: WHAT is the guide, the running sheet of an agenda, handouts, case
    cards, the poster, or all of it.

    NAME chooses one agenda or one handout. Prints the files that were written, a line each.
    """
    from kpi_workshop.prints import KINDS, choose

    chosen = language_of(language)
    if what == "all" and name:
        raise Problem("print.only-one", kind=what, given=name)
    found = [one for kind in (KINDS if what == "all" else (what,)) for one in choose(kind, name)]
    files = {output / one.filename(chosen): one.pdf(chosen, paper) for one in found}
    try:
        output.mkdir(parents=True, exist_ok=True)
        for path, pdf in files.items():
            path.write_bytes(pdf)
    except OSError as error:
        raise Problem("print.folder", path=output, reason=error.strerror) from error
    print_lines(str(path) for path in files)

"""Is a target within reach: from a history, and from the hours there are."""

from __future__ import annotations

from typing import Any, BinaryIO, Literal

import click

from kpi_workshop.cli.base import language_of, main, print_lines
from kpi_workshop.content import languages

_FORMAT = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)


@main.command()
@_FORMAT
@click.option("--language", type=click.Choice(languages()), help="Default: that of the history's columns.")
@click.option(
    "--target",
    default="",
    metavar="LEVEL",
    help="For the next period, as you would write it: 120, 95%, 1,2 tỷ.",
)
@click.option("--person", metavar="NAME", help="The person or team to look at, if there are several.")
@click.option("--lower-is-better", is_flag=True, help="For errors, waiting times, costs.")
@click.argument("history", type=click.File("rb"))
def realism(history: BinaryIO, form: Literal["text", "json"], **asked: Any) -> None:
    """What the next period may bring, and how likely LEVEL is, from the past in HISTORY (CSV or XLSX; - reads
    standard input).

    HISTORY has a column of dates, one of values and perhaps one of people or teams. Each of them is held
    against their own past only, never against each other. With fewer than eight values nothing is guessed.
    """
    from kpi_workshop.coach.realism.terminal import Asked
    from kpi_workshop.coach.realism.terminal import realism as run

    name = str(getattr(history, "name", "-"))
    run(name, history.read(), Asked(**asked), form)


@main.command()
@_FORMAT
@click.option("--language", type=click.Choice(languages()), help="Default: your computer's.")
@click.option("--units", required=True, help='How many are asked for: "300 calls".')
@click.option("--per-unit", required=True, help='The time for one, done well: "6 minutes", "1 phút 30 giây".')
@click.option("--hours", required=True, help='The time each person has for it: "8 hours", "7,5 giờ".')
@click.option("--other", default="", help='Of that, for other work and breaks: "1.5 hours" or "20%".')
@click.option("--people", default="1", show_default=True, help="Among how many it is shared.")
def capacity(form: Literal["text", "json"], language: str | None, **asked: str) -> None:
    """Whether so many units fit into the hours there are, with the arithmetic."""
    import json

    from kpi_workshop.coach.realism.capacity import capacity as check

    found, spoken = check(**asked), language_of(language)
    if form == "json":
        print_lines([json.dumps(found.as_dict(spoken), ensure_ascii=False, indent=2)])
    else:
        print_lines(found.lines(spoken))

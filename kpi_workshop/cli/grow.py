"""Growth in a terminal."""

from __future__ import annotations

import json
from typing import Literal

import click

from kpi_workshop.cli.base import language_of, main, print_lines
from kpi_workshop.content import languages


@main.command()
@click.option(
    "--wish", help="What somebody wants to learn or become, in their own words, or an id of the list."
)
@click.option("--work", metavar="KIND", help="The kind of work, such as sales or care. Default: found out.")
@click.option(
    "--answer",
    "answers",
    multiple=True,
    metavar="SLOT=TEXT",
    help="What fills a blank, such as who=Minh. As often as needed.",
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option(
    "--language", type=click.Choice(languages()), help="Words in this language. Default: the KPI's."
)
@click.argument("text", default="")
def grow(  # noqa: PLR0913  each is an option
    text: str,
    wish: str | None,
    work: str | None,
    answers: tuple[str, ...],
    form: Literal["text", "json"],
    language: str | None,
) -> None:
    """Tie the KPI in TEXT to what somebody wants to learn or become.

    Two or three ways, each with where to see progress, what the manager gives and what to mind. What nobody
    knows stays a blank. Without --wish the wishes that are known are listed.
    """
    from kpi_workshop import reading
    from kpi_workshop.coach import printed
    from kpi_workshop.coach.growth import grow as tie
    from kpi_workshop.coach.growth.catalogue import wishes
    from kpi_workshop.coach.growth.terminal import listed, told

    kpi = printed.readable(text)
    if wish is None:
        words = language_of(language)
        known = {"wishes": [one.as_dict(words) for one in wishes().values()]}
        print_lines([_json(known)] if form == "json" else listed(words))
        return
    said = printed.readable(wish)
    words = language or reading.read(kpi or said).language
    growth = tie(kpi, said, work=work, answers=printed.answers(answers))
    print_lines([_json(growth.as_dict(words))] if form == "json" else told(growth, words))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)

"""Recognition in a terminal."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from kpi_workshop.cli.base import language_of, main, print_lines
from kpi_workshop.content import Problem, languages

if TYPE_CHECKING:
    from kpi_workshop.coach.rewards import Preferences

_FILE = click.Path(dir_okay=False, path_type=Path)


@main.command()
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option(
    "--language",
    type=click.Choice(languages()),
    help="The language to be answered in. Default: that of TEXT, or the computer's.",
)
@click.option(
    "--people",
    default="",
    metavar="NAMES",
    help="Whom to plan for: “Lan, Minh (night), Hoa (part-time), Đức (manager)”. "
    "One name alone: a plan for oneself.",
)
@click.option("--weeks", default=8, show_default=True, metavar="N", help="How many weeks the calendar has.")
@click.option("--start", metavar="DATE", help="A day in its first week, such as 2027-03-01. Default: today.")
@click.option(
    "--prefer",
    multiple=True,
    metavar="WISH",
    help="One person's wish: words, visibility, time, learning, trust, say, care, together; public or "
    "private; peer, manager, team, leadership, customer, self; not-time and so on. For whoever plans: "
    "free, quick, apart. As often as needed.",
)
@click.option(
    "--answers",
    type=_FILE,
    metavar="FILE",
    help="A team's wishes, each person's on a line, separated by commas. Only counts are shown, from five "
    "people up.",
)
@click.option(
    "--given",
    type=_FILE,
    metavar="FILE",
    help="Thanks given so far: a CSV with the columns to, on, by. Adds reminders for whoever gives thanks.",
)
@click.option("--giver", default="", metavar="NAME", help="Remind of whom this person has not thanked.")
@click.option(
    "--most", type=click.IntRange(1), default=6, show_default=True, help="How many ideas are shown."
)
@click.argument("text", required=False, default="")
def rewards(  # noqa: PLR0913 - one argument for each option
    text: str,
    form: Literal["text", "json"],
    language: str | None,
    people: str,
    weeks: int,
    start: str | None,
    prefer: tuple[str, ...],
    answers: Path | None,
    given: Path | None,
    giver: str,
    most: int,
) -> None:
    """Ideas for recognition that isn't (only) money, and a calendar in which nobody is forgotten.

    TEXT is a reward that somebody thinks of: what is known about rewards that hang on one number is said
    then. It warns and never forbids. What is given in files is read and not kept.
    """
    from kpi_workshop import reading
    from kpi_workshop.coach import rewards as domain
    from kpi_workshop.coach.rewards.terminal import Report

    wishes = _wishes(prefer, answers)
    team = domain.people_called(people) if people.strip() else ()
    thanks = domain.thanks_in(_read(given)) if given else ()
    today = dt.datetime.now().astimezone().date()
    first = _date(start) if start else today
    report = Report(
        language=language or (reading.read(text).language if text.strip() else language_of(None)),
        wishes=wishes,
        caution=domain.caution(text, language) if text.strip() else None,
        suggestions=domain.suggest(wishes, most=most),
        plan=domain.plan(team, weeks, first, wishes, thanks) if team else None,
        reminders=domain.reminders(team, thanks, today, giver=giver) if team and given else (),
    )
    print_lines([report.as_json()] if form == "json" else report.lines())


def _wishes(prefer: tuple[str, ...], answers: Path | None) -> Preferences:
    from kpi_workshop.coach.rewards import gather, own, wish_called
    from kpi_workshop.coach.rewards.preferences import LIMITS

    said = [wish_called(wish) for option in prefer for wish in option.split(",") if wish.strip()]
    if answers is None:
        return own(said)
    forms = [
        [wish_called(wish) for wish in line.split(",") if wish.strip()]
        for line in _read(answers).splitlines()
        if line.strip()
    ]
    others = [wish for wish in said if wish not in LIMITS]
    if others:
        raise Problem("rewards.unknown-wish", given=others[0], known=", ".join(LIMITS))
    return gather(forms, said)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise Problem("rewards.unreadable", name=path.name, reason=error.strerror or "?") from error
    except UnicodeDecodeError as error:
        raise Problem("rewards.unreadable", name=path.name, reason="UTF-8?") from error


def _date(said: str) -> dt.date:
    try:
        return dt.date.fromisoformat(said)
    except ValueError:
        raise Problem("rewards.date", given=said[:40]) from None

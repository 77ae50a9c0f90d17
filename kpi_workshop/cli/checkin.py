"""The guide for a check-in, on the command line."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
from typing import TYPE_CHECKING, Any

import click

from kpi_workshop.cli.base import database_options, main, open_store, print_lines
from kpi_workshop.content import Problem, known_language, languages
from kpi_workshop.kpi import RHYTHMS, Kpi

if TYPE_CHECKING:
    from kpi_workshop.coach.checkin import Note

_FIELDS = ("baseline", "target", "measure", "counter_measure", "purpose", "owner", "review_date")


@main.command()
@database_options
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--language", type=click.Choice(languages()), help="Default: the KPI's, or the session's.")
@click.option("--rhythm", type=click.Choice(RHYTHMS), help="Default: the KPI's, or weekly.")
@click.option(
    "--setting",
    type=click.Choice(["one-to-one", "team"]),
    default="one-to-one",
    show_default=True,
    help="Who talks.",
)
@click.option(
    "--known",
    multiple=True,
    metavar="FIELD=TEXT",
    help=f"What is known: {', '.join(_FIELDS)}. As often as needed.",
)
@click.option(
    "--noted",
    multiple=True,
    metavar="DATE=VALUE",
    help="A value noted earlier, such as 2027-01-15=42. As often as needed.",
)
@click.option("--on", metavar="DATE", default="", help="The day of the talk. Default: today.")
@click.option(
    "--session", metavar="CODE", default="", help="A KPI of this session, with what was noted there."
)
@click.option("--kpi", "number", type=click.IntRange(1), default=1, show_default=True, help="Which of them.")
@click.argument("text", default="")
def checkin(text: str, session: str, form: str, language: str | None, **how: Any) -> None:
    """Print the guide for a short, regular talk about the KPI in TEXT, or about one of a session's KPIs.

    It asks for progress and support, says what the values noted so far show, and when it is time to ask
    whether the KPI still fits.
    """
    from kpi_workshop.coach.checkin import guide
    from kpi_workshop.coach.checkin.report import as_text

    known: dict[str, Any]
    if session:
        with contextlib.closing(open_store(how["data_dir"], how["database_url"])) as store:
            title, spoken, known = _of_session(store, session, how["number"], language)
    else:
        title, spoken, known = "", _language_of(text, language), _typed(text, **how)
    on = _day(how["on"]) if how["on"] else dt.datetime.now(dt.UTC).date()
    talk = guide(**known, on=on, rhythm=how["rhythm"], setting=how["setting"])
    if form == "json":
        whole = {**talk.as_dict(spoken), "changes": [one.as_dict() for one in known.get("changes", ())]}
        click.echo(json.dumps(whole, ensure_ascii=False, indent=2).encode())
    else:
        print_lines(as_text(talk, spoken, title, known.get("changes", ())))


def _of_session(
    store: Any, session: str, number: int, language: str | None
) -> tuple[str, str, dict[str, Any]]:
    """Whose KPI it is in words, the language, and what `guide` needs to know."""
    from kpi_workshop.coach.checkin.rhythm import day
    from kpi_workshop.coach.checkin.wording import say
    from kpi_workshop.live import state_of

    state = state_of(store, session)
    kpis = state.focus
    if number > len(kpis):
        raise Problem("checkin.no-such-kpi", number=number, count=len(kpis))
    kpi, spoken = kpis[number - 1], known_language(language or state.language)
    known = {
        "kpi": state.now(kpi),
        "notes": sorted(state.followup.notes.get(kpi, ()), key=lambda note: note.date),
        "agreed": day(state.opened_on),
        "changes": state.followup.changes.get(kpi, ()),
    }
    title = say("terminal.session", spoken, title=state.title, number=number, count=len(kpis))
    return title, spoken, known


def _typed(text: str, known: tuple[str, ...], noted: tuple[str, ...], **_: Any) -> dict[str, Any]:
    """What `guide` needs to know, from the command line."""
    if not text.strip():
        raise Problem("checkin.empty")
    fields: dict[str, str] = {}
    for given in known:
        name, sign, said = given.partition("=")
        if not sign or name.strip() not in _FIELDS:
            raise Problem("checkin.unknown-field", given=given, known=", ".join(_FIELDS))
        fields[name.strip()] = said.strip()
    notes = sorted(map(_noted, noted), key=lambda note: note.date)
    return {"kpi": Kpi.from_dict({"id": "kpi", "text": text.strip(), **fields}), "notes": notes}


def _noted(given: str) -> Note:
    from kpi_workshop.coach.checkin import Note

    date, sign, value = given.partition("=")
    if not sign or not value.strip():
        raise Problem("checkin.no-value", given=given)
    written = _day(date.strip()).isoformat()
    return Note(id=written, date=written, value=value.strip())


def _day(written: str) -> dt.date:
    from kpi_workshop.coach.checkin.rhythm import day

    found = day(written)
    if found is None:
        raise Problem("session.date", written=written)
    return found


def _language_of(text: str, language: str | None) -> str:
    from kpi_workshop.reading import read

    return known_language(language or (read(text).language if text.strip() else None))

"""The command line. Each command imports what it needs when it runs, so that it starts quickly."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal, TypeVar

import click

from kpi_workshop import __version__
from kpi_workshop.content import ContentError, Problem, known_language, languages

_DATA = Path("kpi-workshop-data")
_F = TypeVar("_F", bound=Callable[..., Any])


class _Command(click.Command):
    """Tells problems in words, in the person's language; a traceback is for our own mistakes."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except Problem as problem:
            language = known_language(ctx.params.get("language") or os.environ.get("LANG"))
            raise click.ClickException(problem.text(language)) from problem
        except ContentError as error:
            raise click.ClickException(str(error)) from error


class _Group(click.Group):
    command_class = _Command


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__)
def main() -> None:
    """KPIs that motivate instead of micromanage: live workshops, lessons and check-ins."""


def _database_options(command: _F) -> _F:
    """Where sessions are kept."""
    command = click.option(
        "--database-url",
        default="",
        help="sqlite:///FILE or postgresql://… Default: SQLite in the data folder.",
    )(command)
    return click.option(
        "--data-dir",
        type=click.Path(file_okay=False, path_type=Path),
        default=_DATA,
        show_default=True,
        help="The folder for the database and the facilitator's key.",
    )(command)


def _serving_options(command: _F) -> _F:
    for option in (
        click.option("--no-browser", is_flag=True, help="Don't open a browser."),
        click.option(
            "--language",
            type=click.Choice(languages()),
            default="en",
            show_default=True,
            help="Language to start in.",
        ),
        click.option(
            "--public-url", default="", help="The address others use, if this machine can't know it."
        ),
        click.option("--port", type=click.IntRange(1, 65535), default=8866, show_default=True),
        click.option(
            "--host", default="127.0.0.1", show_default=True, help="0.0.0.0 lets others on the network in."
        ),
    ):
        command = option(command)
    return _database_options(command)


def _store(data_dir: Path, database_url: str) -> Any:
    from kpi_workshop.store import connect

    if database_url:
        return connect(database_url)
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    return connect(f"sqlite:///{data_dir.resolve() / 'kpi-workshop.db'}")


@main.command()
@_serving_options
def serve(no_browser: bool, **options: Any) -> None:
    """Serve the workshop's pages until stopped."""
    from kpi_workshop.serving.app import serve as run
    from kpi_workshop.serving.settings import Settings

    run(Settings(open_browser=not no_browser, **options))


@main.command()
@_serving_options
def demo(no_browser: bool, data_dir: Path, **options: Any) -> None:
    """Serve, with simulated people in every session and one that moves by itself. Not for real sessions."""
    from kpi_workshop.rehearsal.demo import demo as run
    from kpi_workshop.serving.settings import Settings

    # Its people join every session that is opened: they stay away from real ones.
    apart = Path("kpi-workshop-demo") if data_dir == _DATA else data_dir
    run(Settings(open_browser=not no_browser, data_dir=apart, **options))


@main.command()
@click.option("--people", type=click.IntRange(1, 500), default=8, show_default=True)
@click.option(
    "--speed", type=click.FloatRange(0.1, 1000), default=10, show_default=True, help="1 is human pace."
)
@click.option("--seed", default="1", show_default=True, help="The same seed, the same people.")
@click.option("--language", type=click.Choice(languages()), default="en", show_default=True)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--url", default="", help="A running server. Default: one of its own, gone afterwards.")
@click.option("--key", envvar="KPI_WORKSHOP_KEY", default="", help="That server's facilitator's key.")
@click.argument("agenda")
def rehearse(agenda: str, form: str, url: str, key: str, **plan: Any) -> None:
    """Play AGENDA with simulated people over the real protocol, and measure it."""
    from kpi_workshop.rehearsal.play import Plan, as_json, as_text
    from kpi_workshop.rehearsal.play import rehearse as run

    report = run(Plan(agenda=agenda, **plan), url, key)
    click.echo((as_json(report) if form == "json" else as_text(report, plan["language"])).encode())
    sys.exit(0 if report.ok else 1)


@main.command()
@click.option("--format", "form", type=click.Choice(["text", "jsonl"]), default="text", show_default=True)
@click.option(
    "--language", type=click.Choice(languages()), help="Words in this language. Default: each statement's."
)
@click.argument("file", default="-")
def critique(file: str, form: Literal["text", "jsonl"], language: str | None) -> None:
    """Read the KPIs in FILE (or -, standard input) closely: a line each, or a CSV with a column `text`."""
    from kpi_workshop.critic.files import read_text, statements
    from kpi_workshop.critic.report import report

    text = sys.stdin.buffer.read().decode("utf-8-sig", errors="replace") if file == "-" else read_text(file)
    for line in report(statements(text, file), form, language):
        click.echo(line.encode())


@main.command(name="export")
@_database_options
@click.option("--format", "form", required=True, help="xlsx, docx, md, csv, or json for the whole session.")
@click.option(
    "--output", type=click.Path(path_type=Path), help="Default: a name made from the session's title."
)
@click.argument("session")
def export_session(session: str, form: str, output: Path | None, data_dir: Path, database_url: str) -> None:
    """Write the charter of SESSION (its join code or id)."""
    from kpi_workshop import export
    from kpi_workshop.export.from_session import charter_of
    from kpi_workshop.export.session_file import dump
    from kpi_workshop.live import state_of

    store = _store(data_dir, database_url)
    state = state_of(store, session)
    if form == "json":
        file, name = dump(store, state.id), f"{state.code}.json"
    else:
        chosen, charter = export.find_format(form), charter_of(state)
        file, name = chosen.render(charter), export.filename(charter, chosen)
    target = output or Path(name)
    target.write_bytes(file)
    click.echo(str(target))


@main.command(name="import")
@_database_options
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_session(file: Path, data_dir: Path, database_url: str) -> None:
    """Store the session in FILE, written by `export --format json`; prints its join code."""
    from kpi_workshop.export.session_file import load
    from kpi_workshop.live import state_of

    store = _store(data_dir, database_url)
    click.echo(state_of(store, load(store, file.read_bytes())).code)


if __name__ == "__main__":
    main()

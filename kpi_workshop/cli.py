"""The command line. Each command imports what it needs when it runs, so that it starts quickly."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Literal, TypeVar

import click

from kpi_workshop import __version__
from kpi_workshop.content import ContentError, Problem, known_language, languages

_DATA = Path("kpi-workshop-data")
_F = TypeVar("_F", bound=Callable[..., Any])


class _Command(click.Command):
    """Tells problems in words, in the person's language; a traceback is for our own mistakes."""

    failure = click.ClickException

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except Problem as problem:
            raise self.failure(problem.text(_language_of(ctx.params.get("language")))) from problem
        except ContentError as error:
            raise self.failure(str(error)) from error


class _NotDone(click.ClickException):
    exit_code = 2


class _Linter(_Command):
    """A command for which 1 says that something was found, as with other linters."""

    failure = _NotDone


def _language_of(wanted: str | None) -> str:
    """The language to speak to a person in: what they ask for, or their computer's."""
    return known_language(wanted or os.environ.get("LANG"))


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


@main.command(cls=_Linter)
@click.option(
    "--format", "form", type=click.Choice(["text", "jsonl", "sarif"]), default="text", show_default=True
)
@click.option("--select", multiple=True, metavar="RULES", help="Only these rules, separated by commas.")
@click.option("--ignore", multiple=True, metavar="RULES", help="Without these rules.")
@click.option(
    "--severity", type=click.Choice(["must", "should", "consider"]), help="This severity and above."
)
@click.option(
    "--language", type=click.Choice(languages()), help="Words in this language. Default: each statement's."
)
@click.option("--config", metavar="FILE", help="Settings. Default: the nearest [tool.kpi-workshop].")
@click.option("--all", "in_full", is_flag=True, help="Every finding in full, not only the first three.")
@click.option("--exit-zero", is_flag=True, help="Exit with 0 even if something is found.")
@click.argument("files", nargs=-1, metavar="[FILE]...")
def critique(
    files: tuple[str, ...], form: str, config: str | None, in_full: bool, exit_zero: bool, **options: Any
) -> None:
    """Read the KPIs in each FILE (or folder, or -, standard input) closely.

    A line each; or the rows of a CSV with a column `text`; or the lists and tables of Markdown (.md).
    Exits with 0 if nothing is found, 1 if something is, 2 if a file or a setting can't be read.
    """
    from kpi_workshop.lint.jsonl import as_jsonl
    from kpi_workshop.lint.report import as_text, printable
    from kpi_workshop.lint.run import Run
    from kpi_workshop.lint.settings import settings_for

    problems: list[Problem] = []

    def tell(problem: Problem) -> None:
        click.echo(printable(problem.text(_language_of(settings.language))), err=True)
        if form == "sarif":
            problems.append(problem)

    names = files or ("-",)
    settings = settings_for(names, config).overridden(**options)
    run = Run(names, settings, tell)
    if form == "text":
        lines = as_text(run, settings.language, with_files=run.several, in_full=in_full)
    elif form == "jsonl":
        lines = as_jsonl(run, settings.language, with_files=run.several)
    else:
        from kpi_workshop.lint.sarif import as_sarif

        lines = iter([as_sarif(run, problems, settings.language, reader=_language_of(settings.language))])
    gc.set_threshold(
        50_000
    )  # a reading leaves hardly any cycles; looking for them as often as usual takes a sixth of the time
    _print(lines)
    sys.exit(0 if exit_zero and run.complete else run.exit_code)


def _print(lines: Iterable[str]) -> None:
    """In UTF-8 whatever the terminal's encoding, and quickly also for millions of lines."""
    out = sys.stdout.buffer
    for line in lines:
        out.write(f"{line}\n".encode())
    out.flush()


@main.command(cls=_Linter)
@click.option("--language", type=click.Choice(languages()), help="Default: that of this computer.")
@click.argument("rule")
def explain(rule: str, language: str | None) -> None:
    """Tell what RULE is about: what it finds and why that matters, with examples."""
    from kpi_workshop.lint.explain import explain as run

    _print([run(rule, _language_of(language))])


@main.command(cls=_Linter)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--language", type=click.Choice(languages()), help="Default: that of this computer.")
def rules(form: str, language: str | None) -> None:
    """List every rule of the critic."""
    from kpi_workshop.lint.explain import rules_as_json, rules_as_text

    _print([(rules_as_json if form == "json" else rules_as_text)(_language_of(language))])


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

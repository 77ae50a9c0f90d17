"""What all commands share: how problems are told, where data lies, how lines are printed."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import click

from kpi_workshop import __version__
from kpi_workshop.content import ContentError, Problem, known_language

DATA = Path("kpi-workshop-data")
_F = TypeVar("_F", bound=Callable[..., Any])


class Command(click.Command):
    """Tells problems in words, in the person's language; a traceback is for our own mistakes."""

    failure = click.ClickException

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except Problem as problem:
            raise self.failure(problem.text(language_of(ctx.params.get("language")))) from problem
        except ContentError as error:
            raise self.failure(str(error)) from error


class NotDone(click.ClickException):
    exit_code = 2


class Linter(Command):
    """A command for which 1 says that something was found, as with other linters."""

    failure = NotDone


def language_of(wanted: str | None) -> str:
    """The language to speak to a person in: what they ask for, or their computer's."""
    return known_language(wanted or os.environ.get("LANG"))


class _Group(click.Group):
    command_class = Command


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__)
def main() -> None:
    """KPIs that motivate instead of micromanage: live workshops, lessons and check-ins."""


def database_options(command: _F) -> _F:
    """Where sessions are kept."""
    command = click.option(
        "--database-url",
        default="",
        help="sqlite:///FILE or postgresql://… Default: SQLite in the data folder.",
    )(command)
    return click.option(
        "--data-dir",
        type=click.Path(file_okay=False, path_type=Path),
        default=DATA,
        show_default=True,
        help="The folder for the database and the facilitator's key.",
    )(command)


def open_store(data_dir: Path, database_url: str) -> Any:
    from kpi_workshop.store import connect

    if database_url:
        return connect(database_url)
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    return connect(f"sqlite:///{data_dir.resolve() / 'kpi-workshop.db'}")


def print_lines(lines: Iterable[str]) -> None:
    """In UTF-8 whatever the terminal's encoding, and quickly also for millions of lines."""
    out = sys.stdout.buffer
    for line in lines:
        out.write(f"{line}\n".encode())
    out.flush()

"""Commands about the course: certificates, and what those who write lessons need."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kpi_workshop.cli.base import DATA, language_of, main, print_lines
from kpi_workshop.content import languages


@main.command()
@click.option("--name", required=True, help="The name on the certificate.")
@click.option(
    "--data-dir",
    type=click.Path(file_okay=False, path_type=Path),
    default=DATA,
    show_default=True,
    help="The data folder of the server that issued it.",
)
@click.option("--language", type=click.Choice(languages()), help="Default: that of this computer.")
@click.argument("code")
def verify(code: str, name: str, data_dir: Path, language: str | None) -> None:
    """Check the CODE of a certificate of the course, here where it was issued.

    Exits with 0 if it was issued here for this name, with 1 if not. Certificates from notebooks on this
    computer are known as well.
    """
    from kpi_workshop.course.certificate import own_folder, verify_here

    said, known = verify_here(code, name, (data_dir, own_folder()), language_of(language))
    print_lines([said])
    sys.exit(0 if known else 1)


@main.group()
def new() -> None:
    """Begin a lesson or an exercise: a file that is in order, to be filled with life."""


@new.command(name="lesson")
@click.argument("name")
def new_lesson(name: str) -> None:
    """Begin the lesson NAME, such as ask-for-help: its file, two exercises and its notebook."""
    from kpi_workshop.course.skeletons import new_lesson as run

    print_lines(str(path) for path in run(name))


@new.command(name="exercise")
@click.option("--kind", default="choose", show_default=True, help="One of the kinds in docs/lessons.md.")
@click.argument("lesson")
@click.argument("name")
def new_exercise(lesson: str, name: str, kind: str) -> None:
    """Begin the exercise NAME of LESSON."""
    from kpi_workshop.course.skeletons import new_exercise as run

    print_lines(str(path) for path in run(lesson, name, kind))

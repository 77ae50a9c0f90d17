"""Commands for those who write lessons."""

from __future__ import annotations

import click

from kpi_workshop.cli.base import main, print_lines


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

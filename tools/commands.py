"""The command reference, `docs/commands.md`, made from the command line itself.

Write it with `make docs`; a test keeps it up to date.
"""

from __future__ import annotations

import html
import inspect
from pathlib import Path

import click

from kpi_workshop.cli import main

PAGE = Path(__file__).resolve().parent.parent / "docs" / "commands.md"
_NAME = "kpi-workshop"
_INTRO = """\
# Commands

Every command of `kpi-workshop` with its options. `make` puts the program into `.venv/bin`. This page is made
from the program's own help: change a command, then run `make docs`.

What goes wrong is said in a sentence on standard error, and the exit code is not 0."""


def reference() -> str:
    """The whole page."""
    top = click.Context(main, info_name=_NAME)
    parts = [_INTRO]
    parts += _commands(main, top)
    return "\n\n".join(parts) + "\n"


def _commands(group: click.Group, context: click.Context) -> list[str]:
    """Every command of a group, those of groups in it included."""
    parts = []
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is None or command.hidden:
            continue
        inner = click.Context(command, info_name=name, parent=context)
        parts += _commands(command, inner) if isinstance(command, click.Group) else _command(command, inner)
    return parts


def _command(command: click.Command, context: click.Context) -> list[str]:
    usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
    return [
        f"## {context.command_path.removeprefix(_NAME).strip()}",
        inspect.cleandoc(command.help or "").replace("\f", ""),
        f"```\n{usage}\n```",
        _options(command, context),
    ]


def _options(command: click.Command, context: click.Context) -> str:
    """A table of what may be chosen; `--help`, which every command has, is left out."""
    rows = [
        record
        for parameter in command.params
        if isinstance(parameter, click.Option) and (record := parameter.get_help_record(context))
    ]
    table = ["| option | meaning |", "|---|---|"]
    table += [f"| `{_cell(names)}` | {html.escape(_cell(meaning), quote=False)} |" for names, meaning in rows]
    return "\n".join(table)


def _cell(words: str) -> str:
    """Words that stay within one cell."""
    return " ".join(words.split()).replace("|", r"\|")


if __name__ == "__main__":
    PAGE.write_text(reference(), encoding="utf-8")

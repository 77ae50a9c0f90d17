"""Sessions as files."""

from __future__ import annotations

from pathlib import Path

import click

from kpi_workshop.cli.base import database_options, main, open_store


@main.command(name="export")
@database_options
@click.option(
    "--format",
    "form",
    required=True,
    help="xlsx, docx, md, csv, ics for the calendar of check-ins, or json for the whole session.",
)
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

    store = open_store(data_dir, database_url)
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
@database_options
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_session(file: Path, data_dir: Path, database_url: str) -> None:
    """Store the session in FILE, written by `export --format json`; prints its join code."""
    from kpi_workshop.export.session_file import load
    from kpi_workshop.live import state_of

    store = open_store(data_dir, database_url)
    click.echo(state_of(store, load(store, file.read_bytes())).code)

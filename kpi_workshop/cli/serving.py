"""Commands that serve the pages, for people or for simulated ones."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from kpi_workshop.cli.base import DATA, database_options, main
from kpi_workshop.content import languages

_F = TypeVar("_F", bound=Callable[..., Any])


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
    return database_options(command)


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
    apart = Path("kpi-workshop-demo") if data_dir == DATA else data_dir
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

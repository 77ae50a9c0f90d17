"""The critic as a linter."""

from __future__ import annotations

import gc
import sys
from typing import Any

import click

from kpi_workshop.cli.base import Linter, language_of, main, print_lines
from kpi_workshop.content import Problem, languages


@main.command(cls=Linter)
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
        click.echo(printable(problem.text(language_of(settings.language))), err=True)
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

        lines = iter([as_sarif(run, problems, settings.language, reader=language_of(settings.language))])
    gc.set_threshold(
        50_000
    )  # a reading leaves hardly any cycles; looking for them as often as usual takes a sixth of the time
    print_lines(lines)
    sys.exit(0 if exit_zero and run.complete else run.exit_code)


@main.command(cls=Linter)
@click.option("--language", type=click.Choice(languages()), help="Default: that of this computer.")
@click.argument("rule")
def explain(rule: str, language: str | None) -> None:
    """Tell what RULE is about: what it finds and why that matters, with examples."""
    from kpi_workshop.lint.explain import explain as run

    print_lines([run(rule, language_of(language))])


@main.command(cls=Linter)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--language", type=click.Choice(languages()), help="Default: that of this computer.")
def rules(form: str, language: str | None) -> None:
    """List every rule of the critic."""
    from kpi_workshop.lint.explain import rules_as_json, rules_as_text

    print_lines([(rules_as_json if form == "json" else rules_as_text)(language_of(language))])

"""A pairing in a terminal: the question with answers to start from, then what could go with the KPI."""

from __future__ import annotations

import json
import os
import sys
import textwrap
from collections.abc import Iterator
from typing import Literal

import click

from kpi_workshop import content
from kpi_workshop.coach.pair import Pairing, pair
from kpi_workshop.coach.sources import PRACTICE
from kpi_workshop.lint.report import printable

_WIDTH = 100
_INDENT = "  "


def run(text: str, language: str | None, form: Literal["text", "json"]) -> None:
    """Pair the KPI in `text` and print the result. Raises `Problem` for an empty statement."""
    # Bytes of the command line that are no UTF-8 are shown as such.
    found = pair(text.encode("utf-8", "surrogateescape").decode("utf-8", "replace"), language)
    if form == "json":
        click.echo(json.dumps(found.as_dict(), ensure_ascii=False, indent=2).encode())
        return
    coloured = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    for words, indent, bold in _lines(found):
        plain = printable(" ".join(words.split()))
        behind = indent + (_INDENT if plain.startswith("•") else "")
        lines = textwrap.wrap(plain, _WIDTH, initial_indent=indent, subsequent_indent=behind)
        for line in lines or [""]:
            click.echo((click.style(line, bold=True) if bold and coloured else line).encode())


def _lines(found: Pairing) -> Iterator[tuple[str, str, bool]]:
    """Paragraphs, each with its indent and whether it is a heading."""
    shown = found.as_dict()
    language = content.known_language(found.language)

    def say(key: str, **params: object) -> str:
        return content.text(f"pair.terminal.{key}", language, **params)

    yield f"“{found.text.strip()}”", "", False
    for key in ("pushes", "aims"):
        if shown[key]:
            yield say(key, names=" · ".join(concept["name"] for concept in shown[key])), "", False
    yield "", "", False
    yield shown["question"], "", True
    for starter in shown["starters"]:
        yield f"• {starter}", _INDENT, False
    yield "", "", False
    yield say("heading"), "", True
    yield shown["note"], "", False
    for number, suggestion in enumerate(shown["suggestions"], start=1):
        yield "", "", False
        yield f"{number}. {suggestion['name']} ({', '.join(suggestion['tags'])})", "", True
        yield suggestion["asks"], _INDENT, False
        yield say("why", words=" ".join(suggestion["why"])), _INDENT, False
        yield say("evidence", words=suggestion["evidence"]), _INDENT, False
        yield say("gamed", words=suggestion["gamed"]), _INDENT, False
        for source in suggestion["sources"]:
            if source["id"] != PRACTICE:
                about = " ".join(filter(None, (source["about"], source["mind"])))
                yield say("source", words=f"{source['citation']}: {about}"), _INDENT, False

"""Handouts: a folder each in `workshop/handouts/`, their blocks in one file and the words in one a language.

`handout.toml` lists the blocks in their order, each with an `id` and a `kind`; `<language>.toml` has `title`,
`intro`, `note` (the small print) and a table of words for each block. Two blocks in a row with `half = true`
stand side by side. What is wrong is a `ContentError` that names file, key, value and what was expected.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from kpi_workshop import content
from kpi_workshop.content import ContentError
from kpi_workshop.entries import Entry

_MOST_LINES = 40


def names() -> tuple[str, ...]:
    """The ids of all handouts, in the order in which they are used: `order` in their files."""
    found = [path.parent.name for path in content.folder("workshop", "handouts").glob("*/handout.toml")]
    return tuple(sorted(found, key=lambda name: (_structure(name).count("order"), name)))


def title(name: str, language: str) -> str:
    """What the handout is called."""
    return _words(name, language).text("title")


def data(name: str, language: str) -> dict[str, Any]:
    """What the template needs: `intro`, `note` and the blocks with their words."""
    structure, words = _structure(name), _words(name, language)
    structure.only("order", "blocks")
    words.only("title", "intro", "note", "blocks")
    listed = words.named("blocks")
    blocks = [_block(block, listed, words) for block in structure.tables("blocks", at_least=1)]
    unknown = sorted(set(listed) - {block["id"] for block in blocks})
    if unknown:
        raise ContentError(
            f"{words.path}: blocks.{unknown[0]} is unknown; expected an id of {structure.path}"
        )
    return {"intro": words.text("intro"), "note": words.text("note", ""), "blocks": blocks}


def _block(block: Entry, listed: Mapping[str, Entry], words: Entry) -> dict[str, Any]:
    name = block.text("id")
    if name not in listed:
        raise ContentError(f"{words.path}: blocks.{name} is missing; expected the words of this block")
    kind = block.choice("kind", _KINDS)
    return {"id": name, "kind": kind, "half": block.flag("half"), **_KINDS[kind](block, listed[name])}


def _write(block: Entry, words: Entry) -> dict[str, Any]:
    """A prompt, and lines to write on."""
    block.only("id", "kind", "half", "lines")
    words.only("title", "text")
    lines = block.count("lines")
    block.expect("lines", 0 < lines <= _MOST_LINES, f"from 1 to {_MOST_LINES}")
    return {"title": words.text("title"), "text": words.text("text", ""), "lines": lines}


def _points(block: Entry, words: Entry) -> dict[str, Any]:
    """A list; with `boxes`, to tick."""
    block.only("id", "kind", "half", "boxes")
    words.only("title", "text", "points")
    points = []
    for point in words.tables("points", at_least=1):
        point.only("lead", "text")
        points.append({"lead": point.text("lead", ""), "text": point.text("text")})
    return {
        "title": words.text("title", ""),
        "text": words.text("text", ""),
        "boxes": block.flag("boxes"),
        "points": points,
    }


def _table(block: Entry, words: Entry) -> dict[str, Any]:
    """A table to read or to fill in: an empty cell is a place to write. `widths` are shares of the width;
    `blank` rows are added, `height` lines high."""
    block.only("id", "kind", "half", "widths", "blank", "height")
    words.only("title", "text", "head", "rows")
    widths = block.fields.get("widths", [])
    fine = (
        isinstance(widths, list) and bool(widths) and all(isinstance(one, int) and one > 0 for one in widths)
    )
    block.expect("widths", fine, "a list of shares of the width, whole numbers from 1")
    head = words.texts("head")
    words.expect("head", len(head) == len(widths), f"{len(widths)} texts, one a column")
    return {
        "title": words.text("title", ""),
        "text": words.text("text", ""),
        "widths": widths,
        "head": list(head),
        "rows": [*_rows(words, len(widths)), *([""] * len(widths) for _ in range(block.count("blank", 0)))],
        "height": block.count("height", 1),
    }


def _rows(words: Entry, columns: int) -> list[list[str]]:
    rows = words.fields.get("rows", [])
    fine = isinstance(rows, list) and all(
        isinstance(row, list) and len(row) == columns and all(isinstance(cell, str) for cell in row)
        for row in rows
    )
    words.expect("rows", fine, f"lists of {columns} texts each, empty where somebody writes")
    return list(rows)


def _text(block: Entry, words: Entry) -> dict[str, Any]:
    """Words that stand out: a tip, an example."""
    block.only("id", "kind", "half")
    words.only("title", "text")
    return {"title": words.text("title", ""), "text": words.text("text")}


_KINDS: Mapping[str, Callable[[Entry, Entry], dict[str, Any]]] = {
    "points": _points,
    "table": _table,
    "text": _text,
    "write": _write,
}


@functools.cache
def _structure(name: str) -> Entry:
    return _entry(content.folder("workshop", "handouts", name, "handout.toml"), name)


@functools.cache
def _words(name: str, language: str) -> Entry:
    return _entry(content.folder("workshop", "handouts", name, f"{language}.toml"), name)


def _entry(path: Path, name: str) -> Entry:
    return Entry(path, name, content.load_toml(path))

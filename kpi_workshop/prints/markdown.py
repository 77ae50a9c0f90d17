"""Markdown as blocks of data for a template: what is read is a tree, and nothing is pasted into markup."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping
from typing import Any

import mistune

from kpi_workshop.content import ContentError

Node = Mapping[str, Any]
"""A block or a span: `kind`, and what belongs to it."""

_NAMES = {
    "block_code": "code",
    "block_html": "code",
    "block_quote": "quote",
    "block_text": "paragraph",
    "codespan": "code",
    "inline_html": "code",
}
"""What the parser calls things, and what templates call them. HTML is shown as it was typed."""


def blocks(markdown: str, place: str) -> list[Node]:
    """The blocks of a text: `heading`, `paragraph`, `list`, `table`, `quote`, `code`, each with its spans.

    Links keep their words, and their address if it leads to the web; what looks like HTML stands there as it
    was typed, like code. Raises `ContentError` naming `place` and the kind for what has no form on paper (a
    picture).
    """
    tree: Any = mistune.create_markdown(renderer=None, plugins=["table"])(markdown)
    return _blocks(tree, place)


def _blocks(tokens: Iterable[Mapping[str, Any]], place: str) -> list[Node]:
    return [_block(token, place) for token in tokens if token["type"] != "blank_line"]


def _block(token: Mapping[str, Any], place: str) -> Node:
    kind = _NAMES.get(token["type"], token["type"])
    told: Node
    match kind:
        case "heading":
            told = {"level": token["attrs"]["level"], "spans": _spans(token["children"], place)}
        case "paragraph":
            told = {"spans": _spans(token["children"], place)}
        case "list":
            items = [_blocks(item["children"], place) for item in token["children"]]
            told = {"ordered": token["attrs"]["ordered"], "items": items}
        case "table":
            head, body = token["children"]
            told = {"head": _row(head, place), "rows": [_row(row, place) for row in body["children"]]}
        case "quote":
            told = {"blocks": _blocks(token["children"], place)}
        case "code":
            told = {"text": token["raw"].rstrip("\n")}
        case _:
            raise ContentError(f"{place}: {kind} can't be printed; expected text, lists, tables or quotes")
    return {"kind": kind, **told}


def _row(row: Mapping[str, Any], place: str) -> list[list[Node]]:
    return [_spans(cell["children"], place) for cell in row["children"]]


def _spans(tokens: Iterable[Mapping[str, Any]], place: str) -> list[Node]:
    return [span for token in tokens for span in _span(token, place)]


def _span(token: Mapping[str, Any], place: str) -> list[Node]:
    kind = _NAMES.get(token["type"], token["type"])
    match kind:
        case "text":
            return [_text(html.unescape(token["raw"]))]
        case "softbreak" | "linebreak":
            return [_text("\n" if kind == "linebreak" else " ")]
        case "code":
            return [{"kind": kind, "text": token["raw"]}]
        case "strong" | "emphasis":
            return [{"kind": kind, "spans": _spans(token["children"], place)}]
        case "link":
            inner, url = _spans(token["children"], place), token["attrs"]["url"]
            return [{"kind": kind, "url": url, "spans": inner}] if "://" in url else inner
        case _:
            raise ContentError(f"{place}: {kind} can't be printed; expected words, emphasis, code or links")


def _text(words: str) -> Node:
    return {"kind": "text", "text": words}

"""Texts of lessons: Markdown, read into a tree that a page draws. No HTML is ever made of it.

Beside paragraphs, lists, quotes, emphasis and headings there are terms: `[baseline](term:baseline)` opens
what the glossary says about `baseline` where it stands.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import mistune

Node = dict[str, Any]
"""`{"tag": …, "parts": [Node | str]}`; a term has `term` with its id as well."""

_TAGS: Mapping[str, str] = {
    "paragraph": "p",
    "block_text": "p",
    "block_quote": "blockquote",
    "list_item": "li",
    "strong": "strong",
    "emphasis": "em",
}
_TERM = "term:"


@functools.cache
def _parser() -> mistune.Markdown:
    return mistune.create_markdown(renderer=None)


def nodes(markdown: str) -> list[Node]:
    """The tree of a text. Raises `ValueError` for what lessons can't hold: HTML, pictures, code, links."""
    tokens = _parser()(markdown)
    assert not isinstance(tokens, str)
    return [node for node in _nodes(tokens) if isinstance(node, dict)]


def terms(tree: Sequence[Node | str]) -> Iterator[str]:
    """The ids of all terms in a tree."""
    for node in tree:
        if isinstance(node, dict):
            if "term" in node:
                yield node["term"]
            yield from terms(node["parts"])


def _nodes(tokens: Sequence[Mapping[str, Any]]) -> list[Node | str]:
    return [node for token in tokens for node in _node(token)]


def _node(token: Mapping[str, Any]) -> Iterator[Node | str]:
    kind = token["type"]
    if kind in ("text", "inline_html") and not token["raw"].startswith("<"):
        yield token["raw"]
    elif kind in ("softbreak", "linebreak"):
        yield " "
    elif kind == "heading":
        yield {"tag": "h2", "parts": _nodes(token["children"])}
    elif kind == "list":
        yield {"tag": "ol" if token["attrs"]["ordered"] else "ul", "parts": _nodes(token["children"])}
    elif kind == "link" and token["attrs"]["url"].startswith(_TERM):
        term = token["attrs"]["url"].removeprefix(_TERM)
        yield {"tag": "term", "term": term, "parts": _nodes(token["children"])}
    elif kind in _TAGS:
        yield {"tag": _TAGS[kind], "parts": _nodes(token["children"])}
    elif kind != "blank_line":
        raise ValueError(f"{kind} {token.get('raw', '')!r}".strip())

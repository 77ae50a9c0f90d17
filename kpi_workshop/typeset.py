"""Typst, told what to set: a template of `workshop/print/` and data. Text is data there, never markup."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Literal, get_args

import typst

from kpi_workshop import content
from kpi_workshop.content import ContentError

Paper = Literal["a4", "letter"]
PAPERS: tuple[Paper, ...] = get_args(Paper)

_LONG_AGO = 0
"""The same input gives the same bytes: no clock is read."""


def typeset(template: str, data: Mapping[str, Any], *, title: str, language: str, paper: Paper) -> bytes:
    """A PDF of `data` in the template of that name, `workshop/print/<template>.typ`.

    `data` is JSON to be: its texts appear letter by letter, whatever they look like. The PDF is tagged
    (PDF/UA-1), and has `title` and `language` in it. No fonts but the kit's own are used.

    Raises `ContentError` naming the template if the content doesn't fit into it, or has a character that
    the fonts lack.
    """
    path = content.folder("workshop", "print", f"{template}.typ")
    told = {**data, "title": title, "language": language, "paper": paper}
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(content.folder("workshop", "fonts"))],
    )
    try:
        return bytes(
            typst.compile(
                str(path),
                root=str(path.parent),
                font_paths=fonts,
                ignore_system_fonts=True,
                sys_inputs={"data": json.dumps(told, ensure_ascii=False)},
                pdf_standards=["ua-1"],
                timestamp=_LONG_AGO,
            )
        )
    except typst.TypstError as error:
        hints = "".join(f" ({hint})" for hint in error.hints)
        raise ContentError(f"{path}: {title} can't be printed: {error.message}{hints}") from error

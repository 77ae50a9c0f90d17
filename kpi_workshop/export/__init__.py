"""Taking the charter home: one module a format, each with `render(charter) -> bytes`."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping

from kpi_workshop.content import Problem
from kpi_workshop.export import docx, ics, markdown, table, wording, xlsx
from kpi_workshop.export.charter import Charter, CharterKpi
from kpi_workshop.sheet.words import folded

__all__ = ["FORMATS", "Charter", "CharterKpi", "Format", "filename", "find_format"]

_LONGEST_TITLE = 60


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A way to write a charter."""

    extension: str
    """Without the dot."""
    media_type: str
    render: Callable[[Charter], bytes]


_OFFICE = "application/vnd.openxmlformats-officedocument."

FORMATS: Mapping[str, Format] = {
    format_.extension: format_
    for format_ in (
        Format(extension="docx", media_type=f"{_OFFICE}wordprocessingml.document", render=docx.render),
        Format(extension="xlsx", media_type=f"{_OFFICE}spreadsheetml.sheet", render=xlsx.render),
        Format(extension="md", media_type="text/markdown; charset=utf-8", render=markdown.render),
        Format(extension="csv", media_type="text/csv; charset=utf-8", render=table.render),
        Format(extension="ics", media_type="text/calendar; charset=utf-8", render=ics.render),
    )
}
"""By the name under which people ask for it, which is the file's extension."""


def find_format(wanted: str) -> Format:
    """The format of that name. Raises `Problem("export.unknown-format")` naming those there are."""
    try:
        return FORMATS[wanted]
    except KeyError:
        raise Problem("export.unknown-format", wanted=wanted, known=", ".join(FORMATS)) from None


def filename(charter: Charter, chosen: Format) -> str:
    """A name for the file that every system takes: small letters, digits, hyphens, one dot."""
    title = "-".join(word for word in folded(charter.title).split() if word.isascii())[:_LONGEST_TITLE]
    draft = "" if charter.complete else wording.word("file-draft", charter)
    parts = (wording.word("file-name", charter), title.strip("-"), charter.date, draft)
    return "-".join(part for part in parts if part) + f".{chosen.extension}"

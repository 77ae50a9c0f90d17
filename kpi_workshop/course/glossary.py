"""The glossary: what the course's terms mean, opened where a term stands."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from kpi_workshop import content
from kpi_workshop.entries import Entry


@functools.cache
def glossary() -> Mapping[str, Entry]:
    """Each term by its id, with a table for each language: `name` and `text`, two sentences at most.

    Raises `ContentError` naming file and key.
    """
    path = content.folder("data", "glossary.toml")
    found = {}
    for term, fields in content.load_toml(path).items():
        entry = found[term] = Entry(path, term, fields)
        entry.only(*content.languages())
        for language in content.languages():
            said = entry.table(language)
            said.only("name", "text")
            said.text("name")
            said.text("text")
    return found


def explained(term: str, language: str) -> dict[str, str]:
    """A term's `name` and `text`. Raises `KeyError` for an unknown one."""
    said = glossary()[term].table(language)
    return {"name": said.text("name"), "text": said.text("text")}

"""The glossary: what the course's terms mean, opened where a term stands."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from kpi_workshop import content
from kpi_workshop.content import ContentError
from kpi_workshop.entries import Entry


@functools.cache
def glossary() -> Mapping[str, Entry]:
    """Each term of `data/glossary/*.toml` by its id, with a table for each language: `name` and `text`.

    Raises `ContentError` naming file and key.
    """
    found: dict[str, Entry] = {}
    for path in sorted(content.folder("data", "glossary").glob("*.toml")):
        for term, fields in content.load_toml(path).items():
            if term in found:
                raise ContentError(
                    f"{path}: {term} stands in {found[term].path} already; expected a new term"
                )
            found[term] = _checked(Entry(path, term, fields))
    return found


def _checked(entry: Entry) -> Entry:
    entry.only(*content.languages())
    for language in content.languages():
        said = entry.table(language)
        said.only("name", "text")
        said.text("name")
        said.text("text")
    return entry


def explained(term: str, language: str) -> dict[str, str]:
    """A term's `name` and `text`. Raises `KeyError` for an unknown one."""
    said = glossary()[term].table(language)
    return {"name": said.text("name"), "text": said.text("text")}

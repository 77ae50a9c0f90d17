"""Collections of content: what an entry is, in one file, and its words, in one file a language.

`data/<collection>/<file>.toml` holds a table for each entry, named by its id; the words of those entries
are in `data/<collection>/<language>/<file>.toml`, in tables of the same names. Ids are unique in a
collection. Whoever reads an entry asks for its fields one by one; what is wrong is a `ContentError` that
names the file, the key, the value and what was expected.
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from kpi_workshop import content
from kpi_workshop.content import ContentError


@dataclasses.dataclass(frozen=True, slots=True)
class Entry:
    """One table of a content file, read field by field."""

    path: Path
    id: str
    """Where in the file: `calls` or, for a table in it, `calls.options[2]`."""
    fields: Mapping[str, Any]

    def text(self, key: str, default: str | None = None) -> str:
        """Words that are not empty; `default` if there are none and one is given."""
        value = self.fields.get(key, default)
        self.expect(key, isinstance(value, str) and (value == default or bool(value.strip())), "a text")
        return str(value)

    def texts(self, key: str, at_least: int = 0) -> tuple[str, ...]:
        """A list of words."""
        value = self.fields.get(key, [])
        fine = isinstance(value, list) and all(isinstance(one, str) and one.strip() for one in value)
        self.expect(
            key, fine and len(value) >= at_least, f"a list of {at_least or 'any number of'} texts or more"
        )
        return tuple(value)

    def choice(self, key: str, options: Collection[str], default: str | None = None) -> str:
        """One of the ids in `options`."""
        value = self.fields.get(key, default)
        self.expect(key, value in options, f"one of {', '.join(sorted(options))}")
        return str(value)

    def choices(self, key: str, options: Collection[str], at_least: int = 0) -> tuple[str, ...]:
        """Several of the ids in `options`."""
        values = self.texts(key, at_least)
        self.expect(key, set(values) <= set(options), f"of {', '.join(sorted(options))}")
        return values

    def number(self, key: str, default: float | None = None) -> float:
        """A number, whole or not."""
        value = self.fields.get(key, default)
        self.expect(key, isinstance(value, int | float) and not isinstance(value, bool), "a number")
        return float(value or 0)

    def count(self, key: str, default: int | None = None) -> int:
        """A whole number from 0 up."""
        value = self.fields.get(key, default)
        fine = isinstance(value, int) and not isinstance(value, bool) and value >= 0
        self.expect(key, fine, "a whole number from 0 up")
        return int(value or 0)

    def flag(self, key: str, default: bool = False) -> bool:
        """True or false."""
        value = self.fields.get(key, default)
        self.expect(key, isinstance(value, bool), "true or false")
        return bool(value)

    def table(self, key: str) -> Entry:
        """A table in the entry; an empty one if there is none."""
        value = self.fields.get(key, {})
        self.expect(key, isinstance(value, dict), "a table")
        return Entry(self.path, f"{self.id}.{key}", value)

    def tables(self, key: str, at_least: int = 0) -> tuple[Entry, ...]:
        """A list of tables in the entry."""
        value = self.fields.get(key, [])
        fine = isinstance(value, list) and all(isinstance(one, dict) for one in value)
        self.expect(key, fine and len(value) >= at_least, f"{at_least or 'any number of'} tables or more")
        return tuple(
            Entry(self.path, f"{self.id}.{key}[{number}]", one) for number, one in enumerate(value, start=1)
        )

    def named(self, key: str) -> dict[str, Entry]:
        """The tables in a table of the entry, by their names."""
        inner = self.table(key)
        return {name: inner.table(name) for name in inner.fields}

    def only(self, *known: str) -> None:
        """Raise if the entry has other keys than these: a slip of the pen must not go unseen."""
        for key in self.fields:
            self.expect(key, key in known, f"one of these keys: {', '.join(known)}")

    def expect(self, key: str, fine: bool, expected: str) -> None:
        """Raise `ContentError` about a key unless it is `fine`."""
        if not fine:
            missing = key not in self.fields
            given = "is missing" if missing else f"is {self.fields[key]!r}"
            raise ContentError(f"{self.path}: {self.id}.{key} {given}; expected {expected}")


@functools.cache
def structure(collection: str) -> Mapping[str, Entry]:
    """The entries of a collection by their ids, in the order of files and of tables in them."""
    return _read(content.folder("data", collection))


@functools.cache
def words(collection: str, language: str) -> Mapping[str, Entry]:
    """The words of a collection's entries, by id.

    Raises `ContentError` if an entry has none in this language, or if there are words of an unknown entry.
    """
    place = content.folder("data", collection, language)
    found, known = _read(place), structure(collection)
    for entry in known.values():
        if entry.id not in found:
            raise ContentError(f"{place / entry.path.name}: {entry.id} is missing; expected the words of it")
    for entry in found.values():
        if entry.id not in known:
            raise ContentError(f"{entry.path}: {entry.id} is unknown; expected an id of {collection}")
    return found


def _read(place: Path) -> Mapping[str, Entry]:
    found: dict[str, Entry] = {}
    for path in sorted(place.glob("*.toml")):
        for name, fields in content.load_toml(path).items():
            entry = Entry(path, name, fields if isinstance(fields, dict) else {})
            if not isinstance(fields, dict):
                raise ContentError(f"{path}: {name} is {fields!r}; expected a table [{name}]")
            if name in found:
                raise ContentError(
                    f"{path}: {name} stands in {found[name].path} already; expected an id of its own"
                )
            found[name] = entry
    return found

"""How words in a sheet compare, and the lists of them in `data/columns.toml`."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Mapping, Sequence

from kpi_workshop import content

CERTAINTY = {"sure": 3.0, "likely": 2.0, "possible": 1.0}
"""How much a name of a column says, by the list in which it stands."""

_ONLY_VIETNAMESE = re.compile(r"[ăđơưĂĐƠƯ\u1ea0-\u1ef9]")


def folded(words: str) -> str:
    """`words` as they compare: small letters without diacritics, single spaces between.

    >>> folded("  Chỉ  tiêu (ĐVT) ")
    'chi tieu dvt'
    """
    letters = unicodedata.normalize("NFD", words.casefold().replace("đ", "d"))
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(re.sub(r"[\W_]+", " ", plain).split())


def is_vietnamese(words: str) -> bool:
    """Whether a letter occurs that only Vietnamese uses: decimals have a comma then, dates the day first."""
    return bool(_ONLY_VIETNAMESE.search(unicodedata.normalize("NFC", words)))


@functools.cache
def column_names() -> Mapping[str, Mapping[str, float]]:
    """Folded name of a column → field → how surely it means that field.

    Raises `ContentError` for a degree of certainty that doesn't exist.
    """
    known: dict[str, dict[str, float]] = {}
    for field, by_certainty in _file()["fields"].items():
        for certainty, names in by_certainty.items():
            if certainty not in CERTAINTY:
                raise content.ContentError(
                    f"columns.toml: fields.{field}.{certainty} is unknown; expected {', '.join(CERTAINTY)}"
                )
            for name in names:
                known.setdefault(folded(name), {}).setdefault(field, CERTAINTY[certainty])
    return known


def usual_kpi_names() -> Sequence[str]:
    """What to call the column with the KPI, for a person whose sheet has none."""
    return tuple(_file()["fields"]["text"]["sure"][:4])


@functools.cache
def word_lists(table: str) -> Mapping[str, frozenset[str]]:
    """The lists of one table (`rows`, `rhythms`), folded."""
    return {key: frozenset(map(folded, words)) for key, words in _file()[table].items()}


@functools.cache
def _file() -> Mapping[str, Mapping[str, Mapping[str, Sequence[str]]]]:
    return content.load_toml(content.folder("data", "columns.toml"))

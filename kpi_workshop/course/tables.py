"""The data of lessons: small tables in `data/lessons/tables/`, whose columns lessons name in words.

Numbers stand in one file, `<name>.csv`. A table with words in its cells is a file for each language,
`<name>.<language>.csv`, with the same columns and rows.
"""

from __future__ import annotations

import csv
import functools
import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from kpi_workshop import content

if TYPE_CHECKING:
    import pandas as pd

Cell = float | str
Table = Mapping[str, Sequence[Cell]]
"""Column → its values: numbers, or words where there is one that isn't a number."""


@functools.cache
def table(name: str, language: str = content.FALLBACK) -> Table:
    """A table of the lessons, in `language` where it has words.

    Raises `ContentError` if there is none, or if a row has too few cells.
    """
    folder = content.folder("data", "lessons", "tables")
    spoken, path = folder / f"{name}.{language}.csv", folder / f"{name}.csv"
    path = spoken if spoken.is_file() else path
    if not path.is_file():
        raise content.ContentError(f"{path}: no such file")
    header, *rows = csv.reader(path.read_text(encoding="utf-8").splitlines())
    for number, row in enumerate(rows, start=2):
        if len(row) != len(header):
            raise content.ContentError(f"{path}:{number} has {len(row)} cells; expected {len(header)}")
    return {column: _numbers([row[place] for row in rows]) for place, column in enumerate(header)}


def _numbers(cells: Sequence[str]) -> Sequence[Cell]:
    try:
        return [float(cell) for cell in cells]
    except ValueError:
        return cells


def frame(lesson: str, part: str, language: str = "") -> pd.DataFrame:
    """The table of a lesson's part as a DataFrame, to play with in a notebook.

    Its columns are named in `language` (default: the server's, else English); numbers are `int64` where
    all are whole, else `float64`; words are text. Raises `KeyError` for an unknown lesson or part.
    """
    import pandas as pd  # noqa: PLC0415  # pages that show no table don't wait for it

    from kpi_workshop.course.lessons import lesson as find  # noqa: PLC0415  # lessons are made of tables

    chosen = content.known_language(language or os.environ.get("KPI_WORKSHOP_LANGUAGE"))
    shown = find(lesson).data(part, chosen)
    return pd.DataFrame(
        {
            one["name"]: [int(value) for value in one["values"]] if one["whole"] else one["values"]
            for one in shown["columns"]
        }
    )

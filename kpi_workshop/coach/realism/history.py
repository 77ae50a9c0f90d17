"""A history as a CSV or XLSX file, pasted cells or typed values → the values of one person or team at a time.

There is no way to get the values of several people side by side: whoever asks names one of them.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping, Sequence

import pandas as pd

from kpi_workshop import content
from kpi_workshop.coach.realism.dates import Moment, read_dates
from kpi_workshop.coach.realism.numbers import Figure, Style, figure, figures, scale_of, style_of
from kpi_workshop.coach.realism.periods import RHYTHMS, Calendar, calendar_of
from kpi_workshop.coach.realism.table import Table, find_table
from kpi_workshop.coach.realism.vocabulary import words
from kpi_workshop.content import Problem
from kpi_workshop.sheet.files import read_grids
from kpi_workshop.sheet.words import folded, is_vietnamese

MOST_BYTES = 2_000_000
"""The largest file taken in, in bytes."""
MOST_VALUES = 200
"""The most typed values."""
_ENTRIES = re.compile(r"[;|\n\t]|,\s")
_LABEL = re.compile(r"^[^:=]*[:=]")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something about how a history was read that a person should know."""

    key: str
    """Of the table `notes` in `data/texts/*/realism.toml`."""
    params: Mapping[str, object] = dataclasses.field(default_factory=dict)

    def text(self, language: str) -> str:
        """The note in words."""
        return content.text(f"realism.notes.{self.key}", language, **self.params)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """The history of one person or team."""

    person: str
    """Empty where the file names nobody."""
    frame: pd.DataFrame
    """A row a period, oldest first. Columns: `index` (int64, the number of the period in `calendar`) and
    `value` (float64)."""
    calendar: Calendar
    unit: str
    percent: bool
    """Whether the values are percentages."""

    def label(self, ahead: int, language: str) -> str:
        """The name of a period after the last one; `ahead` is 1 for the next."""
        return self.calendar.label(int(self.frame["index"].iloc[-1]) + ahead, language)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What was read. `people` and `of` are the way to it, one person at a time."""

    _frame: pd.DataFrame
    """Columns: `person` (str), `date` (datetime64, NaT for values without dates), `length` (str), `value`
    (float64)."""
    style: Style
    unit: str
    percent: bool
    language: str
    notes: tuple[Note, ...]
    rhythm: str = ""
    """How long a period is, for values without dates."""
    measure: str = ""
    """The name of the column with the values."""

    @property
    def people(self) -> tuple[str, ...]:
        """Everybody who has values, by name and never by value; one empty name where nobody is named."""
        return tuple(sorted(self._frame["person"].unique(), key=lambda name: (folded(name), name)))

    def of(self, person: str | None = None) -> Series:
        """The history of one person or team, by name; without a name, of the only one there is.

        Raises `Problem`: `realism.several` if there are several and none is named, `realism.unknown-person`.
        """
        people = self.people
        if person is None and len(people) > 1:
            raise Problem("realism.several", people=_listed(people))
        wanted = folded(person if person is not None else people[0])
        name = next((known for known in people if folded(known) == wanted), None)
        if name is None:
            raise Problem("realism.unknown-person", given=str(person)[:60], people=_listed(people))
        rows = self._frame[self._frame["person"] == name]
        return self._series(name, rows)

    def _series(self, name: str, rows: pd.DataFrame) -> Series:
        calendar, indices = Calendar(self.rhythm or "other"), list(range(len(rows)))
        if not self.rhythm:
            rows = rows.sort_values("date", kind="stable")
            moments = [
                Moment(date.date(), length) for date, length in zip(rows["date"], rows["length"], strict=True)
            ]
            found = calendar_of(moments)
            if found.rhythm != "other":
                calendar, indices = found, [found.index(moment.date) for moment in moments]
        frame = pd.DataFrame({"index": indices, "value": rows["value"].to_numpy()})
        return Series(person=name, frame=frame, calendar=calendar, unit=self.unit, percent=self.percent)

    def amount(self, text: str) -> float:
        """A level as somebody types it, read like the numbers of the history: "500 triệu", "12,5".

        Where the column itself counts in millions ("Doanh số (triệu)"), so does the target, said or not.
        Raises `Problem` `realism.target` if it is no number.
        """
        said = text.strip()
        own = style_of([said], comma=self.style.comma)
        found = figure(said, self.style if own.doubtful else own)
        if found is None:
            raise Problem("realism.target", given=said[:60])
        counted_in = scale_of(self.unit.partition(" ")[0]) if found.scale != 1.0 else 1.0
        return found.value / counted_in


def read_history(name: str, data: bytes) -> History:
    """Read a CSV or XLSX file with a column of dates, one of values and perhaps one of people or teams.

    `name` is only used to speak about it. Raises `Problem`: `realism.too-large`, `realism.no-columns`,
    `realism.twice` and those of `kpi_workshop.sheet.files`.
    """
    if len(data) > MOST_BYTES:
        raise Problem("realism.too-large", name=name, most=MOST_BYTES // 1_000_000)
    return _history(name, find_table(name, read_grids(name, data)))


def read_values(text: str, rhythm: str = "other") -> History:
    """Values as somebody types them, oldest first: "42; 45; 44". `rhythm` is one of `RHYTHMS`.

    A label in front of a value is left out: "2024: 42". Raises `Problem`: `realism.no-values`,
    `realism.many-values`, `realism.not-a-value`.
    """
    entries = [_LABEL.sub("", entry).strip() for entry in _ENTRIES.split(text)]
    if len([entry for entry in entries if entry]) < 2:
        entries = text.split()
    cells = [entry for entry in entries if entry]
    if not cells:
        raise Problem("realism.no-values")
    if len(cells) > MOST_VALUES:
        raise Problem("realism.many-values", most=MOST_VALUES)
    style = style_of(cells, comma=is_vietnamese(text))
    found = figures(cells, style)
    for cell, one in zip(cells, found, strict=True):
        if one is None:
            raise Problem("realism.not-a-value", given=cell[:60])
    known = [one for one in found if one]
    frame = pd.DataFrame({"person": "", "date": pd.NaT, "length": "", "value": [one.value for one in known]})
    return History(
        _frame=frame,
        style=style,
        unit=_unit(known),
        percent=_are_percentages(known, ""),
        language="vi" if is_vietnamese(text) else "",
        notes=_style_notes(style),
        rhythm=rhythm if rhythm in RHYTHMS else "other",
    )


def _history(name: str, table: Table) -> History:
    vietnamese = any(map(is_vietnamese, table.header))
    moments, month_first = read_dates(table.dates)
    style = style_of(table.values, comma=vietnamese)
    found = figures(table.values, style)
    rows, unread = [], []
    for place, (moment, one) in enumerate(zip(moments, found, strict=True)):
        if moment and one:
            rows.append((table.people[place], pd.Timestamp(moment.date), moment.length, one.value, place))
        elif table.values[place] or table.dates[place]:
            unread.append(table.rows[place])
    if not rows:
        raise Problem("realism.no-columns", name=name, found=_listed(table.header))
    frame = pd.DataFrame(rows, columns=["person", "date", "length", "value", "place"])
    _refuse_twice(name, frame, table)
    known = [one for one in found if one]
    notes = [Note(key="month-first")] if month_first else []
    if unread:
        notes.append(Note(key="unread", params={"rows": _listed(tuple(map(str, unread)))}))
    return History(
        _frame=frame.drop(columns="place"),
        style=style,
        unit=_unit(known) or table.unit,
        percent=_are_percentages(known, " ".join((table.value_name, table.unit))),
        language="vi" if vietnamese else "",
        notes=(*notes, *_style_notes(style)),
        measure=table.value_name,
    )


def _refuse_twice(name: str, frame: pd.DataFrame, table: Table) -> None:
    twice = frame[frame.duplicated(["person", "date"], keep=False)]
    if len(twice):
        first = twice.iloc[0]
        same = twice[(twice["person"] == first["person"]) & (twice["date"] == first["date"])]
        rows = [str(table.rows[place]) for place in same["place"]]
        raise Problem("realism.twice", name=name, date=table.dates[first["place"]], rows=_listed(rows))


def _unit(found: Sequence[Figure]) -> str:
    units = {one.unit for one in found}
    return units.pop() if len(units) == 1 else ""


def _are_percentages(found: Sequence[Figure], name: str) -> bool:
    signs = sum("%" in one.unit for one in found)
    told = "%" in name or any(f" {word} " in f" {folded(name)} " for word in words("columns", "percent"))
    return told or 2 * signs > len(found)


def _style_notes(style: Style) -> tuple[Note, ...]:
    if not style.doubtful:
        return ()
    read = figure(style.doubtful, style)
    number = f"{read.value:.12g}" if read else ""
    return (Note(key="doubtful", params={"given": style.doubtful, "read": number}),)


def _listed(names: Sequence[str], most: int = 12) -> str:
    shown = ", ".join(name for name in names[:most] if name)
    return f"{shown}, …" if len(names) > most else shown

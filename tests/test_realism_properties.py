"""Whatever is brought as a history: it is read or refused in words, and what is said of it holds together."""

from __future__ import annotations

import itertools
import json

from hypothesis import given, settings
from hypothesis import strategies as st

from kpi_workshop import content
from kpi_workshop.coach.realism.durations import minutes
from kpi_workshop.coach.realism.history import read_history, read_values
from kpi_workshop.coach.realism.outlook import outlook
from kpi_workshop.coach.realism.periods import RHYTHMS
from kpi_workshop.coach.realism.told import Told
from kpi_workshop.content import Problem

CELLS = st.sampled_from(
    [
        *("date", "Giá trị", "person", "2026-01", "05/03/2026", "Lan", "1.500", "12,5", "=SUM(A1)", ""),
        *("500 triệu", "nan", "1e400", "-", "N/A", "5,2E+08", "95%", "tháng 2/2026", "\u202e", "9" * 30),
    ]
)
ROWS = st.lists(st.lists(CELLS, min_size=1, max_size=4), max_size=14)
NUMBERS = st.one_of(
    st.integers(-50, 1000).map(float),
    st.floats(-1e12, 1e12).map(lambda value: round(value, 6)),
    st.integers(1, 1000).map(lambda value: value * 1e-9),
)


@settings(max_examples=80, deadline=None)
@given(rows=ROWS, mark=st.sampled_from([",", ";", "\t"]))
def test_any_table_is_read_or_refused_in_words(rows: list[list[str]], mark: str) -> None:
    data = "\n".join(mark.join(row) for row in rows).encode()
    problem = None
    try:
        history = read_history("mine.csv", data)
        told = [outlook(history.of(person)) for person in history.people]
    except Problem as refused:
        problem = refused
    if problem:
        assert all(problem.text(language) for language in content.languages())
    else:
        assert [one.series.person for one in told] == list(history.people)


@settings(max_examples=60, deadline=None)
@given(
    values=st.lists(NUMBERS, min_size=1, max_size=26),
    target=NUMBERS,
    lower=st.booleans(),
    rhythm=st.sampled_from(RHYTHMS),
    unit=st.sampled_from(["", "%"]),
)
def test_whatever_is_said_of_a_history_holds_together(
    values: list[float], target: float, lower: bool, rhythm: str, unit: str
) -> None:
    history = read_values("; ".join(f"{value:.15g}{unit}" for value in values), rhythm)
    told = outlook(history.of(), target, lower_is_better=lower)
    for language in content.languages():
        words = Told(told, language)
        json.dumps(words.as_dict(), allow_nan=False)
        assert all(line and "{" not in line for line in (*words.lines(), *words.path()))
    if not told.interval or not told.range or not told.chance:
        assert told.why
        return
    low, high = told.interval
    steps = (told.range.commit, told.range.target, told.range.stretch)
    slack = 1e-6 * max(map(abs, (*steps, low, high)))
    assert low <= high
    wanted = -1 if lower else 1
    assert all(wanted * (after - before) >= -slack for before, after in itertools.pairwise(steps))
    assert all(low - slack <= step <= high + slack for step in steps)
    assert 0 <= told.chance.low <= told.chance.high <= 1
    if min(values) >= 0:
        assert low >= 0
    if unit and max(values) <= 100:
        assert high <= 100


@settings(max_examples=150, deadline=None)
@given(said=st.text("0123456789.,: mhgiờphútnửa½-", max_size=14))
def test_any_length_of_time_is_read_or_asked_about(said: str) -> None:
    key = ""
    length = 1.0
    try:
        length = minutes(said, "minute")
    except Problem as problem:
        key = problem.key
    assert key in ("", "realism.no-time", "realism.unclear-time")
    assert 0 < length < 1e8

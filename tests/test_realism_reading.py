"""Histories as people keep them: their columns, dates and numbers in two languages."""

from __future__ import annotations

import datetime as dt

import pytest

from kpi_workshop import content
from kpi_workshop.coach.realism.dates import read_dates
from kpi_workshop.coach.realism.history import read_history, read_values
from kpi_workshop.coach.realism.numbers import figures, style_of
from kpi_workshop.content import Problem

HISTORIES = sorted(content.folder("data", "histories").glob("*.csv"))


@pytest.mark.parametrize(
    ("written", "date", "length"),
    [
        ("2026-03-05", (2026, 3, 5), "day"),
        ("2026-03-05 00:00:00", (2026, 3, 5), "day"),
        ("2026-03-05T12:30:00Z", (2026, 3, 5), "day"),
        ("05/03/2026", (2026, 3, 5), "day"),
        ("5.3.26", (2026, 3, 5), "day"),
        ("5 March 2026", (2026, 3, 5), "day"),
        ("March 5, 2026", (2026, 3, 5), "day"),
        ("ngày 5 tháng 3 năm 2026", (2026, 3, 5), "day"),
        ("03/2026", (2026, 3, 1), "month"),
        ("2026-03", (2026, 3, 1), "month"),
        ("Tháng 12/2026", (2026, 12, 1), "month"),
        ("tháng tư 2026", (2026, 4, 1), "month"),
        ("T3/26", (2026, 3, 1), "month"),
        ("Mar-26", (2026, 3, 1), "month"),
        ("Q3 2026", (2026, 7, 1), "quarter"),
        ("2026Q3", (2026, 7, 1), "quarter"),
        ("Quý IV/2026", (2026, 10, 1), "quarter"),
        ("W12 2026", (2026, 3, 16), "week"),
        ("Tuần 12/2026", (2026, 3, 16), "week"),
        ("năm 2026", (2026, 1, 1), "year"),
        ("FY2026", (2026, 1, 1), "year"),
    ],
)
def test_a_date_is_read_as_people_write_it(written: str, date: tuple[int, int, int], length: str) -> None:
    (moment,), month_first = read_dates([written])
    assert moment
    assert (moment.date, moment.length, month_first) == (dt.date(*date), length, False)


@pytest.mark.parametrize(
    "written", ["45/3/2026", "soon", "13", "Q5 2026", "W60 2026", "31/12/2026;4", "0001-01-01"]
)
def test_what_is_no_date_is_not_taken_for_one(written: str) -> None:
    assert read_dates([written])[0] == [None]


def test_a_number_of_twenty_digits_is_no_year() -> None:
    dates = read_dates(["May 99999999999999999999", "99999999999999999999-01"])
    assert dates == read_dates(["no date", "no date"])


def test_months_come_first_only_where_they_must() -> None:
    moments, month_first = read_dates(["03/25/2026", "04/01/2026", ""])
    assert month_first
    assert [moment and moment.date for moment in moments] == [dt.date(2026, 3, 25), dt.date(2026, 4, 1), None]


@pytest.mark.parametrize(
    ("cells", "comma", "values"),
    [
        (["1.500.000", "2.000.000"], True, [1_500_000, 2_000_000]),
        (["1.500", "2.250"], True, [1500, 2250]),
        (["1.500", "2.250"], False, [1.5, 2.25]),
        (["1,500", "2,250"], True, [1500, 2250]),
        (["12,5", "13"], False, [12.5, 13]),
        (["1.500", "2,5"], False, [1500, 2.5]),
        (["1,234.5", "1,000"], True, [1234.5, 1000]),
        (["0.125"], True, [0.125]),
        (["500 triệu", "1,2 tỷ", "450tr"], True, [5e8, 1.2e9, 4.5e8]),
        (["95%", "97,5 %"], False, [95, 97.5]),
        (["$1,200", "(300)", "−4.5"], False, [1200, -300, -4.5]),
        (["12 500", "1 000"], False, [12500, 1000]),
        (["4.480E+08", "5E8", "1.2e-3"], True, [4.48e8, 5e8, 0.0012]),
    ],
)
def test_numbers_are_read_as_their_column_writes_them(
    cells: list[str], comma: bool, values: list[float]
) -> None:
    found = figures(cells, style_of(cells, comma=comma))
    assert [one and one.value for one in found] == values


@pytest.mark.parametrize("cell", ["10-20", "3 of 5", "", "many", "1e99999"])
def test_a_cell_without_one_number_has_no_value(cell: str) -> None:
    assert figures([cell], style_of([cell], comma=False)) == [None]


def read(text: str) -> list[tuple[str, str, list[list[float]]]]:
    history = read_history("mine.csv", text.encode())
    found = []
    for person in history.people:
        series = history.of(person)
        found.append((person, series.calendar.rhythm, series.frame.to_numpy().tolist()))
    return found


def test_english_columns_with_several_people() -> None:
    rows = "Seller,Month,Target,Revenue\nTom,2026-01,9,5\nAnn,2026-01,9,7\nTom,2026-02,9,6\nAnn,2026-02,9,8\n"
    assert read(rows) == [
        ("Ann", "month", [[24312, 7], [24313, 8]]),
        ("Tom", "month", [[24312, 5], [24313, 6]]),
    ]


def test_vietnamese_columns_with_semicolons_and_decimal_commas() -> None:
    rows = "STT;Nhân viên;Ngày;Doanh số (triệu đồng)\n1;Lan;05/03/2026;1.500,5\n2;Lan;12/03/2026;980,25\n"
    assert read(rows) == [("Lan", "week", [[105668, 1500.5], [105669, 980.25]])]
    history = read_history("a.csv", rows.encode())
    assert (history.unit, history.language) == ("triệu đồng", "vi")
    assert history.amount("1,2 tỷ") == 1200
    assert history.amount("1.200") == 1200


@pytest.mark.parametrize(
    "rows",
    [
        "2026-01-01,5\n2026-02-01,6\n2026-03-01,7",
        "Monthly report\n\nmonth,calls\n2026-01,5\n2026-02,6\n2026-03,7",
        "What,When it was\n5,2026-Q1\n6,2026-Q2\n7,2026-Q3",
        "date\tvalue\n2026-01-01\t5\n2026-01-08\t6\n2026-01-15\t7",
    ],
)
def test_columns_are_found_by_what_is_in_them(rows: str) -> None:
    ((person, _, found),) = read(rows)
    assert (person, [value for _, value in found]) == ("", [5, 6, 7])


def test_the_column_that_tells_most_people_apart_is_the_person() -> None:
    rows = "Team,Employee,date,value\n" + "".join(
        f"A,{name},2026-01-0{day},5\n" for day in (5, 6) for name in ("Lan", "Minh")
    )
    assert [person for person, _, _ in read(rows)] == ["Lan", "Minh"]


def test_periods_are_counted_over_gaps_and_days_off() -> None:
    months = read("date,value\n2026-01-31,1\n2026-02-28,2\n2026-04-30,3\n2026-05-31,4")
    assert [index for index, _ in months[0][2]] == [24312, 24313, 24315, 24316]
    days = [(dt.date(2026, 3, 2) + dt.timedelta(days)) for days in (0, 1, 2, 3, 4, 7, 8, 9)]
    rows = "date,value\n" + "\n".join(f"{day},{day.day}" for day in days)
    series = read_history("a.csv", rows.encode()).of()
    assert series.calendar.cycle == 5
    assert series.frame["index"].diff().dropna().eq(1).all()
    assert series.label(1, "en") == "12 March 2026"
    assert series.label(3, "vi") == "ngày 16 tháng 3 năm 2026"


def test_people_are_listed_by_name_and_asked_for_one_by_one() -> None:
    rows = "person,date,value\n" + "".join(
        f"{name},2026-0{month},{value}\n"
        for name, value in (("Zoé", 1), ("anh", 3), ("Đạt", 2))
        for month in (1, 2)
    )
    history = read_history("a.csv", rows.encode())
    assert history.people == ("anh", "Đạt", "Zoé")
    assert history.of("dat").frame["value"].tolist() == [2, 2]
    with pytest.raises(Problem) as several:
        history.of()
    assert (several.value.key, "anh, Đạt, Zoé" in several.value.text("vi")) == ("realism.several", True)
    with pytest.raises(Problem) as unknown:
        history.of("Lan")
    assert unknown.value.key == "realism.unknown-person"


@pytest.mark.parametrize(
    ("rows", "key", "told"),
    [
        ("a,b\nc,d\n", "realism.no-columns", "“a”, “b”"),
        ("person,date,value\nLan,2026-01-01,5\nLan,2026-01-01,6\n", "realism.twice", "2, 3"),
        ("date,value\n" + "2026-01-01,5\n" * 2000, "realism.too-long", "2000"),
    ],
)
def test_what_can_t_be_read_says_where_and_what_was_expected(rows: str, key: str, told: str) -> None:
    with pytest.raises(Problem) as problem:
        read(rows)
    assert problem.value.key == key
    assert all(told in problem.value.text(language) for language in content.languages())


def test_rows_that_can_t_be_read_are_named_and_the_others_kept() -> None:
    rows = "date,value\n2026-01,5\n2026-02,sick\nlater,7\n2026-04,8\n2026-05,1.000\n2026-06,9\n"
    history = read_history("a.csv", rows.encode())
    assert history.of().frame["value"].tolist() == [5, 8, 1, 9]
    unread, doubtful = (note.text("en") for note in history.notes)
    assert "row 3, 4" in unread
    assert "“1.000” was read as 1." in doubtful


@pytest.mark.parametrize(
    ("typed", "values"),
    [
        ("42; 45; 44,5; 46", [42, 45, 44.5, 46]),
        ("42, 45, 44", [42, 45, 44]),
        ("42 45 44", [42, 45, 44]),
        ("Q1: 42; Q2: 45", [42, 45]),
        ("1.500.000; 2.000.000", [1.5e6, 2e6]),
        ("12%\n13%\n11%", [12, 13, 11]),
    ],
)
def test_typed_values_are_read_in_their_order(typed: str, values: list[float]) -> None:
    history = read_values(typed, "month")
    assert history.of().frame.to_numpy().tolist() == [list(pair) for pair in enumerate(values)]
    assert history.of().calendar.cycle == 12


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        (" ", "realism.no-values"),
        ("42; many; 3", "realism.not-a-value"),
        ("1; " * 201, "realism.many-values"),
    ],
)
def test_typed_values_that_are_none_are_named(typed: str, key: str) -> None:
    with pytest.raises(Problem) as problem:
        read_values(typed)
    assert problem.value.key == key


@pytest.mark.parametrize("path", HISTORIES, ids=lambda path: path.stem)
def test_every_example_history_is_read_without_a_doubt(path: object) -> None:
    assert isinstance(path, type(HISTORIES[0]))
    history = read_history(path.name, path.read_bytes())
    language = path.stem.rpartition(".")[2]
    assert history.language == ("vi" if language == "vi" else "")
    assert {note.key for note in history.notes} <= {"doubtful"}
    assert {history.of(person).calendar.rhythm for person in history.people}.isdisjoint({"other", "day"})


def test_example_histories_say_the_same_in_both_languages() -> None:
    trades = {path.stem.rpartition(".")[0] for path in HISTORIES}
    assert len(trades) >= 4
    for trade in trades:
        lengths = []
        for language in content.languages():
            path = content.folder("data", "histories", f"{trade}.{language}.csv")
            history = read_history(path.name, path.read_bytes())
            lengths.append(sorted(len(history.of(person).frame) for person in history.people))
        assert lengths[0] == lengths[1]

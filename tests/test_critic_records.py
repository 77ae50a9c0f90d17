"""Rules on the record of a KPI: what its fields say, what they answer, and what is left open."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi_workshop import critic
from kpi_workshop.critic import Finding, RecordRule
from kpi_workshop.critic.levels import comparable, level, levels
from kpi_workshop.kpi import Kpi

_EXAMPLES = [
    pytest.param(rule, language, kpi, expected, id=f"{rule.id}-{language}-{expected}-{number}")
    for rule in critic.record_rules().values()
    for expected, examples in ((True, rule.bad), (False, rule.good))
    for language, kpis in examples.items()
    for number, kpi in enumerate(kpis)
]


def found(kpi: Kpi) -> dict[str, Finding]:
    return {finding.rule: finding for finding in critic.critique(kpi)}


def of(text: str, **fields: str) -> set[str]:
    return set(found(Kpi.from_dict({"id": "1", "text": text, **fields})))


def test_the_rules_that_are_promised() -> None:
    assert set(critic.record_rules()) == {
        "beyond-history", "over-capacity", "nobody-asked", "locked",
        "no-check-in", "no-recognition", "no-purpose", "nobody-grows",
    }  # fmt: skip


@pytest.mark.parametrize(("rule", "language", "kpi", "expected"), _EXAMPLES)
def test_examples(rule: RecordRule, language: str, kpi: Kpi, expected: bool) -> None:
    assert (rule.id in found(kpi)) is expected
    assert (rule.id in {finding.rule for finding in critic.critique(kpi, language)}) is expected


@pytest.mark.parametrize("rule", critic.record_rules().values(), ids=critic.record_rules())
def test_every_language_has_examples(rule: RecordRule) -> None:
    for language in ("en", "vi"):
        assert len(rule.bad[language]) >= 2
        assert len(rule.good[language]) >= 3


# --- levels, and when they can be compared ----------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "language", "expected"),
    [
        ("300 calls", "100 calls a day", "en", True),
        ("300 calls a day", "100 calls an hour", "en", False),
        ("300 calls", "100 good calls", "en", False),
        ("60", "42", "en", True),
        ("60 orders", "42", "en", True),
        ("50%", "400", "en", False),
        ("about 60 orders", "42 orders", "en", True),
        ("$1,200", "900", "en", True),
        ("$1,200", "€900", "en", False),
        ("3 min", "2 hours", "en", False),
        ("500 triệu đồng", "0,46 tỷ", "vi", True),
        ("500 triệu đồng", "460", "vi", False),
        ("1.200 sp/ca", "1.040 sp/ca", "vi", True),
        ("≤ 3 phút", "5,6 phút", "vi", True),
    ],
)
def test_only_what_means_the_same_is_compared(one: str, other: str, language: str, expected: bool) -> None:
    first, second = level(one, language), level(other, language)
    assert first
    assert second
    assert comparable(first, second) is expected
    assert comparable(second, first) is expected


@pytest.mark.parametrize("words", ["", "soon", "+20%", "20% more", "Rank 4", "5 min 40 s", "Q3 2027"])
def test_what_is_no_level(words: str) -> None:
    assert level(words, "en") is None


def test_a_history_is_read_entry_by_entry_or_not_at_all() -> None:
    assert [one.low for one in levels("2024: 42; 2025: 45.5; 44 orders", "en")] == [42, 45.5, 44]
    assert [one.low for one in levels("1.250, 1.310", "vi")] == [1250, 1310]
    assert [one.low for one in levels("n/a; 42; 45", "en")] == [42, 45]
    assert levels("42; 5 min 40 s", "en") == ()


# --- far beyond, more than possible -----------------------------------------------------------------


def test_far_is_a_third_beyond_the_best_so_far_and_half_beyond_today() -> None:
    assert "beyond-history" in of("Orders a week", history="40; 50", target="65")
    assert "beyond-history" not in of("Orders a week", history="40; 50", target="64")
    assert "beyond-history" in of("Orders a week", baseline="50", target="75")
    assert "beyond-history" not in of("Orders a week", baseline="50", target="74")


def test_the_figures_are_told_as_they_were_typed() -> None:
    finding = found(Kpi(id="1", text="Orders a week", history="42; 50 orders; 44", target="70 orders"))[
        "beyond-history"
    ]
    assert finding.params == {"target": "70 orders", "best": "50 orders", "percent": "40"}
    assert (finding.field, finding.span, finding.confidence) == ("target", (0, 9), "sure")
    assert "70 orders" in finding.message("en")


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("Complaints a month", "60"),  # may be lenient: less of it is better
        ("Reduce open tickets", "60"),
        ("Open tickets", "at most 60"),
        ("Increase orders by 60", "60"),  # by how much, not which level
        ("Orders, by hiring two reps", "60"),
        ("Accidents", "0"),  # that zero leaves no room is said by another rule
    ],
)
def test_beyond_history_is_silent_in_doubt(text: str, target: str) -> None:
    text = text.replace("Complaints", "Number of complaints")
    assert "beyond-history" not in of(text, history="30; 40", target=target)


def test_a_leap_that_the_statement_itself_tells_is_said_once() -> None:
    rules = of("Donors 40 → 80 by Q4", baseline="40", target="80")
    assert "unsupported-leap" in rules
    assert "beyond-history" not in rules


def test_capacity_is_compared_with_the_target_in_the_statement_too() -> None:
    finding = found(Kpi(id="1", text="Mỗi người gọi 300 cuộc/ngày", capacity="100 cuộc mỗi ngày"))[
        "over-capacity"
    ]
    assert finding.params == {"target": "300", "capacity": "100 cuộc mỗi ngày", "percent": "200"}
    assert (finding.field, finding.span) == ("text", (14, 17))
    assert "over-capacity" not in of("Handling time", target="5 min", capacity="4 min")


def test_the_period_says_how_often_where_the_target_does_not() -> None:
    assert "over-capacity" in of(
        "Visits to customers", target="40 visits", period="Every week", capacity="30 visits a week"
    )
    assert "over-capacity" not in of(
        "Visits to customers", target="40 visits", period="Weekly", capacity="30 visits a day"
    )


# --- who had a say, when it is looked at again ------------------------------------------------------


@pytest.mark.parametrize(
    ("involved", "expected"),
    [
        ("Manager", True),
        ("the manager only", True),
        ("nobody", True),
        ("Director; head of department", True),
        ("Ban giám đốc", True),
        ("ban giam doc", True),
        ("Manager & team", False),
        ("Giám đốc cùng nhân viên", False),
        ("Lan and Minh", False),
        ("the manager asked each of us what we thought of it", False),
        ("", False),
    ],
)
def test_nobody_asked_speaks_only_of_management(involved: str, expected: bool) -> None:
    assert ("nobody-asked" in of("Scrap under 2.5%", owner="Mai", involved=involved)) is expected


@pytest.mark.parametrize(
    ("period", "review_date", "case"),
    [
        ("2027", "", "year"),
        ("End of 2027", "2027-12-15", "year"),
        ("Cả năm 2027", "2028-01-10", "year"),
        ("Q3 2027", "", ""),
        ("2027", "2027-07-01", None),
        ("Q4 2027", "2027-12-31", None),
        ("This year", "2027-12-31", None),  # which year isn't said
    ],
)
def test_locked_for_a_year(period: str, review_date: str, case: str | None) -> None:
    finding = found(Kpi(id="1", text="Scrap under 2.5%", period=period, review_date=review_date)).get(
        "locked"
    )
    assert (finding and finding.case) == case


# --- what fields answer -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "rule", "field", "value"),
    [
        ("Employee turnover rate", "missing-target", "target", "12%"),
        ("Close 40 tickets", "missing-timeframe", "period", "weekly"),
        ("Lower absenteeism to 4% in 2026", "missing-baseline", "baseline", "6%"),
        ("Lower absenteeism to 4% in 2026", "missing-baseline", "history", "6%; 7%"),
        ("300 calls a day", "activity-not-outcome", "purpose", "Callers get help on the same day"),
        (
            "A bonus of $500 for 30 policies in May",
            "money-only-reward",
            "recognition",
            "Two days of training",
        ),
        ("Provide better service", "vague-wording", "target", "4.5 of 5 in the survey"),
    ],
)
def test_a_field_answers_what_it_answers(text: str, rule: str, field: str, value: str) -> None:
    bare = Kpi(id="1", text=text)
    filled = Kpi.from_dict({**bare.as_dict(), field: [value] if field == "recognition" else value})
    assert rule in found(bare)
    assert rule not in found(filled)


def test_a_target_of_its_own_may_leave_no_room_either() -> None:
    finding = found(Kpi(id="1", text="Tai nạn lao động", target="0 vụ"))["absolute-target"]
    assert finding.field == "target"
    assert "0 vụ"[slice(*finding.span)]
    assert [one.rule for one in critic.critique(Kpi(id="1", text="Zero bugs", target="0"))].count(
        "absolute-target"
    ) == 1


def test_reading_the_target_behind_the_text_finds_nothing_new_in_the_text() -> None:
    assert "missing-baseline" not in of("Improvement ideas put into practice", target="24 ideas")


def test_what_is_meant_so_with_a_reason_is_left_alone() -> None:
    kpi = Kpi(id="1", text="No fires: 100% of exits free, or a fine", owner="Mai")
    before = set(found(kpi))
    assert {"absolute-target", "threat", "no-check-in"} <= before
    marked = dataclasses.replace(
        kpi, meant_so={"absolute-target": "fire safety", "threat": " ", "no-check-in": "daily rounds"}
    )
    assert before - set(found(marked)) == {"absolute-target", "no-check-in"}
    assert not found(dataclasses.replace(kpi, meant_so={"*": "fire safety"}))


# --- when a record is asked for more ----------------------------------------------------------------

_OPEN = {"locked", "no-check-in", "no-recognition", "no-purpose", "nobody-grows"}


def test_a_bare_statement_is_not_asked_for_fields() -> None:
    text = "Close 40 tickets a week"
    bare = critic.critique(Kpi(id="1", text=text, meant_so={"threat": "none here"}))
    assert bare == critic.critique(text)
    assert of(text, owner="Mai") & _OPEN == _OPEN


def test_a_record_that_is_complete_has_nothing_left_open() -> None:
    kpi = Kpi(
        id="1",
        text="Repeat orders from 40 to 46 a week by the end of Q3 with the new loyalty card",
        history="38; 41; 40",
        capacity="55 a week",
        involved="the whole shop",
        purpose="Customers come back because they were served well",
        counter_measure="What customers say at the counter",
        growth="Mai runs the first talk with new customers",
        recognition=("the story of the week",),
        review_date="2027-08-15",
        rhythm="weekly",
    )
    assert critic.critique(kpi) == []


def test_what_matters_most_comes_first() -> None:
    kpi = Kpi(id="1", text="300 calls a day", capacity="100 calls a day", involved="Manager")
    assert critic.critique(kpi)[0].rule == "over-capacity"
    severities = [finding.severity for finding in critic.critique(kpi)]
    assert severities == sorted(severities, key=["must", "should", "consider"].index)


_words = st.text(max_size=40) | st.sampled_from(
    ["40%", "1.200 sp/ca", "42; 45; x", "500 triệu", "≤ 3", "2027", "-1", "9" * 400]
)


@given(
    text=_words,
    target=_words,
    baseline=_words,
    history=_words,
    capacity=_words,
    involved=_words,
    period=_words,
)
@settings(max_examples=150, deadline=None)
def test_any_record_can_be_criticised(text: str, **fields: str) -> None:
    kpi = Kpi.from_dict({"id": "1", "text": text, **fields})
    for finding in critic.critique(kpi):
        assert 0 <= finding.span[0] <= finding.span[1] <= len(getattr(kpi, finding.field))
        assert all(finding.message(language) for language in ("en", "vi"))

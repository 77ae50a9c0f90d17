"""Whether a statement says when it is reached: metrics without a level, wishes, and levels without room."""

from __future__ import annotations

import pytest

from kpi_workshop.reading import read


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Average handling time per claim", "Average"),
        ("Staff turnover, nursing homes, 2026", "Staff turnover"),
        ("KPI 4: Number of building permits issued", "Number of"),
        ("Defects found after release (per sprint)", "Defects"),
        ("Tỷ lệ hồ sơ giải quyết đúng hạn", "Tỷ lệ"),
        ("Doanh thu mục tiêu: chưa chốt", "Doanh thu"),
    ],
)
def test_a_metric_is_named(text: str, named: str) -> None:
    statement = read(text)
    assert statement.metric
    assert statement.said(statement.metric) == named
    assert not statement.is_pinned_down


@pytest.mark.parametrize(
    "text",
    [
        "Lease signed on the Porto showroom",
        "Land the Singapore account",
        "Backlog cleared by June",
        "Losing a set of keys costs the guard an allowance",
        "Ký hợp đồng thuê mặt bằng ở Đà Lạt",
    ],
)
def test_a_sentence_is_no_metric(text: str) -> None:
    assert read(text).metric is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Complaints about cold meals this term: none", "none"),
        ("No patient waits more than 4 hours", "No"),
        ("Messages answered, without a single error", "without a single"),
        ("Reply to all letters within 20 working days", "all letters"),
        ("Calls answered: 10 out of 10", "10 out of 10"),
        ("100% of fire doors inspected each quarter", "100%"),
        ("Đơn nào cũng phải giao trong ngày", "nào cũng phải"),
        ("Không trễ một chuyến hàng nào tháng này", "Không trễ"),
        ("Giao ban 12/12 tháng đúng lịch", "12/12"),
    ],
)
def test_no_room_for_a_miss(text: str, words: str) -> None:
    statement = read(text)
    assert statement.absolute
    assert statement.said(statement.absolute) == words


@pytest.mark.parametrize(
    "text",
    [
        "No more than 3 late deliveries a month",
        "No later than 48 hours after receipt",
        "100% of the sales quota",
        "100% cotton shirts on a third of the shelf",
        "Average score across all wards at least 4.4",
        "Hire a second guard with no extra budget",
        "We'd never run a marathon before: 30 of us in April",
        "Không quá 2 lỗi mỗi ca",
        "Không trễ quá 3 lần mỗi tháng",
        "Đạt 100% kế hoạch thu bảo hiểm y tế",
    ],
)
def test_room_for_a_miss(text: str) -> None:
    assert read(text).absolute is None


@pytest.mark.parametrize(
    "text",
    [
        "Best Western Leeds: fewer empty rooms",
        "Sell the “Better Sleep” mattress in three shops",
        'Ra mắt gói "Sức khỏe tốt hơn" vào 27/2',
        "Inspection under Good Laboratory Practice passed",
    ],
)
def test_words_of_names_are_not_vague(text: str) -> None:
    assert read(text).vague == ()


@pytest.mark.parametrize(
    ("text", "pinned"),
    [
        ("Provide excellent catering to our 40 guests", False),
        ("Provide excellent catering: 4.5 stars from guests", True),
        ("Teamwork (15 points)", False),
        ("Kiến thức pháp luật (10 điểm)", False),
        ("Improve the win rate from X to Y", False),
        ("Publish a clear price list", True),
        ("Make the onboarding better", False),
    ],
)
def test_what_pins_a_statement_down(text: str, pinned: bool) -> None:
    assert read(text).is_pinned_down is pinned

"""Telling the goals of a statement apart: what counts as one of its own, and what belongs to another."""

from __future__ import annotations

import pytest

from kpi_workshop.reading import read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Open the tea room, renew the fire permit and hire two guides",
            ["Open the tea room", "renew the fire permit", "hire two guides"],
        ),
        ("1) 300 new readers 2) fines down to 90", ["300 new readers", "fines down to 90"]),
        ("Vé tháng 12 nghìn + khiếu nại còn 40 vụ", ["Vé tháng 12 nghìn", "khiếu nại còn 40 vụ"]),
        (
            "Ký 3 hợp đồng thuê sân, đồng thời giảm tiền nước 8%",
            ["Ký 3 hợp đồng thuê sân", "giảm tiền nước 8%"],
        ),
    ],
)
def test_goals_that_can_be_met_apart(text: str, expected: list[str]) -> None:
    reading = read(text)
    assert [reading.said(span) for span in reading.goals] == expected


@pytest.mark.parametrize(
    "text",
    [
        # A guard rail, a means, what it is for, a condition, a reward.
        "Raise the harvest to 40 t, losses at most 3%",
        "Cut queues to 5 minutes by adding a till and training two cashiers",
        "Publish the bus map to help visitors and to ease the line at the desk",
        "If the pool stays open, sell 300 passes and run four galas",
        "Đạt 400 lượt mượn thì cả tổ được nhận 2 triệu và nghỉ một ngày",
        # Steps to the same thing, and a heading with its detail.
        "Sketch and build the sand pit",
        "Phone 60 former members and win 9 back",
        "Improve safety. Cut falls on the stairs to 4 a year.",
        # One level for several things, or several for one.
        "Grow sales of jam and honey by 6%",
        "Deliver in 24 h in town, 48 h elsewhere",
        "Xếp loại đường: tốt 60%, khá 30%, kém 10%",
    ],
)
def test_what_belongs_to_one_goal(text: str) -> None:
    assert len(read(text).goals) < 2


@pytest.mark.parametrize(
    ("text", "joints"),
    [
        ("Sow the barley, and mend the barn", ["", "comma"]),
        ("Sow the barley + mend the barn", ["", "plus"]),
        ("Sow the barley\nMend the barn", ["", "stop"]),
        ("Between 18 and 22 lambs (ewes and rams)", [""]),
    ],
)
def test_how_clauses_are_set_apart(text: str, joints: list[str]) -> None:
    assert [clause.joint for clause in read(text).clauses] == joints

"""A change is asked for, and nothing says from which level."""

from collections.abc import Iterator

from kpi_workshop.critic.open_ended import is_ranked
from kpi_workshop.critic.rule import Evidence, Rule
from kpi_workshop.reading import Reading, Span


def _check(statement: Reading) -> Iterator[Evidence]:
    change = statement.change
    span = change and (change.also if statement.baseline else change.span)
    if span and not _is_than_others(statement, span):
        yield Evidence(span, {"words": statement.said(span)})


def _is_than_others(statement: Reading, span: Span) -> bool:
    """Whether others are what it is compared with: "fewer sick days than the B crew"."""
    page = statement.people
    return page.has(page.index(span[0]), "finish", "outdo", "much") and is_ranked(statement)


RULE = Rule(
    id="missing-baseline",
    severity="should",
    reason="unrealistic",
    check=_check,
    bad={
        "en": ("Increase sales by 50%", "Reduce energy costs", "Lower absenteeism to 4% in 2026"),
        "vi": ("Tăng doanh số 50%", "Giảm chi phí điện năng", "Giảm vắng mặt xuống 4% trong năm 2026"),
    },
    good={
        "en": (
            "Increase sales from 40 to 46 orders a week",
            "Keep absenteeism below 4% in 2026",
            "Cut food waste by 10% compared with last month's 80 kg",
            "Improve communication between teams",
        ),
        "vi": (
            "Tăng doanh số từ 400 triệu lên 460 triệu",
            "Tỷ lệ vắng mặt dưới 4% trong năm 2026",
            "Tăng 10% lượng khách so với 1.200 lượt của tháng trước",
            "Tăng cường phối hợp giữa các phòng ban",
        ),
    },
)

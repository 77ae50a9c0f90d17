"""A change is asked for, and nothing says from which level."""

from collections.abc import Iterator

from kpi_workshop.critic.rule import Evidence, Rule
from kpi_workshop.reading import Reading


def _check(statement: Reading) -> Iterator[Evidence]:
    change = statement.change
    span = change and (change.also if statement.baseline else change.span)
    if span:
        yield Evidence(span, {"words": statement.said(span)})


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

"""No deadline, period or frequency."""

from collections.abc import Iterator

from kpi_workshop.critic.rule import Evidence, Rule
from kpi_workshop.reading import Reading


def _check(statement: Reading) -> Iterator[Evidence]:
    if not statement.times:
        yield Evidence(statement.whole)


RULE = Rule(
    id="missing-timeframe",
    severity="should",
    reason="unrecognised",
    check=_check,
    bad={
        "en": (
            "Answer support tickets within 4 hours",
            "24-hour readmission rate",
            "First-year attrition under 12%",
        ),
        "vi": ("Xử lý khiếu nại trong vòng 24 giờ", "Tỷ lệ hài lòng khách hàng: 95%", "Doanh thu 500 triệu"),
    },
    good={
        "en": (
            "Answer support tickets within 4 hours, measured weekly",
            "Keep monthly churn under 3%",
            "Attrition under 12% in 2026",
            "Open the second warehouse by launch",
        ),
        "vi": (
            "Xử lý khiếu nại trong vòng 24 giờ, đo hàng tuần",
            "Tỷ lệ hài lòng khách hàng quý III: 95%",
            "Doanh thu 500 triệu/tháng",
            "Ký hợp đồng thuê kho trước 30/9",
        ),
    },
)

"""Presence, obedience or traceability is measured instead of work."""

from collections.abc import Iterator

from kpi_workshop.critic.rule import Evidence, Rule
from kpi_workshop.reading import Reading


def _check(statement: Reading) -> Iterator[Evidence]:
    words = statement.found("watching")
    if words and not statement.found("duty"):
        yield Evidence(words[0], {"words": statement.said(words[0])})


RULE = Rule(
    id="surveillance",
    severity="must",
    reason="uninvolved",
    check=_check,
    bad={
        "en": (
            "Be online from 8:00 to 17:30 every day",
            "Timesheets filed by Friday noon in 98% of weeks",
            "Punctuality: no more than 2 late arrivals a month",
        ),
        "vi": (
            "Chấm công đúng giờ 100%",
            "Chấp hành nội quy công ty",
            "Nộp báo cáo ngày trước 17h30",
        ),
    },
    good={
        "en": (
            "All audit findings closed within 30 days",
            "Student attendance of 95% this term",
            "Monthly safety reports sent to the regulator by the 5th",
        ),
        "vi": (
            "Đóng các điểm không phù hợp của kiểm toán trong 30 ngày",
            "Tỷ lệ chuyên cần của học sinh từ 95% trong học kỳ",
            "Nộp báo cáo thuế đúng hạn mỗi quý",
        ),
    },
)

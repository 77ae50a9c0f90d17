"""Presence, obedience or traceability is measured instead of work."""

from collections.abc import Iterator

from kpi_workshop.critic.rule import Evidence, Rule
from kpi_workshop.critic.stakes import is_for_whom
from kpi_workshop.critic.watching import watched
from kpi_workshop.reading import Reading


def _check(statement: Reading) -> Iterator[Evidence]:
    for first, last in watched(statement):
        if is_for_whom(statement.stakes, first):
            continue
        span = statement.stakes.span(first.first, last.last)
        yield Evidence(span, {"words": statement.said(span)})
        return


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
            "Cashiers stay at the till for the full shift",
            "Reply to the manager's messages within 5 minutes",
            "Headset on for 92% of the shift, read out every Friday",
            "Journey logs handed in by 6 pm on 95% of days this month",
        ),
        "vi": (
            "Chấm công đúng giờ 100%",
            "Chấp hành nội quy công ty",
            "Nộp báo cáo ngày trước 17h30",
            "Không rời khỏi máy quá 5 phút nếu chưa báo tổ trưởng",
            "Trả lời tin nhắn quản lý trong vòng 5 phút",
            "App tài xế bật nhận cuốc từ 9 tiếng/ngày trở lên, tính theo tuần",
        ),
    },
    good={
        "en": (
            "All audit findings closed within 30 days",
            "Student attendance of 95% this term",
            "Monthly safety reports sent to the regulator by the 5th",
            "GPS trackers sold: 500 in Q2",
            "Trains arrive within 3 minutes of schedule, 94% per month",
            "Guest check-in by QR code used by 70% of arrivals this summer",
            "Enquiries answered within 10 minutes so that parents get to work punctually",
        ),
        "vi": (
            "Đóng các điểm không phù hợp của kiểm toán trong 30 ngày",
            "Tỷ lệ chuyên cần của học sinh từ 95% trong học kỳ",
            "Nộp báo cáo thuế đúng hạn mỗi quý",
            "Lắp 20 camera tại các nút giao trước tháng 10",
            "Tàu chạy đúng giờ 92% số chuyến/tháng",
            "Khách check-in bằng mã QR đạt 70% lượt mùa hè này",
            "70% người dân xong việc ngay lần đầu, giúp bà con ở xa đỡ mất ngày công",
        ),
    },
)

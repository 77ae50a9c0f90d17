"""It commands instead of agreeing."""

from collections.abc import Iterator

from kpi_workshop.critic.rule import Evidence, Rule
from kpi_workshop.reading import Reading


def _check(statement: Reading) -> Iterator[Evidence]:
    words = statement.found("imposed")
    if (
        words
        and not statement.found("legal")
        and not any(span < words[0] for span in statement.found("system"))
    ):
        yield Evidence(words[0], {"words": statement.said(words[0])})


RULE = Rule(
    id="imposed-wording",
    severity="consider",
    reason="uninvolved",
    check=_check,
    bad={
        "en": (
            "Every employee must attend three trainings a year",
            "Sales staff are required to make 40 calls a day",
            "Close 12 deals a month, no excuses",
        ),
        "vi": (
            "Nhân viên phải tham gia 3 khóa đào tạo mỗi năm",
            "Yêu cầu nhân viên gọi 40 cuộc mỗi ngày",
            "Bằng mọi giá đạt 500 triệu trong tháng",
        ),
    },
    good={
        "en": (
            "The system must answer within 2 seconds",
            "Each employee chooses three trainings a year",
            "Accounts receivable under 30 days",
        ),
        "vi": (
            "Hệ thống phải phản hồi trong 2 giây",
            "Mỗi nhân viên tự chọn 3 khóa đào tạo mỗi năm",
            "Nợ phải thu dưới 30 ngày",
        ),
    },
)

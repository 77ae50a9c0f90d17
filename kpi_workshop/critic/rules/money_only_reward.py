"""The goal is tied to money, and no other recognition is named."""

from collections.abc import Iterator

from kpi_workshop.critic.rule import Evidence, Rule
from kpi_workshop.reading import Reading


def _check(statement: Reading) -> Iterator[Evidence]:
    words = statement.found("reward")
    if words and not statement.found("recognition", "penalty"):
        yield Evidence(words[0], {"words": statement.said(words[0])})


RULE = Rule(
    id="money-only-reward",
    severity="consider",
    reason="unrecognised",
    check=_check,
    bad={
        "en": (
            "3% commission for contracts above 10 a month",
            "A bonus of $500 for everyone who sells 30 policies in May",
        ),
        "vi": (
            "Thưởng 2 triệu cho nhân viên đạt 15 hợp đồng trong tháng",
            "Hoa hồng 3% cho hợp đồng từ thứ 10 trở đi mỗi tháng",
        ),
    },
    good={
        "en": (
            "Commission income of 7 million in 2026",
            "A bonus and two training days when the team reaches 30 policies in May",
            "Revenue of $40k a month",
        ),
        "vi": (
            "Doanh thu hoa hồng đại lý 7 tỷ trong năm 2026",
            "Đạt 15 hợp đồng trong tháng: thưởng 2 triệu kèm một suất học kỹ năng",
            "Số điểm thưởng khách tích lũy: 40.000 trong quý 3",
        ),
    },
)

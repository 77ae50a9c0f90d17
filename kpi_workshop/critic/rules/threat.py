"""A penalty or a loss is named for missing it."""

from collections.abc import Iterator

from kpi_workshop.critic.rule import Evidence, Rule
from kpi_workshop.reading import Reading


def _check(statement: Reading) -> Iterator[Evidence]:
    words = statement.found("penalty")
    if words and not statement.found("service_penalty"):
        yield Evidence(words[0], {"words": statement.said(words[0])})


RULE = Rule(
    id="threat",
    severity="must",
    reason="unrecognised",
    check=_check,
    bad={
        "en": (
            "Agents below 40 calls a day get a written warning",
            "Miss the target two months running: no bonus",
            "Stock losses above 0.5% are deducted from wages",
        ),
        "vi": (
            "Ai không đạt 40 cuộc gọi/ngày bị trừ lương",
            "Hai lần trễ hạn trong quý: viết bản kiểm điểm",
            "Trễ hạn báo cáo: phạt 200 nghìn",
        ),
    },
    good={
        "en": (
            "A team dinner when the target is reached",
            "Service credits of at most 1% of fees paid to customers this year",
            "Early-warning signs discussed with the ward each Monday",
        ),
        "vi": (
            "Đạt chỉ tiêu thì cả nhóm được thư khen",
            "Tiền bồi thường cho khách hàng dưới 1% doanh thu năm",
            "Cảnh báo cháy được kiểm tra mỗi thứ hai",
        ),
    },
)

"""People or teams are set against each other."""

from collections.abc import Iterator

from kpi_workshop.critic.rule import Evidence, Rule
from kpi_workshop.reading import Reading


def _check(statement: Reading) -> Iterator[Evidence]:
    if statement.found("rivals"):
        return
    # "Top 5" alone may rank issues; "top 5 agents" ranks people.
    ranked = statement.found_before("rank", "person", "place")
    compared = statement.found("last_one") if statement.found("whoever") else ()
    for span in (*statement.found("ranking"), *ranked, *compared):
        yield Evidence(span, {"words": statement.said(span)})
        return


RULE = Rule(
    id="individual-ranking",
    severity="must",
    reason="numbers-only",
    check=_check,
    bad={
        "en": (
            "Rank the cashiers by scanning speed each week",
            "The losing team buys lunch at the end of the month",
            "Top 3 agents by calls handled, weekly",
        ),
        "vi": (
            "Xếp hạng nhân viên theo doanh số mỗi tháng",
            "Doanh số tháng 6 cao hơn chi nhánh Hà Nội",
            "Tổ thua trực cuối tuần",
        ),
    },
    good={
        "en": (
            "Fix the top 5 issues by May",
            "Market share above our biggest competitor by 2027",
            "Average scanning time under 3 seconds",
        ),
        "vi": (
            "Xử lý 5 lỗi hay gặp nhất trước 30/9",
            "Thị phần đứng đầu thị trường miền Trung vào cuối năm",
            "Doanh số tháng 6 đạt 400 triệu",
        ),
    },
)

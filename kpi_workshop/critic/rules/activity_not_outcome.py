"""Work done is counted or asked for, not the result that it is for."""

from collections.abc import Iterator

from kpi_workshop.critic.rule import Evidence, Rule
from kpi_workshop.reading import Reading, Span


def _check(statement: Reading) -> Iterator[Evidence]:
    spans = _counted_work(statement) if statement.targets else _work_to_do(statement)
    for span in spans[:1]:
        yield Evidence(span, {"words": statement.said(span)})


def _counted_work(statement: Reading) -> tuple[Span, ...]:
    """Where work is counted, if nothing else is."""
    if statement.found("yields"):
        return ()
    if "contact" in statement.opening and all(amount.unit == "count" for amount in statement.targets):
        return statement.found("contact")  # However many customers are called, a call is no result.
    does = "do" in statement.opening and not statement.found("result", "average")
    counts = all(
        amount.unit == "count" and ("work" in amount.counted or "result" not in amount.counted)
        for amount in statement.targets
    )
    is_counted = does or any("work" in amount.counted for amount in statement.targets)
    return statement.found("work") or statement.found("do") if counts and is_counted else ()


def _work_to_do(statement: Reading) -> tuple[Span, ...]:
    """Where a statement without a number says what is to be done."""
    if statement.found("multiple", "never", "watching"):
        return ()
    if statement.found("vague", "vague_change") and not statement.is_deliverable:
        return ()
    if "do" in statement.opening or statement.found("done"):
        return statement.found("do", "done", "work")
    return () if statement.found("result", "yields", "vague") else statement.found("work")


RULE = Rule(
    id="activity-not-outcome",
    severity="should",
    reason="numbers-only",
    check=_check,
    bad={
        "en": (
            "300 calls a day",
            "Write 8 blog posts a month",
            "Publish the maintenance handbook by 30 September",
        ),
        "vi": ("Gọi 300 cuộc mỗi ngày", "Viết 8 bài blog mỗi tháng", "Ban hành sổ tay bảo trì trước 30/9"),
    },
    good={
        "en": (
            "Close 5 deals per month",
            "Engage 10 new leads per week",
            "Write 8 blog posts a month that bring in 50 qualified leads",
        ),
        "vi": (
            "Chốt 20 hợp đồng/tháng",
            "Có 10 khách hàng mới phản hồi mỗi tuần",
            "Viết 8 bài mỗi tháng, mang về 50 khách hàng tiềm năng",
        ),
    },
)

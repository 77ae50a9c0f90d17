"""The target leaves no room for a single miss."""

from collections.abc import Iterator

from kpi_workshop.critic.rule import Evidence, Rule
from kpi_workshop.reading import Reading


def _check(statement: Reading) -> Iterator[Evidence]:
    partial = any(amount.unit == "percent" and amount.value < 100 for amount in statement.targets)
    for amount in statement.targets:
        whole = amount.unit == "percent" and amount.value == 100 and not amount.is_change
        nothing = amount.value == 0 and amount.high is None and amount.comparison != "at least"
        if (whole and not partial and not statement.found("quota")) or nothing:
            yield Evidence(amount.span, {"words": statement.said(amount.span)})
            return
    words = statement.found("never")
    if "never_first" in statement.opening and not statement.found("penalty"):
        words = statement.found("never_first")
    if not words and statement.universal and _is_the_target(statement):
        words = (statement.universal,)
    if words:
        yield Evidence(words[0], {"words": statement.said(words[0])})


def _is_the_target(statement: Reading) -> bool:
    """Whether "every" or "all" is what is to be reached, as in "every call answered within 20 seconds"."""
    if statement.targets:
        return all(
            amount.unit == "duration" and amount.comparison != "at least" for amount in statement.targets
        )
    return not statement.found("vague", "average")


RULE = Rule(
    id="absolute-target",
    severity="should",
    reason="inflexible",
    check=_check,
    bad={
        "en": ("Zero complaints", "100% of shifts staffed on time", "Never miss a delivery deadline"),
        "vi": ("Tuyệt đối không giao hàng trễ", "100% đơn hàng giao đúng giờ", "Số vụ tai nạn lao động: 0"),
    },
    good={
        "en": (
            "At least 95% of shifts staffed on time each month",
            "Average rating across all branches at least 4.3 this year",
            "Reach 100% of the sales plan in Q4",
            "Publish all three guides by May",
        ),
        "vi": (
            "Ít nhất 95% đơn hàng giao đúng giờ mỗi tuần",
            "Bình quân 4,3 sao trên tất cả chi nhánh trong năm",
            "Đạt 100% kế hoạch doanh thu quý 2",
            "Không quá 3 lỗi trên 1.000 sản phẩm mỗi ca",
        ),
    },
)

"""The target leaves no room for a single miss."""

from collections.abc import Iterator

from kpi_workshop.critic.rule import Evidence, Rule
from kpi_workshop.reading import Reading


def _check(statement: Reading) -> Iterator[Evidence]:
    if statement.absolute:
        yield Evidence(statement.absolute, {"words": statement.said(statement.absolute)})


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

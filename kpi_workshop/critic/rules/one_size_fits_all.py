"""Each of several people, shops or teams gets the same number, whatever their situation."""

from collections.abc import Iterator

from kpi_workshop.critic.rule import Evidence, Rule
from kpi_workshop.reading import Reading


def _check(statement: Reading) -> Iterator[Evidence]:
    if not statement.targets or statement.found("average", "adjusted"):
        return
    who = statement.everyone or next(iter(statement.found("alike")), None)
    if who:
        yield Evidence(who, {"who": statement.said(who)})


RULE = Rule(
    id="one-size-fits-all",
    severity="should",
    reason="inflexible",
    check=_check,
    bad={
        "en": ("Each sales rep closes 12 deals per month", "Everyone sells 20 subscriptions a month"),
        "vi": ("500 triệu VND mỗi tháng cho tất cả nhân viên", "Mỗi chi nhánh mở mới 150 tài khoản/tháng"),
    },
    good={
        "en": (
            "Close 12 deals per month",
            "5 merge requests per engineer per month on average",
            "Each shop agrees its own growth target between 5% and 15% with its manager",
        ),
        "vi": (
            "Cả đội đạt doanh số 800tr/tháng",
            "Bình quân 4,3 sao trên tất cả chi nhánh trong năm",
            "Mỗi chi nhánh tự thống nhất chỉ tiêu tăng trưởng 5-15% với giám đốc vùng",
        ),
    },
)

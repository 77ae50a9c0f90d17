"""Nothing says from when on one could call it reached."""

from collections.abc import Iterator

from kpi_workshop.critic.rule import Evidence, Rule
from kpi_workshop.reading import Reading


def _check(statement: Reading) -> Iterator[Evidence]:
    if statement.is_pinned_down:
        return
    is_metric = bool(statement.found("measure")) and not statement.found("states")
    # Anything else may be a state that is reached or not, in words the lexicon doesn't know.
    if (
        is_metric
        or statement.change
        or statement.found("vague", "vague_change", "more")
        or "endless" in statement.opening
    ):
        yield Evidence(statement.whole)


RULE = Rule(
    id="missing-target",
    severity="must",
    reason="unrecognised",
    check=_check,
    bad={
        "en": ("Reduce energy costs", "Employee turnover rate", "Improve NPS by the end of 2026"),
        "vi": ("Giảm chi phí điện năng", "Tỷ lệ nghỉ việc", "Số ca khám (ca/ngày)"),
    },
    good={
        "en": (
            "Reduce energy costs by 8%",
            "Employee turnover under 12% in 2026",
            "Publish the maintenance handbook by 30 September",
            "Double the number of newsletter subscribers",
        ),
        "vi": (
            "Giảm chi phí điện năng 8%",
            "Tỷ lệ nghỉ việc dưới 12% trong năm 2026",
            "Ban hành sổ tay bảo trì trước 30/9",
            "Gấp đôi số học viên đăng ký",
        ),
    },
)

"""Nothing says from when on one could call it reached."""

from collections.abc import Iterator

from kpi_workshop.critic.open_ended import is_open_ended, is_ranked
from kpi_workshop.critic.rule import Evidence, Rule
from kpi_workshop.reading import Reading
from kpi_workshop.reading.scan import Scan


def _check(statement: Reading) -> Iterator[Evidence]:
    open_ended = is_open_ended(statement) and (_names_only(statement) or _asks_only(statement))
    if (open_ended or _does_more(statement)) and not is_ranked(statement):
        yield Evidence(statement.whole)


def _does_more(statement: Reading) -> bool:
    """Whether more of some work is asked for, and no number says how much: "Hold more workshops"."""
    page = statement.ends
    if not page.mentions_any("more") or statement.amounts:
        return False
    return any(page.has(more.first - 1, "do", "deliver", "contact") for more in page.places("more"))


def _asks_for_more(page: Scan) -> bool:
    """ "More suppliers", but not "two more suppliers"."""
    return any(not page.has(more.first - 1, "number") for more in page.places("more"))


def _names_only(statement: Reading) -> bool:
    """Whether it says what is looked at, and nothing else."""
    if statement.is_rule and statement.times and any(amount.role == "stake" for amount in statement.amounts):
        return False  # "Vi phạm quá 2 lần trong tháng: phạt …": how often is part of the rule.
    return bool(statement.metric or statement.criterion or statement.ends.mentions_any("open_target"))


def _asks_only(statement: Reading) -> bool:
    """Whether it asks for more, better or on, without an end.

    Anything else may be a state that is reached or not, in words the lexicon doesn't know.
    """
    if statement.is_rule or statement.has("whoever"):
        return bool(statement.wish or statement.vague)
    # "Meet the contractor weekly" is done or not.
    is_endless = "endless" in statement.opening and all(t.kind != "frequency" for t in statement.times)
    return bool(
        is_endless
        or statement.change
        or statement.kept
        or statement.wish
        or statement.vague
        or _asks_for_more(statement.ends)
        or not statement.opening.isdisjoint(("up", "down"))
    )


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

"""Two or more results that could be met without each other share one statement."""

from collections.abc import Iterator, Sequence

from kpi_workshop.critic.rule import Evidence, Rule
from kpi_workshop.critic.rules import money_only_reward, threat
from kpi_workshop.reading import Reading, Span

_STAKES = (money_only_reward.RULE, threat.RULE)
"""What finds where a statement says what is gained or lost, which is no goal of its own."""


def goals_of(statement: Reading) -> tuple[Span, ...]:
    """Where each goal of a statement stands that has any; what comes of reaching or missing one is none."""
    goals = statement.goals
    if len(goals) < 2:
        return goals
    stakes = [found.span for rule in _STAKES for found in rule.check(statement)]
    return (goals[0], *(goal for goal in goals[1:] if not _is_stake(statement, goal, stakes)))


def _check(statement: Reading) -> Iterator[Evidence]:
    goals = goals_of(statement)
    if len(goals) > 1:
        first, second = goals[:2]
        params = {"first": statement.said(first), "second": statement.said(second)}
        yield Evidence(second, params, "likely")


def _is_stake(statement: Reading, goal: Span, stakes: Sequence[Span]) -> bool:
    """Whether a part says what is gained or lost, before any level: "…, £50 lands in your pay"."""
    levels = [amount.span[0] for amount in statement.targets if goal[0] <= amount.span[0] < goal[1]]
    return any(goal[0] <= begin < goal[1] and not any(at < begin for at in levels) for begin, _ in stakes)


RULE = Rule(
    id="several-goals",
    severity="should",
    reason="unrealistic",
    check=_check,
    bad={
        "en": (
            "Open the night desk by May, renegotiate the linen contract and hire two porters",
            "Win 3 school contracts a term and cut the fuel bill to 900 EUR",
            "Launch the booking app in June; get certified for organic food",
        ),
        "vi": (
            "Ký hợp đồng với hai trường học, lấy chứng nhận VietGAP, thay máy đóng gói trước 30/6",
            "Tăng doanh thu 10% và giảm tồn kho xuống 45 ngày trong quý 3",
        ),
    },
    good={
        "en": (
            "Answer within 4 hours while satisfaction stays above 90% every month",
            "Design and publish the intake guide by May",
            "Cut waiting time to 20 minutes by June by opening a second counter and training two clerks",
        ),
        "vi": (
            "Trả lời trong 4 giờ mà vẫn giữ mức hài lòng trên 90% mỗi tháng",
            "Soạn và ban hành sổ tay tiếp đón trước 30/5",
            "Rút thời gian chờ xuống 20 phút trước tháng 6 nhờ mở thêm một quầy và đào tạo hai nhân viên",
        ),
    },
)

"""A change of 30 % or more, with no means or support named for it."""

from collections.abc import Iterator

from kpi_workshop.critic.rule import Evidence, Rule
from kpi_workshop.reading import Reading

_LEAP = 0.3
_ROUNDING = 1e-9


def _check(statement: Reading) -> Iterator[Evidence]:
    change = statement.change
    if not change or change.relative is None or statement.means or change.relative < _LEAP - _ROUNDING:
        return
    yield Evidence(change.span, {"percent": f"{change.relative * 100:.0f}"})


RULE = Rule(
    id="unsupported-leap",
    severity="must",
    reason="unrealistic",
    check=_check,
    bad={
        "en": ("Increase sales by 50%", "Triple user growth", "Active donors 40 → 55 by Q4"),
        "vi": ("Tăng doanh số 50%", "Gấp đôi số học viên đăng ký", "Nhà tài trợ: 40 → 55 trong quý 4"),
    },
    good={
        "en": (
            "Increase sales by 20%",
            "Grow bookings by 50% by hiring two reps",
            "Increase the share of digital claims to 50%",
            "Keep absenteeism below 40%",
        ),
        "vi": (
            "Tăng doanh số 20%",
            "Tăng 40% lượng khách nhờ mở thêm hai cửa hàng",
            "Nâng tỷ lệ hồ sơ trực tuyến lên 50%",
            "Tỷ lệ giao hàng đúng hẹn: 95%",
        ),
    },
)

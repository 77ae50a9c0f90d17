"""The target is far beyond everything that has been reached so far."""

from collections.abc import Iterator

from kpi_workshop.critic.record import Record
from kpi_workshop.critic.rule import Evidence, Rule
from kpi_workshop.kpi import Kpi

_FAR = 0.3
"""Of the best level so far: as much as makes a change a leap in `unsupported-leap`."""
_FAR_FROM_TODAY = 0.5
"""Of today's level, where nothing tells how much levels vary."""
_ROUNDING = 1e-9


def _check(record: Record) -> Iterator[Evidence]:
    target = record.target
    seen = [level for level in (*record.history, record.baseline) if level and record.is_comparable(level)]
    if not target or not seen or record.statement.means or _is_said_by_the_statement(record):
        return
    highest, lowest = max(seen, key=lambda level: level.high), min(seen, key=lambda level: level.low)
    best, beyond = highest, 0.0
    if target.low > highest.high > 0 and not record.is_less_wanted:
        beyond = target.low / highest.high - 1
    elif 0 < target.high < lowest.low and not record.is_more_wanted:
        best, beyond = lowest, 1 - target.high / lowest.low
    is_known = bool(record.history)
    if beyond >= (_FAR if is_known else _FAR_FROM_TODAY) - _ROUNDING:
        field, span = record.target_place
        params = {"target": target.said, "best": best.said, "percent": f"{beyond * 100:.0f}"}
        yield (
            Evidence(span, params, field=field)
            if is_known
            else Evidence(span, params, "likely", field=field, case="today")
        )


def _is_said_by_the_statement(record: Record) -> bool:
    """Whether the statement itself says how far it is from today; then `unsupported-leap` sees to it."""
    change = record.statement.change
    return not record.history and change is not None and change.relative is not None


RULE = Rule(
    id="beyond-history",
    severity="should",
    reason="unrealistic",
    check=_check,
    bad={
        "en": (
            Kpi(id="1", text="Repeat orders a week", history="42; 45; 44; 46", target="70"),
            Kpi(id="2", text="Repair time of the sorting line", baseline="90 min", target="45 min"),
        ),
        "vi": (
            Kpi(id="1", text="Số đơn đặt lại mỗi tuần", history="42; 45; 44; 46", target="70"),
            Kpi(id="2", text="Thời gian sửa chuyền phân loại", baseline="90 phút", target="45 phút"),
        ),
    },
    good={
        "en": (
            Kpi(id="1", text="Repeat orders a week", history="42; 45; 44; 58", target="70"),
            Kpi(id="2", text="Sales in the new region", baseline="400 orders", target="50%"),
            Kpi(id="3", text="Waiting time at the counter", history="8 min; 9 min", target="at most 15 min"),
            Kpi(id="4", text="Orders a week, with two more pickers", history="400; 410", target="600"),
        ),
        "vi": (
            Kpi(id="1", text="Số đơn đặt lại mỗi tuần", history="42; 45; 44; 58", target="70"),
            Kpi(id="2", text="Doanh số vùng mới", baseline="400 đơn", target="50%"),
            Kpi(id="3", text="Thời gian chờ tại quầy", history="8 phút; 9 phút", target="≤ 15 phút"),
            Kpi(id="4", text="Số đơn mỗi tuần, nhờ thêm hai nhân viên kho", history="400; 410", target="600"),
        ),
    },
)

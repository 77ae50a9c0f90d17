"""The target is more than what is said to be possible."""

from collections.abc import Iterator

from kpi_workshop.critic.record import Record
from kpi_workshop.critic.rule import Evidence, Rule
from kpi_workshop.kpi import Kpi


def _check(record: Record) -> Iterator[Evidence]:
    target, capacity = record.target, record.capacity
    if not target or not capacity or not record.is_comparable(capacity):
        return
    if record.is_less_wanted:
        percent = round(100 * (1 - target.high / capacity.low)) if capacity.low > 0 else 0
    else:
        percent = round(100 * (target.low / capacity.high - 1)) if capacity.high > 0 else 0
    if percent > 0:
        field, span = record.target_place
        params = {"target": target.said, "capacity": capacity.said, "percent": str(percent)}
        yield Evidence(span, params, field=field, case="less" if record.is_less_wanted else "")


RULE = Rule(
    id="over-capacity",
    severity="must",
    reason="unrealistic",
    check=_check,
    bad={
        "en": (
            Kpi(id="1", text="300 calls a day", capacity="100 calls a day"),
            Kpi(id="2", text="Handling time of a call", target="3 min", capacity="4 min"),
        ),
        "vi": (
            Kpi(id="1", text="Gọi 300 cuộc/ngày", capacity="100 cuộc/ngày"),
            Kpi(id="2", text="Thời gian xử lý một cuộc gọi", target="3 phút", capacity="4 phút"),
        ),
    },
    good={
        "en": (
            Kpi(id="1", text="300 calls a day", capacity="320 calls a day"),
            Kpi(id="2", text="300 calls a day", capacity="100 calls an hour"),
            Kpi(id="3", text="Increase output by 20%", capacity="15 pieces an hour"),
        ),
        "vi": (
            Kpi(id="1", text="Gọi 300 cuộc/ngày", capacity="320 cuộc/ngày"),
            Kpi(id="2", text="Gọi 300 cuộc/ngày", capacity="100 cuộc/giờ"),
            Kpi(id="3", text="Tăng sản lượng 20%", capacity="15 sản phẩm/giờ"),
        ),
    },
)

"""Every KPI of a set is read off a number."""

from collections.abc import Iterator, Sequence

from kpi_workshop.critic.kinds import kind_of
from kpi_workshop.critic.owners import ids
from kpi_workshop.critic.record import Record
from kpi_workshop.critic.rule import Evidence, Rule
from kpi_workshop.kpi import Kpi

_FEWEST = 3


def _check(records: Sequence[Record]) -> Iterator[Evidence]:
    numbers = all(kind_of(record.whole) == "quantitative" for record in records)
    guarded = any(record.kpi.counter_measure for record in records)
    if len(records) >= _FEWEST and numbers and not guarded:
        yield Evidence(params={"count": str(len(records))}, field="", kpis=ids(records))


RULE = Rule(
    id="only-quantitative",
    severity="should",
    reason="numbers-only",
    check=_check,
    bad={
        "en": (
            (
                Kpi(id="1", text="Handling time of a call", target="3 min"),
                Kpi(id="2", text="Calls per day and agent", target="60"),
                Kpi(id="3", text="First contact resolution of 75% in Q1"),
            ),
        ),
        "vi": (
            (
                Kpi(id="1", text="Thời gian xử lý một cuộc gọi", target="3 phút"),
                Kpi(id="2", text="Số cuộc gọi mỗi ngày", target="60"),
                Kpi(id="3", text="Tỷ lệ giải quyết ngay lần gọi đầu: 75% trong quý 1"),
            ),
        ),
    },
    good={
        "en": (
            (
                Kpi(id="1", text="Handling time of a call", target="3 min"),
                Kpi(id="2", text="Calls per day and agent", target="60"),
                Kpi(id="3", text="Customers describe the help they got as friendly and clear"),
            ),
            (
                Kpi(id="1", text="Handling time", target="3 min", counter_measure="What callers tell us"),
                Kpi(id="2", text="Calls per day and agent", target="60"),
                Kpi(id="3", text="First contact resolution of 75% in Q1"),
            ),
        ),
        "vi": (
            (
                Kpi(id="1", text="Thời gian xử lý một cuộc gọi", target="3 phút"),
                Kpi(id="2", text="Số cuộc gọi mỗi ngày", target="60"),
                Kpi(id="3", text="Khách hàng kể rằng họ được hỗ trợ thân thiện, dễ hiểu"),
            ),
            (
                Kpi(id="1", text="Thời gian xử lý", target="3 phút", counter_measure="Khách gọi đến nói gì"),
                Kpi(id="2", text="Số cuộc gọi mỗi ngày", target="60"),
                Kpi(id="3", text="Tỷ lệ giải quyết ngay lần gọi đầu: 75% trong quý 1"),
            ),
        ),
    },
)

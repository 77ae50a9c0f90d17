"""Every KPI of a set is about money."""

from collections.abc import Iterator, Sequence

from kpi_workshop.critic import vocabulary
from kpi_workshop.critic.owners import ids
from kpi_workshop.critic.record import Record
from kpi_workshop.critic.rule import Evidence, Rule
from kpi_workshop.kpi import Kpi

_FEWEST = 3


def _check(records: Sequence[Record]) -> Iterator[Evidence]:
    if len(records) >= _FEWEST and all(map(_is_about_money, records)):
        yield Evidence(params={"count": str(len(records))}, confidence="likely", field="", kpis=ids(records))


def _is_about_money(record: Record) -> bool:
    """Also an amount of money for something that no list knows; not a family that is read otherwise."""
    family = vocabulary.families().get(vocabulary.family(record.kpi.text))
    if family or record.kpi.counter_measure:
        return family is not None and family.money and not record.kpi.counter_measure
    return any(amount.unit == "money" for amount in record.statement.targets)


RULE = Rule(
    id="only-financial",
    severity="should",
    reason="numbers-only",
    check=_check,
    bad={
        "en": (
            (
                Kpi(id="1", text="Revenue of the branch", target="$2.4 million"),
                Kpi(id="2", text="Operating costs below 61% of income in 2027"),
                Kpi(id="3", text="Overdue receivables", target="5%"),
            ),
        ),
        "vi": (
            (
                Kpi(id="1", text="Doanh thu chi nhánh", target="60 tỷ đồng"),
                Kpi(id="2", text="Chi phí vận hành dưới 61% thu nhập năm 2027"),
                Kpi(id="3", text="Nợ quá hạn", target="5%"),
            ),
        ),
    },
    good={
        "en": (
            (
                Kpi(id="1", text="Revenue of the branch", target="$2.4 million"),
                Kpi(id="2", text="Operating costs below 61% of income in 2027"),
                Kpi(id="3", text="Waiting time at the counter", target="10 min"),
            ),
            (
                Kpi(id="1", text="Revenue of the branch", target="$2.4 million"),
                Kpi(id="2", text="Overdue receivables", target="5%"),
            ),
        ),
        "vi": (
            (
                Kpi(id="1", text="Doanh thu chi nhánh", target="60 tỷ đồng"),
                Kpi(id="2", text="Chi phí vận hành dưới 61% thu nhập năm 2027"),
                Kpi(id="3", text="Thời gian chờ tại quầy", target="10 phút"),
            ),
            (
                Kpi(id="1", text="Doanh thu chi nhánh", target="60 tỷ đồng"),
                Kpi(id="2", text="Nợ quá hạn", target="5%"),
            ),
        ),
    },
)

"""Nothing says how often the team looks at the KPI together."""

from collections.abc import Iterator

from kpi_workshop.critic.record import Record
from kpi_workshop.critic.rule import Evidence, Rule
from kpi_workshop.kpi import Kpi


def _check(record: Record) -> Iterator[Evidence]:
    if not record.kpi.rhythm:
        yield Evidence(field="rhythm")


RULE = Rule(
    id="no-check-in",
    severity="consider",
    reason="unrecognised",
    check=_check,
    bad={
        "en": (
            Kpi(id="1", text="Returned parcels under 3% in 2027", owner="Bao"),
            Kpi(id="2", text="Returned parcels under 3%", period="Q2 2027", review_date="2027-05-15"),
        ),
        "vi": (
            Kpi(id="1", text="Tỷ lệ hoàn hàng dưới 3% trong năm 2027", owner="Bảo"),
            Kpi(id="2", text="Tỷ lệ hoàn hàng dưới 3%", period="Quý 2/2027", review_date="2027-05-15"),
        ),
    },
    good={
        "en": (
            Kpi(id="1", text="Returned parcels under 3% in 2027", owner="Bao", rhythm="biweekly"),
            Kpi(id="2", text="Returned parcels under 3% in 2027", rhythm="quarterly"),
            Kpi(id="3", text="Returned parcels under 3% in 2027"),
        ),
        "vi": (
            Kpi(id="1", text="Tỷ lệ hoàn hàng dưới 3% trong năm 2027", owner="Bảo", rhythm="biweekly"),
            Kpi(id="2", text="Tỷ lệ hoàn hàng dưới 3% trong năm 2027", rhythm="quarterly"),
            Kpi(id="3", text="Tỷ lệ hoàn hàng dưới 3% trong năm 2027"),
        ),
    },
)

"""No day is set on which the team asks whether the KPI is still right, or only one when its year is over."""

import re
from collections.abc import Iterator

from kpi_workshop.critic import vocabulary
from kpi_workshop.critic.record import Record
from kpi_workshop.critic.rule import Evidence, Rule
from kpi_workshop.kpi import Kpi

_YEAR = re.compile(r"\b20\d\d\b")
_LAST_MONTH = "-12"


def _check(record: Record) -> Iterator[Evidence]:
    period, date = record.kpi.period, record.kpi.review_date
    year = _YEAR.search(period)
    bare = _YEAR.sub("", period)
    is_whole_year = vocabulary.consists_of(bare, "year") or (year is not None and not bare.strip())
    if not date:
        case = "year" if is_whole_year else ""
        yield Evidence(params={"period": period} if case else {}, field="review_date", case=case)
    elif is_whole_year and year and date >= year[0] + _LAST_MONTH:
        yield Evidence((0, len(date)), {"period": period}, field="review_date", case="year")


RULE = Rule(
    id="locked",
    severity="consider",
    reason="inflexible",
    check=_check,
    bad={
        "en": (
            Kpi(id="1", text="Absenteeism under 4%", target="4%", period="March", owner="Mai"),
            Kpi(id="2", text="Absenteeism under 4%", period="2027", review_date="2027-12-31"),
            Kpi(id="3", text="Absenteeism under 4%", period="this year"),
        ),
        "vi": (
            Kpi(id="1", text="Tỷ lệ vắng mặt dưới 4%", target="4%", period="Tháng 3", owner="Mai"),
            Kpi(id="2", text="Tỷ lệ vắng mặt dưới 4%", period="Năm 2027", review_date="2027-12-31"),
            Kpi(id="3", text="Tỷ lệ vắng mặt dưới 4%", period="cả năm"),
        ),
    },
    good={
        "en": (
            Kpi(id="1", text="Absenteeism under 4%", period="2027", review_date="2027-06-30"),
            Kpi(id="2", text="Absenteeism under 4%", period="Q4 2027", review_date="2027-12-31"),
            Kpi(id="3", text="Absenteeism under 4% in 2027"),
        ),
        "vi": (
            Kpi(id="1", text="Tỷ lệ vắng mặt dưới 4%", period="Năm 2027", review_date="2027-06-30"),
            Kpi(id="2", text="Tỷ lệ vắng mặt dưới 4%", period="Quý 4/2027", review_date="2027-12-31"),
            Kpi(id="3", text="Tỷ lệ vắng mặt dưới 4% trong năm 2027"),
        ),
    },
)

"""Nothing says what reaching it is good for, and for whom."""

from collections.abc import Iterator

from kpi_workshop.critic import vocabulary
from kpi_workshop.critic.record import Record
from kpi_workshop.critic.rule import Evidence, Rule
from kpi_workshop.kpi import Kpi


def _check(record: Record) -> Iterator[Evidence]:
    if not record.kpi.purpose and not vocabulary.says(record.kpi.text, "purpose"):
        yield Evidence(field="purpose")


RULE = Rule(
    id="no-purpose",
    severity="consider",
    reason="numbers-only",
    check=_check,
    bad={
        "en": (
            Kpi(id="1", text="Loans paid out within 3 days, Q1 2027", owner="Credit desk"),
            Kpi(id="2", text="Loans paid out", target="within 3 days", baseline="6 days"),
        ),
        "vi": (
            Kpi(id="1", text="Giải ngân trong vòng 3 ngày, quý 1/2027", owner="P. Tín dụng"),
            Kpi(id="2", text="Thời gian giải ngân", target="3 ngày", baseline="6 ngày"),
        ),
    },
    good={
        "en": (
            Kpi(id="1", text="Loans paid out within 3 days", purpose="Families move in as agreed"),
            Kpi(id="2", text="Loans paid out within 3 days so that families move in", owner="Credit desk"),
            Kpi(id="3", text="Loans paid out within 3 days, Q1 2027"),
        ),
        "vi": (
            Kpi(id="1", text="Giải ngân trong vòng 3 ngày", purpose="Gia đình dọn vào nhà đúng ngày đã hẹn"),
            Kpi(id="2", text="Giải ngân trong vòng 3 ngày để khách kịp dọn vào nhà", owner="P. Tín dụng"),
            Kpi(id="3", text="Giải ngân trong vòng 3 ngày, quý 1/2027"),
        ),
    },
)

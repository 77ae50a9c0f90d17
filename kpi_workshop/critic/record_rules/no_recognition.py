"""Nothing says how progress will be noticed and appreciated."""

from collections.abc import Iterator

from kpi_workshop.critic.record import Record
from kpi_workshop.critic.rule import Evidence, Rule
from kpi_workshop.kpi import Kpi


def _check(record: Record) -> Iterator[Evidence]:
    if not record.kpi.recognition and not record.statement.found("recognition"):
        yield Evidence(field="recognition")


RULE = Rule(
    id="no-recognition",
    severity="consider",
    reason="unrecognised",
    check=_check,
    bad={
        "en": (
            Kpi(id="1", text="First repair succeeds in 85% of visits, Q2 2027", owner="Long"),
            Kpi(id="2", text="First repair succeeds in 85% of visits", period="Q2 2027", rhythm="weekly"),
        ),
        "vi": (
            Kpi(id="1", text="85% lượt sửa xong ngay lần đầu trong quý 2/2027", owner="Long"),
            Kpi(id="2", text="85% lượt sửa xong ngay lần đầu", period="Quý 2/2027", rhythm="weekly"),
        ),
    },
    good={
        "en": (
            Kpi(id="1", text="First repair succeeds in 85% of visits", recognition=("a thank-you aloud",)),
            Kpi(id="2", text="First repair succeeds in 85% of visits; then a team dinner", owner="Long"),
            Kpi(id="3", text="First repair succeeds in 85% of visits, Q2 2027"),
        ),
        "vi": (
            Kpi(id="1", text="85% lượt sửa xong ngay lần đầu", recognition=("lời cảm ơn trước nhóm",)),
            Kpi(id="2", text="85% lượt sửa xong ngay lần đầu thì cả nhóm được thư khen", owner="Long"),
            Kpi(id="3", text="85% lượt sửa xong ngay lần đầu trong quý 2/2027"),
        ),
    },
)

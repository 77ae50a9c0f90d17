"""Nothing says what anybody learns or practises by working on it."""

from collections.abc import Iterator

from kpi_workshop.critic import vocabulary
from kpi_workshop.critic.record import Record
from kpi_workshop.critic.rule import Evidence, Rule
from kpi_workshop.kpi import Kpi


def _check(record: Record) -> Iterator[Evidence]:
    said = (record.kpi.text, record.kpi.purpose, *record.kpi.recognition)
    if not record.kpi.growth and not any(vocabulary.says(words, "growth") for words in said):
        yield Evidence(field="growth")


RULE = Rule(
    id="nobody-grows",
    severity="consider",
    reason="inflexible",
    check=_check,
    bad={
        "en": (
            Kpi(id="1", text="Invoices posted within 2 days, Q3 2027", owner="Accounts"),
            Kpi(id="2", text="Invoices posted", target="within 2 days", purpose="Suppliers are paid on time"),
        ),
        "vi": (
            Kpi(id="1", text="Hạch toán hóa đơn trong vòng 2 ngày, quý 3/2027", owner="P. Kế toán"),
            Kpi(
                id="2",
                text="Thời gian hạch toán hóa đơn",
                target="2 ngày",
                purpose="Nhà cung cấp nhận tiền đúng hẹn",
            ),
        ),
    },
    good={
        "en": (
            Kpi(id="1", text="Invoices posted within 2 days", growth="Hoa learns to close the month herself"),
            Kpi(id="2", text="Invoices posted within 2 days by two newly trained people", owner="Accounts"),
            Kpi(id="3", text="Invoices posted within 2 days", purpose="We learn where they get stuck"),
            Kpi(id="4", text="Invoices posted within 2 days", recognition=("a course of one's own choice",)),
            Kpi(id="5", text="Invoices posted within 2 days, Q3 2027"),
        ),
        "vi": (
            Kpi(id="1", text="Hạch toán hóa đơn trong 2 ngày", growth="Hoa tự khóa sổ tháng đầu tiên"),
            Kpi(id="2", text="Hạch toán hóa đơn trong 2 ngày, có hai bạn mới được kèm cặp", owner="Kế toán"),
            Kpi(id="3", text="Hạch toán hóa đơn trong 2 ngày", purpose="Học cách tìm ra chỗ tắc"),
            Kpi(id="4", text="Hạch toán hóa đơn trong 2 ngày", recognition=("một khóa học tự chọn",)),
            Kpi(id="5", text="Hạch toán hóa đơn trong vòng 2 ngày, quý 3/2027"),
        ),
    },
)

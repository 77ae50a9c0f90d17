"""Two or more results that could be met without each other share one statement."""

from collections.abc import Iterator

from kpi_workshop.critic.rule import Evidence, Rule
from kpi_workshop.reading import Reading


def _check(statement: Reading) -> Iterator[Evidence]:
    if len(statement.goals) > 1:
        first, second = statement.goals[:2]
        params = {"first": statement.said(first), "second": statement.said(second)}
        yield Evidence(second, params, "likely")


RULE = Rule(
    id="several-goals",
    severity="should",
    reason="unrealistic",
    check=_check,
    bad={
        "en": (
            "Open the night desk by May, renegotiate the linen contract and hire two porters",
            "Win 3 school contracts a term and cut the fuel bill to 900 EUR",
            "Launch the booking app in June; get certified for organic food",
        ),
        "vi": (
            "Ký hợp đồng với hai trường học, lấy chứng nhận VietGAP, thay máy đóng gói trước 30/6",
            "Tăng doanh thu 10% và giảm tồn kho xuống 45 ngày trong quý 3",
        ),
    },
    good={
        "en": (
            "Answer within 4 hours while satisfaction stays above 90% every month",
            "Design and publish the intake guide by May",
            "Cut waiting time to 20 minutes by June by opening a second counter and training two clerks",
        ),
        "vi": (
            "Trả lời trong 4 giờ mà vẫn giữ mức hài lòng trên 90% mỗi tháng",
            "Soạn và ban hành sổ tay tiếp đón trước 30/5",
            "Rút thời gian chờ xuống 20 phút trước tháng 6 nhờ mở thêm một quầy và đào tạo hai nhân viên",
        ),
    },
)

"""Success rests on a word that two people would read differently."""

from collections.abc import Iterator

from kpi_workshop.critic.rule import Evidence, Rule
from kpi_workshop.reading import Reading


def _check(statement: Reading) -> Iterator[Evidence]:
    if statement.is_pinned_down:
        return
    words = statement.found("vague")
    does = not statement.opening.isdisjoint(("do", "deliver")) and "weak" not in statement.opening
    if (
        not words
        and not does
        and (statement.found("soft") or not (statement.change and statement.found("measure")))
    ):
        # "Improve" is clear enough for something that is measured, and vague for everything else.
        words = statement.found("vague_change") or (statement.found("soft") if statement.change else ())
    if words:
        yield Evidence(words[0], {"word": statement.said(words[0])})


RULE = Rule(
    id="vague-wording",
    severity="must",
    reason="uninvolved",
    check=_check,
    bad={
        "en": (
            "Provide excellent service to our guests",
            "Improve communication between teams",
            "Strengthen our brand in the region by 2027",
        ),
        "vi": (
            "Nâng cao chất lượng dịch vụ",
            "Xử lý khiếu nại kịp thời",
            "Tăng cường phối hợp giữa các phòng ban trong năm 2026",
        ),
    },
    good={
        "en": (
            "Make onboarding faster: first commit within 5 days",
            "Improve NPS from 25 to 35",
            "Customer retention rate",
            "Publish a clear price list by May",
        ),
        "vi": (
            "Xử lý khiếu nại kịp thời: trong vòng 24 giờ",
            "Nâng điểm hài lòng của khách từ 4,1 lên 4,3 sao",
            "Tỷ lệ khách hàng quay lại",
            "Ban hành quy trình phối hợp rõ ràng trước 30/9",
        ),
    },
)

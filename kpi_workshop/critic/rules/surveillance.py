"""Presence, obedience or traceability is measured instead of work."""

from collections.abc import Iterator

from kpi_workshop.critic.rule import Evidence, Rule
from kpi_workshop.critic.stakes import Frame, before, framed
from kpi_workshop.reading import Reading
from kpi_workshop.reading.lexicon import Mention
from kpi_workshop.reading.scan import Scan

_NEAR = 6
"""In tokens: how close it says that a thing is sold, or used by others than the people at work."""
_APART = 5
"""In tokens: how far the two parts of a frame may stand from each other."""
_FRAMES: tuple[Frame, ...] = (
    *(("presence", "person", "at_work"), ("person", "presence"), ("at_work", "presence")),
    *(
        ("arrive", "early_enough"),
        ("attend", "fully"),
        ("stay_at", "work_spot"),
        ("ask", "go_out"),
        ("go_out", "ask"),
    ),
    *(("answer", "superior"), ("superior", "answer"), ("comply", "order", "superior")),
    *(
        ("camera", "on_off"),
        ("turned_on", "camera"),
        ("screen", "screened"),
        ("photo", "sent_in"),
        ("bag", "searched"),
    ),
    *(
        ("record", "traced"),
        ("traced", "record"),
        ("hours_of", "booked_as"),
        ("badge", "badged"),
        ("badged", "badge"),
    ),
    *(("phone", "phone_rule"), ("break", "break_limit"), ("toilet", "toilet_use")),
)
"""What is said first, and what follows, where people are watched: "at their desk", "reply to the boss"."""
_WORDS = ("watching", "punctual", "tracking", *(frame[0] for frame in _FRAMES))


def _check(statement: Reading) -> Iterator[Evidence]:
    page = statement.stakes
    if not page.mentions_any(*_WORDS):
        return
    for first, last in _watched(page):
        span = page.span(first.first, last.last)
        yield Evidence(span, {"words": statement.said(span)})
        return


def _watched(page: Scan) -> Iterator[tuple[Mention, Mention]]:
    """The first and the last phrase of each place that speaks of watching people."""
    for words in page.places("watching"):
        if not _is_offered(page, words) and not page.nearest(before(words.first, _NEAR), "outsider"):
            yield words, words
    # Punctuality is asked of trains and pupils too, and there it is the result of the work.
    if page.mentions_any("duty") and not page.mentions_any("person", "at_work"):
        return
    # So is being online of shops, and being seen by a camera of car parks.
    unclear = ("punctual",) if page.mentions_any("others") else ("punctual", "tracking")
    for words in page.places(*unclear):
        if not _is_offered(page, words) and not _is_the_law(page, words, words):
            yield words, words
    for start, end in framed(page, _FRAMES, within=_APART):
        if not _is_the_law(page, start, end):
            yield start, end


def _is_offered(page: Scan, words: Mention) -> bool:
    """Whether it is a thing that is sold or built: "Sell 40 time clocks", "GPS trackers sold"."""
    behind = range(words.last, words.last + 3)
    return bool(page.nearest(before(words.first, _NEAR), "offered") or page.nearest(behind, "offered"))


def _is_the_law(page: Scan, first: Mention, last: Mention) -> bool:
    """Whether it is about rules of safety or law, and keeping those is the result of the work."""
    return page.nearest(range(max(first.first - 3, 0), last.last + 3), "lawful") is not None


RULE = Rule(
    id="surveillance",
    severity="must",
    reason="uninvolved",
    check=_check,
    bad={
        "en": (
            "Be online from 8:00 to 17:30 every day",
            "Timesheets filed by Friday noon in 98% of weeks",
            "Punctuality: no more than 2 late arrivals a month",
            "Cashiers stay at the till for the full shift",
            "Reply to the manager's messages within 5 minutes",
        ),
        "vi": (
            "Chấm công đúng giờ 100%",
            "Chấp hành nội quy công ty",
            "Nộp báo cáo ngày trước 17h30",
            "Không rời khỏi máy quá 5 phút nếu chưa báo tổ trưởng",
            "Trả lời tin nhắn quản lý trong vòng 5 phút",
        ),
    },
    good={
        "en": (
            "All audit findings closed within 30 days",
            "Student attendance of 95% this term",
            "Monthly safety reports sent to the regulator by the 5th",
            "GPS trackers sold: 500 in Q2",
            "Trains arrive within 3 minutes of schedule, 94% per month",
        ),
        "vi": (
            "Đóng các điểm không phù hợp của kiểm toán trong 30 ngày",
            "Tỷ lệ chuyên cần của học sinh từ 95% trong học kỳ",
            "Nộp báo cáo thuế đúng hạn mỗi quý",
            "Lắp 20 camera tại các nút giao trước tháng 10",
            "Tàu chạy đúng giờ 92% số chuyến/tháng",
        ),
    },
)

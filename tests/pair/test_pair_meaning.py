"""What a statement is about, in either language, with and without diacritics, shortened and misspelt."""

from __future__ import annotations

import pytest

from kpi_workshop.coach.pair.meaning import understand


def first(hints: object) -> str:
    return next(iter(hints), "")  # type: ignore[call-overload]


@pytest.mark.parametrize(
    ("statement", "push"),
    [
        ("300 calls a day", "volume"),
        ("Mỗi bạn gọi 100 cuộc một ngày", "volume"),
        ("moi bac si kham 60 benh nhan", "volume"),
        ("Increase sales by 50%", "revenue"),
        ("dthu quy 3 tang 20%", "revenue"),
        ("Average handling time under 3 minutes", "speed"),
        ("AHT < 180s", "speed"),
        ("Giảm thời gian chờ khám", "speed"),
        ("Staff turnover below 8%", "retention"),
        ("Tỷ lệ nghỉ việc dưới 10%", "retention"),
        ("Cut costs by 10%", "cost"),
        ("Zero accidents", "safety"),
        ("Không để xảy ra tai nạn lao động", "safety"),
        ("Hire 30 nurses", "hiring"),
        ("Vòng quay tồn kho 12 lần/năm", "stock"),
        ("95% of students pass the exam", "results"),
        ("NPS of 60", "scores"),
        ("thu hoi no qua han 90%", "collection"),
    ],
)
def test_the_kind_of_number_is_known(statement: str, push: str) -> None:
    assert first(understand(statement).pushes) == push


@pytest.mark.parametrize(
    ("statement", "push"),
    [
        ("custmer satisfation above 4.5", "scores"),
        ("prodctivity of 120 pieces", "output"),
        ("doanh thuu tăng 10%", "revenue"),
        ("khảo sát hài lnòg khách", "scores"),
        ("doanhthu thang 5", "revenue"),
        ("complants under 5", "defects"),
    ],
)
def test_slips_of_the_finger_are_forgiven(statement: str, push: str) -> None:
    assert first(understand(statement).pushes) == push


@pytest.mark.parametrize(
    ("statement", "aim"),
    [
        ("Better teamwork", "teamwork"),
        ("Nâng cao tinh thần trách nhiệm", "responsibility"),
        ("tinh than dong doi tot hon", "teamwork"),
        ("Be more innovative", "innovation"),
        ("Phục vụ tận tâm", "care"),
        ("Công khai, minh bạch", "transparency"),
    ],
)
def test_the_aim_is_known(statement: str, aim: str) -> None:
    assert first(understand(statement).aims) == aim


@pytest.mark.parametrize(
    ("statement", "trade"),
    [
        ("Bed occupancy 95%", "healthcare"),
        ("Deploy five times a day", "software"),
        ("60 parcels a day for every rider", "logistics"),
        ("OEE above 85%", "manufacturing"),
        ("Hồ sơ một cửa đúng hạn", "public"),
        ("Tuyển sinh 300 học viên", "education"),
        ("Khóa sổ trong 3 ngày", "finance"),
        ("100 followers a week", "sales"),
        ("FEFO", "logistics"),  # by the measure that is named by it
    ],
)
def test_the_trade_is_known(statement: str, trade: str) -> None:
    assert first(understand(statement).trades) == trade


def test_a_longer_phrase_hides_the_shorter_one_in_it() -> None:
    assert "revenue" not in understand("staff turnover below 8%").pushes
    assert "revenue" in understand("turnover up 8%").pushes


def test_whoever_is_addressed_is_not_what_is_counted() -> None:
    assert first(understand("Mỗi sale gọi 100 cuộc một ngày").pushes) == "volume"
    assert "revenue" not in understand("Mỗi sale gọi 100 cuộc một ngày").pushes


def test_a_deadline_says_nothing_about_the_work() -> None:
    assert first(understand("Grow deposits by the close of Q2").pushes) in ("growth", "collection")
    assert "completion" not in understand("Grow deposits by the close of Q2").pushes


def test_a_syllable_is_not_read_into_another_word() -> None:
    assert "calls" not in understand("chất lượng").work  # "chat" is in it without its marks
    assert "ticket" not in understand("bạn hàng").work
    assert "selling" not in understand("bạn hàng tin cậy").work  # "bán hàng" is another word


def test_what_is_counted_tells_the_push_if_nobody_names_it() -> None:
    assert first(understand("60 bệnh nhân").pushes) == "volume"
    assert first(understand("reply in 20 minutes").pushes) == "speed"
    assert first(understand("12 slab pours a week").pushes) == "output"


def test_the_words_that_say_so_are_found() -> None:
    statement = "From now on: average handling time under 3 minutes"
    span = understand(statement).pushes["speed"].span
    assert span is not None
    assert statement[slice(*span)] == "average handling time"


def test_any_text_is_taken() -> None:
    for text in ("?!", "ß\ud83d", "１２３", "a" * 5000, "́́", "\n\t", "🙂 calls"):
        understand(text)


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("tl nv nghỉ dưới 2%", "tỷ lệ nhân viên nghỉ dưới 2%"),
        ("0 vụ tnld", "0 vụ tai nạn lao động"),
        ("ae trong cty đoàn kết", "anh em trong công ty đoàn kết"),
    ],
)
def test_what_is_shortened_is_read_in_full(short: str, full: str) -> None:
    one, other = understand(short, "vi"), understand(full, "vi")
    assert one.words == other.words
    assert (list(one.pushes), list(one.trades)) == (list(other.pushes), list(other.trades))


def test_a_shortened_word_points_to_what_stands_there() -> None:
    statement = "tuyển 40 cn may"
    span = understand(statement, "vi").pushes["hiring"].span
    assert span is not None
    assert statement[slice(*span)] == "tuyển 40 cn"


def test_a_single_faint_sign_is_not_taken_for_certain() -> None:
    # "dat" is "đạt" here and hardly "đất".
    trades = understand("ds thang 10 dat 1,2 ty", "vi").trades
    assert first(trades) == "sales"

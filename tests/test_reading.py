"""Reading statements: the forms that people really write, and texts that nobody meant as statements."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi_workshop.reading import LANGUAGES, Reading, detect, read


def _amounts(text: str) -> list[tuple[float, float | None, str, str]]:
    return [(amount.value, amount.high, amount.unit, amount.role) for amount in read(text).amounts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Increase sales by 50%", (50, None, "percent", "target")),
        ("10k downloads", (10_000, None, "count", "target")),
        ("295k-310k downloads", (295_000, 310_000, "count", "target")),
        ("Revenue of 3–5 million a month", (3_000_000, 5_000_000, "count", "target")),
        ("Hóa đơn 295-310 nghìn đồng", (295_000, 310_000, "money", "target")),
        ("Spares for R250k", (250_000, None, "money", "target")),
        ("Thirty-five berths let", (35, None, "count", "target")),
        ("Lap times of 2m45", (165, None, "duration", "target")),
        ("Revenue of $1.5m in 2026", (1_500_000, None, "money", "target")),
        ("Ticket sales of INR 4.5 cr", (45_000_000, None, "money", "target")),
        ("A fund of ₹25,000", (25_000, None, "money", "target")),
        ("2X pipeline", (2, None, "times", "target")),
        ("Answer within 4 hours", (4, None, "duration", "target")),
        ("Bed occupancy between 80% and 85%", (80, 85, "percent", "target")),
        ("Between 5–10% growth", (5, 10, "percent", "target")),
        ("Patients rate it 4.2 out of 5", (4.2, None, "count", "target")),
        ("At least twelve guests", (12, None, "count", "target")),
        ("Doanh thu 500 triệu VND", (500_000_000, None, "money", "target")),
        ("Doanh thu 1.500.000đ", (1_500_000, None, "money", "target")),
        ("Doanh thu 1,2 tỷ", (1_200_000_000, None, "count", "target")),
        ("Doanh thu 80tr", (80_000_000, None, "count", "target")),
        ("Phí trung bình 1tr5", (1_500_000, None, "count", "target")),
        ("Giảm 7,5%", (7.5, None, "percent", "target")),
        ("Tỷ lệ hài lòng: 95%", (95, None, "percent", "target")),
        ("Công suất từ 80% đến 85%", (80, 85, "percent", "target")),
        ("Cuối năm 78-84% học sinh đạt", (78, 84, "percent", "target")),
        ("Không quá 3 lỗi trên 1.000 sản phẩm", (3, None, "count", "target")),
        ("Khách không phải chờ quá 5 phút", (5, None, "duration", "target")),
        ("Two thirds of the seats sold", (pytest.approx(66.67, abs=0.01), None, "percent", "target")),
        ("9 in 10 parcels arrive whole", (90, None, "percent", "target")),
        ("Two hundred covers", (200, None, "count", "target")),
        ("Late by at most five (5) minutes", (5, None, "duration", "target")),
        ("Một nửa số hộ dùng nước máy", (50, None, "percent", "target")),
    ],
)
def test_one_amount(text: str, expected: tuple[float, float | None, str, str]) -> None:
    assert _amounts(text) == [expected]


@pytest.mark.parametrize(
    ("text", "baseline", "target"),
    [
        ("Raise revenue from $40k to $46k", 40_000, 46_000),
        ("Active donors 40 → 55", 40, 55),
        ("Bill per guest from 285 to 295-310 thousand", 285_000, 295_000),
        ("Môn có học liệu: 4 môn → 7 môn", 4, 7),
        ("Sales up 8% vs FY24 (4.2m)", 4_200_000, 8),
        ("Page weight below 900 kB (now 1,400)", 1_400, 900),
        ("Cut waste by 10% compared with last month's 80 kg", 80, 10),
        ("Wards with a play corner: 7 now, 12 by December", 7, 12),
        ("Repair time from 18 days down to 11", 18, 11),
        ("Tăng doanh thu từ 400 triệu lên 460 triệu", 400_000_000, 460_000_000),
        ("Giảm phế phẩm từ 5% xuống 4%", 5, 4),
        ("Tăng 10% lượng khách so với 1.200 lượt tháng trước", 1_200, 10),
        ("80% hộ dân phân loại rác (đầu năm 65%)", 65, 80),
        ("Sick days 9 → 5", 9, 5),
        ("Choir members: 55 (from 40)", 40, 55),
        ("Sell 90 season tickets, up from 50", 50, 90),
        ("Repeat bookings 30% vs 24% LY", 24, 30),
        ("Wait at the counter: 12 min today, 6 min by autumn", 12, 6),
        ("Boilers serviced: 40 in 2027, last season 25", 25, 40),
        ("Số ca té ngã: hiện 20 ca, cuối năm còn 8 ca", 20, 8),
        ("Doanh thu 2026: 120 tỷ, 2025: 110 tỷ", 110_000_000_000, 120_000_000_000),
        ("Đơn qua app: đang ở 50/ngày, cuối T10 đạt 55/ngày", 50, 55),
        ("Revenue up 10% on 2025 (£42m) by 2027", 42_000_000, 10),
        ("Doanh thu 2026 gấp 1,5 lần 2025 (42 tỷ)", 42_000_000_000, 1.5),
    ],
)
def test_today_and_target_are_told_apart(text: str, baseline: float, target: float) -> None:
    reading = read(text)
    assert [amount.value for amount in reading.amounts if amount.role == "baseline"] == [baseline]
    assert reading.targets[0].value == target
    assert reading.baseline is not None


@pytest.mark.parametrize(
    "text",
    [
        "Certified to ISO 9001",
        "24-hour readmission rate",
        "Ship it in sprint 12",
        "A 24/7 hotline",
        "The 3rd line",
        "Kênh B2B",
    ],
)
def test_numbers_in_names_are_not_amounts(text: str) -> None:
    assert read(text).amounts == ()


@pytest.mark.parametrize(
    ("text", "direction", "relative"),
    [
        ("Increase sales by 50%", "up", 0.5),
        ("Halve the scrap rate", "down", 0.5),
        ("Triple user growth", "up", 2.0),
        ("Reduce the backlog from 400 to 150", "down", 0.625),
        ("Raise conversion from 2% to 3%", "up", 0.5),
        ("12 pairs fewer are brought back each month (48 today)", "down", 0.25),
        ("10 or fewer pairs are brought back each month (40 today)", "down", 0.75),
        ("Tăng gấp đôi số học viên", "up", 1.0),
        ("Giảm chi phí 8%", "down", 0.08),
        ("Doanh thu tăng gấp 3", "up", 2.0),
        ("Raise the share of digital claims to 50%", "up", None),
    ],
)
def test_changes(text: str, direction: str, relative: float | None) -> None:
    change = read(text).change
    assert change is not None
    assert change.direction == direction
    assert change.relative == (None if relative is None else pytest.approx(relative))


@pytest.mark.parametrize(
    "text",
    ["Keep churn under 3%", "18 drops a shift", "Cut by the door: a sharp knife", "Bé tăng cân đều"],
)
def test_statements_that_ask_for_no_change_of_a_number(text: str) -> None:
    change = read(text).change
    assert change is None or change.relative is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Increase sales by 50%", "en"),
        ("Increase revenue of Cà Phê Trung Nguyên by 20%", "en"),
        ("Tăng doanh số 50%", "vi"),
        ("tang doanh so 50%", "vi"),
        ("ty le giao hang dung hen 95% moi thang", "vi"),
        ("Tăng sales 20% trong Q3", "vi"),
        ("Tên chỉ tiêu: 95%", "vi"),
        ("NPS 45", "en"),
        ("", "en"),
    ],
)
def test_the_language_is_recognised(text: str, language: str) -> None:
    assert detect(text) == language


def test_decomposed_letters_read_the_same_and_spans_fit_the_text() -> None:
    text = unicodedata.normalize("NFD", "Tăng doanh số từ 40 lên 55 trước tháng 6")
    reading = read(text)
    assert reading.language == "vi"
    assert reading.baseline is not None
    assert reading.said(reading.baseline) == "40"
    assert [unicodedata.normalize("NFC", reading.said(frame.span)) for frame in reading.times] == [
        "trước tháng 6"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Keep overtime under 5%",
        "Location shared from 9 to 5 for the office",
        "A 0% increase in fees",
        "A shorter queue: at most 6 minutes",
        "Tốc độ tăng cân của bê 0,6 kg",
        "Chi phí giảm 1% → +1 điểm",
        "No increase in complaints",
        "Raise $80k for the roof",
        "Expand to 3 regions",
        "Two lift engineers on call",
        "Provide dashboards to help managers cut costs",
        "Pay rises by 5% if every ward reports",
        "Improve cooperation between shifts",
        "Mở rộng sang 2 tỉnh",
        "Trồng cây để giảm xói mòn",
        "Ai giảm được 5% chi phí thì được thưởng",
        "Giảm giá 20% cho khách cũ",
    ],
)
def test_what_asks_for_no_change_of_a_figure(text: str) -> None:
    assert read(text).change is None


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("Grow by 40% by hiring two reps", "by"),
        ("Grow by 40% with the new bakery van", "with"),
        ("Hire two reps to double sales", "Hire"),
        ("Grow by 40% with a rating above 4", None),
        ("Grow by 40% with no extra staff", None),
        ("Grow by 40% by June", None),
        ("Tăng 40% lượt khách nhờ kênh Zalo", "nhờ"),
        ("Tăng 40% lượt khách sau khi lắp thêm 2 quầy", "sau"),
        ("Tăng 40% lượt khách, cùng ngân sách", None),
    ],
)
def test_means(text: str, means: str | None) -> None:
    reading = read(text)
    assert (reading.means and reading.said(reading.means)) == means


def test_both_places_of_the_tone_mark_are_read() -> None:
    assert (
        read("Tối ưu hoá quy trình").found("vague_change")
        == read("Tối ưu hóa quy trình").found("vague_change")
        != ()
    )


def _spans(reading: Reading) -> list[tuple[int, int]]:
    spans = [amount.span for amount in reading.amounts] + [frame.span for frame in reading.times]
    common = reading.common
    spans += [common.span(mention.first, mention.last) for mention in common.mentions] + [reading.whole]
    single = (reading.baseline, reading.everyone, reading.absolute, reading.means)
    return spans + [span for span in single if span] + ([reading.change.span] if reading.change else [])


_PIECES = st.sampled_from(
    [
        "increase",
        "tăng",
        "by",
        "from",
        "to",
        "từ",
        "lên",
        "50",
        "1.000",
        "7,5",
        "%",
        "→",
        "(",
        ")",
        "now",
        ":",
        "/",
        "-",
        "Q3",
        "tháng",
        "30/9",
        "2026",
        "each",
        "mỗi",
        "rep",
        "x2",
        "2x",
        "k",
        "triệu",
        ",",
        ".",
        "and",
        "between",
        "no",
        "trong",
        "$",
        "🙂",
        "́",
        "\n",
    ]
)


@pytest.mark.parametrize("digits", ["9" * 400, "9" * 5000, "1." * 300 + "0", "0"])
def test_numbers_of_any_length_are_read(digits: str) -> None:
    change = read(
        f"Grow sales from {digits} to {digits}/{digits}, by {digits}% in {digits}/{digits}/{digits}"
    ).change
    assert change is not None
    assert change.relative is None or change.relative >= 0


@given(
    text=st.one_of(st.text(), st.lists(_PIECES).map(" ".join), st.lists(_PIECES).map("".join)),
    language=st.sampled_from((None, *LANGUAGES)),
)
@settings(max_examples=150, deadline=None)
def test_any_text_can_be_read(text: str, language: str | None) -> None:
    for start, end in _spans(read(text, language)):
        assert 0 <= start <= end <= len(text)


@pytest.mark.parametrize(
    "unit",
    [
        "1.",
        "1/1/",
        "from 1 to ",
        "a",
        "tăng 5% ",
        "(",
        "🙂",
        "\x00",
        "every ",
        "now 5 (",
        "- ",
        "mỗi nhân viên ",
    ],
    ids=repr,
)
def test_a_long_text_is_read_in_linear_time(unit: str) -> None:
    def work(length: int) -> float:
        """The least processor time of three readings, which no other program's load changes."""
        text, times = unit * (length // len(unit)), []
        for _ in range(3):
            start = time.process_time()
            read(text)
            times.append(time.process_time() - start)
        return min(times)

    # Four times the text: four times the work if it grows in a line, sixteen times if in a square.
    assert work(40_000) < 10 * work(10_000)

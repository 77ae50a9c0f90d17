"""Reading statements: by when, over what period, and how often."""

from __future__ import annotations

import pytest

from kpi_workshop.reading import read


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("300 calls a day", "a day"),
        ("300 calls per 30 days of term", "per 30 days"),
        ("Gritting done by 06:30", "by 06:30"),
        ("Accounts out by the 15th", "by the 15th"),
        ("Open by week 8", "by week 8"),
        ("Half the fleet electric by '27", "by '27"),
        ("Jam sales of 9k, spring to autumn", "spring to autumn"),
        ("Publish the guide within 90 days", "within 90 days"),
        ("Đạt 95% kế hoạch năm", "năm"),
        ("Chuyển báo cáo trước 17h", "trước 17h"),
        ("Reviewed every two weeks", "every two weeks"),
        ("Done by 30 September", "by 30 September"),
        ("Done by September 30, 2026", "by September 30, 2026"),
        ("Done by the end of Q2", "by the end of Q2"),
        ("Done in May", "in May"),
        ("Over the next 6 months", "Over the next 6 months"),
        ("Done by 2026-09-30", "2026-09-30"),
        ("Shipped in trimester 2", "trimester 2"),
        ("20 hợp đồng/tháng", "/tháng"),
        ("Doanh thu trong quý III", "quý III"),
        ("Xong trước 30/9", "30/9"),
        ("Doanh thu tháng 6/2026", "tháng 6/2026"),
        ("Đạt trong năm 2026", "năm 2026"),
        ("Họp mỗi 2 tuần", "mỗi 2 tuần"),
        ("Đạt trong 3 tháng tới", "3 tháng tới"),
        ("20 hop dong/thang", "/thang"),
        ("Doanh số Q3", "Q3"),
    ],
)
def test_time_frames(text: str, when: str) -> None:
    reading = read(text)
    assert any(
        when in reading.said(frame.span) or reading.said(frame.span) in when for frame in reading.times
    )
    assert len(reading.times) > 0


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ready by 30 June", "deadline"),
        ("Open before the second line starts", "deadline"),
        ("Count right at the next stocktake", "deadline"),
        ("Sales in June", "period"),
        ("Occupancy in the shoulder season", "period"),
        ("Rolling 12 months", "period"),
        ("Three calls a week", "frequency"),
        ("Counted on each market day", "frequency"),
        ("Xong trước mùa mưa", "deadline"),
        ("Doanh thu tháng 6", "period"),
        ("Ba tháng tới", "period"),
        ("Thu 45.000đ/hộ/tháng", "frequency"),
        ("Ngày nào cũng đủ suất ăn", "frequency"),
        ("Phỏng vấn 20 khách hàng trước cuối tháng 3", "deadline"),
        ("Trả lời khéo léo hơn trong quý 3", "period"),
    ],
)
def test_kinds_of_time_frames(text: str, kind: str) -> None:
    assert [frame.kind for frame in read(text).times] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "It may rain",
        "Pay a claim within 90 days",
        "Tỷ lệ ở lại sau 12 tháng",
        "First-year attrition",
        "Answer within 5 days",
        "Phục vụ 40 khách",
        "4/5 sao",
        "12 thùng/phút",
        "We march on",
        "Complaints closed within two weeks",
        "24/7 hotline",
        "Three quarters of the guests",
        "Nợ quá hạn trên 90 ngày",
        "5/6 khoa đạt chuẩn",
        "Tiền gửi kỳ hạn 12 tháng",
        "10% more than in 2019",
    ],
)
def test_what_only_looks_like_a_time_frame(text: str) -> None:
    assert read(text).times == ()

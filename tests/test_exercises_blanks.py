"""Blanks in square brackets, which lessons ask for where nobody knows a number yet."""

from __future__ import annotations

import pytest

from kpi_workshop.exercises import blanks


@pytest.mark.parametrize(
    ("text", "language", "needs"),
    [
        ("Serve customers promptly", "en", set()),
        ("Within [how many] minutes, by [when?]", "en", {"number", "time"}),
        ("Reduce returns from [?] to [?] by [?]", "en", {"number", "baseline", "time"}),
        ("Reduce returns by [how much?]", "en", {"number"}),
        ("Returns [how many a month today?], then 40", "en", {"baseline"}),
        ("To [from … to …] pairs by [which month?]", "en", {"number", "range", "time"}),
        ("Trong [mấy] phút, trước [tháng mấy?]", "vi", {"number", "time"}),
        ("Từ [?] xuống [từ … đến …] đôi", "vi", {"baseline", "number", "range"}),
        ("Hiện nay [hiện nay bao nhiêu?], đo [bao lâu một lần?]", "vi", {"baseline", "time"}),
    ],
)
def test_a_blank_stands_for_what_it_asks(text: str, language: str, needs: set[str]) -> None:
    assert blanks.stand_for(text, language) == needs


@pytest.mark.parametrize(
    ("text", "language", "rules"),
    [
        ("Cut returns from [how many today?] to [how many?] pairs by [when?]", "en", set()),
        ("Cut returns from [how many today?] to [how many?] pairs", "en", {"missing-timeframe"}),
        ("Cut returns to [how many?] pairs by [when?]", "en", {"missing-baseline"}),
        ("Serve customers promptly: within [how many] minutes, every Saturday", "en", set()),
        ("Serve customers promptly [?]", "en", {"vague-wording", "missing-timeframe"}),
        ("Phục vụ khách [nhanh là mấy phút?], đo mỗi thứ bảy", "vi", set()),
        ("Giảm hàng trả lại từ [?] xuống [?] trước [?]", "vi", set()),
        ("Giảm hàng trả lại xuống [bao nhiêu?] đôi trước [?]", "vi", {"missing-baseline"}),
    ],
)
def test_the_critic_asks_for_nothing_that_is_left_open(text: str, language: str, rules: set[str]) -> None:
    assert {one.rule for one in blanks.findings(text, language)} == rules


@pytest.mark.parametrize(
    ("text", "language", "is_range"),
    [
        ("Returns from 48 to between 38 and 42 by December", "en", True),
        ("Returns from 48 to 38–42 by December", "en", True),
        ("7 or 8 of 10 customers are helped within 5 minutes", "en", True),
        ("Returns from 38 to 48 by December", "en", False),
        ("At least 7 of 10 customers are helped within 5 minutes", "en", False),
        ("Số đôi bị trả từ 48 xuống khoảng 38 tới 42 đôi mỗi tháng", "vi", True),
        ("Tăng số khách từ 48 lên 58 mỗi tháng", "vi", False),
    ],
)
def test_a_range_has_a_lower_and_an_upper_level(text: str, language: str, is_range: bool) -> None:
    assert blanks.lacking(text, language, ("range",)) == ([] if is_range else ["range"])

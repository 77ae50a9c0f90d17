"""The critic as a whole: what it says about the statements it was made for, and how well it does on ours."""

from __future__ import annotations

import csv
import random
import subprocess
import sys
import time
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi_workshop import content, critic
from kpi_workshop.critic.rule import SEVERITIES
from kpi_workshop.critic.score import OWN_STATEMENTS, boards, judged


def _rules(text: str, language: str | None = None) -> set[str]:
    return {finding.rule for finding in critic.critique(text, language)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Increase sales by 50%", {"missing-baseline", "missing-timeframe", "unsupported-leap"}),
        ("300 calls a day", {"activity-not-outcome"}),
        ("500 triệu VND mỗi tháng cho tất cả nhân viên", {"one-size-fits-all"}),
        ("Tên chỉ tiêu: 95%", {"missing-timeframe"}),
        ("Raise repeat orders from 40 to 46 a week by the end of Q3 with the new loyalty card", set()),
        ("", set()),
    ],
)
def test_the_examples_of_the_workshop(text: str, expected: set[str]) -> None:
    assert _rules(text) - {"missing-timeframe" if not text else ""} == expected


def test_what_matters_most_comes_first() -> None:
    found = critic.critique("Each rep must grow sales by 50% or lose the bonus")
    severities = [SEVERITIES.index(finding.severity) for finding in found]
    assert len(set(severities)) > 1
    assert severities == sorted(severities)


def test_a_finding_has_its_words_in_every_language_and_quotes_the_statement() -> None:
    finding = next(
        found for found in critic.critique("Provide excellent {service}") if found.rule == "vague-wording"
    )
    assert finding.span == (8, 17)
    for language in content.languages():
        assert "excellent" in finding.message(language)
        for words in (finding.chip(language), finding.why(language), finding.question(language)):
            assert words.strip()


@pytest.mark.parametrize(
    ("statement", "work"),
    [
        ("Every agent must make at least 300 calls a day", "make at least 300 calls"),
        ("Số cuộc gọi: 80/ngày", "Số cuộc gọi"),
        ("Mỗi nhân viên phải gọi 300 cuộc/ngày", "gọi 300 cuộc"),
        ("All fire doors inspected by May", "fire doors inspected"),
        ("Tag existing content into the new page by May", "Tag existing content"),
        ("js-cluster client", "js-cluster client"),
    ],
)
def test_work_is_shown_with_the_words_that_belong_to_it(statement: str, work: str) -> None:
    found = {finding.rule: finding for finding in critic.critique(statement)}
    activity = found["activity-not-outcome"]
    assert statement[slice(*activity.span)] == work
    assert f"“{work}”" in activity.message("en")


def test_a_finding_leads_to_its_cause() -> None:
    finding = next(
        found for found in critic.critique("Increase sales by 50%") if found.rule == "unsupported-leap"
    )
    cause = finding.cause()
    assert cause.reason_words("en") == "unrealistic setting"
    assert "constant stress" in cause.consequence_words("en")
    assert cause.solution_words("vi")[0] == "gắn với năng lực và lộ trình phát triển"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Increase sales by 50%", "quantitative"),
        ("Tỷ lệ nghỉ việc", "quantitative"),
        ("Nâng cao chất lượng dịch vụ", "qualitative"),
        ("Publish the maintenance handbook by 30 September", "deliverable"),
        ("Guests describe check-in as effortless, and 4.6 stars on average each month", "mixed"),
    ],
)
def test_kinds(text: str, expected: str) -> None:
    assert critic.kind(text) == expected


@pytest.mark.parametrize(
    "unit", ["top best worst ", "rep ", "top x y z rep ", "improve, ", "no ", "every thing; ", "(now 5) "]
)
def test_a_long_text_is_criticised_in_linear_time(unit: str) -> None:
    def work(length: int) -> float:
        """The least processor time of five readings, which no other program's load changes."""
        text, times = unit * (length // len(unit)), []
        for _ in range(5):
            start = time.process_time()
            critic.critique(text, "en")
            times.append(time.process_time() - start)
        return min(times)

    # Four times the text: four times the work if it grows in a line, sixteen times if in a square.
    assert work(40_000) < 10 * work(10_000)


@given(text=st.text(), language=st.sampled_from((None, "en", "vi", "xx")))
@settings(max_examples=100, deadline=None)
def test_any_text_can_be_criticised(text: str, language: str | None) -> None:
    for finding in critic.critique(text, language):
        assert 0 <= finding.span[0] <= finding.span[1] <= len(text)
        assert all(finding.message(shown) and finding.question(shown) for shown in content.languages())


_ODD_WORDS = """
🙂 🇻🇳 👩‍💻 ß İ ﬁ é عربي עברית 日本語 ไทย ½ ² ٣ Ⅳ １００％ 1e9 1,,5 1..5 - -- → ≥ % 100% <b> {service} %s =1+1
\\ " ' ( ) [ : ; / # | _ ~ and và mỗi increase tăng from to by must phải rank top no không bonus phạt Q3 30/9
"""
_ODD_SIGNS = ("\u200b", "\u202e", "\u2066", "\ufeff", "\x00", "\x1b[31m", "\r\n", "\t", "e\u0301", "9" * 400)


def test_ten_thousand_odd_texts_are_read() -> None:
    chance, oddities = random.Random(7), [*_ODD_SIGNS, *_ODD_WORDS.split()]
    for _ in range(10_000):
        text = chance.choice(("", " ")).join(chance.choices(oddities, k=chance.randrange(12)))
        for finding in critic.critique(text):
            assert 0 <= finding.span[0] <= finding.span[1] <= len(text)


def _rows() -> list[Mapping[str, str]]:
    with OWN_STATEMENTS.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("language", ["en", "vi"])
def test_our_own_labelled_statements(language: str) -> None:
    board = boards(judged(OWN_STATEMENTS))[language]
    assert board.statements >= 900
    assert board.macro_f1 >= 0.93
    assert min(tally.f1 for tally in board.rules.values()) >= 0.85, board.rules
    assert board.total.precision >= 0.95


@pytest.mark.parametrize("language", ["en", "vi"])
def test_the_language_of_our_statements_is_recognised(language: str) -> None:
    rows = [row for row in _rows() if row["language"] == language]
    right = [critic.critique(row["text"]) == critic.critique(row["text"], language) for row in rows]
    assert sum(right) / len(right) >= 0.97


def test_importing_the_critic_is_light() -> None:
    heavy = "{'pandas', 'numpy', 'ipywidgets', 'sqlalchemy'}"
    code = f"import sys, kpi_workshop.critic; print(*({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""

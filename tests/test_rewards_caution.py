"""A caution where a reward hangs on one number, with the evidence and its limits; silence otherwise."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from kpi_workshop import content
from kpi_workshop.coach.rewards import caution
from kpi_workshop.coach.rewards.contingent import EVIDENCE

PLANS = list(
    csv.DictReader((Path(__file__).parent / "rewards" / "plans.csv").read_text(encoding="utf-8").splitlines())
)
"""Rewards as people announce them, and near misses; `kind` is what a person calls them."""


@pytest.mark.parametrize("language", content.languages())
def test_it_is_mostly_found_and_never_cried_out_wrongly(language: str) -> None:
    rows = [row for row in PLANS if row["language"] == language]
    said = Counter((row["kind"] != "none", caution(row["text"], language) is not None) for row in rows)
    assert len(rows) >= 90
    assert said[False, True] == 0
    assert said[True, True] / (said[True, True] + said[True, False]) > 0.85


def test_money_is_told_from_other_rewards() -> None:
    wrong = [
        row["text"]
        for row in PLANS
        if (found := caution(row["text"], row["language"])) and found.kind != row["kind"]
    ]
    assert wrong == []


@pytest.mark.parametrize("language", content.languages())
def test_the_evidence_comes_with_its_limits_and_the_contrary_voice(language: str) -> None:
    found = caution("If you hit 95% on-time delivery, you get $200")
    assert found is not None
    told = found.as_dict(language)
    assert "Deci, Koestner & Ryan" in told["evidence"]
    assert "Cameron, Banko & Pierce" in told["limits"]
    assert "Cerasoli" in told["limits"]
    assert [source["id"] for source in told["sources"]] == list(EVIDENCE)
    assert all(source["about"] and source["mind"] for source in told["sources"])
    assert told["instead"].endswith("?")
    # It warns and forbids nothing.
    assert not any(word in told["limits"].lower() for word in ("must not", "forbidden", "không được phép"))


def test_it_quotes_what_it_is_about() -> None:
    text = "Everybody is welcome 🙂. Đạt 95% giao đúng hẹn thưởng nóng 500k"
    found = caution(text, "vi")
    assert found is not None
    assert text[slice(*found.span)] == found.words == "thưởng nóng"
    assert found.words in found.text("vi")


def test_two_numbers_are_not_one() -> None:
    assert caution("If sales reach 50 and complaints stay below 3, everybody gets a day off") is None
    assert caution("If sales reach 50, everybody gets a day off") is not None


@pytest.mark.parametrize(
    ("proposal", "kpi", "is_told"),
    [
        ("Thưởng 500k cho cả nhóm", "Đạt 95% giao đúng hẹn", True),
        ("Bonus of 100 euros for everyone", "Answer 90% of calls within 20 seconds", True),
        ("Bonus of 100 euros for everyone", "", False),
        ("Bonus of 100 euros for everyone", "From 80 to 90% on time, with fewer than 3 complaints", False),
        ("A thank-you card from the team", "Answer 90% of calls within 20 seconds", False),
        ("Viết thiệp cảm ơn", "Đạt 95% giao đúng hẹn", False),
    ],
)
def test_money_beside_a_kpi_is_taken_to_hang_on_its_number(proposal: str, kpi: str, is_told: bool) -> None:
    found = caution(proposal, kpi=kpi)
    assert (found is not None) == is_told
    if found:
        assert found.by_kpi
        assert "KPI" in found.text("en")


@pytest.mark.parametrize("text", ["", " ", "\x00", "🙂" * 50, "If " * 200, "50 50 50"])
def test_any_text_will_do(text: str) -> None:
    assert caution(text) is None

"""Cases of KPIs that hurt: complete, within the table of causes, honest about what nobody knows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kpi_workshop import content, entries
from kpi_workshop.coach import cases as module
from kpi_workshop.coach.cases import TRADES, cases, trade_words
from kpi_workshop.content import ContentError
from kpi_workshop.critic import critique
from kpi_workshop.critic.causes import causes

BLANK = re.compile(r"\[([^\]]+)\]")
FILLED = {
    "en": {
        "date": "30 September",
        "month": "September",
        "quarter": "Q3",
        "end of term": "31 May",
        "name": "Lan",
    },
    "vi": {
        "ngày": "30/9",
        "tháng": "tháng 9",
        "quý": "quý 3",
        "cuối học kỳ": "31/5",
        "tên đồng nghiệp": "Lan",
    },
}
TODAY = {"today's level", "mức hiện tại"}


def filled(words: str, language: str) -> str:
    """A better wording as a team might complete it."""
    known = FILLED[language]
    return BLANK.sub(lambda blank: known.get(blank[1], "6" if blank[1] in TODAY else "7"), words)


def test_there_are_enough_of_them_from_every_trade() -> None:
    found = list(cases().values())
    assert len(found) >= 24
    assert {case.trade for case in found} == set(TRADES)


def test_every_reason_shows_most_somewhere_and_every_consequence_happens() -> None:
    found = list(cases().values())
    assert {case.reasons[0] for case in found} == set(causes())
    happened = {key for case in found for key in case.consequences}
    assert happened == {key for cause in causes().values() for key in cause.consequences}


@pytest.mark.parametrize("language", content.languages())
def test_every_case_is_told_in_every_language(language: str) -> None:
    for case in cases().values():
        words = case.words(language)
        assert len(words.kpi) <= 90, case.id
        assert not BLANK.search(words.kpi), case.id
        assert BLANK.search(words.better), (
            f"{case.id}: a better start leaves open what only the team can know"
        )
        assert words.question.rstrip().endswith("?"), case.id
        assert trade_words(case.trade, language)


@pytest.mark.parametrize("language", ["en", "vi"])
def test_the_critic_has_questions_about_most_and_none_that_must_be_settled_about_a_better_start(
    language: str,
) -> None:
    told = {case.id: case.words(language) for case in cases().values()}
    silent = [name for name, words in told.items() if not critique(words.kpi, language)]
    assert len(silent) <= 3, silent
    hurt = {
        name: [
            found.rule
            for found in critique(filled(words.better, language), language)
            if found.severity == "must"
        ]
        for name, words in told.items()
    }
    assert {name: rules for name, rules in hurt.items() if rules} == {}


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The collection of cases, in a place where it can be damaged."""
    (tmp_path / "cases" / "en").mkdir(parents=True)
    real = content.folder
    monkeypatch.setattr(
        content,
        "folder",
        lambda *names: (
            tmp_path / "cases" / Path(*names[2:]) if names[:2] == ("data", "cases") else real(*names)
        ),
    )
    caches = (entries.structure, entries.words, module.cases, module._words)
    for cache in caches:
        cache.cache_clear()
    yield tmp_path / "cases"
    for cache in caches:
        cache.cache_clear()


@pytest.mark.parametrize(
    ("case", "told"),
    [
        (
            'trade = "fishing"\nreasons = ["unrealistic"]\nconsequences = ["stress"]',
            r"mine\.trade is 'fishing'",
        ),
        (
            'trade = "sales"\nreasons = ["bad luck"]\nconsequences = ["stress"]',
            r"mine\.reasons is \['bad luck'\]",
        ),
        ('trade = "sales"\nreasons = []\nconsequences = ["stress"]', r"mine\.reasons is \[\]"),
        ('trade = "sales"\nreasons = ["unrealistic"]\nconsequences = ["stress"]\ntale = ""', r"mine\.tale"),
    ],
)
def test_a_wrong_case_names_file_case_and_key(shelf: Path, case: str, told: str) -> None:
    (shelf / "a.toml").write_text(f"[mine]\n{case}\n")
    with pytest.raises(ContentError, match=rf"a\.toml: {told}"):
        cases()

"""The catalogue of recognition: whole in every language, and honest about what can go wrong."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from kpi_workshop import content, entries
from kpi_workshop.coach.rewards.ideas import GIVERS, VALUES, Idea, ideas
from kpi_workshop.coach.rewards.preferences import WISHES, wish_called, wish_words
from kpi_workshop.coach.sources import sources
from kpi_workshop.content import ContentError

LANGUAGES = content.languages()
_SENTENCE_END = re.compile(r"[.!?][”)]?(?:\s+(?=\S)|$)")
_MOST = 320
"""Characters of how to do an idea: a third of a phone's screen."""


def test_there_are_ideas_of_every_kind() -> None:
    known = ideas().values()
    assert len(known) >= 64
    main = Counter(idea.gives[0] for idea in known)
    assert set(main) == set(VALUES)
    assert min(main.values()) >= 6
    assert {giver for idea in known for giver in idea.givers} == set(GIVERS)
    for field, values in (
        ("effort", {"none", "little", "some"}),
        ("cost", {"none", "small", "some"}),
        ("setting", {"public", "private", "either"}),
        ("whom", {"person", "team", "either"}),
    ):
        assert {getattr(idea, field) for idea in known} == values


def test_most_ideas_cost_nothing_and_nobody_is_out_of_reach() -> None:
    known = list(ideas().values())
    assert sum(idea.cost == "none" for idea in known) > len(known) / 2
    assert sum(idea.apart for idea in known) > len(known) / 2


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("idea", ideas().values(), ids=lambda idea: idea.id)
def test_an_idea_says_how_in_two_sentences_and_what_to_do_about_its_risk(idea: Idea, language: str) -> None:
    assert 3 <= len(idea.name(language)) <= 60
    how, risk, remedy = idea.how(language), idea.risk(language), idea.remedy(language)
    assert _sentences(how) == 2, how
    assert len(how) <= _MOST
    assert risk != remedy
    assert all(words.strip()[-1] in ".!?”" for words in (how, risk, remedy))
    assert idea.as_dict(language)["tags"]["gives"]


def _sentences(words: str) -> int:
    """How many there are; a quoted “What for?” in the middle of one, before a small letter, is none."""
    ends = [found.end() for found in _SENTENCE_END.finditer(words)]
    return sum(end == len(words) or not words[end].islower() for end in ends)


def test_vietnamese_is_not_english_left_over() -> None:
    for idea in ideas().values():
        assert idea.name("vi") != idea.name("en")
        assert not idea.how("vi").isascii()


def test_what_is_leant_on_is_known_and_mostly_practice() -> None:
    used = [source for idea in ideas().values() for source in idea.sources]
    assert set(used) <= set(sources())
    assert used.count("practice") / len(ideas()) > 0.9
    for source in sources().values():
        for language in LANGUAGES:
            assert source.about(language)
            assert bool(source.limits(language)) == source.mind, source.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wish_can_be_named_by_its_words(language: str) -> None:
    for wish in WISHES:
        assert wish_called(wish_words(wish, language).upper()) == wish


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A catalogue of one idea that a test can damage."""
    shelf = tmp_path / "data" / "recognition"
    for language in LANGUAGES:
        (shelf / language).mkdir(parents=True)
    real = content.root()
    monkeypatch.setattr(content, "root", lambda: tmp_path)
    (tmp_path / "data" / "sources").symlink_to(real / "data" / "sources")
    for cached in (entries.structure, entries.words, ideas):
        cached.cache_clear()
    yield shelf
    for cached in (entries.structure, entries.words, ideas):
        cached.cache_clear()


WHOLE = """
[card]
gives = ["words"]
effort = "little"
cost = "none"
givers = ["peer"]
often = "weekly"
setting = "private"
whom = "person"
apart = true
sources = ["practice"]
"""


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (('cost = "none"', 'cost = "free"'), "card.cost is 'free'; expected one of none, small, some"),
        (('gives = ["words"]', 'gives = ["money"]'), r"card.gives is \['money'\]; expected of"),
        (('sources = ["practice"]', 'sources = ["hearsay"]'), r"card.sources is \['hearsay'\]"),
        (("apart = true", ""), "card.apart is missing"),
        (("apart = true", "apart = true\nrisk = 1"), "card.risk is 1; expected one of these keys"),
    ],
)
def test_a_wrong_entry_is_named(shelf: Path, change: tuple[str, str], told: str) -> None:
    (shelf / "a.toml").write_text(WHOLE.replace(*change), encoding="utf-8")
    with pytest.raises(ContentError, match=told):
        ideas()

"""What the critic says, of every rule in every language, and the handbook that is made of it."""

from __future__ import annotations

import re
import string
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import mistune
import pytest

from kpi_workshop import content, critic, reading
from kpi_workshop.critic import Finding, catalogue, vocabulary
from kpi_workshop.critic.rule import Rule
from kpi_workshop.kpi import Kpi

RULES: dict[str, Rule[Any, Any]] = {**critic.rules(), **critic.record_rules(), **critic.set_rules()}


def found(rule: Rule[Any, Any], example: str | Kpi | tuple[Kpi, ...]) -> list[Finding]:
    """What a rule says of one of its examples."""
    every: Sequence[Finding]
    every = critic.critique_set(example).whole if isinstance(example, tuple) else critic.critique(example)
    return [finding for finding in every if finding.rule == rule.id]


def blanks(words: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(words) if name}


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_rules_have_words_for_what_they_find(rule: Rule[Any, Any]) -> None:
    params: dict[str, set[str]] = defaultdict(set)
    for example in (*rule.bad["en"], *rule.bad["vi"]):
        for finding in found(rule, example):
            params[finding.case] |= set(finding.params)
    for language in content.languages():
        words = content.section(f"critic.{rule.id}", language)
        assert {"chip", "what", "why", "question", "evidence"} == {key for key in words if "." not in key}
        assert len(words["chip"].split()) <= 7
        assert words["question"].endswith("?")
        assert not blanks(words["chip"] + words["why"] + words["question"] + words["evidence"])
        for case, given in params.items():
            assert blanks(words[f"case.{case}" if case else "what"]) <= given


def test_every_tension_is_told_apart() -> None:
    for language in content.languages():
        cases = content.section("critic.at-each-others-cost.case", language)
        assert set(cases) == set(vocabulary.tensions())
        assert all(blanks(words) == {"one", "other"} for words in cases.values())


def test_no_evidence_without_a_source_or_a_word_about_its_kind() -> None:
    kinds = {"en": ("practice", "arithmetic", "convention"), "vi": ("kinh nghiệm", "phép tính", "quy ước")}
    for language, words in kinds.items():
        for rule in RULES:
            said = content.text(f"critic.{rule}.evidence", language)
            assert re.search(r"\b(?:19|20)\d\d\b", said) or any(word in said.lower() for word in words), rule


def test_no_rule_promises_what_taking_part_has_not_been_shown_to_do() -> None:
    for rule in ("nobody-asked", "imposed-wording"):
        assert "not been shown to raise performance" in content.text(f"critic.{rule}.evidence", "en")
        assert "Chưa có bằng chứng" in content.text(f"critic.{rule}.evidence", "vi")


@pytest.mark.parametrize("language", reading.LANGUAGES)
def test_the_catalogue_is_up_to_date(language: str) -> None:
    page = catalogue.page_of(language).read_text(encoding="utf-8")
    assert page == catalogue.document(language), "run: python -m kpi_workshop.critic.catalogue"


@pytest.mark.parametrize("language", reading.LANGUAGES)
def test_its_contents_lead_to_every_rule_and_its_examples(language: str) -> None:
    page = catalogue.catalogue(language)
    headings = re.findall(r"^### (\S+)$", page, re.MULTILINE)
    assert headings == list(RULES)
    assert re.findall(r"\]\(#(\S+)\)", page) == headings
    html = str(mistune.create_markdown()(page))
    assert html.count("<h3") == len(RULES)
    assert "&lt;br" not in html
    for example in (
        "300 calls a day (possible: 100 calls a day)",
        "Gọi 300 cuộc/ngày (khả năng: 100 cuộc/ngày)",
    ):
        assert (f"<li>{example}</li>" in html) is (("calls" in example) is (language == "en"))


def test_a_placeholder_never_shows() -> None:
    for language in reading.LANGUAGES:
        assert not re.search(r"\{\w+\}", catalogue.catalogue(language))

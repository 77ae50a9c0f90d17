"""Every rule keeps its own word: it speaks up about its bad examples and lets its near misses pass."""

from __future__ import annotations

import importlib
import string
from pathlib import Path

import pytest

from kpi_workshop import content, critic, reading
from kpi_workshop.critic import catalogue
from kpi_workshop.critic.rule import Rule

_LABELS = frozenset(
    [
        "vague-wording",
        "missing-target",
        "missing-timeframe",
        "missing-baseline",
        "activity-not-outcome",
        "absolute-target",
        "unsupported-leap",
        "one-size-fits-all",
        "individual-ranking",
        "surveillance",
        "threat",
        "money-only-reward",
        "imposed-wording",
    ]
)
_EXAMPLES = [
    pytest.param(rule, language, statement, expected, id=f"{rule.id}-{language}-{expected}-{statement}")
    for rule in critic.rules().values()
    for expected, examples in ((True, rule.bad), (False, rule.good))
    for language, statements in examples.items()
    for statement in statements
]


def test_every_label_that_is_promised_has_its_rule() -> None:
    assert set(critic.rules()) == _LABELS


def test_every_file_is_a_rule() -> None:
    folder = Path(importlib.import_module("kpi_workshop.critic.rules").__path__[0])
    files = {path.stem.replace("_", "-") for path in folder.glob("*.py")} - {"--init--"}
    assert files == set(critic.rules())


@pytest.mark.parametrize(("rule", "language", "statement", "expected"), _EXAMPLES)
def test_examples(rule: Rule, language: str, statement: str, expected: bool) -> None:
    assert bool(rule.findings(reading.read(statement, language))) is expected


@pytest.mark.parametrize(("rule", "language", "statement", "expected"), _EXAMPLES)
def test_the_language_of_examples_is_recognised(
    rule: Rule, language: str, statement: str, expected: bool
) -> None:
    assert reading.detect(statement) == language


@pytest.mark.parametrize("rule", critic.rules().values(), ids=lambda rule: rule.id)
def test_rules_have_examples_in_every_language_that_is_read(rule: Rule) -> None:
    for language in reading.LANGUAGES:
        assert len(rule.bad[language]) >= 2
        assert len(rule.good[language]) >= 3


@pytest.mark.parametrize("rule", critic.rules().values(), ids=lambda rule: rule.id)
def test_rules_have_words_for_what_they_find(rule: Rule) -> None:
    params = {name for finding in rule.findings(reading.read(rule.bad["en"][0])) for name in finding.params}
    for language in content.languages():
        words = content.section(f"critic.{rule.id}", language)
        assert set(words) == {"chip", "what", "why", "question"}
        used = {name for _, name, _, _ in string.Formatter().parse("".join(words.values())) if name}
        assert used <= params
        assert len(words["chip"].split()) <= 7
        assert words["question"].endswith("?")


def test_reasons_lead_to_consequences_and_solutions_in_every_language() -> None:
    assert {rule.reason for rule in critic.rules().values()} <= set(critic.causes())
    assert len(critic.causes()) == 5
    assert len({name for cause in critic.causes().values() for name in cause.consequences}) == 7
    assert len({name for cause in critic.causes().values() for name in cause.solutions}) == 6
    for cause in critic.causes().values():
        for language in content.languages():
            words = (
                cause.reason_words(language),
                *cause.consequence_words(language),
                *cause.solution_words(language),
            )
            assert all(words)


@pytest.mark.parametrize("language", reading.LANGUAGES)
def test_the_catalogue_is_up_to_date(language: str) -> None:
    page = catalogue.page_of(language).read_text(encoding="utf-8")
    assert page == catalogue.catalogue(language), "run: python -m kpi_workshop.critic.catalogue"


def test_a_reason_that_links_to_nothing_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    links = 'consequences = ["{}"]\nsolutions = ["support"]\n'
    table = links.format("stress") + "[reasons.odd]\n" + links.format("stres")
    (tmp_path / "causes.toml").write_text(table, encoding="utf-8")
    monkeypatch.setattr(content, "folder", lambda *names: tmp_path / names[-1])
    with pytest.raises(content.ContentError, match=r"reasons\.odd\.consequences.*stres"):
        critic.causes.__wrapped__()

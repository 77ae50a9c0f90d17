"""Every rule keeps its own word: it speaks up about its bad examples and lets its near misses pass."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from kpi_workshop import content, critic, reading
from kpi_workshop.critic import Rule, StatementRule

_LABELS = frozenset(
    [
        "vague-wording",
        "missing-target",
        "missing-timeframe",
        "missing-baseline",
        "activity-not-outcome",
        "several-goals",
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
def test_examples(rule: StatementRule, language: str, statement: str, expected: bool) -> None:
    assert bool(rule.findings(reading.read(statement, language))) is expected


@pytest.mark.parametrize(("rule", "language", "statement", "expected"), _EXAMPLES)
def test_the_language_of_examples_is_recognised(
    rule: StatementRule, language: str, statement: str, expected: bool
) -> None:
    assert reading.detect(statement) == language


@pytest.mark.parametrize("rule", critic.rules().values(), ids=lambda rule: rule.id)
def test_rules_have_examples_in_every_language_that_is_read(rule: StatementRule) -> None:
    for language in reading.LANGUAGES:
        assert len(rule.bad[language]) >= 2
        assert len(rule.good[language]) >= 3


def test_reasons_lead_to_consequences_and_solutions_in_every_language() -> None:
    groups: tuple[Mapping[str, Rule[Any, Any]], ...] = (
        critic.rules(),
        critic.record_rules(),
        critic.set_rules(),
    )
    assert {rule.reason for group in groups for rule in group.values()} <= set(critic.causes())
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


def test_a_reason_that_links_to_nothing_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    links = 'consequences = ["{}"]\nsolutions = ["support"]\n'
    table = links.format("stress") + "[reasons.odd]\n" + links.format("stres")
    (tmp_path / "causes.toml").write_text(table, encoding="utf-8")
    monkeypatch.setattr(content, "folder", lambda *names: tmp_path / names[-1])
    with pytest.raises(content.ContentError, match=r"reasons\.odd\.consequences.*stres"):
        critic.causes.__wrapped__()

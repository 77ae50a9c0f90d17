"""The words of the coach: they bring no fault of their own, and of a statement they repeat what is a goal."""

from __future__ import annotations

import re

import pytest

from kpi_workshop import content, critic, reading
from kpi_workshop.coach.rewrite import start
from kpi_workshop.critic import Rule
from kpi_workshop.reading import Reading


@pytest.mark.parametrize(
    ("statement", "learned"),
    [
        (
            "Bring cost per build minute down 15%",
            "Find out what makes the difference for cost per build minute.",
        ),
        (
            "Approve loans in 3 days instead of 6",
            "Find out what makes this possible: Approve loans in 3 days",
        ),
        (
            "Từ quý 2 duyệt vay còn 3 ngày thay vì 6",
            "Tìm xem cần những gì để có được điều này: Từ quý 2 duyệt vay",
        ),
    ],
)
def test_what_is_measured_is_a_thing(statement: str, learned: str) -> None:
    (learning,) = [draft for draft in start(statement).drafts if draft.shape == "learning"]
    assert learned in learning.text


@pytest.mark.parametrize(
    ("statement", "kept"),
    [
        ("Thất thoát quá 0,2% trong tháng thì cả ca chia nhau đền", "Thất thoát quá 0,2% trong tháng: ["),
        ("Any crew that loses more than 1% then has to pay for it", "Any crew that loses more than 1%: ["),
    ],
)
def test_of_a_threat_only_what_it_was_for_is_kept_and_nobody_is_on_the_way_to_it(
    statement: str, kept: str
) -> None:
    outcome, leading = start(statement).drafts
    assert outcome.text.startswith(kept)
    assert kept not in leading.text


@pytest.mark.parametrize("language", content.languages())
def test_the_coachs_own_words_tell_no_number(language: str) -> None:
    texts = content.section("coach.rewrite", language)
    drafted = {key: words for key, words in texts.items() if re.match("phrase|sentence|main|draft|room", key)}
    assert len(drafted) > 60
    for key, words in drafted.items():
        assert not re.search(r"\d", words), key
        assert reading.read(re.sub(r"\{\w+\}", "…", words), language).amounts == (), key


def _bad(rule: Rule[Reading, str]) -> list[tuple[str, str]]:
    return [(statement, language) for language, all_of_it in rule.bad.items() for statement in all_of_it]


@pytest.mark.parametrize("rule", critic.rules().values(), ids=lambda rule: rule.id)
def test_no_statement_with_a_fault_stays_as_it_is(rule: Rule[Reading, str]) -> None:
    for statement, language in _bad(rule):
        outcome = start(statement, language).drafts[0]
        assert outcome.text.rstrip(".") != statement.rstrip("."), statement


@pytest.mark.parametrize("rule", critic.rules().values(), ids=lambda rule: rule.id)
def test_the_coachs_own_words_bring_no_fault_of_their_own(rule: Rule[Reading, str]) -> None:
    for statement, language in _bad(rule):
        dialogue = start(statement, language)
        known = {finding.rule for finding in dialogue.findings}
        for draft in dialogue.drafts:
            found = {finding.rule for finding in draft.findings}
            assert all(each in known or each.startswith("missing-") for each in found), draft.text
            assert not found & {"threat", "surveillance", "individual-ranking", "imposed-wording"}


@pytest.mark.parametrize(
    ("statement", "goals"),
    [
        ("Double sales or lose the bonus", ()),
        ("Double sales and answer 100% of calls or lose the bonus", ("answer 100% of calls",)),
        ("Tăng gấp đôi doanh số, nếu không sẽ bị trừ lương", ()),
        (
            "Tăng gấp đôi doanh số và trả lời 100% cuộc gọi, không đạt thì trừ lương",
            ("trả lời 100% cuộc gọi",),
        ),
    ],
)
def test_a_threat_leaves_every_goal_before_it(statement: str, goals: tuple[str, ...]) -> None:
    dialogue = start(statement)
    first = re.split(" or | and | và |, ", statement)[0]
    outcome = dialogue.drafts[0]
    assert outcome.text.startswith(f"{first} [")
    assert "help" in {part.slot for part in outcome.segments if part.kind == "blank"}
    assert dialogue.later == goals
    assert "bonus" not in "".join(draft.text for draft in dialogue.drafts)

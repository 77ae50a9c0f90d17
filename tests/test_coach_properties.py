"""What holds for the rewrite coach whatever is written and whatever is answered."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi_workshop import critic
from kpi_workshop.coach.rewrite import Dialogue, start
from kpi_workshop.coach.rewrite.questions import SLOTS

_STATEMENTS = Path(__file__).parent / "critic" / "statements.csv"
OURS = [
    (row["text"], row["language"])
    for row in csv.DictReader(_STATEMENTS.read_text(encoding="utf-8").splitlines())
]
_EXAMPLES = [
    text
    for rule in critic.rules().values()
    for examples in (rule.bad, rule.good)
    for texts in examples.values()
    for text in texts
]
_WORDS = [
    "50%", "from 3 to 900", "x2", "7,5%", "1.500.000đ", "by June", "trước 30/9", "every day", "must",
    "phải", "excellent", "tốt hơn", "or you are fired", "trừ lương", "rank the agents",
    "xếp hạng nhân viên", "no bonus", "chấm công", "be online from 8", "zero errors", "tuyệt đối",
    "grow sales by 80%", "tăng gấp ba", "no excuses", "each rep", "mỗi nhân viên", "bonus of $500",
    "[blank]", "{field}", "Lan", ".", ":", "…",
]  # fmt: skip
_ODDITIES = ["\n", "😀", "\u202egnihton", "\u200b", "\x1b[31m", "\x00", "\ufeff", "e\u0301", "ﷺ"]

written = st.one_of(
    st.sampled_from(_EXAMPLES),
    st.lists(st.sampled_from([*_WORDS, *_ODDITIES]), max_size=6).map(" ".join),
    st.tuples(
        st.sampled_from(_EXAMPLES), st.sampled_from([" ", ", ", "; ", "\n"]), st.sampled_from(_EXAMPLES)
    ).map("".join),
    st.text(max_size=60),
)
answered = st.dictionaries(st.sampled_from(SLOTS), written, max_size=6)
languages = st.sampled_from([None, "en", "vi", "fr"])


def dialogue_of(statement: str, language: str | None, answers: Mapping[str, str]) -> Dialogue:
    dialogue = start(statement, language)
    for slot, text in answers.items():
        dialogue = dialogue.answered(text, slot)
    return dialogue


def musts(text: str, language: str | None) -> int:
    return sum(finding.severity == "must" for finding in critic.critique(text, language))


def numbers(*texts: str) -> set[str]:
    return {number for text in texts for number in re.findall(r"\d+(?:[.,]\d+)*", text)}


def check(dialogue: Dialogue, language: str | None) -> None:
    """Everything that is promised of drafts."""
    said = (dialogue.statement, *dialogue.answers.values())
    assert 1 <= len(dialogue.drafts) <= 3
    assert dialogue.drafts[0].shape == "outcome"
    for draft in dialogue.drafts:
        assert numbers(draft.text) <= numbers(*said)
        assert musts(draft.text, dialogue.language) <= musts(dialogue.statement, dialogue.language)
        assert musts(draft.text, language) <= musts(dialogue.statement, language)
        most = sum(finding.severity == "must" for finding in dialogue.findings)
        assert sum(finding.severity == "must" for finding in draft.findings) <= most
        assert "".join(part.text for part in draft.segments) == draft.text
        assert all(0 <= finding.span[0] <= finding.span[1] <= len(draft.text) for finding in draft.findings)
        for part in draft.segments:
            assert (part.kind == "blank") <= (part.text[0] + part.text[-1] == "[]")
            assert (part.kind in ("answer", "blank")) <= (part.slot in SLOTS)
    json.dumps(dialogue.view(), ensure_ascii=False)


@settings(max_examples=150, deadline=None)
@given(written, languages, answered)
def test_a_draft_promises_no_more_than_was_said_and_is_no_worse(
    statement: str, language: str | None, answers: dict[str, str]
) -> None:
    dialogue = dialogue_of(statement, language, answers)
    check(dialogue, language)
    assert Dialogue.from_dict(json.loads(json.dumps(dialogue.as_dict()))) == dialogue


@pytest.mark.parametrize(("text", "language"), OURS)
def test_every_statement_of_ours_gets_drafts_that_keep_the_promises(text: str, language: str) -> None:
    dialogue = start(text, language)
    check(dialogue, language)
    if dialogue.findings:
        assert dialogue.question is not None
        assert len(dialogue.drafts) > 1


@settings(max_examples=40, deadline=None)
@given(written, st.lists(st.one_of(st.just(""), written), max_size=30))
def test_every_dialogue_comes_to_its_end(statement: str, answers: list[str]) -> None:
    dialogue = start(statement)
    asked = []
    for text in [*answers, *[""] * len(SLOTS)]:
        if dialogue.question is None:
            break
        asked.append(dialogue.question.slot)
        dialogue = dialogue.answered(text)
    assert dialogue.question is None
    assert len(asked) == len(set(asked)) <= len(SLOTS)


@pytest.mark.parametrize("unit", ["a", "1 ", "😀", "\u202e", "\x1b", "must ", "{x}", "% "])
def test_a_text_of_any_length_costs_no_more_than_reading_it(unit: str) -> None:
    endless = unit * (100_000 // len(unit))
    dialogue = start(endless).answered(endless, "baseline")
    assert dialogue.question is not None
    assert dialogue.question.slot == "goal"
    # What is composed and criticised again and again doesn't grow with what was written.
    assert all(len(draft.text) < 1000 for draft in dialogue.drafts)
    assert [held.slot for held in dialogue.drafts[0].held_back] == ["baseline"]
    assert dialogue.answered("Grow repeat orders by 5%").drafts[0].text.startswith("Grow repeat orders")


def test_words_stay_as_they_were_typed() -> None:
    for form in ("Tăng doanh số 50%", "Ta\u0306ng doanh so\u0302\u0301 50%"):
        draft = start(form, "vi").answered("Cô Hạnh: khoảng 400 triệu").drafts[0]
        kept = [part.text for part in draft.segments if part.kind == "kept"]
        assert all(text in form for text in kept)
        assert "Cô Hạnh: khoảng 400 triệu" in draft.text

"""The rewrite coach: what it asks, what its drafts keep, and what they never make up."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest

from kpi_workshop import content, critic
from kpi_workshop.coach import terminal
from kpi_workshop.coach.rewrite import Dialogue, Draft, start
from kpi_workshop.coach.rewrite.questions import SLOTS
from kpi_workshop.content import Problem

LANGUAGES = content.languages()


def rewritten(statement: str, **answers: str) -> Draft:
    """The outcome with these answers."""
    dialogue = start(statement)
    for slot, text in answers.items():
        dialogue = dialogue.answered(text, slot)
    return dialogue.drafts[0]


def rules(draft: Draft) -> set[str]:
    return {finding.rule for finding in draft.findings}


def test_one_question_at_a_time_makes_the_draft_grow() -> None:
    dialogue = start("increase sales by 50%")
    assert dialogue.question is not None
    assert dialogue.question.text("en") == "What do you have now?"
    assert dialogue.question.rule == "missing-baseline"
    assert dialogue.drafts[0].text.startswith("Increase sales by 50% [from … today]")
    before = rules(dialogue.drafts[0])

    asked = []
    for answer in ("120 orders a week", "two more reps", "the end of Q3", "ten quotes answered the same day"):
        asked.append(dialogue.question.slot if dialogue.question else "")
        dialogue = dialogue.answered(answer)
    assert asked == ["baseline", "support", "time", "sign"]
    outcome, leading, learning = dialogue.drafts
    assert outcome.text == (
        "Increase sales by 50% from 120 orders a week by the end of Q3, made possible through two more reps."
    )
    assert {"missing-baseline", "unsupported-leap", "missing-timeframe"} <= before
    assert rules(outcome) == set()
    assert outcome.blanks == ()
    assert "ten quotes answered the same day" in leading.text
    assert learning.shape == "learning"


@pytest.mark.parametrize(
    ("statement", "answers", "told", "gone"),
    [
        ("300 calls a day", {"result": "50 guests a week book again"}, "50 guests a week book again.", ""),
        (
            "Gọi 300 cuộc mỗi ngày",
            {"result": "khách được gọi lại trong ngày"},
            "hách được gọi lại trong ngày",
            "",
        ),
        ("Zero complaints", {"tolerance": "2 a month"}, "Complaints: at most 2 a month", "Zero"),
        ("100% of shifts staffed on time", {"tolerance": "95%"}, "Between 95% and 100% of shifts", ""),
        ("Tuyệt đối không giao hàng trễ", {"tolerance": "2 lần/tháng"}, "tối đa 2 lần/tháng", "Tuyệt đối"),
        ("Never miss a delivery deadline", {"tolerance": "2 a month"}, "at most 2 a month", "Never"),
        (
            "Rank the cashiers by scanning speed each week",
            {"own": "Minh from 18 to 20 items a minute"},
            "Scanning speed, each from their own start: Minh from 18 to 20 items a minute",
            "Rank",
        ),
        (
            "Agents below 40 calls a day get a written warning",
            {"help": "an hour with Lan", "result": "customers are called back the same day"},
            "below 40 calls a day: an hour with Lan, so that customers are called back the same day",
            "warning",
        ),
        (
            "Ai không đạt 40 cuộc gọi/ngày bị trừ lương",
            {"help": "chị Lan ngồi cùng một giờ"},
            "Ai không đạt 40 cuộc gọi/ngày: chị Lan ngồi cùng một giờ",
            "trừ lương",
        ),
        (
            "Each rep must grow sales by 5% or lose the bonus",
            {},
            "Each rep will grow sales",
            "lose the bonus",
        ),
        ("Nhân viên phải tham gia 3 khóa đào tạo mỗi năm", {}, "Nhân viên tham gia 3 khóa", "phải"),
        ("Close 12 deals a month, no excuses", {}, "Close 12 deals a month.", "excuses"),
        (
            "Be online from 8:00 to 17:30 every day",
            {"result": "who writes in the morning has an answer by noon"},
            "Who writes in the morning has an answer by noon",
            "online",
        ),
        (
            "Each sales rep closes 12 deals per month",
            {"fair": "new colleagues 5 to 8, the others 10 to 14"},
            "agreed with those concerned: new colleagues 5 to 8, the others 10 to 14",
            "",
        ),
        (
            "3% commission for contracts above 10 a month",
            {"recognition": "the team picks the next training"},
            "the team picks the next training",
            "",
        ),
        (
            "Provide excellent service to our guests",
            {"seen": "guests ask for the same waiter again"},
            "Provide excellent service to our guests: guests ask for the same waiter again",
            "",
        ),
    ],
)
def test_what_a_rule_finds_turns_into_something_better(
    statement: str, answers: dict[str, str], told: str, gone: str
) -> None:
    text = rewritten(statement, **answers).text
    assert told in text
    assert not gone or gone not in text


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ({"baseline": "currently about 120"}, "Increase sales by 50%, currently about 120,"),
        ({"baseline": "from 120"}, "Increase sales by 50% from 120"),
        ({"baseline": "We sold 120 last week. Ask Lan."}, "Today: We sold 120 last week. Ask Lan."),
        ({"support": "hire two reps"}, "through this: hire two reps"),
        ({"support": "with two more reps"}, ", with two more reps"),
        ({"time": "weekly"}, ", measured weekly"),
        ({"time": "Q3"}, "in Q3"),
        ({"time": "3 months"}, "within 3 months"),
        ({"time": "we look at it after the season"}, "When: we look at it after the season."),
        ({"room": "the Friday report."}, "the Friday report."),
    ],
)
def test_an_answer_joins_the_sentence_or_stands_beside_it(answers: dict[str, str], told: str) -> None:
    assert told in rewritten("Increase sales by 50%", **answers).text


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ({"baseline": "400 triệu/tháng"}, "Tăng doanh số 50% so với 400 triệu/tháng hiện nay"),
        ({"support": "tuyển thêm hai người"}, ", nhờ tuyển thêm hai người"),
        ({"time": "quý 3"}, "trong quý 3"),
        ({"time": "30/9"}, "trước 30/9"),
        ({"time": "hằng tháng"}, ", đo hằng tháng"),
        ({"time": "cuối năm"}, "vào cuối năm"),
    ],
)
def test_so_it_does_in_vietnamese(answers: dict[str, str], told: str) -> None:
    assert told in rewritten("Tăng doanh số 50%", **answers).text


@pytest.mark.parametrize(
    ("statement", "rule"),
    [
        ("Increase sales by 50%", "unsupported-leap"),
        ("Increase sales by 50%", "missing-baseline"),
        ("Tăng doanh số 50%", "missing-timeframe"),
        ("Reduce energy costs", "missing-target"),
        ("Giảm chi phí điện năng", "missing-target"),
        ("Provide excellent service to our guests", "vague-wording"),
        ("300 calls a day", "activity-not-outcome"),
        ("Gọi 300 cuộc mỗi ngày", "activity-not-outcome"),
        ("Zero complaints", "absolute-target"),
        ("Each sales rep closes 12 deals per month", "one-size-fits-all"),
    ],
)
def test_a_blank_is_not_an_answer(statement: str, rule: str) -> None:
    dialogue = start(statement)
    assert rule in rules(dialogue.drafts[0])
    assert rule in {question.rule for question in dialogue.questions}


def test_a_skipped_question_leaves_its_blank_and_may_be_answered_later() -> None:
    dialogue = start("Increase sales by 50%").answered("  ")
    assert dialogue.passed == ("baseline",)
    assert "[from … today]" in dialogue.drafts[0].text
    assert "baseline" not in {question.slot for question in dialogue.questions}
    later = dialogue.answered("40 a week", "baseline")
    assert later.passed == ()
    assert "from 40 a week" in later.drafts[0].text
    assert "[from … today]" in later.skipped("baseline").drafts[0].text
    assert dialogue.answers == {}


def test_a_dialogue_is_kept_as_json_with_every_sign_of_its_answers() -> None:
    typed = "  Cô Hạnh nói: “khoảng 40”\t "
    dialogue = start("Tăng doanh số 50%").answered(typed).skipped()
    kept = Dialogue.from_dict(json.loads(json.dumps(dialogue.as_dict())))
    assert kept == dialogue
    assert kept.answers["baseline"] == typed
    assert kept.drafts == dialogue.drafts
    newer = {**dialogue.as_dict(), "answers": {"horoscope": "Leo"}, "mood": "fine"}
    assert Dialogue.from_dict(newer).answers == {}


def test_segments_tell_what_is_whose() -> None:
    draft = rewritten("Increase sales by 50%", baseline="40 a week")
    assert "".join(segment.text for segment in draft.segments) == draft.text
    kinds = {segment.text: (segment.kind, segment.slot) for segment in draft.segments}
    assert kinds["Increase sales by 50%"] == ("kept", "")
    assert kinds["40 a week"] == ("answer", "baseline")
    assert kinds["[by when]"] == ("blank", "time")


def test_several_goals_are_offered_and_the_others_kept() -> None:
    statement = "Open the night desk by May, renegotiate the linen contract and hire two porters"
    dialogue = start(statement)
    assert dialogue.question is not None
    assert dialogue.question.slot == "goal"
    assert len(dialogue.question.options) == 3
    chosen = dialogue.answered("2")
    assert "linen contract" in chosen.drafts[0].text
    assert "night desk" not in chosen.drafts[0].text
    assert len(chosen.later) == 2
    own = dialogue.answered("Guests who arrive at night are welcomed")
    assert "Guests who arrive at night are welcomed" in own.drafts[0].text
    assert own.drafts[0].segments[0].kind == "answer"


def test_a_statement_with_nothing_to_settle_gets_two_questions_and_stays_as_it_is() -> None:
    dialogue = start("Close 12 deals per month")
    assert dialogue.findings == ()
    assert [question.slot for question in dialogue.questions] == ["purpose", "room"]
    assert all(question.rule is None for question in dialogue.questions)
    assert [draft.text for draft in dialogue.drafts] == ["Close 12 deals per month."]
    purposeful = dialogue.answered("families who wait for their kitchen").drafts[0].text
    assert purposeful == "Close 12 deals per month. What it is for: families who wait for their kitchen."


def test_an_answer_that_makes_it_worse_waits_and_says_why() -> None:
    threatened = start("Close 12 deals per month").answered("or you are fired", "purpose")
    (held,) = threatened.drafts[0].held_back
    assert (held.slot, held.rule) == ("purpose", "threat")
    assert "fired" not in threatened.drafts[0].text
    assert "fired" in held.text("en")
    too_long = start("Close 12 deals per month").answered("for them " * 100, "purpose").drafts[0]
    assert [(held.slot, held.rule) for held in too_long.held_back] == [("purpose", None)]


def test_a_leap_that_only_an_answer_reveals_asks_for_support() -> None:
    dialogue = start("Raise the number of bookings to 45 a week by June").answered("3 a week", "baseline")
    assert "support" in {question.slot for question in dialogue.questions}
    supported = dialogue.answered("a second phone line", "support").drafts[0]
    assert "from 3 a week" in supported.text
    assert supported.held_back == ()


def test_changes_are_told_with_their_reasons() -> None:
    changes = {change.rule: change for change in rewritten("Increase sales by 50%", baseline="40").changes}
    for language in LANGUAGES:
        assert changes["missing-baseline"].key.endswith(".done")
        assert changes["missing-timeframe"].key.endswith(".open")
        assert changes["missing-baseline"].text(language)
        reason = critic.critique("Increase sales by 50%")
        told = {finding.rule: finding.why(language) for finding in reason}
        assert changes["missing-baseline"].reason(language) == told["missing-baseline"]


def test_what_the_statement_says_by_itself_is_known() -> None:
    known = start("Raise repeat orders from 40 to 46 a week by the end of Q3 with the new loyalty card").known
    assert known["measure"] == "repeat orders"
    assert known["baseline"] == "40"
    assert known["target"].startswith("46")
    assert known["time"] == "by the end of Q3"
    assert known["support"] == "with the new loyalty card"


def test_an_unknown_slot_is_told_in_words() -> None:
    with pytest.raises(Problem) as wrong:
        start("Increase sales by 50%").answered("40", "basline")
    assert "basline" in wrong.value.text("en")
    assert "baseline" in wrong.value.text("vi")


def test_when_everything_is_asked_an_answer_changes_nothing() -> None:
    dialogue = start("Close 12 deals per month").skipped().skipped()
    assert dialogue.question is None
    assert dialogue.answered("more") == dialogue
    assert dialogue.skipped() == dialogue


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_slot_has_its_question_and_its_blank_and_every_rule_its_change(language: str) -> None:
    texts = content.section("coach.rewrite", language)
    for slot in SLOTS:
        if slot not in ("room", "purpose"):
            opened = [words for key, words in texts.items() if re.match(rf"\w+\.{slot}\b.*open$", key)]
            assert opened, slot
            assert all("[" in words for words in opened)
    for rule in critic.rules():
        assert texts[f"change.{rule}.open"]
        assert texts[f"change.{rule}.done"]


def kpi_workshop(*args: str, given: str = "") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "kpi_workshop.cli", *args],
        input=given.encode(),
        capture_output=True,
        check=False,
    )


def test_the_command_holds_the_dialogue_and_tells_before_and_after() -> None:
    done = kpi_workshop("rewrite", "increase sales by 50%", given="40 a week\n\nend of Q3\n")
    told = done.stdout.decode()
    assert done.returncode == 0
    assert done.stderr == b""
    assert told.count("What do you have now?") == 1
    assert "> 40 a week" in told
    assert "skipped" in told
    after = told.split("After:")[1]
    assert "Increase sales by 50% from 40 a week by end of Q3" in " ".join(after.split())
    assert "Nothing left to settle" in after or "Still open" in after


def test_the_command_speaks_the_statements_language_and_shows_nothing_that_steers_a_terminal() -> None:
    done = kpi_workshop("rewrite", "Tăng doanh số 50% \x1b[31m\x07", given="khoảng 400 triệu \x1b]0;x\x07\n")
    told = done.stdout.decode()
    assert "Hiện nay đang ở mức nào?" in told
    assert "Trước:" in told
    assert [sign for sign in told if not sign.isprintable() and sign != "\n"] == []


def test_the_command_as_json_asks_nothing_and_takes_answers() -> None:
    done = kpi_workshop(
        "rewrite", "Increase sales by 50%", "--format", "json", "--answer", "baseline=40", "--answer", "time="
    )
    found = json.loads(done.stdout)
    assert {finding["rule"] for finding in found["findings"]} >= {"unsupported-leap", "missing-baseline"}
    assert found["question"] == found["questions"][0]
    assert found["skipped"] == ["time"]
    outcome = found["drafts"][0]
    assert outcome["shape"] == "outcome"
    assert outcome["text"].startswith("Increase sales by 50% from 40 [by when]")
    assert "".join(segment["text"] for segment in outcome["segments"]) == outcome["text"]
    assert {"slot": "time", "text": "[by when]"} in outcome["blanks"]
    assert {finding["rule"] for finding in outcome["findings"]} >= {"missing-timeframe"}


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("rewrite", "  "), "nothing to rewrite"),
        (("rewrite", "x", "--answer", "40"), "doesn't say what it answers"),
        (("rewrite", "x", "--answer", "horoscope=Leo"), "no slot “horoscope”"),
        (("rewrite", "x", "--answer", "horoscope=Leo", "--language", "vi"), "Không có ô trả lời"),
    ],
)
def test_what_the_command_cannot_do_is_told_in_a_sentence(args: tuple[str, ...], told: str) -> None:
    done = kpi_workshop(*args)
    assert done.returncode != 0
    assert done.stdout == b""
    assert told in done.stderr.decode()


def test_the_command_starts_without_what_it_does_not_need() -> None:
    code = (
        "import sys, kpi_workshop.coach.terminal; print({'pandas', 'voila'} & set(sys.modules) or 'neither')"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout
    assert loaded.strip() == b"neither"
    assert terminal.rewrite.__module__ == "kpi_workshop.coach.terminal"

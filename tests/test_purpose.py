"""The purpose of a KPI: its story in people's own words, blanks visible, and fifteen minutes to share it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import mistune
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi_workshop import content, entries
from kpi_workshop.cli import main
from kpi_workshop.coach.purpose import PARTS, session, story
from kpi_workshop.coach.purpose.session import said, steps
from kpi_workshop.content import ContentError, Problem
from kpi_workshop.export.story import markdown
from kpi_workshop.kpi import Kpi

LANGUAGES = content.languages()
LOANS = Kpi(
    id="1",
    text="Loans paid out within 3 days by the end of Q3 2027",
    baseline="4 days",
    target="3 days",
    period="Q3 2027",
    purpose="Families move in as agreed",
    counter_measure="No file is sent back twice",
    growth="Mai decides on small loans by herself",
    recognition=("a thank-you in the meeting", "a day of learning"),
    rhythm="biweekly",
    review_date="2027-08-15",
)


def text(part: str, language: str = "en", kpi: str | Kpi = LOANS, **answers: str) -> str:
    return story(kpi, answers).part(part).text(language)


def test_a_record_tells_what_it_knows() -> None:
    assert text("whom") == "Families move in as agreed."
    assert text("watch") == "No file is sent back twice."
    assert text("change") == "What we can learn on the way: Mai decides on small loans by herself"
    talk = text("talk", "vi")
    assert "hai tuần một lần" in talk
    assert "15/08/2027" in talk
    assert "a thank-you in the meeting; a day of learning" in talk
    assert story(LOANS).as_dict("en")["levels"][0]["text"] == "From "


def test_an_answer_goes_before_the_record_and_stays_as_it_was_typed() -> None:
    assert text("whom", whom="tenants who wait;  really!") == "Tenants who wait;  really!"
    assert text("why", why="Because rents rise.\nAnd so do ours") == "Because rents rise. And so do ours."
    assert text("change", change="we call back", kpi=LOANS).startswith("We call back. What we can learn")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_nobody_has_said_is_a_visible_blank(language: str) -> None:
    shown = story("Increase sales by 50%").as_dict(language)
    assert shown["blanks"] == [part for part in PARTS if part != "unknown"]
    for part in shown["parts"]:
        blank = [segment for line in part["lines"] for segment in line if segment["kind"] == "blank"]
        assert part["open"] is bool(blank)
        assert all(re.fullmatch(r"\[.+\?\]", segment["text"]) for segment in blank)
        assert part["ask"].endswith("?")
    assert shown["levels"] == []


def test_a_level_that_is_not_known_is_a_blank_beside_the_one_that_is() -> None:
    kpi = Kpi(id="1", text="Loans paid out", target="3 days")
    levels = story(kpi).as_dict("en")["levels"]
    assert [one["text"] for one in levels if one["kind"] == "blank"] == ["[today's level]", "[by when?]"]
    assert [one["text"] for one in levels if one["kind"] == "kept"] == ["3 days"]


def test_what_the_kpi_leaves_open_is_told_as_not_known() -> None:
    assert text("unknown", kpi="Increase sales by 50%") == (
        "Where we stand today. By when. How we would get there."
    )
    assert "How we would get there" not in text("unknown", kpi="Increase sales by 5% by hiring two reps")
    answered = text("unknown", kpi="Increase sales by 50%", unknown="what customers will say")
    assert answered.startswith("What customers will say. Where we stand today.")
    assert text("unknown") == "[what would we have to find out first?]"
    over = Kpi(id="1", text="300 calls a day", capacity="100 calls a day")
    assert "more than is possible" in text("unknown", kpi=over)


def test_pressure_in_the_story_is_noted_before_it_is_told() -> None:
    about = story("Close 40 tickets a week", {"why": "whoever misses it loses the bonus", "talk": "weekly"})
    assert [(slot, finding.rule) for slot, _, finding in about.notes] == [("why", "threat")]
    note = about.as_dict("vi")["notes"][0]
    assert note["quote"] == "whoever misses it loses the bonus"
    assert note["question"].endswith("?")
    own = story("Reps below 40 visits lose their bonus").notes
    assert {slot for slot, *_ in own} == {""}
    assert story(LOANS).notes == ()


def test_the_answers_become_the_purpose_of_the_record() -> None:
    about = story(
        "Close 40 tickets", {"why": "callers wait", "whom": "people with a broken line", "talk": "x"}
    )
    assert about.purpose == "People with a broken line.\nCallers wait."
    assert story(LOANS).purpose == "Families move in as agreed."
    assert story("Close 40 tickets").purpose == ""


_typed = st.text(max_size=80) | st.sampled_from(["{why} {kpi}", "[x]", "50% more", "a\n\nb", "“quoted”"])


@given(kpi=_typed.filter(str.strip), why=_typed, whom=_typed, language=st.sampled_from(LANGUAGES))
@settings(max_examples=60, deadline=None)
def test_any_words_make_a_story_without_numbers_of_its_own(
    kpi: str, why: str, whom: str, language: str
) -> None:
    about = story(kpi, {"why": why, "whom": whom})
    shown = {**about.as_dict(language), "session": session(about, language)}
    json.dumps(shown)
    told = " ".join(part["text"] for part in shown["parts"])
    assert set(re.findall(r"\d", told)) <= set(re.findall(r"\d", f"{kpi} {why} {whom}"))
    assert markdown(about, language)


def test_words_of_a_person_are_never_read_as_a_template() -> None:
    assert text("why", kpi="Close 40 tickets", why="{whom} and {kpi}") == "{whom} and {kpi}."
    lines = [
        said(line)
        for step in session(story("{why}?", {"why": "{kpi}"}), "en")["steps"]
        for line in step["say"]
    ]
    assert any("“{why}?”" in line for line in lines)
    assert "Why now: {kpi}." in lines


@pytest.mark.parametrize(
    ("kpi", "answers", "key"),
    [(" ", {}, "purpose.empty"), ("Close 40 tickets", {"weather": "fine"}, "purpose.no-part")],
)
def test_what_cannot_be_told_is_said(kpi: str, answers: dict[str, str], key: str) -> None:
    with pytest.raises(Problem) as problem:
        story(kpi, answers)
    assert problem.value.key == key


# --- the session ------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_session_takes_fifteen_minutes_without_gaps(language: str) -> None:
    plan = session(story(LOANS), language)
    assert plan["steps"][0]["from"] == 0
    for before, after in zip(plan["steps"], plan["steps"][1:], strict=False):
        assert before["to"] == after["from"]
    assert plan["steps"][-1]["to"] == plan["minutes"] == 15
    for step in plan["steps"]:
        assert step["say"]
        assert all(said(line).endswith("?") for line in step["ask"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_whole_story_is_told_and_an_objection_is_invited(language: str) -> None:
    about = story(LOANS, {"why": "WHY", "support": "SUPPORT", "unknown": "UNKNOWN"})
    plan = {step["id"]: step for step in session(about, language)["steps"]}
    told = " ".join(said(line) for line in plan["tell"]["say"])
    for words in ("WHY.", "Families move in as agreed.", "No file is sent back twice.", "UNKNOWN."):
        assert words in told
    assert "SUPPORT." in said(plan["needs"]["say"][0])
    assert len(plan["object"]["ask"]) == 2
    assert any(segment["kind"] == "blank" for segment in plan["close"]["say"][0])


def test_a_session_of_another_length_is_a_content_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, forgotten: None
) -> None:
    plan = content.folder("data", "sharing", "session.toml").read_text(encoding="utf-8")
    (tmp_path / "data" / "sharing").mkdir(parents=True)
    (tmp_path / "data" / "sharing" / "session.toml").write_text(plan.replace("minutes = 4", "minutes = 5", 1))
    steps()
    monkeypatch.setattr(content, "root", lambda: tmp_path)
    entries.structure.cache_clear()
    steps.cache_clear()
    with pytest.raises(ContentError, match="minutes add up to 16; expected 15"):
        steps()


@pytest.fixture
def forgotten() -> Iterator[None]:
    """What was read of other files is forgotten again."""
    yield
    entries.structure.cache_clear()
    steps.cache_clear()


# --- as Markdown, and as a command ------------------------------------------------------------------


@pytest.mark.parametrize(
    "words", ["<script>alert(1)</script>", "# heading", "[x](javascript:alert(1))", "a | b"]
)
def test_what_people_type_stays_text_in_markdown(words: str) -> None:
    html = str(mistune.create_markdown(escape=False)(markdown(story(words, {"why": words}), "en")))
    assert "<script" not in html
    assert "<a " not in html
    assert html.count("<h1") == 2
    assert html.count("<h2") == len(PARTS) + len(steps())


def run(*arguments: str) -> str:
    result = CliRunner().invoke(main, ["purpose", *arguments])
    assert result.exit_code == 0, result.output
    return result.output


def test_the_command_speaks_the_language_of_the_kpi() -> None:
    told = run("Tăng doanh số 50%", "--answer", "whom=Khách ở xa")
    assert "Khách ở xa." in told
    assert "Phút 8–12" in told
    assert "Why we have this KPI" in run("Tăng doanh số 50%", "--language", "en")
    assert all(len(line) <= 100 for line in told.splitlines())


def test_the_command_gives_json_and_markdown() -> None:
    shown = json.loads(run("300 calls a day", "--answer", "why=callers give up", "--format", "json"))
    assert shown["purpose"] == "Callers give up."
    assert shown["session"]["minutes"] == 15
    assert [part["slot"] for part in shown["parts"]] == list(PARTS)
    assert "## Why now\n\nCallers give up." in run(
        "300 calls", "--answer", "why=callers give up", "--format", "md"
    )


def test_the_command_tells_what_it_cannot_take() -> None:
    result = CliRunner().invoke(main, ["purpose", " ", "--language", "en"])
    assert (result.exit_code, "nothing to tell" in result.output) == (1, True)

"""`kpi-workshop rewards`: ideas, the calendar, reminders and the caution, as text and as JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from kpi_workshop.cli import main

TEAM = "Lan, Minh (night), Hoa (part-time), Đức (manager)"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["rewards", *arguments], env={"LANG": "en_GB.UTF-8"})


def told(*arguments: str) -> dict[str, Any]:
    result = run(*arguments, "--format", "json")
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def test_json_holds_all_and_nothing_else(tmp_path: Path) -> None:
    given = tmp_path / "given.csv"
    given.write_text("to,on,by\nLan,2026-01-05,Đức\n", encoding="utf-8")
    found = told(
        "Đạt 95% giao đúng hẹn thưởng nóng 500k",
        *(
            "--people",
            TEAM,
            "--weeks",
            "4",
            "--start",
            "2026-11-25",
            "--given",
            str(given),
            "--prefer",
            "words",
        ),
    )
    assert found["language"] == "vi"
    assert found["caution"]["kind"] == "money"
    assert found["suggestions"][0]["gives"][0] == "words"
    assert found["plan"]["start"] == "2026-11-23"
    assert {turn["person"] for turn in found["plan"]["turns"]} == {"Lan", "Minh", "Hoa", "Đức", None}
    assert [one["name"] for one in found["reminders"]] == ["Lan", "Minh", "Hoa", "Đức"]
    assert found["plan"]["turns"][0]["name"] != ""


def test_text_fits_a_terminal_in_either_language() -> None:
    for language, word in (("en", "The whole team"), ("vi", "Cả nhóm")):
        result = run("--people", TEAM, "--weeks", "4", "--language", language)
        assert result.exit_code == 0, result.output
        assert word in result.stdout
        assert all(len(line) <= 100 for line in result.stdout.splitlines())


def test_a_teams_form_is_counted_from_five_people_up(tmp_path: Path) -> None:
    form = tmp_path / "form.txt"
    form.write_text("words, private\n" * 4, encoding="utf-8")
    few = run("--answers", str(form))
    assert few.exit_code == 1
    assert "4 answers are in" in few.output
    form.write_text("words, private\n" * 4 + "Thời gian, trước mọi người\n", encoding="utf-8")
    found = told("--answers", str(form), "--prefer", "free")
    assert found["wishes"]["answers"] == 5
    assert {one["id"]: one["count"] for one in found["wishes"]["counts"]} == {
        "words": 4,
        "private": 4,
        "time": 1,
        "public": 1,
    }
    assert all(one["cost"] == "none" for one in found["suggestions"])
    assert "4  a few words" in run("--answers", str(form)).stdout


def test_one_person_plans_for_themself() -> None:
    result = run("--people", "Lan", "--weeks", "3")
    assert "For yourself" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--prefer", "gold"], "“gold”"),
        (["--people", "Lan (flies)"], "“flies”"),
        (["--people", "Lan", "--weeks", "60"], "1 to 52 weeks"),
        (["--people", "Lan", "--start", "soon"], "“soon”"),
        (["--given", "missing.csv", "--people", "Lan"], "missing.csv"),
        (["--answers", "missing.txt"], "missing.txt"),
    ],
)
def test_what_cannot_be_used_is_told_in_words(arguments: list[str], words: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 1
    assert words in result.output
    assert "Traceback" not in result.output


def test_wishes_of_one_and_of_a_team_are_not_mixed(tmp_path: Path) -> None:
    form = tmp_path / "form.txt"
    form.write_text("words\n" * 5, encoding="utf-8")
    assert run("--answers", str(form), "--prefer", "time").exit_code == 1


def test_steering_signs_never_reach_the_terminal() -> None:
    assert "\x1b" not in run("If you hit 95% you get a \x1b[31mbonus", "--people", "L\x1ban").stdout

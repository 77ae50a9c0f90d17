"""The commands `realism` and `capacity`."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest
from click.testing import CliRunner, Result

from kpi_workshop import content
from kpi_workshop.cli import main

HISTORIES = content.folder("data", "histories")
STEADY = "date,value\n" + "".join(f"2025-{month:02d},{100 + month % 5}\n" for month in range(1, 13))


def run(*arguments: str, typed: str | None = None) -> Result:
    return CliRunner().invoke(main, list(arguments), input=typed, env={"LANG": "C"})


def told(*arguments: str, typed: str | None = None) -> Any:
    done = run(*arguments, "--format", "json", typed=typed)
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def test_json_has_what_others_rely_on() -> None:
    found = told("realism", str(HISTORIES / "hospital.en.csv"), "--target", "30", "--lower-is-better")
    assert {"baseline", "probability", "interval80", "range", "enough_data"} <= found.keys()
    assert set(found["range"]) == {"commit", "target", "stretch"}
    low, high = found["interval80"]
    assert low < found["range"]["stretch"] < found["range"]["target"] < found["range"]["commit"] < high
    assert 0 < found["probability"] < 0.5
    assert found["probability80"][0] <= found["probability"] <= found["probability80"][1]
    assert found["enough_data"] is True
    assert found["baseline"] > 30
    assert "Student" in found["method"]
    assert len(found["source"]) >= 4


def test_too_little_data_is_no_error() -> None:
    found = told("realism", str(HISTORIES / "software.en.csv"), "--target", "25")
    assert (found["enough_data"], found["probability"], found["interval80"]) == (False, None, None)
    done = run("realism", str(HISTORIES / "software.vi.csv"), "--target", "25")
    assert done.exit_code == 0
    assert "Quá ít số liệu" in done.stdout


def test_a_person_is_looked_at_alone() -> None:
    found = told("realism", str(HISTORIES / "sales.vi.csv"), "--target", "500 triệu", "--person", "huong")
    assert (found["person"], found["target"]) == ("Hương", 500e6)
    for name in ("Dũng", "Lan", "Tuấn"):
        assert name not in json.dumps(found, ensure_ascii=False)


def test_several_people_stand_by_name_each_with_a_path_of_their_own() -> None:
    path = str(HISTORIES / "sales.en.csv")
    found = told("realism", path, "--target", "50000")
    assert list(found["people"]) == ["Alice", "Daniel", "Priya", "Tom"]
    assert found["same_target_for_all"] == {"people": 4, "usual": 2, "within": 0, "beyond": 1, "unknown": 1}
    assert (found["probability"], found["baseline"], found["enough_data"]) == (None, None, False)
    paths = {name: one["path"][-1]["level"] for name, one in found["people"].items() if one["path"]}
    assert len(set(paths.values())) == 3
    words = run("realism", path, "--target", "50000").stdout
    places = [words.index(name) for name in ("Alice", "Daniel", "Priya", "Tom")]
    assert places == sorted(places)


def test_the_history_can_come_from_standard_input() -> None:
    found = told("realism", "-", typed=STEADY)
    assert (found["periods"], found["rhythm"], found["probability"]) == (12, "month", None)
    assert found["interval80"][0] < found["baseline"] < found["interval80"][1]


@pytest.mark.parametrize(
    ("arguments", "typed", "words"),
    [
        (("--target", "soon"), STEADY, "“soon” isn’t clear as a target"),
        (("--target", "1", "--person", "Lan"), STEADY, "“Lan” isn’t in this history"),
        (("--target", "1"), "a,b\nc,d\n", "No columns with dates and values"),
        (("--target", "1"), "\0\0", "can’t be read as a sheet"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(arguments: tuple[str, ...], typed: str, words: str) -> None:
    done = run("realism", "-", *arguments, typed=typed)
    assert done.exit_code == 1
    assert words in done.stderr
    assert done.stdout == ""


def test_text_in_a_name_can_t_steer_the_terminal() -> None:
    rows = STEADY.replace("date,value", "person,date,value").replace("2025-", "\u202eX,2025-")
    assert "\u202e" not in run("realism", "-", "--target", "100", typed=rows).stdout


def test_the_capacity_check_shows_its_arithmetic() -> None:
    asked = ("--units", "300 cuộc gọi", "--per-unit", "6 phút", "--hours", "8 giờ", "--language", "vi")
    assert "480 phút ÷ 6 phút = 80 cuộc gọi" in run("capacity", *asked).stdout
    assert (told("capacity", *asked)["possible"], told("capacity", *asked)["fits"]) == (80, False)
    refused = run("capacity", "--units", "300", "--per-unit", "soon", "--hours", "8")
    assert (refused.exit_code, "“soon”" in refused.stderr) == (1, True)


def test_other_commands_don_t_wait_for_pandas_or_statsmodels() -> None:
    script = (
        "import sys, kpi_workshop.cli, kpi_workshop.coach.realism.capacity as check;"
        "check.capacity('300', '6', '8').lines('en');"
        "print([name for name in ('pandas', 'statsmodels', 'scipy') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

"""The critic on the command line, as people, programs and hooks use it."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from kpi_workshop import content

PROGRAM = [sys.executable, "-m", "kpi_workshop.cli"]
LEAP = "Increase sales by 50%\n"
FINE = "NPS 45 in Q3\n"


def kpi_workshop(
    *args: str, given: str | bytes = "", folder: Path | None = None
) -> subprocess.CompletedProcess[bytes]:
    data = given if isinstance(given, bytes) else given.encode()
    return subprocess.run([*PROGRAM, *args], input=data, capture_output=True, cwd=folder, check=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "kpis.txt").write_text(LEAP, encoding="utf-8")
    (tmp_path / "okrs.md").write_text(f"# Sales\n\n- {LEAP}", encoding="utf-8")
    (tmp_path / "fine.csv").write_text(f"id,text\na1,{FINE}", encoding="utf-8")
    return tmp_path


def test_lines_for_programs() -> None:
    run = kpi_workshop("critique", "--format", "jsonl", "-", given=f"{LEAP}Tăng doanh số 50%\n")
    first, second = (json.loads(line) for line in run.stdout.decode("utf-8").splitlines())
    assert run.returncode == 1
    assert run.stderr == b""
    assert (first["language"], second["language"], first["kind"]) == ("en", "vi", "quantitative")
    assert {finding["rule"] for finding in first["findings"]} == {
        "missing-baseline",
        "missing-timeframe",
        "unsupported-leap",
    }


def test_a_table_for_people(folder: Path) -> None:
    (folder / "kpis.csv").write_text("id,text\na1,300 calls a day\n", encoding="utf-8")
    told = kpi_workshop("critique", "kpis.csv", folder=folder).stdout.decode()
    assert "a1  300 calls a day" in told
    assert "counts the work" in told


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (["fine.csv"], 0),
        (["okrs.md"], 1),
        (["fine.csv", "okrs.md"], 1),
        (["."], 1),
        (["--exit-zero", "okrs.md"], 0),
        (["--select", "threat", "--select", "surveillance,threat", "okrs.md"], 0),
        (["--ignore", "unsupported-leap,missing-baseline", "okrs.md"], 1),
        (["--ignore", "*", "okrs.md"], 0),
        (["--severity", "must", "okrs.md"], 1),
        (["missing.md", "fine.csv"], 2),
        (["--exit-zero", "missing.md"], 2),
        (["--select", "thret", "fine.csv"], 2),
        (["--severity", "high", "fine.csv"], 2),
        (["--config", "missing.toml", "fine.csv"], 2),
    ],
)
def test_exit_codes(args: list[str], code: int, folder: Path) -> None:
    run = kpi_workshop("critique", *args, folder=folder)
    assert run.returncode == code
    assert bool(run.stderr) is (code == 2)
    assert b"Traceback" not in run.stderr


def test_settings_are_found_and_overridden(folder: Path) -> None:
    settings = '[tool.kpi-workshop]\nignore = ["missing-baseline"]\nperiod = "2026"\nlanguage = "vi"\n'
    (folder / "pyproject.toml").write_text(settings, encoding="utf-8")
    run = kpi_workshop("critique", "--format", "jsonl", "kpis.txt", folder=folder)
    (found,) = json.loads(run.stdout)["findings"]
    assert found["rule"] == "unsupported-leap"
    assert found["question"] == content.text("critic.unsupported-leap.question", "vi")
    run = kpi_workshop(
        "critique", "--language", "en", "--select", "missing-baseline", "kpis.txt", folder=folder
    )
    assert "no starting point" in run.stdout.decode()
    (folder / "pyproject.toml").write_text("[tool.kpi-workshop]\nperiod = 3\n", encoding="utf-8")
    run = kpi_workshop("critique", "--language", "vi", "kpis.txt", folder=folder)
    assert run.returncode == 2
    assert "pyproject.toml: period đang là 3" in run.stderr.decode()


def test_sarif_of_several_files(folder: Path) -> None:
    run = kpi_workshop("critique", "--format", "sarif", ".", "missing.md", folder=folder)
    told = json.loads(run.stdout)
    results = told["runs"][0]["results"]
    files = [result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in results]
    assert files == ["kpis.txt"] * 3 + ["okrs.md"] * 3
    assert run.returncode == 2
    assert len(told["runs"][0]["invocations"][0]["toolExecutionNotifications"]) == 1


def test_what_is_wrong_in_a_file_is_told_apart_from_the_report() -> None:
    given = f"{FINE}Grow \x1b[2J # meant so: thr\x1b[2Jeat: why\n".encode() + b"Gr\xf6\xdfe\n"
    run = kpi_workshop("critique", "--format", "jsonl", given=given)
    assert [json.loads(line)["line"] for line in run.stdout.splitlines()] == [1, 2]
    mark, encoding = run.stderr.decode().splitlines()
    assert mark.startswith("<stdin>, line 2:")
    assert "<stdin>, line 3: this isn't UTF-8" in encoding
    assert "\x1b" not in mark
    assert run.returncode == 2


def test_a_reader_that_has_seen_enough_may_leave(folder: Path) -> None:
    (folder / "many.txt").write_text(LEAP * 2_000, encoding="utf-8")
    program = shlex.join([*PROGRAM, "critique", "--format", "jsonl", "many.txt"])
    run = subprocess.run(
        ["bash", "-c", f"{program} | head -n 1"], capture_output=True, cwd=folder, check=False
    )
    assert run.stdout.count(b"\n") == 1
    assert run.stderr == b""


def test_rules_and_their_pages() -> None:
    listed = json.loads(kpi_workshop("rules", "--format", "json", "--language", "vi").stdout)
    assert "threat" in {rule["id"] for rule in listed}
    assert b"threat " in kpi_workshop("rules").stdout
    told = kpi_workshop("explain", "threat", "--language", "vi").stdout.decode()
    assert content.text("critic.threat.chip", "vi") in told
    run = kpi_workshop("explain", "thread")
    assert run.returncode == 2
    assert "“threat”" in run.stderr.decode()


# --- The hook for pre-commit ---

HOOK = dict(
    re.findall(
        r"^[ -] (\w+): (.*)$",
        content.folder(".pre-commit-hooks.yaml").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
)


@pytest.mark.parametrize(
    ("path", "taken"),
    [
        ("okrs.md", True),
        ("teams/sales/OKR-2026.md", True),
        ("2026-q3-okrs.md", True),
        ("docs/goals/sales.csv", True),
        ("kpis/q3/north.txt", True),
        ("kpi_sheet.csv", True),
        ("README.md", False),
        ("goalkeeper.md", False),
        ("okrs.py", False),
        ("okrs/plan.docx", False),
        ("bookrs.md", False),
    ],
)
def test_the_hook_takes_the_files_that_hold_kpis(path: str, taken: bool) -> None:
    assert bool(re.search(HOOK["files"], path)) is taken


def test_the_hook_runs_as_pre_commit_runs_it(folder: Path) -> None:
    program, *args = shlex.split(HOOK["entry"])
    assert (HOOK["id"], HOOK["language"], program) == ("kpi-critique", "python", "kpi-workshop")
    run = subprocess.run(
        [str(Path(sys.executable).parent / program), *args, "--severity", "must", "fine.csv", "okrs.md"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        cwd=folder,
        check=False,
    )
    assert run.returncode == 1
    assert "okrs.md:3  Increase sales by 50%" in run.stdout.decode()

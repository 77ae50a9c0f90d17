"""SARIF, which code hosts and editors take in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kpi_workshop import content, critic
from kpi_workshop.content import Problem
from kpi_workshop.lint.run import Run
from kpi_workshop.lint.sarif import as_sarif
from kpi_workshop.lint.settings import Settings

OKRS = """\
# Goals

- **KR1** 🎯: Increase [sales](x.md) by
  50%
- Zero complaints this year <!-- meant so: absolute-target: nobody bargains -->
"""


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def _sarif(names: list[str], language: str | None = None) -> dict[str, Any]:
    problems: list[Problem] = []
    told: dict[str, Any] = json.loads(as_sarif(Run(names, Settings(), problems.append), problems, language))
    (run,) = told["runs"]
    return {**run, "version": told["version"]}


def _written(text: str, name: str = "okrs.md", language: str | None = None) -> dict[str, Any]:
    Path(name).parent.mkdir(exist_ok=True)
    Path(name).write_text(text, encoding="utf-8")
    return _sarif([name], language)


def _of(run: dict[str, Any], rule: str) -> dict[str, Any]:
    (result,) = [result for result in run["results"] if result["ruleId"] == rule]
    return dict(result)


def test_every_rule_that_may_speak_is_described() -> None:
    run = _written(OKRS)
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [*critic.rules(), *critic.record_rules()]
    for rule in rules:
        assert all(rule[key]["text"] for key in ("shortDescription", "fullDescription", "help"))
        assert rule["help"]["markdown"].count("\n- ") > 6
    levels = {rule["id"]: rule["defaultConfiguration"]["level"] for rule in rules}
    assert (levels["threat"], levels["absolute-target"]) == ("error", "warning")
    assert levels["imposed-wording"] == "note"
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] == levels[result["ruleId"]]


def test_a_finding_leads_to_its_words_in_the_file() -> None:
    run = _written(OKRS, "my goals/okrs é.md")
    place = _of(run, "missing-baseline")["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "my%20goals/okrs%20%C3%A9.md"}
    region = place["region"]
    line = OKRS.splitlines()[region["startLine"] - 1]
    assert (region["startLine"], region["endLine"]) == (3, 3)
    assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == "Increase"
    assert run["columnKind"] == "unicodeCodePoints"


def test_a_finding_may_reach_into_the_next_line() -> None:
    whole = _of(_written(OKRS), "missing-timeframe")["locations"][0]["physicalLocation"]["region"]
    assert (whole["startLine"], whole["endLine"], whole["endColumn"]) == (3, 4, 6)


def test_where_only_the_line_is_known_only_that_is_told() -> None:
    run = _written('text\n"Increase ""our"" sales by 50% in Q3"\n', "kpis.csv")
    assert _of(run, "missing-baseline")["locations"][0]["physicalLocation"]["region"] == {"startLine": 2}
    run = _written("purpose,text,target\n,Churn,3% in Q3\n", "kpis.csv")
    assert _of(run, "no-purpose")["locations"][0]["physicalLocation"]["region"] == {"startLine": 2}


def test_what_is_meant_so_is_there_with_the_reason_and_suppressed() -> None:
    run = _written(OKRS)
    assert _of(run, "absolute-target")["suppressions"] == [
        {"kind": "inSource", "status": "accepted", "justification": "nobody bargains"}
    ]
    assert _of(run, "missing-baseline")["suppressions"] == []


def _prints(run: dict[str, Any]) -> list[str]:
    return [result["partialFingerprints"]["statement/v1"] for result in run["results"]]


def test_a_finding_is_known_again_when_its_statement_has_moved() -> None:
    before = _prints(_written(OKRS))
    assert _prints(_written(f"# New\n\n- NPS 45 in Q3\n{OKRS}")) == before
    twice = _prints(_written(OKRS + OKRS))
    assert len(set(twice)) == len(twice) == 2 * len(before)
    assert _prints(_written(OKRS.replace("50%", "60%")))[0] not in before


def test_the_language_of_the_words_can_be_chosen() -> None:
    told = content.text("critic.missing-timeframe.what", "vi")
    assert _of(_written(OKRS, language="vi"), "missing-timeframe")["message"]["text"].startswith(told)
    assert not _of(_written(OKRS), "missing-timeframe")["message"]["text"].startswith(told)


def test_what_could_not_be_read_is_notified() -> None:
    run = _written(OKRS)
    assert run["invocations"] == [{"executionSuccessful": True, "toolExecutionNotifications": []}]
    Path("bad.txt").write_text("Grow # meant so: threat\n", encoding="utf-8")
    invocation = _sarif(["bad.txt", "missing.txt"])["invocations"][0]
    mark, missing = invocation["toolExecutionNotifications"]
    assert invocation["executionSuccessful"] is False
    assert mark["locations"][0]["physicalLocation"]["region"] == {"startLine": 1}
    assert missing["locations"][0]["physicalLocation"] == {"artifactLocation": {"uri": "missing.txt"}}
    assert "missing.txt" in missing["message"]["text"]


def test_a_file_elsewhere_has_its_whole_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _written(OKRS)
    (tmp_path / "sub").mkdir()
    monkeypatch.chdir(tmp_path / "sub")
    place = _sarif(["../okrs.md"])["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == (tmp_path / "okrs.md").as_uri()

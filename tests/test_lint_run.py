"""A critique of files: what is told, what is left alone, and how it is written down."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from kpi_workshop import content
from kpi_workshop.content import Problem
from kpi_workshop.lint import run
from kpi_workshop.lint.explain import explain, rules_as_json, rules_as_text
from kpi_workshop.lint.jsonl import as_jsonl
from kpi_workshop.lint.report import MOST_IN_FULL, as_text
from kpi_workshop.lint.run import Checked, Run
from kpi_workshop.lint.selection import every_rule
from kpi_workshop.lint.settings import Settings
from kpi_workshop.reading import Reading, read

WEAK = "Every rep must be better, make 100% of 300 calls, or lose the bonus; rank the top 3"
LEAP = "Increase sales by 50%"


class Files:
    """A folder of files, and what a run over some of them says."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.told: list[str] = []

    def run(self, text: str, name: str = "kpis.txt", settings: Settings | None = None) -> Run:
        (self.folder / name).write_text(text, encoding="utf-8")
        return self.run_over([name], settings)

    def run_over(self, names: list[str], settings: Settings | None = None) -> Run:
        paths = [str(self.folder / name) for name in names]
        return Run(paths, settings or Settings(), lambda problem: self.told.append(str(problem)))

    def found(self, text: str, name: str = "kpis.txt", settings: Settings | None = None) -> set[str]:
        """Rules that speak up about the only statement."""
        (checked,) = self.run(text, name, settings)
        return {finding.rule for finding in checked.findings}


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path)


def _json(run: Run, language: str | None = None, *, with_files: bool = False) -> list[dict[str, Any]]:
    return [json.loads(line) for line in as_jsonl(run, language, with_files=with_files)]


def test_only_rules_that_may_speak_do(files: Files) -> None:
    assert files.found(LEAP) == {"missing-baseline", "missing-timeframe", "unsupported-leap"}
    assert files.found(LEAP, settings=Settings(severity="must")) == {"unsupported-leap"}
    assert files.found(LEAP, settings=Settings(period="2026")) == {"missing-baseline", "unsupported-leap"}


def test_a_statement_that_comes_again_is_read_again_only_where_its_row_says_something_else(
    files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def noted(text: str, language: str | None) -> Reading:
        asked.append(text)
        return read(text, language)

    monkeypatch.setattr(run, "reading", SimpleNamespace(read=noted))
    first, other, again = files.run(f"{LEAP}\n{WEAK}\n{LEAP}\n")
    assert asked == [LEAP, WEAK]
    assert (first.findings, first.kind, first.language) == (again.findings, again.kind, again.language)
    assert other.findings != first.findings
    assert [checked.statement.line for checked in (first, other, again)] == [1, 2, 3]

    rows = files.run(f"text,baseline\n{LEAP},\n{LEAP},200 a month\n{LEAP},\n", "kpis.csv")
    told = [{finding.rule for finding in checked.findings} for checked in rows]
    assert told[0] == told[2] == told[1] | {"missing-baseline"}
    assert "missing-baseline" not in told[1]


@pytest.mark.parametrize(
    ("mark", "left"),
    [
        ("unsupported-leap: a new shop opens", {"missing-baseline", "missing-timeframe"}),
        ("unsupported-leap, missing-baseline: see; the plan: it is there", {"missing-timeframe"}),
        ("missing-baseline: new; missing-timeframe : always; threat: -", {"unsupported-leap"}),
        ("*: settled by law", set()),
        ("", {"missing-baseline", "missing-timeframe", "unsupported-leap"}),
    ],
)
@pytest.mark.parametrize("name", ["kpis.txt", "kpis.csv", "kpis.md"])
def test_what_is_meant_so_is_left_alone(mark: str, left: set[str], name: str, files: Files) -> None:
    text = {
        "kpis.txt": f"{LEAP}  # meant so: {mark}" if mark else LEAP,
        "kpis.csv": f'text,meant_so\n{LEAP},"{mark}"\n',
        "kpis.md": f"- {LEAP} <!-- meant so: {mark} -->\n" if mark else f"- {LEAP}",
    }[name]
    (checked,) = files.run(text, name)
    assert {finding.rule for finding in checked.findings} == left
    assert {finding.rule for finding, _ in checked.meant_so} == {
        "missing-baseline",
        "missing-timeframe",
        "unsupported-leap",
    } - left
    assert files.told == []


def test_a_mark_keeps_its_reason(files: Files) -> None:
    (checked,) = files.run(f"{LEAP} # meant so: *: all; unsupported-leap: a shop; threat: by law, so: yes")
    reasons = {finding.rule: reason for finding, reason in checked.meant_so}
    assert reasons["unsupported-leap"] == "a shop"
    assert reasons["missing-baseline"] == "all"


@pytest.mark.parametrize(
    ("mark", "told"),
    [
        ("unsupported-leap", "no reason"),
        ("unsupported-leap:", "no reason"),
        ("because we say so", "no reason"),
        ("unsuported-leap: a new shop", "“unsupported-leap”"),
    ],
)
def test_a_mark_that_does_not_count_is_told_and_silences_nothing(mark: str, told: str, files: Files) -> None:
    assert len(files.found(f"\n{LEAP} # meant so: {mark}")) == 3
    (problem,) = files.told
    assert "kpis.txt, line 2:" in problem
    assert told in problem


def test_a_part_of_a_mark_that_counts_counts(files: Files) -> None:
    assert len(files.found(f"{LEAP} # meant so: unsupported-leap: shop; mising-baseline: new")) == 2
    assert len(files.told) == 1


def test_what_other_columns_answer_is_not_asked(files: Files) -> None:
    assert "missing-target" in files.found("Churn", "bare.txt")
    table = "text,target,period,purpose\nChurn,3%,Q3,{}\n"
    asked = files.found(table.format(""), "kpis.csv")
    assert "missing-target" not in asked
    assert "missing-timeframe" not in asked
    assert "no-purpose" in asked
    assert {"no-recognition", "nobody-grows"}.isdisjoint(asked)
    assert "no-purpose" not in files.found(table.format("calmer mornings"), "kpis.csv")


def test_the_other_files_are_read_when_one_cannot_be(files: Files) -> None:
    files.run("NPS 45 in Q3")
    (files.folder / "latin.txt").write_bytes(b"Gr\xf6\xdfe")
    run = files.run_over(["missing.txt", "latin.txt", "kpis.txt"])
    assert [checked.statement.text for checked in run] == ["NPS 45 in Q3"]
    assert (run.complete, run.exit_code) == (False, 2)
    assert ["missing.txt" in files.told[0], "latin.txt" in files.told[1]] == [True, True]


def test_exit_codes_as_linters_have_them(files: Files) -> None:
    for text, code in (("NPS 45 in Q3", 0), (LEAP, 1), ("", 0)):
        run = files.run(text)
        list(run)
        assert run.exit_code == code


def test_a_folder_is_several_files(files: Files) -> None:
    files.run(LEAP)
    assert not files.run_over(["kpis.txt"]).several
    assert files.run_over(["."]).several


# --- jsonl ---


def test_jsonl_has_every_field_and_keeps_letters(files: Files) -> None:
    run = files.run("Tăng doanh số 50%\n\nNPS 45 in Q3")
    lines = list(as_jsonl(run))
    first, second = map(json.loads, lines)
    assert list(first) == ["id", "line", "language", "kind", "findings"]
    assert (first["id"], first["language"], first["kind"]) == ("1", "vi", "quantitative")
    assert list(first["findings"][0]) == [
        "rule",
        "field",
        "span",
        "severity",
        "confidence",
        "message",
        "question",
        "why",
    ]
    assert "Hiện tại" in lines[0]
    assert second == {"id": "3", "line": 3, "language": "en", "kind": "quantitative", "findings": []}


@pytest.mark.parametrize("language", [None, "en", "vi"])
def test_jsonl_says_what_the_findings_say(language: str | None, files: Files) -> None:
    """Its words are put together from parts, for speed: they are the same, whatever they quote."""
    text = (
        'id,text\n"a ""1""",{rule} must say \\""excellent\\"" \\u0041 {{0}} %s or pay a fine\n'
        'b,"Nhân viên phải cười ""thân thiện"" \u2028 \x07 {words} 100%, nếu không sẽ bị phạt"\n'
        f"c,{WEAK.replace(',', ' ')}\nd,{WEAK.replace(',', '').upper()}\n"
    )
    run = files.run(text, "kpis.csv")
    expected = [_as_expected(checked, language) for checked in run]
    assert _json(run, language) == expected
    assert sum(len(row["findings"]) for row in expected) > 8
    assert expected[0]["id"] == 'a "1"'


def _as_expected(checked: Checked, language: str | None) -> dict[str, Any]:
    words = language or checked.language
    return {
        "id": checked.statement.id,
        "line": checked.statement.line,
        "language": checked.language,
        "kind": checked.kind,
        "findings": [
            {
                "rule": finding.rule,
                "field": finding.field,
                "span": list(finding.span),
                "severity": finding.severity,
                "confidence": finding.confidence,
                "message": finding.message(words),
                "question": finding.question(words),
                "why": finding.why(words),
            }
            for finding in checked.findings
        ],
    }


def test_jsonl_of_several_files_names_them(files: Files) -> None:
    files.run("NPS 45 in Q3", "b.md")
    files.run("- NPS 45 in Q3", "a.md")
    (row,) = _json(files.run_over(["b.md", "a.md"]), with_files=True)
    assert (row["file"], row["line"]) == (str(files.folder / "a.md"), 1)


# --- text ---


def test_the_text_report_groups_by_weight_and_sums_up(files: Files) -> None:
    lines = list(as_text(files.run(f"{LEAP}\nNPS 45 in Q3")))
    assert lines[0] == f"1  {LEAP}"
    told = [line.strip() for line in lines]
    assert told.index("Settle this first") < told.index("Worth settling")
    assert lines[-1] == "2 statements read: 3 findings, 1 statements with nothing to settle."
    *_, summary = as_text(files.run(LEAP), "vi")
    assert "3 góp ý" in summary


def test_the_text_report_tells_three_findings_in_full(files: Files) -> None:
    run = files.run(WEAK)
    (checked,) = run
    assert len(checked.findings) > MOST_IN_FULL + 1
    questions = [finding.question("en")[:30] for finding in checked.findings]
    short, full = "\n".join(as_text(run)), "\n".join(as_text(run, in_full=True))
    assert [question in short for question in questions].count(True) == MOST_IN_FULL
    assert all(question in full for question in questions)
    also = next(line for line in short.splitlines() if "Also:" in line)
    assert all(finding.rule in short[short.index(also) :] for finding in checked.findings[MOST_IN_FULL:])
    assert "Also:" not in full


def test_the_text_report_of_several_files_leads_to_the_line(files: Files) -> None:
    first, *_ = as_text(files.run(f"\n- {LEAP}", "okrs.md"), with_files=True)
    assert first.endswith(f"okrs.md:2  {LEAP}")


def test_a_statement_cannot_steer_the_terminal(files: Files) -> None:
    lines = list(as_text(files.run("Grow \x1b[2J sales by 50%")))
    assert not any("\x1b" in line for line in lines)


# --- explain ---


@pytest.mark.parametrize("language", content.languages())
def test_every_rule_is_explained(language: str) -> None:
    for rule in every_rule().values():
        told = explain(rule.id, language)
        assert content.text(f"critic.{rule.id}.chip", language) in told
        assert max(map(len, told.splitlines())) <= 100
    page = explain("absolute-target", language)
    rule = every_rule()["absolute-target"]
    for words in (*rule.bad[language], *rule.good[language]):
        assert words in " ".join(page.split())


def test_a_rule_that_there_is_not_is_not_explained() -> None:
    with pytest.raises(Problem, match="absolute-target"):
        explain("absolut-target", "en")


def test_rules_are_listed_for_people_and_programs() -> None:
    listed = json.loads(rules_as_json("vi"))
    assert [rule["id"] for rule in listed] == list(every_rule())
    assert all(rule[key] for rule in listed for key in ("severity", "chip", "what", "why", "question", "bad"))
    lines = rules_as_text("en").splitlines()
    assert [line.split()[0] for line in lines] == list(every_rule())

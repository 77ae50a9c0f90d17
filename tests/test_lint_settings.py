"""What a team has settled for the critique of its files, and what overrides it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpi_workshop import content, critic
from kpi_workshop.content import Problem
from kpi_workshop.lint.selection import every_rule
from kpi_workshop.lint.settings import Settings, settings_for


def _found(folder: Path, settings: str, name: str = "kpi-workshop.toml") -> Settings:
    (folder / name).write_text(settings, encoding="utf-8")
    return settings_for([str(folder / "okrs.md")])


def test_without_settings_every_rule_speaks(tmp_path: Path) -> None:
    settings = settings_for([str(tmp_path / "okrs.md")], None)
    assert settings == Settings()
    assert settings.rules_for("okrs.md") == set(every_rule())


def test_the_nearest_settings_above_the_first_file_count(tmp_path: Path) -> None:
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    (tmp_path / "pyproject.toml").write_text('[tool.kpi-workshop]\nperiod = "far"', encoding="utf-8")
    (tmp_path / "a" / "pyproject.toml").write_text('[tool.kpi-workshop]\nperiod = "near"', encoding="utf-8")
    (deep / "pyproject.toml").write_text("[tool.other]\nx = 1", encoding="utf-8")
    near = settings_for([str(deep / "okrs.md"), str(tmp_path / "okrs.md")])
    assert (near.period, near.folder) == ("near", tmp_path / "a")
    assert settings_for([str(deep)]) == near
    assert settings_for([str(tmp_path / "okrs.md")]).period == "far"
    (tmp_path / "a" / "kpi-workshop.toml").write_text('period = "own"', encoding="utf-8")
    assert settings_for([str(deep / "okrs.md")]).period == "own"


def test_standard_input_has_the_settings_of_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "kpi-workshop.toml").write_text('language = "vi"', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert settings_for(["-"]).language == "vi"


def test_a_file_of_settings_can_be_named(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text('period = "mine"', encoding="utf-8")
    (tmp_path / "kpi-workshop.toml").write_text('period = "nearest"', encoding="utf-8")
    assert settings_for([str(tmp_path / "okrs.md")], str(tmp_path / "mine.toml")).period == "mine"
    (tmp_path / "pyproject.toml").write_text("[tool.other]", encoding="utf-8")
    for name, told in (("pyproject.toml", "[tool.kpi-workshop]"), ("missing.toml", "can't be read")):
        with pytest.raises(Problem) as raised:
            settings_for([], str(tmp_path / name))
        assert told in str(raised.value)
        assert name in str(raised.value)


def test_rules_are_selected_ignored_and_weighed(tmp_path: Path) -> None:
    settings = _found(
        tmp_path,
        'select = ["threat", "absolute-target", "imposed-wording"]\nignore = ["threat"]\nseverity = "should"',
    )
    assert settings.rules_for("okrs.md") == {"absolute-target"}
    assert _found(tmp_path, 'severity = "must"').rules_for("okrs.md") == {
        rule.id for rule in every_rule().values() if rule.severity == "must"
    }
    assert _found(tmp_path, 'ignore = ["*"]').rules_for("okrs.md") == set()


def test_a_period_for_all_answers_what_each_would_be_asked(tmp_path: Path) -> None:
    settings = _found(tmp_path, 'period = "Q3 2026"')
    assert set(every_rule()) - settings.rules_for("okrs.md") == {"missing-timeframe"}


@pytest.mark.parametrize(
    ("pattern", "matches"), [("safety.md", True), ("okrs/*", True), ("*.csv", False), ("other/*", False)]
)
def test_files_may_have_exceptions(pattern: str, matches: bool, tmp_path: Path) -> None:
    settings = _found(tmp_path, f'[per-file-ignores]\n"{pattern}" = ["threat"]')
    assert ("threat" not in settings.rules_for(str(tmp_path / "okrs" / "old" / "safety.md"))) is matches
    assert "absolute-target" in settings.rules_for(str(tmp_path / "okrs" / "safety.md"))


def test_the_command_line_wins(tmp_path: Path) -> None:
    settings = _found(
        tmp_path, 'select = ["threat"]\nignore = ["surveillance"]\nseverity = "must"\nlanguage = "vi"'
    )
    assert settings.overridden() == settings
    changed = settings.overridden(
        select=("surveillance, absolute-target", "threat"), ignore=(), severity="should", language="en"
    )
    assert changed.rules_for("okrs.md") == {"surveillance", "absolute-target", "threat"}
    assert changed.language == "en"
    assert settings.overridden(ignore=["threat"]).rules_for("okrs.md") == set()


@pytest.mark.parametrize("name", ["kpi-workshop.toml", "pyproject.toml"])
@pytest.mark.parametrize(
    ("written", "told"),
    [
        ('select = "threat"', ["select", "'threat'", "list"]),
        ("ignore = [3]", ["ignore", "[3]", "list"]),
        ('ignore = ["thret"]', ["ignore", "“thret”", "“threat”"]),
        ('severity = "high"', ["severity", "'high'", "must, should, consider"]),
        ('language = "fr"', ["language", "'fr'", ", ".join(content.languages())]),
        ("period = 2026", ["period", "2026", "quotation marks"]),
        ('per-file-ignores = ["x"]', ["per-file-ignores", "table"]),
        ('per-file-ignores = {"a.md" = "threat"}', ['per-file-ignores."a.md"', "list"]),
        ("per_file_ignores = {}", ["per_file_ignores", "per-file-ignores"]),
        ("select = [\n]]", ["TOML", "line"]),
    ],
)
def test_wrong_settings_name_file_key_value_and_what_was_expected(
    name: str, written: str, told: list[str], tmp_path: Path
) -> None:
    section = "[tool.kpi-workshop]\n" if name == "pyproject.toml" else ""
    with pytest.raises(Problem) as raised:
        _found(tmp_path, section + written, name)
    for language in content.languages():
        assert str(tmp_path / name) in raised.value.text(language)
    for words in told:
        assert words in str(raised.value)


def test_a_section_that_is_no_table_is_told(tmp_path: Path) -> None:
    with pytest.raises(Problem, match=r"tool\.kpi-workshop is 3"):
        _found(tmp_path, "[tool]\nkpi-workshop = 3", "pyproject.toml")


def test_a_rule_that_there_is_not_is_told_with_the_nearest() -> None:
    with pytest.raises(Problem) as raised:
        Settings().overridden(select=["threat,vage-wording"])
    assert "--select" in str(raised.value)
    assert "“vague-wording”" in str(raised.value)


def test_every_rule_can_be_named() -> None:
    known = [*critic.rules(), *critic.record_rules(), *critic.set_rules()]
    assert list(every_rule()) == known
    assert len(set(known)) == len(known) > 15

"""Every text in every language, with the same blanks to fill in."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from kpi_workshop import content
from kpi_workshop.content import ContentError, Problem
from kpi_workshop.session.agenda import agendas, check, structure, words_of
from kpi_workshop.session.steps import KINDS

OTHERS = [language for language in content.languages() if language != content.FALLBACK]
CODE = [path for path in content.root().glob("kpi_workshop/**/*") if path.suffix in {".py", ".js"}]


def blanks(words: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(words) if name}


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_says_everything(language: str) -> None:
    ours, theirs = content.texts(content.FALLBACK), content.texts(language)
    assert sorted(ours) == sorted(theirs)
    different = [key for key in ours if blanks(ours[key]) != blanks(theirs[key])]
    assert different == []
    assert [key for key, words in theirs.items() if not words.strip()] == []


@pytest.mark.parametrize("language", OTHERS)
def test_every_agenda_says_everything_in_every_language(language: str) -> None:
    for agenda in agendas():
        for step in structure(agenda)["steps"]:
            ours, theirs = (words_of(agenda, code, step["id"]) for code in (content.FALLBACK, language))
            assert sorted(ours) == sorted(theirs) == ["purpose", "say", "screen", "title", "watch"]


def test_vietnamese_is_written_with_its_marks() -> None:
    plain = [
        key
        for key, words in content.texts("vi").items()
        if len(words.split()) > 3 and words.isascii() and not words.startswith("{")
    ]
    assert plain == []


def test_every_problem_that_is_raised_has_words() -> None:
    raised = {
        key
        for path in CODE
        for key in re.findall(r'Problem\(\s*"([a-z-]+\.[a-z-]+)"', path.read_text(encoding="utf-8"))
    }
    assert len(raised) > 30
    assert [key for key in raised if f"problems.{key}" not in content.texts("en")] == []


def test_every_text_that_a_page_asks_for_exists() -> None:
    known = {key.split(".", 1)[1].removeprefix("page.") for key in content.texts("en")} | {"description"}
    steps = {key.rsplit(".", 1)[1] for key in content.texts("en") if key.startswith("steps.")}
    for path in CODE:
        if path.suffix == ".js" and "vendor" not in path.parts:
            asked = set(re.findall(r"\btexts\.(\w+)", path.read_text(encoding="utf-8")))
            assert asked <= known, path.name
            words = set(re.findall(r"\bwords\.(\w+)", path.read_text(encoding="utf-8")))
            assert words <= steps, path.name


def test_a_problem_is_told_in_the_readers_language() -> None:
    problem = Problem("join.name-taken", name="Lan")
    assert "Lan" in problem.text("en")
    assert "Lan" in problem.text("vi")
    assert problem.text("en") != problem.text("vi")


@pytest.mark.parametrize(
    ("wanted", "given"),
    [("vi-VN", "vi"), ("VI", "vi"), ("en_GB", "en"), ("fr", "en"), (None, "en"), ("", "en")],
)
def test_a_language_is_known_by_its_short_name(wanted: str | None, given: str) -> None:
    assert content.known_language(wanted) == given


AGENDA = """
minutes = 5
focus = 1
[[steps]]
id = "welcome"
kind = "welcome"
minutes = 5
"""


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (('kind = "welcome"', 'kind = "dance"'), ["steps[1].kind", "'dance'", ", ".join(KINDS)]),
        (("minutes = 5\nfocus", "minutes = 6\nfocus"), ["minutes is 6", "sum of its steps, 5"]),
        (("focus = 1", "focus = 0"), ["focus is 0"]),
        (('id = "welcome"', "id = 3"), ["steps[1].id is 3"]),
        (("[[steps]]", "[[step]]"), ["steps is None"]),
        (("minutes = 5", "minutes ="), ["agenda.toml"]),
        (('kind = "welcome"', 'kind = "reveal"'), ["rewrite before reveal"]),
        (
            ("[[steps]]", '[[steps]]\nid = "a"\nkind = "welcome"\nminutes = 1\n[[steps]]'),
            ["each kind at most once"],
        ),
    ],
)
def test_a_wrong_agenda_names_file_key_value_and_what_was_expected(
    tmp_path: Path, change: tuple[str, str], told: list[str]
) -> None:
    path = tmp_path / "agenda.toml"
    path.write_text(AGENDA.replace(*change), encoding="utf-8")
    with pytest.raises(ContentError) as wrong:
        check("mine", path)
    for words in [*told, str(path)]:
        assert words in str(wrong.value)

"""The course as a whole, and what a lesson's file may hold."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from kpi_workshop import content, exercises
from kpi_workshop.content import ContentError, Problem, folder
from kpi_workshop.course import prose
from kpi_workshop.course.glossary import glossary
from kpi_workshop.course.lessons import Lesson, lessons, load, teachable
from kpi_workshop.course.progress import ProgressFile
from kpi_workshop.course.tables import frame, table

ALL = list(lessons().values())
BOTH = content.languages()


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.id)
@pytest.mark.parametrize("language", BOTH)
def test_a_lesson_is_ready_for_a_page(one: Lesson, language: str) -> None:
    view = one.view(language)
    assert json.loads(json.dumps(view)) == view
    assert view["parts"][-1]["kind"] == "own", "a lesson ends with one's own KPI"
    kinds = [task.kind.name for task in one.exercises]
    assert len(set(kinds)) >= 3, "three kinds of exercises keep a lesson lively"


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.id)
def test_a_lesson_has_a_notebook_of_its_own(one: Lesson) -> None:
    path = folder("notebooks", "lessons", f"{one.fields.path.stem}.ipynb")
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    assert f'lesson("{one.id}")' in "".join(cells[1]["source"])


def test_no_exercise_is_forgotten() -> None:
    assert set(exercises.exercises()) == {task.id for one in ALL for task in one.exercises}


def test_everything_is_taught() -> None:
    assert {item for one in ALL for item in one.fields.texts("teaches")} == teachable()
    assert len(ALL) >= 12


def test_no_term_is_forgotten() -> None:
    linked = {term for one in ALL for language in BOTH for term in one.view(language)["terms"]}
    assert set(glossary()) == linked


def test_prose_is_a_tree_without_markup() -> None:
    tree = prose.nodes("**A** [b](term:baseline) *c*\n\n1. d\n\n> e & <3")
    assert [node["tag"] for node in tree] == ["p", "ol", "blockquote"]
    assert list(prose.terms(tree)) == ["baseline"]
    assert "e & <3" in json.dumps(tree)


@pytest.mark.parametrize(
    "text", ["<b>x</b>", "![x](y.png)", "[x](https://example.org)", "`x`", "---", "<br>"]
)
def test_prose_holds_no_html_links_or_pictures(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        prose.nodes(text)


_LESSON = """
minutes = 10
teaches = ["stress"]
[part.a]
kind = "read"
[part.b]
kind = "read"
[part.c]
kind = "read"
"""
_WORDS = """
[{language}]
title = "T"
summary = "S"
takeaway = "R"
[{language}.part.a]
title = "A"
text = "{text}"
[{language}.part.b]
title = "B"
text = "b"
[{language}.part.c]
title = "C"
text = "c"
"""


def _lesson(tmp_path: Path, structure: str = _LESSON, text: str = "a", more: str = "") -> Path:
    path = tmp_path / "01-new.toml"
    words = "".join(_WORDS.format(language=language, text=text) for language in BOTH)
    path.write_text(structure + words + more, encoding="utf-8")
    return path


def test_a_lesson_file_that_is_in_order_is_read(tmp_path: Path) -> None:
    assert load(_lesson(tmp_path)).view("vi")["parts"][0]["title"] == "A"


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        (
            {"structure": _LESSON.replace("10", "60")},
            "new.minutes is 60; expected a whole number from 5 to 20",
        ),
        ({"structure": _LESSON.replace("stress", "joy")}, r"new.teaches is \['joy'\]; expected of "),
        (
            {"structure": _LESSON.replace('"read"', '"song"', 1)},
            "new.part.a.kind is 'song'; expected one of case",
        ),
        (
            {"structure": _LESSON.replace('"read"', '"exercise"', 1)},
            r"expected a file data/exercises/new/a\.toml",
        ),
        ({"text": "<b>x</b>"}, "new.en.part.a.text has .*; expected plain Markdown"),
        ({"text": "[x](term:nowhere)"}, r"new.en.part.a.text .* not \['nowhere'\]"),
        ({"more": "[en.part.d]\ntitle = 'D'"}, r"new.en.part .* don't exist: \['d'\]"),
    ],
)
def test_what_is_wrong_in_a_lesson_is_named(tmp_path: Path, changed: dict[str, str], told: str) -> None:
    with pytest.raises(ContentError, match=rf"01-new\.toml: .*{told}|01-new\.toml: {told}"):
        load(_lesson(tmp_path, **changed))


def test_the_data_of_a_lesson_comes_as_a_data_frame() -> None:
    shown = [(one, name) for one in ALL for name, part in one.parts.items() if part.text("kind") == "data"]
    for one, name in shown:
        english, vietnamese = frame(one.id, name, "en"), frame(one.id, name, "vi")
        assert english.shape == vietnamese.shape
        assert list(english.columns) != list(vietnamese.columns)
        assert len(english) == len(next(iter(table(one.parts[name].text("table")).values())))


def test_every_line_of_a_drawing_has_a_colour() -> None:
    theme = folder("kpi_workshop", "ui", "assets", "theme.css").read_text(encoding="utf-8")
    drawn = [
        table(part.text("table")) for one in ALL for part in one.parts.values() if part.text("chart", "")
    ]
    for columns in drawn:
        for number in range(len(columns) - 1):  # the first column names the places
            assert f".chart .s{number} polyline" in theme
            assert f".chart rect.s{number}" in theme


@pytest.fixture
def tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of tables in the place of the lessons' own."""
    monkeypatch.setattr("kpi_workshop.course.tables.content.folder", lambda *_: tmp_path)
    table.cache_clear()
    yield tmp_path
    table.cache_clear()


def test_a_table_with_words_is_a_file_for_each_language(tables: Path) -> None:
    for name, text in (("a.en", "kpi,goal\nGuests,3"), ("a.vi", "kpi,goal\nKhách,3"), ("b", "day\n1")):
        (tables / f"{name}.csv").write_text(text, encoding="utf-8")
    assert [table("a", language)["kpi"] for language in BOTH] == [["Guests"], ["Khách"]]
    assert table("b", "vi") == table("b", "en") == {"day": [1.0]}


def test_a_table_has_the_same_rows_in_every_language(tables: Path) -> None:
    (tables / "uneven.en.csv").write_text("a,b\n1,2", encoding="utf-8")
    (tables / "uneven.vi.csv").write_text("a,b\n1,2\n3,4", encoding="utf-8")
    structure = _LESSON.replace('kind = "read"', 'kind = "data"\ntable = "uneven"', 1)
    with pytest.raises(ContentError, match=r"new.part.a.table is 'uneven'; expected the same columns"):
        load(_lesson(tables, structure))


def test_progress_is_kept_in_a_file_and_the_newer_wins(tmp_path: Path) -> None:
    file = ProgressFile(tmp_path / "new" / "progress.json")
    assert file.read() == {}
    file.keep({"a/b": {"status": "right", "at": 2}})
    file.keep({"a/b": {"status": "wrong", "at": 1}, "a/c": {"status": "kept", "at": 1}, "odd": 3})
    assert file.read() == {"a/b": {"status": "right", "at": 2}, "a/c": {"status": "kept", "at": 1}}


def test_a_damaged_progress_file_is_no_obstacle(tmp_path: Path) -> None:
    path = tmp_path / "progress.json"
    path.write_text("[not json", encoding="utf-8")
    assert ProgressFile(path).read() == {}


def test_what_cannot_be_kept_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(Problem, match="could not be kept"):
        ProgressFile(tmp_path / "file" / "progress.json").keep({"a/b": {"at": 1}})

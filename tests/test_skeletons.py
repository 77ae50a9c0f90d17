"""What `kpi-workshop new` writes is in order from the start."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kpi_workshop import content
from kpi_workshop.content import Problem, folder
from kpi_workshop.course.lessons import lessons
from kpi_workshop.course.lessons import load as load_lesson
from kpi_workshop.course.skeletons import new_exercise, new_lesson
from kpi_workshop.exercises import exercises, load, samples
from kpi_workshop.exercises.kinds import kinds


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the content, to write into."""
    for name in ("data", "notebooks"):
        shutil.copytree(folder(name), tmp_path / name)
    monkeypatch.setattr(content, "root", lambda: tmp_path)
    for known in (exercises, lessons):
        known.cache_clear()
    yield tmp_path
    for known in (exercises, lessons):
        known.cache_clear()


@pytest.mark.parametrize("kind", kinds())
def test_an_exercise_of_each_kind_can_be_begun(project: Path, kind: str) -> None:
    (path,) = new_exercise("spot-the-harm", "another", kind)
    one = load(path)
    for language, sample in samples(one):
        outcome = one.grade(sample.table("answer").fields, language, sample.count("variant", 0))
        assert outcome.status == sample.text("outcome"), [note.text for note in outcome.notes]


def test_a_lesson_can_be_begun(project: Path) -> None:
    last = max(path.name for path in (project / "data" / "lessons").glob("*.toml"))
    written = new_lesson("ask-for-help")
    assert all(path.is_relative_to(project) for path in written)
    exercises.cache_clear()
    one = load_lesson(written[0])
    assert written[0].name > last
    assert [task.id for task in one.exercises] == ["ask-for-help/try", "ask-for-help/own"]
    notebook = json.loads(written[-1].read_text(encoding="utf-8"))
    assert 'lesson("ask-for-help")' in "".join(notebook["cells"][1]["source"])


def test_nothing_is_written_over(project: Path) -> None:
    with pytest.raises(Problem, match="is there already"):
        new_exercise("spot-the-harm", "words", "spot")
    with pytest.raises(Problem, match="is there already"):
        new_lesson("spot-the-harm")


@pytest.mark.parametrize("name", ["../x", "Two Words", "", "a_b"])
def test_a_name_must_do_for_a_file_and_an_address(project: Path, name: str) -> None:
    with pytest.raises(Problem, match="can't be the name"):
        new_exercise("spot-the-harm", name, "spot")


def test_kinds_are_known(project: Path) -> None:
    with pytest.raises(Problem, match="choose, dialogue"):
        new_exercise("spot-the-harm", "another", "riddle")

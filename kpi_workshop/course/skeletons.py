"""Skeletons for authors: a file that is in order, with everything in it still to be written."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

from kpi_workshop import content
from kpi_workshop.content import Problem
from kpi_workshop.course.lessons import lessons
from kpi_workshop.exercises.kinds import kinds

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def new_exercise(lesson: str, name: str, kind: str) -> list[Path]:
    """Write `data/exercises/<lesson>/<name>.toml` of a kind; returns the files written.

    Raises `Problem` for a name that can't be one, an unknown kind, or a file that is there already.
    """
    if kind not in kinds():
        raise Problem("learn.unknown-kind", given=kind, known=", ".join(kinds()))
    path = content.folder("data", "exercises", _id(lesson), f"{_id(name)}.toml")
    return [_copied(kind, path)]


def new_lesson(name: str) -> list[Path]:
    """Write a lesson that comes last, with its first exercises and its notebook; returns the files written.

    Raises `Problem` for a name that can't be one, or for a lesson that is there already.
    """
    if _id(name) in lessons():
        raise Problem("learn.exists", path=lessons()[name].fields.path)
    number = 1 + max((int(one.fields.path.stem[:2]) for one in lessons().values()), default=0)
    file = f"{number:02d}-{name}"
    return [
        _copied("lesson", content.folder("data", "lessons", f"{file}.toml")),
        *new_exercise(name, "try", "choose"),
        *new_exercise(name, "own", "reflect"),
        _notebook(content.folder("notebooks", "lessons", f"{file}.ipynb"), name),
    ]


def _id(name: str) -> str:
    if not _ID.fullmatch(name):
        raise Problem("learn.no-id", given=name)
    return name


def _free(path: Path) -> Path:
    if path.exists():
        raise Problem("learn.exists", path=path)
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def _copied(skeleton: str, path: Path) -> Path:
    return Path(shutil.copyfile(content.folder("data", "skeletons", f"{skeleton}.toml"), _free(path)))


def _notebook(path: Path, name: str) -> Path:
    """The notebook of a lesson: that of the first, with another name."""
    model = next(content.folder("notebooks", "lessons").glob("01-*.ipynb"))
    known = model.stem.partition("-")[2]
    notebook = json.loads(model.read_text(encoding="utf-8").replace(known, name))
    notebook["cells"][0]["source"][0] = f"# {name.replace('-', ' ').capitalize()}\n"
    _free(path).write_text(json.dumps(notebook, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path

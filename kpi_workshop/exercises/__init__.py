"""Exercises: declared in files, never programmed. An answer amounts to an `Outcome`, with feedback.

An exercise is one file, `data/exercises/<lesson>/<name>.toml`: its structure, its words in a table for each
language, and `[[samples]]` of answers with the outcome that each must have, which are its tests.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path

from kpi_workshop import content
from kpi_workshop.content import ContentError
from kpi_workshop.entries import Entry
from kpi_workshop.exercises.kinds import kinds
from kpi_workshop.exercises.model import STATUSES, Exercise, Kind, Note, Outcome, Status

__all__ = ["Exercise", "Kind", "Note", "Outcome", "Status", "exercise", "exercises", "load", "samples"]

_SHARED = ("kind", "samples", "variants")


@functools.cache
def exercises() -> Mapping[str, Exercise]:
    """Every exercise by its id. Raises `ContentError` naming file and key if one isn't in order."""
    paths = sorted(content.folder("data", "exercises").glob("*/*.toml"))
    return {found.id: found for found in map(load, paths)}


def exercise(name: str) -> Exercise:
    """One exercise. Raises `KeyError` if there is none of this id."""
    return exercises()[name]


def load(path: Path) -> Exercise:
    """Read and check one exercise file; raises `ContentError`."""
    name = f"{path.parent.name}/{path.stem}"
    file = Entry(path, name, content.load_toml(path))
    kind = kinds()[file.choice("kind", kinds())]
    file.only(*_SHARED, *kind.structure, *content.languages())
    words = {}
    for language in content.languages():
        said = words[language] = file.table(language)
        file.expect(language, bool(said.fields), f"a table [{language}] with the words")
        said.only("question", "hints", "model", *kind.words)
        said.text("question")
        said.texts("hints", at_least=1 if kind.graded else 0)
        said.text("model", None if kind.graded else "")
        kind.check(file, said)
    _check_samples(file, kind)
    return Exercise(name, kind, file, words)


def _check_samples(file: Entry, kind: Kind) -> None:
    for sample in file.tables("samples", at_least=2):
        sample.only("answer", "outcome", "language", "variant")
        sample.choice("outcome", STATUSES)
        sample.choice("language", content.languages(), default=content.FALLBACK)
        sample.table("answer")
    outcomes = {sample.text("outcome") for sample in file.tables("samples")}
    wanted = {"right", "wrong"} if kind.graded else {"kept"}
    if not wanted <= outcomes:
        raise ContentError(
            f"{file.path}: samples have {sorted(outcomes)}; expected {' and '.join(sorted(wanted))}"
        )


def samples(one: Exercise) -> list[tuple[str, Entry]]:
    """An exercise's sample answers, each with the language to try it in: its own, or every one."""
    return [
        (language, sample)
        for sample in one.fields.tables("samples")
        for language in content.languages()
        if sample.text("language", language) == language
    ]

"""A critique of files: which statements are in them, what is found, and what is left alone."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from kpi_workshop import reading
from kpi_workshop.content import Problem
from kpi_workshop.critic import Finding, Kind, critique, findings, kind_of
from kpi_workshop.critic.record import Record
from kpi_workshop.kpi import Kpi
from kpi_workshop.lint import files, meant
from kpi_workshop.lint.settings import Settings
from kpi_workshop.lint.statement import Statement
from kpi_workshop.reading import Reading
from kpi_workshop.reading.kept import Kept

_OPINIONS_KEPT = 20_000
"""A sheet for a whole company has the same KPI on many lines. So many opinions take 16 MB."""


class _Asked(NamedTuple):
    """All that an opinion depends on."""

    text: str
    language: str | None
    fields: tuple[tuple[str, str], ...]


class _Opinion(NamedTuple):
    """What the critic says of a statement, wherever it stands."""

    language: str
    kind: Kind
    findings: list[Finding]


@dataclasses.dataclass(frozen=True, slots=True)
class Checked:
    """A statement of a file, read and criticised."""

    file: str
    """As `files.shown` tells it."""
    statement: Statement
    language: str
    """Its own, as in the file or as recognised."""
    kind: Kind
    findings: tuple[Finding, ...]
    """What is to be told, what matters most first."""
    meant_so: tuple[tuple[Finding, str], ...]
    """What is left alone because the writer says that it is meant so, with their reason."""


class Run:
    """A critique of files, one statement after the other: nothing is kept but the counts."""

    def __init__(self, names: Sequence[str], settings: Settings, tell: Callable[[Problem], None]) -> None:
        """Files or folders, or "-". Problems are told as they come up; the other files are read all the same.

        Raises `Problem` for a folder with nothing to read in it.
        """
        self.files = files.expand(names)
        self.several = len(names) > 1 or self.files != list(names)
        self.findings = 0
        self.complete = True
        """Whether every file could be read to its end, so far."""
        self._settings = settings
        self._tell = tell
        self._opinions = Kept(_opinion, _OPINIONS_KEPT)

    def __iter__(self) -> Iterator[Checked]:
        for file in self.files:
            name, speaking = files.shown(file), self._settings.rules_for(file)
            try:
                for statement in files.read(file):
                    checked = self._check(statement, name, speaking)
                    self.findings += len(checked.findings)
                    yield checked
            except Problem as problem:
                self.complete = False
                self._tell(problem)

    @property
    def exit_code(self) -> int:
        """As linters have it: 0 for nothing found, 1 for findings, 2 if something couldn't be read."""
        return 2 if not self.complete else int(self.findings > 0)

    def _check(self, statement: Statement, name: str, speaking: frozenset[str]) -> Checked:
        asked = _Asked(statement.text, statement.language, tuple(statement.fields.items()))
        language, kind, found = self._opinions[asked]
        found = [finding for finding in found if finding.rule in speaking]
        left_alone: list[tuple[Finding, str]] = []
        if statement.meant_so:
            mark = meant.read(statement, name)
            for problem in mark.problems:
                self._tell(problem)
            left_alone = [(finding, reason) for finding in found if (reason := mark.reason(finding.rule))]
            found = [finding for finding in found if mark.reason(finding.rule) is None]
        return Checked(name, statement, language, kind, tuple(found), tuple(left_alone))


def _opinion(asked: _Asked) -> _Opinion:
    read, found = _in_row(asked) if asked.fields else _in_text(asked)
    return _Opinion(read.language, kind_of(read), found)


def _in_text(asked: _Asked) -> tuple[Reading, list[Finding]]:
    read = reading.read(asked.text, asked.language)
    return read, findings(read)


def _in_row(asked: _Asked) -> tuple[Reading, list[Finding]]:
    """With what other columns say; what a table has no column for, its rows aren't asked for."""
    told = {"text": asked.text, **dict(asked.fields)}
    kpi = Kpi.from_dict({"id": "", **told})
    found = [finding for finding in critique(kpi, asked.language) if finding.field in told]
    return Record.of(kpi, asked.language).statement, found

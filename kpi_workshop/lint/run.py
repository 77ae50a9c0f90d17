"""A critique of files: which statements are in them, what is found, and what is left alone."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Sequence

from kpi_workshop import reading
from kpi_workshop.content import Problem
from kpi_workshop.critic import Finding, Kind, critique, findings, kind_of
from kpi_workshop.critic.record import Record
from kpi_workshop.kpi import Kpi
from kpi_workshop.lint import files, meant
from kpi_workshop.lint.settings import Settings
from kpi_workshop.lint.statement import Statement
from kpi_workshop.reading import Reading


@dataclasses.dataclass(frozen=True, slots=True)
class Checked:
    """A statement of a file, read and criticised."""

    file: str
    """As `files.shown` tells it."""
    statement: Statement
    reading: Reading
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
        read, found = _in_row(statement) if statement.fields else _in_text(statement)
        found = [finding for finding in found if finding.rule in speaking]
        left_alone: list[tuple[Finding, str]] = []
        if statement.meant_so:
            mark = meant.read(statement, name)
            for problem in mark.problems:
                self._tell(problem)
            left_alone = [(finding, reason) for finding in found if (reason := mark.reason(finding.rule))]
            found = [finding for finding in found if mark.reason(finding.rule) is None]
        return Checked(name, statement, read, kind_of(read), tuple(found), tuple(left_alone))


def _in_text(statement: Statement) -> tuple[Reading, list[Finding]]:
    read = reading.read(statement.text, statement.language)
    return read, findings(read)


def _in_row(statement: Statement) -> tuple[Reading, list[Finding]]:
    """With what other columns say; what a table has no column for, its rows aren't asked for."""
    kpi = Kpi.from_dict({"id": statement.id, "text": statement.text, **statement.fields})
    asked = {"text", *statement.fields}
    found = [finding for finding in critique(kpi, statement.language) if finding.field in asked]
    return Record.of(kpi, statement.language).statement, found

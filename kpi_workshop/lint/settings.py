"""What a team has settled for the critique of its files: `[tool.kpi-workshop]`, and what overrides it."""

from __future__ import annotations

import dataclasses
import fnmatch
import tomllib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

from kpi_workshop.content import Problem, languages
from kpi_workshop.critic.rule import SEVERITIES, Severity
from kpi_workshop.lint.selection import chosen, every_rule

OWN_FILE = "kpi-workshop.toml"
_PROJECT_FILE = "pyproject.toml"
_SECTION = "kpi-workshop"
_SETTLED_BY_A_PERIOD = "missing-timeframe"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Which rules may speak up in which file, and in which language."""

    select: frozenset[str] | None = None
    """Ids of the only rules that may speak up; None: all of them."""
    ignore: frozenset[str] = frozenset()
    severity: Severity = "consider"
    """The least severity that is told."""
    language: str | None = None
    """Of the words about a statement; None: of each statement."""
    period: str = ""
    """The time frame that every statement has, as written; empty: each has to name its own."""
    per_file_ignores: Mapping[str, frozenset[str]] = dataclasses.field(
        default_factory=lambda: MappingProxyType({})
    )
    """Pattern → rules that stay silent in files whose name, or path from `folder`, matches it."""
    folder: Path = Path()
    """Where the settings were found."""

    def rules_for(self, file: str) -> frozenset[str]:
        """The ids of the rules that may speak up in a file."""
        told = SEVERITIES[: SEVERITIES.index(self.severity) + 1]
        speaking = {rule.id for rule in every_rule().values() if rule.severity in told}
        if self.select is not None:
            speaking &= self.select
        if self.period:
            speaking.discard(_SETTLED_BY_A_PERIOD)
        silent = [ids for pattern, ids in self.per_file_ignores.items() if self._matches(file, pattern)]
        return frozenset(speaking.difference(self.ignore, *silent))

    def _matches(self, file: str, pattern: str) -> bool:
        path, folder = Path(file).resolve(), self.folder.resolve()
        within = path.relative_to(folder) if path.is_relative_to(folder) else path
        return any(fnmatch.fnmatchcase(name, pattern) for name in (path.name, within.as_posix()))

    def overridden(
        self,
        *,
        select: Sequence[str] = (),
        ignore: Sequence[str] = (),
        severity: Severity | None = None,
        language: str | None = None,
    ) -> Settings:
        """The settings with what the command line says instead; lists of rules are separated by commas.

        `select` says all that is wanted: it also takes the place of what the file ignores.
        Raises `Problem` for a rule that there isn't.
        """
        changed: dict[str, Any] = {"severity": severity, "language": language}
        if select:
            changed |= {"select": chosen(_split(select), "--select"), "ignore": frozenset()}
        if ignore:
            changed["ignore"] = chosen(_split(ignore), "--ignore")
        return dataclasses.replace(
            self, **{name: value for name, value in changed.items() if value is not None}
        )


def settings_for(files: Sequence[str], config: str | None = None) -> Settings:
    """The settings in the file `config`, or in the nearest file above the first of `files` that has any.

    A `kpi-workshop.toml` has them as its top level keys, a `pyproject.toml` in its table `tool.kpi-workshop`.
    Raises `Problem` naming the file, the key, its value and what was expected.
    """
    if config is not None:
        path = Path(config)
        table = _table(path)
        if table is None:
            raise Problem("critique.settings-none", file=path)
        return _settings(table, path)
    start = Path(files[0] if files and files[0] != "-" else ".").resolve()
    for folder in (start, *start.parents):
        for path in (folder / OWN_FILE, folder / _PROJECT_FILE):
            if path.is_file() and (table := _table(path)) is not None:
                return _settings(table, path)
    return Settings()


def _split(lists: Sequence[str]) -> list[str]:
    return [name.strip() for names in lists for name in names.split(",") if name.strip()]


def _table(path: Path) -> Any:
    """What stands in a file, or in its section of a project's file; None if it has no such section."""
    try:
        whole = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise Problem("critique.not-readable", file=path, reason=error.strerror or error) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Problem("critique.settings-not-toml", file=path, reason=error) from error
    return whole.get("tool", {}).get(_SECTION) if path.name == _PROJECT_FILE else whole


def _settings(table: Any, path: Path) -> Settings:
    if not isinstance(table, Mapping):
        raise Problem("critique.settings-table", file=path, setting=f"tool.{_SECTION}", value=repr(table))
    read: dict[str, Any] = {}
    for key, value in table.items():
        if key not in _READERS:
            raise Problem("critique.settings-unknown", file=path, setting=key, known=", ".join(_READERS))
        read[key.replace("-", "_")] = _READERS[key](value, path, key)
    return Settings(**read, folder=path.parent)


def _rules(value: Any, path: Path, key: str) -> frozenset[str]:
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        raise Problem("critique.settings-list", file=path, setting=key, value=repr(value))
    return chosen(value, f"{path}, {key}")


def _by_file(value: Any, path: Path, key: str) -> Mapping[str, frozenset[str]]:
    if not isinstance(value, Mapping):
        raise Problem("critique.settings-table", file=path, setting=key, value=repr(value))
    return {pattern: _rules(names, path, f'{key}."{pattern}"') for pattern, names in value.items()}


def _text(value: Any, path: Path, key: str) -> str:
    if not isinstance(value, str):
        raise Problem("critique.settings-text", file=path, setting=key, value=repr(value))
    return value.strip()


def _one_of(known: Sequence[str]) -> Callable[[Any, Path, str], str]:
    def read(value: Any, path: Path, key: str) -> str:
        if value not in known:
            raise Problem(
                "critique.settings-choice", file=path, setting=key, value=repr(value), known=", ".join(known)
            )
        return str(value)

    return read


_READERS: Mapping[str, Callable[[Any, Path, str], Any]] = {
    "select": _rules,
    "ignore": _rules,
    "severity": _one_of(SEVERITIES),
    "language": _one_of(languages()),
    "period": _text,
    "per-file-ignores": _by_file,
}

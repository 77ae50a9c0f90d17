"""Content as data: where it lies, how it is read, and the words of each language.

This is the only module that knows where `data/`, `workshop/` and `notebooks/` are.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

FALLBACK = "en"


class ContentError(Exception):
    """A content file is wrong. The message names the file, the key and what was expected."""


class Problem(Exception):
    """Something a person did, or ran into, that they can do something about.

    It carries a key of `data/texts/*/problems.toml` and the values the sentence needs;
    the wording is chosen when it is shown, in the language of whoever reads it.
    """

    def __init__(self, key: str, **params: object) -> None:
        super().__init__(key, params)
        self.key = key
        self.params = params

    def text(self, language: str) -> str:
        """The sentence for a person: what is wrong, where, what was expected, what to do next."""
        return text(f"problems.{self.key}", language, **self.params)

    def __str__(self) -> str:
        return self.text(FALLBACK)


def root() -> Path:
    """The folder that holds `data/`, `workshop/` and `notebooks/`: the checkout, or the installed copy."""
    package = Path(__file__).resolve().parent
    installed = package / "_content"
    return installed if installed.is_dir() else package.parent


def folder(*names: str) -> Path:
    """A folder or file below `root()`.

    >>> folder("data", "texts").is_dir()
    True
    """
    return root().joinpath(*names)


def load_toml(path: Path) -> dict[str, Any]:
    """Read a TOML file. Raises `ContentError` naming the file and line if it can't be read."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ContentError(f"{path}: no such file") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ContentError(f"{path}: {error}") from error


@functools.cache
def languages() -> tuple[str, ...]:
    """The languages there are texts for, the fallback first. Adding a folder adds a language."""
    found = sorted(path.name for path in folder("data", "texts").iterdir() if path.is_dir())
    return (FALLBACK, *(name for name in found if name != FALLBACK))


def texts(language: str) -> Mapping[str, str]:
    """Every text of a language: `"<file>.<table>.<key>"` → words with `{placeholders}`."""
    files = sorted(folder("data", "texts", language).glob("*.toml"))
    return {key: words for path in files for key, words in _area(path.stem, language).items()}


@functools.cache
def _area(name: str, language: str) -> Mapping[str, str]:
    """The texts of one file; most commands need few of them."""
    path = folder("data", "texts", language, f"{name}.toml")
    return dict(_flatten(load_toml(path), name, path)) if path.is_file() else {}


def _flatten(table: Mapping[str, Any], prefix: str, path: Path) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for name, value in table.items():
        key = f"{prefix}.{name}"
        if isinstance(value, Mapping):
            found += _flatten(value, key, path)
        elif isinstance(value, str):
            found.append((key, value))
        else:
            raise ContentError(f"{path}: {key} is {value!r}; expected a text in quotation marks")
    return found


def text(key: str, language: str, /, **params: object) -> str:
    """The words for `key` in `language`, with its placeholders filled in.

    Raises `KeyError` for a key that the language lacks; a test keeps all languages complete.
    """
    words = _area(key.partition(".")[0], language)[key]
    return words.format_map(params) if params else words


def section(prefix: str, language: str) -> dict[str, str]:
    """All texts below `prefix`, by the rest of their key: what a page needs in one go."""
    start = prefix + "."
    area = _area(prefix.partition(".")[0], language)
    return {key.removeprefix(start): words for key, words in area.items() if key.startswith(start)}


def known_language(wanted: str | None) -> str:
    """`wanted` if there are texts for it (also as `vi-VN`), else the fallback."""
    short = (wanted or "").replace("_", "-").split("-")[0].lower()
    return short if short in languages() else FALLBACK

"""The word lists: laid out as they must be, and told about where they aren't."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpi_workshop import content
from kpi_workshop.content import ContentError
from kpi_workshop.reading import LANGUAGES
from kpi_workshop.reading.tokens import tokenize
from kpi_workshop.reading.wordlists import word_lists

_FILES = sorted(
    path.stem for path in content.folder("data", "lexicons").glob("??*.txt") if path.stem[:2] in LANGUAGES
)


def _as_tokens(phrase: str) -> str:
    words = (" ".join(tokenize(word.removesuffix("~")).forms) for word in phrase.split(" "))
    return " ".join(f"{word}~" if f"{word}~" in phrase.split(" ") else word for word in words)


def test_every_language_has_the_same_files() -> None:
    layers = {
        language: {name.removeprefix(language) for name in _FILES if name.startswith(language)}
        for language in LANGUAGES
    }
    assert layers["en"] == layers["vi"]
    assert len(layers["en"]) == 7


def test_layers_share_lists_that_there_are() -> None:
    shared = word_lists("layers")
    assert set(shared) == {name.partition("-")[2] for name in _FILES} - {""}
    for names in shared.values():
        known = set(word_lists("en")) | set(word_lists("vi"))
        assert {name for name, _ in names} <= known


@pytest.mark.parametrize("name", _FILES)
def test_phrases_are_written_as_they_are_compared(name: str) -> None:
    lists = word_lists(name)
    assert lists
    odd = [phrase for phrases in lists.values() for phrase, _ in phrases if phrase != _as_tokens(phrase)]
    assert odd == []
    twice = [key for key, phrases in lists.items() if len(dict(phrases)) < len(phrases)]
    assert twice == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("two | three\n", "line 1: expected [a list]"),
        ("[number]\n two | three\n", "line 2: expected no space around it, found ' two | three'"),
        ("[number =]\ntwo\n", "line 2: expected a phrase and its value, found 'two'"),
        ("; words\n[number =]\ntwo 2 | three drei\n", "line 3: .* found 'three drei'"),
    ],
)
def test_what_is_wrong_in_a_file_is_told_with_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, told: str
) -> None:
    (tmp_path / "xx.txt").write_text(text, encoding="utf-8")
    monkeypatch.setattr(content, "folder", lambda *names: tmp_path / names[-1])
    with pytest.raises(ContentError, match=told.replace("[", r"\[")):
        word_lists.__wrapped__("xx")


def test_values_and_plain_phrases_are_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "; words\n[up]\nrise | go~ up\n\n[half =]\none half 0.5\n[up]\ngrow\n"
    (tmp_path / "xx.txt").write_text(text, encoding="utf-8")
    monkeypatch.setattr(content, "folder", lambda *names: tmp_path / names[-1])
    found = word_lists.__wrapped__("xx")
    assert found == {"up": [("rise", 0), ("go~ up", 0), ("grow", 0)], "half": [("one half", 0.5)]}

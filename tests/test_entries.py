"""Content errors name the file, the key, the value and what was expected."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kpi_workshop import content, entries
from kpi_workshop.content import ContentError
from kpi_workshop.entries import Entry


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A collection `shelf` of one entry, with words in one language."""
    (tmp_path / "data" / "shelf" / "en").mkdir(parents=True)
    (tmp_path / "data" / "shelf" / "a.toml").write_text("[calls]\nkind = 'count'\n")
    (tmp_path / "data" / "shelf" / "en" / "a.toml").write_text("[calls]\nname = 'Calls'\n")
    monkeypatch.setattr(content, "root", lambda: tmp_path)
    entries.structure.cache_clear()
    entries.words.cache_clear()
    yield tmp_path / "data" / "shelf"
    entries.structure.cache_clear()
    entries.words.cache_clear()


def test_an_entry_has_structure_and_words(shelf: Path) -> None:
    assert entries.structure("shelf")["calls"].choice("kind", {"count"}) == "count"
    assert entries.words("shelf", "en")["calls"].text("name") == "Calls"


def test_an_entry_without_words_is_named(shelf: Path) -> None:
    (shelf / "b.toml").write_text("[visits]\n")
    with pytest.raises(ContentError, match=r"en/b\.toml: visits is missing"):
        entries.words("shelf", "en")


def test_words_of_an_unknown_entry_are_named(shelf: Path) -> None:
    (shelf / "en" / "b.toml").write_text("[visit]\nname = 'Visit'\n")
    with pytest.raises(ContentError, match=r"en/b\.toml: visit is unknown"):
        entries.words("shelf", "en")


def test_an_id_stands_once(shelf: Path) -> None:
    (shelf / "b.toml").write_text("[calls]\n")
    with pytest.raises(ContentError, match=r"b\.toml: calls stands in .*a\.toml already"):
        entries.structure("shelf")


def test_a_loose_value_is_named(shelf: Path) -> None:
    (shelf / "b.toml").write_text("calls = 1\n")
    with pytest.raises(ContentError, match=r"b\.toml: calls is 1; expected a table"):
        entries.structure("shelf")


@pytest.mark.parametrize(
    ("ask", "told"),
    [
        (lambda entry: entry.text("none"), "x.none is missing; expected a text"),
        (lambda entry: entry.text("empty"), "x.empty is ' '; expected a text"),
        (lambda entry: entry.texts("one", 2), r"x.one is \['a'\]; expected a list of 2"),
        (lambda entry: entry.choice("word", {"b", "c"}), "x.word is 'a'; expected one of b, c"),
        (lambda entry: entry.choices("one", {"b"}), r"x.one is \['a'\]; expected of b"),
        (lambda entry: entry.number("word"), "x.word is 'a'; expected a number"),
        (lambda entry: entry.number("yes"), "x.yes is True; expected a number"),
        (lambda entry: entry.count("less"), "x.less is -1; expected a whole number"),
        (lambda entry: entry.flag("word"), "x.word is 'a'; expected true or false"),
        (lambda entry: entry.table("word"), "x.word is 'a'; expected a table"),
        (lambda entry: entry.tables("inner", 2), r"x.inner .*; expected 2 tables"),
        (lambda entry: entry.tables("inner")[0].text("name"), r"x.inner\[1\].name is missing"),
        (lambda entry: entry.only("word"), "x.one is .*; expected one of these keys: word"),
    ],
)
def test_what_is_wrong_is_said(ask: Callable[[Entry], object], told: str) -> None:
    fields = {"one": ["a"], "word": "a", "empty": " ", "yes": True, "less": -1, "inner": [{}]}
    with pytest.raises(ContentError, match=f"file.toml: {told}"):
        ask(Entry(Path("file.toml"), "x", fields))


def test_defaults_are_taken() -> None:
    entry = Entry(Path("file.toml"), "x", {})
    assert (entry.text("a", ""), entry.number("b", 1.5), entry.count("c", 2), entry.flag("d")) == (
        "",
        1.5,
        2,
        False,
    )

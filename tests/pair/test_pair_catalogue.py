"""The catalogue of measures is complete, honest about its sources, and tells what is wrong in its files."""

from __future__ import annotations

import itertools
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from kpi_workshop import content, entries
from kpi_workshop.coach import sources as known_sources
from kpi_workshop.coach.pair import catalogue
from kpi_workshop.coach.pair.catalogue import COMMON, measures, pushes, risks_of
from kpi_workshop.coach.pair.forms import words_of
from kpi_workshop.content import ContentError

LANGUAGES = content.languages()
CACHES = (
    entries.structure,
    entries.words,
    catalogue.measures,
    catalogue.pushes,
    catalogue.protects,
    catalogue.aims,
    catalogue.trades,
    catalogue.work,
    known_sources.sources,
)


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the data that may be spoilt."""
    shutil.copytree(content.folder("data"), tmp_path / "data", ignore=shutil.ignore_patterns("lexicons"))
    monkeypatch.setattr(content, "root", lambda: tmp_path)
    for cached in CACHES:
        cached.cache_clear()
    yield tmp_path / "data"
    for cached in CACHES:
        cached.cache_clear()


def test_there_are_enough_measures_of_every_trade() -> None:
    counted = Counter(measure.trade for measure in measures().values())
    assert set(counted) == set(catalogue.trades())
    assert len(measures()) >= 150
    assert min(counted.values()) >= 15
    judged = sum(measure.kind == "qualitative" for measure in measures().values())
    assert judged >= len(measures()) / 3


def test_every_kind_of_number_and_every_aim_has_measures_for_any_team() -> None:
    common = [measure for measure in measures().values() if measure.trade == COMMON]
    assert set(pushes()) <= {name for measure in common for name in measure.pushes}
    assert (
        set(catalogue.aims()) - {name for measure in measures().values() for name in measure.shows} == set()
    )
    assert set(catalogue.protects()) == {name for measure in measures().values() for name in measure.protects}


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_and_questions_differ(language: str) -> None:
    for key in ("name", "asks", "evidence"):
        told = Counter(measure.words(language).text(key).casefold() for measure in measures().values())
        assert [words for words, count in told.items() if count > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_are_short_and_names_are_names(language: str) -> None:
    long = [
        (measure.id, key)
        for measure in measures().values()
        for key, most in (("name", 60), ("asks", 130), ("evidence", 260), ("gamed", 240))
        if len(measure.words(language).text(key)) > most
    ]
    assert long == []
    assert [m.id for m in measures().values() if m.words(language).text("name").endswith((".", "?"))] == []


def test_vietnamese_is_written_with_its_marks() -> None:
    for measure in measures().values():
        words = measure.words("vi")
        assert [key for key in ("asks", "evidence", "gamed") if words.text(key).isascii()] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_measure_can_be_shown(language: str) -> None:
    for measure in measures().values():
        shown = measure.as_dict(language)
        assert all(shown[key] for key in ("name", "asks", "evidence", "gamed", "sources"))
        assert content.text(f"pair.rhythm.{measure.rhythm}", language)
        assert content.text(f"pair.kind.{measure.kind}", language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_push_and_aim_says_how_it_is_reached_while_it_fails(language: str) -> None:
    for collection, names in (("pushes", catalogue.pushes()), ("aims", catalogue.aims())):
        for name in names:
            assert 2 <= len(risks_of(collection, name, language)) <= 3


def test_no_term_is_empty_once_its_small_words_are_gone() -> None:
    collections = ("pushes", "protects", "aims", "trades", "work", "measures")
    for collection, language in itertools.product(collections, LANGUAGES):
        for entry in entries.words(collection, language).values():
            assert [term for term in entry.texts("terms") if not words_of(term, language)] == []


@pytest.mark.parametrize(
    ("file", "change", "told"),
    [
        ("sales.toml", ('"revenue"', '"revenu"'), r"sales\.toml: need-met-by-offer\.pushes is .*expected of"),
        ("sales.toml", ('"qualitative"', '"nice"'), r"need-met-by-offer\.kind is 'nice'; expected one of"),
        ("sales.toml", ('"practice"', '"hearsay"'), r"need-met-by-offer\.sources is \['hearsay'\]"),
        ("sales.toml", ("rhythm =", "rythm ="), r"need-met-by-offer\.rythm is .*one of these keys"),
        ("en/sales.toml", ("gamed =", "gamd ="), r"en/sales\.toml: need-met-by-offer\.gamd is "),
        (
            "vi/sales.toml",
            ("[need-met-by-offer]", "[need-met]"),
            r"vi/sales\.toml: need-met-by-offer is miss",
        ),
    ],
)
def test_what_is_wrong_in_a_file_is_named(copy: Path, file: str, change: tuple[str, str], told: str) -> None:
    path = copy / "measures" / file
    path.write_text(path.read_text(encoding="utf-8").replace(*change, 1), encoding="utf-8")
    with pytest.raises(ContentError, match=told):
        measures()


def test_a_measure_is_of_a_trade(copy: Path) -> None:
    (copy / "measures" / "sales.toml").rename(copy / "measures" / "seles.toml")
    for language in LANGUAGES:
        (copy / "measures" / language / "sales.toml").rename(copy / "measures" / language / "seles.toml")
    with pytest.raises(ContentError, match=r"seles\.toml: the file is named 'seles'; expected one of common"):
        measures()


def test_a_measure_guards_against_a_number_or_shows_an_aim(copy: Path) -> None:
    words = "name = 'A'\nasks = 'B?'\nevidence = 'C.'\ngamed = 'D.'\nterms = ['a', 'b', 'c', 'd']\n"
    path = copy / "measures" / "common.toml"
    with path.open("a", encoding="utf-8") as file:
        file.write(
            "\n[idle]\nkind = 'qualitative'\nprotects = ['quality']\n"
            "rhythm = 'weekly'\nsources = ['practice']\n"
        )
    for language in LANGUAGES:
        with (copy / "measures" / language / "common.toml").open("a", encoding="utf-8") as file:
            file.write(f"\n[idle]\n{words}")
    with pytest.raises(
        ContentError, match=r"idle\.pushes is missing; expected kinds of number, or else aims"
    ):
        measures()


@pytest.mark.parametrize(
    ("path", "change", "told"),
    [
        ("pushes/pushes.toml", ('"quality"', '"qualty"'), r"pushes\.toml: volume\.harms is "),
        ("pushes/en/pushes.toml", ("risk = [", "risc = ["), r"en/pushes\.toml: volume\.risc is "),
        ("aims/vi/aims.toml", ("[care]", "[caer]"), r"vi/aims\.toml: care is missing"),
        ("work/work.toml", ('counts = "volume"', 'counts = "loudness"'), r"calls\.counts is 'loudness'"),
    ],
)
def test_what_is_wrong_in_a_concept_is_named(
    copy: Path, path: str, change: tuple[str, str], told: str
) -> None:
    file = copy / path
    file.write_text(file.read_text(encoding="utf-8").replace(*change, 1), encoding="utf-8")
    with pytest.raises(ContentError, match=told):
        (measures(), catalogue.work())

"""What a KPI measures, and who is meant, by the words of `data/records.toml`."""

from __future__ import annotations

import dataclasses
import functools
import re
import unicodedata
from collections.abc import Iterable, Mapping

from kpi_workshop import content

_NO_FAMILY = "nothing"
_LETTER = re.compile(r"[^\W\d_]")


@dataclasses.dataclass(frozen=True, slots=True)
class Family:
    """Measures that are alike."""

    phrases: tuple[str, ...]
    less: bool
    """Whether less of it is better."""
    money: bool
    """Whether it is read in money."""


@functools.cache
def families() -> Mapping[str, Family]:
    """Every family of measures by its name."""
    return {
        name: Family((*table["en"], *table["vi"]), bool(table.get("less")), bool(table.get("money")))
        for name, table in _file()["families"].items()
    }


@functools.cache
def tensions() -> Mapping[str, tuple[frozenset[str], frozenset[str]]]:
    """Pairs of groups of families that pull in different directions, by name."""
    return {name: (frozenset(one), frozenset(other)) for name, (one, other) in _file()["tensions"].items()}


def measured(text: str) -> tuple[str, ...]:
    """The families of measures that a text speaks of, in the order in which it does."""
    return tuple(name for name in dict.fromkeys(_spotted("families", text)) if name != _NO_FAMILY)


def family(text: str) -> str:
    """The family of what a statement measures, which it names first; empty if no word tells."""
    return next(iter(measured(text)), "")


def less_is_better(text: str) -> bool:
    """Whether a statement is known to measure something of which less is better."""
    known = families().get(family(text))
    return known is not None and known.less


def rate(words: str) -> str:
    """How often words say that something happens: "day" for "per day" and "/ngày"; empty if they don't."""
    return next(iter(_spotted("rates", words)), "")


@functools.cache
def beside_levels(kind: str) -> frozenset[str]:
    """Words beside a number that don't tell its unit (`beside`), or say that it is a rank (`ordinal`)."""
    return frozenset(map(_comparable, _file()["levels"][kind]))


def says(words: str, *kinds: str) -> bool:
    """Whether there is a phrase of one of these lists of `words` in the data."""
    return any(_phrases("words", kind)[_is_plain(words)].search(_comparable(words)) for kind in kinds)


def consists_of(words: str, kind: str) -> bool:
    """Whether there are only phrases of a list of `words` in the data, and at least one."""
    pattern = _phrases("words", kind)[_is_plain(words)]
    return says(words, kind) and not _LETTER.search(pattern.sub("", _comparable(words)))


def _spotted(table: str, text: str) -> list[str]:
    """The names of what a text speaks of, in order; a phrase hides those inside it."""
    words, plain = _comparable(text), _is_plain(text)
    found = (
        (match.start(), -match.end(), name)
        for name in _file()[table]
        for match in _phrases(table, name)[plain].finditer(words)
    )
    spotted: list[str] = []
    last = 0
    for start, end, name in sorted(found):
        if start >= last:
            spotted.append(name)
            last = -end
    return spotted


@functools.cache
def _phrases(table: str, name: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The phrases of a list as a pattern; and as one for texts without any diacritics."""
    phrases = families()[name].phrases if table == "families" else _file()[table][name]
    return _pattern(phrases), _pattern(map(_without_marks, phrases))


def _pattern(phrases: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(map(_comparable, phrases), key=len, reverse=True)
    ways = "|".join(re.escape(phrase).replace(r"\#", r"[0-9.,]+") for phrase in longest_first)
    return re.compile(rf"(?<!\w)(?:{ways})(?:s|es)?(?!\w)")


def _comparable(words: str) -> str:
    return " ".join(unicodedata.normalize("NFC", words).casefold().split())


def _is_plain(words: str) -> bool:
    """Whether words are typed without any diacritics."""
    return all(sign.isascii() for sign in words if sign.isalpha())


def _without_marks(words: str) -> str:
    apart = unicodedata.normalize("NFD", words.casefold().replace("đ", "d"))
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


@functools.cache
def _file() -> Mapping[str, Mapping[str, Mapping[str, list[str]]]]:
    return content.load_toml(content.folder("data", "records.toml"))

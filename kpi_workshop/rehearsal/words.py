"""What simulated people are called and what they write, as data in `data/rehearsal/`."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from typing import Any

from kpi_workshop import content

_THE_KPI = "{kpi}"
_ANYTHING = "anything"


@functools.cache
def _file(name: str) -> Mapping[str, Any]:
    return content.load_toml(content.folder("data", "rehearsal", f"{name}.toml"))


def _spoken(language: str) -> Mapping[str, Any]:
    there = content.folder("data", "rehearsal", f"{language}.toml").is_file()
    return _file(language if there else content.FALLBACK)


def names(language: str, *, manager: bool) -> Sequence[str]:
    """Names of people, or of managers."""
    found: Sequence[str] = _spoken(language)["managers" if manager else "names"]
    return found


def phrases(kind: str, language: str) -> Sequence[str]:
    """`objections`, `doubts`, `second_thoughts`, `thanks`, `wishes` or `reasons`."""
    found: Sequence[str] = _spoken(language)[kind]
    return found


def estimates(name: str, language: str) -> Sequence[str]:
    """What people may think of their time and of levels: `per_unit`, `hours`, `commit` and so on."""
    found: Sequence[str] = _spoken(language)["estimates"][name]
    return found


def topic(kpi: str) -> str:
    """What a KPI is about: that of the known wording in it, else the first one with a word in it."""
    known = _known_wording(kpi)
    return known[0] if known else _by_word(kpi)


def rewrites(kpi: str, language: str) -> Sequence[str]:
    """Wordings that fit a KPI."""
    known = _spoken(language)[topic(kpi)]["rewrites"]
    return [wording["text"].replace(_THE_KPI, kpi) for wording in known]


def signs(kpi: str, language: str) -> Sequence[str]:
    """Qualitative measures that fit a KPI."""
    found: Sequence[str] = _spoken(language)[topic(kpi)]["signs"]
    return found


def facts(kpi: str, language: str) -> Mapping[str, str]:
    """What a group could fill in about a KPI: field of its record → words."""
    name, number = _known_wording(kpi) or (_by_word(kpi), 0)
    about = _spoken(language)[name]
    wording = about["rewrites"][number]
    return {
        "purpose": about["purpose"],
        "measure": about["measure"],
        "baseline": wording["from"],
        "target": wording["to"],
    }


@functools.lru_cache(maxsize=256)
def _known_wording(kpi: str) -> tuple[str, int] | None:
    """The topic and number of the wording that a KPI was made of: the same in the files of all languages."""
    found = (
        (name, number)
        for language in content.languages()
        for name in (*_file("topics"), _ANYTHING)
        for number, wording in enumerate(_spoken(language)[name]["rewrites"])
        if wording["text"].split(_THE_KPI)[0] in kpi
    )
    return next(found, None)


def _by_word(kpi: str) -> str:
    said = kpi.casefold()
    found = (name for name, words in _file("topics").items() if any(word in said for word in words))
    return next(found, _ANYTHING)

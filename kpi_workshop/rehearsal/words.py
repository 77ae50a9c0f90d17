"""What simulated people are called and what they write, as data in `data/rehearsal/`."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from typing import Any

from kpi_workshop import content

FACTS = ("purpose", "measure", "baseline", "target")
"""Fields of a KPI's record that a topic has words for."""


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
    """`objections`, `doubts`, `second_thoughts` or `thanks`."""
    found: Sequence[str] = _spoken(language)[kind]
    return found


def about(kpi: str, kind: str, language: str) -> Sequence[str]:
    """`rewrites` or `signs` that fit a KPI."""
    return [text.replace("{kpi}", kpi) for text in _topic(kpi, language)[kind]]


def facts(kpi: str, language: str) -> Mapping[str, str]:
    """What a group could fill in about a KPI: field of its record → words."""
    topic = _topic(kpi, language)
    return {field: topic[field] for field in FACTS}


def _topic(kpi: str, language: str) -> Mapping[str, Any]:
    said = kpi.casefold()
    found = (topic for topic, words in _file("topics").items() if any(word in said for word in words))
    topic: Mapping[str, Any] = _spoken(language)[next(found, "anything")]
    return topic

"""Growth in a terminal: the wishes there are, or the ways to tie one to a KPI."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from kpi_workshop import content
from kpi_workshop.coach.growth.catalogue import wishes
from kpi_workshop.coach.growth.grow import Growth
from kpi_workshop.coach.printed import INDENT, section, wrapped


def listed(language: str) -> Iterator[str]:
    """All wishes, group by group, as lines."""
    yield from wrapped(_words("list", language))
    groups = content.section("growth.group", language)
    for group, name in groups.items():
        known = [wish for wish in wishes().values() if wish.group == group]
        yield from section(name, (f"• {wish.name(language)} ({wish.id})" for wish in known))


def told(growth: Growth, language: str) -> Iterator[str]:
    """A KPI, a wish, and the ways to tie them together, as lines."""
    shown = growth.as_dict(language)
    yield from wrapped(_words("kpi", language, kpi=growth.kpi.text))
    if shown["work"]:
        yield from wrapped(_words("work", language, work=shown["work"]["name"]))
    if shown["flag"]:
        flag = shown["flag"]
        yield from section(_words("flag", language), [f"{flag['message']} {flag['question']}"])
    yield ""
    if not shown["wishes"]:
        yield from wrapped(_words("unknown", language, wish=growth.wish))
    for wish in shown["wishes"]:
        yield from wrapped(_words("meant", language, wish=growth.wish, name=wish["name"]))
        yield from wrapped(_words("after", language, after=wish["after"]), INDENT)
        yield from wrapped(_words("step", language, step=wish["step"]), INDENT)
    yield ""
    yield from wrapped(_words("ways", language))
    for number, way in enumerate(shown["ways"], start=1):
        yield from _way(number, way, language)
    yield ""
    yield from wrapped(f"{_words('blanks', language)} {_words('practice', language)}")


def _way(number: int, way: Mapping[str, Any], language: str) -> Iterator[str]:
    yield ""
    yield from wrapped(f"{number}. {way['text']}")
    parts = {key: "".join(segment["text"] for segment in way[key]) for key in ("see", "give", "risk")}
    yield from wrapped(_words("see", language, words=parts["see"], sign=way["sign"]["name"]), INDENT)
    yield from wrapped(_words("give", language, words=parts["give"]), INDENT)
    yield from wrapped(_words("risk", language, words=parts["risk"]), INDENT)
    if not way["practice"]:
        yield from wrapped(_words("source", language, source=way["source"]), INDENT)


def _words(key: str, language: str, **params: object) -> str:
    return content.text(f"growth.terminal.{key}", language, **params)

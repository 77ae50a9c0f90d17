"""The poster: why KPIs backfire → what that does to people → what answers it, and what is known of each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kpi_workshop.content import text
from kpi_workshop.critic.causes import causes


def data(language: str) -> dict[str, Any]:
    """What the template needs: `rows`, one a reason, and the reasons and solutions with what is `known`.

    A solution is explained in one row only, the one that it answers most directly; elsewhere its `text`
    is empty.
    """
    table = causes()
    leading = {cause.solutions[0] for cause in table.values()}
    explained: set[str] = set()
    rows = []
    for reason, cause in table.items():
        answers = []
        for place, key in enumerate(cause.solutions):
            here = key not in explained and (place == 0 or key not in leading)
            explained |= {key} if here else set()
            named = _named("solutions", key, language)
            answers.append(named if here else {**named, "text": ""})
        consequences = [capital(words) for words in cause.consequence_words(language)]
        rows.append(
            {**_named("reasons", reason, language), "consequences": consequences, "solutions": answers}
        )
    solutions = dict.fromkeys(key for cause in table.values() for key in cause.solutions)
    known = {"reasons": _all("reasons", table, language), "solutions": _all("solutions", solutions, language)}
    return {"rows": rows, "known": known}


def capital(words: str) -> str:
    """A label as it stands by itself: with a capital letter."""
    return words[:1].upper() + words[1:]


def _all(kind: str, keys: Iterable[str], language: str) -> list[dict[str, str]]:
    return [_named(kind, key, language) for key in keys]


def _named(kind: str, key: str, language: str) -> dict[str, str]:
    words = {part: text(f"causes.{kind}.{key}.{part}", language) for part in ("text", "known")}
    return {"name": capital(text(f"causes.{kind}.{key}.name", language)), **words}

"""The rules of the critic for a terminal: one in full, or all of them in a line each."""

from __future__ import annotations

import json
import textwrap

from kpi_workshop import content
from kpi_workshop.content import Problem
from kpi_workshop.critic.catalogue import label, page
from kpi_workshop.lint.selection import every_rule, nearest

_WIDTH = 100


def explain(rule: str, language: str) -> str:
    """The page of a rule, without a line end. Raises `Problem` if there is none, naming the nearest."""
    if rule not in every_rule():
        raise Problem("critique.unknown-rule", where="explain", rule=rule, nearest=nearest(rule))
    about = page(every_rule()[rule], language)
    parts = [f"{about.id}: {about.chip}", _wrapped(f"{about.what} {about.why}")]
    parts.append(
        "\n".join(_wrapped(f"{label(name, language)}: {words}", 2) for name, words in about.facts.items())
    )
    for kind, statements in (("bad", about.bad), ("good", about.good)):
        parts.append(
            "\n".join([f"{label(kind, language)}:", *(_wrapped(f"- {text}", 2) for text in statements)])
        )
    return "\n\n".join(parts)


def rules_as_text(language: str) -> str:
    """A line for each rule, the most severe first: its id, how much it matters, what it is called."""
    lines = [
        (
            rule.id,
            content.text(f"critic.severity.{rule.severity}", language),
            content.text(f"critic.{rule.id}.chip", language),
        )
        for rule in every_rule().values()
    ]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(words.ljust(width) for words, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def rules_as_json(language: str) -> str:
    """A JSON list with everything that is known about each rule, the most severe first."""
    pages = [(rule, page(rule, language)) for rule in every_rule().values()]
    return json.dumps(
        [
            {
                "id": rule.id,
                "severity": rule.severity,
                "chip": about.chip,
                "what": about.what,
                "why": about.why,
                **{name: words for name, words in about.facts.items() if name != "severity"},
                "bad": about.bad,
                "good": about.good,
            }
            for rule, about in pages
        ],
        ensure_ascii=False,
        indent=2,
    )


def _wrapped(words: str, indent: int = 0) -> str:
    first = " " * indent
    return textwrap.fill(words, _WIDTH, initial_indent=first, subsequent_indent=first + " " * indent)

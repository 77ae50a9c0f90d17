"""What the critic found in a file, for people (text) and for programs (jsonl)."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Iterator
from typing import Any, Literal

from kpi_workshop import content, reading
from kpi_workshop.critic import Finding, findings, kind_of
from kpi_workshop.critic.files import Statement

Format = Literal["text", "jsonl"]
_WIDTH = 100
_INDENT = "    "


def report(statements: Iterable[Statement], form: Format, language: str | None = None) -> Iterator[str]:
    """The lines of a report, without line ends.

    `language` is the language of the words about a statement; None means the language of each statement.
    """
    return _jsonl(statements, language) if form == "jsonl" else _text(statements, language)


def record(statement: Statement, language: str | None = None) -> dict[str, Any]:
    """One statement's findings, ready for JSON."""
    read = reading.read(statement.text, statement.language)
    words = content.known_language(language or read.language)
    return {
        "id": statement.id,
        "language": read.language,
        "kind": kind_of(read),
        "findings": [
            {
                "rule": finding.rule,
                "span": list(finding.span),
                "severity": finding.severity,
                "message": finding.message(words),
                "question": finding.question(words),
            }
            for finding in findings(read)
        ],
    }


def _jsonl(statements: Iterable[Statement], language: str | None) -> Iterator[str]:
    for statement in statements:
        yield json.dumps(record(statement, language), ensure_ascii=False)


def _text(statements: Iterable[Statement], language: str | None) -> Iterator[str]:
    count = total = clean = 0
    words = content.known_language(language)
    for statement in statements:
        read = reading.read(statement.text, statement.language)
        found = findings(read)
        words = content.known_language(language or read.language)
        yield from _block(statement, found, words)
        count, total, clean = count + 1, total + len(found), clean + (not found)
    yield content.text("critic.report.summary", words, statements=count, findings=total, clean=clean)


def _block(statement: Statement, found: list[Finding], language: str) -> Iterator[str]:
    yield f"{_printable(statement.id)}  {_printable(statement.text.strip())}"
    if not found:
        yield f"{_INDENT}✓ {content.text('critic.report.clean', language)}"
    for severity in dict.fromkeys(finding.severity for finding in found):
        yield f"{_INDENT}{content.text(f'critic.severity.{severity}', language)}"
        for finding in found:
            if finding.severity == severity:
                yield f"{_INDENT}• {finding.chip(language)}"
                yield from _wrapped(finding.message(language))
                yield from _wrapped(
                    content.text("critic.report.question", language, question=finding.question(language))
                )
    yield ""


def _wrapped(words: str) -> list[str]:
    return textwrap.wrap(
        _printable(words), _WIDTH, initial_indent=_INDENT + "  ", subsequent_indent=_INDENT + "  "
    )


def _printable(words: str) -> str:
    """Text that cannot steer the terminal that it is shown in."""
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in words)

"""What the critic found in files, for people."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator

from kpi_workshop import content
from kpi_workshop.critic import Finding
from kpi_workshop.lint.run import Checked

MOST_IN_FULL = 3
"""So many findings of a statement are told in full; more would not be read."""

_WIDTH = 100
_INDENT = "    "


def as_text(
    run: Iterable[Checked], language: str | None = None, *, with_files: bool = False, in_full: bool = False
) -> Iterator[str]:
    """The lines of a report for people, without line ends.

    `language` is the language of the words about a statement; None means the language of each statement.
    """
    count = total = clean = 0
    spoken: Counter[str] = Counter()
    for checked in run:
        words = content.known_language(language or checked.language)
        yield from _block(checked, words, with_files=with_files, in_full=in_full)
        count, total, clean = count + 1, total + len(checked.findings), clean + (not checked.findings)
        spoken[words] += 1
    words = max(spoken, key=lambda code: spoken[code], default=content.known_language(language))
    yield content.text("critic.report.summary", words, statements=count, findings=total, clean=clean)


def _block(checked: Checked, language: str, *, with_files: bool, in_full: bool) -> Iterator[str]:
    statement, found = checked.statement, checked.findings
    name = f"{checked.file}:{statement.line}" if with_files else statement.id
    yield f"{printable(name)}  {printable(statement.text.strip())}"
    if not found:
        yield f"{_INDENT}✓ {content.text('critic.report.clean', language)}"
    shown = len(found) if in_full else MOST_IN_FULL
    severity = None
    for finding in found[:shown]:
        if finding.severity != severity:
            severity = finding.severity
            yield f"{_INDENT}{content.text(f'critic.severity.{severity}', language)}"
        yield from _in_full(finding, language)
    if others := dict.fromkeys(f"{finding.chip(language)} ({finding.rule})" for finding in found[shown:]):
        yield from _wrapped(content.text("critic.report.also", language, others=", ".join(others)), _INDENT)
    yield ""


def _in_full(finding: Finding, language: str) -> Iterator[str]:
    yield f"{_INDENT}• {finding.chip(language)} ({finding.rule})"
    question = content.text("critic.report.question", language, question=finding.question(language))
    for words in (finding.message(language), question):
        yield from _wrapped(words, _INDENT + "  ")


def _wrapped(words: str, indent: str) -> list[str]:
    return textwrap.wrap(printable(words), _WIDTH, initial_indent=indent, subsequent_indent=indent)


def printable(words: str) -> str:
    """Text that cannot steer the terminal that it is shown in."""
    if words.isprintable():
        return words
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in words)

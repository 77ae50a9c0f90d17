"""What the critic found in files, for programs: one JSON object a line."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Iterator

from kpi_workshop import content
from kpi_workshop.critic import Finding
from kpi_workshop.lint.run import Checked

_encode = json.JSONEncoder(ensure_ascii=False).encode


def as_jsonl(
    run: Iterable[Checked], language: str | None = None, *, with_files: bool = False
) -> Iterator[str]:
    """One JSON object for each statement, without line ends.

    Its keys: `id`, `file` (if asked for), `line` (where it starts, from 1), `language`, `kind`, `findings`.
    Each finding has `rule`, `field` ("text", or the other column that it is about), `span` (in code points of
    the field), `severity`, `confidence`, and in words `message`, `question` and `why`. `language` is the
    language of these words; None means that of each statement.
    """
    findings = _Findings()
    for checked in run:
        words = content.known_language(language or checked.language)
        file = f'"file": {_encode(checked.file)}, ' if with_files else ""
        told = ", ".join([findings.encode(finding, words) for finding in checked.findings])
        yield (
            f'{{"id": {_encode(checked.statement.id)}, {file}"line": {checked.statement.line}, '
            f'"language": "{checked.language}", "kind": "{checked.kind}", "findings": [{told}]}}'
        )


class _Findings:
    """Writes findings as JSON.

    Those of one rule differ only in what they quote, so the text around that is made once: over a large file
    this is most of the work.
    """

    def __init__(self) -> None:
        self._templates: dict[tuple[str, ...], str] = {}

    def encode(self, finding: Finding, language: str) -> str:
        """A finding with its words in a language."""
        key = (finding.rule, finding.severity, finding.confidence, finding.field, finding.case, language)
        if (template := self._templates.get(key)) is None:
            template = self._templates[key] = _template(finding, language)
        quoted = {name: _encode(words)[1:-1] for name, words in finding.params.items()}
        return template.format(*finding.span, **quoted)


def _template(finding: Finding, language: str) -> str:
    """The JSON of a finding, to be formatted with the two ends of its span and its encoded params."""
    blanks = {name: f"\0{name}\0" for name in finding.params}
    blank = dataclasses.replace(finding, params=blanks)
    told = {
        "rule": finding.rule,
        "field": finding.field,
        "span": "\0span\0",
        "severity": finding.severity,
        "confidence": finding.confidence,
        "message": blank.message(language),
        "question": blank.question(language),
        "why": blank.why(language),
    }
    template = _encode(told).replace("{", "{{").replace("}", "}}")
    template = template.replace(_encode("\0span\0"), "[{0}, {1}]")
    for name, mark in blanks.items():
        template = template.replace(_encode(mark)[1:-1], "{" + name + "}")
    return template

"""What the critic found as SARIF 2.1.0, the format in which code hosts and editors take in findings."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from kpi_workshop import __version__, content
from kpi_workshop.content import Problem
from kpi_workshop.critic import Finding, record_rules, rules
from kpi_workshop.critic.catalogue import page
from kpi_workshop.critic.rule import Rule, Severity
from kpi_workshop.lint.files import STANDARD_INPUT, shown
from kpi_workshop.lint.run import Checked
from kpi_workshop.lint.statement import Statement

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS: Mapping[Severity, str] = {"must": "error", "should": "warning", "consider": "note"}


def as_sarif(
    run: Iterable[Checked],
    problems: Sequence[Problem],
    language: str | None,
    *,
    reader: str = content.FALLBACK,
) -> str:
    """The whole document, without a line end.

    `problems` is what was told during the run; it is read when that has ended. `language` is the language of
    the words about a statement (None: of each statement), `reader` that of the rules and problems.
    """
    speaking: Mapping[str, Rule[Any, Any]] = {**rules(), **record_rules()}
    results = _results(run, list(speaking), language)  # first: `problems` fills up meanwhile
    driver = {
        "name": "kpi-workshop",
        "semanticVersion": __version__,
        "language": reader,
        "rules": [_rule(rule, language or reader) for rule in speaking.values()],
    }
    told = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": not problems,
                "toolExecutionNotifications": [_notification(problem, reader) for problem in problems],
            }
        ],
        "results": results,
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [told]}, ensure_ascii=False, indent=2)


def _rule(rule: Rule[Any, Any], language: str) -> dict[str, Any]:
    about = page(rule, language)
    return {
        "id": rule.id,
        "shortDescription": {"text": about.chip},
        "fullDescription": {"text": f"{about.what} {about.why}"},
        "help": {"text": about.facts["question"], "markdown": about.markdown()},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _results(run: Iterable[Checked], ids: Sequence[str], language: str | None) -> list[dict[str, Any]]:
    seen: Counter[str] = Counter()
    results = []
    for checked in run:
        words = content.known_language(language or checked.language)
        told = [(finding, "") for finding in checked.findings]
        for finding, reason in (*told, *checked.meant_so):
            same = _fingerprint(checked, finding)
            seen[same] += 1
            results.append(
                {
                    "ruleId": finding.rule,
                    "ruleIndex": ids.index(finding.rule),
                    "level": _LEVELS[finding.severity],
                    "message": {"text": f"{finding.message(words)} {finding.question(words)}"},
                    "locations": [_location(checked.file, _region(checked.statement, finding))],
                    "partialFingerprints": {"statement/v1": f"{same}:{seen[same]}"},
                    "suppressions": _suppressions(reason),
                    "properties": {"confidence": finding.confidence, "why": finding.why(words)},
                }
            )
    return results


def _suppressions(reason: str) -> list[dict[str, str]]:
    """Also where there are none: the standard wants them with every result or with none."""
    return [{"kind": "inSource", "status": "accepted", "justification": reason}] if reason else []


def _fingerprint(checked: Checked, finding: Finding) -> str:
    """The same as long as the statement is, wherever in its file it moves."""
    words = " ".join(checked.statement.text.split())
    return hashlib.sha256(f"{finding.rule} {words}".encode()).hexdigest()[:32]


def _region(statement: Statement, finding: Finding) -> dict[str, int]:
    ends = statement.region(finding.span) if finding.field == "text" else None
    if ends is None:
        return {"startLine": statement.line}
    start, end = ends
    return {
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    }


def _notification(problem: Problem, language: str) -> dict[str, Any]:
    told: dict[str, Any] = {"level": "error", "message": {"text": problem.text(language)}}
    if file := problem.params.get("file"):
        line = problem.params.get("line")
        told["locations"] = [_location(str(file), {"startLine": line} if line else {})]
    return told


def _location(file: str, region: Mapping[str, object]) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": _uri(file)}}
    return {"physicalLocation": {**place, "region": region} if region else place}


def _uri(file: str) -> str:
    """Relative to the folder in which the program runs, as code hosts expect it."""
    if file == shown(STANDARD_INPUT):
        return "stdin"
    path, here = Path(file).resolve(), Path.cwd()
    return quote(path.relative_to(here).as_posix()) if path.is_relative_to(here) else path.as_uri()

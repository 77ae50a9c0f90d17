"""The catalogue of rules, `docs/rules.*.md`, made from the rules themselves.

Write it with `python -m kpi_workshop.critic.catalogue`; a test keeps it up to date.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from kpi_workshop import content, reading
from kpi_workshop.critic import causes, record_rules, rules, set_rules
from kpi_workshop.critic.rule import Rule
from kpi_workshop.kpi import Kpi

_PLACEHOLDER = re.compile(r"\{\w+\}")


def catalogue(language: str) -> str:
    """The Markdown page of all rules in a language."""
    parts = [f"# {label('title', language)}"]
    parts += [label(key, language) for key in ("intro", "reading", "known")]
    parts += [f"## {label('contents', language)}", *_contents(language)]
    for key, group in _groups().items():
        parts += [f"## {label(key, language)}", label(f"{key}-intro", language)]
        for rule in group.values():
            parts += [f"### {rule.id}", page(rule, language).markdown()]
    return "\n\n".join(parts) + "\n"


def document(language: str) -> str:
    """The catalogue as it stands in `docs/`, with a word to whoever changes a rule."""
    return f"{catalogue(language)}\n{label('made', language)}\n"


def page_of(language: str) -> Path:
    """Where the page of a language lies."""
    return content.folder("docs", f"rules.{language}.md")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """All there is to say about a rule, in one language."""

    id: str
    chip: str
    what: str
    why: str
    facts: Mapping[str, str]
    """`question`, `severity`, `reason`, `consequences`, `solutions` and `evidence`, in words."""
    cases: tuple[str, ...]
    """What it says instead of `what` where that fits better."""
    bad: tuple[str, ...]
    good: tuple[str, ...]
    """Examples. One that is a set has a line for each KPI."""
    language: str

    def markdown(self) -> str:
        """The page without its heading."""
        behind = " → ".join(self.facts[name] for name in ("reason", "consequences", "solutions"))
        facts = {
            "question": self.facts["question"],
            "severity": self.facts["severity"],
            "behind": behind,
            "evidence": self.facts["evidence"],
        }
        listed = (f"- **{label(name, self.language)}:** {words}" for name, words in facts.items())
        parts = [f"**{self.chip[:1].upper()}{self.chip[1:]}.** {self.what} {self.why}", "\n".join(listed)]
        lists = {"cases": self.cases, "bad": self.bad, "good": self.good}
        return "\n\n".join([*parts, *(self._listed(name, lines) for name, lines in lists.items() if lines)])

    def _listed(self, kind: str, lines: Iterable[str]) -> str:
        return "\n".join(
            [f"{label(kind, self.language)}:", "", *("- " + line.replace("\n", "\\\n  ") for line in lines)]
        )


def page(rule: Rule[Any, Any], language: str) -> Page:
    """The page of a rule."""
    words = {
        key: _PLACEHOLDER.sub("…", text)
        for key, text in content.section(f"critic.{rule.id}", language).items()
    }
    cause = causes()[rule.reason]
    return Page(
        id=rule.id,
        chip=words["chip"],
        what=words["what"],
        why=words["why"],
        facts={
            "question": words["question"],
            "severity": content.text(f"critic.severity.{rule.severity}", language),
            "reason": cause.reason_words(language),
            "consequences": ", ".join(cause.consequence_words(language)),
            "solutions": ", ".join(cause.solution_words(language)),
            "evidence": words["evidence"],
        },
        cases=tuple(text for key, text in words.items() if key.startswith("case.")),
        bad=tuple(_example(example, language) for example in rule.bad[language]),
        good=tuple(_example(example, language) for example in rule.good[language]),
        language=language,
    )


def label(key: str, language: str) -> str:
    """What a part of a page is called."""
    return content.text(f"critic.catalogue.{key}", language)


def _groups() -> Mapping[str, Mapping[str, Rule[Any, Any]]]:
    return {"statements": rules(), "records": record_rules(), "sets": set_rules()}


def _contents(language: str) -> Iterable[str]:
    for key, group in _groups().items():
        lines = [f"- [{content.text(f'critic.{rule}.chip', language)}](#{rule}) `{rule}`" for rule in group]
        yield "\n".join([f"{label(key, language)}:", "", *lines])


def _example(example: str | Kpi | tuple[Kpi, ...], language: str) -> str:
    match example:
        case str():
            return example
        case Kpi():
            return _record(example, language)
        case _:
            return _set(example, language)


def _set(kpis: tuple[Kpi, ...], language: str) -> str:
    """KPIs in a line each; an owner whom they share is named once."""
    owner = kpis[0].owner if len({kpi.owner for kpi in kpis}) == 1 else ""
    listed = [dataclasses.replace(kpi, owner="") if owner else kpi for kpi in kpis]
    lines = " +\n".join(_record(kpi, language) for kpi in listed)
    return f"{lines}\n({content.text('critic.fields.owner', language)}: {owner})" if owner else lines


def _record(kpi: Kpi, language: str) -> str:
    """A KPI with its fields in a line."""
    known = {name: value for name, value in kpi.as_dict().items() if name not in ("id", "text")}
    known["recognition"] = "; ".join(kpi.recognition)
    if kpi.rhythm:
        known["rhythm"] = content.text(f"steps.commit.rhythm_{kpi.rhythm}", language)
    fields = (
        f"{content.text(f'critic.fields.{name}', language)}: {value}"
        for name, value in known.items()
        if value
    )
    told = "; ".join(fields)
    return f"{kpi.text} ({told})" if told else kpi.text


def _write() -> None:
    for language in reading.LANGUAGES:
        page_of(language).parent.mkdir(exist_ok=True)
        page_of(language).write_text(document(language), encoding="utf-8")


if __name__ == "__main__":
    _write()

"""The catalogue of rules, `docs/rules.*.md`, made from the rules themselves.

Write it with `python -m kpi_workshop.critic.catalogue`; a test keeps it up to date.
"""

from __future__ import annotations

from pathlib import Path

from kpi_workshop import content, reading
from kpi_workshop.critic import causes, rules
from kpi_workshop.critic.rule import Rule


def catalogue(language: str) -> str:
    """The Markdown page of all rules in a language."""
    parts = [f"# {_words('title', language)}", _words("intro", language)]
    parts += [_page(rule, language) for rule in rules().values()]
    return "\n\n".join(parts) + "\n"


def page_of(language: str) -> Path:
    """Where the page of a language lies."""
    return content.folder("docs", f"rules.{language}.md")


def _page(rule: Rule, language: str) -> str:
    cause = causes()[rule.reason]
    lines = [
        f"## {rule.id}: {content.text(f'critic.{rule.id}.chip', language)}",
        f"{_plain(rule, 'what', language)} {_plain(rule, 'why', language)}",
        _list(
            {
                "question": _plain(rule, "question", language),
                "severity": content.text(f"critic.severity.{rule.severity}", language),
                "reason": cause.reason_words(language),
                "consequences": "; ".join(cause.consequence_words(language)),
                "solutions": "; ".join(cause.solution_words(language)),
                "evidence": content.text(f"causes.reasons.{rule.reason}.known", language),
            },
            language,
        ),
        _examples("bad", rule.bad[language], language),
        _examples("good", rule.good[language], language),
    ]
    return "\n\n".join(lines)


def _plain(rule: Rule, kind: str, language: str) -> str:
    """The words of a rule with "…" where a statement would be quoted."""
    found = next(finding for finding in rule.findings(reading.read(rule.bad[language][0], language)))
    return content.text(f"critic.{rule.id}.{kind}", language, **dict.fromkeys(found.params, "…"))


def _list(entries: dict[str, str], language: str) -> str:
    return "\n".join(f"- **{_words(key, language)}:** {value}" for key, value in entries.items())


def _examples(kind: str, statements: tuple[str, ...], language: str) -> str:
    return "\n".join([f"{_words(kind, language)}:", "", *(f"- {statement}" for statement in statements)])


def _words(key: str, language: str) -> str:
    return content.text(f"critic.catalogue.{key}", language)


def _write() -> None:
    for language in reading.LANGUAGES:
        page_of(language).parent.mkdir(exist_ok=True)
        page_of(language).write_text(catalogue(language), encoding="utf-8")


if __name__ == "__main__":
    _write()

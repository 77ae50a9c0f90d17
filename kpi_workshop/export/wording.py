"""A charter in words: labels, dates and lists in its language, the same for every format."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Iterable, Sequence

from kpi_workshop.coach.checkin import wording as checkin
from kpi_workshop.content import text
from kpi_workshop.export.charter import Charter, CharterKpi
from kpi_workshop.kpi import Kpi

FIELDS = (
    "purpose",
    "measure",
    "counter_measure",
    "growth",
    "owner",
    "baseline",
    "commit",
    "target",
    "stretch",
    "period",
    "review_date",
    "rhythm",
    "recognition",
)
"""What a charter says about each KPI, in this order."""

OPTIONAL = frozenset({"commit", "growth", "period", "stretch"})
"""Left out where nobody knows it: a charter is whole without, and only some agendas ask for it."""

LEVELS = (4, 3, 2, 1)
"""Answers to the question of consent, from full support down."""

_NAMED_HERE = frozenset({"counter_measure", "commit", "stretch", "period", "recognition"})

_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_FORMULA = re.compile(r"[=+\-@\t\r]")
_SIGNED_NUMBER = re.compile(r"[+-]\d[\d.,\s]*%?")


@dataclasses.dataclass(frozen=True, slots=True)
class Row:
    """A label and the lines that belong to it. No lines: nobody has agreed on anything yet."""

    label: str
    lines: tuple[str, ...]


def word(key: str, charter: Charter, **params: object) -> str:
    """A text of `charter.toml` in the charter's language."""
    return text(f"charter.{key}", charter.language, **params)


def field_name(field: str, language: str) -> str:
    """What a field of a KPI is called: where people are asked for it, just as they are asked."""
    table = "charter.fields" if field in _NAMED_HERE else "steps.commit"
    return text(f"{table}.{field}", language)


def level_name(level: int, charter: Charter) -> str:
    """An answer to the question of consent, in the words that people chose from."""
    return text(f"steps.consent.level{level}", charter.language)


def plain(words: str) -> str:
    """User text without the characters that no document may contain."""
    return _FORBIDDEN.sub("", words.replace("\r\n", "\n").replace("\r", "\n"))


def looks_like_formula(words: str) -> bool:
    """Whether a spreadsheet program could take this for something to calculate. "-5%" is just a number."""
    return bool(_FORMULA.match(words)) and not _SIGNED_NUMBER.fullmatch(words)


def written_date(iso: str, charter: Charter) -> str:
    """An ISO date in the language's way, or unchanged if it isn't one."""
    try:
        date = dt.date.fromisoformat(iso)
    except ValueError:
        return iso
    month = word(f"dates.{date.month}", charter)
    return word("dates.day", charter, day=date.day, month=month, year=date.year)


def heading(charter: Charter) -> str:
    """The title of the charter, or what it is if it has no title."""
    return plain(charter.title).strip() or word("kind", charter)


def about(charter: Charter) -> tuple[Row, ...]:
    """When, what and who."""
    roles = {"members": "member", "managers": "manager"}
    groups = {key: [name for name, had in charter.participants if had == role] for key, role in roles.items()}
    known = {
        "date": [written_date(charter.date, charter)],
        "agenda": [charter.agenda],
        **groups,
        "facilitator": [charter.facilitator],
    }
    return tuple(
        Row(word(f"about.{key}", charter), (", ".join(names),)) for key, names in known.items() if any(names)
    )


def fields_of(kpis: Iterable[Kpi]) -> tuple[str, ...]:
    """Those of `FIELDS` that there is anything to say about."""
    known = {name for kpi in kpis for name in OPTIONAL if getattr(kpi, name)}
    return tuple(name for name in FIELDS if name not in OPTIONAL or name in known)


def record(kpi: Kpi, charter: Charter, fields: Sequence[str] = ()) -> tuple[Row, ...]:
    """What was agreed about a KPI besides its statement; without `fields`, all that there is to say."""
    values: dict[str, tuple[str, ...]] = {name: (getattr(kpi, name),) for name in FIELDS}
    values["review_date"] = (written_date(kpi.review_date, charter),)
    values["rhythm"] = (text(f"steps.commit.rhythm_{kpi.rhythm}", charter.language) if kpi.rhythm else "",)
    values["recognition"] = kpi.recognition
    return tuple(
        Row(field_name(name, charter.language), tuple(line for line in values[name] if line))
        for name in fields or fields_of([kpi])
    )


def voices(entry: CharterKpi, charter: Charter) -> tuple[Row, ...]:
    """Who answered, who didn't, who objected: names only."""
    groups = {"had_a_say": entry.had_a_say, "abstained": entry.abstained, "objected": entry.objected}
    return tuple(
        Row(word(f"voice.{key}", charter), (", ".join(names) or word("nobody", charter),))
        for key, names in groups.items()
    )


def support(entry: CharterKpi, charter: Charter) -> tuple[tuple[str, int], ...]:
    """Each level in words with how many chose it, also where nobody did. Empty if nobody was asked yet."""
    counts = dict(entry.support)
    if not any(counts.values()):
        return ()
    return tuple((level_name(level, charter), counts.get(level, 0)) for level in LEVELS)


def turnout(entry: CharterKpi, charter: Charter) -> str:
    """How many of those invited answered in the last round, if it wasn't everyone who was asked."""
    answered = sum(count for _, count in entry.support)
    invited = len(entry.had_a_say) + len(entry.abstained)
    if not 0 < answered < invited:
        return ""
    return word("turnout", charter, answered=answered, invited=invited)


def statements(entry: CharterKpi, charter: Charter) -> tuple[tuple[str, str], ...]:
    """(statement, by whom) in words."""
    return tuple(
        (said, word("signed", charter, name=name) if name else word("unsigned", charter))
        for said, name in entry.statements
    )


def changes(entry: CharterKpi, charter: Charter) -> tuple[Row, ...]:
    """What was changed since, a date each: from what to what, why, and who proposed it."""
    return tuple(
        Row(
            written_date(change.date, charter),
            (
                *(_change(name, change.before[name], said, charter) for name, said in change.after.items()),
                *((word("changes.retired", charter),) if change.retired else ()),
                word("changes.reason", charter, reason=change.reason, name=change.by),
            ),
        )
        for change in entry.changes
    )


def _change(name: str, before: str, after: str, charter: Charter) -> str:
    was, is_now = (
        checkin.field_value(name, said, charter.language) or word("changes.nothing", charter)
        for said in (before, after)
    )
    label = checkin.field_name(name, charter.language)
    return word("changes.line", charter, field=label, before=was, after=is_now)

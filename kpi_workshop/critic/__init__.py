"""The critic: what a KPI leaves open or does to people, with a question that helps.

>>> sorted(finding.rule for finding in critique("Increase sales by 50%"))
['missing-baseline', 'missing-timeframe', 'unsupported-leap']
>>> critique(Kpi(id="1", text="300 calls a day", capacity="100 calls a day"))[0].rule
'over-capacity'
"""

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kpi_workshop import reading
from kpi_workshop.critic.causes import Cause, causes
from kpi_workshop.critic.discovery import (
    RecordRule,
    SetRule,
    StatementRule,
    record_rules,
    rules,
    set_rules,
)
from kpi_workshop.critic.kinds import Kind, kind_of
from kpi_workshop.critic.record import Record
from kpi_workshop.critic.rule import Finding, Rule, weight
from kpi_workshop.kpi import Kpi

__all__ = [
    "LACKED_BY_ALL",
    "Cause",
    "Finding",
    "Kind",
    "RecordRule",
    "Rule",
    "SetFindings",
    "SetRule",
    "StatementRule",
    "causes",
    "critique",
    "critique_set",
    "findings",
    "kind",
    "kind_of",
    "record_rules",
    "rules",
    "set_rules",
]


LACKED_BY_ALL = "all"
"""The case of a finding about a whole set: no KPI has that field."""

_OF_TARGETS = frozenset({"absolute-target"})
"""Rules that look at the level itself, wherever it is written."""


@dataclasses.dataclass(frozen=True, slots=True)
class SetFindings:
    """What the rules find in several KPIs, what matters most first."""

    each: Mapping[str, tuple[Finding, ...]]
    """Id of a KPI → what is found in it."""
    whole: tuple[Finding, ...]
    """What shows only when they are seen together; and, said once, what none of them has."""


def critique(kpi: str | Kpi, language: str | None = None) -> list[Finding]:
    """What the rules find in a statement, or in a KPI with its fields, what matters most first.

    Any text will do; nothing is raised. What a field of a KPI answers isn't asked about its statement, and
    what is marked there as meant so is left alone. `language` is the language of the statement ("en", "vi");
    it is found out if it isn't given.
    """
    if isinstance(kpi, str):
        return findings(reading.read(kpi, language))
    record = Record.of(kpi, language)
    return list(_ordered(*_in_statement(record), *_in_fields(record, asked=record.is_filled_in)))


def critique_set(kpis: Iterable[Kpi], language: str | None = None, *, period: str = "") -> SetFindings:
    """What the rules find in the KPIs of one team, each of which has its own id.

    `period` is the time frame of all that don't name one. What no KPI has (a check-in rhythm, say) is said
    once, about the whole. A list of bare statements isn't asked for it at all.
    """
    dated = [kpi if kpi.period else dataclasses.replace(kpi, period=period) for kpi in kpis]
    records = [Record.of(kpi, language) for kpi in dated]
    asked = any(record.is_filled_in for record in records)
    in_fields = {record.kpi.id: _in_fields(record, asked=asked) for record in records}
    each = {
        record.kpi.id: _ordered(
            *_in_statement(record),
            *(one for one in in_fields[record.kpi.id] if not _is_lacking(one, records)),
        )
        for record in records
    }
    together = [
        finding
        for rule in set_rules().values()
        for finding in rule.findings([record for record in records if not record.is_meant(rule.id)])
    ]
    return SetFindings(each, _ordered(*together, *_lacking_everywhere(records, in_fields)))


def kind(text: str, language: str | None = None) -> Kind:
    """How one would see that the statement was reached: by a number, a judgement, both, or a thing done."""
    return kind_of(reading.read(text, language))


def findings(statement: reading.Reading) -> list[Finding]:
    """What the rules find in a statement that was read already, what matters most first."""
    found = [rule.finding(seen) for rule in rules().values() for seen in rule.check(statement)]
    return sorted(found, key=weight)


def _in_statement(record: Record) -> list[Finding]:
    """What the rules on statements find; a target in a field of its own settles what the text leaves open."""
    of_whole = findings(record.whole)
    still_open = {finding.rule for finding in of_whole}
    found = [finding for finding in findings(record.statement) if finding.rule in still_open]
    quiet = _OF_TARGETS - {finding.rule for finding in found}
    in_target = (record.in_target(finding) for finding in of_whole if finding.rule in quiet)
    found += [finding for finding in in_target if finding]
    return [finding for finding in found if not record.answers(finding.rule)]


def _in_fields(record: Record, *, asked: bool) -> list[Finding]:
    """What the rules on records find; nothing where there is no record to ask for."""
    speaking = [rule for rule in record_rules().values() if asked and not record.is_meant(rule.id)]
    return [finding for rule in speaking for finding in rule.findings(record)]


def _lacking_everywhere(
    records: Sequence[Record], in_fields: Mapping[str, Sequence[Finding]]
) -> Iterator[Finding]:
    """Once for each field that none of the KPIs has, a finding about the whole set."""
    for finding in in_fields[records[0].kpi.id] if records else ():
        said_of_all = all(finding.rule in {one.rule for one in found} for found in in_fields.values())
        if said_of_all and _is_lacking(finding, records):
            yield dataclasses.replace(finding, kpis=tuple(in_fields), case=LACKED_BY_ALL, params={})


def _is_lacking(finding: Finding, records: Iterable[Record]) -> bool:
    """Whether a finding is about a field that none of the records has."""
    return all(record.lacks(finding.field) for record in records)


def _ordered(*found: Finding) -> tuple[Finding, ...]:
    """What matters most first."""
    return tuple(sorted(found, key=weight))

"""Does the charter say what was agreed? Compares its files with what the people in the room did."""

from __future__ import annotations

import csv
import dataclasses
import html
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kpi_workshop.export.wording import FIELDS, LEVELS
from kpi_workshop.rehearsal.people import Participant

_VOICES = ("had_a_say", "abstained", "objected")
_MARKUP = re.compile(r"<[^>]*>")
_OFFICE = ("docx", "xlsx")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """What is known of one KPI to those who took part."""

    before: str
    fields: Mapping[str, Any]
    """Of the KPI's record, by name."""
    had_a_say: frozenset[str]
    abstained: frozenset[str]
    objected: frozenset[str]
    support: Mapping[int, int]
    """Level → answers in the last round."""
    statements: tuple[str, ...]


def differences(files: Mapping[str, bytes], agreed: Sequence[Agreement]) -> list[str]:
    """Where the charter says something else: `csv: 1: owner`. Empty if it says what was agreed."""
    found = [f"csv: {place}" for place in _in_table(files["csv"], agreed)]
    for form in _OFFICE:
        words = _letters(_text_of(files[form]))
        for number, agreement in enumerate(agreed, start=1):
            missing = [name for name, said in _said(agreement) if _letters(said) not in words]
            found += [f"{form}: {number}: {name}" for name in missing]
    return found


def _in_table(file: bytes, agreed: Sequence[Agreement]) -> Iterator[str]:
    _header, *rows = csv.reader(io.StringIO(file.decode("utf-8-sig"), newline=""))
    if len(rows) != len(agreed):
        yield f"{len(rows)} rows"
        return
    names = ("number", "text", "before", *FIELDS, *_VOICES, *map(str, LEVELS), "statements", "changes")
    for row, agreement in zip(rows, agreed, strict=True):
        cells = dict(zip(names, row, strict=True))
        wrong = [name for name, value in _expected(agreement).items() if cells[name] != value]
        wrong += [name for name in _VOICES if _names(cells[name]) != getattr(agreement, name)]
        wrong += ["statements" for said in agreement.statements if said not in cells["statements"]]
        yield from (f"{cells['number']}: {name}" for name in wrong)


def _expected(agreement: Agreement) -> dict[str, str]:
    fields = {**agreement.fields, "recognition": "; ".join(agreement.fields.get("recognition", ()))}
    return {
        "text": fields["text"],
        "before": agreement.before,
        **{name: fields.get(name, "") for name in FIELDS},
        **{str(level): str(agreement.support.get(level, 0)) for level in LEVELS},
    }


def _names(cell: str) -> frozenset[str]:
    return frozenset(filter(None, cell.split(", ")))


def _said(agreement: Agreement) -> Iterator[tuple[str, str]]:
    """What every document has to say in these very words."""
    yield "before", agreement.before
    for name in ("text", "purpose", "counter_measure", "growth", "owner", "baseline", "target"):
        yield name, agreement.fields.get(name, "")
    yield from (("recognition", way) for way in agreement.fields.get("recognition", ()))
    yield from (("statements", said) for said in agreement.statements)
    yield from (("had_a_say", name) for name in agreement.had_a_say)


def _text_of(office_file: bytes) -> str:
    """All text of an office file, which is a zip file of XML."""
    with zipfile.ZipFile(io.BytesIO(office_file)) as package:
        parts = [package.read(name).decode() for name in package.namelist() if name.endswith(".xml")]
    return html.unescape(_MARKUP.sub("", "\n".join(parts)))


def _letters(text: str) -> str:
    """Without the space, which every format has its own ways with."""
    return "".join(text.split())


def agreement(kpi: str, before: str, fields: Mapping[str, Any], people: Sequence[Participant]) -> Agreement:
    """What was agreed about a KPI: `fields` of its record by the facilitator, the rest by `people`."""
    given = [
        (person.name, int(box.rsplit("-", 1)[1]), sent)
        for person in people
        for box, sent in person.answers.items()
        if sent["kpi"] == kpi
    ]
    last = max((number for _, number, _ in given), default=0)
    owners = [person.name for person in people if kpi in person.owned]
    had_a_say = frozenset(name for name, _, _ in given)
    invited = frozenset(person.name for person in people if person.joined) if given else frozenset()
    return Agreement(
        before=before,
        fields={**({"owner": owners[-1]} if owners else {}), **fields},
        had_a_say=had_a_say,
        abstained=invited - had_a_say,
        objected=frozenset(name for name, _, sent in given if sent["level"] == 1),
        support=Counter(sent["level"] for _, number, sent in given if number == last),
        statements=tuple(sent["reason"] for _, _, sent in given if sent["attach"]),
    )

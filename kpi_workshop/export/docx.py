"""The charter as a Word document: a title page with everything at a glance, then a page a KPI."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import docx
from docx.shared import Cm, Pt

from kpi_workshop.export import docx_parts as parts
from kpi_workshop.export import look, wording
from kpi_workshop.export.charter import Charter, CharterKpi
from kpi_workshop.export.package import without_clock
from kpi_workshop.export.wording import Row

_LABELS = Cm(4.1)
_VALUES = Cm(12.7)
_GLANCE = (Cm(1.0), Cm(6.7), Cm(3.0), Cm(3.0), Cm(3.1))
_MOST_DOTS = 24
_LONG_STATEMENT = 120


def render(charter: Charter) -> bytes:
    """A .docx file on A4, in the charter's language."""
    document = docx.Document()
    parts.set_up(document, charter)
    _title_page(document, charter)
    for number, entry in enumerate(charter.kpis, start=1):
        _kpi_page(document, number, entry, charter)
    saved = io.BytesIO()
    document.save(saved)
    return without_clock(saved.getvalue(), charter.date)


def _title_page(document: Any, charter: Charter) -> None:
    parts.paragraph(document, wording.word("kind", charter), "Kicker")
    parts.paragraph(document, wording.heading(charter), "Title")
    if not charter.complete:
        parts.paragraph(document, wording.word("draft-note", charter), "Draft")
    _table(document, wording.about(charter), charter)
    parts.paragraph(document, wording.word("overview", charter), "Heading 2")
    if charter.kpis:
        _glance(document, charter)
    else:
        parts.paragraph(document, wording.word("no-kpis", charter), "Blank")
    parts.paragraph(document, wording.word("agreement-note", charter), "Small")


def _glance(document: Any, charter: Charter) -> None:
    """Every KPI in a line: the table a director reads first."""
    fields = [wording.field_name(name, charter.language) for name in ("target", "owner", "review_date")]
    titles = [wording.word("number", charter), wording.word("kpi", charter), *fields]
    table = parts.table(document, _GLANCE)
    parts.head(table, titles)
    for number, entry in enumerate(charter.kpis, start=1):
        kpi = entry.kpi
        review = wording.written_date(kpi.review_date, charter)
        values = [str(number), kpi.text, kpi.target, kpi.owner, review]
        for cell, value in zip(parts.row(table), values, strict=True):
            _lines(cell, (value,) if value else (), charter)


def _kpi_page(document: Any, number: int, entry: CharterKpi, charter: Charter) -> None:
    count = len(charter.kpis)
    kicker = parts.paragraph(document, wording.word("kpi-of", charter, number=number, count=count), "Kicker")
    kicker.paragraph_format.page_break_before = True
    hero = parts.paragraph(document, entry.kpi.text, "Heading 1")
    if len(entry.kpi.text) > _LONG_STATEMENT:
        for run in hero.runs:
            run.font.size = Pt(16)
    if entry.before:
        before = parts.paragraph(document, f"{wording.word('before', charter)}:  ", "Before")
        parts.run(before, entry.before).italic = True
    parts.paragraph(document, wording.word("record", charter), "Heading 2")
    _table(document, wording.record(entry.kpi, charter), charter)
    parts.paragraph(document, wording.word("voices", charter), "Heading 2")
    table = _table(document, wording.voices(entry, charter), charter)
    _support(table, entry, charter)
    if entry.statements:
        parts.paragraph(document, wording.word("statements", charter), "Heading 2")
    for said, by in wording.statements(entry, charter):
        parts.paragraph(document, f"“{wording.plain(said)}”", "Statement")
        parts.paragraph(document, f"— {by}", "Signature")
    if entry.changes:
        parts.paragraph(document, wording.word("changes.title", charter), "Heading 2")
        _table(document, wording.changes(entry, charter), charter)


def _table(document: Any, rows: Sequence[Row], charter: Charter) -> Any:
    table = parts.table(document, (_LABELS, _VALUES))
    for row in rows:
        label, values = parts.row(table)
        parts.fill(label, row.label, "Label")
        _lines(values, row.lines, charter)
    return table


def _lines(cell: Any, lines: Sequence[str], charter: Charter) -> None:
    """One line as text, several as a list, none as a quiet blank."""
    if not lines:
        parts.fill(cell, wording.word("unknown", charter), "Blank")
    elif len(lines) == 1:
        parts.fill(cell, lines[0], "Value")
    else:
        for line in lines:
            parts.fill(cell, f"•\t{line}", "Listed")


def _support(table: Any, entry: CharterKpi, charter: Charter) -> None:
    """How many stood where in the last round: a dot a person, and the number."""
    label, values = parts.row(table)
    parts.fill(label, wording.word("voice.support", charter), "Label")
    levels = wording.support(entry, charter)
    if not levels:
        parts.fill(values, wording.word("not-asked", charter), "Blank")
    for words, count in levels:
        line = parts.fill(values, f"{words}\t{count}\t", "Counted")
        if count <= _MOST_DOTS:
            parts.run(line, "●" * count, look.BRAND)
    if turnout := wording.turnout(entry, charter):
        parts.fill(values, turnout, "Counted")

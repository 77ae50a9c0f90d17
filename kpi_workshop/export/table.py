"""The charter as CSV: one row a KPI, for other programs. It has the same columns every time;
dates and rhythms stay as they are stored.
"""

from __future__ import annotations

import csv
import io

from kpi_workshop.export import wording
from kpi_workshop.export.charter import Charter, CharterKpi


def render(charter: Charter) -> bytes:
    """UTF-8 with a byte order mark, without which Excel takes Vietnamese for something else."""
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet)
    writer.writerow(
        [
            wording.word("number", charter),
            wording.word("kpi", charter),
            wording.word("before", charter),
            *(wording.field_name(name, charter.language) for name in wording.FIELDS),
            *(wording.word(f"voice.{name}", charter) for name in ("had_a_say", "abstained", "objected")),
            *(wording.level_name(level, charter) for level in wording.LEVELS),
            wording.word("statements", charter),
            wording.word("changes.title", charter),
        ]
    )
    for number, entry in enumerate(charter.kpis, start=1):
        writer.writerow([str(number), *map(_guarded, _row(entry, charter))])
    return sheet.getvalue().encode("utf-8-sig")


def _row(entry: CharterKpi, charter: Charter) -> list[str]:
    counts = dict(entry.support)
    known = {**entry.kpi.as_dict(), "recognition": "; ".join(entry.kpi.recognition)}
    return [
        entry.kpi.text,
        entry.before,
        *(known.get(name, "") for name in wording.FIELDS),
        *(", ".join(names) for names in (entry.had_a_say, entry.abstained, entry.objected)),
        *(str(counts.get(level, 0)) for level in wording.LEVELS),
        "\n".join(f"{said} ({by})" for said, by in wording.statements(entry, charter)),
        "\n".join(f"{part.label}: {' '.join(part.lines)}" for part in wording.changes(entry, charter)),
    ]


def _guarded(cell: str) -> str:
    """An apostrophe keeps spreadsheet programs from calculating what somebody wrote."""
    words = wording.plain(cell)
    return f"'{words}" if wording.looks_like_formula(words) else words

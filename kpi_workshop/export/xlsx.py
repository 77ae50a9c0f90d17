"""The charter as a workbook: an overview to sort and filter, and a sheet to print, KPI by KPI."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break

from kpi_workshop.export import look, wording
from kpi_workshop.export.charter import Charter, CharterKpi
from kpi_workshop.export.package import without_clock

_NUMBER, _STATEMENT = 5, 28
_FIELDS = {
    "purpose": 22,
    "measure": 20,
    "counter_measure": 20,
    "growth": 24,
    "owner": 13,
    "baseline": 12,
    "commit": 12,
    "target": 12,
    "stretch": 12,
    "period": 12,
    "review_date": 13,
    "rhythm": 13,
    "recognition": 24,
}
_DETAILS = (24, 70)
_LINE_HEIGHT = 14.5
_HAIRLINE = Border(bottom=Side(style="thin", color=look.LINE))
_HEAD = PatternFill("solid", fgColor=look.BRAND)
_SECTION = PatternFill("solid", fgColor=look.TINT)
_DRAFT = PatternFill("solid", fgColor=look.AMBER_TINT)
_A4 = 9


def render(charter: Charter) -> bytes:
    """An .xlsx file in the charter's language. Every cell is text; nothing in it is ever calculated."""
    book = Workbook()
    overview = book.active
    overview.title = wording.word("overview", charter)
    _fill_overview(overview, charter)
    if charter.kpis:
        _fill_details(book.create_sheet(wording.word("details", charter)), charter)
    book.properties.title = wording.heading(charter)
    book.properties.creator = wording.plain(charter.facilitator)
    saved = io.BytesIO()
    book.save(saved)
    return without_clock(saved.getvalue(), charter.date)


def _fill_overview(sheet: Any, charter: Charter) -> None:
    fields = wording.fields_of(entry.kpi for entry in charter.kpis)
    widths = (_NUMBER, _STATEMENT, *(_FIELDS[name] for name in fields))
    _set_up(sheet, charter, widths, "landscape")
    row = _title_block(sheet, charter, len(widths))
    if not charter.kpis:
        _write(sheet.cell(row, 1), wording.word("no-kpis", charter), _font(colour=look.MUTED), wrap=False)
        return
    names = [wording.field_name(name, charter.language) for name in fields]
    titles = [wording.word("number", charter), wording.word("kpi", charter), *names]
    for column, title in enumerate(titles, start=1):
        _write(sheet.cell(row, column), title, _font(bold=True, colour="FFFFFF")).fill = _HEAD
    _fit(sheet, row, titles, widths)
    sheet.print_title_rows = f"{row}:{row}"
    sheet.freeze_panes = f"C{row + 1}"
    for number, entry in enumerate(charter.kpis, start=1):
        record = wording.record(entry.kpi, charter, fields)
        known = dict(zip(fields, (_listed(part.lines) for part in record), strict=True))
        values = {"number": str(number), "text": entry.kpi.text, **known}
        _overview_row(sheet, row + number, values, charter)
        _fit(sheet, row + number, tuple(values.values()), widths)
    sheet.auto_filter.ref = f"A{row}:{get_column_letter(len(titles))}{row + len(charter.kpis)}"


def _overview_row(sheet: Any, row: int, values: Mapping[str, str], charter: Charter) -> None:
    for column, (name, value) in enumerate(values.items(), start=1):
        cell = sheet.cell(row, column)
        if value or name not in wording.OPTIONAL:
            _write_or_blank(cell, value, charter, bold=name == "text")
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.border = _HAIRLINE


def _title_block(sheet: Any, charter: Charter, columns: int) -> int:
    """Title, draft mark, date and people, from the first row on; the row to go on with."""
    kind = _font(bold=True, colour=look.BRAND)
    _write(sheet.cell(1, 1), wording.word("kind", charter), kind, wrap=False)
    _write(sheet.cell(2, 1), wording.heading(charter), _font(20, bold=True), wrap=False)
    sheet.row_dimensions[2].height = 32
    row = 3
    if not charter.complete:
        for column in range(1, columns + 1):
            sheet.cell(row, column).fill = _DRAFT
        draft = _font(bold=True, colour=look.AMBER)
        _write(sheet.cell(row, 1), wording.word("draft-note", charter), draft, wrap=False)
        sheet.row_dimensions[row].height = 20
        row += 1
    for part in wording.about(charter):
        words = f"{part.label}: {part.lines[0]}"
        _write(sheet.cell(row, 1), words, _font(colour=look.MUTED), wrap=False)
        row += 1
    return row + 1


def _fill_details(sheet: Any, charter: Charter) -> None:
    _set_up(sheet, charter, _DETAILS, "portrait")
    row = 1
    for number, entry in enumerate(charter.kpis, start=1):
        if number > 1:
            sheet.row_breaks.append(Break(id=row - 1))
        row = _details(sheet, row, number, entry, charter)
    _across(sheet, row, wording.word("agreement-note", charter), _font(9, colour=look.MUTED))


def _details(sheet: Any, row: int, number: int, entry: CharterKpi, charter: Charter) -> int:
    """One KPI from `row` on; the row after it and a gap."""
    label = wording.word("kpi-of", charter, number=number, count=len(charter.kpis))
    _write(sheet.cell(row, 1), label, _font(bold=True, colour=look.BRAND), wrap=False)
    row = _across(sheet, row + 1, entry.kpi.text, _font(18, bold=True))
    if entry.before:
        before = f"{wording.word('before', charter)}: {entry.before}"
        row = _across(sheet, row, before, _font(11, colour=look.MUTED, italic=True))
    row = _section(sheet, row + 1, wording.word("record", charter))
    for part in wording.record(entry.kpi, charter):
        row = _pair(sheet, row, part.label, _listed(part.lines), charter)
    row = _section(sheet, row + 1, wording.word("voices", charter))
    for part in wording.voices(entry, charter):
        row = _pair(sheet, row, part.label, _listed(part.lines), charter)
    levels = [f"{count} × {words}" for words, count in wording.support(entry, charter)]
    turnout = filter(None, [wording.turnout(entry, charter)])
    asked = "\n".join([*levels, *turnout]) or wording.word("not-asked", charter)
    row = _pair(sheet, row, wording.word("voice.support", charter), asked, charter)
    if entry.statements:
        row = _section(sheet, row + 1, wording.word("statements", charter))
    for said, by in wording.statements(entry, charter):
        row = _pair(sheet, row, by, f"“{said}”", charter)
    if entry.changes:
        row = _section(sheet, row + 1, wording.word("changes.title", charter))
    for part in wording.changes(entry, charter):
        row = _pair(sheet, row, part.label, _listed(part.lines), charter)
    return row + 2


def _across(sheet: Any, row: int, words: str, font: Any) -> int:
    """Words over the whole width, in as many lines as they need; the next row."""
    _write(sheet.cell(row, 1), words, font)
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(_DETAILS))
    scale = font.size / 10.5
    lines = _lines(words, sum(_DETAILS) / scale)
    sheet.row_dimensions[row].height = lines * _LINE_HEIGHT * scale + 6
    return row + 1


def _section(sheet: Any, row: int, words: str) -> int:
    for column in range(1, len(_DETAILS) + 1):
        sheet.cell(row, column).fill = _SECTION
    _write(sheet.cell(row, 1), words, _font(bold=True, colour=look.BRAND), wrap=False)
    sheet.row_dimensions[row].height = 20
    return row + 1


def _pair(sheet: Any, row: int, label: str, value: str, charter: Charter) -> int:
    _write(sheet.cell(row, 1), label, _font(10, colour=look.MUTED)).border = _HAIRLINE
    _write_or_blank(sheet.cell(row, 2), value, charter).border = _HAIRLINE
    _fit(sheet, row, (label, value), _DETAILS)
    return row + 1


def _listed(lines: Sequence[str]) -> str:
    return lines[0] if len(lines) == 1 else "\n".join(f"• {line}" for line in lines)


def _write_or_blank(cell: Any, value: str, charter: Charter, *, bold: bool = False) -> Any:
    if value:
        return _write(cell, value, _font(bold=bold))
    return _write(cell, wording.word("unknown", charter), _font(10, colour=look.MUTED, italic=True))


def _write(cell: Any, words: str, font: Any, *, wrap: bool = True) -> Any:
    """The only place that fills a cell: always with text, also if it starts like a formula."""
    cell.value = wording.plain(words)
    cell.data_type = "s"
    # Keeps it text when somebody edits the cell.
    cell.quotePrefix = wording.looks_like_formula(cell.value)
    cell.font = font
    cell.alignment = Alignment(wrap_text=wrap, vertical="center")
    return cell


def _font(size: float = 10.5, *, bold: bool = False, italic: bool = False, colour: str = look.INK) -> Any:
    return Font(name=look.FONT, size=size, bold=bold, italic=italic, color=colour)


def _fit(sheet: Any, row: int, values: Sequence[str], widths: Sequence[int]) -> None:
    """Row heights by estimate: not every spreadsheet program fits them to wrapped text by itself."""
    lines = max(_lines(value, width) for value, width in zip(values, widths, strict=True))
    sheet.row_dimensions[row].height = lines * _LINE_HEIGHT + 5


def _lines(words: str, width: float) -> int:
    """Lines that wrapped text takes; short columns lose more at each line's end."""
    characters = width * 1.2 - 2
    return sum(1 + int(len(line) / characters) for line in words.split("\n"))


def _set_up(sheet: Any, charter: Charter, widths: Sequence[int], orientation: str) -> None:
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.orientation = orientation
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins.left = sheet.page_margins.right = 0.45
    sheet.page_margins.top = sheet.page_margins.bottom = 0.7
    title = wording.heading(charter)
    draft = "" if charter.complete else f" – {wording.word('draft', charter).upper()}"
    # An ampersand starts a command there.
    sheet.oddFooter.left.text = f"{title}{draft}".replace("&", "&&")
    sheet.oddFooter.right.text = f"{wording.word('page', charter)} &P {wording.word('of', charter)} &N"
    for part in (sheet.oddFooter.left, sheet.oddFooter.right):
        part.font, part.size, part.color = look.FONT, 8, look.MUTED

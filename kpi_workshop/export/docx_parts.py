"""Paragraphs, tables, styles and page furniture of a Word document, in the project's look."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from kpi_workshop.export import look, wording
from kpi_workshop.export.charter import Charter

_TEXT_WIDTH = Cm(16.8)
_LOCALES = {"en": "en-GB", "vi": "vi-VN"}

# name: (size in pt, colour, bold, space before, space after, line height)
_STYLES = {
    "Normal": (10.5, look.INK, False, 0, 4, 1.2),
    "Title": (28, look.INK, True, 0, 14, 1.1),
    "Heading 1": (21, look.INK, True, 0, 6, 1.12),
    "Heading 2": (11.5, look.BRAND, True, 13, 4, 1.2),
    "Header": (8.5, look.MUTED, False, 0, 0, 1.2),
    "Footer": (8.5, look.MUTED, False, 0, 0, 1.2),
    "Kicker": (10, look.BRAND, True, 0, 4, 1.2),
    "Before": (11, look.MUTED, False, 2, 6, 1.25),
    "Draft": (10.5, look.AMBER, True, 0, 12, 1.3),
    "Label": (9.5, look.MUTED, False, 2.5, 2.5, 1.2),
    "Value": (10.5, look.INK, False, 2.5, 2.5, 1.15),
    "Listed": (10.5, look.INK, False, 1, 1, 1.15),
    "Counted": (10, look.INK, False, 1, 1, 1.15),
    "Blank": (10, look.MUTED, False, 2.5, 2.5, 1.2),
    "Column": (9, look.BRAND, True, 3, 3, 1.2),
    "Small": (9, look.MUTED, False, 16, 0, 1.3),
    "Statement": (10.5, look.INK, False, 4, 0, 1.25),
    "Signature": (9.5, look.MUTED, False, 0, 6, 1.2),
}
_WITH_BAR = {"Heading 1": look.BRAND, "Before": look.LINE, "Statement": look.LINE, "Signature": look.LINE}


def set_up(document: Any, charter: Charter) -> None:
    """Page, styles, header, footer and properties."""
    _page(document, charter)
    for name in _STYLES:
        _style(document, name, _LOCALES.get(charter.language, charter.language))
    properties = document.core_properties
    properties.title = wording.heading(charter)
    properties.author = wording.plain(charter.facilitator)
    properties.comments = ""
    properties.language = charter.language


def paragraph(container: Any, words: str, style: str) -> Any:
    """A new paragraph at the end of the document, a header or a cell."""
    return container.add_paragraph(wording.plain(words), style=style)


def run(line: Any, words: str, colour: str = "") -> Any:
    """More words at the end of a paragraph."""
    added = line.add_run(wording.plain(words))
    if colour:
        added.font.color.rgb = RGBColor.from_string(colour)
    return added


def table(document: Any, widths: Sequence[int]) -> Any:
    """An empty table with hairlines between its rows."""
    made = document.add_table(rows=0, cols=len(widths))
    made.autofit = False
    for column, width in zip(made.columns, widths, strict=True):
        column.width = width
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        borders.append(_element(f"w:{side}", val="single", sz="4", space="0", color=look.LINE))
    properties = made._tbl.tblPr
    properties.find(qn("w:tblLayout")).addprevious(borders)
    margins = OxmlElement("w:tblCellMar")
    margins.append(_element("w:left", w="0", type="dxa"))
    properties.find(qn("w:tblLook")).addprevious(margins)
    return made


def row(made: Any) -> Any:
    """The cells of a new row, which stays on one page."""
    added = made.add_row()
    added._tr.get_or_add_trPr().append(_element("w:cantSplit"))
    for cell, column in zip(added.cells, made.columns, strict=True):
        cell.width = column.width
    return added.cells


def head(made: Any, titles: Sequence[str]) -> None:
    """A header row, repeated on every page the table reaches."""
    for cell, title in zip(row(made), titles, strict=True):
        fill(cell, title, "Column")
    made.rows[0]._tr.get_or_add_trPr().append(_element("w:tblHeader"))


def fill(cell: Any, words: str, style: str) -> Any:
    """A paragraph in a cell: its first one if that is still empty, else one more."""
    first = cell.paragraphs[0]
    if len(cell.paragraphs) > 1 or first.text:
        return paragraph(cell, words, style)
    first.style = style
    run(first, words)
    return first


def _page(document: Any, charter: Charter) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.1)
    section.top_margin, section.bottom_margin = Cm(2.4), Cm(2.2)
    section.header_distance = section.footer_distance = Cm(1.1)
    header = _furniture(section.header, f"{wording.word('kind', charter)} · {wording.heading(charter)}\t")
    if not charter.complete:
        run(header, wording.word("draft", charter).upper(), look.AMBER).bold = True
    date = wording.written_date(charter.date, charter)
    footer = _furniture(section.footer, f"{date}\t{wording.word('page', charter)} ")
    _field(footer, "PAGE")
    run(footer, f" {wording.word('of', charter)} ")
    _field(footer, "NUMPAGES")


def _furniture(container: Any, words: str) -> Any:
    line = container.paragraphs[0]
    run(line, words)
    stops = line.paragraph_format.tab_stops
    stops.add_tab_stop(_TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    return line


def _field(line: Any, instruction: str) -> None:
    """A number that Word fills in itself."""
    field = _element("w:fldSimple", instr=instruction)
    holder = run(line, "1")._r
    line._p.remove(holder)
    field.append(holder)
    line._p.append(field)


def _style(document: Any, name: str, locale: str) -> None:
    size, colour, bold, before, after, height = _STYLES[name]
    styles = document.styles
    style = styles[name] if name in styles else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.font.size, style.font.bold, style.font.italic = Pt(size), bold, name == "Blank"
    style.font.color.rgb = RGBColor.from_string(colour)
    _typeface(style, locale)
    layout = style.paragraph_format
    layout.space_before, layout.space_after, layout.line_spacing = Pt(before), Pt(after), height
    layout.keep_with_next = name.startswith("Heading") or name in {"Kicker", "Statement"}
    properties = style.element.get_or_add_pPr()
    for border in properties.findall(qn("w:pBdr")):
        properties.remove(border)
    if name in _WITH_BAR:
        _left_bar(properties, _WITH_BAR[name])
        layout.left_indent = Cm(0.45)
    if name == "Listed":
        layout.left_indent, layout.first_line_indent = Cm(0.4), Cm(-0.4)
        layout.tab_stops.add_tab_stop(Cm(0.4))
    if name == "Draft":
        _boxed(properties, look.AMBER_TINT)
    if name == "Counted":
        layout.tab_stops.add_tab_stop(Cm(6.6), WD_TAB_ALIGNMENT.RIGHT)
        layout.tab_stops.add_tab_stop(Cm(7.0))
    if name in {"Header", "Footer"}:
        layout.tab_stops.clear_all()


def _typeface(style: Any, locale: str) -> None:
    """One font for every script: Word otherwise picks another one for some Vietnamese letters."""
    properties = style.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), look.FONT)
    for language in properties.findall(qn("w:lang")):
        properties.remove(language)
    properties.append(_element("w:lang", val=locale, eastAsia=locale))


def _boxed(properties: Any, colour: str) -> None:
    _insert(properties, _element("w:shd", val="clear", color="auto", fill=colour))
    borders = OxmlElement("w:pBdr")
    for side in ("top", "left", "bottom", "right"):
        borders.append(_element(f"w:{side}", val="single", sz="4", space="4", color=colour))
    _insert(properties, borders)


def _left_bar(properties: Any, colour: str) -> None:
    borders = OxmlElement("w:pBdr")
    borders.append(_element("w:left", val="single", sz="24", space="9", color=colour))
    _insert(properties, borders)


def _insert(properties: Any, child: Any) -> None:
    """Put a paragraph property where the standard has it: Word refuses any other order."""
    later = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:outlineLvl")
    after = [properties.find(qn(name)) for name in later if qn(name) != child.tag]
    following = [element for element in after if element is not None]
    if following:
        min(following, key=properties.index).addprevious(child)
    else:
        properties.append(child)


def _element(tag: str, **attributes: str) -> Any:
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element

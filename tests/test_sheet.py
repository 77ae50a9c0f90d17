"""KPI sheets as people bring them, the good and the bad ones."""

from __future__ import annotations

import io
import itertools
import unicodedata
import zipfile
from typing import Any

import openpyxl
import pytest

from kpi_workshop import content, sheet
from kpi_workshop.content import Problem

TRADES = {"sales", "customer-service", "software", "hospital", "factory", "bank-branch"}


def csv_of(*lines: str) -> bytes:
    return "\n".join(lines).encode()


def xlsx_of(*rows: tuple[Any, ...], **sheets: list[tuple[Any, ...]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for title, more in sheets.items():
        added = book.create_sheet(title)
        for row in more:
            added.append(row)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def read(data: bytes) -> sheet.Sheet:
    return sheet.read_sheet("kpis", data)


def problem(data: bytes) -> Problem:
    with pytest.raises(Problem) as raised:
        read(data)
    for language in content.languages():
        assert "kpis" in raised.value.text(language)
    return raised.value


# --- the examples that come with the project -------------------------------------------------------


def test_there_is_an_example_of_each_trade_in_each_language() -> None:
    found = {(example.trade, example.language) for example in sheet.examples()}
    assert found == set(itertools.product(TRADES, ("en", "vi")))
    for example in sheet.examples():
        assert all(example.title(language) for language in content.languages())


@pytest.mark.parametrize("example", sheet.examples(), ids=lambda example: example.id)
def test_every_kpi_of_an_example_is_read(example: sheet.Example) -> None:
    data = example.path.read_bytes()
    found = read(data)
    assert 6 <= len(found.kpis) <= 9
    assert len(found.kpis) == len(data.decode().splitlines()) - 1
    assert not found.notes
    assert not found.ignored
    assert {"text", "target", "baseline", "period", "owner"} <= found.columns.keys()
    assert all(kpi.text for kpi in found.kpis)
    assert any(not kpi.baseline for kpi in found.kpis), "life is like that"
    assert any(kpi.baseline for kpi in found.kpis)


def test_the_examples_of_the_mission_are_among_them() -> None:
    texts = {
        language: " | ".join(
            kpi.text.lower()
            for example in sheet.examples()
            if example.language == language
            for kpi in read(example.path.read_bytes()).kpis
        )
        for language in ("en", "vi")
    }
    for words in (
        "increase sales by 50%",
        "300 calls a day",
        "500 million vnd of revenue a month for everyone",
    ):
        assert words in texts["en"]
    for words in ("tăng doanh số 50%", "300 cuộc/ngày", "500 triệu/tháng, áp dụng cho tất cả nhân viên"):
        assert words in texts["vi"]


# --- which column means what -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headers", "meaning"),
    [
        ("Chỉ tiêu,Mục tiêu", ["text", "target"]),
        ("Mục tiêu,Chỉ tiêu", ["target", "text"]),
        ("Mục tiêu,Chỉ tiêu,Kế hoạch", ["purpose", "text", "target"]),
        ("Mục tiêu,KPI,Chỉ tiêu", ["purpose", "text", "target"]),
        ("Mục tiêu,Thời hạn", ["text", "period"]),
        ("Tên chỉ tiêu,Chỉ tiêu", ["text", "target"]),
        ("TEN CHI TIEU,CHI TIEU GIAO,THUC HIEN NAM TRUOC", ["text", "target", "baseline"]),
        ("Tên chỉ tiêu năm 2027 (*),Chỉ tiêu 2027 (triệu đồng)", ["text", "target"]),
        ("Nội dung công việc,Chỉ tiêu,Đơn vị", ["text", "target", "unit"]),
        ("KPI,Đơn vị,ĐVT", ["text", "owner", "unit"]),
        ("Họ và tên,KPI,Loại chỉ tiêu", ["owner", "text", ""]),
        ("KPI,Trọng số KPI", ["text", ""]),
        ("KPI / Chỉ tiêu,Target / Mục tiêu", ["text", "target"]),
        ("KPI,Goal,Current value", ["text", "target", "baseline"]),
        ("Objective,Key result,Owner", ["purpose", "text", "owner"]),
        ("Name,KPI owner,KPI target", ["text", "owner", "target"]),
        ("Name,KPI", ["owner", "text"]),
        ("The KPI of our team,Our target", ["text", "target"]),
        ("Metric,Target,Purpose,Review date,Check-ins,Recognition,Counter-measure,What we learn",
         ["text", "target", "purpose", "review_date", "rhythm", "recognition", "counter_measure", "growth"]),
        ("Chỉ tiêu,Mức giao,Điều muốn học", ["text", "target", "growth"]),
        ("KPI,Target,Growth (%)", ["text", "target", ""]),
    ],
)  # fmt: skip
def test_columns_are_told_apart_by_what_else_is_there(headers: str, meaning: list[str]) -> None:
    cells = ",".join("something" for _ in meaning)
    found = read(csv_of(headers, cells))
    names = headers.split(",")
    assert found.columns == {field: name for field, name in zip(meaning, names, strict=True) if field}
    assert found.ignored == tuple(name for field, name in zip(meaning, names, strict=True) if not field)


def test_the_header_may_stand_below_titles_and_above_column_numbers() -> None:
    found = read(
        csv_of(
            "CÔNG TY ABC;;;",
            "BẢNG GIAO CHỈ TIÊU KPI NĂM 2027;;;",
            ";;;",
            "STT;Tên chỉ tiêu;ĐVT;Chỉ tiêu giao",
            "A;B;C;(1)",
            "I;Tài chính;;",
            "1;Doanh số;tỷ đồng;5",
            ";;;",
            "2;Nợ quá hạn;%;≤ 10",
            ";Tổng cộng;;15",
        )
    )
    assert [(kpi.text, kpi.target) for kpi in found.kpis] == [
        ("Doanh số", "5 tỷ đồng"),
        ("Nợ quá hạn", "≤ 10"),
    ]
    assert [(note.row, note.key) for note in found.notes] == [(2, "period"), (6, "section")]


def test_merged_titles_and_number_formats_of_a_workbook() -> None:
    book = openpyxl.Workbook()
    page = book.active
    page.append(["Chỉ tiêu năm 2027 của phòng kinh doanh"])
    page.merge_cells("A1:C1")
    page.append(["Tên chỉ tiêu", "Chỉ tiêu giao", "Hiện tại"])
    page.append(["Doanh số", 500_000_000, 4.5])
    page.append(["Tỷ lệ chốt đơn", 0.35, 0.285])
    page["B3"].number_format = "#,##0"
    page["B4"].number_format, page["C4"].number_format = "0%", "0.0%"
    saved = io.BytesIO()
    book.save(saved)
    found = read(saved.getvalue())
    assert [(kpi.target, kpi.baseline) for kpi in found.kpis] == [("500.000.000", "4,5"), ("35%", "28,5%")]


# --- CSV as different programs save it ---------------------------------------------------------------


def as_cp1258(words: str) -> bytes:
    """What Vietnamese Windows programs write: the tone behind its letter."""
    saved = b""
    for letter in unicodedata.normalize("NFC", words):
        try:
            saved += letter.encode("cp1258")
        except UnicodeEncodeError:
            *base, tone = list(unicodedata.normalize("NFD", letter))
            if tone in "\u0302\u0306\u031b":  # a vowel sign; the tone stands before it then
                tone = base.pop()
                base.append(unicodedata.normalize("NFD", letter)[-1])
            saved += (unicodedata.normalize("NFC", "".join(base)) + tone).encode("cp1258")
    return saved


@pytest.mark.parametrize("encode", [
    str.encode,
    lambda words: words.encode("utf-8-sig"),
    lambda words: words.encode("utf-16"),
    as_cp1258,
], ids=["utf-8", "utf-8 with mark", "utf-16", "cp1258"])  # fmt: skip
@pytest.mark.parametrize("delimiter", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
def test_encodings_and_delimiters(encode: Any, delimiter: str) -> None:
    lines = "STT|Chỉ tiêu|Mục tiêu|Người phụ trách\r\n1|Tăng lượng khách từ nước ngoài|50%|Chị Thuỷ\r\n"
    found = read(encode(lines.replace("|", delimiter)))
    assert found.kpis[0].text == "Tăng lượng khách từ nước ngoài"
    assert (found.kpis[0].target, found.kpis[0].owner) == ("50%", "Chị Thuỷ")


def test_western_bytes() -> None:
    found = read("KPI,Owner\nMore guests,André Müller\nFewer complaints,Žana\n".encode("cp1252"))
    assert [kpi.owner for kpi in found.kpis] == ["André Müller", "Žana"]


def test_a_single_column_is_not_split_at_its_commas() -> None:
    assert read(csv_of("KPI", "Increase sales, by 50%")).kpis[0].text == "Increase sales, by 50%"


# --- what is kept, what is left out with a note ------------------------------------------------------


def test_formulas_and_scripts_are_plain_text() -> None:
    evil = ["=CMD('calc')", "<script>alert(1)</script>", "+cmd|' /C calc'!A0", "@SUM(1+1)*cmd"]
    book = openpyxl.Workbook()
    book.active["A1"] = "KPI"
    for row, words in enumerate(evil, start=2):
        book.active.cell(row, 1, words).data_type = "s"
    saved = io.BytesIO()
    book.save(saved)
    for data in (csv_of("KPI", *evil), saved.getvalue()):
        assert [kpi.text for kpi in read(data).kpis] == evil


def test_a_formula_counts_with_its_saved_value_only() -> None:
    found = read(xlsx_of(("KPI", "Target", "Baseline"), ("Fewer returns", "=1+1", "4%"), ("=A2", "5", "6")))
    assert [(kpi.text, kpi.target) for kpi in found.kpis] == [("Fewer returns", "")]
    assert [(note.row, note.column, note.key) for note in found.notes] == [
        (2, "Target", "no-value"),
        (3, "KPI", "no-value"),
    ]


def test_a_calculation_error_is_noted() -> None:
    found = read(xlsx_of(("KPI", "Target"), ("Fewer returns", "#DIV/0!")))
    assert [(note.row, note.column, note.key) for note in found.notes] == [(2, "Target", "error-value")]


def test_rhythm_date_recognition_and_blanks() -> None:
    found = read(
        csv_of(
            "KPI,Owner,Review date,Check-ins,Recognition",
            "First,n/a,2026-12-05,Every two weeks,A thank-you; a day of learning",
            "Second,-,05/12/2026,daily,",
            "Third,Lan,25/12/2026,hàng quý,",
        )
    )
    assert [kpi.owner for kpi in found.kpis] == ["", "", "Lan"]
    assert [kpi.review_date for kpi in found.kpis] == ["2026-12-05", "", "2026-12-25"]
    assert [kpi.rhythm for kpi in found.kpis] == ["biweekly", "", "quarterly"]
    assert found.kpis[0].recognition == ("A thank-you", "a day of learning")
    assert {(note.row, note.column, note.key) for note in found.notes} == {
        (3, "Review date", "unclear-review-date"),
        (3, "Check-ins", "unclear-rhythm"),
    }


def test_the_day_comes_first_in_a_vietnamese_sheet() -> None:
    assert read(csv_of("Chỉ tiêu,Ngày xem lại", "Doanh số,05/12/2026")).kpis[0].review_date == "2026-12-05"


def test_rows_without_a_statement_are_noted() -> None:
    found = read(csv_of("KPI,Target", "Sales,5", ",7", "Returns,2"))
    assert [kpi.text for kpi in found.kpis] == ["Sales", "Returns"]
    assert [(note.row, note.key) for note in found.notes] == [(3, "no-statement")]


def test_of_several_worksheets_the_best_is_read_and_the_others_are_named() -> None:
    found = read(
        xlsx_of(
            ("KPI",),
            ("Vague",),
            Team=[("KPI", "Target", "Owner"), ("Returns", "5%", "Lan")],
            Notes=[("hello",)],
        )
    )
    assert [kpi.text for kpi in found.kpis] == ["Returns"]
    (note,) = found.notes
    assert (note.key, note.params["read"], note.params["others"]) == ("other-worksheets", "Team", "Sheet")


def test_hidden_worksheets_are_not_read() -> None:
    book = openpyxl.Workbook()
    book.active.append(["KPI"])
    book.active.append(["Visible"])
    hidden = book.create_sheet("Old")
    hidden.append(["KPI", "Target", "Owner"])
    hidden.append(["Hidden", "5", "Lan"])
    hidden.sheet_state = "hidden"
    saved = io.BytesIO()
    book.save(saved)
    found = read(saved.getvalue())
    assert [kpi.text for kpi in found.kpis] == ["Visible"]
    assert not found.notes


@pytest.mark.parametrize("language", content.languages())
def test_every_note_has_words_that_name_its_place(language: str) -> None:
    for key in content.section("sheet.notes", language):
        params = {"read": "A", "others": "B"} if key == "other-worksheets" else {"value": "?"}
        words = sheet.RowNote(row=17, column="Hạn chót", key=key, params=params).text(language)
        assert "17" in words or key == "other-worksheets"
        assert "{" not in words


# --- what can't be read --------------------------------------------------------------------------------


def test_too_large() -> None:
    assert problem(b"K" * (sheet.MOST_BYTES + 1)).key == "sheet.too-large"


def test_a_small_file_that_unpacks_to_a_large_one() -> None:
    bomb = zip_of("xl/workbook.xml", bytes(21_000_000))
    assert len(bomb) < 50_000
    assert problem(bomb).key == "sheet.too-large"


def test_no_kpi_column_names_what_was_found_and_what_was_expected() -> None:
    found = problem(csv_of("Tên,Giá", "Bút,5"))
    assert found.key == "sheet.no-kpi-column"
    for language in content.languages():
        assert all(name in found.text(language) for name in ("Tên", "Giá", "Chỉ tiêu", "KPI"))


@pytest.mark.parametrize("data", [b"", b"\n\n", b"KPI,Target\n", csv_of("KPI,Target", "Total,9"), xlsx_of()],
                         ids=["nothing", "blank lines", "header", "total", "workbook"])  # fmt: skip
def test_empty(data: bytes) -> None:
    assert problem(data).key == "sheet.empty"


def zip_of(name: str, words: bytes) -> bytes:
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, words)
    return saved.getvalue()


@pytest.mark.parametrize("data", [
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    b"PK\x03\x04 broken",
    xlsx_of(("KPI",), ("Sales",))[:-300],
    zip_of("word/document.xml", b"<w:document/>"),
    b'KPI\n"' + b"x" * 200_000,
], ids=["picture", "old or locked", "broken", "cut off", "other file", "open quote"])  # fmt: skip
def test_not_a_sheet(data: bytes) -> None:
    assert problem(data).key == "sheet.not-a-sheet"


def test_a_bomb_of_entities_does_no_harm() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "kkkkkkkkkk">' + b"".join(
        b'<!ENTITY %c "%s">' % (98 + level, b"&%c;" % (97 + level) * 10) for level in range(9)
    )
    bomb += b']><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    bomb += b'<row r="1"><c r="A1" t="inlineStr"><is><t>&j;</t></is></c></row></sheetData></worksheet>'
    saved = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(xlsx_of(("KPI",), ("Sales",)))) as source,
        zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            target.writestr(name, bomb if name == "xl/worksheets/sheet1.xml" else source.read(name))
    assert problem(saved.getvalue()).key == "sheet.not-a-sheet"


def test_a_false_claim_of_size_is_not_believed() -> None:
    saved = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(xlsx_of(("KPI",), ("Sales",)))) as source,
        zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(b'ref="A1:A2"', b'ref="A1:XFD1048576"'))
    assert [kpi.text for kpi in read(saved.getvalue()).kpis] == ["Sales"]


def test_too_many_rows() -> None:
    rows = [f"KPI of person {number}" for number in range(sheet.MOST_KPIS + 1)]
    assert len(read(csv_of("KPI", *rows[:-1])).kpis) == sheet.MOST_KPIS
    assert problem(csv_of("KPI", *rows)).key == "sheet.too-many-rows"


def test_a_cell_too_long_names_row_and_column() -> None:
    found = problem(csv_of("KPI,Mục đích", "Doanh số,ngắn", "Giá vốn," + "dài " * 300))
    assert found.key == "sheet.long-cell"
    for language in content.languages():
        assert "3" in found.text(language)
        assert "Mục đích" in found.text(language)
    assert read(csv_of("KPI,Remarks", "Sales," + "long " * 300)).kpis, "a column that isn't read may be long"

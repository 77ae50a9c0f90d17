"""The charter in every format, opened again with the real libraries."""

from __future__ import annotations

import csv
import dataclasses
import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

import docx
import mistune
import openpyxl
import pytest
from docx.oxml.ns import qn

from kpi_workshop import content, export
from kpi_workshop.content import Problem
from kpi_workshop.export import Charter, CharterKpi, wording
from kpi_workshop.kpi import Kpi
from kpi_workshop.sheet import read_sheet

ENGLISH = Charter(
    title="Sales team North",
    language="en",
    date="2026-11-22",
    agenda="From vague to motivating, 60 minutes",
    participants=(("Lan", "member"), ("Minh", "member"), ("Hoa", "member"), ("Ms Thu", "manager")),
    facilitator="An Nguyen",
    complete=True,
    kpis=(
        CharterKpi(
            kpi=Kpi(
                id="kpi-1",
                text="Win 35 of 100 offers by the end of June, from 28 today, by visiting customers first",
                purpose="Spend our time on deals that customers want",
                measure="Signed orders ÷ offers sent, from the CRM",
                counter_measure="Customers say after three months that they got what was promised",
                growth="Minh prepares two first visits with Lan and leads the third",
                owner="Lan",
                baseline="28 of 100",
                commit="31 of 100",
                target="35 of 100",
                stretch="38 of 100",
                period="January to June 2027",
                review_date="2026-12-05",
                rhythm="biweekly",
                recognition=("Lan shows the other region how the first visit works", "A day of learning"),
            ),
            before="Increase sales by 50%",
            had_a_say=("Lan", "Minh", "Ms Thu"),
            abstained=("Hoa",),
            objected=("Minh",),
            support=((4, 2), (2, 1)),
            statements=(("The north-west has fewer customers.", "Minh"), ("Visits need a car.", "")),
        ),
        CharterKpi(
            kpi=Kpi(id="kpi-2", text="60% of customers order again within 90 days", target="60%"),
            before="",
            had_a_say=(),
            abstained=(),
            objected=(),
            support=(),
            statements=(),
        ),
    ),
)
VIETNAMESE = Charter(
    title="Nhóm kinh doanh miền Bắc",
    language="vi",
    date="2026-11-22",
    agenda="Từ mơ hồ đến truyền động lực, 60 phút",
    participants=(("Lan", "member"), ("Hoà", "member"), ("Chị Thu", "manager")),
    facilitator="Nguyễn Hoài An",
    complete=False,
    kpis=(
        CharterKpi(
            kpi=Kpi(
                id="kpi-1",
                text="Đến hết tháng 6/2027, chốt được 35 trên 100 báo giá nhờ gặp khách trước khi báo giá",
                purpose="Dành thời gian cho những đơn hàng khách thật sự cần",
                measure="Số đơn ký ÷ số báo giá gửi đi",
                counter_measure="Sau 3 tháng khách xác nhận nhận được đúng điều đã hứa",
                growth="Hoà cùng chuẩn bị hai buổi gặp khách rồi tự dẫn buổi thứ ba",
                owner="Chị Lan",
                baseline="28/100",
                commit="31/100",
                target="35/100",
                stretch="38/100",
                period="Tháng 1–6/2027",
                review_date="2026-12-05",
                rhythm="monthly",
                recognition=("Lan chia sẻ cách gặp khách lần đầu", "Một buổi chiều học hỏi ở khách hàng"),
            ),
            before="Tăng doanh số 50%",
            had_a_say=("Lan", "Chị Thu"),
            abstained=("Hoà",),
            objected=(),
            support=((4, 1), (3, 1)),
            statements=(("Đề nghị xem lại con số cho từng khu vực.", "Lan"),),
        ),
    ),
)
EVIL = [
    '=HYPERLINK("http://evil.example","x")',
    "+1+1",
    "@SUM(A1)",
    "-2+3+cmd|' /C calc'!A0",
    "<script>alert(1)</script>",
    "# heading",
    "[x](javascript:alert(1)) ![i](http://evil.example/i.png)",
    "www.evil.example https://evil.example mail@evil.example <https://evil.example>",
    "a | b ` c * d _ e_ ~~f~~ \\ g &amp; &#60;b&#62;",
    "1. one\n- two\n\n# three\n===\n> four",
    "bell\x07 and \x00 nothing \ufffe \ud800",
]
CHARTERS = pytest.mark.parametrize("charter", [ENGLISH, VIETNAMESE], ids=lambda charter: charter.language)


def with_text(words: str) -> Charter:
    """A charter in which a person wrote `words` wherever one can."""
    entry = ENGLISH.kpis[0]
    kpi = dataclasses.replace(
        entry.kpi, text=words, purpose=words, owner=words, review_date=words, recognition=(words, words)
    )
    entry = dataclasses.replace(
        entry, kpi=kpi, before=words, had_a_say=(words,), objected=(words,), statements=((words, words),)
    )
    people = ((words, "member"), (words, "manager"))
    return dataclasses.replace(
        ENGLISH, title=words, agenda=words, facilitator=words, participants=people, kpis=(entry,)
    )


def render(charter: Charter, name: str) -> bytes:
    return export.find_format(name).render(charter)


def opened(data: bytes) -> Any:
    return docx.Document(io.BytesIO(data))


def words_of_docx(data: bytes) -> str:
    document = opened(data)
    section = document.sections[0]
    parts = [document.element.body, section.header._element, section.footer._element]
    return "\n".join(words_of_line(line) for part in parts for line in part.iter(qn("w:p")))


def words_of_line(line: Any) -> str:
    marks = {qn("w:tab"): "\t", qn("w:br"): "\n"}
    runs = (child for run in line.iter(qn("w:r")) for child in run)
    return "".join(child.text if child.tag == qn("w:t") else marks.get(child.tag, "") for child in runs)


def words_of_xlsx(data: bytes) -> str:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return "\n".join(
        str(cell.value) for page in book for row in page for cell in row if cell.value is not None
    )


def words_of_markdown(data: bytes) -> str:
    html = markdown_as_html(data)
    plain = re.sub(r"<[^>]+>", "\n", html)
    for entity, letter in (("&quot;", '"'), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        plain = plain.replace(entity, letter)
    return plain


def markdown_as_html(data: bytes) -> str:
    html = mistune.create_markdown(escape=False, plugins=["table", "url", "strikethrough", "footnotes"])(
        data.decode()
    )
    assert isinstance(html, str)
    return html


READERS: dict[str, Callable[[bytes], str]] = {
    "docx": words_of_docx,
    "xlsx": words_of_xlsx,
    "md": words_of_markdown,
    "csv": lambda data: data.decode("utf-8-sig").replace('""', '"'),
}
FORMATS = pytest.mark.parametrize("name", READERS)


def test_every_format_is_tested() -> None:
    assert {*READERS, "ics"} == set(export.FORMATS)  # the calendar has tests of its own


@FORMATS
@CHARTERS
def test_everything_that_was_agreed_is_in_it(charter: Charter, name: str) -> None:
    words = READERS[name](render(charter, name))
    for entry in charter.kpis:
        known = entry.kpi.as_dict()
        values = [
            known[field] for field in known if field not in {"id", "review_date", "rhythm", "recognition"}
        ]
        values += [*entry.kpi.recognition, *entry.had_a_say, *entry.abstained, *entry.objected]
        values += [entry.before, *(said for said, _ in entry.statements)]
        for value in values:
            assert value in words
    if name != "csv":
        for field in wording.FIELDS:
            assert wording.field_name(field, charter.language) in words
        for value in (charter.title, charter.agenda, charter.facilitator, *dict(charter.participants)):
            assert value in words


@FORMATS
def test_dates_and_rhythms_are_written_in_the_language(name: str) -> None:
    english, vietnamese = (READERS[name](render(charter, name)) for charter in (ENGLISH, VIETNAMESE))
    if name == "csv":
        assert "2026-12-05" in english
        assert "biweekly" in english
    else:
        assert "5 December 2026" in english
        assert "every two weeks" in english
        assert "05/12/2026" in vietnamese
        assert "hằng tháng" in vietnamese


@pytest.mark.parametrize("name", ["docx", "xlsx", "md"])
def test_what_is_unknown_is_visibly_blank_and_a_draft_says_so(name: str) -> None:
    complete = READERS[name](render(ENGLISH, name))
    draft = READERS[name](render(dataclasses.replace(ENGLISH, complete=False), name))
    assert "not agreed yet" in complete
    assert "nobody was asked yet" in complete
    assert "Draft" not in complete
    assert "Draft: not everything" in draft
    assert "Bản nháp" in READERS[name](render(VIETNAMESE, name))


@FORMATS
def test_a_charter_without_kpis(name: str) -> None:
    words = READERS[name](render(dataclasses.replace(ENGLISH, kpis=()), name))
    assert "No KPI has been agreed yet." in words or name == "csv"


@FORMATS
def test_the_same_charter_gives_the_same_bytes(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    first = render(ENGLISH, name)
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert render(ENGLISH, name) == first
    if name in {"docx", "xlsx"}:
        with zipfile.ZipFile(io.BytesIO(first)) as package:
            assert {member.date_time[0] for member in package.infolist()} == {1980}
            assert b"2026-11-22T00:00:00Z" in package.read("docProps/core.xml")


# --- user text is data ---------------------------------------------------------------------------------


@FORMATS
@pytest.mark.parametrize("words", EVIL)
def test_whatever_people_write_stays_text(name: str, words: str) -> None:
    found = READERS[name](render(with_text(words), name))
    kept = re.sub(r"[\x00-\x08\ufffe\ud800]", "", words)
    assert " ".join(kept.split()) in " ".join(found.replace("\u2060", "").split())


@pytest.mark.parametrize("words", EVIL)
def test_no_cell_is_a_formula(words: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(render(with_text(words), "xlsx")))
    cells = [cell for page in book for row in page for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.quotePrefix for cell in cells if str(cell.value).startswith(("=", "+1", "@", "-2+")))
    rows = list(csv.reader(io.StringIO(render(with_text(words), "csv").decode("utf-8-sig"))))
    assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for row in rows for cell in row)


def test_a_signed_number_is_not_a_formula() -> None:
    entry = dataclasses.replace(ENGLISH.kpis[0], before="-5,5%")
    rows = csv.reader(
        io.StringIO(render(dataclasses.replace(ENGLISH, kpis=(entry,)), "csv").decode("utf-8-sig"))
    )
    assert list(rows)[1][2] == "-5,5%"


@pytest.mark.parametrize("words", EVIL)
def test_markdown_has_no_html_links_or_headings_of_people(words: str) -> None:
    lines = len([line for line in words.split("\n") if line.strip()])
    harmless = markdown_as_html(render(with_text("\n".join(["harmless"] * lines)), "md"))
    html = markdown_as_html(render(with_text(words), "md"))
    tags = re.compile(r"</?[a-z][^>]*>")
    assert tags.findall(html) == tags.findall(harmless)


# --- the shape of each format ----------------------------------------------------------------------------


@CHARTERS
def test_a_workbook_can_be_brought_in_again(charter: Charter) -> None:
    for name in ("xlsx", "csv"):
        found = read_sheet(f"charter.{name}", render(charter, name))
        assert list(found.kpis) == [entry.kpi for entry in charter.kpis]
        # "Mục tiêu" may head a list of KPIs by itself, so the sheet to print can pass for another table.
        assert {note.key for note in found.notes} <= {"other-worksheets"}


@CHARTERS
def test_the_workbook_is_ready_to_print(charter: Charter) -> None:
    book = openpyxl.load_workbook(io.BytesIO(render(charter, "xlsx")))
    overview, details = book.worksheets
    for page in (overview, details):
        assert page.page_setup.paperSize == 9
        assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (1, 0)
        assert page.sheet_properties.pageSetUpPr.fitToPage
        assert "&P" in page.oddFooter.right.text
    assert re.fullmatch(r"\$?(\d+):\$?\1", overview.print_title_rows)
    assert len(details.row_breaks.brk) == len(charter.kpis) - 1
    filled = [cell for row in overview for cell in row if cell.value]
    assert {cell.font.name for cell in filled} == {"Calibri"}
    assert any(cell.fill.fgColor.rgb == "000B6B60" for cell in filled)


@CHARTERS
def test_the_document_is_a4_with_pages_and_one_font(charter: Charter) -> None:
    document = opened(render(charter, "docx"))
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    fields = [field.get(qn("w:instr")) for field in section.footer._element.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]
    heroes = [line.text for line in document.paragraphs if line.style.name == "Heading 1"]
    assert heroes == [entry.kpi.text for entry in charter.kpis]
    for name in {line.style.name for line in document.paragraphs}:
        fonts = document.styles[name].element.rPr.rFonts
        assert {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "eastAsia", "cs")} == {
            "Calibri"
        }
    breaks = [line for line in document.paragraphs if line.paragraph_format.page_break_before]
    assert len(breaks) == len(charter.kpis)


ORDER = {
    "w:pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs spacing ind "
    "contextualSpacing jc outlineLvl rPr",
    "w:tblPr": "tblStyle tblW jc tblInd tblBorders shd tblLayout tblCellMar tblLook",
    "w:rPr": "rStyle rFonts b bCs i iCs color spacing kern sz szCs lang",
}


def test_word_finds_properties_in_the_order_it_insists_on() -> None:
    document = opened(render(dataclasses.replace(ENGLISH, complete=False), "docx"))
    ours = {line.style.name for line in document.paragraphs} | {
        "Label",
        "Value",
        "Listed",
        "Counted",
        "Blank",
    }
    roots = [document.element, *(document.styles[name].element for name in ours)]
    for tag, order in ORDER.items():
        for properties in (found for root in roots for found in root.iter(qn(tag))):
            names = [child.tag.partition("}")[2] for child in properties]
            assert names == sorted(names, key=order.split().index)


def test_distributions_not_averages() -> None:
    words = words_of_docx(render(ENGLISH, "docx"))
    assert re.search(r"I support it\s*2\s*●●\n", words)
    assert re.search(r"I can accept it\s*0\s*\n", words)
    assert "2 × I support it" in words_of_xlsx(render(ENGLISH, "xlsx"))


@pytest.mark.parametrize("name", ["docx", "xlsx", "md"])
def test_a_distribution_says_how_many_answered_unless_all_did(name: str) -> None:
    assert "3 of 4 answered" in READERS[name](render(ENGLISH, name))
    everyone = dataclasses.replace(ENGLISH.kpis[0], abstained=())
    words = READERS[name](render(dataclasses.replace(ENGLISH, kpis=(everyone,)), name))
    assert "I support it" in words
    assert " answered\n" not in words


@CHARTERS
def test_the_charter_calls_things_as_the_desk_does(charter: Charter) -> None:
    asked = content.section("steps.commit", charter.language)
    answers = content.section("steps.consent", charter.language)
    for name, words_of in READERS.items():
        words = words_of(render(charter, name))
        for key in ("owner", "baseline", "target", "measure", "review_date", "rhythm", "purpose"):
            assert asked[key] in words
        for level in wording.LEVELS:
            assert answers[f"level{level}"] in words


@pytest.mark.parametrize("name", ["docx", "xlsx", "md"])
def test_a_period_nobody_is_asked_for_is_no_blank(name: str) -> None:
    first, second = ENGLISH.kpis
    without = dataclasses.replace(first, kpi=dataclasses.replace(first.kpi, period=""))
    assert "Period" in READERS[name](render(ENGLISH, name))
    assert "Period" not in READERS[name](render(dataclasses.replace(ENGLISH, kpis=(without, second)), name))


def test_a_period_only_some_kpis_have_leaves_an_empty_cell() -> None:
    overview = openpyxl.load_workbook(io.BytesIO(render(ENGLISH, "xlsx"))).worksheets[0]
    rows = list(overview.iter_rows(values_only=True))
    head = next(row for row in rows if "Period" in row)
    period = head.index("Period")
    assert [row[period] for row in rows[rows.index(head) + 1 :]] == ["January to June 2027", None]


def test_markdown_keeps_the_lines_people_wrote() -> None:
    first = ENGLISH.kpis[0]
    kpi = dataclasses.replace(first.kpi, counter_measure="Fewer returns\nNo overtime")
    entry = dataclasses.replace(first, kpi=kpi, statements=(("One car\nis too few.", "Minh"),))
    html = markdown_as_html(render(dataclasses.replace(ENGLISH, kpis=(entry,)), "md"))
    assert "Fewer returns<br>No overtime" in html
    assert "A day of learning" in html.split("first visit works<br>")[1]
    assert re.search(r"One car<br\s*/?>\s*is too few\.<br\s*/?>\s*— signed: Minh", html)


# --- names of files and formats ----------------------------------------------------------------------------


def test_file_names_are_safe_everywhere() -> None:
    names = [export.filename(charter, export.FORMATS["docx"]) for charter in (ENGLISH, VIETNAMESE)]
    assert names == [
        "kpi-charter-sales-team-north-2026-11-22.docx",
        "thoa-thuan-kpi-nhom-kinh-doanh-mien-bac-2026-11-22-ban-nhap.docx",
    ]
    for title in ("../../etc/passwd", 'a/b\\c:d*?"<>|\r\n', "", "销售", "x" * 500):
        name = export.filename(dataclasses.replace(ENGLISH, title=title), export.FORMATS["md"])
        assert re.fullmatch(r"[a-z0-9-]{1,100}\.md", name)


def test_an_unknown_format_names_those_there_are() -> None:
    with pytest.raises(Problem) as raised:
        export.find_format("pages")
    for language in content.languages():
        words = raised.value.text(language)
        assert "pages" in words
        assert all(name in words for name in export.FORMATS)

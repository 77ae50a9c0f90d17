"""Statements from files: lines and CSV."""

from __future__ import annotations

import io
import tracemalloc
from pathlib import Path

import pytest

from kpi_workshop import content
from kpi_workshop.lint import files
from kpi_workshop.lint.files import expand, statements
from kpi_workshop.lint.statement import Place, Statement


def _read(text: str, name: str = "kpis.txt") -> list[tuple[str, str, str | None]]:
    found = statements(io.StringIO(text), name)
    return [(statement.id, statement.text, statement.language) for statement in found]


def _only(text: str, name: str = "kpis.csv") -> Statement:
    (statement,) = statements(io.StringIO(text), name)
    return statement


def test_one_statement_a_line() -> None:
    assert _read("Increase sales, by 50%\n\n  Tăng doanh số  \n") == [
        ("1", "Increase sales, by 50%", None),
        ("3", "  Tăng doanh số  ", None),
    ]


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_a_csv_with_its_columns(sign: str) -> None:
    rows = ["ID,Text,language", 'a,"Sales, up 5%",en', ",Tăng 5%,", "c,,en", 'd,"two\nlines",vi', "e"]
    text = "\n".join(rows).replace(",", sign).replace(f"Sales{sign}", "Sales,")
    assert _read(text, "kpis.csv") == [
        ("a", "Sales, up 5%", "en"),
        ("2", "Tăng 5%", None),
        ("d", "two\nlines", "vi"),
    ]


def test_a_csv_on_standard_input_is_recognised_by_its_text_column() -> None:
    assert _read("text\nGrow\n") == [("1", "Grow", None)]
    assert _read("\n\nid,text\nx,Grow\n") == [("x", "Grow", None)]
    assert _read("KPI, as agreed: 5\n") == [("1", "KPI, as agreed: 5", None)]


def test_a_kpi_sheet_has_other_names_for_its_columns() -> None:
    assert _read("STT;Chỉ tiêu\n4;Tỷ lệ giữ chân\n", "kpis.csv") == [("4", "Tỷ lệ giữ chân", None)]
    row = _only("Target,KPI,Deadline,Baseline\n3%,Churn,Q3,\n")
    assert (row.text, row.fields) == ("Churn", {"target": "3%", "period": "Q3", "baseline": ""})


def test_a_csv_without_statements_says_what_it_has() -> None:
    with pytest.raises(content.Problem) as raised:
        _read("id,colour\n1,red\n", "kpis.csv")
    for language in content.languages():
        assert "kpis.csv" in raised.value.text(language)
        assert "id, colour" in raised.value.text(language)


def test_a_csv_row_that_cannot_be_read_is_named() -> None:
    with pytest.raises(content.Problem) as raised:
        _read("\nid,text\n1,ok\n2," + "x" * 200_000, "kpis.csv")
    assert "line 4" in str(raised.value)


@pytest.mark.parametrize("name", ["kpis.txt", "kpis.csv", "kpis.md"])
def test_a_long_line_is_a_statement_like_any_other(name: str) -> None:
    start = {"kpis.txt": "", "kpis.csv": "text\n", "kpis.md": "- "}[name]
    assert len(_only(f"{start}{'Grow ' * 20_000}", name).text.strip()) == 99_999


def test_every_statement_knows_its_place() -> None:
    lines = statements(
        io.StringIO('id,text\n\n"a",Grow it\nb,"two\nlines"\nGrow,"Grow, it"\nd,"a ""b"""\n'), "k.csv"
    )
    places = [statement.places for statement in lines]
    assert places == [(Place(0, 3, 5),), (Place(0, 4, 0),), (Place(0, 6, 7),), (Place(0, 7, 0),)]
    line = _only("\n  Grow it\n", "kpis.txt")
    assert line.line == 2
    assert line.region((2, 6)) == (Place(2, 2, 3), Place(6, 2, 7))


def test_a_mark_at_the_end_of_a_line_is_no_part_of_the_statement() -> None:
    marked = _only("Close ticket #12 # not so  # Meant so: threat: why # not\n", "kpis.txt")
    assert marked.text == "Close ticket #12 # not so"
    assert marked.meant_so.strip() == "threat: why # not"
    assert _only("Keep #meant so: apart", "kpis.txt").text == "Keep"
    assert _only("Keep issue#meant so: apart", "kpis.txt").meant_so == ""
    assert _read("# meant so: threat: alone\n") == []


def test_a_mark_in_a_csv_has_a_column() -> None:
    for name in ("meant_so", "Meant so"):
        assert _only(f"text,{name}\nGrow,threat: why\n").meant_so == "threat: why"


def _bytes(folder: Path, data: bytes) -> list[Statement]:
    (folder / "kpis.txt").write_bytes(data)
    return list(files.read(str(folder / "kpis.txt")))


def test_files_come_from_all_kinds_of_programs(tmp_path: Path) -> None:
    for data in (b"\xef\xbb\xbfGrow\r\n\r\nShrink", b"Grow\r\rShrink\r", b"Grow\n\nShrink\n"):
        assert [(row.text, row.line) for row in _bytes(tmp_path, data)] == [("Grow", 1), ("Shrink", 3)]


def test_what_is_not_utf8_is_named_by_line_and_byte(tmp_path: Path) -> None:
    with pytest.raises(content.Problem) as raised:
        _bytes(tmp_path, "Tăng\nGröße\n".encode() + "Größe".encode("latin-1"))
    told = str(raised.value)
    assert "line 3" in told
    assert "byte 17 " in told
    assert "UTF-8" in told


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(content.Problem, match="missing"):
        list(files.read(str(tmp_path / "missing.txt")))


def test_a_folder_stands_for_the_files_in_it(tmp_path: Path) -> None:
    for name in ("b.md", "a/c.CSV", "a/d.txt", "e.py", ".git/f.md"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("", encoding="utf-8")
    found = [Path(name).relative_to(tmp_path).as_posix() for name in expand([str(tmp_path)])]
    assert found == ["a/c.CSV", "a/d.txt", "b.md"]
    assert expand(["-", "nowhere"]) == ["-", "nowhere"]
    (tmp_path / "empty").mkdir()
    with pytest.raises(content.Problem, match="empty"):
        expand([str(tmp_path / "empty")])


@pytest.mark.parametrize("name", ["kpis.txt", "kpis.csv", "kpis.md"])
def test_a_large_file_takes_no_more_memory_than_a_small_one(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text("text,note\n" + "- Grow the number of repeat guests, by 12%\n" * 20_000, encoding="utf-8")
    tracemalloc.start()
    count = sum(1 for _ in files.read(str(path)))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count >= 20_000
    assert peak < path.stat().st_size / 2

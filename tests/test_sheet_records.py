"""What a sheet says of the past, of what is possible and of who had a say; and for all of its rows."""

from __future__ import annotations

import time

import pytest

from kpi_workshop import content, critic, sheet
from kpi_workshop.kpi import Kpi


def read(*lines: str) -> sheet.Sheet:
    return sheet.read_sheet("kpis", "\n".join(lines).encode())


@pytest.mark.parametrize(
    ("headers", "meaning"),
    [
        ("KPI,Target,Past results,Capacity,Who had a say,Meant so",
         ["text", "target", "history", "capacity", "involved", "meant_so"]),
        ("Chỉ tiêu,Mức giao,Kết quả các năm trước,Thực hiện năm trước,Công suất tối đa,Người được hỏi ý kiến",
         ["text", "target", "history", "baseline", "capacity", "involved"]),
        ("KPI,History (quarters),Current,What is possible", ["text", "history", "baseline", "capacity"]),
        ("KPI,Owner,Set by", ["text", "owner", "involved"]),
        ("KPI,Người phụ trách,Người tham gia", ["text", "owner", "involved"]),
    ],
)  # fmt: skip
def test_columns(headers: str, meaning: list[str]) -> None:
    found = read(headers, ",".join("something" for _ in meaning))
    assert found.columns == dict(zip(meaning, headers.split(","), strict=True))
    assert not found.ignored


def test_cells_are_kept_as_they_were_typed() -> None:
    first, second = read(
        "KPI,Unit,Target,Past levels,Capacity,Involved,Meant so",
        "Orders,pieces,70,42; 45; 44,60,Manager,",
        "Returns,%,2,,-,n/a,It is the law",
    ).kpis
    assert (first.target, first.capacity, first.history) == ("70 pieces", "60 pieces", "42; 45; 44")
    assert (first.involved, first.meant_so) == ("Manager", {})
    assert (second.involved, second.capacity, second.meant_so) == ("", "", {"*": "It is the law"})


def test_marks_name_rules_and_reasons() -> None:
    (kpi,) = read(
        "KPI,Meant so", '"No fires","absolute-target, threat: by law; locked: as agreed in May; June"'
    ).kpis
    assert kpi.meant_so == {
        "absolute-target": "by law",
        "threat": "by law",
        "locked": "as agreed in May; June",
    }


def test_what_a_sheet_says_is_what_the_critic_asks_about() -> None:
    (kpi,) = read(
        "KPI,Past results,Who had a say,Capacity", "Orders a week: 70,42; 45; 44,Manager,50 a week"
    ).kpis
    assert {"beyond-history", "nobody-asked", "over-capacity"} <= {one.rule for one in critic.critique(kpi)}


# --- the period of a whole sheet --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("KPI quý 3/2026", "quý 3/2026"),
        ("BẢNG GIAO CHỈ TIÊU KPI NĂM 2027", "NĂM 2027"),
        ("Targets for Q3 2026", "Q3 2026"),
        ("Kỳ đánh giá: Quý 4/2026", "Quý 4/2026"),
        ("Period: H1 2027", "H1"),
        ("Q2 2027", "Q2 2027"),
        ("CÔNG TY ABC", ""),
        ("Updated March 2026", ""),
        ("KPI cập nhật tháng 3/2026", ""),
        ("Ban hành kèm Kế hoạch số 12 ngày 5/1/2026", ""),
        ("Sales kick-off 2026", ""),
    ],
)
def test_a_title_may_say_when(title: str, period: str) -> None:
    found = read(f"{title};;", "KPI;Target;Owner", "Sales;5;Lan")
    assert found.period.startswith(period) if period else not found.period
    assert found.kpis[0].period == found.period


def test_so_may_the_header_of_the_targets_but_not_that_of_the_levels_today() -> None:
    found = read("Tên chỉ tiêu,Kế hoạch năm 2027,Thực hiện năm 2026", "Doanh số,5,4")
    assert found.period.endswith("2027")
    assert found.kpis[0].period == found.period
    assert read("Tên chỉ tiêu,Kế hoạch,Thực hiện năm 2026", "Doanh số,5,4").period == ""


def test_a_row_with_a_period_of_its_own_keeps_it_and_people_see_where_the_other_came_from() -> None:
    found = read("KPI quý 3/2026;", "KPI;Thời hạn", "Doanh số;Tháng 7", "Tỷ lệ lỗi;")
    assert [kpi.period for kpi in found.kpis] == ["Tháng 7", "quý 3/2026"]
    (note,) = found.notes
    assert (note.row, note.key) == (1, "period")
    assert all("quý 3/2026" in note.text(language) for language in content.languages())
    assert not read("KPI quý 3/2026;", "KPI;Thời hạn", "Doanh số;Tháng 7").notes


def test_the_line_nearest_to_the_table_counts() -> None:
    assert read("KPI năm 2026;", "Kỳ: Quý 3;", "KPI;Target", "Sales;5").period == "Quý 3"


# --- wide tables ------------------------------------------------------------------------------------


def test_a_header_with_every_column_is_read_as_fast_as_a_short_one() -> None:
    names = [
        "No.", "KPI", "Target", "Baseline", "History", "Capacity", "Involved", "Period", "Owner", "Purpose",
        "How measured", "Counter-measure", "Recognition", "Review date", "Check-ins", "Unit", "Meant so",
    ]  # fmt: skip

    def work(columns: int) -> float:
        lines, times = [",".join(names[:columns]), ",".join("x" for _ in range(columns))] * 8, []
        for _ in range(3):
            start = time.process_time()
            read(*lines)
            times.append(time.process_time() - start)
        return min(times)

    assert len(read(",".join(names), ",".join("word" for _ in names)).columns) == len(names)
    # Were every column taken or left, twice the columns would be two hundred times the work.
    assert work(16) < 20 * work(8)


# --- records as they are stored ---------------------------------------------------------------------


def test_a_record_comes_back_from_its_fields() -> None:
    kpi = Kpi(
        id="k1",
        text="Doanh số",
        history="42; 45",
        capacity="60",
        involved="cả nhóm",
        recognition=("lời cảm ơn",),
        meant_so={"locked": "mới thử"},
    )
    assert Kpi.from_dict(kpi.as_dict()) == kpi
    assert hash(kpi) == hash(Kpi.from_dict(kpi.as_dict()))
    assert Kpi.from_dict({"id": "k1", "text": "Doanh số", "someday": 1}) == Kpi(id="k1", text="Doanh số")
    assert Kpi(id="k1", text="Doanh số").as_dict() == {"id": "k1", "text": "Doanh số"}

"""The scoreboard: it counts rightly, and its page is up to date."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpi_workshop.critic import score
from kpi_workshop.critic.score import Tally, boards, errors, judged

# In 1, 2 and 4 the critic finds missing-baseline, missing-timeframe and unsupported-leap; in 3 nothing.
LABELLED = """\
id,language,text,labels,disputed,kind
1,en,Increase sales by 50%,missing-baseline missing-timeframe,,quantitative
2,en,Increase sales by 40%,missing-baseline threat,missing-timeframe,deliverable
3,en,NPS 45 in Q3,threat,threat,
4,vi,Tăng doanh số 50%,missing-baseline missing-timeframe unsupported-leap,,quantitative
"""


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    path = tmp_path / "labelled.csv"
    path.write_text(LABELLED, encoding="utf-8")
    return path


def test_right_false_and_missed_are_counted_without_what_is_disputed(labelled: Path) -> None:
    board = boards(judged(labelled))["en"]
    assert board.rules == {
        "threat": Tally(0, 0, 1),
        "unsupported-leap": Tally(0, 2, 0),
        "missing-baseline": Tally(2, 0, 0),
        "missing-timeframe": Tally(1, 0, 0),
    }
    assert board.total == Tally(3, 2, 1)
    assert board.statements == 3
    assert board.kinds == 0.5
    assert board.macro_f1 == 0.5


def test_a_tally_has_the_usual_shares() -> None:
    tally = Tally(right=6, false=2, missed=4)
    assert (tally.precision, tally.recall) == (0.75, 0.6)
    assert tally.f1 == pytest.approx(2 * 0.75 * 0.6 / (0.75 + 0.6))
    assert (Tally(0, 0, 3).precision, Tally(0, 3, 0).recall, Tally(0, 0, 0).f1) == (0, 0, 0)


def test_the_rows_that_a_rule_gets_wrong_are_listed(labelled: Path) -> None:
    rows = judged(labelled)
    assert list(errors(rows, "threat")) == ["missed  2  Increase sales by 40%"]
    assert [line.split()[:2] for line in errors(rows, "unsupported-leap")] == [["false", "1"], ["false", "2"]]
    assert list(errors(rows, "missing-timeframe")) == []


def test_a_file_needs_neither_kinds_nor_disputed_labels(tmp_path: Path) -> None:
    path = tmp_path / "few.csv"
    path.write_text("id,language,text,labels\n1,en,NPS 45 in Q3,\n", encoding="utf-8")
    board = boards(judged(path))["en"]
    assert (board.kinds, board.rules, board.macro_f1) == (None, {}, 0)


def test_the_scores_are_printed(labelled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    score.main([str(labelled)])
    told = capsys.readouterr().out
    assert "en: 3 statements, macro F1 0.500, micro precision 0.600, micro recall 0.750" in told
    assert ["unsupported-leap", "0", "2", "0", "0.00", "0.00", "0.00"] in [
        line.split() for line in told.splitlines()
    ]
    score.main([str(labelled), "--errors", "threat"])
    assert capsys.readouterr().out == "missed  2  Increase sales by 40%\n"


def test_the_page_of_scores_is_up_to_date() -> None:
    page = score.PAGE.read_text(encoding="utf-8")
    assert page == score.page(), "run make docs"

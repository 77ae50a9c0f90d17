"""The critic for tables in pandas."""

from __future__ import annotations

import pandas as pd
import pytest

from kpi_workshop.critic import critique
from kpi_workshop.critic.frame import findings_frame

TABLE = pd.DataFrame(
    {
        "text": ["Increase sales by 50%", None, "NPS 45 in Q3", float("nan"), "Tang doanh so 50%", pd.NA, 5],
        "name": list("abcdefg"),
        "language": ["en", None, None, "en", "vi", "vi", None],
    },
    index=[70, 60, 50, 40, 30, 20, 10],
)
COLUMNS = ["row", "rule", "severity", "confidence", "start", "end", "message", "question"]


def test_a_row_a_finding() -> None:
    found = findings_frame(TABLE)
    assert list(found.columns) == COLUMNS
    first = found[found["row"] == 70]
    expected = critique("Increase sales by 50%")
    assert list(first["rule"]) == [finding.rule for finding in expected]
    assert list(zip(first["start"], first["end"], strict=True)) == [finding.span for finding in expected]
    assert first["question"].iloc[0] == expected[0].question("en")
    assert list(found["row"].unique()) == [70, 30, 10]
    assert list(found.index) == list(range(len(found)))


def test_types_are_the_same_whether_something_is_found_or_not() -> None:
    found = findings_frame(TABLE)
    for nothing in (TABLE.iloc[:0], TABLE.loc[[50]], TABLE.loc[[40]]):
        pd.testing.assert_series_equal(findings_frame(nothing).dtypes, found.dtypes)
        assert len(findings_frame(nothing)) == 0
    assert dict(found.dtypes.astype(str)) == {
        "row": "int64",
        "rule": "string",
        "severity": "category",
        "confidence": "category",
        "start": "int64",
        "end": "int64",
        "message": "string",
        "question": "string",
    }
    assert (found["severity"] <= "should").any()


def test_findings_lead_back_to_their_rows() -> None:
    joined = findings_frame(TABLE).merge(TABLE, left_on="row", right_index=True)
    assert set(joined["name"]) == {"a", "e", "g"}
    assert set(findings_frame(TABLE, label="name")["row"]) == {"a", "e", "g"}


@pytest.mark.parametrize(
    ("index", "first"),
    [
        (pd.MultiIndex.from_product([["x"], range(7)]), ("x", 0)),
        (pd.date_range("2026-01-01", periods=7, tz="UTC"), pd.Timestamp("2026-01-01", tz="UTC")),
    ],
)
def test_any_index_will_do(index: pd.Index, first: object) -> None:
    table = TABLE.set_index(index)
    assert findings_frame(table)["row"].iloc[0] == first
    assert findings_frame(table.iloc[:0])["row"].dtype == findings_frame(table)["row"].dtype


def test_the_language_may_stand_in_a_column() -> None:
    table = pd.DataFrame({"KPI": ["Grow 50%", "Grow 50%"], "in": ["vi", None]})
    told = findings_frame(table, "KPI", language="in").groupby("row")["question"].first()
    assert told[0] != told[1]


def test_a_column_that_is_missing_is_named() -> None:
    for names in ({"text": "KPI"}, {"label": "KPI"}, {"language": "KPI"}):
        with pytest.raises(KeyError, match="KPI"):
            findings_frame(TABLE, **names)

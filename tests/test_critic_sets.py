"""Rules on a set of KPIs: what shows only when they are seen together."""

from __future__ import annotations

import dataclasses

import pytest

from kpi_workshop import critic, sheet
from kpi_workshop.critic import SetRule
from kpi_workshop.kpi import Kpi

_EXAMPLES = [
    pytest.param(rule, kpis, expected, id=f"{rule.id}-{language}-{expected}-{number}")
    for rule in critic.set_rules().values()
    for expected, examples in ((True, rule.bad), (False, rule.good))
    for language, sets in examples.items()
    for number, kpis in enumerate(sets)
]


def whole(*kpis: Kpi) -> set[str]:
    return {finding.rule for finding in critic.critique_set(kpis).whole}


def numbered(*texts: str, **fields: str) -> list[Kpi]:
    return [Kpi.from_dict({"id": f"k{n}", "text": text, **fields}) for n, text in enumerate(texts, start=1)]


def test_the_rules_that_are_promised() -> None:
    assert set(critic.set_rules()) == {
        "only-quantitative", "only-financial", "too-many", "same-target-for-all", "at-each-others-cost",
    }  # fmt: skip


@pytest.mark.parametrize(("rule", "kpis", "expected"), _EXAMPLES)
def test_examples(rule: SetRule, kpis: tuple[Kpi, ...], expected: bool) -> None:
    assert (rule.id in whole(*kpis)) is expected


def test_a_finding_names_the_kpis_that_it_is_about() -> None:
    kpis = numbered(
        "Average handling time under 3 minutes", "Bed occupancy 95%", "Customer satisfaction 4.5 of 5"
    )
    finding = next(one for one in critic.critique_set(kpis).whole if one.rule == "at-each-others-cost")
    assert finding.kpis == ("k1", "k3")
    assert (finding.case, finding.field, finding.confidence) == ("speed-quality", "", "likely")
    assert "handling time" in finding.message("vi")


@pytest.mark.parametrize(
    ("one", "other", "case"),
    [
        ("Sản lượng mỗi chuyền 1.200 sp/ca", "Tỷ lệ hàng lỗi dưới 2%", "volume-quality"),
        ("Sản lượng 1.200 sp/ca", "Tai nạn lao động dưới 2 vụ", "volume-safety"),
        ("Cut the cost per ticket by 8%", "Customer satisfaction above 4", "cost-service"),
        ("Revenue of $40k a month", "Gross margin above 31%", "growth-margin"),
        ("Doanh số 500 triệu/tháng", "Nợ quá hạn trên doanh thu dưới 10%", "growth-debt"),
        ("Công suất sử dụng giường bệnh 95%", "Thời gian chờ khám dưới 30 phút", "full-waiting"),
        ("Tồn kho dưới 20 ngày", "Giao hàng đúng hẹn 96%", "stock-availability"),
        ("Cut costs by 8%", "Revenue of $40k a month", None),
        ("Sales rep absenteeism under 4%", "Gross margin above 31%", None),
        ("Thời gian xử lý dưới 3 phút, điểm hài lòng vẫn trên 4", "Điểm hài lòng đạt 4,5", None),
    ],
)
def test_tensions(one: str, other: str, case: str | None) -> None:
    for kpis in (numbered(one, other), numbered(other, one)):
        cases = {
            finding.case
            for finding in critic.critique_set(kpis).whole
            if finding.rule == "at-each-others-cost"
        }
        assert cases == ({case} if case else set())


def test_a_small_set_may_be_of_one_kind() -> None:
    assert whole(*numbered("Revenue of $40k", "Profit of $8k")) == set()
    assert {"only-financial", "only-quantitative"} <= whole(
        *numbered("Revenue of $40k", "Profit of $8k", "Costs: $9k")
    )


def test_only_a_person_can_have_too_many() -> None:
    texts = [f"Number of open items in area {area}" for area in "ABCDEFGH"]
    for person in ("Lan", "Trưởng phòng", "Mỗi nhân viên"):
        assert "too-many" in whole(*numbered(*texts, owner=person)), person
    for several in ("Phòng Kinh doanh", "Whole team", "Lan và Minh", ""):
        assert "too-many" not in whole(*numbered(*texts, owner=several)), several
    assert "too-many" not in whole(*numbered(*texts[:7], owner="Lan"))


def test_what_no_kpi_has_is_said_once_about_the_whole() -> None:
    kpis = numbered(
        "Scrap under 3% in 2027", "Downtime under 20 hours in 2027", owner="Mai", purpose="Less waste"
    )
    result = critic.critique_set(kpis)
    assert [finding.rule for finding in result.whole] == [
        "locked",
        "no-check-in",
        "no-recognition",
        "nobody-grows",
    ]
    assert {finding.kpis for finding in result.whole} == {("k1", "k2")}
    assert result.each == {"k1": (), "k2": ()}
    assert "No KPI in this set has a check-in rhythm" in result.whole[1].message("en")


def test_what_some_kpis_have_is_missing_in_the_others() -> None:
    first, second = numbered("Scrap under 3% in 2027", "Downtime under 20 hours in 2027", owner="Mai")
    result = critic.critique_set([dataclasses.replace(first, rhythm="weekly"), second])
    assert "no-check-in" not in {finding.rule for finding in result.whole}
    assert {rule: [one.rule for one in found] for rule, found in result.each.items()} == {
        "k1": [],
        "k2": ["no-check-in"],
    }


def test_bare_statements_are_not_asked_for_fields() -> None:
    result = critic.critique_set(numbered("Scrap under 3% in 2027", "Downtime under 20 hours in 2027"))
    assert result.whole == ()
    assert result.each == {"k1": (), "k2": ()}
    assert critic.critique_set([]).whole == ()


def test_a_period_for_all_answers_for_those_without_one() -> None:
    kpis = numbered("Close 40 tickets", "Scrap under 3%")
    dated, undated = critic.critique_set(kpis, period="Q3 2026"), critic.critique_set(kpis)
    assert all("missing-timeframe" in {one.rule for one in found} for found in undated.each.values())
    assert all("missing-timeframe" not in {one.rule for one in found} for found in dated.each.values())


def test_a_sheet_says_its_period_for_every_line() -> None:
    lines = ("KPI quý 3/2026;", "Chỉ tiêu;Chỉ tiêu giao", "Doanh số;5 tỷ", "Tỷ lệ lỗi;2%")
    found = critic.critique_set(sheet.read_sheet("kpis", "\n".join(lines).encode()).kpis)
    assert "missing-timeframe" not in {one.rule for findings in found.each.values() for one in findings}


def test_what_is_meant_so_is_left_out_of_the_set() -> None:
    fast, kind = numbered("Average handling time under 3 minutes", "Customer satisfaction 4.5 of 5")
    marked = dataclasses.replace(fast, meant_so={"at-each-others-cost": "we talk about both each Monday"})
    assert "at-each-others-cost" in whole(fast, kind)
    assert "at-each-others-cost" not in whole(marked, kind)


@pytest.mark.parametrize("example", sheet.examples(), ids=lambda example: example.id)
def test_few_things_are_said_about_an_example_sheet(example: sheet.Example) -> None:
    kpis = sheet.read_sheet(example.id, example.path.read_bytes()).kpis
    result = critic.critique_set(kpis)
    assert {finding.case for finding in result.whole} & {critic.LACKED_BY_ALL}
    assert len([finding for finding in result.whole if finding.case != critic.LACKED_BY_ALL]) <= 3
    assert not {"too-many", "only-financial", "same-target-for-all"} & {
        finding.rule for finding in result.whole
    }

"""Faults add up: what is found in a statement is what is found in its parts, however it is put together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set

import pytest

from kpi_workshop import critic

_OPEN = "missing-baseline missing-timeframe"
_LEAP = "missing-baseline unsupported-leap"
_BASES: Mapping[str, Mapping[str, str]] = {
    "en": {
        "Double sales this quarter": _LEAP,
        "Increase sales by 50%": f"{_LEAP} missing-timeframe",
        "Cut complaints by 12% this year": "missing-baseline",
        "Halve the reject rate by December": _LEAP,
        "Lower absenteeism to 4% in 2026": "missing-baseline",
        "Raise NPS from 25 to 31 by June": "",
        "Reduce energy costs": f"{_OPEN} missing-target",
        "Grow bookings by 50% by hiring two reps": _OPEN,
        "Answer 100% of calls within 20 seconds": "absolute-target missing-timeframe",
        "Answer every call within 20 seconds": "absolute-target missing-timeframe",
        "Never miss a delivery deadline": "absolute-target missing-timeframe",
        "Provide excellent service to our guests": "missing-target missing-timeframe vague-wording",
        "Improve communication between teams": "missing-target missing-timeframe vague-wording",
        "Make 40 calls a day": "activity-not-outcome",
        "Publish the maintenance handbook by 30 September": "activity-not-outcome",
        "Close 12 deals per month": "",
        "Zero complaints": "absolute-target missing-timeframe",
        "300 calls a day": "activity-not-outcome",
        "Active donors 40 → 55 by Q4": "unsupported-leap",
        "Employee turnover under 12% in 2026": "",
    },
    "vi": {
        "Tăng doanh số 50%": f"{_LEAP} missing-timeframe",
        "Gấp đôi số học viên đăng ký": f"{_LEAP} missing-timeframe",
        "Giảm khiếu nại 12% trong năm 2026": "missing-baseline",
        "Giảm 100% khiếu nại": f"{_LEAP} absolute-target missing-timeframe",
        "Giảm một nửa tỷ lệ lỗi trước tháng 12": _LEAP,
        "Nâng điểm hài lòng từ 4,1 lên 4,3 sao trong quý 3": "",
        "Giảm chi phí điện năng": f"{_OPEN} missing-target",
        "Tăng 40% lượng khách nhờ mở thêm hai cửa hàng": _OPEN,
        "Nâng cao chất lượng dịch vụ": "missing-target missing-timeframe vague-wording",
        "Gọi 300 cuộc mỗi ngày": "activity-not-outcome",
        "Giao đúng hẹn 98% đơn hàng mỗi tháng": "",
        "Xử lý khiếu nại trong vòng 24 giờ": "missing-timeframe",
        "100% đơn hàng giao đúng giờ": "absolute-target missing-timeframe",
        "Tuyệt đối không giao hàng trễ": "absolute-target missing-timeframe",
        "Nhà tài trợ: 40 → 55 trong quý 4": "unsupported-leap",
        "Tỷ lệ nghỉ việc dưới 12% trong năm 2026": "",
    },
}
_TAILS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "threat": {
        "en": (
            ", or lose the bonus",
            " or lose the bonus",
            "; otherwise a written warning",
            ", or you're out",
        ),
        "vi": (", không đạt thì trừ lương", ", nếu không sẽ bị kỷ luật", " – không đạt cắt thưởng"),
    },
    "money-only-reward": {
        "en": (", bonus of $500", " – bonus 500 per point", " (bonus: $300)", " for a $500 bonus"),
        "vi": (", thưởng 2 triệu", " (thưởng 1 triệu)", ", đạt thì thưởng 2 triệu", ". Thưởng 2 triệu."),
    },
    "imposed-wording": {
        "en": (", no excuses", ". No excuses."),
        "vi": (", bằng mọi giá", ", không lý do"),
    },
}
_TIMES = {
    "en": ("{} by end of Q3", "{} this year", "{} (Q3)", "Q3: {}", "By 30 June: {}"),
    "vi": ("{} trong quý 3", "{} trước 30/6", "{}, đo hàng tháng", "Quý 3: {}", "Trước 30/6: {}"),
}
_DRESS = {
    "en": ("Goal 2: {}", "Support team: {}", "OKR 2 - {}", "Logistics | {}"),
    "vi": ("Mục tiêu 2: {}", "Phòng kinh doanh: {}", "1/ {}", "CSKH | {}"),
}
_ANY_DRESS = ("{}", "- {}", "• {}", "1. {}", "2) {}", "KPI 3: {}", "“{}”", '"{}"', "({})", "{}.", "{}!")
_HEADS = {
    "en": ("You must {}", "Team leads must {}", "We must {}"),
    "vi": ("Trưởng nhóm phải {}", "Bắt buộc {}", "Nhân viên bắt buộc phải {}"),
}
_HEADS_OF_ALL = {
    "en": ("Each rep must {}", "Everyone has to {}", "All sales staff are required to {}"),
    "vi": ("Mỗi nhân viên phải {}", "Tất cả nhân viên phải {}"),
}
_NO_VERB = ("zero", "300", "active", "employee", "never", "100%", "tuyệt", "nhà", "tỷ")
"""How the statements begin that nobody can be told to do."""
_SHARED = ("publish", "raise", "nâng điểm")
"""And those that only a whole team can do."""
_WITH_MEANS = ("grow", "tăng 40%")
"""And those to whose means another goal could belong as well."""
_SECOND = {
    "en": (" and hire 3 engineers by May", "; open a branch in Hull by June"),
    "vi": (" và tuyển 3 kỹ sư trước tháng 5", "; mở 2 chi nhánh mới trước tháng 6"),
}
_Piece = tuple[str, str]
"""The statement with {} for the base, and the rules it adds."""


def _tails(language: str) -> list[_Piece]:
    return [(f"{{}}{tail}", rule) for rule, tails in _TAILS.items() for tail in tails[language]]


def _heads(language: str, base: str) -> Iterator[_Piece]:
    if base.lower().startswith(_NO_VERB):
        return
    yield from ((head, "imposed-wording") for head in _HEADS[language])
    if not base.lower().startswith(_SHARED):
        alike = any(map(str.isdigit, base)) or base.startswith(("Double", "Halve", "Gấp", "Giảm một nửa"))
        rules = "imposed-wording one-size-fits-all" if alike else "imposed-wording"
        yield from ((head, rules) for head in _HEADS_OF_ALL[language])


def _wrong(language: str, base: str, known: Set[str], pieces: Iterable[_Piece]) -> list[str]:
    """Where what is found isn't what is known of the base, and what a piece adds to it."""
    wrong = []
    for piece, rules in pieces:
        text, expected = piece.format(base), {*known, *rules.split()}
        found = {finding.rule for finding in critic.critique(text, language)}
        wrong += [f"{text}: found {found - expected}, lost {expected - found}"] if found != expected else []
    return wrong


@pytest.mark.parametrize(("language", "base"), [(code, base) for code in _BASES for base in _BASES[code]])
def test_findings_add_up(language: str, base: str) -> None:
    known, said = frozenset(_BASES[language][base].split()), base[0].lower() + base[1:]
    dated, tails = known - {"missing-timeframe"}, _tails(language)
    wrong = _wrong(language, base, known, ((dress, "") for dress in _ANY_DRESS + _DRESS[language]))
    wrong += _wrong(language, base.upper(), known, [("{}", "")])
    wrong += _wrong(language, base, known, tails)
    for head, rules in _heads(language, base):
        wrong += _wrong(language, head.format(said), {*known, *rules.split()}, [("{}", ""), *tails])
    if known != dated:
        wrong += _wrong(language, base, dated, ((time, "") for time in _TIMES[language]))
        wrong += _wrong(language, _TIMES[language][0].format(base), dated, tails)
    if known.isdisjoint({"activity-not-outcome", "missing-target"}) and not said.startswith(_WITH_MEANS):
        second = ((f"{{}}{goal}", "several-goals") for goal in _SECOND[language])
        wrong += _wrong(language, base, dated, second)
    assert not wrong, "\n".join(wrong)

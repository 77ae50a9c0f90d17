"""One person has more KPIs than anybody can keep in mind."""

import itertools
from collections.abc import Iterator, Sequence

from kpi_workshop.critic.owners import ids, is_one_person, owner
from kpi_workshop.critic.record import Record
from kpi_workshop.critic.rule import Evidence, Rule
from kpi_workshop.kpi import Kpi

_MOST = 7
"""The upper end of "five to seven", a rule of thumb of practitioners."""

_EN = (
    "Win rate of offers", "Offers sent in time", "Repeat orders", "New customers", "Overdue receivables",
    "Average order value", "Complaints answered in a day", "Visits to customers",
)  # fmt: skip
_VI = (
    "Tỷ lệ chốt đơn", "Báo giá gửi đúng hẹn", "Số đơn đặt lại", "Số khách hàng mới", "Nợ quá hạn",
    "Giá trị đơn hàng bình quân", "Khiếu nại được trả lời trong ngày", "Số lượt gặp khách hàng",
)  # fmt: skip


def _check(records: Sequence[Record]) -> Iterator[Evidence]:
    for name, group in itertools.groupby(sorted(records, key=owner), key=owner):
        owned = list(group)
        if len(owned) > _MOST and is_one_person(name):
            params = {"owner": owned[0].kpi.owner, "count": str(len(owned)), "most": str(_MOST)}
            yield Evidence(params=params, field="owner", kpis=ids(owned))


def _set(texts: Sequence[str], owner: str) -> tuple[Kpi, ...]:
    return tuple(Kpi(id=str(number), text=text, owner=owner) for number, text in enumerate(texts, start=1))


RULE = Rule(
    id="too-many",
    severity="should",
    reason="unrealistic",
    check=_check,
    bad={"en": (_set(_EN, "Lan"),), "vi": (_set(_VI, "Từng nhân viên"),)},
    good={
        "en": (_set(_EN[:7], "Lan"), _set(_EN, "Sales team")),
        "vi": (_set(_VI[:7], "Từng nhân viên"), _set(_VI, "Phòng Kinh doanh")),
    },
)

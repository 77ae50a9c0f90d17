"""Nobody but the manager had a say, by what the record says."""

import re
from collections.abc import Iterator

from kpi_workshop.critic import vocabulary
from kpi_workshop.critic.record import Record
from kpi_workshop.critic.rule import Evidence, Rule
from kpi_workshop.kpi import Kpi

_BETWEEN = re.compile(r"[,;/&+\n]|\b(?:and|with|và|với)\b", re.IGNORECASE)
_LONGEST = 5
"""In words: longer ones tell a story, not only who."""


def _check(record: Record) -> Iterator[Evidence]:
    involved = record.kpi.involved
    people = [part.strip() for part in _BETWEEN.split(involved) if part.strip()]
    if people and all(map(_is_management, people)) and not vocabulary.says(involved, "team"):
        yield Evidence((0, len(involved)), field="involved")


def _is_management(words: str) -> bool:
    return len(words.split()) <= _LONGEST and vocabulary.says(words, "management", "nobody")


RULE = Rule(
    id="nobody-asked",
    severity="should",
    reason="uninvolved",
    check=_check,
    bad={
        "en": (
            Kpi(id="1", text="Scrap under 2.5% in 2027", involved="Plant manager"),
            Kpi(id="2", text="Scrap under 2.5% in 2027", involved="Head office and CEO"),
        ),
        "vi": (
            Kpi(id="1", text="Tỷ lệ hàng lỗi dưới 2,5% năm 2027", involved="Giám đốc nhà máy"),
            Kpi(id="2", text="Tỷ lệ hàng lỗi dưới 2,5% năm 2027", involved="Ban giám đốc, trưởng phòng"),
        ),
    },
    good={
        "en": (
            Kpi(id="1", text="Scrap under 2.5% in 2027", involved="Plant manager and line 3"),
            Kpi(id="2", text="Scrap under 2.5% in 2027", involved="Manager, after talks with the team"),
            Kpi(id="3", text="Scrap under 2.5% in 2027", owner="Plant manager"),
        ),
        "vi": (
            Kpi(id="1", text="Tỷ lệ hàng lỗi dưới 2,5% năm 2027", involved="Giám đốc và chuyền 3"),
            Kpi(id="2", text="Tỷ lệ hàng lỗi dưới 2,5% năm 2027", involved="Quản lý, sau khi hỏi cả nhóm"),
            Kpi(id="3", text="Tỷ lệ hàng lỗi dưới 2,5% năm 2027", owner="Giám đốc nhà máy"),
        ),
    },
)

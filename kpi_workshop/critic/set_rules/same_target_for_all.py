"""People who start from different levels get the same target."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from kpi_workshop.critic.levels import Level, comparable
from kpi_workshop.critic.owners import ids, owner
from kpi_workshop.critic.record import Record
from kpi_workshop.critic.rule import Evidence, Rule
from kpi_workshop.kpi import Kpi

_APART = 0.3
"""How far apart starting levels are at least: what is one step for the upper is a leap for the lower."""


def _check(records: Sequence[Record]) -> Iterator[Evidence]:
    alike: dict[tuple[str, float, float], list[tuple[Record, Level]]] = defaultdict(list)
    for record in records:
        start = record.baseline or next(reversed(record.history), None)
        if record.target and start and owner(record) and record.is_comparable(start):
            alike[_same(record), record.target.low, record.target.high].append((record, start))
    for group in alike.values():
        several = len({owner(record) for record, _ in group}) > 1
        starts = sorted((start for _, start in group), key=lambda level: level.low)
        lowest, highest = starts[0], starts[-1]
        apart = lowest.low > 0 and highest.low / lowest.low >= 1 + _APART
        if several and apart and comparable(lowest, highest):
            params = {"count": str(len(group)), "lowest": lowest.said, "highest": highest.said}
            yield Evidence(params=params, field="target", kpis=ids([record for record, _ in group]))


def _same(record: Record) -> str:
    """The statement as it compares, without the name of its owner: "Sales – Lan" is like "Sales – Minh"."""
    text = record.kpi.text.casefold().replace(owner(record), " ")
    return " ".join(re.findall(r"\w+", text))


RULE = Rule(
    id="same-target-for-all",
    severity="should",
    reason="inflexible",
    check=_check,
    bad={
        "en": (
            (
                Kpi(id="1", text="Contracts a month", owner="Lan", baseline="6", target="12"),
                Kpi(id="2", text="Contracts a month", owner="Minh", baseline="11", target="12"),
            ),
            (
                Kpi(id="1", text="Revenue, shop Hue", owner="Shop Hue", history="310; 300", target="400"),
                Kpi(id="2", text="Revenue, shop Vinh", owner="Shop Vinh", history="190; 200", target="400"),
            ),
        ),
        "vi": (
            (
                Kpi(id="1", text="Số hợp đồng mỗi tháng", owner="Chị Lan", baseline="6", target="12"),
                Kpi(id="2", text="Số hợp đồng mỗi tháng", owner="Anh Minh", baseline="11", target="12"),
            ),
            (
                Kpi(id="1", text="Doanh thu cửa hàng Huế", owner="Huế", history="310; 300", target="400"),
                Kpi(id="2", text="Doanh thu cửa hàng Vinh", owner="Vinh", history="190; 200", target="400"),
            ),
        ),
    },
    good={
        "en": (
            (
                Kpi(id="1", text="Contracts a month", owner="Lan", baseline="6", target="8"),
                Kpi(id="2", text="Contracts a month", owner="Minh", baseline="11", target="12"),
            ),
            (
                Kpi(id="1", text="Contracts a month", owner="Lan", baseline="10", target="12"),
                Kpi(id="2", text="Contracts a month", owner="Minh", baseline="11", target="12"),
            ),
            (
                Kpi(id="1", text="Contracts a month", owner="Lan", baseline="6", target="12"),
                Kpi(id="2", text="Offers a day", owner="Minh", baseline="11", target="12"),
            ),
        ),
        "vi": (
            (
                Kpi(id="1", text="Số hợp đồng mỗi tháng", owner="Chị Lan", baseline="6", target="8"),
                Kpi(id="2", text="Số hợp đồng mỗi tháng", owner="Anh Minh", baseline="11", target="12"),
            ),
            (
                Kpi(id="1", text="Số hợp đồng mỗi tháng", owner="Chị Lan", baseline="10", target="12"),
                Kpi(id="2", text="Số hợp đồng mỗi tháng", owner="Anh Minh", baseline="11", target="12"),
            ),
            (
                Kpi(id="1", text="Số hợp đồng mỗi tháng", owner="Chị Lan", baseline="6", target="12"),
                Kpi(id="2", text="Số báo giá mỗi ngày", owner="Anh Minh", baseline="11", target="12"),
            ),
        ),
    },
)

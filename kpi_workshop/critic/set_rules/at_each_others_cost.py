"""Two KPIs of which one is most easily reached at the other's cost, and neither names the other."""

import itertools
from collections.abc import Iterator, Sequence

from kpi_workshop.critic import vocabulary
from kpi_workshop.critic.owners import ids, share_an_owner
from kpi_workshop.critic.record import Record
from kpi_workshop.critic.rule import Evidence, Rule
from kpi_workshop.kpi import Kpi


def _check(records: Sequence[Record]) -> Iterator[Evidence]:
    for tension, (easy, suffering) in vocabulary.tensions().items():
        pairs = (
            pair
            for pair in itertools.product(
                [record for record in records if vocabulary.family(record.kpi.text) in easy],
                [record for record in records if vocabulary.family(record.kpi.text) in suffering],
            )
            if share_an_owner(*pair) and not _is_guarded(pair, easy, suffering)
        )
        pair = next(pairs, None)
        if pair:
            params = {"one": pair[0].kpi.text.strip(), "other": pair[1].kpi.text.strip()}
            yield Evidence(params=params, confidence="likely", field="", kpis=ids(pair), case=tension)


def _is_guarded(pair: tuple[Record, Record], easy: frozenset[str], suffering: frozenset[str]) -> bool:
    """Whether one of the two already watches over the other's kind of measure."""
    one, other = pair
    said = vocabulary.measured(f"{one.kpi.text}. {one.kpi.counter_measure}")
    said_by_other = vocabulary.measured(f"{other.kpi.text}. {other.kpi.counter_measure}")
    return not suffering.isdisjoint(said) or not easy.isdisjoint(said_by_other)


RULE = Rule(
    id="at-each-others-cost",
    severity="consider",
    reason="numbers-only",
    check=_check,
    bad={
        "en": (
            (
                Kpi(id="1", text="Average handling time under 3 minutes", owner="Team leads"),
                Kpi(id="2", text="Customer satisfaction after the call: 4.5 of 5", owner="Team leads"),
            ),
            (
                Kpi(id="1", text="500 million VND of new loans a month"),
                Kpi(id="2", text="Bad debt below 1.5%"),
            ),
        ),
        "vi": (
            (
                Kpi(id="1", text="Thời gian xử lý trung bình dưới 3 phút", owner="Tổ trưởng"),
                Kpi(id="2", text="Điểm hài lòng sau cuộc gọi đạt 4,5/5", owner="Tổ trưởng"),
            ),
            (
                Kpi(id="1", text="Doanh số giải ngân 500 triệu/tháng"),
                Kpi(id="2", text="Tỷ lệ nợ xấu dưới 1,5%"),
            ),
        ),
    },
    good={
        "en": (
            (
                Kpi(
                    id="1",
                    text="Average handling time under 3 minutes",
                    counter_measure="Customer satisfaction after the call stays above 4",
                ),
                Kpi(id="2", text="Customer satisfaction after the call: 4.5 of 5"),
            ),
            (
                Kpi(id="1", text="Average handling time under 3 minutes", owner="Thu"),
                Kpi(id="2", text="Customer satisfaction after the call: 4.5 of 5", owner="Minh"),
            ),
            (
                Kpi(id="1", text="Waiting time at the counter under 10 minutes"),
                Kpi(id="2", text="Customer satisfaction: 4.5 of 5"),
            ),
        ),
        "vi": (
            (
                Kpi(
                    id="1",
                    text="Thời gian xử lý trung bình dưới 3 phút",
                    counter_measure="Điểm hài lòng sau cuộc gọi vẫn trên 4",
                ),
                Kpi(id="2", text="Điểm hài lòng sau cuộc gọi đạt 4,5/5"),
            ),
            (
                Kpi(id="1", text="Thời gian xử lý trung bình dưới 3 phút", owner="Chị Thu"),
                Kpi(id="2", text="Điểm hài lòng sau cuộc gọi đạt 4,5/5", owner="Anh Minh"),
            ),
            (
                Kpi(id="1", text="Thời gian chờ tại quầy dưới 10 phút"),
                Kpi(id="2", text="Điểm hài lòng của khách hàng đạt 4,5/5"),
            ),
        ),
    },
)

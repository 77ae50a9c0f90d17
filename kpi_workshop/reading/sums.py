"""Sums that people get or lose by a goal, which are no levels to reach: "…, bonus of $500"."""

from __future__ import annotations

import dataclasses

from kpi_workshop.reading.lexicon import Mention
from kpi_workshop.reading.model import Amount
from kpi_workshop.reading.scan import Scan

_GAINS_AND_LOSSES = ("reward", "penalty", "punished", "prize")
_PAYABLE = frozenset({"money", "percent", "points", "count"})
_LEADING = frozenset(
    {"of", ":", "(", "$", "€", "£", "is", "up", "to", "thêm", "ngay", "nóng", "là", "tới", "đến"}
)
"""Forms that may stand between a reward and its sum."""
_TRAILING = frozenset({"cash", "of", "the", "your", "their", "in", "extra"})
"""Forms that may stand between a sum and the word for what it is: "10% of the bonus"."""
_PASSED = frozenset(
    {"a", "an", "the", "with", "extra", "cash", "có", "sẽ", "được", "bị", "ngay", "một", "$", "€", "£"}
)
_SETTING_OFF = frozenset(
    {
        "and",
        "or",
        "for",
        "get",
        "gets",
        "earn",
        "earns",
        "receive",
        "receives",
        "pay",
        "pays",
        "brings",
        "means",
    }
    | {"otherwise", "else", "thì", "là", "nhận", "hưởng", "không", "đạt"}
)
"""Words that set what comes of a goal off from it, as signs do."""
_REACH = 3
"""In tokens: how far a sum may stand from its word."""


def with_stake(stakes: Scan, amount: Amount) -> Amount:
    """An amount that only says what people get or lose isn't a target."""
    if amount.role != "target" or amount.unit not in _PAYABLE:
        return amount
    word = _word_for(stakes, amount)
    start = word and min(word.first, stakes.index(amount.span[0]))
    is_aside = start is not None and _is_set_off(stakes, start)
    return dataclasses.replace(amount, role="stake", is_change=False) if is_aside else amount


def _word_for(page: Scan, amount: Amount) -> Mention | None:
    """The reward or the penalty that an amount is the sum of."""
    first, last = page.index(amount.span[0]), page.index(amount.span[1])
    if page.has(first, *_GAINS_AND_LOSSES):
        return page.mentioned[first]  # "phạt 500 nghìn"
    for at in range(first - 1, max(-1, first - 1 - _REACH), -1):
        if page.has(at, *_GAINS_AND_LOSSES):
            return page.mentioned[at]
        if page.forms[at] not in _LEADING:
            break
    for at in range(last, last + _REACH):
        if page.has(at, *_GAINS_AND_LOSSES):
            mention = page.mentioned[at]
            # "Reach 90% bonus 2m": the sum follows.
            return mention if mention and page.kinds[mention.last] != "number" else None
        if page.forms[at] not in _TRAILING:
            break
    return None


def _is_set_off(page: Scan, at: int) -> bool:
    """Whether a token begins what is said beside the goal, and no statement of its own."""
    before = at - 1
    while page.forms[before] in _PASSED:
        before -= 1
    return before > 0 and (page.kinds[before] == "sign" or page.forms[before] in _SETTING_OFF)

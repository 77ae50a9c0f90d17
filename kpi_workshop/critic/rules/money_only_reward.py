"""The goal is tied to money, and no other recognition is named."""

import itertools
from collections.abc import Iterator, Sequence

from kpi_workshop.critic.rule import Confidence, Evidence, Rule
from kpi_workshop.critic.stakes import before, beside, is_measured, is_part_of_a_name, pairs
from kpi_workshop.critic.sums_paid import BESIDE, REACH, sums
from kpi_workshop.reading import Amount, Reading
from kpi_workshop.reading.lexicon import Mention
from kpi_workshop.reading.scan import Scan
from kpi_workshop.reading.signs import DASHES

_CLAUSE = 12
"""In tokens: how far behind a share of something it may say who gets it."""
_LOST = 8
"""In tokens: how far ahead of a reward it may say that it is lost: "costs the lead 1% of the bonus"."""
_CONDITIONS = ("if_missed", "if_reached", "person", "earner", "purse", "on_top", "nothing_of", "for_each")
_ONE = frozenset({"a", "an", "one"})
_PARTS = DASHES | {",", ";", ".", "against", "versus", "vs"}
_TAKERS = ("person", "earner", "receive", "if_missed", "for_each")
_TAKEN = ("charged", "penalty", "punished", "lose", "drawn_from", "cut_off", "down", "counting")
"""Lists of what is said before a share that somebody loses, or that is itself what is measured."""
_WORDS = (
    "reward",
    "receive",
    "more_for",
    "prize",
    "for_each",
    "raised",
    "purse",
    "on_top",
    "proceeds",
    "portion",
    "hangs_on",
)

_Place = tuple[int, int, Confidence]
"""The first token of a reward, the one after its last, and how clear it is."""


def _check(statement: Reading) -> Iterator[Evidence]:
    page = statement.stakes
    if not statement.amounts and not page.mentions_any(*_WORDS):
        return
    for first, last, confidence in _rewards(page, statement.amounts):
        if not _is_one_of_several(page, first, last):
            span = page.span(first, last)
            yield Evidence(span, {"words": statement.said(span)}, confidence)
            return


def _rewards(page: Scan, amounts: Sequence[Amount]) -> Iterator[_Place]:
    for reward in page.places("reward"):
        is_real = not is_measured(page, reward) and not is_part_of_a_name(page, reward)
        if (
            is_real
            and not _is_budget(page, reward)
            and not _is_otherwise(page, reward)
            and not _is_ware(page, reward)
        ):
            yield reward.first, reward.last, "sure"
    if len(amounts) > 1 or page.mentions_any(*_CONDITIONS, "receive"):
        for first, last in sums(page, amounts):
            yield first, last, "likely"
    for amount in amounts:
        if amount.unit == "percent":
            yield from _share(page, amount)
    if amounts or page.mentions_any("if_missed", "if_reached", "hangs_on"):
        yield from _better_pay(page)


def _is_ware(page: Scan, reward: Mention) -> bool:
    """Whether it is something sold or built, as far as one can tell: "booking page, gift vouchers"."""
    # "A £50 voucher when …"
    ahead = reward.first - 1
    is_a_prize = page.kinds[ahead] == "number" or page.has(ahead, "percent") or page.forms[ahead] in _ONE
    is_given = is_a_prize and page.mentions_any("if_reached")
    return "ware" in reward.names and not is_given and not page.mentions_any(*_TAKERS)


def _is_budget(page: Scan, reward: Mention) -> bool:
    """Whether it is the fund itself that is to reach a level: "Quỹ thưởng dưới 4% quỹ lương"."""
    return "budget" in reward.names and reward.first <= 1 and not page.mentions_any("if_reached", "if_missed")


def _is_otherwise(page: Scan, reward: Mention) -> bool:
    """Whether it is a threat ("no bonus"), a thing sold, a payment to be made in time, or for others."""
    behind = range(reward.last, reward.last + 4)
    # "60% of bonuses paid by the 10th"
    is_counted = page.forms[reward.first - 1] == "of" and page.has(reward.first - 2, "percent")
    if (
        is_counted
        and reward.last - reward.first == 1
        and reward.first <= 4
        and not page.mentions_any("if_reached", "if_missed")
    ):
        return True
    # "Win back 60 donors with a £10 voucher"
    by = next((at for at in before(reward.first, _LOST) if page.forms[at] == "with"), 0)
    if "ware" in reward.names and by and page.nearest(before(by, _LOST), "patron"):
        return True
    # "We take you off commission"
    if page.forms[reward.first - 1] == "off":
        return True
    lost = page.nearest(beside(page, reward, 4), "denied", "nothing_of", "lose", "or_else", "drawn_from")
    taken = page.nearest(beside(page, reward, _LOST), "lose", "charged", "penalty", "punished")
    # "chia đôi": to halve, or to share
    is_taken = taken and "receive" not in taken.names
    gone = page.nearest(behind, "cut_off", "vanish", "blow", "handled")
    # "Whoever sells 40 will receive “market” bonuses"
    is_got = page.nearest(before(reward.first, 4), "receive")
    sold = (not is_got and page.nearest(before(reward.first, 2), "offered")) or page.has(
        reward.last, "offered"
    )
    # "Customers get a voucher when we miss the slot"
    others = page.nearest(beside(page, reward, REACH), "beneficiary") or page.nearest(behind, "beneficiary")
    gives = any(True for _ in pairs(page, "outsider", "receive", within=2))
    # "Offer customers a $25 voucher"
    given = any(True for _ in pairs(page, "hands_out", "outsider", within=2))
    return bool(lost or is_taken or gone or sold or others or gives or given or _is_held(page, reward))


def _is_held(page: Scan, reward: Mention) -> bool:
    """Whether it says how much of it there may be: "Commission paid to brokers stays under 7%"."""
    kept = page.nearest(range(reward.last, reward.last + REACH), "is_kept") if reward.first < 2 else None
    # Whom it is paid to is part of its name: "Commission paid to brokers".
    start = reward.last + 3 if page.has(reward.last, "receive") else reward.last
    if not kept or any(page.has(at, *_CONDITIONS) for at in range(start + 1, kept.first)):
        return False
    behind = range(kept.last, kept.last + 3)
    return page.kinds[kept.last] == "number" or page.nearest(behind, "at_most", "at_least") is not None


def _share(page: Scan, amount: Amount) -> Iterator[_Place]:
    """A part of what was earned: "you keep 4% of the value", "2% of the savings goes to the team"."""
    first, last = page.index(amount.span[0]), page.index(amount.span[1])
    clause = itertools.takewhile(lambda at: page.forms[at] not in _PARTS, range(last, last + REACH))
    of = page.nearest(clause, "proceeds", "pay")
    if not of or page.nearest(before(first, 4), *_TAKEN):
        return
    # "Suppliers below 95% pay 2% back", "half an hour's wages gone"
    if page.has(0, "outsider") or page.has(of.last, "cut_off", "vanish"):
        return
    # "Rebates to dealers stay under 3% of revenue"
    is_level = amount.comparison in ("at least", "at most")
    if is_level and not page.mentions_any("if_reached", "if_missed"):
        return
    # "60% of bonuses paid by the 10th"
    if first == 0 and "reward" in of.names and not page.mentions_any("if_reached", "if_missed"):
        return
    keeper = page.nearest(before(first, REACH), "receive")
    if keeper and page.has(keeper.first - 1, "outsider", "beneficiary"):
        return
    # "Pay 98% of wages on time"
    is_paid = first == 1 and page.has(0, "pay_up")
    is_earned = page.mentions_any("if_reached")
    is_nobodys = not page.nearest(before(first, _LOST), "person", "earner", "place")
    # "The shop earns 40% margin", "Our slowest lines earn 12% margin"
    is_places = not is_earned and keeper and page.nearest(before(keeper.first, 2), "place")
    is_trade = keeper and of.first == last and (is_nobodys or is_places)
    # "Get 98% of the fees in" is work, and "Nhận 2% doanh số nếu …" is pay.
    if keeper and (keeper.first > 0 or is_earned) and not is_trade:
        yield keeper.first, of.last, "likely"
    is_pay = "purse" in of.names and first > 0 and not is_paid and not is_level
    if is_pay or page.nearest(range(of.last, of.last + 4), "receive") or _goes_to_people(page, of.last):
        yield first, of.last, "likely"


def _goes_to_people(page: Scan, last: int) -> bool:
    """Whether those at work get a share: "1% of revenue over 2 million goes to the crew", "… to the team"."""
    to = next((at for at in range(last, last + _CLAUSE) if _is_to(page, at)), 0)
    people = page.nearest(range(to + 1, to + 5), "person", "band", "earner", "beneficiary", "outsider")
    return to > 0 and people is not None and people.names.isdisjoint(("beneficiary", "outsider"))


def _is_to(page: Scan, at: int) -> bool:
    return page.forms[at] == "to" or page.has(at, "goes_to", "receive")


def _better_pay(page: Scan) -> Iterator[_Place]:
    """ "Commission doubles", "half the margin for the seller"."""
    for first, second in (*pairs(page, "pay", "raised", within=4), *pairs(page, "raised", "pay", within=6)):
        is_counted = is_measured(page, first) or page.has(second.first - 1, "counting")
        if not is_counted and not is_part_of_a_name(page, first):
            yield first.first, second.last, "likely"
    for first, second in pairs(page, "pay", "hangs_on", within=5):
        if not is_measured(page, first) and not is_part_of_a_name(page, first):
            yield first.first, second.last, "likely"
    yield from _windfalls(page)
    yield from _raises(page)


def _raises(page: Scan) -> Iterator[_Place]:
    """ "1.5% uplift on base", "get paid 15% more per kilo"."""
    for first, second in (
        *pairs(page, "raised", "purse", within=3),
        *pairs(page, "receive", "raised", within=4),
    ):
        ahead = first.first if "raised" in first.names else second.first
        is_paid = "raised" in first.names or page.forms[first.last - 1] == "paid"
        # "Two stars earn staff a 4% rise"
        given = page.nearest(range(first.last, second.first), "person", "band", "earner")
        if (is_paid or given) and page.has(ahead - 1, "percent"):
            yield first.first, second.last, "likely"


def _windfalls(page: Scan) -> Iterator[_Place]:
    """ "What we save is shared", "they keep half of the surplus"."""
    windfalls = (
        *pairs(page, "receive", "windfall", within=3),
        *pairs(page, "windfall", "receive", within=_CLAUSE),
    )
    for first, second in windfalls:
        # "What is saved goes to farmers"
        if not page.nearest(range(second.last, second.last + 3), "beneficiary", "outsider"):
            yield first.first, second.last, "likely"
    for first, second in pairs(page, "portion", "proceeds"):
        if page.nearest(before(first.first, 3), "receive"):
            yield first.first, second.last, "likely"


def _is_one_of_several(page: Scan, first: int, last: int) -> bool:
    """Whether recognition, learning or time off is named beside it."""
    beside = page.nearest(range(first, last + BESIDE), "recognition")
    # "The other crews pay for the barbecue"
    if beside and not page.nearest(before(beside.first, 2), "pay_up"):
        return True
    ahead = page.nearest(before(first, BESIDE), "recognition")
    if ahead is None:
        return False
    between = before(first, first - ahead.last)
    return ahead.last == first or page.nearest(between, "joins", "with_it") is not None


RULE = Rule(
    id="money-only-reward",
    severity="consider",
    reason="unrecognised",
    check=_check,
    bad={
        "en": (
            "3% commission for contracts above 10 a month",
            "A bonus of $500 for everyone who sells 30 policies in May",
            "30 subscriptions = 1 extra week's wages",
            "2% of the savings goes into the maintenance team's pockets",
        ),
        "vi": (
            "Thưởng 2 triệu cho nhân viên đạt 15 hợp đồng trong tháng",
            "Hoa hồng 3% cho hợp đồng từ thứ 10 trở đi mỗi tháng",
            "Cứ 10 bạn đọc gia hạn thẻ, thủ thư được 50.000đ",
            "Giới thiệu được 1 dev qua thử việc: 8 triệu",
        ),
    },
    good={
        "en": (
            "Commission income of 7 million in 2026",
            "A bonus and two training days when the team reaches 30 policies in May",
            "Revenue of $40k a month",
            "Customers get a $10 voucher when we miss the slot; fewer than 50 vouchers a month",
        ),
        "vi": (
            "Doanh thu hoa hồng đại lý 7 tỷ trong năm 2026",
            "Đạt 15 hợp đồng trong tháng: thưởng 2 triệu kèm một suất học kỹ năng",
            "Số điểm thưởng khách tích lũy: 40.000 trong quý 3",
            "Hoa hồng đại lý chi trả trong 3 ngày làm việc",
        ),
    },
)

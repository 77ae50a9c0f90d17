"""The goal is tied to money, and no other recognition is named."""

import itertools
from collections.abc import Iterator, Sequence

from kpi_workshop.critic.rule import Confidence, Evidence, Rule
from kpi_workshop.critic.stakes import before, beside, is_measured, is_part_of_a_name, pairs
from kpi_workshop.reading import Amount, Reading
from kpi_workshop.reading.lexicon import Mention
from kpi_workshop.reading.scan import Scan
from kpi_workshop.reading.signs import ARROWS, DASHES

_REACH = 6
"""In tokens: how far a sum may stand from the word that says who gets it."""
_LOST = 8
"""In tokens: how far ahead of a reward it may say that it is lost: "costs the lead 1% of the bonus"."""
_BESIDE = 14
"""In tokens: how far behind a reward another one may be named."""
_LEAST = 1000
"""In đồng: what is written "đ" and is less are points ("điểm")."""
_CONDITIONS = ("if_missed", "if_reached", "person", "earner", "purse", "on_top", "nothing_of", "for_each")
_ONE = frozenset({"a", "an", "one"})
_PARTS = DASHES | {",", ";", "."}
_APIECE = frozenset({"apiece", "each"})
_PER = frozenset({"per", "a", "an", "each", "every", "/"})
_PERIODS = frozenset({"hour", "day", "night", "shift", "week", "month", "quarter", "season", "year"})
_NOW = frozenset({"from", "now", "today", "currently", "was", "against"})
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
        yield from _sums(page, amounts)
    for amount in amounts:
        if amount.unit == "percent":
            yield from _share(page, amount)
    if amounts or page.mentions_any("if_missed", "if_reached", "hangs_on"):
        yield from _better_pay(page)


def _is_ware(page: Scan, reward: Mention) -> bool:
    """Whether it is something sold or built, as far as one can tell: "booking page, gift vouchers"."""
    # "A £50 voucher when …"
    is_a_prize = page.kinds[reward.first - 1] == "number" or page.forms[reward.first - 1] in _ONE
    is_given = is_a_prize and page.mentions_any("if_reached")
    return "ware" in reward.names and not is_given and not page.mentions_any(*_TAKERS)


def _is_budget(page: Scan, reward: Mention) -> bool:
    """Whether it is the fund itself that is to reach a level: "Quỹ thưởng dưới 4% quỹ lương"."""
    return "budget" in reward.names and reward.first <= 1 and not page.mentions_any("if_reached", "if_missed")


def _is_otherwise(page: Scan, reward: Mention) -> bool:
    """Whether it is a threat ("no bonus"), a thing sold, a payment to be made in time, or for others."""
    behind = range(reward.last, reward.last + 4)
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
    others = page.nearest(beside(page, reward, _REACH), "beneficiary") or page.nearest(behind, "beneficiary")
    gives = any(True for _ in pairs(page, "outsider", "receive", within=2))
    # "Offer customers a $25 voucher"
    given = any(True for _ in pairs(page, "hands_out", "outsider", within=2))
    return bool(lost or is_taken or gone or sold or others or gives or given or _is_held(page, reward))


def _is_held(page: Scan, reward: Mention) -> bool:
    """Whether it says how much of it there may be: "Commission paid to brokers stays under 7%"."""
    kept = page.nearest(range(reward.last, reward.last + _REACH), "is_kept") if reward.first < 2 else None
    if not kept or any(page.has(at, *_CONDITIONS) for at in range(reward.last, kept.first)):
        return False
    return page.nearest(range(kept.last, kept.last + 3), "at_most", "at_least") is not None


def _sums(page: Scan, amounts: Sequence[Amount]) -> Iterator[_Place]:
    """Sums that somebody gets: "they get $75", "30 pairs → $300", "$50 for each referral hired"."""
    is_first = True
    for amount in amounts:
        first, last = page.index(amount.span[0]), page.index(amount.span[1])
        # "$5m extra EBITDA"
        is_more = page.has(last, "more_for") and page.kinds[last + 1] == "word"
        # "No crew gets less than $300" says a level.
        is_level = amount.comparison in ("at most", "at least")
        if (
            is_level
            or not _is_sum(page, amount, first, last)
            or (is_more and page.has(last + 1, "measure", "proceeds"))
        ):
            continue
        first -= page.has(first - 1, "money")
        if _is_piece_rate(page, first, last, len(amounts)):
            yield first, last, "likely"
        giver = _giver(page, first)
        prize = page.nearest(before(first, _BESIDE), "prize")
        top = page.nearest(range(last, last + _REACH), "purse", "on_top")
        if _is_said_first(page, first) and _is_promised(page, last):
            yield first, last, "likely"
        if giver and giver.first > 0 and _is_given(page, giver):
            yield giver.first, last, "likely"
        if prize and not is_measured(page, prize):
            yield prize.first, last, "likely"
        # "$20 will be cut from salary"
        # "$5,000 of revenue for everyone" is a level.
        between = range(last, top.first if top else last)
        is_named = not page.has(last, "for_each") and page.nearest(between, "measure")
        if top and not is_named and not page.nearest(between, "drawn_from", "cut_off", "lose", "or_else"):
            yield first, top.last, "likely"
        if _is_said_first(page, first) and page.nearest(range(last, last + 3), "for_each"):
            yield first, last, "likely"
        if is_first and _follows_a_sign(page, first, last):
            yield first, last, "likely"
        is_first = False


def _is_piece_rate(page: Scan, first: int, last: int, amounts: int) -> bool:
    """Whether each piece of work is paid for: "$75 per reactivated account", "Couriers earn $2 a parcel"."""
    if page.forms[last] not in _PER or page.forms[last + 1] in _PERIODS:
        return False
    giver = page.mentioned[first - 1]
    if giver and "receive" in giver.names:
        # "each one pays" names whom or what it is paid for itself.
        return giver.last > giver.first + 1 or page.has(giver.first - 1, "person", "earner")
    if page.forms[last] != "/" and page.nearest(range(last, last + _REACH), "for_each"):
        return True
    # Without another amount it is a level, and so is what is compared: "$75 per booked room, now $60".
    is_said = amounts > 1 and _is_said_first(page, first) and _NOW.isdisjoint(page.forms)
    return is_said and page.nearest(range(last + 1, last + 5), "piece") is not None


def _is_promised(page: Scan, last: int) -> bool:
    """Whether it says behind a sum when it is paid: "50,000 naira will be paid if …", "$400 when …"."""
    if page.has(last, "if_reached", "if_missed"):
        return True
    given = page.nearest(range(last, last + 3), "receive")
    return given is not None and page.mentions_any("if_missed", "if_reached")


def _giver(page: Scan, first: int) -> Mention | None:
    """What says ahead of a sum that somebody gets it, or else that it is a level."""
    giver = page.nearest(before(first, _REACH), "receive", "has", "more_for", "measure", "down")
    if giver and "more_for" in giver.names and not _is_given(page, giver):
        # "take home an extra $400"
        return page.nearest(before(giver.first, 3), "receive")
    return giver


def _is_said_first(page: Scan, first: int) -> bool:
    """Whether a sum opens a statement, or follows whom it is for: "Tutors: $20 for each pupil"."""
    is_label = page.forms[first - 1] == ":" and page.nearest(
        before(first - 1, 3), "person", "earner", "for_each"
    )
    # "Raise $5,000 for each classroom" is a level.
    is_start = first == 0 or (first == 1 and (page.kinds[0] != "word" or page.has(0, "more_for")))
    return is_start or bool(is_label)


def _is_sum(page: Scan, amount: Amount, first: int, last: int) -> bool:
    """Whether it is money, also where that goes without saying: "the team gets 24 million"."""
    if page.forms[last - 1] == "đ" and amount.value < _LEAST:
        return False
    if amount.unit != "count":
        return amount.unit == "money"
    is_alone = page.kinds[last] != "word" or page.has(
        last, "for_each", "on_top", "person", "purse", "joins", "per_piece"
    )
    return is_alone and any(page.has(at, "scale") for at in range(first, last))


def _is_given(page: Scan, giver: Mention) -> bool:
    """Whether it says that somebody at work gets something, rather than customers or the poor."""
    if "has" in giver.names and "receive" not in giver.names:
        # "each adviser has 350k": what else one has is a level.
        return page.has(giver.first - 1, "person", "earner")
    if "more_for" in giver.names:
        # "Từ hợp đồng thứ 9 cộng 500k"
        once = page.nearest(before(giver.first, _BESIDE), "if_reached")
        return bool(once or page.nearest(before(giver.first, 3), "person", "earner"))
    if "receive" not in giver.names or page.nearest(before(giver.first, 1), "beneficiary", "outsider"):
        return False
    # "Customers who bring a friend get $20"
    is_theirs = page.has(0, "beneficiary", "outsider")
    return not is_theirs or "sign" in page.kinds[: giver.first]


def _follows_a_sign(page: Scan, first: int, last: int) -> bool:
    """Whether a sum is what comes of something: "30 pairs → $300", "0 complaints +400k"."""
    has_plus = page.forms[first - 1] == "+"
    sign = first - 1 - has_plus
    # "Score = $5" says what is measured, and "10 points = $5" what it brings.
    if sign <= 2 and page.kinds[0] != "number" and not page.has(sign - 1, "person"):
        return False
    if has_plus or page.forms[sign] in ARROWS:
        return True
    is_alone = (page.kinds[last] != "word" or page.forms[last] in _APIECE) and not page.nearest(
        before(sign, 4), "measure"
    )
    is_sign = page.forms[sign] == ":" or _is_for_each(page, first)
    return is_sign and is_alone and page.mentions_any("if_reached", "if_missed")


def _is_for_each(page: Scan, first: int) -> bool:
    """Whether ahead of a sum it says only who gets it: "Đỗ 100%, mỗi giáo viên 2 triệu"."""
    one = page.nearest(before(first, 1), "person", "earner", "for_each")
    each = one.first - 1 if one and "for_each" not in one.names else first - 1
    label = page.nearest(before(each + 1, 1), "per_piece", "for_each")
    if label is None or page.kinds[label.first - 1] != "sign" or label.first < _REACH:
        return False
    return not page.nearest(range(label.first), "quota", "measure")


def _share(page: Scan, amount: Amount) -> Iterator[_Place]:
    """A part of what was earned: "you keep 4% of the value", "2% of the savings goes to the team"."""
    first, last = page.index(amount.span[0]), page.index(amount.span[1])
    clause = itertools.takewhile(lambda at: page.forms[at] not in _PARTS, range(last, last + _REACH))
    of = page.nearest(clause, "proceeds", "pay")
    if not of or page.nearest(before(first, 4), *_TAKEN):
        return
    # "Suppliers below 95% pay 2% back"
    if page.has(0, "outsider"):
        return
    keeper = page.nearest(before(first, _REACH), "receive")
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
    if page.nearest(range(of.last, of.last + 4), "receive") or (
        "purse" in of.names and first > 0 and not is_paid
    ):
        yield first, of.last, "likely"


def _better_pay(page: Scan) -> Iterator[_Place]:
    """ "Commission doubles", "half the margin for the seller"."""
    for first, second in (*pairs(page, "pay", "raised", within=4), *pairs(page, "raised", "pay", within=6)):
        is_counted = is_measured(page, first) or page.has(second.first - 1, "counting")
        if not is_counted and not is_part_of_a_name(page, first):
            yield first.first, second.last, "likely"
    for first, second in pairs(page, "pay", "hangs_on", within=5):
        if not is_measured(page, first) and not is_part_of_a_name(page, first):
            yield first.first, second.last, "likely"
    for first, second in pairs(page, "receive", "windfall", within=2):
        yield first.first, second.last, "likely"
    for first, second in pairs(page, "portion", "proceeds"):
        if page.nearest(before(first.first, 3), "receive"):
            yield first.first, second.last, "likely"


def _is_one_of_several(page: Scan, first: int, last: int) -> bool:
    """Whether recognition, learning or time off is named beside it."""
    beside = page.nearest(range(first, last + _BESIDE), "recognition")
    # "The other crews pay for the barbecue"
    if beside and not page.nearest(before(beside.first, 2), "pay_up"):
        return True
    ahead = page.nearest(before(first, _BESIDE), "recognition")
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

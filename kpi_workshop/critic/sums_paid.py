"""Sums that somebody gets for reaching a goal: "they get $75", "£400 for the porters if …"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kpi_workshop.critic.stakes import before, is_measured
from kpi_workshop.reading import Amount
from kpi_workshop.reading.lexicon import Mention
from kpi_workshop.reading.scan import Scan
from kpi_workshop.reading.signs import ARROWS, LONG_DASHES

REACH = 6
"""In tokens: how far a sum may stand from the word that says who gets it."""
BESIDE = 14
"""In tokens: how far behind a reward another one may be named."""
_WHOM = 4
"""In tokens: how long it takes to say whom a sum is for."""
_LEAST = 1000
"""In đồng: what is written "đ" and is less are points ("điểm")."""
_APIECE = frozenset({"apiece", "each"})
_FOR = frozenset({"for", "to", "between", "among"})
_PER = frozenset({"per", "a", "an", "each", "every", "/"})
_PERIODS = frozenset({"hour", "day", "night", "shift", "week", "month", "quarter", "season", "year"})
_NOW = frozenset({"from", "now", "today", "currently", "was", "against"})
_AFTER_A_LABEL = LONG_DASHES | {":"}
_OTHERS = ("beneficiary", "outsider")
_BEYOND = ("at_least", "more_for", "raised")

Place = tuple[int, int]
"""The first token of a reward, and the one after its last."""


def sums(page: Scan, amounts: Sequence[Amount]) -> Iterator[Place]:
    """Where a sum stands that somebody gets."""
    is_first = True
    after_a_level = False
    for amount in amounts:
        first, last = page.index(amount.span[0]), page.index(amount.span[1])
        # "Paid to farmers: from $2.10 to $2.60"
        is_step = after_a_level or (amount.role == "baseline" and amount.unit == "money")
        after_a_level = amount.role == "baseline" and amount.unit == "money"
        if is_step or not _is_payable(page, amount, first, last):
            continue
        first -= page.has(first - 1, "money")
        yield from _handed_over(page, first, last)
        if _is_piece_rate(page, first, last, len(amounts)):
            yield first, last
        is_rate = page.nearest(range(last, last + 3), "for_each") and not _is_spent(page, last)
        if _is_said_first(page, first) and (_is_promised(page, last) or is_rate):
            yield first, last
        # "…: another 80 cents a bale"
        is_more = page.has(first - 1, "more_for") and page.kinds[first - 2] == "sign"
        if is_more and page.forms[last] in _PER and page.forms[last + 1] not in _PERIODS:
            yield first, last
        # "15 hires by July, $500 each paid …"
        is_each = page.forms[last] in _APIECE and page.nearest(range(last + 1, last + 3), "receive")
        if _is_set_off(page, first) and is_each:
            yield first, last
        is_owed = _is_for_people(page, last) or _is_due(page, first, last) or _is_for_those_beyond(page, last)
        if _is_set_off(page, first) and is_owed:
            yield first, last
        if _is_from_then_on(page, first):
            yield first, last
        if is_first and _follows_a_sign(page, first, last):
            yield first, last
        is_first = False


def _is_payable(page: Scan, amount: Amount, first: int, last: int) -> bool:
    """Whether an amount is a sum that may be paid out, and no level to reach."""
    # "$5m extra EBITDA"
    is_more = page.has(last, "more_for") and page.kinds[last + 1] == "word"
    is_result = is_more and page.has(last + 1, "measure", "proceeds")
    # "No crew gets less than $300" says a level, "bạn chốt nhiều nhất nhận 3tr" says who gets it.
    is_got = page.has(first, "receive") or page.has(first - 1, "receive")
    is_level = amount.comparison in ("at most", "at least") and not is_got
    # "bớt 1 triệu tiền lương"
    is_lost = page.has(first - 1 - page.has(first - 1, "money"), "lose", "docked", "penalty")
    # "£10 docked for each …"
    is_lost = is_lost or page.has(last, "taken_off")
    return not is_level and not is_result and not is_lost and _is_sum(page, amount, first, last)


def _handed_over(page: Scan, first: int, last: int) -> Iterator[Place]:
    """Sums beside words for giving, prizes, and purses: "they get $75", "$40 in their pockets"."""
    giver = _giver(page, first)
    if giver and giver.first > 0 and _is_given(page, giver):
        yield giver.first, last
    prize = page.nearest(before(first, BESIDE), "prize")
    # "Prizes worth $5,000 donated by shops"
    is_donated = page.nearest(range(last, last + 2), "handled")
    if prize and not is_donated and not is_measured(page, prize):
        yield prize.first, last
    top = page.nearest(range(last, last + REACH), "purse", "on_top")
    # "$20 will be cut from salary"
    # "$5,000 of revenue for everyone" is a level.
    between = range(last, top.first if top else last)
    is_named = not page.has(last, "for_each") and page.nearest(between, "measure")
    if top and not is_named and not page.nearest(between, "drawn_from", "cut_off", "lose", "or_else"):
        yield first, top.last
    # "Kitty of 900 euros split between the crew if …"
    pot = page.mentioned[first - 2] if page.forms[first - 1] in ("of", "with") else None
    if pot and "purse" in pot.names and _is_promised(page, last):
        yield pot.first, last


def _is_set_off(page: Scan, first: int) -> bool:
    """Whether a sum opens a statement or what comes of something: "Churn below 4% = $300 for …"."""
    return (
        page.kinds[first - 1] in ("", "sign") or page.has(first - 1, "joins") or _is_said_first(page, first)
    )


def _is_due(page: Scan, first: int, last: int) -> bool:
    """Whether it says behind a sum when somebody gets it: "Referrals: £500 payable once …"."""
    label = before(first - 1, REACH)
    return _is_promised(page, last) and not page.nearest(label, "measure", "booked", *_OTHERS)


def _is_from_then_on(page: Scan, first: int) -> bool:
    """Whether each piece is paid for from some number on: "từ đơn 601 trả 7k", "từ giờ 61 tính 180.000đ"."""
    verb = page.nearest(before(first, 2), "pays_out")
    piece = verb and page.nearest(before(verb.first, 3), "if_reached")
    return piece is not None and page.forms[piece.first] == "từ"


def _is_for_people(page: Scan, last: int) -> bool:
    """Whether it says behind a sum who at work it is for: "£400 for the porters if …"."""
    if page.forms[last] not in _FOR or not page.mentions_any("if_missed", "if_reached"):
        return False
    people = page.nearest(range(last + 1, last + 1 + _WHOM), "person", "band", "earner", *_OTHERS)
    is_thing = people is not None and page.has(people.last, "measure", "booked", "assigned")
    return people is not None and people.names.isdisjoint(_OTHERS) and not is_thing


def _is_piece_rate(page: Scan, first: int, last: int, amounts: int) -> bool:
    """Whether each piece of work is paid for: "$75 per reactivated account", "Couriers earn $2 a parcel"."""
    giver = page.mentioned[first - 1]
    # "Earn $0.05 for every line keyed", "…, trả 100k/bạn"
    is_earned = giver is not None and giver.first == 0 and "receive" in giver.names
    # "Thu nhập bình quân lên 68 triệu/người" is a level.
    pays = giver is not None and "pays_out" in giver.names
    is_paid = pays and giver is not None and not page.nearest(before(giver.first, REACH), "measure")
    if page.has(last, "for_each") and (is_earned or is_paid):
        return True
    is_more = page.has(last, "more_for", "raised")
    if page.forms[last + is_more] not in _PER or page.forms[last + 1 + is_more] in _PERIODS:
        return False
    if giver and "receive" in giver.names:
        # "each one pays" names whom or what it is paid for itself.
        return giver.last > giver.first + 1 or page.has(giver.first - 1, "person", "earner")
    # "140 drops a week, ₹8 more per drop after that"
    if is_more:
        return _is_set_off(page, first)
    # "€15 per download you get …"
    is_yours = (
        first <= 1 and _NOW.isdisjoint(page.forms) and page.nearest(range(last + 1, last + REACH), "earner")
    )
    if page.forms[last] != "/" and (is_yours or page.nearest(range(last, last + REACH), "for_each")):
        return not _is_spent(page, last)
    # Without another amount it is a level, and so is what is compared: "$75 per booked room, now $60".
    is_said = amounts > 1 and _is_said_first(page, first) and _NOW.isdisjoint(page.forms)
    return is_said and page.nearest(range(last + 1, last + 5), "piece") is not None


def _is_for_those_beyond(page: Scan, last: int) -> bool:
    """Whether each piece beyond a level is paid for: "12 a shift; $2 for each one above that"."""
    piece = page.nearest(range(last, last + 2), "for_each")
    return piece is not None and page.nearest(range(piece.last, piece.last + _WHOM), *_BEYOND) is not None


def _is_spent(page: Scan, last: int) -> bool:
    """Whether a sum is what something costs: "£3 per sign-up spent on adverts, down from £4"."""
    return page.nearest(range(last, last + REACH), "spends") is not None or "now" in page.forms


def _is_promised(page: Scan, last: int) -> bool:
    """Whether it says behind a sum when it is paid: "50,000 naira will be paid if …", "$400 when …"."""
    if page.has(last, "if_reached", "if_missed") or page.forms[last] == "khi":
        return True
    given = page.nearest(range(last, last + 3), "receive")
    return given is not None and page.mentions_any("if_missed", "if_reached")


def _giver(page: Scan, first: int) -> Mention | None:
    """What says ahead of a sum that somebody gets it, or else that it is a level."""
    giver = page.nearest(before(first, REACH), "receive", "has", "more_for", "measure", "down")
    if giver and "more_for" in giver.names and not _is_given(page, giver):
        # "take home an extra $400"
        return page.nearest(before(giver.first, 3), "receive")
    return giver


def _is_said_first(page: Scan, first: int) -> bool:
    """Whether a sum opens a statement, or follows whom it is for: "Tutors: $20 for each pupil"."""
    is_label = page.forms[first - 1] in _AFTER_A_LABEL and page.nearest(
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
        once = page.nearest(before(giver.first, BESIDE), "if_reached")
        return bool(once or page.nearest(before(giver.first, 3), "person", "earner"))
    if "receive" not in giver.names or page.nearest(before(giver.first, 1), *_OTHERS):
        return False
    # "Customers who bring a friend get $20"
    is_theirs = page.has(0, *_OTHERS)
    return not is_theirs or "sign" in page.kinds[: giver.first]


def _follows_a_sign(page: Scan, first: int, last: int) -> bool:
    """Whether a sum is what comes of something: "30 pairs → $300", "0 complaints +400k"."""
    has_plus = page.forms[first - 1] == "+"
    # "…: attendance allowance $40"
    pay = page.mentioned[first - 1]
    sign = pay.first - 1 if pay and "pay" in pay.names else first - 1 - has_plus
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
    if label is None or page.kinds[label.first - 1] != "sign" or label.first < REACH:
        return False
    return not page.nearest(range(label.first), "quota", "measure")

"""Whether a statement leaves no room for a single miss."""

from __future__ import annotations

from collections.abc import Sequence, Set

from kpi_workshop.reading.lexicon import Mention
from kpi_workshop.reading.model import Amount
from kpi_workshop.reading.scan import Scan
from kpi_workshop.reading.signs import CLAUSE_ENDS
from kpi_workshop.reading.tokens import Span

_REACH = 5
"""In tokens: how far "no" may stand from what there is to be none of."""
_WIDE = 12
"""In tokens: how far apart "every" and "within" may stand, or "one error" and its price."""
_FAR = 16
"""In tokens: how far from a miss its price may be told."""
_LONGEST_GROUP = 4
"""In tokens: how far into "all bargaining unit members" the word for people may stand."""
_NOT_A_THING = frozenset({"person", "place", "number", "average", "clock", "calendar", "links", "hold"})
_PRICES = frozenset({"reward", "penalty", "prize", "pay"})
_LOSSES = ("penalty", "punished", "fate", "lose", "denied", "vanish", "cut_off", "leaves", "setback")
_OBEDIENCE = ("watching",)
_SINGLY = frozenset({"every", "each"})
_SECOND = frozenset({"second", "third", "fourth", "fifth", "tenth", "other", "few"})
"""Words behind "every" that leave some out: "every second patient"."""
_ALMOST = frozenset({"near", "nearly", "almost", "approaching", "towards", "virtually", "practically"})
_NIL = frozenset({"none", "nil", "zero", "nought", "zilch", "nada", "nix"})
_OPENING = 3
"""In tokens: how far into a statement what it is about begins, when only its level follows."""
_CONDITIONS = frozenset({"should", "if", "unless"})
_ONE = frozenset({"one", "một"})
_TIMES = frozenset({"times", "lần", "vụ", "ca"})
_HOW_OFTEN = frozenset({"once", "twice", "thrice"})
_ROUND_THE_CLOCK = frozenset({"24", "7"})


def absolute(page: Scan, stakes: Scan, amounts: Sequence[Amount], in_time: Sequence[bool]) -> Span | None:
    """Where the text says that nothing less than all, or nothing at all, is enough.

    `stakes` is the same text with the phrases marked that say what people gain or lose.
    """
    targets = [amount for amount in amounts if amount.role == "target"]
    whole = _whole_number(page, stakes, targets)
    if whole or any(amount.unit == "percent" and 0 < amount.value < 100 for amount in targets):
        return whole
    return (
        _all_out_of_all(page, in_time)
        or _never(page, targets)
        or _not_even_one(page)
        or next(iter(page.runs(("spotless",), ("record_of",), within=2)), None)
        or _at_any_time(page)
        or _none(page, stakes)
        or _banned(page)
        or _every(page, stakes, targets, in_time)
        or _all_pass(page)
        or _first_miss(page, stakes)
    )


def forbidden(page: Scan, stakes: Scan) -> Span | None:
    """Where the text says that something is never to be, whatever levels it names besides."""
    return _never(page, ()) or _none(page, stakes)


def _whole_number(page: Scan, stakes: Scan, targets: Sequence[Amount]) -> Span | None:
    """100 % or 0 as the level to reach, but not of a plan, a prize or a fabric."""
    for amount in targets:
        first, last = page.index(amount.span[0]), page.index(amount.span[1])
        # "Cut complaints by 100%" leaves none.
        leaves_none = amount.is_change and amount.value == 100 and "down" in _near(page, first, last)
        if (amount.is_change and not leaves_none) or amount.high is not None or amount.unit == "times":
            continue
        if _is_percent(page, amount, first) and amount.value == 100:
            near = _near(page, first, last) | _near(stakes, first, last)
            capped = page.forms[first - 2] == "up" and page.forms[first - 1] == "to"
            exact = amount.comparison != "at most" and not capped and not page.has(last, "or_more")
            if exact and near.isdisjoint(_PRICES | {"quota", "capped"}):
                return None if _is_kind(page, first, last) else amount.span
        elif amount.value == 0 and amount.comparison != "at least":
            # "Near zero", "zero gravity rides", "lãi suất 0%"
            is_kind = page.has(last, "zero_kind") or page.has(first - 1, "zero_of")
            if page.forms[first - 1] in _ALMOST or is_kind:
                continue
            if amount.unit != "percent" or _near(stakes, first, last).isdisjoint(_PRICES):
                return amount.span
    return None


def _is_percent(page: Scan, amount: Amount, first: int) -> bool:
    """Whether a number is a share, also where only the metric's name says so: "On time (%): 100"."""
    return amount.unit == "percent" or (page.forms[first - 1] == ":" and page.has(first - 3, "percent"))


def _near(page: Scan, first: int, last: int) -> frozenset[str]:
    """The lists of the words around a number, in the same part of the sentence."""
    found: set[str] = set()
    for step, at in ((-1, first - 1), (1, last)):
        for place in range(at, at + step * _REACH, step):
            if not 0 <= place < page.size or page.forms[place] in CLAUSE_ENDS or page.forms[place] == "or":
                break
            found |= page.names[place]
    return frozenset(found)


def _is_kind(page: Scan, first: int, last: int) -> bool:
    """Whether "100%" says of what something is made: "100% cotton", "boxes of 100% recycled board"."""
    is_part_of = page.has(first - 1, "made_of") and page.kinds[last] == "word" and page.forms[last] != "of"
    return (
        is_part_of or page.has(last, "fabric") or (page.has(last, "vague") and not page.has(last, "settled"))
    )


def _all_out_of_all(page: Scan, in_time: Sequence[bool]) -> Span | None:
    """ "10/10", "12 out of 12"."""
    if "/" not in page.forms and not page.mentions_any("out_of", "scope"):
        return None
    for at in range(1, page.size - 1):
        count = _count_out_of(page, at)
        if count is None:
            continue
        after = next((place for place in range(at, at + 4) if page.has_number(place)), at)
        is_date = (in_time[at] and not page.has(after + 1, "calendar")) or "/" in (
            page.forms[after + 1],
            page.forms[at - 2],
        )
        same = page.forms[count] == page.forms[after]
        if same and not is_date and page.forms[after] not in _ROUND_THE_CLOCK:
            return page.span(count, after + 1)
    return None


def _count_out_of(page: Scan, at: int) -> int | None:
    """Where the number stands that is so many of others, if a token says that it is: "out of", "/"."""
    if page.has(at, "out_of"):
        # "twelve months out of twelve"
        return next((place for place in (at - 1, at - 2) if page.has_number(place)), None)
    # "One in retail and one in banking" is no share, in words.
    joined = page.forms[at] == "/" or page.has(at, "scope")
    return at - 1 if joined and page.kinds[at - 1] == "number" else None


def _never(page: Scan, targets: Sequence[Amount]) -> Span | None:
    for mention in page.places("never"):
        wishful = (
            "always" in mention.names
            and not targets
            and page.mentions_any("vague")
            and not page.mentions_any("settled")
        )
        unit = _unit(page, mention.last)
        counted = _is_more(page, mention.last) and not page.has(unit, "clock", "calendar", "instant", "hour")
        # "Perfect-fit jeans"
        names_a_thing = page.forms[mention.last] == "-"
        if not wishful and not counted and not names_a_thing:
            return page.span(mention.first, mention.last)
    return None


def _not_even_one(page: Scan) -> Span | None:
    """ "We don't lose a single client", "The line can't stop once"."""
    for negated in page.places("negated"):
        few = page.nearest(range(negated.last, negated.last + _REACH), "so_few")
        # "Not more than once", "can't be undone once it is sent"
        if not few or page.nearest(range(negated.last, few.first), "beyond", "at_most"):
            continue
        goes_on = page.kinds[few.last] == "word" and not page.has(
            few.last, "on_what", "scope", "links", "determiner"
        )
        if page.forms[few.first] != "once" or not goes_on:
            return page.span(negated.first, few.last)
    return None


def _at_any_time(page: Scan) -> Span | None:
    """ "Lúc nào quầy cũng có người": what holds at every hour."""
    for mention in page.places("anytime"):
        also = page.nearest(range(mention.last, mention.last + _REACH), "also")
        if also:
            return page.span(mention.first, also.last)
    return None


def _none(page: Scan, stakes: Scan) -> Span | None:
    """ "no … complaint", "Accidents: none", "không … nào"; but not "no more than 3"."""
    # "Nobody waits longer than an hour", but not "…; nobody wants to be last".
    for mention in page.places("no_soul"):
        if mention.first == 0 and _forbids(page, stakes, mention) and not page.mentions_any("average"):
            return page.span(mention.first, mention.last)
    for mention in page.in_order("nothing", "never_first"):
        before = page.forms[mention.first - 1]
        opens = "never_first" in mention.names and before != "," and _opens(page, mention.first)
        is_all = before == ":" and page.kinds[mention.last] != "word"
        is_all = is_all or _is_level_of(page, mention)
        if is_all or (opens and _forbids(page, stakes, mention)):
            return page.span(mention.first, mention.last)
        if "nothing" in mention.names:
            last = _none_of(page, stakes, mention)
            if last:
                return page.span(mention.first, last)
    return None


def _is_level_of(page: Scan, none: Mention) -> bool:
    """Whether "none" is the level of the unwanted thing that a statement begins with: "Downtime nil"."""
    if page.forms[none.first] not in _NIL or not page.has(none.first - 1, "bad"):
        return False
    bad = page.mentioned[none.first - 1]
    alone = page.kinds[none.last] != "word" or page.has(none.last, "links", "scope", "calendar", "determiner")
    return bad is not None and bad.first <= _OPENING and page.forms[none.last] != "of" and alone


def _opens(page: Scan, at: int) -> bool:
    """Whether a token begins a clause."""
    if page.has(at - 1, "to") or page.forms[at - 1] in _CONDITIONS:
        return False
    return at == 0 or page.kinds[at - 1] == "sign" or page.has(at - 1, "filler", "ensuring", "and")


def _forbids(page: Scan, stakes: Scan, mention: Mention) -> bool:
    """Whether what "no" begins says what may not be, rather than a price for something."""
    if page.kinds[mention.last] != "word" or page.has(mention.last, "at_least", "at_most"):
        return False
    if page.nearest(range(mention.last, mention.last + _REACH), "never_first"):
        return False  # "No test, no merge" is a price.
    limit = page.nearest(range(mention.last, mention.last + _WIDE), "beyond")
    if limit and page.forms[limit.last] in _HOW_OFTEN:
        return False  # "No undertime more than twice a month"
    if any(page.forms[at] == ":" and stakes.has(at + 1, *_LOSSES) for at in range(mention.last, page.size)):
        return False
    reach = range(mention.first, min(mention.last + _REACH, page.size))
    return not any(stakes.has(at, *_PRICES, *_OBEDIENCE) for at in reach)


def _none_of(page: Scan, stakes: Scan, mention: Mention) -> int | None:
    """The index after the unwanted thing that there is to be none of, if one is named nearby."""
    at = mention.last
    while at < min(mention.last + _REACH, page.size):
        if page.forms[at] in CLAUSE_ENDS or page.kinds[at] == "number" or page.has(at, "at_least", "at_most"):
            return None
        found = page.mentioned[at]
        if found and page.has(at, "bad", "any"):
            exceeds = _is_more(page, found.last) and not page.has(at, "any")
            allowed = stakes.has(at, *_OBEDIENCE) or exceeds
            return None if allowed else found.last
        at = found.last if found else at + 1
    return None


def _is_more(page: Scan, at: int) -> bool:
    """Whether only more than some number of it is unwanted: "not late more than 3 times"."""
    return any(
        page.has(place, "beyond")
        and page.has_number(place + 1)
        and (place < at + _REACH or page.forms[place + 2] in _TIMES)
        for place in range(at, min(at + _WIDE, page.size))
    )


def _unit(page: Scan, at: int) -> int:
    """The index of what follows the first number from a token on."""
    return next((place + 1 for place in range(at, at + _WIDE) if page.has_number(place)), at)


def _every(page: Scan, stakes: Scan, targets: Sequence[Amount], in_time: Sequence[bool]) -> Span | None:
    """ "Every call answered within 20 seconds", "đơn nào cũng đúng giờ"; but not "sales in all shops"."""
    if page.mentions_any("average") or not page.mentions_any("each", "any"):
        return None
    for mention in page.places("each"):
        also = page.nearest(range(mention.last, mention.last + _WIDE), "also")
        if also and not in_time[mention.last - 1] and _is_thing(page, mention.last):
            return page.span(mention.first, also.last)
    if any(not _is_limit(page, amount) for amount in targets):
        return None
    if any(_is_priced(stakes, mention) for mention in page.places("each")):
        return None
    limits = {page.index(amount.span[0]) for amount in targets if not page.mentions_any("up", "down")}
    return _any_one(page, limits) or _each_one(page, targets, limits, in_time)


def _is_priced(stakes: Scan, each: Mention) -> bool:
    """Whether a price follows: "Each complaint: a fine of 50"."""
    return bool(stakes.nearest(range(each.last, each.last + _REACH), *_PRICES))


def _is_limit(page: Scan, amount: Amount) -> bool:
    """Whether it is how long something may take: "20 seconds", "within three rings"."""
    if amount.unit == "duration":
        return amount.comparison != "at least"
    return page.forms[page.index(amount.span[0]) - 1] == "within"


def _any_one(page: Scan, limits: Set[int]) -> Span | None:
    """ "Đơn nào cũng đúng giờ", "Any fault repaired within a day". `limits` are tokens of durations."""
    for mention in page.places("any"):
        also = page.nearest(range(mention.last, mention.last + _REACH), "also")
        if also and not page.has(mention.first - 1, "place", "person"):
            return page.span(mention.first, also.last)
        if limits and _opens(page, mention.first) and _is_thing(page, mention.last):
            return page.span(mention.first, mention.last + 1)
    return None


def _each_one(
    page: Scan, targets: Sequence[Amount], limits: Set[int], in_time: Sequence[bool]
) -> Span | None:
    """ "Every call answered within 20 seconds", "Reply to all within a day"."""
    for mention in page.places("each"):
        alone = bool(limits) and page.has(mention.last, "at_most")
        if any(in_time[mention.first : mention.last + 1]) or not (alone or _is_thing(page, mention.last)):
            continue
        end = min(mention.last + _WIDE, page.size)
        limited = any(at in limits or page.has(at, "settled") for at in range(mention.last, end))
        # "Meet every deadline"
        verb = page.mentioned[mention.first - 1] if page.has(mention.first - 1, "fulfil") else None
        start = verb.first if verb and page.forms[mention.first] in _SINGLY else mention.first
        opens = _opens(page, start) and (targets or not _is_vague(page))
        if opens or (limited and not page.has(mention.first - 1, "on_what")):
            return page.span(mention.first, mention.last + 1)
    return None


def _is_vague(page: Scan) -> bool:
    """Whether "every" speaks of something that is open anyway; "every label correct" is not."""
    return any("exactly" not in words.names for words in page.places("vague"))


def _all_pass(page: Scan) -> Span | None:
    """ "All 90 pupils pass the exam", "Cả lớp đều đỗ"."""
    for mention in page.places("whole_group"):
        passes = page.nearest(range(mention.last, mention.last + _WIDE), "passes")
        if passes and not page.mentions_any("average"):
            return page.span(mention.first, passes.last)
    return None


def _is_thing(page: Scan, at: int) -> bool:
    """Whether what "every" speaks of is work or its results, rather than people, places or times."""
    joined = page.forms[at + 1] == "-"
    alike = any(page.has(place, "also") for place in range(at, at + _REACH))
    if (
        page.kinds[at] != "word"
        or page.forms[at] in _SECOND
        or not (joined or alike or page.names[at].isdisjoint(_NOT_A_THING))
    ):
        return False
    group = at
    while (
        page.kinds[group] == "word" and group < at + _LONGEST_GROUP and not page.has(group, "links", "modal")
    ):
        if page.has(group, "person"):
            return False
        group += 1
    return not page.has(at, "place")


def _banned(page: Scan) -> Span | None:
    """ "Stop all fraud", "Nghiêm cấm mọi sai sót"."""
    return next(iter(page.runs(("banish",), ("each", "any"), ("bad",), within=2)), None)


def _first_miss(page: Scan, stakes: Scan) -> Span | None:
    """ "A single late order costs the bonus": whoever pays for the first miss has no room for one."""
    for mention in page.places("single"):
        around = (
            *range(mention.first, mention.last + _REACH),
            *range(mention.first - 1, mention.first - 3, -1),
        )
        miss = page.nearest(around, "bad")
        if miss and stakes.nearest(range(miss.last, miss.last + _FAR), *_LOSSES):
            return page.span(min(mention.first, miss.first), max(mention.last, miss.last))
    if page.forms[0] in _ONE and page.has(1, "bad") and stakes.nearest(range(2, 2 + _WIDE), *_LOSSES):
        return page.span(0, 2)
    return None

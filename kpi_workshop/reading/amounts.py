"""How much: the amounts in a statement, each with its range and its part in the sentence."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from kpi_workshop.reading.baselines import mark_baselines
from kpi_workshop.reading.language import Language
from kpi_workshop.reading.model import Amount, Comparison
from kpi_workshop.reading.numbers import Number, find_numbers
from kpi_workshop.reading.scan import Scan
from kpi_workshop.reading.signs import CLAUSE_ENDS, PART_ENDS, RANGE_SIGNS

_LEVELS = frozenset({"to", "to_level", "held"})
_CHANGES = frozenset({"up", "down", "change_noun"})
_LIMITS = ("at_least", "or_more", "at_most", "or_less")
_LONGEST_DESCRIPTION = 2
"""In tokens: how much may say of what a growth is, as in "10% market share growth"."""
_SIGN_AND_WORD = 2
"""In tokens: what may stand between the ends of "from $1.2 to $1.5 million"."""
_WISH = 12
"""In tokens: how far ahead of two numbers it may say which way they go."""
_WHOLE = 100
"""In percent."""
_LONGEST_STEP = 8
"""In tokens: how much may stand between the ends of "from 20 kW installed a day to 30"."""


def read_amounts(
    scan: Scan, in_time: Sequence[bool], means: Sequence[int], language: Language
) -> list[Amount]:
    """The amounts of a text.

    `in_time` says for each token whether it belongs to a time frame; `means` are the indices of the
    tokens from which on the text says how.
    """
    alone = find_numbers(scan, in_time, language)
    if not alone:
        return []
    changes = any(_is_change(mention.names) for mention in scan.in_order(*_CHANGES))
    numbers = _joined(scan, alone, in_time, language, changes or scan.mentions_any("multiple"))
    mark_baselines(scan, numbers, in_time, change_wanted=changes)
    _mark_means(scan, numbers, means)
    _mark_ages(scan, numbers)
    directed = changes or scan.mentions_any("surpass")
    changing = _tokens_in_change(scan, in_time) if directed else [""] * scan.size
    # "nhiều hơn 15% so với cùng kỳ" is a change, "nhiều hơn 15%" is a limit.
    compared = scan.mentions_any("versus")
    named = [
        _is_followed_by_change(scan, number.last, in_time)
        or (compared and scan.has(number.first - 1, "changed_by"))
        for number in numbers
    ]
    return [
        _amount(scan, number, changing[number.first], is_named, language)
        for number, is_named in zip(numbers, named, strict=True)
    ]


def _is_change(names: frozenset[str]) -> bool:
    """Whether a phrase is a word of change, and not only sounds like one ("lift engineer")."""
    return not names.isdisjoint(_CHANGES) and "ignore" not in names


def _joined(
    scan: Scan, numbers: list[Number], in_time: Sequence[bool], language: Language, change_wanted: bool
) -> list[Number]:
    """Numbers with ranges joined to one, and with "from 25 to 35" and "40 → 55" told apart."""
    found: list[Number] = []
    for number in numbers:
        previous = found[-1] if found else None
        gap = range(previous.last, number.first) if previous else range(0)
        if previous and len(gap) == 1:
            if _is_step(scan, previous, number, language, change_wanted):
                previous.role = "baseline"
            elif _is_range(scan, previous, gap[0]):
                _scale_alike(scan, found, number)
                previous.high, previous.last = number.value, number.last
                previous.unit = number.unit if previous.unit == "count" else previous.unit
                continue
        elif previous and 1 < len(gap) <= _LONGEST_STEP and _leads_on(scan, previous, number, in_time):
            previous.role = "baseline"
        if previous and previous.role == "baseline" and previous.unit == "count" and len(gap) == 1:
            previous.unit = number.unit  # "from 40 to 55%"
        if previous and previous.role == "baseline" and len(gap) <= _SIGN_AND_WORD:
            previous.value *= _shared_scale(scan, previous, number)
        found.append(number)
    return found


def _scale_alike(scan: Scan, found: Sequence[Number], high: Number) -> None:
    """Say thousands of all numbers that share the word behind a range: "from 285 to 295–310 thousand"."""
    low, start = found[-1], found[-2] if len(found) > 1 else None
    scale = _shared_scale(scan, low, high)
    if start and start.role == "baseline" and low.first - start.last == 1:
        start.value *= _shared_scale(scan, start, high) if scale > 1 else 1
    low.value *= scale


def _shared_scale(scan: Scan, previous: Number, number: Number) -> float:
    """What multiplies the first of two numbers as well, though it stands behind the second: "1.2 to 1.5m"."""
    if previous.value >= number.value or any(
        scan.has(at, "scale") for at in range(previous.first, previous.last)
    ):
        return 1
    scale = next(
        (scan.mentioned[at] for at in range(number.first, number.last) if scan.has(at, "scale")), None
    )
    return scale.value if scale else 1


def _is_range(scan: Scan, previous: Number, between: int) -> bool:
    word = scan.forms[between]
    if word in RANGE_SIGNS or scan.has(between, "to"):
        return True
    return scan.has(between, "and") and (
        word not in {"and", "và", "va"} or scan.has(previous.first - 1, "between")
    )


def _leads_on(scan: Scan, previous: Number, number: Number, in_time: Sequence[bool]) -> bool:
    """Whether a longer "from X … to Y" spans the gap between two numbers."""
    gap = range(previous.last, number.first)
    if any(scan.forms[at] in CLAUSE_ENDS and scan.forms[at] not in "()" for at in gap):
        return False
    # "Raise A by 5% and reduce B to below 2%" moves two things.
    moves_on = any(scan.has(at, "and") and scan.has(at + 1, "up", "down") for at in gap)
    if moves_on or scan.has(previous.first - 1, "by"):
        return False
    to_level = next((at for at in gap if scan.has(at, "to_level")), None)
    if to_level is not None:
        # After an arrow may also come what follows from reaching a number: "≥ 150 → a bonus of 50,000".
        arrow = scan.kinds[to_level] == "sign"
        same = number.last < scan.size and scan.forms[previous.last] == scan.forms[number.last]
        # "OEE on 3 lines to 80%" counts lines; "4 subjects → 7 subjects" says what it counts twice.
        comparable = previous.unit == number.unit or (
            "count" in (previous.unit, number.unit) and (same or to_level == previous.last)
        )
        apart = any(scan.kinds[at] == "word" and not in_time[at] for at in gap[same:])
        return comparable and not (arrow and apart)
    started = scan.has(previous.first - 1, "from") or scan.has(previous.first - 2, "from")
    return started and any(scan.has(at, "to") for at in gap)


def _is_step(scan: Scan, previous: Number, number: Number, language: Language, change_wanted: bool) -> bool:
    """Whether "X to Y" is a change from X to Y rather than a range."""
    between = previous.last
    if scan.has(between, "to_level"):
        return not _is_limit(scan, previous, number)
    if not scan.has(between, "to") or scan.has(previous.first - 1, "between", "by"):
        return False
    started = scan.has(previous.first - 1, "from") or scan.has(previous.first - 2, "from")
    same = (
        previous.unit == number.unit != "duration"
        or scan.forms[previous.last - 1] == scan.forms[number.last - 1]
    )
    if started and _falls_upwards(scan, previous, number):
        return False
    if change_wanted:
        return True
    leads = started and scan.forms[between] not in language.range_word
    falls = number.value < previous.value and same
    return (leads or falls) and not _is_working_day(scan, previous, number, started)


def _falls_upwards(scan: Scan, previous: Number, number: Number) -> bool:
    """ "Giảm số vụ từ 5 đến 10%": a fall by 5 to 10%, as nothing falls to more than it was."""
    if number.value <= previous.value or number.unit != "percent":
        return False
    ahead = range(previous.first - 1, max(previous.first - 1 - _WISH, -1), -1)
    wish = scan.nearest(ahead, "up", "down")
    return wish is not None and "down" in wish.names


def _is_limit(scan: Scan, previous: Number, number: Number) -> bool:
    """Whether the first of two numbers says of what the second is: "nợ trên 90 ngày còn 2 tỷ"."""
    bounded = scan.has(previous.first - 1, "at_least", "at_most", "aged") and not scan.has(
        previous.first - 2, "from"
    )
    return bounded and previous.unit != number.unit


def _is_working_day(scan: Scan, previous: Number, number: Number, started: bool) -> bool:
    """ "Location shared 9 to 5", which is no fall from nine."""
    hours = previous.unit == number.unit == "count" and 6 <= previous.value <= 12 and 3 <= number.value <= 8
    alone = scan.kinds[number.last] != "word" and not started
    return hours and (alone or scan.has(number.last, "link")) and scan.forms[previous.first - 1] != ":"


def _mark_means(scan: Scan, numbers: list[Number], means: Sequence[int]) -> None:
    """Numbers between a word such as "by hiring" and the end of its clause are no targets."""
    if not means:
        return
    starts = set(means)
    within = [False] * scan.size
    inside = False
    for at in range(scan.size):
        inside = (inside or at in starts) and scan.forms[at] not in (",", ";", ".")
        within[at] = inside
    for number in numbers:
        if within[number.first] and number.role == "target":
            number.role = "means"


def _mark_ages(scan: Scan, numbers: list[Number]) -> None:
    """How old or near what is counted has to be is no level: "claims older than 125 days"."""
    for number in numbers:
        is_near = scan.forms[number.first - 1] == "within" and scan.has(number.last, "distance")
        if number.role == "target" and (is_near or scan.has(number.first - 1, "aged")):
            number.role = "scope"


def _tokens_in_change(scan: Scan, in_time: Sequence[bool]) -> list[str]:
    """For each token the kind of word of change that came before it in its clause, with no level after that.

    "spread" is one such as "expand" or "add", after which a bare number only counts: "Expand to 2 regions".
    "bounded" means that a word such as "at least" came as well: in "Increase sales ≥ 20%" a change, in
    "Increase the share ≥ 20%" a level.
    """
    found = [""] * scan.size
    inside, ratio = "", False
    for at in range(scan.size):
        names = scan.names[at]
        if scan.forms[at] in PART_ENDS:
            inside, ratio = "", False
        elif names and not in_time[at] and _begins(scan, at):
            bounds = (
                not names.isdisjoint(("at_least", "at_most"))
                and "by" not in names
                and not scan.has(at - 1, "by")
            )
            if "so_that" in names:
                inside = ""
            elif "surpass" in names:
                inside = "surpass"
            elif bounds and inside and not ratio:
                inside = "bounded" if inside == "change" else inside
            elif bounds or _is_figured(names):
                inside = ""
            elif inside == "surpass" and "earlier" in names:
                inside = "change"  # "Beat last year's sales by 10%" asks for growth.
            elif _is_change(names) and is_asked_for(scan, at, in_time):
                counts = "spread" in names and scan.kinds[at - 1] in ("", "sign")
                inside = "spread" if counts else "collect" if "collect" in names else "change"
            ratio = "ratio" in names or (ratio and inside != "")
        found[at] = inside
    return found


def _is_figured(names: frozenset[str]) -> bool:
    """Whether no step follows any more, because a level does, or because "double" says by how much."""
    return "multiple" in names or (not names.isdisjoint(_LEVELS) and "by" not in names)


def _begins(scan: Scan, at: int) -> bool:
    """Whether a phrase of the lexicon begins with this token."""
    mention = scan.mentioned[at]
    return mention is not None and mention.first == at


def is_asked_for(scan: Scan, at: int, in_time: Sequence[bool]) -> bool:
    """Whether a word of change stands for one: not so in "18 drops", "no increase", "reduced-fat"."""
    mention = scan.mentioned[at]
    last = mention.last if mention else at + 1
    is_prefix = scan.forms[last] == "-" and scan.touches(last - 1) and scan.touches(last)
    return not is_prefix and not _is_denied(scan, at) and not is_noun(scan, at, in_time)


def _is_denied(scan: Scan, at: int) -> bool:
    """ "no increase", "without raising"; but "không tăng nổi 30% thì …" says what is asked for."""
    mention = scan.mentioned[at]
    if mention and "hardly" in mention.names:
        return False
    if scan.has(at - 1, "no") or (scan.has(at - 2, "no") and scan.kinds[at - 1] == "word"):
        return True
    # "without the share that is upheld climbing above 8%"
    for before in range(at - 1, max(-1, at - 1 - _LONGEST_STEP), -1):
        if scan.forms[before] in CLAUSE_ENDS or scan.kinds[before] == "number":
            return False
        if scan.has(before, "without"):
            return True
    return False


def is_noun(scan: Scan, at: int, in_time: Sequence[bool]) -> bool:
    """Whether a word of change counts or names something: "18 drops a shift", "a cut of 3%"."""
    # "Tổ 3 giảm" names who.
    counted = scan.kinds[at - 1] == "number" and not in_time[at - 1] and not scan.has(at - 2, "labelled")
    return counted or (scan.has(at - 1, "article") and not scan.has(at, "change_noun"))


def _amount(scan: Scan, number: Number, changing: str, named: bool, language: Language) -> Amount:
    first, last = number.first, number.last
    return Amount(
        value=number.value,
        high=number.high,
        unit=number.unit,
        span=scan.span(first, last),
        role=number.role,
        comparison="between" if number.high is not None else _comparison(scan, first, last),
        is_change=number.role == "target" and _says_by_how_much(scan, number, changing, named, language),
    )


def _says_by_how_much(scan: Scan, number: Number, changing: str, named: bool, language: Language) -> bool:
    first, last = number.first, number.last
    if changing == "surpass":
        if scan.has(first - 1, "by"):
            return False
        changing = ""
    if changing == "change" and number.unit == "count" and language.head_last:
        # "Cut 15 steps", but "Improved drainage on pitches 2 and 3".
        return scan.has(first - 1, "up", "down", "by", "change_noun")
    if _only_counts(scan, number, changing) or _is_who_does_it(scan, number) or _is_all(scan, number):
        return False
    particle = scan.has(first - 1, "upward", "downward") and not scan.has(first - 1, "to_level")
    if changing or particle:
        return True
    if scan.has(first - 1, "by"):
        # "At your desk by nine" is no step, nor is "open by 8 and …".
        is_step = scan.kinds[last] == "word" and not scan.has(last, "and")
        return number.unit != "count" or number.value > 24 or is_step
    is_level = scan.has(first - 1, "held") or scan.has(last, "paid") or _is_ratio(scan, first, last)
    multiplies = number.unit == "times" and not is_level
    return number.unit in ("percent", "points", "times") and (
        _is_signed(scan, first - 1) or named or multiplies
    )


def _is_ratio(scan: Scan, first: int, last: int) -> bool:
    """ "Pipeline coverage to 3.5x", "debt under 2x EBITDA": what is a ratio itself isn't multiplied by it."""
    if scan.has(first - 1, "at_most") or any(scan.has(at, "times_over") for at in range(last, last + 3)):
        return True
    if not scan.has(first - 1, "to", "to_level", "at_least", "at_most") and scan.forms[first - 1] != ":":
        return False
    return any(scan.has(at, "ratio") for at in range(max(0, first - _LONGEST_STEP), first))


def _is_all(scan: Scan, number: Number) -> bool:
    """ "Drive 100% of the fixes to completion"."""
    return number.unit == "percent" and number.value == _WHOLE and scan.forms[number.last] == "of"


def _is_who_does_it(scan: Scan, number: Number) -> bool:
    """ "Used by 85% of teachers"."""
    whom = range(number.last + 1, number.last + 3)
    return (
        scan.forms[number.first - 1] == "by"
        and scan.forms[number.last] == "of"
        and any(scan.has(at, "person", "place") for at in whom)
    )


def _only_counts(scan: Scan, number: Number, changing: str) -> bool:
    """Whether a number after a word of change is a level all the same: "Raise £2m", "Expand to 2 regions"."""
    counts = changing == "spread" and number.unit == "count"
    collects = changing == "collect" and (number.unit == "money" or scan.has(number.last - 1, "scale"))
    bound = changing == "bounded" and (number.unit == "count" or scan.has(number.first - 1, "to", "to_level"))
    return counts or collects or bound


def _is_signed(scan: Scan, before: int) -> bool:
    """ "+8%", "minus 8%"; but "+1 nurse" only counts, and "+200,000 đ" is what somebody gets."""
    signs = ("+", "-", "−") if scan.touches(before) else ("+", "plus", "minus")
    return scan.forms[before] in signs and scan.kinds[before - 1] != "number"


def _is_followed_by_change(scan: Scan, last: int, in_time: Sequence[bool]) -> bool:
    """ "12% rise", "5% annual improvement", "15% more"."""
    if not scan.mentions_any("changed_by", *_CHANGES):
        return False
    if scan.has(last, "changed_by", "change_noun", "up", "down") and not scan.has(last, "collect"):
        return True
    while last < scan.size and in_time[last]:
        last += 1  # "5% year-on-year growth"
    for at in range(last, last + _LONGEST_DESCRIPTION + 1):
        if scan.has(at, "change_noun"):
            return True
        if scan.kinds[at] != "word" or scan.has(at, "every", "out_of", "per", "link"):
            return False
    return False


def _comparison(scan: Scan, first: int, last: int) -> Comparison:
    if not scan.mentions_any(*_LIMITS):
        return ""
    if scan.has(first - 1, "at_least") or scan.has(first - 2, "at_least") or scan.has(last, "or_more"):
        return "at least"
    if scan.has(first - 1, "at_most") or scan.has(first - 2, "at_most") or scan.has(last, "or_less"):
        return "at most"
    return ""


def with_scope(page: Scan, amount: Amount, stepwise: bool) -> Amount:
    """After a verb of doing, a number that only says on what: "Document the checks for 3 products"."""
    before = page.mentioned[page.index(amount.span[0]) - 1]
    is_scope = amount.unit == "count" and amount.role == "target" and before and "scope" in before.names
    is_scope = is_scope and not (stepwise and before and "to" in before.names)
    return dataclasses.replace(amount, role="scope") if is_scope else amount

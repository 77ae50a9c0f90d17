"""How much: the numbers in a statement that say an amount, with unit, range and part in the sentence."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Sequence

from kpi_workshop.reading.language import Language
from kpi_workshop.reading.lexicon import Scan
from kpi_workshop.reading.model import Amount, Comparison, Role, Unit

_TIMES_WORD = re.compile(r"x[0-9]{1,3}")
_DASHES = frozenset({"-", "–", "—", "~"})
_ORDINAL_ENDINGS = frozenset({"st", "nd", "rd", "th"})
_SENTENCE_PARTS = frozenset({",", ";", ".", "(", ")", "!", "?"})
_CLAUSE_ENDS = _SENTENCE_PARTS | {":"}
_LOOK_BACK = 4
"""How many tokens may stand between a word such as "from" and its number."""


@dataclasses.dataclass(slots=True)
class _Number:
    """A number on its way to becoming an amount; `first` and `last` are indices of tokens."""

    value: float
    first: int
    last: int
    unit: Unit = "count"
    high: float | None = None
    role: Role = "target"


def read_amounts(
    scan: Scan, in_time: Sequence[bool], means: Sequence[int], language: Language
) -> list[Amount]:
    """The amounts of a text.

    `in_time` says for each token whether it belongs to a time frame; `means` are the indices of the
    tokens from which on the text says how.
    """
    numbers = _joined(scan, _numbers(scan, in_time, language), language)
    _mark_baselines(scan, numbers)
    _mark_asides(scan, numbers, in_time)
    _mark_means(scan, numbers, means)
    changing = _tokens_in_change(scan)
    return [_amount(scan, number, changing) for number in numbers]


def _numbers(scan: Scan, in_time: Sequence[bool], language: Language) -> list[_Number]:
    found: list[_Number] = []
    at = 0
    while at < len(scan.tokens):
        number = None if in_time[at] else _number(scan, at, language)
        if number:
            found.append(number)
        at = number.last if number else at + 1
    return found


def _number(scan: Scan, at: int, language: Language) -> _Number | None:
    mention = scan.mention(at)
    if _TIMES_WORD.fullmatch(scan.form(at)):
        return _Number(float(scan.form(at)[1:]), at, at + 1, "times")
    if scan.kind(at) == "number":
        if _is_name(scan, at) or (mention and "ignore" in mention.names):
            return None
        value, last = language.number(scan.form(at)), at + 1
    elif mention and "number" in mention.names and not _is_name(scan, at):
        value, last = mention.value, mention.last
    else:
        return None
    scale = scan.mention(last)
    if scale and "scale" in scale.names:
        value, last = value * scale.value, scale.last
        if scan.kind(last) == "number" and scan.touches(last - 1) and len(scan.form(last)) == 1:
            value, last = value + float(scan.form(last)) * scale.value / 10, last + 1
    unit, last = _unit(scan, at, last)
    return _Number(value, at, last, unit)


def _unit(scan: Scan, first: int, last: int) -> tuple[Unit, int]:
    named: tuple[tuple[str, Unit], ...] = (
        ("percent", "percent"), ("points", "points"), ("money", "money"), ("instant", "duration"),
        ("clock", "duration"), ("calendar", "duration"),
    )  # fmt: skip
    after = scan.mention(last)
    for name, unit in named:
        if after and name in after.names:
            return unit, after.last
    if scan.has(first - 1, "money") or _is_currency(scan.form(first - 1)):
        return "money", last
    if scan.form(last) in ("x", "×") and scan.touches(last - 1):
        return ("count" if scan.has(last + 1, "every") else "times"), last + 1
    if scan.has(first - 1, "multiplied") or scan.has(last, "multiplied"):
        return "times", last
    return "count", last


def _is_currency(sign: str) -> bool:
    return len(sign) == 1 and unicodedata.category(sign) == "Sc"


def _is_name(scan: Scan, at: int) -> bool:
    """Whether a number only names something: "sprint 12", "24-hour", "3rd", "4.6 out of 5", "per 1,000"."""
    quantity = scan.has(at + 1, "percent", "money", "scale", "points")
    if not quantity and (scan.has(at - 1, "numbered") or _is_denominator(scan, at)):
        return True
    if scan.form(at - 1) in _DASHES and scan.kind(at - 2) == "number" and scan.has(at - 3, "numbered"):
        return True
    is_scale = scan.has(at - 1, "out_of") or (scan.form(at - 1) == "/" and scan.kind(at - 2) == "number")
    return is_scale or _is_in_word(scan, at) or _is_clock_time(scan, at)


def _is_in_word(scan: Scan, at: int) -> bool:
    """ "3rd", "24-hour", "Covid-19"."""
    ordinal = scan.touches(at) and scan.form(at + 1) in _ORDINAL_ENDINGS
    first = scan.touches(at) and scan.form(at + 1) == "-" and _is_joined_word(scan, at + 1)
    last = (
        scan.touches(at - 2)
        and scan.touches(at - 1)
        and scan.form(at - 1) == "-"
        and scan.kind(at - 2) == "word"
    )
    return ordinal or first or last


def _is_clock_time(scan: Scan, at: int) -> bool:
    """Either number of "17:30"."""
    hours = (
        scan.form(at + 1) == ":"
        and scan.kind(at + 2) == "number"
        and scan.touches(at)
        and scan.touches(at + 1)
    )
    minutes = (
        scan.form(at - 1) == ":"
        and scan.kind(at - 2) == "number"
        and scan.touches(at - 2)
        and scan.touches(at - 1)
    )
    return hours or minutes


def _is_joined_word(scan: Scan, at: int) -> bool:
    return (
        scan.touches(at)
        and scan.kind(at + 1) == "word"
        and not scan.has(at + 1, "percent", "points", "scale")
    )


def _is_denominator(scan: Scan, at: int) -> bool:
    """ "3 errors per 1,000 products", "lỗi trên 1.000 sản phẩm"."""
    digits = scan.form(at).replace(",", "").replace(".", "")
    round_number = (
        digits.startswith("1") and len(digits) >= 3 and not digits.strip("10") and digits.count("1") == 1
    )
    return scan.has(at - 1, "per") or (
        round_number and scan.has(at - 1, "per_or_above") and scan.kind(at - 2) == "word"
    )


def _joined(scan: Scan, numbers: list[_Number], language: Language) -> list[_Number]:
    """Numbers with ranges joined to one, and with "from 25 to 35" and "40 → 55" told apart."""
    change_wanted = any(not mention.names.isdisjoint(("up", "down")) for mention in scan.mentions)
    found: list[_Number] = []
    for number in numbers:
        previous = found[-1] if found else None
        gap = range(previous.last, number.first) if previous else range(0)
        if previous and len(gap) == 1:
            word = scan.form(gap[0])
            if scan.has(gap[0], "to_level") or (
                scan.has(gap[0], "to") and _is_step(scan, previous, word, language, change_wanted)
            ):
                previous.role = "baseline"
            elif word in _DASHES or (
                scan.has(gap[0], "to", "and")
                and (word not in {"and", "và", "va"} or scan.has(previous.first - 1, "between"))
            ):
                previous.high, previous.last = number.value, number.last
                previous.unit = number.unit if previous.unit == "count" else previous.unit
                continue
        elif previous and 1 < len(gap) <= _LOOK_BACK and _leads_on(scan, previous, gap):
            previous.role = "baseline"
        found.append(number)
    return found


def _leads_on(scan: Scan, previous: _Number, gap: range) -> bool:
    """Whether a longer "from X … to Y" spans the gap between two numbers."""
    if any(scan.form(at) in _CLAUSE_ENDS for at in gap):
        return False
    return any(scan.has(at, "to_level") for at in gap) or (
        any(scan.has(at, "to") for at in gap) and scan.has(previous.first - 1, "from")
    )


def _is_step(scan: Scan, previous: _Number, word: str, language: Language, change_wanted: bool) -> bool:
    """Whether "X to Y" is a change from X to Y rather than a range."""
    started = scan.has(previous.first - 1, "from") or scan.has(previous.first - 2, "from")
    return (started or change_wanted) if word not in language.range_word else change_wanted


def _mark_baselines(scan: Scan, numbers: list[_Number]) -> None:
    directed = any(not mention.names.isdisjoint(("up", "down")) for mention in scan.mentions)
    for number in numbers:
        for at in range(number.first - 1, max(-1, number.first - 1 - _LOOK_BACK), -1):
            if scan.form(at) in _SENTENCE_PARTS or scan.kind(at) == "number":
                break
            near = number.first - at <= 2
            dated = near and scan.has(at, "now", "earlier")
            if dated or scan.has(at, "versus") or (near and directed and scan.has(at, "from")):
                number.role = "baseline"
                break
            if scan.has(at, "to", "to_level", "at_least", "at_most", "percent"):
                break
        if scan.has(number.last, "now", "already"):
            number.role = "baseline"


def _mark_asides(scan: Scan, numbers: list[_Number], in_time: Sequence[bool]) -> None:
    """A level of some time in brackets, beside another level: "70% (last year: 58%)"."""
    for number in numbers:
        aside = range(max(0, number.first - _LOOK_BACK * 2), number.first)
        opened = next((at for at in reversed(aside) if scan.form(at) in ("(", ")")), None)
        if opened is None or scan.form(opened) == ")" or len(numbers) == 1:
            continue
        if any(
            in_time[at] or scan.has(at, "now", "from", "versus", "earlier")
            for at in range(opened, number.first)
        ):
            number.role = "baseline"


def _mark_means(scan: Scan, numbers: list[_Number], means: Sequence[int]) -> None:
    """Numbers between a word such as "by hiring" and the end of its clause are no targets."""
    starts = set(means)
    within = [False] * len(scan.tokens)
    inside = False
    for at in range(len(scan.tokens)):
        inside = (inside or at in starts) and scan.form(at) not in (",", ";", ".")
        within[at] = inside
    for number in numbers:
        if within[number.first] and number.role == "target":
            number.role = "means"


def _tokens_in_change(scan: Scan) -> list[bool]:
    """For each token, whether a word of change came before it in its clause and no level after that."""
    found = [False] * len(scan.tokens)
    inside = False
    for at in range(len(scan.tokens)):
        is_level = scan.has(at, "to", "to_level", "at_most") or (
            scan.has(at, "at_least") and not scan.has(at - 1, "by")
        )
        if is_level or scan.form(at) in _SENTENCE_PARTS:
            inside = False
        elif scan.has(at, "up", "down", "trend") and scan.kind(at - 1) != "number":
            inside = True
        found[at] = inside
    return found


def _amount(scan: Scan, number: _Number, changing: Sequence[bool]) -> Amount:
    first, last = number.first, number.last
    sign = (
        scan.form(first - 1) in ("+", "-", "−")
        and scan.touches(first - 1)
        and scan.kind(first - 2) != "number"
    )
    follows = number.unit in ("percent", "points", "times") and scan.has(last, "up", "down", "trend", "more")
    by = scan.has(first - 1, "by") and not scan.has(first - 1, "before")
    return Amount(
        value=number.value,
        high=number.high,
        unit=number.unit,
        span=scan.span(first, last),
        role=number.role,
        comparison="between" if number.high is not None else _comparison(scan, first, last),
        is_change=number.role == "target"
        and (sign or follows or by or changing[first] or number.unit == "times"),
        counted=_counted(scan, last),
    )


def _comparison(scan: Scan, first: int, last: int) -> Comparison:
    if scan.has(first - 1, "at_least") or scan.has(first - 2, "at_least") or scan.has(last, "or_more"):
        return "at least"
    if scan.has(first - 1, "at_most") or scan.has(first - 2, "at_most") or scan.has(last, "or_less"):
        return "at most"
    return ""


def _counted(scan: Scan, last: int) -> frozenset[str]:
    """The lists in which the first known noun after a number stands, at most three words on."""
    for at in range(last, min(last + 3, len(scan.tokens))):
        mention = scan.mention(at)
        if scan.kind(at) != "word" or (
            mention
            and not mention.names.isdisjoint(("to", "to_level", "at_least", "at_most", "every", "means"))
        ):
            break
        if mention and not mention.names.isdisjoint(("work", "result", "person", "place")):
            return mention.names
    return frozenset()

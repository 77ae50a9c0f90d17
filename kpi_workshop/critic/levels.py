"""Levels as people type them into the fields of a KPI, and whether two of them can be compared."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Iterable, Sequence

from kpi_workshop import reading
from kpi_workshop.critic import vocabulary
from kpi_workshop.reading import Amount, Reading, Span

_LEAST, _MOST = 1e-6, 1e15
_WORD = re.compile(r"[^\W\d_]+")
_ENTRIES = re.compile(r"[;|\n→]|,\s")
_LABEL = re.compile(r"^[^:=]*[:=]")


@dataclasses.dataclass(frozen=True, slots=True)
class Level:
    """How much, in a unit that is known as far as it was typed."""

    low: float
    high: float
    """The same as `low`, unless a range was typed."""
    unit: frozenset[str]
    """What stands with the number: {"%"}, {"call"}; nothing for a bare number."""
    context: frozenset[str]
    """Every word around it: more than `unit` only for a level that stands in a sentence."""
    scaled: bool
    """Whether a word multiplies it: "500 triệu"."""
    rate: str
    """How often: "day"; empty if it isn't said."""
    comparison: str
    span: Span
    """Where the number stands."""
    said: str
    """The number, its unit and what stands beside it, as somebody wrote them."""


def level(words: str, language: str) -> Level | None:
    """The level in a cell; None for none, for several, for a rank, and for a change ("+20%")."""
    read = reading.read(words, language)
    amounts = [amount for amount in read.amounts if not _is_scale(read, amount)]
    amount = _only([amount for amount in amounts if amount.role == "target"] or amounts)
    if amount is None:
        return None
    around = _outside(words, [*read.found("scale"), *(frame.span for frame in read.times)])
    unit = _units(around) - vocabulary.beside_levels("beside")
    if not unit.isdisjoint(vocabulary.beside_levels("ordinal")):
        return None
    return _level(read, amount, unit, unit, words.strip())


def level_in(statement: Reading) -> Level | None:
    """The level that a statement asks for; None if it asks for none, for several, or for a change."""
    amount = _only(statement.targets)
    if amount is None:
        return None
    said = _outside(statement.text, [(0, amount.span[0]), (amount.span[1], len(statement.text))])
    unit = _units(said) - _units(" ".join(map(statement.said, statement.found("scale"))))
    context = _units(statement.text) - {"%"} | unit
    return _level(statement, amount, unit, context, statement.said(amount.span))


def levels(words: str, language: str) -> tuple[Level, ...]:
    """The levels in a cell with one for each of several periods, "2024: 42; 2025: 45".

    Nothing if any entry with a number in it can't be read.
    """
    entries = [_LABEL.sub("", entry) for entry in _ENTRIES.split(words)]
    found = [level(entry, language) for entry in entries if any(map(str.isdecimal, entry))]
    known = tuple(one for one in found if one)
    return known if len(known) == len(found) else ()


def comparable(one: Level, other: Level) -> bool:
    """Whether the numbers mean the same kind of thing; no, when in doubt."""
    if one.rate and other.rate and one.rate != other.rate:
        return False
    if one.unit and other.unit:
        return one.unit <= other.context and other.unit <= one.context
    # A bare number goes with any unit that its column may have left out, but isn't taken for a share.
    same = "%" not in one.unit | other.unit and one.scaled == other.scaled
    return (
        same
        and (not one.context or other.unit <= one.context)
        and (not other.context or one.unit <= other.context)
    )


def _only(amounts: Sequence[Amount]) -> Amount | None:
    """The amount, if there is one alone that says how much, in a number that a person could mean."""
    if len(amounts) != 1 or amounts[0].is_change:
        return None
    ends = (amounts[0].value, amounts[0].high or 0.0)
    return amounts[0] if all(end == 0 or _LEAST <= abs(end) <= _MOST for end in ends) else None


def _level(read: Reading, amount: Amount, unit: frozenset[str], context: frozenset[str], said: str) -> Level:
    return Level(
        low=amount.value,
        high=amount.value if amount.high is None else amount.high,
        unit=unit,
        context=context,
        scaled=any(amount.span[0] <= scale[0] <= amount.span[1] + 1 for scale in read.found("scale")),
        rate=next((rate for frame in read.times if (rate := vocabulary.rate(read.said(frame.span)))), ""),
        comparison=amount.comparison,
        span=amount.span,
        said=said,
    )


def _is_scale(read: Reading, amount: Amount) -> bool:
    """The 5 of "4.5 of 5" and of "4/5"."""
    return read.text[: amount.span[0]].rstrip().endswith((" of", "/", " trên"))


def _outside(text: str, spans: Iterable[Span]) -> str:
    """A text with blanks where the spans are."""
    signs = list(text)
    for start, end in spans:
        signs[start:end] = " " * (end - start)
    return "".join(signs)


def _units(words: str) -> frozenset[str]:
    """The words, and the signs for shares and currencies."""
    folded = unicodedata.normalize("NFC", words).casefold()
    signs = {sign for sign in folded if sign == "%" or unicodedata.category(sign) == "Sc"}
    return frozenset(word.rstrip("s") or word for word in _WORD.findall(folded)) | signs

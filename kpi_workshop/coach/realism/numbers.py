"""Numbers as people write them: 1.500.000 and 1,500,000; 12,5 and 12.5; 500 triệu; 95 %."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Sequence

from kpi_workshop.coach.realism.vocabulary import meanings
from kpi_workshop.sheet.words import folded

_NUMBER = re.compile(r"[-−–+]?\s*[.,]?\d(?:[\d.,'’]|[ \u00a0\u202f](?=\d{3}(?!\d)))*(?:[eE][+-]?\d{1,2}\b)?")
_SPACES = re.compile(r"[\s\u00a0\u202f'’]")
_SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9}
_MOST = 1e15


@dataclasses.dataclass(frozen=True, slots=True)
class Style:
    """How the numbers of a column are written."""

    comma: bool
    """Whether a comma divides whole and parts, as in 12,5."""
    doubtful: str = ""
    """A number that could be read in two ways, where nothing in the column says which; else empty."""


@dataclasses.dataclass(frozen=True, slots=True)
class Figure:
    """One number with what stands behind it."""

    value: float
    unit: str
    """As written, without what multiplies: "%", "cuộc"; empty for a bare number."""
    scale: float = 1.0
    """What a word behind it multiplied it by: a million for "500 triệu"."""


def style_of(cells: Iterable[str], *, comma: bool) -> Style:
    """What the numbers of a column say about commas. `comma` is what to take where they say nothing."""
    evidence: list[bool] = []
    doubtful = ""
    for cell in cells:
        found = _NUMBER.search(cell)
        digits = _SPACES.sub("", found[0]).lower().lstrip("-−–+").rstrip(".,") if found else ""
        said = _says_comma(digits)
        if said is not None:
            evidence.append(said)
        elif re.search(r"[.,]", digits):
            doubtful = doubtful or digits
    if evidence:
        return Style(2 * sum(evidence) > len(evidence) or (2 * sum(evidence) == len(evidence) and comma))
    if not doubtful:
        return Style(comma)
    # Every number has three digits behind its only mark. Only "1.500" in English is likely to have decimals.
    return Style("." in doubtful and comma, doubtful)


def _says_comma(digits: str) -> bool | None:
    """True if a comma must be the decimal mark, False if a point must, None if nothing says."""
    digits, power, _ = digits.partition("e")
    marks: list[str] = re.findall(r"[.,]", digits)
    if not marks:
        return None
    if len(set(marks)) == 2:
        return marks[-1] == ","
    if len(marks) > 1:
        return marks[0] == "."
    whole, _, parts = digits.partition(marks[0])
    is_decimal = bool(power) or len(parts) != 3 or whole in ("", "0") or len(whole) > 3
    return (marks[0] == ",") if is_decimal else None


def figure(text: str, style: Style) -> Figure | None:
    """The only number of a text with its unit; None if there is none, or more than one."""
    found = list(_NUMBER.finditer(text))
    if len(found) != 1:
        return None
    before, after = text[: found[0].start()], text[found[0].end() :]
    value = _value(found[0][0], style)
    if value is None:
        return None
    if before.strip().endswith("(") and after.strip().startswith(")"):
        value, before, after = -value, before.strip()[:-1], after.strip()[1:]
    first, _, rest = after.strip().partition(" ")
    scale = scale_of(first)
    if scale != 1.0:
        value, after = value * scale, rest
    if abs(value) > _MOST:
        return None
    return Figure(value, " ".join(f"{before} {after}".split()), scale)


def scale_of(word: str) -> float:
    """What a word multiplies the number before it by: a million for "triệu", 1 for any other word."""
    return _SCALES.get(meanings("scales").get(folded(word), ""), 1.0)


def figures(cells: Sequence[str], style: Style) -> list[Figure | None]:
    """The numbers of a column, None where there is none."""
    return [figure(cell, style) for cell in cells]


def _value(written: str, style: Style) -> float | None:
    digits = _SPACES.sub("", written).replace("−", "-").replace("–", "-").rstrip(".,").lower()
    decimal, thousands = (",", ".") if style.comma else (".", ",")
    if digits.count(decimal) > 1 and thousands not in digits:
        decimal, thousands = thousands, decimal  # 1.500.000 among English numbers
    try:
        return float(digits.replace(thousands, "").replace(decimal, "."))
    except ValueError:
        return None

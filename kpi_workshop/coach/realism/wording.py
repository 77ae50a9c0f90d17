"""Figures, times and shares as people say them in their language."""

from __future__ import annotations

import math

from kpi_workshop import content

_SWAPPED = str.maketrans(",.", ".,")
_DECIMAL_COMMA = frozenset({"vi"})
LONG = 120
"""Minutes from which a length of time is told in hours."""
_BEFORE = frozenset("£$€¥")
_LARGE = ((1e9, "billion"), (1e6, "million"))


def amount(value: float, language: str, step: float = 0.01) -> str:
    """A number, rounded to `step`: "1,234.5", "1.234,5", "480 million".

    >>> amount(1234.5, "en", 0.1), amount(1234.5, "vi", 0.1), amount(483_200_000, "vi", 1e6)
    ('1,234.5', '1.234,5', '483 triệu')
    """
    rounded = round(value / step) * step if step > 0 else value
    for size, name in _LARGE:
        if abs(rounded) >= size and step >= size / 1000:
            return content.text(
                f"realism.scale.{name}", language, number=_written(rounded / size, language, 3)
            )
    decimals = max(0, -math.floor(math.log10(step) + 1e-9)) if step > 0 else 2
    return _written(rounded, language, min(decimals, 6))


def _written(value: float, language: str, decimals: int) -> str:
    words = f"{value:,.{decimals}f}"
    if "." in words:
        words = words.rstrip("0").rstrip(".")
    words = "0" if words in ("-0", "") else words.replace("-", "−")
    return words.translate(_SWAPPED) if language in _DECIMAL_COMMA else words


def with_unit(words: str, unit: str) -> str:
    """
    >>> with_unit("95", "%"), with_unit("12", "calls"), with_unit("50,000", "£")
    ('95%', '12 calls', '£50,000')
    """
    if unit in _BEFORE:
        return f"{unit}{words}"
    return f"{words}{unit}" if unit.startswith("%") else f"{words} {unit}".strip()


def time_of(minutes: float, language: str) -> str:
    """A length of time in the unit that suits it.

    >>> time_of(1.6, "en"), time_of(90, "en"), time_of(1800, "vi")
    ('96 seconds', '90 minutes', '30 giờ')
    """
    if minutes < 2:
        return content.text("realism.time.seconds", language, number=amount(minutes * 60, language, 1))
    if minutes < LONG:
        return minutes_of(minutes, language)
    return content.text("realism.time.hours", language, number=amount(minutes / 60, language, 0.01))


def minutes_of(minutes: float, language: str) -> str:
    """A length of time in minutes, however long."""
    return content.text("realism.time.minutes", language, number=amount(minutes, language, 0.1))


def tenths(probability: float) -> int:
    """So many of ten: never none and never all."""
    return min(max(round(probability * 10), 1), 9)

"""Natural process limits of an XmR chart: how far single values stray when nothing special happens.

Three standard deviations to each side, estimated from the mean moving range of two (Wheeler, 1993;
Montgomery & Runger, chapter 16).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import pandas as pd

D2 = 1.128
"""The expected range of two values, in standard deviations, for the normal distribution."""


@dataclasses.dataclass(frozen=True, slots=True)
class Limits:
    """The chart's three lines, in the unit of the values."""

    low: float
    middle: float
    high: float
    moving_range: float
    """The mean distance from one value to the next."""


def natural_limits(values: Sequence[float]) -> Limits:
    """The limits of values in the order of time; at least two. Nothing keeps them above zero."""
    known = pd.Series(values, dtype="float64")
    moving, middle = float(known.diff().abs().mean()), float(known.mean())
    away = 3.0 * moving / D2
    return Limits(middle - away, middle, middle + away, moving)

"""Scales on which values may vary evenly: as they are, their square roots, their logarithms.

Box & Cox (1964): each is normalised by the geometric mean, so that likelihoods on different scales can be
compared. Counts vary more evenly as square roots, with 3/8 added if there are zeros (Anscombe, 1948).
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]


@dataclasses.dataclass(frozen=True, slots=True)
class Scale:
    """A way to stretch values, and back."""

    kind: str
    """`plain`, `root` or `log`."""
    shift: float = 0.0
    middle: float = 1.0
    """The geometric mean of the shifted values."""

    def to(self, values: Vector) -> Vector:
        """Values on this scale; minus infinity for what is below it."""
        if self.kind == "plain":
            return values
        shifted = np.maximum(values + self.shift, 0.0)
        if self.kind == "root":
            return 2.0 * np.sqrt(self.middle * shifted)
        with np.errstate(divide="ignore"):
            return self.middle * np.log(shifted)

    def back(self, stretched: Vector) -> Vector:
        """The inverse of `to`."""
        if self.kind == "plain":
            return stretched
        if self.kind == "root":
            return np.maximum(stretched, 0.0) ** 2 / (4.0 * self.middle) - self.shift
        return np.exp(np.minimum(stretched / self.middle, 700.0)) - self.shift


PLAIN = Scale("plain")


def scales_for(values: Sequence[float]) -> tuple[Scale, ...]:
    """The scales that values can be on: only as they are, if any is negative."""
    if min(values) < 0:
        return (PLAIN,)
    return (PLAIN, _scale("root", values, 0.375), _scale("log", values, 0.5))


def _scale(kind: str, values: Sequence[float], shift: float) -> Scale:
    shift = 0.0 if min(values) > 0 else shift * _step(values)
    return Scale(kind, shift, math.exp(sum(math.log(value + shift) for value in values) / len(values)))


def _step(values: Sequence[float]) -> float:
    """The least value above zero, at most 1: what is added to zeros must not be large beside the values."""
    return min(1.0, *(value for value in values if value > 0)) if any(values) else 1.0

"""Where learners struggle: counts for a trainer, never a person.

A learner is a random key that differs from exercise to exercise. Counts are shown from `LEAST` learners
up, and brought up to date only when as many new ones have come: the difference between two looks is never
one person.
"""

from __future__ import annotations

import dataclasses
import hashlib
import hmac
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from kpi_workshop.exercises import Outcome, Status

LEAST = 5
"""Learners from whom up counts are shown, and by whom they grow."""


@dataclasses.dataclass(frozen=True, slots=True)
class Attempt:
    """What one learner's tries at one exercise amount to so far."""

    first: Status
    """What the first honest try was."""
    last: Status
    tries: int
    hinted: bool
    missed: tuple[str, ...]
    """The ids of options, items or fields that the first try got wrong."""

    def followed_by(self, outcome: Outcome, *, hinted: bool) -> Attempt:
        """The same after another try."""
        return dataclasses.replace(
            self, last=outcome.status, tries=self.tries + 1, hinted=self.hinted or hinted
        )

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready fields."""
        return {**dataclasses.asdict(self), "missed": list(self.missed)}

    @classmethod
    def from_dict(cls, fields: Mapping[str, Any]) -> Attempt:
        """The inverse of `as_dict`."""
        return cls(**{**fields, "missed": tuple(fields["missed"])})


def first_attempt(outcome: Outcome, *, hinted: bool) -> Attempt:
    """What a learner's first try amounts to."""
    missed = tuple(sorted({note.about for note in outcome.notes if note.good is False and note.about}))
    return Attempt(outcome.status, outcome.status, 1, hinted, missed)


def learner_key(secret: str, exercise: str) -> str:
    """Who a learner is at one exercise: nothing links it to the same person's other exercises."""
    return hmac.new(secret.encode(), exercise.encode(), hashlib.sha256).hexdigest()[:32]


def may_show(learners: int, shown: int) -> bool:
    """Whether counts of so many learners may replace those that show `shown` of them."""
    return learners >= LEAST and learners - shown >= LEAST


def counts(attempts: Iterable[Attempt]) -> dict[str, Any]:
    """`learners`, `at_once` (right at the first try), `later` (right after more), `hinted`, and `missed`: how
    many got which option, item or field wrong at first."""
    known = list(attempts)
    return {
        "learners": len(known),
        "at_once": sum(one.first == "right" for one in known),
        "later": sum(one.first != "right" and one.last == "right" for one in known),
        "hinted": sum(one.hinted for one in known),
        "missed": dict(Counter(missed for one in known for missed in one.missed).most_common()),
    }

"""What a language brings to the reading beside its lexicon."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import NamedTuple

from kpi_workshop.reading.lexicon import Endings
from kpi_workshop.reading.model import TimeKind
from kpi_workshop.reading.scan import Scan


class TimeRange(NamedTuple):
    """Tokens that say when or how often: the first, and the one after the last."""

    kind: TimeKind
    first: int
    last: int


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Language:
    """How one language writes numbers and dates, and inflects its words."""

    code: str
    endings: Endings
    """How it inflects the words of its lexicon."""
    number: Callable[[str], float]
    """The value of digits with separators: "1.500" differs between languages."""
    date: Callable[[Scan, int], TimeRange | None]
    """The date or period of this language that starts at a token."""
    dated: frozenset[str]
    """Words outside the lexicon that may begin a date."""
    head_last: bool
    """Whether the main noun of a group comes last ("turnover rate") rather than first ("tỷ lệ nghỉ việc")."""
    participle: str
    """The ending of a verb that says what was done to a thing: "deals closed"; empty if there is none."""
    gerund: str
    """The ending of a verb that after "by" says how: "by hiring"; empty if there is none."""
    range_word: frozenset[str]
    """Words that join the ends of a range, unless a change is asked for: "từ 80% đến 85%"."""
    has_diacritics: bool
    """Whether words of its lexicon have diacritics that people leave out: "thang nay"."""

"""A guide for one check-in: what to ask about this KPI today, after what was noted last time.

It asks and listens. It never asks who did what they were told, compares people, or gives marks.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, get_args

from kpi_workshop.coach.checkin.model import Change, Note, Support, open_support
from kpi_workshop.coach.checkin.progress import Progress, progress
from kpi_workshop.coach.checkin.relevance import questions as relevance_questions
from kpi_workshop.coach.checkin.rhythm import day, next_after
from kpi_workshop.coach.checkin.wording import say, shortened, written_date
from kpi_workshop.kpi import Kpi, Rhythm

Setting = Literal["one-to-one", "team"]
SETTINGS: tuple[Setting, ...] = get_args(Setting)

_REVIEW_SOON = dt.timedelta(days=14)
_RELEVANT_FOR = dt.timedelta(days=27)
"""How long the answers of a relevance check hold (practice): weekly rounds ask anew each fourth time."""
_MOST_OPEN = 5
_TIPS = ("listen", "blame", "note")

_MINUTES: Mapping[str, int] = {"weekly": 15, "biweekly": 20, "monthly": 30, "quarterly": 45}
_SHARES = {  # of a quarter of an hour; without the relevance check, and with it
    False: {"look-back": 3, "progress": 6, "relevance": 1, "adjust": 1, "recognition": 3, "close": 1},
    True: {"look-back": 2, "progress": 5, "relevance": 4, "adjust": 1, "recognition": 2, "close": 1},
}
_QUARTER_OF_AN_HOUR = 15


@dataclasses.dataclass(frozen=True, slots=True)
class Question:
    """Something to ask. It carries no words: they are chosen when it is shown."""

    id: str
    params: Mapping[str, str] = dataclasses.field(default_factory=dict, hash=False)
    """What its words quote from the record."""

    def text(self, language: str) -> str:
        """The question."""
        quoted = {
            name: written_date(said, language) if name == "date" else shortened(said)
            for name, said in self.params.items()
        }
        return say(f"ask.{self.id}", language, **quoted)


@dataclasses.dataclass(frozen=True, slots=True)
class Section:
    """A part of the talk, with the minutes it takes."""

    id: str
    minutes: int
    questions: tuple[Question, ...]

    def as_dict(self, language: str) -> dict[str, Any]:
        """JSON-ready, with its words."""
        return {
            "id": self.id,
            "title": say(f"section.{self.id}.title", language),
            "why": say(f"section.{self.id}.why", language),
            "minutes": self.minutes,
            "questions": [
                {"id": question.id, "text": question.text(language)} for question in self.questions
            ],
        }


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """The whole guide."""

    kpi: Kpi
    on: dt.date
    rhythm: Rhythm
    setting: Setting
    sections: tuple[Section, ...]
    progress: Progress
    open: tuple[Support, ...]
    """Support that was asked for or promised and is not settled yet."""
    check_relevance: bool
    """Whether it is time for the relevance check."""
    next_on: dt.date

    @property
    def minutes(self) -> int:
        """For the whole talk."""
        return sum(section.minutes for section in self.sections)

    def as_dict(self, language: str) -> dict[str, Any]:
        """JSON-ready, with its words."""
        return {
            "kpi": self.kpi.as_dict(),
            "on": self.on.isoformat(),
            "rhythm": self.rhythm,
            "setting": self.setting,
            "language": language,
            "minutes": self.minutes,
            "tips": [say(f"tips.{self.setting}", language), *(say(f"tips.{tip}", language) for tip in _TIPS)],
            "sections": [section.as_dict(language) for section in self.sections],
            "check_relevance": self.check_relevance,
            "relevance": relevance_questions(language),
            "progress": self.progress.as_dict(language),
            "open": [support.as_dict() for support in self.open],
            "next_on": self.next_on.isoformat(),
        }


def guide(  # noqa: PLR0913  all but the first two by name
    kpi: Kpi,
    notes: Sequence[Note] = (),
    *,
    on: dt.date,
    rhythm: Rhythm | None = None,
    setting: Setting = "one-to-one",
    agreed: dt.date | None = None,
    changes: Sequence[Change] = (),
) -> Guide:
    """The guide for a check-in of a KPI as it stands on a day.

    `notes` are those of earlier check-ins, in the order in which they were written down; `agreed` is the day
    of the agreement; `changes` are those that hold since. Without `rhythm` it is the record's, or weekly.
    """
    measured = max((change.date for change in changes if "measure" in change.after), default="")
    found = progress(kpi, notes, since=measured)
    review = day(kpi.review_date)
    check = _is_due(notes, on) or _points_at_it(found) or bool(review and review - on <= _REVIEW_SOON)
    talk = _Talk(kpi, tuple(notes), found, on, check, review)
    chosen: Rhythm = rhythm or kpi.rhythm or "weekly"
    shares = _SHARES[check]
    scale = _MINUTES[chosen] / _QUARTER_OF_AN_HOUR
    minutes = {name: round(share * scale) for name, share in shares.items()}
    minutes["progress"] += _MINUTES[chosen] - sum(minutes.values())
    following = next_after(on, agreed or on, chosen, review)
    asked = talk.questions(following)
    return Guide(
        kpi=kpi,
        on=on,
        rhythm=chosen,
        setting=setting,
        sections=tuple(Section(name, minutes[name], tuple(asked[name])) for name in shares),
        progress=found,
        open=open_support(notes),
        check_relevance=check,
        next_on=following,
    )


def _is_due(notes: Sequence[Note], on: dt.date) -> bool:
    """Whether nobody has asked for a while, or something was found that nothing has come of yet."""
    asked = [note for note in notes if note.checks or note.fit]
    last = day(asked[-1].date) if asked else None
    first = day(notes[0].date) if notes else None
    since = last or first
    return since is not None and on - since > _RELEVANT_FOR


def _points_at_it(found: Progress) -> bool:
    return found.place in ("there", "behind") or found.trend == "away"


@dataclasses.dataclass(frozen=True, slots=True)
class _Talk:
    """What is known as the talk begins."""

    kpi: Kpi
    notes: tuple[Note, ...]
    progress: Progress
    on: dt.date
    check_relevance: bool
    review: dt.date | None

    def questions(self, following: dt.date) -> dict[str, list[Question]]:
        return {
            "look-back": list(self._look_back()),
            "progress": list(self._progress()),
            "relevance": list(self._relevance()),
            "adjust": list(self._adjust()),
            "recognition": list(self._recognition()),
            "close": [Question("next", {"date": following.isoformat()})],
        }

    def _look_back(self) -> Iterator[Question]:
        for support in open_support(self.notes)[:_MOST_OPEN]:
            known = {"asked": support.asked, "promised": support.promised, "who": support.who}
            if support.promised:
                yield Question("promise" if support.who else "promise-open", known)
            else:
                yield Question("asked", known)
        if not self.notes:
            yield Question("first")
            return
        last = self.notes[-1]
        if last.value or last.progress:
            said = " · ".join(part for part in (last.value, last.progress) if part)
            yield Question("last", {"date": last.date, "said": said})
        if last.fit in ("adjust", "retire") and last.reason:
            yield Question("undecided", {"reason": last.reason})

    def _progress(self) -> Iterator[Question]:
        yield Question("progress")
        found = self.progress
        if not self.kpi.baseline and found.start is None and not found.levels:
            yield Question("baseline")
        if found.place == "there":
            yield Question("there")
        elif found.trend == "away" or found.place == "behind":
            yield Question("away")
        elif found.place == "wide" or found.trend == "unclear":
            yield Question("unclear")
        if self.kpi.purpose:
            yield Question("purpose", {"purpose": self.kpi.purpose})
        if self.kpi.counter_measure:
            yield Question("counter", {"counter_measure": self.kpi.counter_measure})
        if self.kpi.growth:
            yield Question("growth", {"growth": self.kpi.growth})
        yield Question("support")

    def _relevance(self) -> Iterator[Question]:
        yield Question("relevant" if self.check_relevance else "still")
        if self.check_relevance and not self.kpi.counter_measure:
            yield Question("gaming")

    def _adjust(self) -> Iterator[Question]:
        yield Question("adjust")
        if self.review and self.review - self.on <= _REVIEW_SOON:
            key = "review-past" if self.review < self.on else "review-soon"
            yield Question(key, {"date": self.kpi.review_date})
        elif not self.review:
            yield Question("review-none")

    def _recognition(self) -> Iterator[Question]:
        yield Question("recognise")
        if self.kpi.recognition:
            yield Question("planned", {"recognition": "; ".join(self.kpi.recognition)})

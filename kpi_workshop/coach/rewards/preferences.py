"""How people like to be recognised: one person's wishes, or a team's as counts and nothing else."""

from __future__ import annotations

import dataclasses
import functools
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from kpi_workshop import content
from kpi_workshop.coach.rewards.ideas import GIVERS, VALUES, say
from kpi_workshop.content import Problem

LEAST_ANSWERS = 5
"""Counts of a team are shown from this many answers up; it is fixed before the first answer."""
MOST_LIKES = 3
"""A short form: who may choose everything has chosen nothing."""
LIMITS = ("free", "quick", "apart")
"""What an idea has to be: without cost, done in minutes, also for people who never meet."""
NOT = "not-"
UNWANTED: tuple[str, ...] = tuple(f"{NOT}{value}" for value in VALUES)
WISHES: tuple[str, ...] = (*VALUES, "public", "private", *GIVERS, *UNWANTED)
"""What the form asks: what is liked, where, from whom, and what is rather not wanted."""
_SETTINGS = ("public", "private")


@dataclasses.dataclass(frozen=True, slots=True)
class Preferences:
    """What is wished for: by one person (`answers` is 1) or by a team (5 or more), as counts."""

    answers: int = 0
    counts: Mapping[str, int] = dataclasses.field(default_factory=dict)
    """Wish, one of `WISHES` → how many have it. Wishes that nobody has are left out."""
    limits: frozenset[str] = frozenset()
    """Of `LIMITS`: what whoever plans needs an idea to be."""

    @property
    def is_own(self) -> bool:
        """Whether they are one person's."""
        return self.answers == 1

    def share(self, wish: str) -> float:
        """The part of the answers that have a wish, from 0 to 1."""
        return self.counts.get(wish, 0) / self.answers if self.answers else 0.0

    def as_dict(self, language: str) -> dict[str, Any]:
        """JSON-ready; `counts` with the words of each wish, most wished for first."""
        ranked = sorted(self.counts, key=lambda wish: (-self.counts[wish], WISHES.index(wish)))
        return {
            "answers": self.answers,
            "counts": [
                {"id": wish, "name": wish_words(wish, language), "count": self.counts[wish]}
                for wish in ranked
            ],
            "limits": sorted(self.limits),
        }


def own(wishes: Iterable[str]) -> Preferences:
    """One person's wishes and limits. Raises `Problem` for one that is not known, or too many likes."""
    wanted = frozenset(wishes)
    _check(wanted, (*WISHES, *LIMITS))
    said = [wish for wish in WISHES if wish in wanted]
    return Preferences(
        answers=1 if said else 0, counts=dict.fromkeys(said, 1), limits=wanted.intersection(LIMITS)
    )


def gather(forms: Sequence[Collection[str]], limits: Iterable[str] = ()) -> Preferences:
    """A team's forms as counts; each form is one person's wishes, of `WISHES`.

    Raises `Problem` if there are fewer forms than `LEAST_ANSWERS` (with fewer, a count tells who it was),
    or if one holds what the form doesn't ask.
    """
    if len(forms) < LEAST_ANSWERS:
        raise Problem("rewards.few-answers", count=len(forms), least=LEAST_ANSWERS)
    for form in forms:
        _check(frozenset(form), WISHES)
    return counted(Counter(wish for form in forms for wish in set(form)), len(forms), limits)


def counted(counts: Mapping[str, int], answers: int, limits: Iterable[str] = ()) -> Preferences:
    """A team's wishes that were counted elsewhere: in a live session, or on a device that was passed round.

    Raises `Problem` for counts that no form could give, or of fewer answers than `LEAST_ANSWERS`.
    """
    if answers < LEAST_ANSWERS:
        raise Problem("rewards.few-answers", count=answers, least=LEAST_ANSWERS)
    for wish, count in counts.items():
        if wish not in WISHES or type(count) is not int or not 0 <= count <= answers:
            raise Problem("rewards.unknown-wish", given=str(wish)[:60], known=", ".join(WISHES))
    kept = {wish: counts[wish] for wish in WISHES if counts.get(wish)}
    return Preferences(answers=answers, counts=kept, limits=frozenset(limits).intersection(LIMITS))


def wish_words(wish: str, language: str) -> str:
    """A wish in words: "time", "in front of others", "rather not: visibility"."""
    if wish.startswith(NOT):
        return content.text(
            "rewards.rather-not", language, what=say("gives", wish.removeprefix(NOT), language)
        )
    group = "gives" if wish in VALUES else "setting" if wish in _SETTINGS else "givers"
    return say("limits", wish, language) if wish in LIMITS else say(group, wish, language)


def wish_called(said: str) -> str:
    """The wish or limit that somebody names by its id or by its words in any language.

    Raises `Problem` if there is none.
    """
    found = _named().get(_plain(said))
    if found is None:
        raise Problem("rewards.unknown-wish", given=said[:60], known=", ".join((*WISHES, *LIMITS)))
    return found


@functools.cache
def _named() -> Mapping[str, str]:
    names: dict[str, str] = {}
    for wish in (*WISHES, *LIMITS):
        for language in content.languages():
            names.setdefault(_plain(wish_words(wish, language)), wish)
    return {**names, **{wish: wish for wish in (*WISHES, *LIMITS)}}


def _plain(words: str) -> str:
    return " ".join(unicodedata.normalize("NFC", words).casefold().split())


def _check(wishes: frozenset[str], known: Collection[str]) -> None:
    for wish in sorted(wishes):
        if wish not in known:
            raise Problem("rewards.unknown-wish", given=wish[:60], known=", ".join(known))
    likes = sorted(wishes.intersection(VALUES))
    if len(likes) > MOST_LIKES:
        raise Problem("rewards.many-likes", count=len(likes), most=MOST_LIKES)
    if wishes.issuperset(_SETTINGS):
        raise Problem("rewards.both-settings")
    for like in likes:
        if f"{NOT}{like}" in wishes:
            raise Problem("rewards.liked-and-not", wish=like)

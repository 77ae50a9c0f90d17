"""The differently shaped drafts: the outcome, a leading indicator within one's control, a learning goal."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping

from kpi_workshop.coach.rewrite.answers import APART, Answers, tells
from kpi_workshop.coach.rewrite.goal import Frame, Goal
from kpi_workshop.coach.rewrite.model import Words
from kpi_workshop.coach.rewrite.words import capitalised, filled, quoted, template

_WITHIN = ("baseline", "target", "time", "support")
"""The slots that the main sentence has a place for."""
_IN_FRAME = ("result", "seen", "measure", "own")
"""The slots that only some main sentences have a place for."""
_EXTRAS = (*_IN_FRAME, "tolerance", "fair", "help", "recognition", "why", "room", "purpose")
"""The slots with a sentence of their own after it, in this order."""
_FREE = ("result", "seen", "own", "tolerance")
"""The slots whose answers may tell a level or a period by the way."""
_OPTIONAL = ("room", "purpose")
"""Slots that leave no blank: nobody misses them."""
_MAIN: Mapping[Frame, str] = {"activity": "result", "watched": "result"}
_RESULT: Mapping[Frame, str] = {
    "condition": "result-together",
    "result": "result-together",
    "watched": "result-worry",
}


@dataclasses.dataclass(frozen=True, slots=True)
class Composer:
    """A goal with the answers to it."""

    goal: Goal
    answers: Answers
    needs: frozenset[str]
    """The slots that have a place in the drafts: those of the goal, and what its drafts have brought up."""
    later: tuple[str, ...] = ()
    """The other goals of the statement."""

    @classmethod
    def of(cls, goal: Goal, answers: Answers, needs: frozenset[str], later: tuple[str, ...] = ()) -> Composer:
        """What an answer tells by the way needs no place of its own, unless it was asked and answered."""
        told = [
            tells(answers.given[slot], answers.language)
            for slot in _FREE
            if slot in answers and slot in needs
        ]
        by_the_way = frozenset[str]().union(*told) - answers.given.keys()
        return cls(goal, answers, (needs - by_the_way) | (goal.lacks & answers.given.keys()), later)

    def outcome(self) -> Iterator[Words]:
        """The result, from where to where and by when: several ways to put it, the best one first."""
        rest = [self.answers.sentence(slot) for slot in _WITHIN if self._is_apart(slot)]
        rest += [self.goal.rest] if self.goal.frame in ("kept", "metric", "vague") else []
        rest += [self.answers.sentence(slot) for slot in _EXTRAS if self._is_extra(slot)]
        main = self._main()
        yield _sentences([main, self._figures(), self._way(), *rest])
        if self.goal.frame == "activity":
            yield _sentences([self._main("work"), self._figures(), *rest])
            yield _sentences([main, self._figures(), *rest])
        if self.later:
            yield _sentences([main, self._figures(), self._way(), *rest, self._postponed()])

    def leading(self) -> Iterator[Words]:
        """What shows first and lies in one's own hands, on the way to the outcome."""
        fields = {slot: self.answers.phrase(slot) for slot in ("sign", "rhythm")}
        # Nobody is on the way to missing something: what a threat was about is left to the outcome.
        main = self._main("result" if self.goal.frame == "condition" else "")
        told = template("draft.leading", self.answers.language, {**fields, "main": main})
        yield told
        if self.goal.rest:
            yield _sentences([told, self.goal.rest])
        if self.later:
            yield _sentences([told, self._postponed()])
        yield template("draft.leading-alone", self.answers.language, fields)

    def learning(self) -> Iterator[Words]:
        """Finding out how, before how much: by what is measured, or by the goal as it is kept."""
        fields = {slot: self.answers.phrase(slot) for slot in ("trial", "rhythm")}
        fields["time"] = self.goal.time or self._time_to_learn()
        about = {"learning": self.goal.measure, "learning-goal": self.goal.words}
        for key, words in about.items():
            if words:
                yield template(f"draft.{key}", self.answers.language, {**fields, "goal": words})

    def _main(self, kind: str = "") -> Words:
        """The main sentence, without the stop at its end; its template may be chosen by `kind`."""
        goal, answers = self.goal, self.answers
        fields = {slot: () if self._is_spread() else self._within(slot) for slot in _WITHIN}
        fields |= {slot: answers.phrase(slot) for slot in ("seen", "own", "help")}
        fields |= {
            "before": goal.before,
            "after": goal.after,
            "condition": goal.condition,
            "goal": answers.phrase("goal") if goal.frame == "long" else _spaced(goal.before, goal.after),
            "result": answers.phrase("result", _RESULT.get(goal.frame, "")),
            "measure": goal.measure or answers.phrase("measure"),
            "tolerance": answers.phrase("tolerance") if goal.has_room else (),
        }
        if goal.frame == "own":
            fields["time"] = goal.time or goal.rhythm or fields["time"]
        kind = kind or _MAIN.get(goal.frame, goal.frame)
        return capitalised(template(f"main.{kind}", answers.language, fields))

    def _figures(self) -> Words:
        """From where to where and when, if an answer is too long to have that in its own sentence."""
        fields = {slot: self._within(slot) for slot in _WITHIN}
        if not self._is_spread() or not any(fields.values()):
            return ()
        return template("main.figures", self.answers.language, fields)

    def _is_spread(self) -> bool:
        return any(self.answers.is_long(slot) for slot in ("result", "seen") if slot in self.goal.needs)

    def _way(self) -> Words:
        """What has become of the work that the statement asks for."""
        if self.goal.frame == "activity":
            return template("draft.activity", self.answers.language, {"goal": capitalised(self.goal.words)})
        return template("draft.watched", self.answers.language) if self.goal.frame == "watched" else ()

    def _postponed(self) -> Words:
        fields = {f"goal{at}": quoted("kept", goal) for at, goal in enumerate(self.later)}
        goals = filled("; ".join(f"{{{name}}}" for name in fields), fields)
        return template("draft.later", self.answers.language, {"goals": goals})

    def _within(self, slot: str) -> Words:
        if slot not in self.needs:
            return ()
        kinds = {
            "baseline": "baseline-step" if self.goal.by_how_much else "",
            "target": f"target-{self._direction()}",
            "time": "time-end" if self.goal.has_end and slot not in self.answers else "",
        }
        return self.answers.phrase(slot, kinds.get(slot, ""))

    def _direction(self) -> str:
        """Where the answers lead, if the statement itself doesn't say."""
        if self.goal.direction != "level":
            return self.goal.direction
        now, then = self.answers.level("baseline"), self.answers.level("target")
        if now is None or then is None or now == then:
            return "level"
        return "up" if now < then else "down"

    def _is_apart(self, slot: str) -> bool:
        """Whether an answer that the main sentence has a place for needs a sentence of its own."""
        return slot in self.answers and (slot not in self.needs or self.answers.manner(slot) == APART)

    def _is_extra(self, slot: str) -> bool:
        if (slot == "tolerance" and self.goal.has_room) or (
            slot == "help" and self.goal.frame == "condition"
        ):
            return False
        if slot in _IN_FRAME:
            return slot in self.answers and slot not in self.goal.needs
        return slot in self.answers or (slot in self.needs and slot not in _OPTIONAL)

    def _time_to_learn(self) -> Words:
        return self.answers.phrase("time", "" if "time" in self.answers else "time-end")


def _spaced(*parts: Words) -> Words:
    fields = {f"part{at}": part for at, part in enumerate(parts)}
    return filled(" ".join(f"{{{name}}}" for name in fields), fields)


def _sentences(parts: Iterable[Words]) -> Words:
    """Sentences in a row, each with its stop."""
    told = [capitalised(part) for part in parts if part]
    return filled(
        " ".join(f"{{part{at}}}." for at in range(len(told))),
        {f"part{at}": part for at, part in enumerate(told)},
    )

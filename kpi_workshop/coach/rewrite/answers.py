"""How an answer joins a draft: within the main sentence if it fits there, else in a sentence of its own."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping

from kpi_workshop import reading
from kpi_workshop.coach.rewrite.grammar import DOING, flat, grammar
from kpi_workshop.coach.rewrite.model import Words, text_of
from kpi_workshop.coach.rewrite.words import quoted, template

APART = "apart"

_LONGEST_WITHIN = 70
_AMOUNTS = frozenset({"baseline", "target", "tolerance"})
_WITHIN = _AMOUNTS | {"time", "support"}
"""The slots whose answers stand within the main sentence if they can."""
_SEVERAL_SENTENCES = re.compile(r"[.!?;]\s|[\r\n]")


@dataclasses.dataclass(frozen=True, slots=True)
class Answers:
    """The answers so far, and the language that they have to fit."""

    given: Mapping[str, str]
    """Slot → answer as typed."""
    language: str

    def __contains__(self, slot: str) -> bool:
        return slot in self.given

    def without(self, *slots: str) -> Answers:
        """The same without some of the answers."""
        return Answers({slot: said for slot, said in self.given.items() if slot not in slots}, self.language)

    def said(self, slot: str) -> Words:
        """An answer in its own words, nothing if there is none."""
        return quoted("answer", self.given.get(slot, ""), slot)

    def phrase(self, slot: str, kind: str = "") -> Words:
        """How a slot stands within a sentence: as a blank, as its answer, or not at all if it stands apart.

        `kind` chooses a variant of the slot's words.
        """
        key = f"phrase.{kind or slot}"
        if slot not in self.given:
            return template(f"{key}.open", self.language, slot=slot)
        manner = self.manner(slot)
        if manner == APART:
            return ()
        key = f"{key if manner == 'done' else f'phrase.{slot}'}.{manner}"
        return template(key, self.language, {"answer": self.said(slot)})

    def sentence(self, slot: str) -> Words:
        """A slot in a sentence of its own: with its blank, or with its answer."""
        if slot not in self.given:
            return template(f"sentence.{slot}.open", self.language, slot=slot)
        return template(f"sentence.{slot}.done", self.language, {"answer": self.said(slot)})

    def manner(self, slot: str) -> str:
        """How the answer to a slot joins a sentence: a key below `phrase.<slot>`, or `APART`."""
        answer = self.given[slot].strip()
        if slot not in _WITHIN:
            return "done"
        if len(answer) > _LONGEST_WITHIN or _SEVERAL_SENTENCES.search(answer):
            return APART
        if slot in _AMOUNTS and not self._is_amount(answer):
            return APART
        plain = flat(answer)
        patterns = grammar(self.language).manners.get(slot, ())
        manner = next((manner for pattern, manner in patterns if re.match(pattern, plain)), "done")
        if slot == "time" and (manner == APART or not self._is_time(answer, manner)):
            return APART
        return self._spoken(answer) if slot == "support" and manner == "done" else manner

    def level(self, slot: str) -> float | None:
        """The first number of an answer."""
        amounts = reading.read(self.given.get(slot, ""), self.language).amounts
        return amounts[0].value if amounts else None

    def is_long(self, slot: str) -> bool:
        """Whether an answer doesn't fit into a part of a sentence."""
        answer = self.given.get(slot, "").strip()
        return len(answer) > _LONGEST_WITHIN * 2 or bool(_SEVERAL_SENTENCES.search(answer))

    def _is_amount(self, answer: str) -> bool:
        amounts = reading.read(answer, self.language).amounts
        if not amounts:
            return False
        hedges = grammar(self.language).hedges.match(flat(answer))
        return hedges is not None and hedges.end() >= amounts[0].span[0]

    def _is_time(self, answer: str, manner: str) -> bool:
        words = template(f"phrase.time.{manner}", self.language, {"answer": quoted("answer", answer)})
        return bool(reading.read(text_of(words), self.language).times)

    def _spoken(self, answer: str) -> str:
        """What somebody would do ("hire two reps") joins in another way than a thing ("two more reps")."""
        return "done" if reading.read(answer, self.language).opening.isdisjoint(DOING) else "verb"


def tells(answer: str, language: str) -> frozenset[str]:
    """The slots that an answer fills by the way: "50 leads a month" has a level and a period."""
    said = reading.read(answer, language)
    found = {"target"} if said.targets else set()
    found |= {"baseline"} if said.baseline or said.targets else set()
    return frozenset(found | ({"time"} if said.times else set()))

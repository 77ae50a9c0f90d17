"""A way to tie a KPI to a wish: what the person said is kept, what nobody knows stays a visible blank."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from typing import Any

from kpi_workshop import content, reading
from kpi_workshop.coach.growth.catalogue import ANYBODY, SLOTS, Idea, wishes, work_name
from kpi_workshop.coach.rewrite.known import known
from kpi_workshop.coach.rewrite.model import Segment, Words, text_of
from kpi_workshop.coach.sources import PRACTICE, sources

_PLACE = re.compile(rf"\{{({'|'.join(SLOTS)})\}}")
_LONGEST = 80
"""In code points: as much of a statement or a wish is quoted within a sentence."""


@dataclasses.dataclass(frozen=True, slots=True)
class Way:
    """One way, for one KPI and one wish."""

    idea: Idea
    wish: str
    """Id of the wish that it was found for; empty if none was."""
    filled: Mapping[str, str]
    """Slot → the person's own words."""

    @property
    def is_for_any_wish(self) -> bool:
        return ANYBODY in self.idea.wishes

    def as_dict(self, language: str) -> dict[str, Any]:
        """JSON-ready, with its words: `text` with blanks in square brackets, `blanks` of all its parts."""
        parts = {key: self._words(words, language) for key, words in self.idea.words(language).items()}
        blanks = dict.fromkeys(
            segment.slot for words in parts.values() for segment in words if segment.kind == "blank"
        )
        return {
            "idea": self.idea.id,
            "wish": "" if self.is_for_any_wish else self.wish,
            "work": [work_name(work, language) for work in self.idea.work],
            "sign": {"id": self.idea.sign, "name": content.text(f"growth.sign.{self.idea.sign}", language)},
            "gives": list(self.idea.gives),
            "source": _source(self.idea.source, language),
            "practice": sources()[self.idea.source].kind == PRACTICE,
            "text": text_of(parts["do"]),
            **{key: [segment._asdict() for segment in words] for key, words in parts.items()},
            "blanks": [{"slot": slot, "text": blank(slot, language)} for slot in blanks],
        }

    def _words(self, template: str, language: str) -> Words:
        # Every second piece is the name of a slot.
        pieces = _PLACE.split(template)
        filled = {**self._chosen(language), **self.filled}
        found = []
        for place, piece in enumerate(pieces):
            if place % 2 == 0:
                found.append(Segment("joint", piece))
            elif piece in filled:
                found.append(Segment("kept" if piece == "kpi" else "answer", filled[piece], piece))
            else:
                found.append(Segment("blank", blank(piece, language), piece))
        return tuple(segment for segment in found if segment.text)

    def _chosen(self, language: str) -> dict[str, str]:
        """A wish that was chosen from the list goes by its name there."""
        return {"wish": quoted(wishes()[self.wish].name(language))} if self.wish else {}


def _source(source: str, language: str) -> str:
    """What it leans on; that it is practice is said in the reader's language."""
    known = sources()[source]
    return content.text("growth.practice", language) if known.kind == PRACTICE else known.citation


def blank(slot: str, language: str) -> str:
    """What stands where something isn't known, in square brackets."""
    return content.text(f"growth.blank.{slot}", language)


def quoted(words: str) -> str:
    """Somebody's words within a sentence: in quotation marks, and cut after a word if they are long."""
    line = " ".join(words.split()).rstrip(" .;,:")
    if len(line) > _LONGEST:
        line = line[:_LONGEST].rsplit(" ", 1)[0].rstrip(" .;,:") + "…"
    return f"“{line}”"


def named_kpi(kpi: str) -> str:
    """What a KPI measures, in its own words and quotation marks; the statement where that can't be told."""
    statement = kpi.strip()
    measure = known(statement, reading.read(statement).language).get("measure", "") if statement else ""
    return quoted(measure or statement) if statement else ""

"""A statement with all that is known about it: what is read in it, and what the critic finds."""

from __future__ import annotations

import dataclasses
import re

from kpi_workshop import critic, reading
from kpi_workshop.coach.rewrite.grammar import Grammar, flat, grammar
from kpi_workshop.critic import Finding
from kpi_workshop.reading import Reading, Span, TimeFrame

# "No. of smallholders", "pins ls... should": a small letter goes on with the sentence.
_SENTENCE_END = re.compile(r"(?<!\.)\.(?=\s+(?![a-zà-ỹđ])|\s*$)|[!?;](?=\s|$)|[\r\n]+")
_LETTERS = re.compile(r"[^\W\d_]+")


@dataclasses.dataclass(frozen=True, slots=True)
class Source:
    """One goal as written. Spans are in code points of `text`."""

    text: str
    flat: str
    """The text as patterns see it, sign for sign."""
    said: Reading
    found: dict[str, Finding]
    """Rule → the first finding of it."""
    grammar: Grammar
    times: tuple[TimeFrame, ...]
    """When and how often, each with all of its words."""

    @classmethod
    def of(cls, text: str, language: str) -> Source:
        """Read and criticise a text in a language of `reading.LANGUAGES`."""
        said, known, plain = reading.read(text, language), grammar(language), flat(text)
        found = {finding.rule: finding for finding in reversed(critic.critique(text, language))}
        return cls(text, plain, said, found, known, tuple(_whole_times(said, plain, known)))

    def sentence(self, at: int) -> Span:
        """The sentence around a place, without the sign at its end."""
        start, end = 0, len(self.text)
        for match in _SENTENCE_END.finditer(self.text):
            if match.start() >= at:
                end = match.start()
                break
            start = match.end()
        return start, max(start, end)

    def trimmed(self, start: int, end: int, signs: str = " \t\r\n.,;:") -> Span:
        """A span without signs at both of its ends."""
        piece = self.text[start:end]
        end = start + len(piece.rstrip(signs))
        return min(end, start + len(piece) - len(piece.lstrip(signs))), end

    def words(self, start: int, end: int) -> int:
        """How many words there are in a span, numbers left aside."""
        return len(_LETTERS.findall(self.text, start, end))


def _whole_times(said: Reading, plain: str, known: Grammar) -> list[TimeFrame]:
    """The time frames of a text, with what belongs to them behind: "trong năm" and "2026" are one."""
    found: list[TimeFrame] = []
    for frame in said.times:
        start, end = frame.span
        more = known.more_time.match(plain, end)
        end = more.end() if more else end
        if found and start <= found[-1].span[1]:
            end = max(end, found[-1].span[1])
            found[-1] = dataclasses.replace(found[-1], span=(found[-1].span[0], end))
        else:
            found.append(dataclasses.replace(frame, span=(start, end)))
    return found

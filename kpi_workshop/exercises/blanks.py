"""Blanks in square brackets: what a learner leaves open rather than make it up.

An exercise asks for a blank where nobody knows the number yet. So here, unlike in the coach's drafts, a
blank that asks for something counts as having thought of it, and the critic doesn't ask again.
"""

from __future__ import annotations

import functools
import re

from kpi_workshop import content
from kpi_workshop.critic import Finding, critique, vocabulary
from kpi_workshop.reading import Reading, read

_BLANK = re.compile(r"\[[^\[\]]*\]")
ASKED = {"missing-target": "number", "missing-baseline": "baseline", "missing-timeframe": "time"}
"""Rule → what a blank has to stand for so that the rule has nothing left to ask."""
_NUMBER = r"(\d+(?:[.,]\d+)?)"


def stand_for(text: str, language: str) -> frozenset[str]:
    """What the blanks of a text stand for: any of number, range, baseline and time.

    >>> sorted(stand_for("Returns: from [how many?] to [how many?] a month by [when?]", "en"))
    ['baseline', 'number', 'time']
    """
    blanks = _BLANK.finditer(text)
    return frozenset(
        need for one in blanks for need in _needs(one[0], text[: one.start()].rstrip(), language)
    )


def _needs(blank: str, before: str, language: str) -> set[str]:
    """What one blank stands for, by its own words and by the word right before it."""
    found = {need for need in ("baseline", "time", "range") if _inside(need, language).search(blank)}
    # "[by which month?]" asks for no number; "[how many, and by when?]" asks for both.
    number = _inside("number", language).search(_inside("time", language).sub(" ", blank)) is not None
    if "time" not in found and _before("baseline", language).search(before):
        found.add("baseline")
    if not number and "baseline" not in found and _before("time", language).search(before):
        found.add("time")
    return found if "baseline" in found or ("time" in found and not number) else found | {"number"}


@functools.cache
def _inside(need: str, language: str) -> re.Pattern[str]:
    words = content.text(f"exercises.blank.inside.{need}", language)
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)


@functools.cache
def _before(need: str, language: str) -> re.Pattern[str]:
    words = content.text(f"exercises.blank.before.{need}", language)
    return re.compile(rf"(?<!\w)(?:{words})$", re.IGNORECASE)


def findings(text: str, language: str) -> list[Finding]:
    """What the critic finds in a text, without what its blanks answer and what stands within them."""
    found, blanks = critique(text, language), [one.span() for one in _BLANK.finditer(text)]
    if not blanks:
        return found
    known = stand_for(text, language)
    # "Promptly: within [how many] minutes" is as clear as "promptly: within 5 minutes", "promptly [?]" isn't.
    level = _inside("number", language)
    filled = _BLANK.sub(lambda blank: "7" if level.search(blank[0]) else blank[0], text)
    still = {one.rule for one in critique(filled, language)}
    return [
        one
        for one in found
        if one.rule in still
        and ASKED.get(one.rule) not in known
        and not any(start <= one.span[0] and one.span[1] <= end for start, end in blanks)
    ]


def lacking(text: str, language: str, needs: tuple[str, ...]) -> list[str]:
    """Those of `needs` that a text neither says nor leaves a blank for, in their order."""
    reading = read(text, language)
    said = {
        "number": bool(reading.amounts),
        "time": bool(reading.times),
        "baseline": reading.baseline is not None,
        "range": any(amount.high is not None for amount in reading.amounts) or _has_pair(reading),
        "purpose": vocabulary.says(text, "purpose"),
    }
    return [need for need in needs if not said[need] and need not in stand_for(text, language)]


def _has_pair(reading: Reading) -> bool:
    """Whether a lower and an upper level stand together, as in "down to between 38 and 42".

    The step from today's level, "from 38 to 42", is no range, and neither are days: "from 1 to 15 June".
    """
    taken = [time.span for time in reading.times] + ([reading.baseline] if reading.baseline else [])
    for pair in _pair(reading.language).finditer(reading.text):
        low, high = (float(number.replace(",", ".")) for number in pair.groups())
        if low < high and not any(start < pair.end(1) and pair.start(1) < end for start, end in taken):
            return True
    return False


@functools.cache
def _pair(language: str) -> re.Pattern[str]:
    """Two numbers with at most a unit and a joint between them: "38 to 42", "38% và 42%"."""
    joint = rf"(?:[–—~-]|(?<!\w)(?:{content.text('exercises.blank.between', language)})(?!\w))"
    return re.compile(rf"(?<![\d.,])(?={_NUMBER}\s*%?(?:\s+[^\W\d]+)?\s*{joint}\s*{_NUMBER})", re.IGNORECASE)

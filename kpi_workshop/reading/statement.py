"""From the words and numbers of a statement to what it says as a whole."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterable, Sequence

from kpi_workshop.reading.amounts import read_amounts
from kpi_workshop.reading.english import ENGLISH
from kpi_workshop.reading.language import Language, lexicon, scan
from kpi_workshop.reading.lexicon import Mention, Scan
from kpi_workshop.reading.model import Amount, Change, Direction, Phrase, Reading, TimeFrame
from kpi_workshop.reading.times import time_ranges
from kpi_workshop.reading.tokens import Span, tokenize
from kpi_workshop.reading.vietnamese import VIETNAMESE

_KNOWN: dict[str, Language] = {language.code: language for language in (ENGLISH, VIETNAMESE)}
LANGUAGES: tuple[str, ...] = tuple(_KNOWN)
"""The languages that statements can be read in."""

_CHANGING = frozenset({"up", "down", "multiple"})
_NOT_THE_VERB = frozenset({"each", "everyone", "person", "place", "imposed", "filler", "when"})
_LEADING = frozenset({"do", "deliver", "up", "down", "vague_change", "endless"})
_SENTENCE_ENDS = frozenset({".", ";", "!", "?"})
_NOT_A_THING = frozenset({"person", "place", "number", "average", "clock", "calendar"})
_LONGEST_LABEL = 6
"""In tokens: how far into a statement a colon may stand and still end a label."""
_EACH_REACH = 4
"""In tokens: how far "each" may stand from the person or place that it is about."""


def read(text: str, language: str | None = None) -> Reading:
    """What a statement says. Reads any text without raising, in time linear in its length.

    `language` is one of `LANGUAGES`; anything else, and None, means "find out".
    """
    known = _KNOWN.get(language or "") or _KNOWN[detect(text)]
    page = scan(text, known)
    times = list(time_ranges(page, known))
    in_time = [False] * len(page.tokens)
    for frame in times:
        in_time[frame.first : frame.last] = [True] * (frame.last - frame.first)
    means = _means(page, known)
    amounts = read_amounts(page, in_time, means, known)
    opening = _openings(page, in_time)
    if not opening.isdisjoint(("do", "deliver")):
        amounts = [_with_scope(page, amount) for amount in amounts]
    return Reading(
        text=text,
        language=known.code,
        amounts=tuple(amounts),
        change=_change(page, amounts, in_time),
        baseline=next((amount.span for amount in amounts if amount.role == "baseline"), None),
        times=tuple(TimeFrame(kind=frame.kind, span=page.span(frame.first, frame.last)) for frame in times),
        everyone=_everyone(page),
        universal=_universal(page, in_time),
        means=page.span(means[0], means[0] + 1) if means else None,
        phrases=tuple(
            Phrase(lists=mention.names, span=page.span(mention.first, mention.last))
            for mention in page.mentions
        ),
        opening=opening,
    )


def detect(text: str) -> str:
    """The language a statement is written in, also without its diacritics or with foreign words in it.

    Each word that only one language's lexicon knows counts for that language, one with its
    Vietnamese diacritics twice. English if nothing speaks for either.
    """
    words = [token for token in tokenize(text) if token.kind == "word"]
    # Capital letters inside a sentence are mostly names, and those are at home in both languages.
    balance = _balance(word.form for word in words if word is words[0] or not text[word.start].isupper())
    return "vi" if (balance or _balance(word.form for word in words)) > 0 else "en"


def _balance(forms: Iterable[str]) -> int:
    """How much more speaks for Vietnamese than for English."""
    english, vietnamese = lexicon(ENGLISH, False).vocabulary, lexicon(VIETNAMESE, False).vocabulary
    typed_plainly = lexicon(VIETNAMESE, True).vocabulary
    balance = 0
    for form in forms:
        if not form.isascii():
            balance += 2 if form in vietnamese else 1
        elif form in english:
            balance -= form not in vietnamese
        elif form in typed_plainly:
            balance += 1
    return balance


def _with_scope(page: Scan, amount: Amount) -> Amount:
    """After a verb of doing, a number that only says on what: "Document the checks for 3 products"."""
    before = page.mention(page.index(amount.span[0]) - 1)
    is_scope = amount.unit == "count" and amount.role == "target" and before and "scope" in before.names
    return dataclasses.replace(amount, role="scope") if is_scope else amount


def _means(page: Scan, language: Language) -> list[int]:
    """The tokens from which on the text says how: "through", "by hiring", "nhờ"."""
    found = [mention.first for mention in page.mentions if "means" in mention.names]
    if language.gerund:
        found += [
            at
            for at in range(len(page.tokens))
            if page.has(at, "by") and page.form(at + 1).endswith(language.gerund)
        ]
    return sorted(found)


def _change(page: Scan, amounts: list[Amount], in_time: Sequence[bool]) -> Change | None:
    # After a number it is a noun: "18 drops a shift".
    verbs = [
        mention
        for mention in page.mentions
        if not mention.names.isdisjoint(_CHANGING) and page.kind(mention.first - 1) != "number"
    ]
    step = next((amount for amount in amounts if amount.is_change), None)
    base = next((amount for amount in amounts if amount.role == "baseline"), None)
    goal = next((amount for amount in amounts if amount.role == "target" and not amount.is_change), None)
    figures = bool(step or (base and goal))
    verb = next(
        (
            verb
            for verb in verbs
            if figures
            or not verb.names.isdisjoint(("multiple", "to_level"))
            or _asks(page, verb.first, in_time)
        ),
        None,
    )
    if verb:
        span = page.span(verb.first, verb.last)
    elif step:
        span = step.span
    elif base and goal:
        span = (base.span[0], goal.span[1]) if base.span < goal.span else goal.span
    else:
        return None
    return Change(
        direction=_direction(verb, base, goal), span=span, relative=_relative(page, step, base, goal)
    )


def _asks(page: Scan, at: int, in_time: Sequence[bool]) -> bool:
    """Whether the verb at a token starts a clause, rather than being a part of another's: "by improving"."""
    before = at - 1
    if before < 0 or in_time[before] or page.kind(before) == "sign":
        return True
    return page.has(before, "and", "person", "place", "imposed") or (
        page.has(before, "filler") and (page.form(before) != "to" or before == 0)
    )


def _direction(verb: Mention | None, base: Amount | None, goal: Amount | None) -> Direction:
    if verb and "down" in verb.names:
        return "down"
    if not verb and base and goal and goal.value < base.value:
        return "down"
    return "up"


def _relative(page: Scan, step: Amount | None, base: Amount | None, goal: Amount | None) -> float | None:
    relative = _relative_to(base, goal)
    multiple = next((mention.value for mention in page.mentions if "multiple" in mention.names), 0.0)
    if relative is None and step and step.unit == "percent":
        relative = (step.high or step.value) / 100
    elif relative is None and step and step.unit == "times":
        relative = abs(step.value - 1)
    elif relative is None and multiple:
        relative = abs(multiple - 1)
    elif relative is None and step and base and base.value and base.unit == step.unit:
        relative = step.value / base.value
    # A number with hundreds of digits says nothing about a change.
    return relative if relative is not None and math.isfinite(relative) else None


def _relative_to(base: Amount | None, goal: Amount | None) -> float | None:
    if not base or not goal or not base.value:
        return None
    comparable = base.unit == goal.unit or "count" in (base.unit, goal.unit)
    return abs(goal.value - base.value) / base.value if comparable else None


def _everyone(page: Scan) -> Span | None:
    for mention in page.mentions:
        if "everyone" in mention.names:
            return page.span(mention.first, mention.last)
        if "each" not in mention.names:
            continue
        for at in range(mention.last, min(mention.last + _EACH_REACH, len(page.tokens))):
            if page.has(at, "person", "place"):
                return page.span(mention.first, at + 1)
            if page.kind(at) == "sign" or page.has(at, "clock", "calendar"):
                break
    return None


def _universal(page: Scan, in_time: Sequence[bool]) -> Span | None:
    if _everyone(page):
        return None
    for mention in page.mentions:
        if "each" not in mention.names or in_time[mention.first]:
            continue
        before, after = page.mention(mention.first - 1), page.mention(mention.last)
        starts = (
            mention.first == 0
            or page.kind(mention.first - 1) == "sign"
            or (before and not before.names.isdisjoint(("filler", "ensuring")))
        )
        thing = page.kind(mention.last) == "word" and not (after and not after.names.isdisjoint(_NOT_A_THING))
        if starts and thing:
            return page.span(mention.first, mention.last + 1)
    return None


def _openings(page: Scan, in_time: Sequence[bool]) -> frozenset[str]:
    """The lists of the phrases that the sentences start with."""
    colon = next((at for at in range(min(_LONGEST_LABEL, len(page.tokens))) if page.form(at) == ":"), -1)
    starts = [colon + 1 if colon + 1 < len(page.tokens) else 0]
    starts += [at + 1 for at in range(starts[0], len(page.tokens)) if page.form(at) in _SENTENCE_ENDS]
    return frozenset[str]().union(*(_opening(page, start, in_time) for start in starts))


def _opening(page: Scan, at: int, in_time: Sequence[bool]) -> frozenset[str]:
    while at < len(page.tokens) and page.form(at) not in _SENTENCE_ENDS:
        mention = page.mention(at)
        leads = mention and not mention.names.isdisjoint(_LEADING)
        passed = (
            in_time[at]
            or page.kind(at) != "word"
            or (mention and not mention.names.isdisjoint(_NOT_THE_VERB))
        )
        if mention and (leads or not passed):
            return mention.names
        if not mention and not passed and not page.form(at).endswith("ly"):
            return frozenset()
        at = mention.last if mention else at + 1
    return frozenset()

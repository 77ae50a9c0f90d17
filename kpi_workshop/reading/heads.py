"""What a statement is about: the metric that it names, and what a verb of change is to change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kpi_workshop.reading.language import Language
from kpi_workshop.reading.lexicon import NOWHERE, Mention
from kpi_workshop.reading.scan import Scan
from kpi_workshop.reading.tokens import Span

_VERBS = frozenset(
    {"do", "deliver", "up", "down", "vague_change", "endless", "contact", "imposed", "multiple", "hold"}
)
_CHANGES = ("up", "down", "vague_change", "multiple")
_WISHING = ("vague_change", "up", "down", "trend", "weak", "hold")
_BEFORE_A_NOUN = ("filler", "determiner")
_NOUNS = ("soft", "diffuse", "conduct", "vague_change")
_SHARE = frozenset({"how_many"})
_BORDERS = ("links", "open_target")
_INSIDE = frozenset({"-", "–", "/", "&", "'", "’", "+", ".", "#"})
_UNITS = ("percent", "money", "clock", "calendar", "instant", "unit", "person", "scale", "work", "measure")
_LONGEST_NOUN = 16
"""In tokens: how many words such as "employee turnover rate" may form one noun."""
_LONGEST_LABEL = 10
"""In tokens: how far into a statement a label may go."""


class Noun(NamedTuple):
    """The main word of a group of words such as "employee turnover rate"."""

    names: frozenset[str]
    """Its lists in the lexicon."""
    first: int
    """Index of the group's first token."""
    last: int
    """Index after the group's last token."""


class Subject(NamedTuple):
    """What a statement names at its start, if it is one of these."""

    metric: Span | None = None
    """A metric: "Employee turnover rate", "Số bút toán hủy"."""
    criterion: Span | None = None
    """What of a person, place or thing is to be judged: "Teamwork", "Ý thức kỷ luật"."""
    kept: Span | None = None
    """A metric that is to be reached, kept or won: "Maintain customer retention"."""


def subject(page: Scan, in_time: Sequence[bool], language: Language) -> Subject:
    """What a statement names, before or after a label."""
    for start in _starts(page):
        at = _past_lead(page, start, in_time)
        named = page.mentioned[at]
        if named and "conduct" in named.names and not page.has(named.last, "how_many"):
            settled = any(page.has(place, "nothing", "done") for place in range(named.last, page.size))
            return Subject(criterion=None if settled else page.span(named.first, named.last))
        found = (
            Subject(kept=_kept(page, at, in_time, language))
            if _is_verb(page, at)
            else _named(page, at, in_time, language)
        )
        if any(found) or page.has(at, "deliver"):
            return found
    return Subject(metric=_ratio(page, in_time) or _with_unit(page, in_time))


def _named(page: Scan, at: int, in_time: Sequence[bool], language: Language) -> Subject:
    noun = noun_at(page, at, in_time, language)
    if not noun or not _stands_alone(page, noun, in_time, language):
        return Subject()
    if _is_measured(noun) or _is_tally(page, noun, in_time, language):
        return Subject(metric=page.span(noun.first, noun.last))
    return Subject(criterion=page.span(noun.first, noun.last) if "trait" in noun.names else None)


def _is_tally(page: Scan, noun: Noun, in_time: Sequence[bool], language: Language) -> bool:
    """Whether all it says is what came to pass: "Books borrowed", "Lambs lost between birth and weaning"."""
    for at in range(noun.first + 1, noun.last + 1):
        if page.forms[at - 1].endswith("s") and _is_participle(page, at, language):
            last = max(noun.last, at + 1)
            goes_on = page.has(last, "links") or page.kinds[last] == "sign"
            # "Clerks seen at the counter" says what people are to do.
            more = goes_on and not page.has(at - 1, "person") and not _is_set(page, noun.first, in_time)
            return (last == page.size or more) and not page.has(at, "done")
    return False


def _is_set(page: Scan, first: int, in_time: Sequence[bool]) -> bool:
    """Whether it is said how many, or by when: "nine meetings booked", "Fees paid by the 5th"."""
    return any(page.has_number(at) or (page.has(at, "by") and in_time[at]) for at in range(first, page.size))


def _kept(page: Scan, at: int, in_time: Sequence[bool], language: Language) -> Span | None:
    if not page.has(at, "hold"):
        return None
    while page.has(at, "hold", "and", "determiner"):
        at += 1
    noun = noun_at(page, at, in_time, language)
    return page.span(noun.first, noun.last) if noun and _is_measured(noun) else None


def _is_measured(noun: Noun) -> bool:
    return not noun.names.isdisjoint(("measure", "how_many"))


def wish(page: Scan, in_time: Sequence[bool], language: Language) -> Span | None:
    """Where a change is asked for of something that nobody measures: "Improve communication"."""
    if not page.mentions_any("vague_change", "up", "down", "intangible"):
        return None
    acts = _is_verb(page, _past_lead(page, 0, in_time))
    for mention in page.mentions:
        joined = page.has(mention.first - 1, "and")
        if mention.names.isdisjoint(_WISHING) or (joined and not acts):
            continue
        if _asks(page, mention.first, in_time) and not _leads_on(page, mention, language):
            of = "trend" in mention.names and page.has(mention.last, "links")
            if _is_unmeasured(mention.names, noun_at(page, mention.last + of, in_time, language)):
                return page.span(mention.first, mention.last)
    return None


def _leads_on(page: Scan, mention: Mention, language: Language) -> bool:
    """Whether it only leads on to what is to be done: "Phấn đấu hoàn thành", "continue shipping"."""
    verb = mention.last + page.has(mention.last, "to")
    if not _is_verb(page, verb) or page.has(verb, *_NOUNS):
        return False
    continues = bool(language.gerund) and page.forms[verb].endswith(language.gerund)
    strives = not language.head_last and page.has(mention.first, "filler", "endless", "ensuring", "turn")
    return continues or strives or verb > mention.last


def _is_unmeasured(wanted: frozenset[str], noun: Noun | None) -> bool:
    """Whether nobody counts what is to change, or to be made: "Improve communication", "Build trust"."""
    named = noun.names if noun else NOWHERE
    measured = noun is not None and _is_measured(noun)
    vague, changes = "vague_change" in wanted, not wanted.isdisjoint(("up", "down", "trend"))
    if not vague and not changes and "intangible" not in named:
        return False
    if "soft" in named or not (measured or named.isdisjoint(("diffuse", "trait"))):
        return True
    return vague and not (measured and (changes or "ensuring" in wanted))


def _asks(page: Scan, at: int, in_time: Sequence[bool]) -> bool:
    """Whether the verb at a token begins a clause, rather than saying how or what for: "by improving"."""
    before = at - 1
    if before < 0 or in_time[before] or page.kinds[before] == "sign" or page.forms[before].endswith("ly"):
        return True
    if page.has(before, "to"):
        return before == 0 or page.has(before - 1, "filler")
    return page.has(before, "and", "person", "place", "imposed", "filler")


def noun_at(page: Scan, at: int, in_time: Sequence[bool], language: Language) -> Noun | None:
    """The group of words that begins at a token. None if they are no such group."""
    while page.has(at, "determiner") or (page.has(at, "filler") and not page.has(at, "measure")):
        at += 1
    start, names = at, NOWHERE
    while at < min(start + _LONGEST_NOUN, page.size) and not in_time[at]:
        mention = page.mentioned[at]
        if page.kinds[at] == "sign" and page.forms[at] in _INSIDE and at > start:
            at += 1
            continue
        if at == start and _is_share(page, at):
            return Noun(_SHARE, start, at + 1)
        if page.kinds[at] != "word" or (at > start and page.has(at, *_BORDERS)):
            break
        if at > start and page.has(at, "determiner"):
            return None
        if at > start and _ends_a_noun(page, at, names, language):
            break
        if mention and _is_head(page, mention, at == start or not language.head_last):
            return Noun(mention.names, start, mention.last)
        names = mention.names if mention else NOWHERE
        at = mention.last if mention else at + 1
        if not language.head_last:
            break
    return Noun(names, start, at) if at > start else None


def _ends_a_noun(page: Scan, at: int, names: frozenset[str], language: Language) -> bool:
    """Whether a word says what is done to the thing before it: "deals closed", "(bring) the bill down"."""
    if page.has(at, "particle") and page.kinds[at + 1] != "word":
        return True
    return _is_participle(page, at, language) and ("measure" in names or page.has(at + 1, "and"))


def _is_head(page: Scan, mention: Mention, alone: bool) -> bool:
    """Whether words such as "number of" say by themselves what is counted."""
    if "how_many" not in mention.names or page.kinds[mention.last] == "number":
        return False
    return alone or page.has(mention.last, "determiner")


def _is_share(page: Scan, at: int) -> bool:
    """Whether a token is the sign of "% of calls answered" or "# of visits"."""
    return page.kinds[at - 1] != "number" and (page.has(at, "percent") or page.forms[at] == "#")


def _starts(page: Scan) -> list[int]:
    """Where a statement may begin: with its first word, and after a label."""
    colon = next(
        (at for at in range(min(_LONGEST_LABEL, page.size)) if page.forms[at] in (":", "–", "—")), None
    )
    return [0] if colon is None or colon + 1 >= page.size else [colon + 1, 0]


def _past_lead(page: Scan, at: int, in_time: Sequence[bool]) -> int:
    """The index of the first token that isn't a date, a number of a list or a word such as "our"."""
    depth = 0
    while at < page.size:
        depth += (page.forms[at] in ("[", "(")) - (page.forms[at] in ("]", ")"))
        passed = in_time[at] or page.kinds[at] != "word" or page.has(at, *_BEFORE_A_NOUN)
        if page.has(at, "how_many", "percent") or page.forms[at] == "#" or (depth <= 0 and not passed):
            break
        at += 1
    return at


def _is_verb(page: Scan, at: int) -> bool:
    """Whether a word that may also be a noun ("visits") stands as a verb."""
    if page.names[at].isdisjoint(_VERBS):
        return False
    mention = page.mentioned[at]
    after = mention.last if mention else at + 1
    is_noun = page.has(at, "measure", "work") and (
        page.kinds[after] != "word" or (page.has(after, *_BORDERS) and not page.has(after, "determiner"))
    )
    if is_noun or page.has(at, "how_many") or page.has(after, "gauge"):
        return False
    # "Offer acceptance rate" is a name, whatever "offer" may mean elsewhere.
    return page.has(at, *_CHANGES) or not page.has(after + 1, "quotient") or page.has(after, "determiner")


def _is_participle(page: Scan, at: int, language: Language) -> bool:
    """Whether a word says what was done to the thing before it: "deals closed"."""
    ends = bool(language.participle) and page.forms[at].endswith(language.participle)
    return ends or page.has(at, "participle")


def _stands_alone(page: Scan, noun: Noun, in_time: Sequence[bool], language: Language) -> bool:
    """Whether nothing says what is to become of it: "Backlog cleared by May", "Khách được báo trước"."""
    if not language.head_last:
        return "how_many" in noun.names or not any(
            page.has(at, "states", "done", "vague") for at in range(noun.last, page.size)
        )
    if page.has(noun.last, "states", "done", "modal"):
        return False
    return not _is_participle(page, noun.last, language) or not any(
        in_time[at] and page.has(at, "by") for at in range(noun.last, page.size)
    )


def _ratio(page: Scan, in_time: Sequence[bool]) -> Span | None:
    """One thing for each of another: "Vehicles serviced per mechanic"."""
    first = _past_lead(page, 0, in_time)
    for at in range(first + 1, min(first + _LONGEST_LABEL, page.size)):
        apart = page.has(at, "per") and not page.has(at, "article") and page.kinds[at] == "word"
        if apart and page.kinds[at + 1] == "word":
            return None if in_time[at] or _is_verb(page, first) else page.span(first, at)
        if page.kinds[at] != "word" or page.has(at, "determiner", "each", "states", "filler"):
            return None
    return None


def _with_unit(page: Scan, in_time: Sequence[bool]) -> Span | None:
    """A name with its unit at the end: "Deaths on the ward (persons)", "Bệnh nhân tử vong (BN)"."""
    end = page.size - 1
    if end < 3 or page.forms[end] != ")" or page.forms[end - 2] != "(":
        return None
    first = _past_lead(page, 0, in_time)
    return page.span(first, first + 1) if page.has(end - 1, *_UNITS) else None

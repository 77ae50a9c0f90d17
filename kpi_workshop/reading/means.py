"""How a goal is to be reached: by hiring, with the new machine, thanks to, nhờ, bằng cách."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kpi_workshop.reading.language import Language
from kpi_workshop.reading.lexicon import Mention
from kpi_workshop.reading.parts import parts
from kpi_workshop.reading.scan import Scan
from kpi_workshop.reading.signs import LONG_DASHES, SENTENCE_ENDS

_RESOURCE_REACH = 5
"""In tokens: how far a word such as "joins" may stand from who joins."""
_ASIDE_REACH = 8
_LEVEL_OR_MEANS = frozenset({"bằng", "bang"})
_STOPS = SENTENCE_ENDS | {":"}
_ASIDES = LONG_DASHES | {"(", ";"}
_LONGEST_DEED = 2
"""In tokens: what is done is at least that long: "Hire reps to double sales"."""
_HOW_OFTEN = frozenset({"daily", "weekly", "fortnightly", "monthly", "quarterly", "nightly", "hourly"})
_DONE_BY = ("ed", "en", "wn", "ing")
"""Endings of words after which "by" tells who does it: "judged by parents"."""


def read_means(figures: Scan, page: Scan, in_time: Sequence[bool], language: Language) -> list[int]:
    """The tokens from which on a text says how, in order.

    `figures` and `page` are the same text, marked with the words for figures, and with those for what
    is asked for.
    """
    found = [at for mention in figures.mentions for at in _means(figures, page, mention, in_time, language)]
    return sorted(found)


def _means(
    figures: Scan, page: Scan, mention: Mention, in_time: Sequence[bool], language: Language
) -> Iterator[int]:
    first, last = mention.first, mention.last
    # "Through daily posts" says how, "through May" when.
    when = in_time[first] and figures.forms[last] not in _HOW_OFTEN
    if when or "ignore" in mention.names:
        return
    if "means" in mention.names:
        # "bằng 0" says how much, "bằng không" is "or else".
        level = figures.forms[first] in _LEVEL_OR_MEANS and last - first == 1
        counts = level and figures.has_number(last)
        if not counts and not figures.has(last, "lacking", "no") and not figures.has(first - 1, "no"):
            yield first
    elif "by" in mention.names:
        if _is_how(figures, mention, in_time, language):
            yield first
    elif "arranged" in mention.names:
        yield from _aside_of(figures, first)
    elif (
        "with" in mention.names and not page.has(first, "contact") and _is_resource(figures, page, last)
    ) or ("extra" in mention.names and _is_on_its_way(figures, mention)):
        yield first


def _is_how(figures: Scan, mention: Mention, in_time: Sequence[bool], language: Language) -> bool:
    """ "by hiring", "by locker drop"; but not "by 5%", "by June" nor "judged by parents"."""
    last = mention.last
    if not language.gerund or figures.kinds[last] != "word" or in_time[last]:
        return False
    if figures.forms[last].endswith(language.gerund):
        return True
    if any(map(str.isdecimal, figures.forms[last])):
        return False  # "by R20k"
    plain = figures.names[last].isdisjoint(
        ("article", "number", "fraction", "person", "place", "calendar", "clock")
    )
    before = figures.forms[mention.first - 1]
    return (
        plain
        and before not in ("", figures.forms[last])
        and not before.endswith(_DONE_BY)
        and not figures.has(last, "measured")
    )


def _is_resource(figures: Scan, page: Scan, at: int) -> bool:
    """Whether "with" leads to what helps ("with two new ovens"), not to a qualifier ("with 95% accuracy")."""
    if figures.has(at, "lacking", "no"):
        return False
    helps = figures.has(at, "extra", "support")
    while (
        figures.has(at, "article", "extra", "number")
        or page.has(at, "determiner")
        or figures.kinds[at] == "number"
    ):
        if figures.has(at + 1, "percent", "points", "lacking"):
            return False
        helps = True
        at += 1
    if not helps or figures.has(at, "lacking"):
        return False
    head = next((head for head in range(at, at + 3) if figures.has(head, "qualifier")), None)
    return head is None and not page.has(at, "measure", "how_many")


def _aside_of(figures: Scan, at: int) -> Iterator[int]:
    """Where the aside begins that says what is on its way: "38% → 25% (new meters ordered)"."""
    for before in range(at, max(0, at - _ASIDE_REACH), -1):
        form = figures.forms[before - 1]
        if form in _ASIDES or (form == "," and figures.has(before, "extra")):
            yield before
        if form in _ASIDES or form in _STOPS or form == ")":
            return


def _is_on_its_way(figures: Scan, mention: Mention) -> bool:
    """ "Two more vaccinators start in September"."""
    ahead = range(mention.last, min(mention.last + _RESOURCE_REACH, figures.size))
    for at in ahead:
        if figures.forms[at] in _STOPS:
            return False
        if figures.has(at, "starts"):
            return True
    return False


def deed_before(figures: Scan, page: Scan, change: int) -> int | None:
    """The token from which on a text says what is done for a change: "Hire two reps to double sales"."""
    for at in range(change - 1, max(-1, change - 1 - _RESOURCE_REACH), -1):
        if figures.forms[at] in _STOPS:
            return None
        if figures.has(at, "purpose"):
            first = at
            while first > 0 and figures.forms[first - 1] not in _STOPS:
                first -= 1
            led = figures.has(at - 1, "aim") or at - first < _LONGEST_DEED
            return None if led or not _is_deed(page, first, at) else first
    return None


def _is_deed(page: Scan, first: int, last: int) -> bool:
    """Whether some words start with a verb of doing."""
    for at in range(first, last):
        if page.has(at, "do", "deliver"):
            return True
        if page.kinds[at] == "word" and not page.has(at, "filler", "person", "place"):
            return False
    return False


def provision(figures: Scan, change: int) -> int | None:
    """The token from which on a part says what is provided for a change: "400 → 200; legal lends two clerks".

    `change` is the first token of the change.
    """
    if not figures.mentions_any("provides", "invests", "starts", "arranged", "extra"):
        return None
    for part in parts(figures):
        first = next((at for at in part if not figures.has(at, "subject")), part.start)
        # A sentence of its own is rather another goal.
        apart = figures.forms[part.start - 1] == "." or figures.forms[part.stop] == "."
        invests = figures.has(first, "invests") and not (apart and change not in part)
        if change in part:
            # "Switch to electric vans and cut the fuel bill"
            if invests and first < change and any(figures.has(at, "and") for at in range(first, change)):
                return first
        # "New sponsors: 40 → 55" names what is to grow; "We have budget for two more reps: …" says how.
        elif not any(figures.has(at, "no", "if", "then") for at in part) and (
            invests or (not _is_label(figures, part) and _is_provided(figures, part))
        ):
            return part.start
    return None


def _is_label(figures: Scan, part: range) -> bool:
    return figures.forms[part.stop] == ":" and len(part) <= _RESOURCE_REACH


def _is_provided(figures: Scan, part: range) -> bool:
    """ "The co-op funds the boxes", "two nurses start in March"."""
    if any(figures.has(at, "provides") for at in part):
        return True
    if any(figures.has(at, "lacking") for at in part):
        return False
    # "(new booking software)"
    set_off = figures.forms[part.start - 1] in _ASIDES and figures.has(part.start, "extra")
    if set_off and any(figures.has(at, "support") for at in part):
        return True
    helps = any(figures.has(at, "person", "support", "extra") for at in part)
    return helps and any(figures.has(at, "starts", "arranged") for at in part)

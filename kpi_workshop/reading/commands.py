"""Which words of a clause ask for something: a verb with an object of its own, and what says of what."""

from __future__ import annotations

from kpi_workshop.reading.asides import EITHER, Text
from kpi_workshop.reading.clauses import ASKING
from kpi_workshop.reading.model import Clause
from kpi_workshop.reading.scan import Scan
from kpi_workshop.reading.separate import CHANGING, SOFT, WORKING

NOUNS = frozenset({"measure", "result", "work", "thing"})
"""Lists of what is measured or made."""
_NEAR = 3
"""In tokens: how far after a verb may stand what is measured."""
_EMPTY = frozenset(
    {"percent", "points", "money", "instant", "clock", "hour", "calendar", "scale", "number", "unit"}
    | {"every", "per", "each", "article", "at_least", "at_most", "or_more", "or_less", "more", "trend"}
    | {"to", "to_level", "from", "by", "filler", "common", "now", "earlier", "versus", "between", "links"}
    | {"joins", "apart", "average", "up", "down", "vague_change", "multiple", "specific", "lead_in", "back"}
    | {"counter", "scope", "leads", "counted_off", "particle", "determines"}
    | {"leads_up", "by_then", "beyond", "teller", "receiver", "one_more", "one_more_of", "by_law"}
    | {"shortened"}
)
"""Lists whose words say how much or when, and never of what."""
_VERBS = ASKING | {"labour", "makes"}
_SURE_VERBS = frozenset({"attain", "deliver", "up", "down"})
_PREPOSITIONS = frozenset({"to", "for", "with", "on"})
_WHO = frozenset({"who", "that", "whose", "which"})
_SHORT_GERUNDS = frozenset({"using", "doing", "going", "being"})
_LONGEST_ROOT = 5
"""In letters: up to here most words in -ing are none of a verb: "bring", "thing"."""
_RATES = frozenset({"rate", "rates", "ratio"})


def is_commanded(text: Text, clause: Clause) -> bool:
    """Whether somebody is to do something: "The board will hold two retreats"."""
    modal = None if clause.joint else text.page.nearest(range(clause.begin, clause.end), "modal")
    return modal is not None and is_verb(text, clause, modal.last)


def is_verb(text: Text, clause: Clause, begin: int) -> bool:
    """Whether a verb that asks for something stands at a token, with an object of its own."""
    page = text.page
    opening = page.mentioned[begin]
    if opening is None:
        is_name = clause.joint in SOFT and page.text[page.starts[begin] : page.starts[begin] + 1].isupper()
        may_be = text.head_last and not is_name and not page.has(begin - 1, "determines")
        return may_be and _is_imperative(text, begin)
    after = opening.last
    # "Source 100% of the power", "graduate 50 welders"
    if (
        text.head_last
        and page.kinds[after] == "number"
        and not opening.names.isdisjoint(("contact", "yields"))
    ):
        return not page.forms[begin].endswith(("ed", "s"))
    if not _may_ask(text, clause, begin):
        return False
    may_be_noun = text.head_last and not opening.names.isdisjoint(NOUNS | {"describes"})
    if text.head_last or "makes" not in opening.names or clause.joint == "comma":
        may_be_noun = may_be_noun or opening.names.isdisjoint(ASKING)
    # "Keep development and test costs below 20%"
    may_be_noun = may_be_noun or (
        text.head_last and clause.joint == "and" and page.has(begin, *WORKING) and _ends_in_level(page, after)
    )
    return not may_be_noun or page.kinds[after] == "number" or page.has(after, "article", "specific", "each")


def _may_ask(text: Text, clause: Clause, begin: int) -> bool:
    """Whether a word at a token can be a verb that asks for something, with an object of its own."""
    page, opening = text.page, text.page.mentioned[begin]
    if opening is None or opening.names.isdisjoint(_VERBS):
        return False
    form, after = page.forms[begin], opening.last
    inflected = form.endswith("ed") or (form.endswith("s") and not form.endswith("ss"))
    # "as well as lifting sales to 20k"
    inflected = inflected or (is_gerund(page, begin) and not is_added(page, clause))
    # "Somali and Polish" are names.
    is_name = clause.joint in SOFT and page.text[page.starts[begin]].isupper() and not page.text.isupper()
    has_object = any(_is_object(text, at) for at in range(after, clause.end))
    return has_object and not (inflected or is_name or _is_noun(page, begin, after))


def is_bare_command(text: Text, clause: Clause) -> bool:
    """Whether a word that is a noun as well may ask for one thing: "Open Lisbon office", "pass CIMA P2"."""
    page, opening = text.page, text.page.mentioned[clause.begin]
    if not text.head_last or opening is None or opening.names.isdisjoint(("attain", "deliver")):
        return False
    head = opening.last
    if page.kinds[head] != "word" or _ends_group(text, head) or not _may_ask(text, clause, clause.begin):
        return False
    while head + 1 < clause.end and page.kinds[head + 1] == "word" and not _ends_group(text, head + 1):
        head += 1
    is_name = page.text[page.starts[head]].isupper() and not page.text.isupper()
    is_one = not page.forms[head].endswith("s") and page.names[head].isdisjoint(("measure", "result"))
    return (is_name or is_one) and not page.has(head, "state", "done")


def _ends_group(text: Text, at: int) -> bool:
    return text.in_time[at] or text.page.has(at, "links", "leads")


def is_added(page: Scan, clause: Clause) -> bool:
    """Whether a clause says that it asks for one thing more: "as well as …", "in addition to …"."""
    return page.has(clause.first - 1, "one_more") and page.has(clause.begin, *CHANGING, "deliver", "attain")


def _is_imperative(text: Text, at: int) -> bool:
    """Whether a word that stands in no list must be a verb, with an article behind it: "Retile the rooms"."""
    page, form = text.page, text.page.forms[at]
    after = at + 1 + page.has(at + 1, "particle")
    inflected = form.endswith(("ed", "ly")) or (form.endswith("s") and not form.endswith("ss"))
    return (
        page.kinds[at] == "word"
        and page.has(after, "determines")
        and not inflected
        and not text.in_time[after]
    )


def _is_noun(page: Scan, begin: int, after: int) -> bool:
    """Whether what looks like a verb is one of two nouns, or a noun with "of": "review of the calendar"."""
    of = after if after == begin + 1 else after - 1
    may_be = page.has(begin, *WORKING, "labour") and page.names[begin].isdisjoint(_SURE_VERBS)
    leads_on = may_be and page.forms[after] in _PREPOSITIONS
    # "Reopen rate", "open rates"
    leads_on = leads_on or (page.forms[after] in _RATES and page.has(begin, "makes", "yields", "labour"))
    # "… and staff who serve": whom, not what
    is_person = page.has(begin, "person") and page.forms[after] in _WHO
    return (
        page.forms[after] in EITHER or is_person or leads_on or (of == begin + 1 and page.forms[of] == "of")
    )


def _ends_in_level(page: Scan, at: int) -> bool:
    """Whether the level of something measured follows: "… environment costs below 20%"."""
    measured = page.nearest(range(at, at + _NEAR), "measure")
    return measured is not None and page.nearest(range(at, at + 2 * _NEAR), "at_most", "at_least") is not None


def is_gerund(page: Scan, at: int) -> bool:
    """Whether a word is one such as "hiring", and not "bring"."""
    form = page.forms[at]
    return form.endswith("ing") and (len(form) > _LONGEST_ROOT or form in _SHORT_GERUNDS)


def _is_object(text: Text, at: int) -> bool:
    """Whether something can be done to what a word names, rather than that it is one more verb."""
    page = text.page
    is_noun = page.names[at].isdisjoint(ASKING) or page.has(at, *NOUNS)
    # "Hire 2 leads"
    named = page.kinds[at - 1] == "number" or page.has(at - 1, "article", "specific")
    return (is_noun or named) and says_what(text, at)


def says_what(text: Text, at: int) -> bool:
    """Whether a word names a thing, rather than saying how much or when."""
    page = text.page
    if page.kinds[at] != "word" or text.in_time[at] or len(page.forms[at]) < 2:
        return False
    if page.names[at]:
        return not page.names[at] <= _EMPTY
    # "Mở lớp vẽ": syllables are shorter than words.
    return len(page.forms[at]) > 2 or not page.forms[at].isascii()

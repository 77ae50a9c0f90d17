"""The parts of a statement, where each comes to the point and where it goes on to say how and what for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kpi_workshop.reading.model import Clause, Joint
from kpi_workshop.reading.scan import Scan
from kpi_workshop.reading.signs import DASHES, SENTENCE_ENDS

ASKING = frozenset({"do", "deliver", "attain", "up", "down", "vague_change", "multiple"})
"""Lists of the verbs that a clause may ask for something with."""

_SHARPNESS: tuple[Joint, ...] = ("", "and", "comma", "plus", "stop")
_JOINING = frozenset({"joins", "and_also", "one_more"})
_IS = frozenset({"is", "are", "was", "were", "be", "will"})
"""Before "then" they lead on to what happens: "the rest is then paid out"."""
_WHEN = frozenset({"spring", "morning", "evening"})
_TURNS = frozenset({"purpose", "given", "to", "by", "filler"})
_MARKS = SENTENCE_ENDS | {"•", "·"}
_LABEL_ENDS = DASHES | {":"}
_PREFIXES = frozenset({"re", "co", "pre", "post"})
_NUMERALS = frozenset({"i", "ii", "iii", "iv", "v", "a", "b", "c", "d", "e"})
_PASSED = frozenset(
    {"person", "place", "each", "everyone", "article", "joins", "must", "modal", "lead_in", "now"}
)
"""Lists of the words that a clause may start with before it says what it is about."""
_LONGEST_LABEL = 8
"""In tokens: how far into a clause a label may go."""


def clauses(page: Scan, in_time: Sequence[bool], means: Sequence[int]) -> tuple[Clause, ...]:
    """The parts of a statement, in order. `means` are the tokens from which on it says how."""
    found: list[Clause] = []
    ways = frozenset(means)
    goes_on = bool(means) or ":" in page.forms or page.mentions_any(*_TURNS)
    for joint, first, last in _parts(page, in_time):
        begin = _begin(page, first, last, in_time)
        found.append(
            Clause(joint, first, begin, _end(page, first, begin, last, ways) if goes_on else last, last)
        )
    return tuple(found)


def _parts(page: Scan, in_time: Sequence[bool]) -> Iterator[tuple[Joint, int, int]]:
    """How each clause is joined, its first token, and the one after its last."""
    depth, first = 0, 0
    joint: Joint = ""
    has_lines = "\n" in page.text
    for at in range(page.size):
        if page.kinds[at] == "word" and not has_lines and page.names[at].isdisjoint(_JOINING):
            continue  # Most words: this is the innermost loop.
        form = page.forms[at]
        if form in "()":
            depth = max(0, depth + (form == "(") - (form == ")"))
        new_line = has_lines and at > 0 and "\n" in page.text[page.ends[at - 1] : page.starts[at]]
        strength: Joint = "stop" if new_line else "" if in_time[at] else _boundary(page, at, depth)
        if not strength:
            continue
        # The "2" of "… 2) …" belongs to neither clause.
        last = at - 1 - (page.forms[at - 2] == "(") if form == ")" else at
        if last > first:
            yield joint, first, last
            joint = ""
        if at > 0:
            joint = max(joint, strength, key=_SHARPNESS.index)
        first = at if new_line else at + 1
    if first < page.size:
        yield joint, first, page.size


def _boundary(page: Scan, at: int, depth: int) -> Joint:
    """Whether a token ends a clause, and how sharply. `depth` says in how many brackets it stands."""
    form, names = page.forms[at], page.names[at]
    joint: Joint = ""
    if form == ")":
        joint = "stop" if _is_numbering(page, at) else ""
    elif depth:
        joint = ""
    elif form == ",":
        joint = "comma"
    elif form == ":":
        # "Two things this term: …, …"
        is_heading = any(page.has(before, "counted_off") for before in range(max(0, at - _LONGEST_LABEL), at))
        joint = "stop" if is_heading else ""
    elif form in _MARKS:
        joint = "stop" if form != "." or _ends_sentence(page, at) else ""
    elif form in ("+", "|", "/"):
        joint = "" if page.touches(at) or page.touches(at - 1) else "plus"
    elif "and_also" in names:
        joint = "plus"
    elif "one_more" in names and page.has(at + 1, "up", "down"):
        joint = "plus"  # "while cutting overtime to 5 hours"
    elif "joins" in names and not (form == "then" and page.forms[at - 1] in _IS):
        # "Scope 1 and 2", "between 18 and 22"; and "TN&MT" is a name.
        counts = page.kinds[at - 1] == "number" == page.kinds[at + 1]
        joint = "" if counts or (form == "&" and page.touches(at)) else "and"
    return joint


def _ends_sentence(page: Scan, at: int) -> bool:
    is_initial = page.kinds[at - 1] == "word" and len(page.forms[at - 1]) < 2
    return not page.touches(at) and not is_initial and not _is_shortened(page, at)


def _is_shortened(page: Scan, at: int) -> bool:
    """Whether a full stop belongs to a word cut short, and its sentence goes on: "max. 6 h"."""
    if not page.has(at - 1, "shortened") or at + 1 >= page.size:
        return False
    return page.kinds[at + 1] == "number" or page.text[page.starts[at + 1]].islower()


def _is_numbering(page: Scan, at: int) -> bool:
    """Whether a closing bracket is the one of "1)", "(ii)" or "b)" before a goal."""
    inside = page.forms[at - 1]
    if inside in _NUMERALS:
        return True
    is_short = page.kinds[at - 1] == "number" and len(inside) < 3
    # "five (5) minutes"
    return is_short and (page.forms[at - 2] != "(" or not page.has(at - 3, "number"))


def _begin(page: Scan, first: int, last: int, in_time: Sequence[bool]) -> int:
    """The index of the first token of a clause that says what it is about."""
    at = _after_label(page, first, last, in_time)
    bracket = False
    while at < last and (
        in_time[at]
        or bracket
        or page.kinds[at] == "sign"
        or page.has(at, "filler")
        or (page.forms[at] in _PREFIXES and page.forms[at + 1] == "-")
        or (page.forms[at].endswith("ly") and page.has(at + 1, *ASKING))
        or (
            not page.names[at].isdisjoint(_PASSED)
            and page.names[at].isdisjoint(ASKING)
            and not _is_verb(page, at)
        )
    ):
        bracket = page.forms[at] == "[" or (bracket and page.forms[at] != "]")
        at += 1
    return at


def _is_verb(page: Scan, at: int) -> bool:
    """Whether a word for people or a place asks to be done: "Patrol the harbour"."""
    has_object = page.kinds[at + 1] == "number" or page.has(at + 1, "specific")
    return has_object and page.has(at, "contact", "labour")


def _after_label(page: Scan, first: int, last: int, in_time: Sequence[bool]) -> int:
    """The index after "KR 2:" or "Housekeeping -", or the first if there is no label."""
    if _LABEL_ENDS.isdisjoint(page.forms[first : min(first + _LONGEST_LABEL, last - 1)]):
        return first
    at, is_asked, has_object, has_words = first, False, False, False
    is_period = page.has(first, "calendar")  # "Kỳ tuyển sinh 2027: …"
    for mark in range(first, min(first + _LONGEST_LABEL, last - 1)):
        is_dash = page.forms[mark] in DASHES and not page.touches(mark) and not page.touches(mark - 1)
        # "Goal 2: …"
        is_entry = page.has(mark - 1, "numbered") or (
            page.has(mark - 1, "quota") and page.forms[mark + 1] == ":"
        )
        counts = page.kinds[mark] == "number" and not in_time[mark] and not is_entry
        if counts or (has_words and page.has(mark, "done", "state")) or (is_asked and has_object):
            break
        leads_on = page.kinds[mark + 1] == "word" and not _is_level(page, mark + 1)
        if (page.forms[mark] == ":" or is_dash) and leads_on:
            at = mark + 1
        elif page.kinds[mark] == "word" and not in_time[mark]:
            # "Hoàn thành trong quý II: …" is a label still, "Tiếp 5 đoàn: …" is none.
            has_object = has_object or is_asked
            is_asked = is_asked or (not is_period and page.has(mark, *ASKING))
            has_words = has_words or page.names[mark].isdisjoint(_PASSED)
    return at


def _is_level(page: Scan, at: int) -> bool:
    """Whether a level begins at a token: "below $ 90", "120 a month"."""
    return page.kinds[at] == "number" or page.has(at, "at_least", "at_most", "money")


def _end(page: Scan, first: int, begin: int, last: int, means: frozenset[int]) -> int:
    """The index of the token at which a clause comes to speak of how, what for, or when; or its last."""
    has_asked = False
    for at in range(first, last):
        names = page.names[at]
        # "Exclusions to fall to 10" only now says what is asked for.
        begins = page.forms[at] == "to" and not has_asked
        turns = names and not begins and not names.isdisjoint(_TURNS) and _turns(page, at, begin, last)
        if turns or (at in means and _says_how(page, at, begin, last)):
            return at
        has_asked = has_asked or (
            at >= begin and (page.kinds[at] == "number" or not names.isdisjoint(ASKING))
        )
        if has_asked and page.forms[at] == ":" and at + 1 < last and page.kinds[at + 1] != "number":
            return at + 1
    return last


def _turns(page: Scan, at: int, begin: int, last: int) -> bool:
    """Whether a token leads on to a purpose, a condition, or what one does for it."""
    names, form = page.names[at], page.forms[at]
    if not names.isdisjoint(("purpose", "given")):
        return True
    if form == "to" and at >= begin and page.has(at + 1, *ASKING):
        # "Teachers to upload …" and "are required to upload …" say what is to be done.
        return names.isdisjoint(("must", "modal")) and not page.has(at - 1, "person", "place")
    doing = page.forms[at + 1].endswith("ing") and page.forms[at + 1] not in _WHEN
    return "by" in names and doing and _says_how(page, at, begin, last)


def _says_how(page: Scan, at: int, begin: int, last: int) -> bool:
    mention = page.mentioned[at]
    goes_on = (mention.last if mention else at + 1) < last
    return at > begin and goes_on and page.names[at].isdisjoint(("attain", "state"))

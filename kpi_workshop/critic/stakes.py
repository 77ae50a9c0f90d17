"""What hangs on a goal: whether something comes of reaching or missing it, or is itself what is measured."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator

from kpi_workshop.reading.lexicon import Mention
from kpi_workshop.reading.scan import Scan
from kpi_workshop.reading.signs import ARROWS, SENTENCE_ENDS

Frame = tuple[str, ...]
"""The list of what is said first, and those of what follows: "lose", "pay"."""

_WHOSE = frozenset({"the", "your", "their", "his", "her"})
"""Words that begin what a verb does something to: "reduces the payout"."""
_NIL = frozenset({"0", "no", "none", "nil", "zero", "không"})
_SHOULD = "should"
"""What a condition may begin with: "Should sales fall below …"."""
_TURNS = frozenset({"or", "là", "thì"})
"""Words behind which it says what comes of what was named: "dưới 80 là phạt"."""
_PARTINGS = ("if_missed", "joins")
_MISSES = ("failing", "incident", "miss", "late_count")
_LIMITS = ("at_most", "at_least", "lapse", "last_one", "nothing_of")
_COUNTING = ("counting", "down", "trend")
_UNMET: tuple[Frame, ...] = (("unable", "managed", "if_reached"),)
_START = 4
"""In tokens: how far into a statement what is measured is named at the latest."""
_LABEL = 12
"""In tokens: how long a label is at most, behind the first words of what is measured."""
_COUNTED = 7
"""In tokens: how far ahead of what is measured it may say so."""
_APART = 7
"""In tokens: how far the second part of a frame begins behind the first at most."""
_WHEN = frozenset({"when", "where", "once", "whenever", "for", "from", "of", "if", "to", "on", "should"})
"""What may begin the case in which something comes of a goal: "… when sales drop below 40"."""
_THAN_THAT = frozenset(
    {
        "lower",
        "less",
        "fewer",
        "more",
        "higher",
        "better",
        "under",
        "below",
        "above",
        "over",
        "earlier",
        "later",
    }
)
"""What follows "or" if it gives a level: "1.5% or lower"."""
_WHICH = frozenset({"that", "who", "which"})
"""What may begin whom it befalls: "… any chapter that hasn't signed 100"."""
_WHAT = 3
"""In tokens: how far from its verb a fault stands at most."""
_CASE = 9
"""In tokens: how far behind "when" it may say what falls short."""
_OR = 8
"""In tokens: how far ahead of a consequence "or" may stand."""
_AHEAD = 16
"""In tokens: how far from a consequence its condition may stand."""
_WHOM = 24
"""In tokens: how far behind "so that people …" it says what they are spared."""
_SPARED = frozenset(
    {"khỏi", "đỡ", "kịp", "không phải", "không mất", "không bị", "không còn", "chỉ phải", "chỉ mất"}
)
"""Without one of these right behind it, "để khách …" may also be to let customers wait."""
_RIGHT_BEHIND = 4


def is_measured(page: Scan, phrase: Mention) -> bool:
    """Whether a phrase is what is counted: "Number of fines", "Fewer than 3 warnings", "Cut dismissals"."""
    is_counted = page.has(phrase.first - 1, "denied", "nothing_of", "counting")
    return is_counted or _is_barred(page, phrase) or _is_label(page, phrase) or _is_limited(page, phrase)


def _is_barred(page: Scan, phrase: Mention) -> bool:
    """Whether a statement asks that it be done to nothing: "Demote no product"."""
    return phrase.first == 0 and page.has(phrase.last, "nothing_of")


def _is_label(page: Scan, phrase: Mention) -> bool:
    """Whether its level follows a colon: "Fines: none", "Points deducted by the auditor: at most 5"."""
    if page.forms[phrase.last] == ":" and page.forms[phrase.last + 1] in _NIL:
        return True
    behind = range(phrase.last, min(phrase.last + _LABEL, page.size))
    return phrase.first <= 1 and any(
        page.forms[at] == ":" and page.has(at + 1, "at_most", "at_least") for at in behind
    )


def _is_limited(page: Scan, phrase: Mention) -> bool:
    """Whether what is ahead of it says how many of it: "Fewer than 3 warnings", "Cut dismissals"."""
    if page.forms[phrase.first] in _TURNS:
        return False  # "Zero complaints or lose …"
    for at in before(phrase.first, _COUNTED):
        if _parts(page, at):
            return False
        if page.has(at, "at_most"):
            # "Depots under 85% lose their bonus"
            does = not _WHOSE.isdisjoint(page.forms[phrase.last - 1 : phrase.last + 1])
            # "Keep it under 6 minutes to avoid a warning"
            is_near = at <= _START and at >= phrase.first - 3 and page.forms[phrase.first] != "to"
            return is_near and not does
        if page.has(at, *_COUNTING):
            # "Chậm trả hồ sơ": what is done late isn't counted.
            is_late = page.nearest(before(at, _START), "lapse") is not None
            return at <= _START and not is_late
    return False


def _parts(page: Scan, at: int) -> bool:
    """Whether what stands behind a token has no more to do with what is ahead of it."""
    # "Không có tổ chức, cán bộ, đảng viên bị kỷ luật" lists people.
    is_list = page.forms[at] == "," and page.has(at + 1, "person", "at_work")
    if page.kinds[at] == "sign" and not is_list:
        return True
    # "Quán nào doanh thu thấp nhất …" says whom it befalls.
    return page.forms[at] in _TURNS or page.has(at, *_PARTINGS, "last_one")


def is_part_of_a_name(page: Scan, phrase: Mention) -> bool:
    """Whether the next word makes something else of a phrase: "bonus budget", "penalty kicks"."""
    return page.has(phrase.last, "booked", "service_penalty")


def is_for_whom(page: Scan, phrase: Mention) -> bool:
    """Whether it says what those are spared whom the goal is for: "so that nobody loses a day's pay"."""
    ahead = before(phrase.first, _WHOM)
    lets = page.nearest(ahead, "lets_them")
    return page.nearest(ahead, "for_them") is not None or (lets is not None and _are_spared(page, lets))


def _are_spared(page: Scan, lets: Mention) -> bool:
    behind = page.forms[lets.last : lets.last + _RIGHT_BEHIND]
    return not _SPARED.isdisjoint((*behind, *map(" ".join, itertools.pairwise(behind))))


def follows_a_miss(page: Scan, phrase: Mention) -> bool:
    """Whether a phrase says what comes of missing the goal: "if …", "below 60: …", "… or …"."""
    if speaks_of_a_miss(page, phrase, *_MISSES) or page.forms[0] == _SHOULD:
        return True
    # "Every absence costs the …"
    if page.nearest(before(phrase.first, _WHAT), "faults"):
        return True
    if any(is_choice(page, at) or page.forms[at] in ARROWS for at in before(phrase.first, _OR)):
        return True
    behind = range(phrase.last, phrase.last + _AHEAD)
    if _names_a_case(page, behind):
        return True
    # "Grade D for each manager above 12% …"
    whose = page.nearest(behind, "for_each") if phrase.first < _START else None
    if whose and page.nearest(range(whose.last, whose.last + _AHEAD), *_LIMITS):
        return True
    return bool(page.nearest(before(phrase.first, _AHEAD), *_LIMITS) or page.nearest(behind, "lapse"))


def _names_a_case(page: Scan, behind: range) -> bool:
    """Whether it says in which case: "… when sales drop below 40", "… for crews with fewer than 12"."""
    for at in behind:
        if page.forms[at] in ("", ".", ";", ":"):
            return False
        if page.forms[at] in _WHEN and page.nearest(range(at + 1, at + _CASE), "falls_short", *_LIMITS):
            return True
        if page.forms[at] in _WHICH and page.nearest(range(at + 1, at + _WHAT), "falls_short", "unmet"):
            return True
    return False


def speaks_of_a_miss(page: Scan, phrase: Mention, *names: str) -> bool:
    """Whether the case that the goal is missed is named with a phrase or ahead of it: "if …", "không bán đủ".

    What a later sentence says of a miss has no more to do with it.
    """
    misses = page.places("if_missed", *names)
    if any(miss.first <= phrase.last for miss in misses):
        return True
    unmet = [unable for unable, _ in framed(page, _UNMET, within=3)]
    if not misses and not unmet:
        return False
    rest = range(phrase.last, page.size)
    end = next((at for at in rest if page.forms[at] in SENTENCE_ENDS), page.size)
    return any(miss.first < end for miss in (*misses, *unmet))


def is_choice(page: Scan, at: int) -> bool:
    """Whether a token is an "or" that leads to another thing: not "1.5% or lower"."""
    return page.forms[at] == "or" and page.forms[at + 1] not in _THAN_THAT


def offers_help(page: Scan) -> bool:
    """Whether help comes of a miss; what is named ahead of "…, if not, …" is rather a means to the goal."""
    if not page.mentions_any("helping"):
        return False
    otherwise = min((words.first for words in page.places("if_missed", "or_else")), default=0)
    if page.kinds[otherwise - 1] != "sign":
        return True
    return any(aid.first > otherwise for aid in page.places("helping"))


def says_if(page: Scan, phrase: Mention) -> bool:
    """Whether a phrase comes of a case that is named: "if …", "… or we …", "crews below 60 …"."""
    if speaks_of_a_miss(page, phrase) or page.mentions_any("or_else") or page.forms[0] == _SHOULD:
        return True
    if "or" in page.forms and any(is_choice(page, at) for at in range(page.size)):
        return True
    if not ARROWS.isdisjoint(page.forms) or _says_what_comes_of_a_level(page):
        return True
    return any(True for _ in pairs(page, "person", "at_most", "lapse", "nothing_of", within=3))


def _says_what_comes_of_a_level(page: Scan) -> bool:
    """Whether a level leads to words behind a colon: "Doanh thu dưới 20 triệu: đổi host"."""
    for at in range(1, page.size):
        if page.forms[at] == ":" and page.kinds[at + 1] == "word":
            limit = page.nearest(before(at, _COUNTED), "at_most", "at_least")
            if limit and page.kinds[limit.last] == "number":
                return True
    return False


def before(first: int, count: int) -> range:
    """The tokens ahead of one, the nearest first."""
    return range(first - 1, max(first - 1 - count, -1), -1)


def beside(page: Scan, phrase: Mention, count: int) -> Iterator[int]:
    """The tokens ahead of a phrase in its own part of the sentence, the nearest first."""
    for at in before(phrase.first, count):
        is_hyphen = page.forms[at] in ("-", "'") and page.touches(at)
        is_unit = page.forms[at] in ("%", "$", "€", "£")
        if (page.kinds[at] == "sign" and not (is_hyphen or is_unit)) or page.forms[at + 1] in _TURNS:
            return
        yield at


def pairs(page: Scan, first: str, *second: str, within: int = _APART) -> Iterator[tuple[Mention, Mention]]:
    """Where a phrase of one list is followed by one of others, at most so many tokens on, in a sentence."""
    for mention in page.places(first):
        other = page.nearest(range(mention.last, mention.last + within), *second)
        if other:
            yield mention, other


def framed(page: Scan, frames: Iterable[Frame], within: int = _APART) -> Iterator[tuple[Mention, Mention]]:
    """The same for several frames, each of a list and those that may follow it."""
    present = page.lists
    for frame in frames:
        if frame[0] in present and not present.isdisjoint(frame[1:]):
            yield from pairs(page, *frame, within=within)

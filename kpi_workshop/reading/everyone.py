"""Whom a statement addresses one by one: "every rep", "tất cả nhân viên"."""

from __future__ import annotations

from kpi_workshop.reading.lexicon import Mention
from kpi_workshop.reading.roles import ends_like_people
from kpi_workshop.reading.scan import Scan
from kpi_workshop.reading.tokens import Span

_PEOPLE = frozenset({"person", "place"})
_NO_ONE = ("no_one", "nobody")
_OTHERS = ("restart", "possessive")
"""What may follow "each in", and it isn't a time: "each in their own way"."""
_DONE = ("act", "aimed", "achieves", "must", "carried_out", "beside")
"""What follows "each" or "all" if it stands behind those it is about: "nurses each complete …"."""
_BEHIND = frozenset({"each", "all"})
_NONE_REACH = 6
"""In tokens: how far after "no rep" may stand what they may not stay below."""
_NOT_THEM = ("clock", "calendar", "apart", "among", "restart")
"""What doesn't stand between "each" and whom it is about."""
_LONGEST_ROLE = 5
"""In letters: "CSM", "SDRs"."""
_EACH_REACH = 4
"""In tokens: how far "each" may stand from the person or place that it is about."""


def everyone(page: Scan) -> Span | None:
    """Where each of several people or places is addressed."""
    apiece, named = None, False
    for mention in page.mentions:
        last = None
        if "everyone" in mention.names or _stands_behind(page, mention):
            last = mention.last
        elif _is_each(page, mention):
            at = mention.last
            last = at + 1 if _is_a_role(page, at) else _end_of_people(page, at)
        elif not mention.names.isdisjoint(_NO_ONE):
            last = _end_of_none(page, mention)
        elif mention.first == 0 and "any" in mention.names:
            last = _end_of_anyone(page, mention.last)
        elif mention.first == 0 and "anyone" in mention.names and ":" in page.forms[1 : _EACH_REACH + 2]:
            last = mention.last
        elif "whoever" in mention.names or page.has(mention.last, "any"):
            last = _end_of_any(page, mention)
        if last:
            return page.span(mention.first, last)
        if named and not apiece and _is_apiece(page, mention):
            apiece = page.span(mention.first, mention.last)
        named = named or not mention.names.isdisjoint((*_PEOPLE, "group"))
    return apiece


def _is_each(page: Scan, mention: Mention) -> bool:
    """Whether it means one by one, and not that all of them together are looked at: "in all shops"."""
    if "whole" in mention.names:
        return page.has(mention.last, *_PEOPLE)  # "100% of the plan" is a level.
    if "single_out" in mention.names:
        # "Kèm từng khoa" says whom the work is for; "hết năm từng khoa" does not.
        before = mention.first - 1
        return page.kinds[before] != "word" or page.has(before, "apart", "calendar", "clock")
    if "every" in mention.names and page.kinds[mention.last] == "number":
        return False  # "One coach for every 8 teachers" is a ratio.
    return "each_one" in mention.names or (
        "each" in mention.names
        and (page.has(mention.first - 1, "from") or not page.has(mention.first - 1, "inside", "among"))
    )


def _stands_behind(page: Scan, mention: Mention) -> bool:
    """Whether those whom it is about stand before it: "nurses each complete", "reps are all measured"."""
    if page.forms[mention.first] not in _BEHIND or mention.last - mention.first > 1:
        return False
    held = page.has(mention.first - 1, "each_after")
    follows = page.has(mention.last, *_DONE) or (held and page.has(mention.last, "held_to"))
    return follows and page.has(mention.first - 1 - held, *_PEOPLE)


def _end_of_people(page: Scan, at: int) -> int | None:
    """The index after the people or places that "each" is about, if it is about them."""
    for token in range(at, min(at + _EACH_REACH, page.size)):
        mention = page.mentioned[token]
        if mention and not mention.names.isdisjoint(_PEOPLE):
            # "Every hotel guest" is about guests.
            about_others = "place" in mention.names and page.has(mention.last, "outsider")
            return None if about_others else mention.last
        if token > at and page.has(token, "acts") and not page.has(token - 1, "not_people"):
            return token  # Whoever sells or visits something is a person or a place.
        if ends_like_people(page, token):
            return token + 1
        if mention and "group" in mention.names and page.has(mention.last, "achieves", "acts", "must"):
            return mention.last
        reads = page.has(at - 1, "each_one") and page.has(token + 1, "acts")  # "Each pupil reads 12 books"
        if mention and "takes_part" in mention.names and (reads or _must_act(page, mention)):
            return token + 1
        is_end = page.has(token, "outsider") and not page.has(token + 1, "person")
        is_sign = page.kinds[token] == "sign" and not mention
        is_other = page.has(token, *_NOT_THEM) and not _tells_which(page, token)
        if is_end or is_sign or is_other:
            break
    return None


def _tells_which(page: Scan, at: int) -> bool:
    """Whether a time only says which of them: "every night nurse", not "every month reps sell …"."""
    following = page.mentioned[at + 1]
    return (
        page.has(at, "calendar", "clock")
        and following is not None
        and not following.names.isdisjoint(_PEOPLE)
        and not page.forms[following.last - 1].endswith("s")
    )


def _is_a_role(page: Scan, at: int) -> bool:
    """Whether capital letters that the lexicon doesn't know stand for a job: "Every PM: 10 calls"."""
    letters = page.text[page.starts[at] : page.ends[at]] if at < page.size else ""
    is_short = letters.isalpha() and letters.isupper() and 1 < len(letters) <= _LONGEST_ROLE
    addressed = page.forms[at + 1] == ":" or page.kinds[at + 1] == "number" or page.has(at + 1, "must")
    return is_short and addressed and page.mentioned[at] is None and not page.text.isupper()


def _must_act(page: Scan, mention: Mention) -> bool:
    """Whether somebody outside the staff has to do a thing: "every family must volunteer"."""
    must = page.mentioned[mention.last]
    return must is not None and "must" in must.names and page.has(must.last, "act")


def _end_of_any(page: Scan, mention: Mention) -> int | None:
    """The index after "bạn nào … cũng", whichever of them it is."""
    if mention.names.isdisjoint((*_PEOPLE, "whoever")):
        return None
    reach = range(mention.last, min(mention.last + _EACH_REACH + 2, page.size))
    return next((at + 1 for at in reach if page.has(at, "also")), None)


def _end_of_anyone(page: Scan, at: int) -> int | None:
    """The index after "any sales rep", if whoever it is has to do something."""
    one = page.nearest(range(at, at + _EACH_REACH), *_PEOPLE)
    if not one:
        return None
    held = page.has(one.last, "must", "each_after", "at_least", "at_most") or page.forms[one.last] == ":"
    return one.last if held else None


def _end_of_none(page: Scan, mention: Mention) -> int | None:
    """The index after "no rep … fewer than", which is to say every one of them at least."""
    one = page.nearest(range(mention.last, min(mention.last + 2, page.size)), *_PEOPLE, "whoever")
    if not one and "nobody" not in mention.names:
        return None
    last = one.last if one else mention.last
    return last if page.nearest(range(last, min(last + _NONE_REACH, page.size)), "fewer_than") else None


def _is_apiece(page: Scan, mention: Mention) -> bool:
    """Whether a clause ends like "15 rooms daily each"."""
    if "apiece" not in mention.names:
        return False
    if "each" not in mention.names or page.has(mention.first - 1, "each_after"):
        return True
    after = mention.last
    is_last = page.kinds[after] != "word" or page.has(after, "every")
    till = page.has(after, "till") and (page.forms[after] == "by" or not page.has(after + 1, *_OTHERS))
    return is_last or till

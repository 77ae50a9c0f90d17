"""Do it, or else: a statement that says what comes of a miss, whatever it is that comes."""

from __future__ import annotations

import itertools

from kpi_workshop.critic.stakes import before, is_choice, is_measured, offers_help
from kpi_workshop.critic.vocabulary import less_is_better
from kpi_workshop.reading.lexicon import Mention
from kpi_workshop.reading.scan import Scan
from kpi_workshop.reading.signs import ARROWS, SENTENCE_ENDS

_PAUSES = frozenset({",", ":", "?", "-", "–", "—", "and", "you", "thì"})
_AND = frozenset({"and", ":"})
_ANSWERS = frozenset({"then", "you", "your", "no"})
_CLAUSE = 16
"""In tokens: how far a condition reaches at most."""
_QUALITY = 6
"""In tokens: how far behind "who" or "with" it may say that somebody falls short."""
_WHO = 4
"""In tokens: how long it takes to say who is meant by "no …" or "only …"."""
_CONSEQUENCE = 3
"""In tokens: how long what comes of it is at least."""
_OPENING = 8
"""In tokens: how far into a statement a level stands that it says what comes of."""
_SUBJECT = 5
"""In tokens: how long it takes to say whom or what something befalls."""
_DETERMINERS = frozenset(
    {"the", "a", "an", "your", "his", "her", "their", "our", "its", "you", "we", "they", "he", "she"}
)
_SPOKEN_TO = frozenset({"you", "your", "we", "i", "it", "that", "they", "he", "she", "hr"})
"""What begins what comes of an offence: "… and you're off", "… and that's it"."""
_AIMS = frozenset(
    {"keep", "hold", "get", "bring", "stay", "cut", "reduce", "lower", "limit", "drive", "have", "if"}
)
"""What a statement begins with whose level is the goal, not a miss."""
_NO_ACT = ("no_verb", "at_most", "at_least")
_OTHERS = ("outsider", "beneficiary", "duty")
_BEFALLS = ("befalls", "fate", "leaves", "blow", "goes_to", "vanish")
_GIVES = ("lose", "forfeits", "leaves", "blow")
_TOLLS = ("duty_done", "pay_up", "lose", "forfeits")
_NOT_SO = ("reward", "recognition", "prize")


def ultimatum(page: Scan) -> Mention | None:
    """The condition in "Miss 40 and …", "if it isn't 4% by May, …", "… or the manager …", "below 4 = …".

    None if what comes of it is help, or a reward.
    """
    kept = _nobody_keeps(page)
    if kept or page.mentions_any(*_NOT_SO) or offers_help(page):
        return kept
    return (
        _miss(page)
        or _who_falls_short(page)
        or _failure(page)
        or _if_not(page)
        or _or(page)
        or _shortfall(page)
        or _once_more(page)
        or _offence(page)
        or _if_not_we(page)
        or _arrow(page)
        or _question(page)
    )


def _miss(page: Scan) -> Mention | None:
    """ "Miss the plan twice and …", at the start of a clause."""
    for miss in page.places("miss"):
        opens = miss.first == 0 or page.kinds[miss.first - 1] == "sign" or page.has(miss.first - 1, "joins")
        # "Không đủ thì …" ends in the pause itself.
        ends = page.forms[miss.last - 1] in _PAUSES
        if opens and _goes_on(page, miss.last - ends):
            return miss
    return None


def _who_falls_short(page: Scan) -> Mention | None:
    """ "Anyone below 75% moves to …", "Stores that sell fewer than 200 get no …": whatever befalls them."""
    for who in page.places("person", "place", "earner"):
        shortfall = _falls_short(page, who.last)
        if not shortfall or page.has(who.first, *_OTHERS) or is_measured(page, who):
            continue
        # "Teams with fewer than five members" are small, not bad.
        if page.nearest(range(shortfall.last, shortfall.last + 3), "person"):
            continue
        verb = page.nearest(range(shortfall.last, shortfall.last + _CLAUSE), *_BEFALLS)
        # "Employees who don't feel safe are below 5%" says a level.
        if verb and _says_no_level(page, verb.last) and not _is_level(page, shortfall.last, verb.first):
            return shortfall
    return None


def _nobody_keeps(page: Scan) -> Mention | None:
    """ "Nobody under 70% keeps …", "No crew below 4.2 stays on …", "Only shops above 90% keep …"."""
    for none in page.places("nobody", "nothing_of"):
        who = page.nearest(range(none.last, none.last + _WHO), "person", "place")
        at = none.last if "nobody" in none.names else who and who.last
        shortfall = at and _falls_short(page, at + (page.forms[at] == "of"))
        if shortfall and not (who and page.has(who.first, *_OTHERS)) and _keeps(page, shortfall.last):
            return none
    for only in page.places("only"):
        # "Only those who reach 90% are kept on"
        who = page.nearest(range(only.last, only.last + _WHO), "person", "place", "earner", "whoever")
        reach = who and page.nearest(range(who.first, who.last + _QUALITY), "at_least", "if_reached")
        if who and reach and not page.has(who.first, *_OTHERS) and _keeps(page, reach.last):
            return only
    return None


def _keeps(page: Scan, at: int) -> bool:
    """Whether it says behind a token that somebody stays or keeps something."""
    clause = range(at, at + _CLAUSE)
    if page.nearest(clause, "keeps", "kept_on"):
        return True
    gets = page.nearest(clause, "receive")
    return (
        gets is not None and page.nearest(range(gets.last, gets.last + _WHO), "pay", "privilege") is not None
    )


def _falls_short(page: Scan, at: int) -> Mention | None:
    """What says of the person or place ahead of a token that they fall short."""
    if page.has(at, "falls_short"):
        return page.mentioned[at]
    if not page.has(at, "qualified"):
        return None
    return page.nearest(range(at + 1, at + 1 + _QUALITY), "falls_short", "faults")


def _is_level(page: Scan, first: int, last: int) -> bool:
    """Whether a level follows a colon: "Depots late with reports: 18, if it is quiet"."""
    return any(page.forms[at] == ":" and page.kinds[at + 1] == "number" for at in range(first, last))


def _says_no_level(page: Scan, at: int) -> bool:
    words = page.kinds[at] == "word" and page.kinds[at - 1] == "word"
    return words and not page.has(at, "at_most", "at_least", "falls_short", "percent")


def _failure(page: Scan) -> Mention | None:
    """ "Failing the check twice moves you …", "Unmet target reduces …": what comes of it, whatever it is."""
    for failing in page.places("failing"):
        if failing.first == 0 or page.kinds[failing.first - 1] == "sign":
            verb = page.nearest(range(failing.last, failing.last + _CLAUSE), "follows_from")
            if verb and _says_no_level(page, verb.last):
                return failing
    # "Each complaint gets an owner" is service, and "each complaint costs you …" isn't.
    for incident in page.places("incident"):
        toll = page.nearest(range(incident.last, incident.last + _WHO), "toll")
        if incident.first == 0 and toll and _says_no_level(page, toll.last):
            return incident
    for result in page.places("results"):
        limit = page.nearest(before(result.first, _CLAUSE), "at_most", "faults", "lapse")
        if limit and _says_no_level(page, result.last):
            return limit
    return None


def _if_not(page: Scan) -> Mention | None:
    """ "If it isn't under 7% by Easter, …": a condition with a figure that is missed in it."""
    for condition in page.places("if"):
        reach = range(condition.last, condition.last + _CLAUSE)
        end = next((at for at in reach if page.forms[at] in ("", ",", ".", ";", "?")), reach.stop)
        clause = range(condition.last, end)
        has_figure = any(page.kinds[at] == "number" for at in clause)
        # "If losses fall below 1%" is the goal reached.
        is_reached = page.nearest(clause, "miss") and less_is_better(_words(page, clause))
        has_main = condition.first >= _CONSEQUENCE or page.kinds[end + 1] == "word"
        # "Customers get a credit if uptime isn't 99.9%"
        is_others = condition.first > 1 and page.has(0, *_OTHERS)
        # "If volume drops below 200 calls, two agents move to chat" plans ahead.
        is_missed = page.nearest(clause, "unmet") and not page.nearest(clause, "load")
        if has_figure and has_main and not is_others and is_missed and not is_reached:
            return condition
    return None


def _words(page: Scan, tokens: range) -> str:
    return page.text[page.starts[tokens.start] : page.ends[min(tokens.stop, page.size) - 1]]


def _or(page: Scan) -> Mention | None:
    """ "40 a day, or the manager goes": somebody does something instead."""
    for choice in page.places("or_who"):
        who = page.nearest(range(choice.last, choice.last + 3), "person")
        acts = who and page.kinds[who.last] == "word" and not page.has(who.last, *_NO_ACT)
        reach = range(choice.last, choice.last + _SUBJECT + _CONSEQUENCE)
        if acts or page.nearest(reach, "leaves", "vanish", "cut_off"):
            return choice
    for at in range(_CONSEQUENCE, page.size):
        # "Approve or deny" is a choice of what to do.
        if is_choice(page, at) and not page.has(at + 1, *_GIVES):
            loss = page.nearest(range(at + 2, at + 2 + _CONSEQUENCE), *_GIVES)
            if loss and page.kinds[loss.last] == "word":
                return loss
    return None


def _shortfall(page: Scan) -> Mention | None:
    """ "Yield under 6% in May and Ines hands the fund …": a missed level, and what comes of it."""
    limit = page.nearest(range(_OPENING), "at_most", "at_least")
    if not limit or page.forms[0] in _AIMS or page.kinds[limit.last] != "number":
        return None
    pause = next((at for at in range(limit.last, limit.last + _CLAUSE) if page.forms[at] in _AND), None)
    if pause is None or page.nearest(range(limit.last, pause), "at_most", "at_least", *_BEFALLS):
        return None
    verb = page.nearest(range(pause + 2, pause + 2 + _SUBJECT), *_BEFALLS, *_TOLLS)
    if not verb or not _says_no_level(page, verb.last) or not _is_somebody(page, pause + 1):
        return None
    is_bad = less_is_better(page.text)
    if "at_most" in limit.names:
        return None if is_bad else limit
    return limit if is_bad or page.nearest(range(limit.first), "lapse", "faults", "if_missed") else None


def _is_somebody(page: Scan, at: int) -> bool:
    """Whether a token begins what somebody is, has or is called: "the chair", "your shift", "Ines"."""
    is_name = page.text[page.starts[at]].isupper() and page.kinds[at] == "word"
    return is_name or page.forms[at] in _DETERMINERS or page.has(at, "person", "earner")


def _once_more(page: Scan) -> Mention | None:
    """ "Two bad inspections and the lease goes"."""
    for miss in page.places("second_miss"):
        lapse = page.nearest(range(miss.last, miss.last + 3), "lapse")
        is_short = lapse and miss.first <= 1 and not page.has(lapse.last + 1, "at_most", "at_least")
        if lapse and is_short and _goes_on(page, lapse.last, _AND):
            return miss
    return None


def _offence(page: Scan) -> Mention | None:
    """ "Lose more than 3 parcels and you …"."""
    for offence in page.places("offend"):
        opens = page.kinds[offence.first - 1] in ("", "sign") or page.has(offence.first - 1, "joins")
        joint = next((at for at in range(offence.last, offence.last + _CLAUSE) if page.forms[at] in _AND), 0)
        if opens and joint and page.forms[joint + 1] in _SPOKEN_TO:
            return offence
    return None


def _if_not_we(page: Scan) -> Mention | None:
    """ "Cut voids by 20%. If not, we take …"."""
    for condition in page.places("if_not"):
        answer = condition.last + (page.forms[condition.last] == ",")
        opens = page.kinds[condition.first - 1] in ("", "sign")
        is_told = page.forms[answer] in _SPOKEN_TO and page.kinds[answer + _CONSEQUENCE - 1] == "word"
        # "…, if not the stand budget is gone"
        reach = range(answer + 1, answer + 1 + _SUBJECT)
        is_lost = page.forms[answer] in _DETERMINERS and page.nearest(reach, "blow", "cut_off", "goes_to")
        if opens and (is_told or is_lost):
            return condition
    return None


def _arrow(page: Scan) -> Mention | None:
    """ "Rating below 4.6 = account paused": no figure follows, so it isn't a level."""
    sign = next((at for at, form in enumerate(page.forms[: page.size]) if form in ARROWS), None)
    if sign is None or page.kinds[sign + 1] != "word":
        return None
    rest = itertools.takewhile(
        lambda at: page.forms[at] not in SENTENCE_ENDS, range(sign + 1, min(sign + 1 + _CLAUSE, page.size))
    )
    if any(page.kinds[at] == "number" for at in rest):
        return None
    return page.nearest(before(sign, 8), "at_most", "lapse", "unmet")


def _question(page: Scan) -> Mention | None:
    """ "Under 50 calls? You stay …"."""
    if "?" not in page.forms:
        return None
    mark = page.forms.index("?")
    # "Complaints halved?" asks whether the goal was reached.
    if page.kinds[mark + 1] != "word" or page.has(mark - 1, "cut_off", "down") or page.has(0, "load"):
        return None
    # "More than 5 errors? Then …"
    names = ("at_least",) if page.forms[mark + 1] in _ANSWERS else ()
    return page.nearest(before(mark, _QUALITY), "at_most", "lapse", "falls_short", *names)


def _goes_on(page: Scan, first: int, pauses: frozenset[str] = _PAUSES) -> bool:
    """Whether a pause follows within a clause, and behind it words enough to say what comes of it."""
    for at in range(first, min(first + _CLAUSE, page.size)):
        is_level = page.has(at + 1, "at_most", "at_least")
        if (
            page.forms[at] in pauses
            and page.kinds[at + 1] == "word"
            and not is_level
            and page.size - at > _CONSEQUENCE
        ):
            return True
    return False

"""Whether a number counts work that is done, or what comes of it."""

from __future__ import annotations

import bisect

from kpi_workshop.critic.deeds import PEOPLE, after_counters, clause_at, noun_at, reached, verb_before
from kpi_workshop.critic.treated import treated
from kpi_workshop.reading import Reading
from kpi_workshop.reading.lexicon import Mention
from kpi_workshop.reading.model import Amount, Clause
from kpi_workshop.reading.scan import Scan
from kpi_workshop.reading.signs import DASHES

_BETWEEN = frozenset(
    {"at_least", "from", "to", "filler", "specific", "article", "every", "per", "average", "clock"}
    | {"calendar", "lead_in"}
)
"""Lists whose words may stand between a word and the number that belongs to it."""
_SEPARATORS = DASHES | {":", "=", "/"}
_INTO_WORK = frozenset({"on", "for", "to", "with", "in"})
_NEAR = 3
"""In tokens: how far behind a verb of change what is to grow may stand."""
_QUOTA = 5
"""In tokens: how far behind "complete" the hours may stand that are to be worked."""
_MANY = 20_000
"""Nobody's own work comes in such numbers."""
_REACH = 12
"""In tokens: how far from a number one looks for what it counts."""


def is_result(statement: Reading, amount: Amount) -> bool:
    """Whether a number says how much of something else than work is to be reached."""
    page = statement.deeds
    first, last = page.index(amount.span[0]), page.index(amount.span[1])
    if page.has(last - 1, "work"):
        return False
    if (amount.comparison == "at most" and not _is_floor(statement)) or amount.unit in (
        "points",
        "money",
        "times",
    ):
        return True
    clause = clause_at(statement, first)
    verb = verb_before(statement, clause, first)
    if amount.value % 1 or (amount.value >= _MANY and verb is None):
        return True
    if amount.unit in ("duration", "percent"):
        return work_of(statement, amount) is None
    if treated(statement, first, last):
        return False
    noun = noun_at(statement, last)
    is_gained = noun is not None and "result" in noun.names and "work" not in noun.names
    return is_gained and not _is_handled(verb, noun) and not _says_on_whom(statement, clause, first)


def _is_floor(statement: Reading) -> bool:
    """Whether it says what comes of doing less: "Below 40 calls a day: a warning"."""
    return statement.stakes.mentions_any("penalty", "fate", "punished", "forfeits", "drawn_from", "lose")


def work_of(statement: Reading, amount: Amount) -> Mention | None:
    """The work that a number counts, if it counts any."""
    page = statement.deeds
    first, last = page.index(amount.span[0]), page.index(amount.span[1])
    clause = clause_at(statement, first)
    unit = page.mentioned[last - 1]
    verb = verb_before(statement, clause, first)
    noun = noun_at(statement, last)
    names = noun.names if noun else frozenset[str]()
    if unit and "work" in unit.names:
        found: Mention | None = unit  # "2 buổi đào tạo"
    elif unit and not unit.names.isdisjoint(("thing", "bout")) and "instant" not in unit.names:
        found = _done(verb, unit.names)  # "20 ca siêu âm", "40 ca mỗi sáng"
    elif amount.unit == "duration":
        counts_hours = page.has(last - 1, "hours", "effort")
        # "20 minutes of stretching"
        spent = range(last + 1, last + 1 + _NEAR) if page.forms[last] in ("of", "'") else ()
        found = _spent(page, clause, first, last) or (
            page.nearest(_around(clause, first), "effort")
            if counts_hours
            else page.nearest(spent, "effort", "work")
        )
    elif amount.unit == "percent" and amount.is_change:
        found = _more_work(statement, clause, first)
    elif amount.unit == "percent":
        behind = range(last, min(last + 2 * _REACH, page.size))
        names = names or _shared_noun(statement, last)
        found = (
            _shared(statement, verb, first, names)
            or reached(statement, behind)
            or _hours_owed(statement, clause, last)
            or _taking_part(statement, names, behind)
            or _duty(page, clause)
            or treated(statement, first, last)
        )
    elif not names.isdisjoint(("work", "toil")):
        found = noun
    else:
        found = (
            _done(verb, names)
            or _named(statement, clause, first, names)
            or _paced(statement, clause, amount, names)
            or (treated(statement, first, last) if amount.unit == "count" else None)
        )
    return found


def _spent(page: Scan, clause: Clause, first: int, last: int) -> Mention | None:
    """Time that is to go into something: "Spend 4 hours a week pairing", "Block two hours for reading"."""
    verb = page.mentioned[clause.begin]
    is_said = verb is not None and "spends" in verb.names and first - verb.last <= _NEAR
    into = any(
        page.forms[at] in _INTO_WORK or page.forms[at].endswith("ing") for at in range(last, clause.last)
    )
    return verb if is_said and into else None


def _label(statement: Reading, clause: Clause) -> Clause:
    """The clause at which the name before a colon starts: "Buổi đào tạo nhân viên và trợ lý: 2"."""
    at = bisect.bisect_right(statement.clauses, clause.first, key=lambda other: other.first) - 1
    while at > 0 and statement.clauses[at].joint in ("and", "comma"):
        at -= 1
    return statement.clauses[at]


def _around(clause: Clause, at: int) -> range:
    """The tokens of a clause that aren't far from one of them."""
    return range(max(clause.first, at - _REACH), min(at + _REACH, clause.last))


def _says_on_whom(statement: Reading, clause: Clause, at: int) -> bool:
    """Whether a number only says for how many some work is: "Run usability tests with 8 users"."""
    page = statement.deeds
    ahead = range(max(clause.begin, at - _REACH), at)
    does = page.has(clause.begin, "do") and page.nearest(ahead, "work", "thing")
    return bool(does) and page.has(at - 1, "links", "scope")


def _is_handled(verb: Mention | None, noun: Mention | None) -> bool:
    """Whether something is done to what is counted, or shown to it, so that it is no result."""
    if verb is None:
        return False
    is_met = not verb.names.isdisjoint(("contact", "launch", "handles"))
    return is_met or (noun is not None and "goods" in noun.names and _is_by_hand(verb))


def _is_by_hand(verb: Mention) -> bool:
    """Whether a verb says what hands do to things: "Clean 14 rooms", but not "Sell 3 houses"."""
    return "labour" in verb.names and verb.names.isdisjoint(("light", "weak", "attain", "yields", "deliver"))


def _done(verb: Mention | None, counted: frozenset[str]) -> Mention | None:
    """A verb of doing, if what it does something to or makes is counted: "Load 22 trailers"."""
    if verb is None or not verb.names.isdisjoint(("contact", "launch", "handles")):
        return verb
    if "goods" in counted and _is_by_hand(verb):
        return verb
    is_light = not verb.names.isdisjoint(("light", "weak")) and "thing" not in counted
    return None if is_light or not counted.isdisjoint(PEOPLE) else verb


def _shared(statement: Reading, verb: Mention | None, at: int, counted: frozenset[str]) -> Mention | None:
    """The work of which a percentage says how much is done: "Visit 95% of the clinics"."""
    page = statement.deeds
    if verb is None or any(page.names[token].isdisjoint(_BETWEEN) for token in range(verb.last, at)):
        return None
    if "contact" in verb.names:
        return verb
    by_hand = _is_by_hand(verb) and counted.isdisjoint(("measure", "result", "thing"))
    is_weak = "weak" in verb.names or ("labour" in verb.names and not by_hand)
    # "Move 95% of the manuals", but "Hold 95% of the market"
    is_thing = not counted.isdisjoint(("thing", "artefact", "document"))
    if is_weak or ("light" in verb.names and not is_thing) or ("measure" in counted and not is_thing):
        return None
    return verb if counted.isdisjoint(PEOPLE) else None


def _shared_noun(statement: Reading, at: int) -> frozenset[str]:
    """The lists of what a percentage is a part of: "88% of rents"."""
    of = statement.deeds.forms[at] == "of"
    noun = noun_at(statement, at + 1) if of else None
    return noun.names if noun else frozenset()


def _taking_part(statement: Reading, counted: frozenset[str], behind: range) -> Mention | None:
    """What a share of the people at work do: "100% cán bộ tham gia phong trào"."""
    page = statement.deeds
    if counted.isdisjoint(("person", "place")) or "outsider" in counted:
        return None
    whose = page.mentioned[behind.start]
    verb = page.nearest(
        behind[whose.last - behind.start if whose else 0 :], "do", "yields", "measure", "state"
    )
    if verb is None or "do" not in verb.names or (statement.language == "en" and "thing" in verb.names):
        return None
    is_passive = page.forms[verb.first - 1] in ("được", "duoc")
    if is_passive or page.nearest(range(behind.start, verb.first), "given"):
        return None  # "100% phòng được dọn", "100% thợ khi vào xưởng sản xuất"
    if "fulfil" in verb.names:
        return page.nearest(range(verb.last, verb.last + _QUOTA), "effort", "hours", "work", "thing")
    return verb if verb.names.isdisjoint(("yields", "measure", "contact")) else None


def _hours_owed(statement: Reading, clause: Clause, at: int) -> Mention | None:
    """The hours of which there is to be a share: "Hoàn thành 100% định mức giờ giảng dạy"."""
    page = statement.deeds
    if not page.has(clause.begin, "fulfil"):
        return None
    return page.nearest(range(at, min(at + _QUOTA, clause.last)), "hours", "effort")


def _duty(page: Scan, clause: Clause) -> Mention | None:
    """The work of which a share is to be done: "Appraisal completion 95%", "Tỷ lệ hoàn thành bảo trì"."""
    if page.has(clause.begin, "measure") and page.has(clause.begin + 2, "fulfil"):
        behind = range(clause.begin + 2, min(clause.begin + 2 + _QUOTA + 1, clause.last))
        return page.nearest(behind, "contact")
    return next(
        (
            duty
            for duty in page.places("work", "effort")
            if clause.first <= duty.first < clause.last
            and page.forms[duty.last].startswith("completion")
            and page.names[duty.first].isdisjoint(("result", "outsider"))
        ),
        None,
    )


def _more_work(statement: Reading, clause: Clause, at: int) -> Mention | None:
    """What is to grow, if that is work: "Increase merge requests per engineer by 20%"."""
    page = statement.deeds
    nearby = _around(clause, at)
    up = page.nearest(nearby, "up")
    if not up or page.nearest(range(up.last, nearby.stop), "result", "measure"):
        return None
    return page.nearest(range(up.last, min(up.last + _NEAR, clause.last)), "work")


def _named(statement: Reading, clause: Clause, at: int, counted: frozenset[str]) -> Mention | None:
    """The work that is named before its number: "Safety walks: 4", "Số cuộc gọi mỗi ngày: 60"."""
    page = statement.deeds
    is_labelled = page.forms[at - 1] == ":"
    clause = _label(statement, clause) if is_labelled else clause
    before = range(clause.begin if is_labelled else max(clause.begin, at - _REACH), at)
    name = _name(statement, clause, at)
    is_number_of = is_labelled and name is not None and page.has(clause.begin, "counter")
    # "Số lượng tin nhắn với khách hàng: 5" counts messages, whoever gets them.
    judged = before[: before.index(name.first)] if is_number_of and name and name.first in before else before
    if any(page.has(token, "result") and not page.has(token, "work") for token in judged):
        return None
    lists = {"work", "contact", "do"} if statement.language == "vi" else {"work", "contact"}
    if (
        not name
        or name.last < before.start
        or page.has(name.first - 1, "each")
        or name.names.isdisjoint(lists if counted.isdisjoint(PEOPLE) else ("contact",))
    ):
        return None
    is_beside = page.forms[at - 1] in _SEPARATORS or all(
        page.kinds[token] != "word" or not page.names[token].isdisjoint(_BETWEEN)
        for token in range(name.last, at)
    )
    return name if is_beside else None


def _name(statement: Reading, clause: Clause, at: int) -> Mention | None:
    """The main word of the name that a clause starts with."""
    page = statement.deeds
    opening = page.mentioned[clause.begin]
    if statement.language == "vi":
        if not opening or "counter" not in opening.names:
            return opening
        return page.nearest(range(opening.last, min(opening.last + _NEAR + 1, at)), "work", "do", "contact")
    passed = opening and not opening.names.isdisjoint(("up", "counter"))
    start = after_counters(statement, opening.last if opening and passed else clause.begin)
    noun = noun_at(statement, start)
    if noun and "average" in noun.names:
        return page.nearest(range(noun.first - 1, start - 1, -1), "work", "contact")
    return noun


def _paced(statement: Reading, clause: Clause, amount: Amount, counted: frozenset[str]) -> Mention | None:
    """Who does so and so much of anything in a day or week: "Meter readers: 180 meters a day"."""
    page = statement.deeds
    first, last = page.index(amount.span[0]), page.index(amount.span[1])
    if amount.is_change or amount.comparison or not counted.isdisjoint(PEOPLE | {"measure"}):
        return None
    person = page.mentioned[first - (2 if page.forms[first - 1] in _SEPARATORS else 1)]
    if person is None or "person" not in person.names or person.first > clause.first + _NEAR:
        return None
    if page.kinds[last] != "word" or all(frame.kind != "frequency" for frame in statement.times):
        return None
    return person._replace(last=last + 1)

"""Work that a statement names or asks for without counting it."""

from __future__ import annotations

from kpi_workshop.critic.aims import aims
from kpi_workshop.critic.counted_work import is_result
from kpi_workshop.critic.deeds import DOING, after_counters, brings, noun_at, reached, unknown_verb
from kpi_workshop.critic.finished import finished
from kpi_workshop.critic.treated import worked_on
from kpi_workshop.reading import Reading, Span
from kpi_workshop.reading.lexicon import Mention
from kpi_workshop.reading.model import Clause
from kpi_workshop.reading.scan import Scan

_PLACES = frozenset({"in", "on", "at"})
_PREPOSITIONS = _PLACES | {"for", "with", "across", "within", "during", "after", "before", "under", "through"}
_NOT_AN_OBJECT = _PLACES | {"of", "is", "are", "by", "within"}
_NOUNS = ("measure", "result", "thing", "work")
_QUOTES = frozenset({'"', "“", "‘", "'"})
_PUTS = frozenset({"get", "bring", "put", "take", "getting", "bringing", "putting", "taking"})
_MORE = frozenset({"more", "extra", "additional"})
_FROM = frozenset({"from", "by", "to"})
_NEAR = 3
"""In tokens: how far behind a verb its object may stand."""
_SUBJECT = 6
"""In tokens: how far into a clause its subject may reach."""
_LONGEST_NAME = 6
"""In words: how long a bare name of work may be ("Outbound calls per day")."""
_LONGEST_PAPER = 20
"""In tokens: how long the name of a document may be."""


def named_work(statement: Reading) -> Span | None:
    """Where a statement is no more than the name of some work: "Number of trainings held"."""
    page, clause = statement.deeds, statement.clauses[0]
    if clause.begin >= clause.last or statement.targets:
        return None
    found = reached(statement, range(clause.begin, clause.last)) if statement.metric else None
    found = found or _handling(page, clause) or worked_on(page, clause)
    if found:
        return page.span(found.first, found.last)
    if page.mentions_any("yields", "result", "multiple", "down"):
        return None
    work = (
        _counter(statement, clause)
        or _share_done(page, clause)
        or (None if statement.vague else _name(statement, clause))
    )
    return page.span(clause.begin, work.last) if work else None


def _handling(page: Scan, clause: Clause) -> Mention | None:
    """The work that a statement starts with as a noun: "Handling of complaints"."""
    opening = page.mentioned[clause.begin]
    is_noun = opening and page.forms[opening.last] == "of" and page.forms[opening.last - 1].endswith("ing")
    if page.mentions_any("modal", "yields", "down"):
        return None
    return opening if is_noun and opening and not opening.names.isdisjoint(DOING) else None


def _counter(statement: Reading, clause: Clause) -> Mention | None:
    """The work behind "number of"."""
    page = statement.deeds
    counter = page.mentioned[clause.begin]
    if not counter or "counter" not in counter.names:
        return None
    lists = ("work", "effort", "do", "contact") if statement.language == "vi" else ("work", "effort")
    work = page.nearest(range(counter.last, min(counter.last + _SUBJECT, clause.last)), *lists)
    return work or (counter if "work" in counter.names else None)


def _share_done(page: Scan, clause: Clause) -> Mention | None:
    """The work of which a metric says how much is done: "Percentage of planned audits completed"."""
    if not page.has(clause.begin, "measure"):
        return None
    work = page.nearest(range(clause.begin + 1, min(clause.begin + _SUBJECT, clause.last)), "work")
    is_done = work is not None and (page.has(work.last, "done") or page.forms[work.last - 1].endswith("ed"))
    return work if is_done else None


def _name(statement: Reading, clause: Clause) -> Mention | None:
    """The main word of the name of some work, if that is all that is said, or if it starts with it."""
    page = statement.deeds
    opening = page.mentioned[clause.begin]
    if opening and "counter" in opening.names:
        return None
    if opening and "work" in opening.names and _says_about(page, opening.last):
        return opening
    is_paper = (
        opening and "paper" in opening.names and not page.has(clause.begin - 1, "must", "modal", "common")
    )
    if is_paper and page.size <= _LONGEST_PAPER:
        return opening  # "Tờ trình ban hành quy chế"
    noun = noun_at(statement, clause.begin)
    is_long = page.kinds.count("word") > _LONGEST_NAME or page.mentions_any("measure")
    is_apart = noun is not None and statement.language == "vi" and noun.first > clause.begin
    if noun is None or is_long or is_apart:
        return None
    return noun if not noun.names.isdisjoint(("work", "nominal")) else None


def _says_about(page: Scan, at: int) -> bool:
    """Whether a word goes on to say what some work is about: "Talks on …", "Tweets mentioning …"."""
    return page.has(at, "links") or page.forms[at].endswith("ing")


def makes_thing(statement: Reading) -> bool:
    """Whether it starts by asking for a thing; what follows is its name then: "Lắp cổng chấm công"."""
    page = statement.deeds
    verb = page.mentioned[statement.clauses[0].begin] if statement.clauses else None
    if verb is None or verb.names.isdisjoint(("do", "exists")):
        return verb is not None and "paper" in verb.names
    reach = _SUBJECT if "deliver" in verb.names else _NEAR
    return page.nearest(range(verb.last, verb.last + reach), "thing", "artefact") is not None


def work_to_do(statement: Reading) -> Span | None:
    """Where a statement says what is to be done, and nothing of what is to come of it."""
    page = statement.deeds
    if _names_a_price(statement) or page.mentions_any("multiple") or brings(page):
        return None
    aimed = aims(statement)
    if any(amount.unit != "count" or is_result(statement, amount) for amount in aimed):
        return None
    numbers = [page.index(amount.span[0]) for amount in aimed]
    things = page.places("thing", "work")
    last_thing = max(things, key=lambda thing: thing.first) if things else None
    waits = False
    for clause in statement.clauses:
        # "Quản lý, cập nhật danh sách hội viên"
        is_sentence = (clause.joint in ("", "stop") or waits) and clause.begin < clause.end
        waits = _leads_in(page, clause)
        if is_sentence and all(clause.begin < at < clause.last for at in numbers):
            found = _task(statement, clause, last_thing)
            if found:
                return page.span(found.first, found.last)
    return None


def _leads_in(page: Scan, clause: Clause) -> bool:
    """Whether a clause only says when, with whom or for whom, so that the next begins: "With …, draft"."""
    if clause.begin >= clause.end:
        return not page.has(clause.first, "given")
    leads_in = page.forms[clause.first] in _PREPOSITIONS or page.has(clause.first, "leads_in")
    return clause.joint == "" and leads_in


def _names_a_price(statement: Reading) -> bool:
    """Whether it only says what something costs: "Late for a shift: a warning"; not "Walk the line, or …"."""
    page = statement.stakes
    if not page.mentions_any("penalty", "fate") or makes_thing(statement):
        return False
    first = statement.clauses[0].last if statement.clauses else page.size
    told_later = all(price.first >= first for price in page.places("penalty", "fate"))
    return not told_later or page.nearest(range(first), "lapse", "if_missed", "miss") is not None


def _task(statement: Reading, clause: Clause, last_thing: Mention | None) -> Mention | None:
    """What a sentence asks to be done."""
    page = statement.deeds
    opening = page.mentioned[clause.begin]
    thing = last_thing if last_thing and last_thing.first >= clause.begin else None
    if opening and "do" not in opening.names and ("up" in opening.names or _is_more(page, opening)):
        return _more_work(statement, opening, clause)
    if statement.vague and not thing:
        return None
    verb = _verb(statement, clause)
    if verb and (_is_task(statement, verb, thing) or page.forms[verb.last] not in ("of", "for")):
        return verb if _is_task(statement, verb, thing) else None
    return finished(statement, clause)


def _is_more(page: Scan, opening: Mention) -> bool:
    """Whether it starts with "more", and of something that doesn't come from others: "More one-to-ones"."""
    ahead = range(opening.last, opening.last + _SUBJECT)
    return page.forms[opening.first] in _MORE and not any(
        page.forms[at] in _FROM and page.has(at, "links") for at in ahead
    )


def _more_work(statement: Reading, verb: Mention, clause: Clause) -> Mention | None:
    """The work that there is to be more of: "Increase the frequency of site inspections"."""
    page = statement.deeds
    counted = page.mentioned[verb.last]
    if counted and {"counter", "work"} <= counted.names:
        return counted  # "Tăng số buổi huấn luyện"
    start = after_counters(statement, verb.last)
    if page.has(start, "nominal"):
        start += 2  # "Tăng cường công tác tuyên truyền"
    work = page.nearest(range(start, min(start + _NEAR, clause.last)), "work")
    if work is None and statement.language == "vi" and "vague_change" in verb.names:
        # "Tăng cường kiểm tra kho", but "Đẩy mạnh truyền thông" is a mere wish.
        work = page.nearest((start,), "do")
        goes_on = work is not None and (page.kinds[work.last] == "word" or page.forms[work.last] == ",")
        return work if work and goes_on and "endless" not in work.names else None
    return work if work and work.names.isdisjoint(("thing", "lead_in", "nominal")) else None


def _verb(statement: Reading, clause: Clause) -> Mention | None:
    """The verb of doing that a sentence starts with, or that follows who is to do it."""
    page = statement.deeds
    opening = page.mentioned[clause.begin]
    if opening is None:
        return unknown_verb(statement, clause.begin) or _commanded(statement, clause)
    if "commands" in opening.names and page.has(opening.last, "person", "place", "guard_first"):
        return page.nearest(range(opening.last, clause.last), "do")  # "Yêu cầu các phòng rà soát …"
    if page.forms[opening.last] == "to" and page.has(opening.last + 1, "do"):
        return page.mentioned[opening.last + 1]  # "Each coach to run a session"
    may_be_verb = not opening.names.isdisjoint(DOING) and _has_an_object(statement, opening)
    ahead = range(opening.last, opening.last + _NEAR)
    gives_work = "give" in opening.names and page.nearest(ahead, "work", "effort", "artefact", "advice")
    if "do" in opening.names or may_be_verb or gives_work or _puts(statement, opening, clause):
        return opening
    return _commanded(statement, clause)


def _has_an_object(statement: Reading, verb: Mention) -> bool:
    """Whether what may be a verb of doing has an object, or says how often: "Turn patients hourly"."""
    page, after = statement.deeds, verb.last
    if page.has(after, "specific", "article", "each"):
        return True
    often = next((page.index(frame.span[0]) for frame in statement.times if frame.kind == "frequency"), 0)
    if page.kinds[after] != "word" or page.has(after, "common", "links", "leads"):
        return often == after  # "Tweet 5 times a day"
    if not page.names[after] and page.text[page.starts[after] : page.ends[after]].istitle():
        # "Swap Jenkins for Drone"
        return page.forms[after].isalpha() and not page.has(after + 1, *_NOUNS)
    others = [at for at in range(after, often) if page.has(at, "measure", "result", "yields")]
    return often > after and all(page.has(at, "outsider", "person") for at in others)


def _puts(statement: Reading, verb: Mention, clause: Clause) -> bool:
    """Whether a verb asks to put something somewhere: "Get the fire plans onto the intranet"."""
    page = statement.deeds
    if page.forms[verb.first] not in _PUTS or aims(statement):
        return False
    ahead = range(verb.last, clause.last)
    goes = any(page.forms[at] in ("onto", "into") for at in ahead)
    return goes and page.nearest(ahead, "thing", "artefact", "work", "effort") is not None


def _commanded(statement: Reading, clause: Clause) -> Mention | None:
    """The verb of doing after "will", "must" or "phải", or in Vietnamese after who does it."""
    page = statement.deeds
    modal = page.nearest(range(clause.first, min(clause.begin + _SUBJECT, clause.last)), "modal")
    if modal:
        # "Pharmacists must each do 5 reviews"
        at = modal.last + page.has(modal.last, "each", "lead_in")
        if page.has(at, "do", "labour"):
            return page.mentioned[at]
    if statement.language != "vi":
        return None
    if page.has(clause.begin, "endless", "together"):
        return page.nearest(range(clause.begin, clause.last), "do")  # "Phối hợp với … kiểm tra"
    # "Phòng Hành chính rà soát quy chế"
    doing = page.nearest(range(clause.begin, min(clause.begin + _NEAR + 1, clause.last)), "do")
    is_told_who = doing is not None and page.has(clause.first, "person", "place")
    return doing if doing and is_told_who and not any(page.names[clause.begin : doing.first]) else None


def _is_task(statement: Reading, verb: Mention, thing: Mention | None) -> bool:
    """Whether a verb of doing asks for work, rather than being a noun, or standing for a result."""
    page = statement.deeds
    has_object = verb.last - verb.first > 2 or ("together" in verb.names and not statement.vague)
    after = _after_verbs(statement, verb)
    # "Hold 1:1s"
    is_sign = page.kinds[after] != "word" and page.forms[after] not in _QUOTES and not page.has(after, "work")
    if is_sign or page.has(after, "at_least", "at_most"):
        has_object = has_object or _says_how_often(statement, verb)
        return has_object or page.has(verb.first - 1, "nominal")
    if (
        "weak" in verb.names
        and statement.language == "vi"
        and page.nearest(range(after, page.size), "fulfil")
    ):
        return False  # "Xây dựng chi bộ đạt trong sạch vững mạnh"
    if _is_noun(statement, verb, after) or (
        "fulfil" in verb.names and page.nearest(range(verb.last, verb.last + _NEAR), "quota")
    ):
        return False
    is_weak = "weak" in verb.names and (
        statement.language == "en" or bool(statement.common.nearest(range(page.size), "soft"))
    )
    is_light = after == verb.last and (is_weak or not verb.names.isdisjoint(("light", "endless")))
    if is_light and statement.vague:
        if thing is not None and page.has(verb.last, "article"):
            return True  # "Establish a structured onboarding process"
        return "endless" in verb.names and thing is not None and "work" in thing.names
    return has_object or thing is not None or not (is_light or statement.vague)


def _says_how_often(statement: Reading, verb: Mention) -> bool:
    """Whether nothing but a frequency follows a verb: "Post 5 times a week"."""
    start = statement.deeds.starts[verb.last] if verb.last < statement.deeds.size else None
    is_work = not verb.names.isdisjoint(("work", "contact"))
    return is_work and any(frame.kind == "frequency" and frame.span[0] == start for frame in statement.times)


def _after_verbs(statement: Reading, verb: Mention) -> int:
    """The index after verbs that share an object: "Write, print and mail | the report"."""
    page, verbs = statement.deeds, ("do", "deliver", "labour", "light", "nominal")
    at = verb.last
    while page.has(at, "joins", *verbs) or (page.forms[at] in (",", "/") and page.has(at + 1, *verbs)):
        at += 1
    return at


def _is_noun(statement: Reading, verb: Mention, after: int) -> bool:
    """Whether what may be a verb is a noun or a participle: "Review time", "Identified in the chart"."""
    page = statement.deeds
    if statement.language != "en":
        return False
    may_be_noun = not verb.names.isdisjoint(("work", "thing", "measure", "contact", "labour", "light"))
    may_be_noun = may_be_noun and "no_noun" not in verb.names
    nowhere = _NOT_AN_OBJECT if may_be_noun else _NOT_AN_OBJECT - _PLACES
    if page.forms[after] in nowhere and "endless" not in verb.names and verb.last - verb.first == 1:
        return True
    if page.forms[verb.first].endswith("ed") and page.has(verb.last, "links"):
        return True
    # "Processing cost", "Training effectiveness score"
    reach = 2 if page.forms[verb.first].endswith("ing") else 1
    return may_be_noun and page.nearest(range(verb.last, verb.last + reach), "measure") is not None

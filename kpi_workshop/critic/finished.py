"""Things of which a statement says no more than that they are there: "There is a policy", "Manual ready"."""

from __future__ import annotations

import re

from kpi_workshop.critic.aims import aims
from kpi_workshop.critic.deeds import PASSIVE, noun_at
from kpi_workshop.reading import Reading
from kpi_workshop.reading.lexicon import Mention
from kpi_workshop.reading.model import Clause
from kpi_workshop.reading.scan import Scan

_LONGEST_THING = 10
"""In words: how long the name of a thing to be made may be ("Client for the booking API")."""
_MADE = frozenset({"artefact", "project"})
"""Lists of what there is only by work, so that to name it is to ask for work."""
_PAPERS = frozenset({"artefact", "document", "project"})
"""Lists of what is written or programmed. Of the second, a bare name may also be that of a metric."""
_ABOUT = frozenset(
    {"with", "about", "that", "which", "between", "via", "from", "into", "onto", "off", "using"}
)
"""Words with which the name of such a thing goes on: "Dashboard with all open risks"."""
_EDITIONS = frozenset(
    {"v", "mvp", "poc", "beta", "alpha", "draft", "pilot", "edition", "version", "phase", "release"}
)
"""Words that follow a thing's name to say which of it: "Sales playbook, second edition"."""
_VERSION = re.compile(r"v?\d")
_ADJECTIVES = frozenset(
    {"daily", "weekly", "fortnightly", "biweekly", "monthly", "bimonthly", "quarterly", "yearly", "annual"}
    | {"nightly", "hourly", "termly", "regular"}
)
"""Words that say how often, where they stand before what comes so often."""
_TIMES = frozenset({"once", "twice", "thrice", "times"})
_PARTICIPLE = ("ed", "wn", "en", "ept", "aid")
_ALWAYS = frozenset({"always", "each", "every"})


def finished(statement: Reading, clause: Clause) -> Mention | None:
    """What names the thing of which a clause says that it is to be there, or what says so."""
    return (
        _there(statement, clause)
        or _ready(statement, clause)
        or _artefact(statement, clause)
        or _regular(statement, clause)
        or _done(statement, clause)
        or _done_so_often(statement, clause)
    )


def _there(statement: Reading, clause: Clause) -> Mention | None:
    """The thing that there is to be: "There is a policy for …", "We have a content plan"."""
    page = statement.deeds
    opening = page.mentioned[clause.begin]
    if opening is None or "exists" not in opening.names or aims(statement):
        return None
    at = opening.last
    while page.has(at, "article", "done"):
        at += 1
    is_one = at > opening.last or statement.language == "vi" or page.forms[at - 1] == "are"
    noun = noun_at(statement, at) if is_one else None
    return noun if noun and not noun.names.isdisjoint(_PAPERS) else None


def _ready(statement: Reading, clause: Clause) -> Mention | None:
    """The thing that is to be ready: "Visitor guide ready by May", "A career framework exists"."""
    page = statement.deeds
    noun = noun_at(statement, clause.begin)
    if noun is None or noun.names.isdisjoint(_PAPERS) or not page.mentions_any("ready"):
        return None
    return noun if page.nearest(range(noun.last, clause.end), "ready") else None


def _artefact(statement: Reading, clause: Clause) -> Mention | None:
    """The thing to be made, where a statement only names it."""
    page = statement.deeds
    counted = [page.index(amount.span[0]) for amount in aims(statement)]
    if (
        any(not _says_of_what(page, at) for at in counted)
        or page.size > 2 * _LONGEST_THING
        or not 1 < page.kinds.count("word") <= _LONGEST_THING
    ):
        return None
    noun = noun_at(statement, clause.begin)
    if (noun is None or noun.names.isdisjoint(_MADE)) and page.forms[clause.begin - 1] == ":":
        noun = noun_at(statement, clause.first)  # "Proof of concept: filters at the edge"
    said = page.nearest(range(clause.begin, clause.last), "state", "done", "up", "down")
    if not noun or noun.names.isdisjoint(_MADE) or said:
        return None
    behind = page.forms[noun.last]
    goes_on = page.has(noun.last, "scope") or behind in _ABOUT or behind.endswith("ing")
    is_edition = behind in _EDITIONS or _VERSION.match(behind) is not None
    ends = noun.last >= clause.last or page.kinds[noun.last] == "sign" or goes_on or is_edition
    return noun if ends else None


def _regular(statement: Reading, clause: Clause) -> Mention | None:
    """What is to be written or held again and again: "Comms: weekly CEO note"."""
    page = statement.deeds
    often = next((frame for frame in statement.times if frame.kind == "frequency"), None)
    first = page.index(often.span[0]) if often else clause.last
    if first + 1 >= clause.last or page.forms[first] not in _ADJECTIVES or aims(statement):
        return None
    is_first = first in (clause.first, clause.begin) or page.forms[first - 1] in (":", "-")
    noun = noun_at(statement, first + 1) if is_first else None
    if noun is None or noun.names.isdisjoint(("thing", "work", *_PAPERS)):
        return None
    return noun if noun.last >= clause.last or page.has(noun.last, "scope", "links") else None


def _says_of_what(page: Scan, at: int) -> bool:
    """Whether a number says what a thing is about or for: "Teardown of the three rivals"."""
    while page.has(at - 1, "specific", "article"):
        at -= 1
    return page.has(at - 1, "scope", "links")


def _done(statement: Reading, clause: Clause) -> Mention | None:
    """What says that some work is done: "Data room complete", "Hồ sơ vay nộp ngân hàng"."""
    page = statement.deeds
    if statement.metric:
        return None
    opening = page.mentioned[clause.begin]
    is_said_first = opening and (statement.language == "vi" or opening.last - opening.first > 1)
    if opening and "done" in opening.names and is_said_first:
        is_thing = "makes" in opening.names and page.kinds[opening.last] == "word"
        is_thing = is_thing and not page.has(opening.last, "measure", "result", "person")
        # "Viết xong tài liệu"
        return opening if is_thing or page.has(opening.last, "artefact", "thing") else None
    done = page.nearest(range(clause.begin + 1, clause.end), "done", "tended", "sent_out")
    done = done or _held(statement, clause)
    if done is not None and "done" not in done.names and not _is_paper(statement, clause):
        return None
    if done is None or page.kinds[done.first - 1] != "word" or _is_kept_up(page, clause, done):
        return None
    if "rebuilt" in done.names and not page.nearest(range(clause.begin, done.first), "artefact"):
        return None  # "Street lamps replaced" is there for all to see.
    is_adjective = page.has(done.first - 1, "specific") and page.kinds[done.last] == "word"
    return None if is_adjective else done


def _held(statement: Reading, clause: Clause) -> Mention | None:
    """What says that work takes place: "Assessments will be given once a month"."""
    page = statement.deeds
    noun = noun_at(statement, clause.begin)
    if noun is None or noun.names.isdisjoint(("work", "effort")):
        return None
    if not page.has(noun.last, "modal") and page.forms[noun.last] not in PASSIVE:
        return None
    held = page.nearest(range(noun.last, clause.end), "held")
    return held if held and "ready" not in held.names else None


def _done_so_often(statement: Reading, clause: Clause) -> Mention | None:
    """What is done over and over: "Fridges defrosted twice a month", "Filters changed 4 times a year"."""
    page = statement.deeds
    for frame in statement.times:
        at = page.index(frame.span[0]) - 1
        if frame.kind != "frequency" or _TIMES.isdisjoint(page.forms[at + 1 : at + 3]):
            continue
        if not clause.begin < at < clause.end or not page.forms[at].endswith(_PARTICIPLE):
            continue
        if page.has(at, "do", "tended", "upkept", "labour", "makes", "held", "rebuilt") or not page.names[at]:
            return page.mentioned[at] or Mention(frozenset({"done"}), 0.0, at, at + 1)
    return None


def _is_paper(statement: Reading, clause: Clause) -> bool:
    """Whether a clause starts with the name of work, or of what is written or programmed: "Rules issued"."""
    noun = noun_at(statement, clause.begin)
    return noun is not None and not noun.names.isdisjoint(_PAPERS | {"work", "effort"})


def _is_kept_up(page: Scan, clause: Clause, done: Mention) -> bool:
    """Whether it says how something always goes: "Each parcel delivered on the promised day"."""
    return any(
        page.forms[at] in _ALWAYS and not page.has(at + 1, "calendar", "clock")
        for at in range(clause.first, done.first)
    )

"""Whether what two clauses ask for could be met without each other."""

from __future__ import annotations

import dataclasses
import itertools
from typing import Literal

from kpi_workshop.reading.model import Joint
from kpi_workshop.reading.scan import Scan

Shape = Literal["verb", "level", "state"]
"""Whether a clause asks to do something, names a level to reach, or says how things will be."""

SOFT = frozenset({"and", "comma"})
CHANGING = frozenset({"up", "down", "vague_change"})
WORKING = ("do", "contact", "labour")
_LIST = 3
"""How many goals make a list, in which each counts."""
_PREDICATES = frozenset({"modal", "state", "done", "attain", "up", "down"})
_WITH = frozenset({"with", "với", "kèm"})
_NO_THINGS = ("links", "leads", "clock", "calendar", "scale", "unit", "money", "instant", "hour", "person")
"""Lists of what may stand behind a number that doesn't count things."""
_PERSONS = frozenset({"person", "outsider"})


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """A clause that asks for something."""

    joint: Joint
    begin: int
    end: int
    shape: Shape
    is_measured: bool
    is_change: bool
    """Whether its verb asks for more, less or better."""
    is_commanded: bool
    """Whether somebody must or will do it."""
    is_shift: bool
    """Whether it says to which level, or by how much, something moves: "by 5%", "to 40"."""
    is_limit: bool
    """Whether it only says what a level is to stay below or above."""
    is_ceiling: bool
    """Whether all its levels are ones to stay below."""
    is_bare: bool
    """Whether its verb may as well be a noun: it counts beside another verb only."""
    is_weak: bool
    """Whether it may as well be a guard rail for another goal, or a wish: it counts in longer lists only."""
    names: frozenset[str]
    """The lists of all its phrases."""
    units: frozenset[str]
    """Those of its amounts."""
    words: frozenset[str]
    """Those that say of what."""
    nouns: frozenset[str]
    """What is measured or made, as far as the lexicon knows."""
    makes: frozenset[str]
    """The words for a thing of its own that it makes or sees to: "Repaint the lobby"."""


def belongs(page: Scan, goal: Goal, before: Goal) -> bool:
    """Whether a clause only goes on with the one before it: "Double capacity, from 20 to 40"."""
    if goal.joint == "stop":
        return _is_for_others(page, goal, before) or _is_of_body(goal, before)
    if goal.shape == "level" and goal.names.isdisjoint(("done", "state")):
        known = before.nouns if before.shape == "level" or "multiple" in before.names else frozenset[str]()
        # "Punctuality of 92% and fare evasion under 3%"
        contrary = goal.joint == "and" and goal.is_ceiling and before.is_measured and not before.is_ceiling
        alike = (goal.units == before.units and not contrary) or "multiple" in before.names
        elsewhere = before.shape == "level" and page.has(goal.begin, "links") and goal.units == before.units
        if elsewhere or (alike and goal.nouns <= known and not _is_new(page, goal, before)):
            return True  # "24 h in town, 48 h elsewhere", "90%, and for new members 95%"
    shares = any(test(page, goal, before) for test in (_shares_verb, _shares_subject, _shares_detail))
    if goal.joint not in SOFT or shares:
        return shares and goal.joint in SOFT
    if goal.shape == "level":
        again = page.has(goal.begin, "trend") and page.kinds[goal.begin + 1] != "word"
        # "Lift morale, sick days below 4" says how one knows; "lift morale, and sick days below 4" is apart.
        adds = goal.joint == "and" or page.has(before.end, "joins") or page.has(before.end + 1, "joins")
        adds = adds and not goal.is_shift and bool(goal.nouns - before.nouns)
        leads_on = (before.is_change and not adds) or (
            goal.joint == "and" and before.shape == "verb" and not before.is_change and not goal.is_shift
        )
        return again or (leads_on and not before.is_measured)
    if before.shape != "level" or goal.shape != "verb" or goal.is_measured or goal.is_change:
        return False
    # "90% of members register and complete the course"; but "500 orders a day, open a branch"
    apart = page.has(goal.begin, "deliver", "attain") or (
        goal.makes and page.has(goal.begin, "makes") and "follows_up" not in goal.names
    )
    return goal.joint == "and" or not apart


def _is_new(page: Scan, goal: Goal, before: Goal) -> bool:
    """Whether a level is that of another thing: "Two new product lines, five new export markets"."""
    if goal.words <= before.words or before.shape != "level":
        return False
    # "Complaints down to 20, puppy walkers up from 60 to 80"
    moves = (
        goal.is_shift and page.kinds[goal.begin] == "word" and not page.has(goal.begin, "trend", "up", "down")
    )
    return moves or (_counts_things(page, goal.begin) and _counts_things(page, before.begin))


def _counts_things(page: Scan, at: int) -> bool:
    """Whether a number of things stands at a token: "4,000 smart meters", but not "30% of …", "10 in May"."""
    if page.kinds[at] != "number" and not page.has(at, "number"):
        return False
    is_word = page.kinds[at + 1] == "word" and len(page.forms[at + 1]) > 2
    return is_word and not page.has(at + 1, *_NO_THINGS)


def _is_for_others(page: Scan, goal: Goal, before: Goal) -> bool:
    """Whether a level is the one before for somebody else: "Tier A reps sell 100; tier B reps sell 60"."""
    again = page.forms[goal.begin] == page.forms[before.begin] and not page.has(
        goal.begin, "measure", "result"
    )
    return again and goal.shape == before.shape == "level" and goal.units == before.units


def _shares_verb(page: Scan, goal: Goal, before: Goal) -> bool:
    """Whether a number is one more object of the verb before: "Hold 3 calls and 1 meeting"."""
    does = before.shape == "verb" or before.is_commanded
    counts = goal.units == before.units == {"count"} and not goal.is_limit
    is_bare = goal.joint == "and" or page.kinds[goal.begin] == "number"
    return goal.shape == "level" and does and counts and is_bare and not before.is_change


def _shares_subject(page: Scan, goal: Goal, before: Goal) -> bool:
    """Whether a clause says what those do whom the one before only names: "9 clerks and cooks will …"."""
    if goal.joint == "and" and before.shape != "verb" and _is_done_too(page, goal.begin):
        return True
    if goal.joint != "and" or before.shape != "level" or not before.names.isdisjoint(_PREDICATES):
        return False
    is_person = page.has(goal.begin, "person", "outsider") and not before.names.isdisjoint(_PERSONS)
    # "85% of patients and relatives rate the food 8 or more"
    says_of_both = goal.shape == "state" or (goal.shape == "level" and not page.has(goal.begin, "measure"))
    return "modal" in goal.names or (says_of_both and is_person)


def _is_done_too(page: Scan, at: int) -> bool:
    """Whether a participle says what is done besides: "Champions appointed and trained in 9 of 11 squads"."""
    after = page.kinds[at + 1] != "word" or page.has(at + 1, "links", "particle")
    return after and page.forms[at].endswith("ed") and page.mentioned[at] is not None


def _is_of_body(goal: Goal, before: Goal) -> bool:
    """Whether a clause says how many join a body: "Launch the advisory board, 12 members confirmed"."""
    founds = before.shape == "verb" and "body" in before.names
    return founds and goal.shape != "verb" and "joined" in goal.names


def _shares_detail(page: Scan, goal: Goal, before: Goal) -> bool:
    """Whether a clause says what comes with a thing: "… with invoices matched and stock updated"."""
    if goal.joint == "comma" and _is_of_body(goal, before):
        return True
    # "Finish the wall, a total of 240 m"
    sized = page.has(goal.begin, "sized") and goal.joint == "comma" and goal.shape != "verb"
    if sized and before.shape == "verb" and not before.is_change:
        return True
    with_it = not _WITH.isdisjoint(page.forms[before.begin : before.end])
    return with_it and goal.joint == "and" and goal.shape == "state"


def separate(page: Scan, found: list[Goal]) -> list[Goal]:
    """The goals among the clauses; none if they are steps to the same thing."""
    if len(found) > 1 and found[1].joint == "stop" and found[0].is_change and not found[0].is_measured:
        found = found[1:]  # "Increase productivity. Ship 20% more": a heading and its detail.
    if any(goal.is_bare for goal in found) and sum(goal.shape == "verb" for goal in found) < 2:
        found = [goal for goal in found if not goal.is_bare]
    if len(found) < _LIST:
        # A date may stand before the first: "By May, returns below 2% and …".
        first = found[:1] if found and found[0].shape == "level" else []
        found = first + [goal for goal in found[len(first) :] if not goal.is_weak]
    if all(goal.joint in ("", *SOFT) and _only_works(page, goal) for goal in found):
        # "Analyse the request, prepare an estimate and submit the bid"
        pairs = itertools.pairwise(found)
        return found if len(found) > 1 and all(_make_apart(page, *pair) for pair in pairs) else []
    if len(found) == 2 and found[1].joint != "stop" and not _are_apart(page, *found):
        return []
    return found


def _only_works(page: Scan, goal: Goal) -> bool:
    """Whether a goal asks for a step of work that nothing comes of yet."""
    wins = page.has(goal.begin, "attain", "deliver", *CHANGING) or "thing" in goal.names
    return goal.shape == "verb" and not goal.is_measured and page.has(goal.begin, *WORKING) and not wins


def _make_apart(page: Scan, first: Goal, second: Goal) -> bool:
    """Whether each makes a thing of its own: "Repaint the lobby and write the handbook"."""
    if not first.makes or not second.makes or first.makes & second.makes:
        return False
    return all(page.names[at].isdisjoint(("follows_up",)) for at in range(second.begin, second.end))


def _are_steps(page: Scan, first: Goal, second: Goal) -> bool:
    """Whether the first of two goals is work that leads to the other, or both are one round of work."""
    does = page.has(first.begin, *WORKING)
    works = does and not page.has(first.begin, "attain") and not first.names.isdisjoint(("work", "contact"))
    helps = page.has(first.begin, *WORKING, "endless") and not page.has(first.begin, "deliver")
    leads = works or (helps and second.joint == "and" and not first.is_measured)
    opens = first.is_measured and second.makes and not second.is_measured and "yields" not in second.names
    if leads and not opens and not second.names.isdisjoint(("yields", "attain")):
        return True  # "Call 80 members and win 10 back", but not "… and open a night clinic"
    if first.makes and "follows_up" in second.names:
        return True  # "Design a leaflet and print 500 copies"
    if page.has(first.begin, "contact") and page.has(second.begin, "contact"):
        return True  # "Call 20 members, visit 5"
    # "Interview 15 members and write up the findings"
    both = does and page.has(second.begin, *WORKING)
    return both and first.shape == second.shape == "verb" and not second.is_measured


def _are_apart(page: Scan, first: Goal, second: Goal) -> bool:
    """Whether either of two goals in one sentence could be met without the other."""
    if _make_apart(page, first, second):
        return True
    if _are_steps(page, first, second):
        return False
    if first.shape == second.shape == "verb":
        moves = all(
            page.has(goal.begin, "up", "down") and not page.has(goal.begin, "vague_change")
            for goal in (first, second)
        )
        wins = any(
            page.has(goal.begin, "attain") and not page.has(goal.begin, "do") for goal in (first, second)
        )
        wishes = second.joint == "and" and first.is_change and second.is_change
        return moves or wins or wishes or first.is_measured or second.is_measured
    # "Arrears under 3% and 200 new savers" are of different kinds.
    contrary = second.is_ceiling and not first.is_ceiling
    adds = second.joint == "and" or page.has(first.end, "joins") or page.has(first.end + 1, "joins")
    is_alike = not adds or (second.units == first.units and not contrary)
    if _is_new(page, second, first) or (second.units != first.units and _are_parallel(page, first, second)):
        is_alike = False
    says_again = is_alike and second.nouns <= first.nouns and second.names.isdisjoint(("done", "state"))
    if second.shape == "level" and second.joint in SOFT and says_again:
        return False  # "walk findings fixed in a week, 8 of 10"
    does_either = "work" in first.names or "work" in second.names
    if first.shape == second.shape == "level" and second.joint == "and" and does_either:
        return not (first.names | second.names).isdisjoint(("result", "measure"))
    return any(
        "work" not in goal.names or not goal.names.isdisjoint(("result", "measure"))
        for goal in (first, second)
    )


def _ends_in_things(page: Scan, goal: Goal) -> bool:
    """Whether a subject is followed by how many things or people there are to be: "… đủ 300 em"."""
    if goal.units != {"count"} or goal.is_limit or page.kinds[goal.begin] != "word":
        return False
    numbers = (at for at in range(goal.begin, goal.end - 1) if page.kinds[at] == "number")
    return any(page.kinds[at + 1] == "word" and not page.has(at + 1, *_NO_THINGS) for at in numbers)


def _are_parallel(page: Scan, first: Goal, second: Goal) -> bool:
    """Whether the second of two levels has a subject of its own, and is put in the same way."""
    own = len(second.words - first.words)
    # "20 new mentors, 70% of pupils with a grade 5"
    counts = all(page.kinds[goal.begin] == "number" for goal in (first, second))
    # "Attendance to rise to 95%, exclusions to fall to 10"
    # "Học sinh đỗ lớp 10 từ 72%, lớp bán trú đủ 300 em"
    counts = counts or (page.kinds[first.begin] == "word" and _ends_in_things(page, second))
    return (counts and own > 1) or (first.is_shift and second.is_shift and own > 0)

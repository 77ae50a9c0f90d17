"""Which parts of a statement ask for something each: "Open the site, and hire a controller"."""

from __future__ import annotations

import bisect
import dataclasses
from collections.abc import Sequence
from typing import Literal, NamedTuple

from kpi_workshop.reading.clauses import ASKING
from kpi_workshop.reading.model import Amount, Clause, Joint
from kpi_workshop.reading.scan import Scan
from kpi_workshop.reading.tokens import Span

_Shape = Literal["verb", "level", "state"]
"""Whether a clause asks to do something, names a level to reach, or says how things will be."""

_LIST = 3
"""How many goals make a list, in which each counts."""
_SOFT = frozenset({"and", "comma"})
_CHANGING = frozenset({"up", "down", "vague_change"})
_WORKING = ("do", "contact", "labour")
_ASIDES = ("penalty", "reward", "watching")
"""Lists of what is gained, lost or watched, which makes a clause say something about the goal before it."""
_NOUNS = frozenset({"measure", "result", "work", "thing"})
_EMPTY = frozenset(
    {"percent", "points", "money", "instant", "clock", "hour", "calendar", "scale", "number", "unit"}
    | {"every", "per", "each", "article", "at_least", "at_most", "or_more", "or_less", "more", "trend"}
    | {"to", "to_level", "from", "by", "filler", "common", "now", "earlier", "versus", "between", "links"}
    | {"joins", "apart", "average", "up", "down", "vague_change", "multiple", "specific", "lead_in", "back"}
    | {"counter", "scope"}
)
"""Lists whose words say how much or when, and never of what."""
_IS = frozenset({"is", "are"})
_PREDICATES = frozenset({"modal", "state", "done", "attain", "up", "down"})
_PERSONS = frozenset({"person", "outsider"})
_SURE_VERBS = frozenset({"attain", "deliver", "up", "down"})
_PREPOSITIONS = frozenset({"to", "for", "with", "on"})
_OR = frozenset({"or", "hoặc", "hay"})
_AFTER_A_STATE = frozenset({"", "to", "by", "in", "at", "for", "from", "before", "on", "up", "out"})


class Text(NamedTuple):
    """What is known of a statement before its goals are."""

    page: Scan
    """Its words for what is done and what comes of it."""
    stakes: Scan
    in_time: Sequence[bool]
    """For each token, whether it says when."""
    head_last: bool
    """Whether its language puts the main noun of a group last."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _Goal:
    """A clause that asks for something."""

    joint: Joint
    begin: int
    end: int
    shape: _Shape
    is_measured: bool
    is_change: bool
    """Whether its verb asks for more, less or better."""
    is_commanded: bool
    """Whether somebody must or will do it."""
    is_limit: bool
    """Whether it only says what a level is to stay below or above."""
    is_weak: bool
    """Whether it may as well be a guard rail for another goal, or a wish: it counts in longer lists only."""
    names: frozenset[str]
    """The lists of all its phrases."""
    units: frozenset[str]
    """Those of its amounts."""
    nouns: frozenset[str]
    """What is measured or made, as far as the lexicon knows."""


def goals(text: Text, parts: Sequence[Clause], amounts: Sequence[Amount]) -> tuple[Span, ...]:
    """Where the goals of a statement stand that could each be met without the others.

    A guard rail ("while complaints stay below 2%"), a means and a reward belong to the goal they go with.
    """
    targets = [amount for amount in amounts if amount.role == "target"]
    names_a_metric = bool(parts) and not targets and text.page.has(parts[0].begin, "counter")
    if len(parts) < 2 or names_a_metric or _is_split(targets):
        return ()
    page = text.page
    firsts = [clause.first for clause in parts]
    own: list[list[Amount]] = [[] for _ in parts]
    for amount in targets:
        own[bisect.bisect_right(firsts, page.index(amount.span[0])) - 1].append(amount)
    found: list[_Goal] = []
    aside = False
    for clause, levels in zip(parts, own, strict=True):
        # What follows "by hiring …," or "to help …," in the same sentence belongs to it.
        aside = (aside and clause.joint != "stop") or _is_aside(text, clause)
        if not aside and clause.begin < clause.end:
            within = [amount for amount in levels if clause.begin <= page.index(amount.span[0]) < clause.end]
            goal = _goal(text, clause, within)
            if goal and not (found and _belongs(page, goal, found[-1])):
                found.append(goal)
        aside = aside or clause.end < clause.last
    return tuple(page.span(goal.begin, goal.end) for goal in _separate(page, found))


def _is_split(targets: Sequence[Amount]) -> bool:
    """Whether the numbers are the shares of one whole: "good 70%, fair 25%, poor 5%"."""
    shares = [amount.value for amount in targets if amount.unit == "percent"]
    return len(shares) > 2 and 99 < sum(shares) < 101


def _is_aside(text: Text, clause: Clause) -> bool:
    """Whether a clause only adds something to the goal before it: a guard rail, a reward, a helper."""
    page, tokens = text.page, range(clause.begin, clause.end)
    names = frozenset[str]().union(*page.names[clause.begin : clause.end])
    if not names.isdisjoint(("pays", "helpers")):
        return True
    if text.stakes.mentions_any(*_ASIDES) and any(text.stakes.has(at, *_ASIDES) for at in tokens):
        return True
    if not clause.joint:
        return False
    within = ("guard", "back") if clause.joint in _SOFT else ("back",)
    return not names.isdisjoint(within) or page.has(clause.begin, "guard_first")


def _goal(text: Text, clause: Clause, own: Sequence[Amount]) -> _Goal | None:
    """What a clause asks for, if it asks for something of its own."""
    page, tokens = text.page, range(clause.begin, clause.end)
    is_soft = clause.joint in _SOFT
    is_participle = _is_gerund(page, clause.begin) and page.forms[clause.begin + 1] not in _IS
    if is_soft and is_participle and not page.has(clause.begin, *_NOUNS):
        return None  # "representing a cut of 10%"
    names = frozenset[str]().union(*page.names[clause.begin : clause.end])
    shape = _shape(text, clause, own, "multiple" in names)
    # "2 meetings / tours of the site"
    is_alternative = page.forms[clause.first - 1] == "/" and not own
    if shape is None or is_alternative:
        return None
    is_limit = bool(own) and all(
        amount.comparison in ("at most", "at least") and not amount.is_change for amount in own
    )
    return _Goal(
        joint=clause.joint,
        begin=clause.begin,
        end=clause.end,
        shape=shape,
        is_measured=bool(own) or "multiple" in names,
        is_change=shape == "verb" and page.has(clause.begin, *_CHANGING),
        # "…, returns no worse than 2%" guards what was asked for before.
        is_commanded=page.mentions_any("modal", "must")
        and any(page.has(at, "modal", "must") for at in range(clause.first, clause.end)),
        is_limit=is_limit,
        is_weak=is_soft and shape != "verb" and (is_limit or page.has(clause.begin, "more")),
        names=names,
        units=frozenset(amount.unit for amount in own),
        nouns=frozenset(
            page.forms[at] for at in tokens if page.has(at, *_NOUNS) and not page.has(at, "quota")
        ),
    )


def _shape(text: Text, clause: Clause, own: Sequence[Amount], multiplies: bool) -> _Shape | None:
    page = text.page
    if _is_verb(text, clause, clause.begin) or _is_commanded(text, clause):
        return "verb"
    if (own or multiplies) and not page.has(clause.begin, "from") and not _is_today(text, clause, own):
        # "… and readmissions within 30 days"
        is_qualifier = clause.joint == "and" and all(amount.unit == "duration" for amount in own)
        names_what = any(_says_what(text, at) for at in range(clause.begin, clause.end))
        return "level" if names_what and (multiplies or not is_qualifier) else None
    return "state" if _has_state(text, clause) or page.has(clause.begin, "more") else None


def _is_today(text: Text, clause: Clause, own: Sequence[Amount]) -> bool:
    """Whether a clause says how things stand rather than how they shall be."""
    if any(amount.is_change for amount in own):
        return False
    return any(text.page.has(at, "now") and not text.in_time[at] for at in range(clause.begin, clause.end))


def _is_commanded(text: Text, clause: Clause) -> bool:
    """Whether somebody is to do something: "The board will hold two retreats"."""
    modal = None if clause.joint else text.page.nearest(range(clause.begin, clause.end), "modal")
    return modal is not None and _is_verb(text, clause, modal.last)


def _is_verb(text: Text, clause: Clause, begin: int) -> bool:
    """Whether a verb that asks for something stands at a token, with an object of its own."""
    page = text.page
    opening = page.mentioned[begin]
    if not opening or opening.names.isdisjoint(ASKING | {"labour"}):
        return False
    form, after = page.forms[begin], opening.last
    inflected = form.endswith("ed") or (form.endswith("s") and not form.endswith("ss"))
    # "Somali and Polish" are names.
    is_name = clause.joint in _SOFT and page.text[page.starts[begin]].isupper()
    has_object = any(_is_object(text, at) for at in range(after, clause.end))
    if inflected or is_name or not has_object or _is_gerund(page, begin) or _is_noun(page, begin, after):
        return False
    may_be_noun = opening.names.isdisjoint(ASKING) or (
        text.head_last and not opening.names.isdisjoint(_NOUNS | {"describes"})
    )
    # "Keep development and test costs below 20%"
    may_be_noun = may_be_noun or (
        text.head_last
        and clause.joint == "and"
        and page.has(begin, *_WORKING)
        and _ends_in_level(page, after)
    )
    return not may_be_noun or page.kinds[after] == "number" or page.has(after, "article", "specific", "each")


def _is_noun(page: Scan, begin: int, after: int) -> bool:
    """Whether what looks like a verb is one of two nouns, or a noun with "of": "review of the calendar"."""
    of = after if after == begin + 1 else after - 1
    may_be = page.has(begin, *_WORKING, "labour") and page.names[begin].isdisjoint(_SURE_VERBS)
    leads_on = may_be and page.forms[after] in _PREPOSITIONS
    return page.forms[after] in _OR or leads_on or (of == begin + 1 and page.forms[of] == "of")


def _ends_in_level(page: Scan, at: int) -> bool:
    """Whether the level of something measured follows: "… environment costs below 20%"."""
    measured = page.nearest(range(at, at + _LIST), "measure")
    return measured is not None and page.nearest(range(at, at + 2 * _LIST), "at_most", "at_least") is not None


def _is_gerund(page: Scan, at: int) -> bool:
    """Whether a word is one such as "hiring", and not "bring"."""
    return len(page.forms[at]) > 5 and page.forms[at].endswith("ing")


def _is_object(text: Text, at: int) -> bool:
    """Whether something can be done to what a word names, rather than that it is one more verb."""
    page = text.page
    is_noun = page.names[at].isdisjoint(ASKING) or page.has(at, *_NOUNS)
    return (is_noun or page.has(at - 1, "article", "specific")) and _says_what(text, at)


def _says_what(text: Text, at: int) -> bool:
    """Whether a word names a thing, rather than saying how much or when."""
    page = text.page
    if page.kinds[at] != "word" or text.in_time[at] or len(page.forms[at]) < 2:
        return False
    return not page.names[at] <= _EMPTY if page.names[at] else len(page.forms[at]) > 2


def _has_state(text: Text, clause: Clause) -> bool:
    """ "Toilets installed", "the licence through", "quy trình được ban hành"."""
    page, end = text.page, clause.end
    opening = page.mentioned[clause.begin]
    if opening and "done" in opening.names:
        follows = opening.last < end and page.kinds[opening.last] == "word" and not text.in_time[opening.last]
        may_describe = clause.joint in _SOFT and "describes" in opening.names
        return follows and not may_describe and not page.forms[clause.begin].endswith("ed")
    for at in range(opening.last if opening else clause.begin + 1, end):
        if page.forms[at - 1] == "-" or page.has(at - 2, "per"):
            continue  # "audit-ready", "energy per unit produced"
        if page.has(at, "done", "state"):
            return True
        closes = at + 1 == end or text.in_time[at + 1] or page.forms[at + 1] in _AFTER_A_STATE
        if closes and page.forms[at].endswith("ed") and page.has(at, "do", "deliver", "labour"):
            return True
    return False


def _belongs(page: Scan, goal: _Goal, before: _Goal) -> bool:
    """Whether a clause only goes on with the one before it: "Double capacity, from 20 to 40"."""
    if goal.joint == "stop":
        return _is_for_others(page, goal, before)
    if goal.shape == "level" and goal.names.isdisjoint(("done", "state")):
        known = before.nouns if before.shape == "level" or "multiple" in before.names else frozenset[str]()
        alike = goal.units == before.units or "multiple" in before.names
        if alike and goal.nouns <= known:
            return True  # "24 h in town, 48 h elsewhere"
    shares = _shares_verb(page, goal, before) or _shares_subject(page, goal, before)
    if goal.joint not in _SOFT or shares:
        return shares and goal.joint in _SOFT
    if goal.shape == "level":
        again = page.has(goal.begin, "trend") and page.kinds[goal.begin + 1] != "word"
        leads_on = before.is_change or (goal.joint == "and" and before.shape == "verb")
        return again or (leads_on and not before.is_measured)
    if before.shape != "level" or goal.shape != "verb" or goal.is_measured or goal.is_change:
        return False
    # "90% of members register and complete the course"; but "500 orders a day, open a branch"
    return goal.joint == "and" or not page.has(goal.begin, "deliver", "attain")


def _is_for_others(page: Scan, goal: _Goal, before: _Goal) -> bool:
    """Whether a level is the one before for somebody else: "Tier A reps sell 100; tier B reps sell 60"."""
    again = page.forms[goal.begin] == page.forms[before.begin] and not page.has(
        goal.begin, "measure", "result"
    )
    return again and goal.shape == before.shape == "level" and goal.units == before.units


def _shares_verb(page: Scan, goal: _Goal, before: _Goal) -> bool:
    """Whether a number is one more object of the verb before: "Hold 3 calls and 1 meeting"."""
    does = before.shape == "verb" or before.is_commanded
    counts = goal.units == before.units == {"count"} and not goal.is_limit
    is_bare = goal.joint == "and" or page.kinds[goal.begin] == "number"
    return goal.shape == "level" and does and counts and is_bare and not before.is_change


def _shares_subject(page: Scan, goal: _Goal, before: _Goal) -> bool:
    """Whether a clause says what those do whom the one before only names: "9 clerks and cooks will …"."""
    if goal.joint != "and" or before.shape != "level" or not before.names.isdisjoint(_PREDICATES):
        return False
    is_person = page.has(goal.begin, "person", "outsider") and not before.names.isdisjoint(_PERSONS)
    return "modal" in goal.names or (goal.shape == "state" and is_person)


def _separate(page: Scan, found: list[_Goal]) -> list[_Goal]:
    """The goals among the clauses; none if they are steps to the same thing."""
    if len(found) > 1 and found[1].joint == "stop" and found[0].is_change and not found[0].is_measured:
        found = found[1:]  # "Increase productivity. Ship 20% more": a heading and its detail.
    if len(found) < _LIST:
        found = found[:1] + [goal for goal in found[1:] if not goal.is_weak]
    if all(goal.joint in ("", *_SOFT) and _only_works(page, goal) for goal in found):
        return []  # "Analyse the request, prepare an estimate and submit the bid"
    if len(found) == 2 and found[1].joint != "stop" and not _are_apart(page, *found):
        return []
    return found


def _only_works(page: Scan, goal: _Goal) -> bool:
    """Whether a goal asks for a step of work that nothing comes of yet."""
    wins = page.has(goal.begin, "attain", "deliver", *_CHANGING) or "thing" in goal.names
    return goal.shape == "verb" and not goal.is_measured and page.has(goal.begin, *_WORKING) and not wins


def _are_steps(page: Scan, first: _Goal, second: _Goal) -> bool:
    """Whether the first of two goals is work that leads to the other, or both are one round of work."""
    does = page.has(first.begin, *_WORKING)
    works = does and not first.names.isdisjoint(("work", "contact"))
    helps = page.has(first.begin, *_WORKING, "endless") and not page.has(first.begin, "deliver")
    leads = works or (helps and second.joint == "and" and not first.is_measured)
    if leads and not second.names.isdisjoint(("yields", "attain")):
        return True  # "Call 80 members and win 10 back"
    if page.has(first.begin, "contact") and page.has(second.begin, "contact"):
        return True  # "Call 20 members, visit 5"
    # "Interview 15 members and write up the findings"
    both = does and page.has(second.begin, *_WORKING)
    return both and first.shape == second.shape == "verb" and not second.is_measured


def _are_apart(page: Scan, first: _Goal, second: _Goal) -> bool:
    """Whether either of two goals in one sentence could be met without the other."""
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
        return moves or wins or first.is_measured or second.is_measured
    says_again = second.nouns <= first.nouns and second.names.isdisjoint(("done", "state"))
    if second.shape == "level" and second.joint in _SOFT and says_again:
        return False  # "walk findings fixed in a week, 8 of 10"
    does_either = "work" in first.names or "work" in second.names
    if first.shape == second.shape == "level" and second.joint == "and" and does_either:
        return not (first.names | second.names).isdisjoint(("result", "measure"))
    return any(
        "work" not in goal.names or not goal.names.isdisjoint(("result", "measure"))
        for goal in (first, second)
    )

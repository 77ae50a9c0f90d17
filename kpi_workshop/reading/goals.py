"""Which parts of a statement ask for something each: "Open the site, and hire a controller"."""

from __future__ import annotations

import bisect
from collections.abc import Sequence

from kpi_workshop.reading.asides import (
    Text,
    is_aside,
    is_basis,
    is_duty,
    is_for_whom,
    is_interposed,
    is_lapse,
    is_per_extra,
    is_too_often,
    leads_up,
    purpose,
    tells,
)
from kpi_workshop.reading.commands import (
    NOUNS,
    is_added,
    is_bare_command,
    is_commanded,
    is_gerund,
    is_verb,
    says_what,
)
from kpi_workshop.reading.model import Amount, Clause
from kpi_workshop.reading.scan import Scan
from kpi_workshop.reading.separate import CHANGING, SOFT, Goal, Shape, belongs, separate
from kpi_workshop.reading.tokens import Span

_SHORTEST_PARTICIPLE = 5
"""In letters: "freed", but not "seed"."""
_NEAR = 3
"""In tokens: how far into a clause may stand that it is the goal."""
_IS = frozenset({"is", "are"})
_WHILE = frozenset({"while", "whilst"})
_HOW_SOON = frozenset({"within", "in", "for", "of", "after", "every", "a", "the", "first", "trong", "sau"})
_NAMED = frozenset({":", "is", "of", "="})
_ARRIVED = frozenset({"in", "out", "through"})
_AFTER_A_STATE = frozenset({"", "to", "by", "in", "at", "for", "from", "before", "on", "up", "out"})


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
    found = _asked_for(text, parts, own)
    # "Two things this term: …" leaves no doubt that they are apart.
    apart = found if page.mentions_any("counted_off") else separate(page, found)
    return tuple(page.span(goal.begin, goal.end) for goal in apart)


def _asked_for(text: Text, parts: Sequence[Clause], own: Sequence[Sequence[Amount]]) -> list[Goal]:
    """What the clauses ask for, each with its own amounts. One that only goes on with another is left out."""
    found: list[Goal] = []
    page, aside, counted = text.page, False, text.page.mentions_any("counted_off")
    told, purposes = _situation(text, parts), purpose(page, parts)
    for at in range(told, len(parts)):
        clause, levels = parts[at], own[at]
        if 0 < at < purposes:
            aside = True
            continue
        if _is_beside(text, parts, at):
            continue
        # What follows "by hiring …," or "to help …," in the same sentence belongs to it.
        aside = (aside and clause.joint != "stop") or is_aside(text, clause)
        guards = aside and (page.has(clause.begin, "guard_first") or (bool(levels) and _is_limit(levels)))
        if not aside and clause.begin < clause.end:
            within = [amount for amount in levels if clause.begin <= page.index(amount.span[0]) < clause.end]
            goal = _goal(text, clause, within)
            if goal and _is_told_apart(page, clause):
                found.clear()
            if goal and (counted or not (found and belongs(page, goal, found[-1]))):
                found.append(goal)
        # After "…, keep the queue under 4 minutes" the list goes on.
        aside = (aside and not guards) or clause.end < clause.last or at + 1 == purposes
    return found


def _is_beside(text: Text, parts: Sequence[Clause], at: int) -> bool:
    """Whether a clause asks for nothing: it counts off, says for whom, under what law, or what is a miss."""
    page, clause = text.page, parts[at]
    if page.has(clause.first, "counted_off", "no_ifs") or is_for_whom(page, clause) or leads_up(page, clause):
        return True
    if is_basis(text, clause) or is_interposed(page, parts, at) or is_per_extra(page, clause):
        return True
    follows = parts[at + 1] if at + 1 < len(parts) else None
    if follows is not None and follows.joint == "and" and is_too_often(page, clause):
        return True
    costs = follows is not None and follows.joint in SOFT and is_lapse(page, clause)
    return is_duty(page, clause) or bool(costs and follows and is_aside(text, follows))


def _situation(text: Text, parts: Sequence[Clause]) -> int:
    """How many clauses at the start only tell how things are: "We run 12 clinics and a van. …"."""
    if not tells(text, parts[0]) and not is_duty(text.page, parts[0]):
        return 0
    stops = (at for at, clause in enumerate(parts) if clause.joint == "stop" and at)
    return next(stops, 0)


def _is_told_apart(page: Scan, clause: Clause) -> bool:
    """Whether a clause says that it is the goal, and what stands before it is not: "our target is 98%"."""
    if clause.joint != "stop":
        return False
    opening = range(clause.first, min(clause.first + 2 * _NEAR, clause.last))
    if page.nearest(opening, "the_goal") is not None:
        return True
    target = page.mentioned[clause.first]
    if target is None or "quota" not in target.names:
        return False
    if page.kinds[target.last] == "number":
        # "…; target 60 jobs a day", but not "Goal 1: …; goal 2: …"
        return page.forms[target.last + 1] != ":"
    return any(page.forms[at] in _NAMED for at in opening[: _NEAR + 1])


def _is_split(targets: Sequence[Amount]) -> bool:
    """Whether the numbers are the shares of one whole: "good 70%, fair 25%, poor 5%"."""
    shares = [amount.value for amount in targets if amount.unit == "percent"]
    return len(shares) > 2 and 99 < sum(shares) < 101


def _goal(text: Text, clause: Clause, own: Sequence[Amount]) -> Goal | None:
    """What a clause asks for, if it asks for something of its own."""
    page, tokens = text.page, range(clause.begin, clause.end)
    if clause.joint in SOFT and _is_participle(page, clause.begin) and not is_added(page, clause):
        return None
    names = frozenset[str]().union(*page.names[clause.begin : clause.end])
    # "2 meetings / tours of the site"; and "while improving quality" is rather a guard rail.
    if not own and (page.forms[clause.first - 1] == "/" or page.forms[clause.first - 1] in _WHILE):
        return None
    shape = _shape(text, clause, own, "multiple" in names)
    is_bare = shape is None and not own and is_bare_command(text, clause)
    shape = "verb" if is_bare else shape
    if shape is None and page.mentions_any("counted_off") and sum(says_what(text, at) for at in tokens) > 1:
        shape = "state"
    if shape is None:
        return None
    return _described(text, clause, own, shape, is_bare=is_bare)


def _described(text: Text, clause: Clause, own: Sequence[Amount], shape: Shape, *, is_bare: bool) -> Goal:
    """What is known of the goal that a clause asks for."""
    page, tokens = text.page, range(clause.begin, clause.end)
    names = frozenset[str]().union(*page.names[clause.begin : clause.end])
    is_limit = bool(own) and _is_limit(own)
    # "…, returns below 2%" may guard what was asked for before.
    is_guard = shape == "level" and is_limit and clause.joint == "comma"
    return Goal(
        joint=clause.joint,
        begin=clause.begin,
        end=clause.end,
        shape=shape,
        is_measured=bool(own) or "multiple" in names,
        is_change=shape == "verb" and page.has(clause.begin, *CHANGING),
        is_commanded=page.mentions_any("modal", "must")
        and any(page.has(at, "modal", "must") for at in range(clause.first, clause.end)),
        is_shift=any(amount.is_change or _is_led_to(page, amount) for amount in own),
        is_limit=is_limit,
        is_weak=_is_wish(page, clause) if shape == "state" else is_guard,
        is_bare=is_bare,
        names=names,
        units=frozenset(amount.unit for amount in own),
        words=frozenset(page.forms[at] for at in tokens if says_what(text, at)),
        nouns=frozenset(
            page.forms[at] for at in tokens if page.has(at, *NOUNS) and not page.has(at, "quota")
        ),
        is_ceiling=bool(own) and all(amount.comparison == "at most" for amount in own),
        makes=_made(text, clause) if shape == "verb" else frozenset(),
    )


def _is_limit(levels: Sequence[Amount]) -> bool:
    return all(level.comparison in ("at most", "at least") and not level.is_change for level in levels)


def _is_participle(page: Scan, at: int) -> bool:
    """Whether a clause begins like "representing a cut of 10%", and not like "marketing cost 10% lower"."""
    if not is_gerund(page, at) or page.forms[at + 1] in _IS or page.has(at, *NOUNS):
        return False
    return page.mentioned[at] is not None or not page.has(at + 1, "measure")


def _made(text: Text, clause: Clause) -> frozenset[str]:
    """The words for what a clause makes or sees to, if that is a thing of its own and not a round of work."""
    page, opening = text.page, text.page.mentioned[clause.begin]
    if opening is not None and opening.names.isdisjoint(("makes",)):
        return frozenset()
    after = opening.last if opening else clause.begin + 1
    words = range(after, clause.end)
    return frozenset(page.forms[at] for at in words if says_what(text, at) and not page.has(at, "specific"))


def _shape(text: Text, clause: Clause, own: Sequence[Amount], multiplies: bool) -> Shape | None:
    page = text.page
    if is_verb(text, clause, clause.begin) or is_commanded(text, clause):
        return "verb"
    # "From 62% to 75% attendance" is a goal where nothing stands before it.
    leads_to = not clause.joint and any(
        page.has(at, "to", "to_level") for at in range(clause.begin, clause.end)
    )
    is_detail = page.has(clause.begin, "from") and not leads_to
    if (own or multiplies) and not is_detail and not _is_today(text, clause, own):
        # "… and readmissions within 30 days"
        is_qualifier = clause.joint == "and" and all(_is_how_soon(page, amount) for amount in own)
        until = next((at for at in range(clause.begin, clause.end) if page.forms[at] == "("), clause.end)
        names_what = any(says_what(text, at) for at in range(clause.begin, until))
        return "level" if names_what and (multiplies or not is_qualifier) else None
    is_more = page.has(clause.begin, "more") and any(
        says_what(text, at) for at in range(clause.begin + 1, clause.end)
    )
    # What is never to be is a goal at first, and a guard rail later: "…, without ever missing a train".
    forbids = text.forbidden is not None and not clause.joint and clause.first <= text.forbidden < clause.end
    return "state" if is_more or forbids or _has_state(text, clause) or _is_praised(text, clause) else None


def _is_led_to(page: Scan, amount: Amount) -> bool:
    """Whether a number is the level to which something is to move: "to 40"."""
    return page.has(page.index(amount.span[0]) - 1, "to", "to_level")


def _is_how_soon(page: Scan, amount: Amount) -> bool:
    """Whether a duration says how soon or for how long, rather than how much: "within 30 days"."""
    return amount.unit == "duration" and page.forms[page.index(amount.span[0]) - 1] in _HOW_SOON


def _is_wish(page: Scan, clause: Clause) -> bool:
    """Whether a clause without a number only says how good things are to be: "…, loyal guests"."""
    tokens = range(clause.begin, clause.end)
    rises = page.has(clause.begin, "more") or page.nearest(tokens, "risen") is not None
    return clause.joint == "comma" if rises else page.nearest(tokens, "praise") is not None


def _is_praised(text: Text, clause: Clause) -> bool:
    """Whether a clause says how good something is to be: "loyal customers", "nhân sự gắn bó"."""
    page = text.page
    if not page.mentions_any("praise", "risen"):
        return False
    tokens = range(clause.first, clause.end)
    is_named = any(
        says_what(text, at) and not page.has(at, "praise", "risen") and not text.in_time[at] for at in tokens
    )
    first = page.nearest(tokens, "praise", "risen")
    # In "Shelves tidy, attractive" the second has no noun of its own.
    return first is not None and is_named and (text.head_last or first.first > clause.first)


def _is_today(text: Text, clause: Clause, own: Sequence[Amount]) -> bool:
    """Whether a clause says how things stand rather than how they shall be."""
    if any(amount.is_change for amount in own):
        return False
    return any(text.page.has(at, "now") and not text.in_time[at] for at in range(clause.begin, clause.end))


def _has_state(text: Text, clause: Clause) -> bool:
    """ "Toilets installed", "the licence through", "quy trình được ban hành"."""
    page, end = text.page, clause.end
    opening = page.mentioned[clause.begin]
    if clause.begin > clause.first and _closes_as_done(text, clause.begin, end):
        return True  # "All ward managers [appraised]": whom it is about has been passed.
    if opening and "done" in opening.names:
        follows = opening.last < end and page.kinds[opening.last] == "word" and not text.in_time[opening.last]
        may_describe = clause.joint in SOFT and "describes" in opening.names
        return follows and not may_describe and not page.forms[clause.begin].endswith("ed")
    if opening and "state" in opening.names:
        leads = not text.head_last and opening.last < end
        if leads or page.has(clause.begin - 1, "article"):
            return True  # "được cấp lại giấy phép", "a signed contract"
    for at in range(opening.last if opening else clause.begin + 1, end):
        if page.forms[at - 1] == "-" or page.has(at - 2, "per") or page.has(at - 1, "undone"):
            continue  # "audit-ready", "energy per unit produced", "isn't renewed"
        if page.has(at, "done", "state") or _arrives(text, at, end):
            return True
        if _closes_as_done(text, at, end):
            return True
    return False


def _arrives(text: Text, at: int, end: int) -> bool:
    """Whether a clause ends in a word for what has come about: "4,000 meters in", "the back room out"."""
    return at + 1 == end and text.page.forms[at] in _ARRIVED and not text.in_time[at]


def _closes_as_done(text: Text, at: int, end: int) -> bool:
    """Whether a clause ends in what is done: by a verb that is known, or by one after what it is done to."""
    page, form = text.page, text.page.forms[at]
    closes = at + 1 == end or text.in_time[at + 1] or page.forms[at + 1] in _AFTER_A_STATE
    if not closes or not form.endswith("ed"):
        return False
    follows = page.mentioned[at] is None and page.has(at - 1, *NOUNS, "person")
    return page.has(at, "do", "deliver", "labour", "makes") or (follows and len(form) > _SHORTEST_PARTICIPLE)

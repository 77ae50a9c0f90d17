"""Whether a statement asks for more or less of something, by how much, and how that is to be reached."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from kpi_workshop.reading.amounts import is_asked_for
from kpi_workshop.reading.language import Language
from kpi_workshop.reading.lexicon import Mention
from kpi_workshop.reading.model import Amount, Change, Direction, Unit
from kpi_workshop.reading.scan import Scan
from kpi_workshop.reading.signs import ARROWS, LONG_DASHES, PART_ENDS, SENTENCE_ENDS
from kpi_workshop.reading.tokens import Span

_VERBS = frozenset({"up", "down", "multiple", "move", "change_noun", "comparative"})
_PARTICLES = ("upward", "downward")
_IN_WORDS = frozenset({"-", "–", "/", "&", "'", "’", "%", "#"})
_COUNTS = frozenset({"%", "#"})
_TO_BE = frozenset({"to", "will", "should", "must", "shall"})
_AFTER_A_NOUN = (
    "link",
    "versus",
    "from",
    "to",
    "to_level",
    "by",
    "now",
    "already",
    "earlier",
    "at_least",
    "at_most",
    "then",
    "else",
)
_AIM_REACH = 5
"""In tokens: how far a word such as "work" may stand from what it is for: "work with owners to cut waste"."""
_OBJECT_REACH = 12
"""In tokens: how far a level may stand from the verb: "get the linen cost of both hotels down to 11"."""


def read_change(
    figures: Scan, page: Scan, amounts: Sequence[Amount], in_time: Sequence[bool], language: Language
) -> Change | None:
    """The change that a statement asks for, if it does.

    `figures` and `page` are the same text, marked with the words for figures, and with those for what
    is asked for.
    """
    aside = _asides(figures)
    inside = [amount for amount in amounts if not aside[figures.index(amount.span[0])]]
    step = next((amount for amount in inside if amount.is_change), None)
    base = next((amount for amount in inside if amount.role == "baseline"), None)
    if step and not step.value:
        if not base:
            return None  # "A 0% increase"
        step = None
    goal = _goal(inside, base)
    verbs = [verb for verb in _verbs(figures, in_time) if not aside[verb.first]]
    levels = {figures.index(amount.span[0]): amount.unit for amount in inside if amount.role == "target"}
    verb = next((verb for verb in verbs if _has_figure(figures, verb, step, levels)), None)
    conditions = _conditions(figures)
    wanted = verb or next(
        (
            verb
            for verb in verbs
            if not conditions[verb.first]
            # "A shorter queue: at most 6 minutes" asks for the level.
            and not (goal and "comparative" in verb.names)
            and _asks(figures, page, verb.first, in_time)
            and _is_measured(figures, page, verb, in_time, language)
        ),
        None,
    )
    if wanted:
        span = figures.span(wanted.first, wanted.last)
    elif step:
        span = step.span
    elif base and goal:
        span = (base.span[0], goal.span[1]) if base.span < goal.span else goal.span
    else:
        return None
    multiple = max((verb.value - 1 for verb in verbs if "multiple" in verb.names), key=abs, default=0.0)
    relative = _relative(abs(multiple), *_step_and_goal(figures, step, base, goal))
    figured = [each for each in verbs if _has_figure(figures, each, step, levels)]
    also = _also(figures, page, inside, figured, in_time)
    return Change(direction=_direction(wanted, base, goal), span=span, relative=relative, also=also)


def _also(
    figures: Scan, page: Scan, amounts: Sequence[Amount], verbs: Sequence[Mention], in_time: Sequence[bool]
) -> Span | None:
    """A further change without a level of today: "Cut waste from 9% to 7% and raise yield by 2 points"."""
    places = [(figures.index(amount.span[0]), amount.role) for amount in amounts]
    last_base = max((at for at, role in places if role == "baseline"), default=figures.size)
    reached = next((at for at, role in places if at > last_base and role == "target"), figures.size)
    for verb in verbs:
        joined = figures.forms[verb.first - 1] in (";", ".", ",") or figures.has(verb.first - 1, "and")
        asks = not verb.names.isdisjoint(("up", "down")) and not figures.forms[verb.first].endswith("ing")
        if verb.first > reached and joined and asks and _asks(figures, page, verb.first, in_time):
            return figures.span(verb.first, verb.last)
    return None


def _goal(amounts: Sequence[Amount], base: Amount | None) -> Amount | None:
    """The level to reach: of what the level of today is of, if that is said."""
    levels = [amount for amount in amounts if amount.role == "target" and not amount.is_change]
    same = [amount for amount in levels if base and amount.unit == base.unit]
    if not base or not same:
        return next(iter(levels), None)
    # "Write 8 posts a month so that leads go from 120 to 150": the one that stands nearest.
    return min(same, key=lambda amount: abs(amount.span[0] - base.span[0]))


def _verbs(figures: Scan, in_time: Sequence[bool]) -> list[Mention]:
    """The words for changes, without those that are nouns ("18 drops a shift", "the lift") or denied."""
    return [
        mention
        for mention in figures.in_order(*_VERBS, *_PARTICLES)
        if (not mention.names.isdisjoint(_VERBS) or _is_particle(figures, mention))
        and "ignore" not in mention.names
        and not in_time[mention.first]
        and ("multiple" in mention.names or is_asked_for(figures, mention.first, in_time))
        and not figures.has(mention.first - 2, "relative")  # "reps whose sales decline"
    ]


def _is_particle(figures: Scan, mention: Mention) -> bool:
    """ "Leakage down 10%", "Grade 4 up by 6 points"."""
    leads = not mention.names.isdisjoint(_PARTICLES) and "to_level" not in mention.names
    return leads and (
        figures.kinds[mention.last] == "number" or figures.has(mention.last, "by", "number", "fraction")
    )


def _asides(figures: Scan) -> list[bool]:
    """For each token, whether it speaks of a condition, or of what people get or lose."""
    found = [False] * figures.size
    scored = _end_of_scoring(figures)
    inverted = figures.forms[0] == "should"  # "Should churn exceed 4%, …"
    if not scored and not inverted and not figures.mentions_any("if", "then", "else", "paid"):
        return found
    depends = inverted or figures.mentions_any("if", "then", "else")
    follows, paid, asked = inverted, False, False
    for at in range(figures.size):
        form = figures.forms[at]
        if form in SENTENCE_ENDS:
            follows = paid = asked = False
        elif form in PART_ENDS or form in ARROWS or form == ":":
            paid = asked = False
        follows = follows or figures.has(at, "if", "then", "else") or at < scored
        # "Cut overtime pay by 5%" is about what the company pays.
        asked = asked or figures.has(at, "up", "down", "move")
        paid = paid or (figures.has(at, "paid") and not asked)
        found[at] = follows or paid
    return _reaching_back(figures, found) if depends else found


def _conditions(figures: Scan) -> list[bool]:
    """For each token, whether "thì" follows in its part: "Ai giảm được chi phí thì được thưởng"."""
    found = [False] * figures.size
    if not figures.mentions_any("then"):
        return found
    follows = False
    for at in range(figures.size - 1, -1, -1):
        is_end = figures.forms[at] in PART_ENDS or figures.forms[at] in LONG_DASHES
        follows = (follows and not is_end) or figures.has(at, "then")
        found[at] = follows
    return found


def _end_of_scoring(figures: Scan) -> int:
    """The index of the arrow of "costs down 1% → +1 point", which only says how points are given, or 0."""
    if not figures.mentions_any("points"):
        return 0
    scored = (
        at
        for at in range(1, figures.size)
        if figures.forms[at] in ARROWS
        and figures.forms[at + 1] in ("+", "-", "−")
        and figures.has(at + 3, "points")
    )
    return next(scored, 0)


def _reaching_back(figures: Scan, found: list[bool]) -> list[bool]:
    """The same, with the words before what people get in a clause: "giảm 500K từ khoản thưởng"."""
    paid = False
    for at in range(figures.size - 1, -1, -1):
        is_end = figures.forms[at] in PART_ENDS or figures.forms[at] in ARROWS or figures.has(at, "else")
        paid = paid and not is_end  # "Double sales or lose the bonus"
        paid = paid or figures.has(at, "paid")
        found[at] = found[at] or paid
    return found


def _has_figure(figures: Scan, verb: Mention, step: Amount | None, levels: Mapping[int, Unit]) -> bool:
    """Whether a number says by how much, or to which level, the change goes.

    `levels` are the units of the levels to reach, by their first tokens.
    """
    if "multiple" in verb.names:
        return True
    if not verb.names.isdisjoint(("up", "down", "change_noun")) and step:
        return True
    level = _level_after(figures, verb)
    if level is None:
        return False
    if any(figures.has(at, "blank") for at in range(level, level + 2)):
        return True
    spread = "spread" in verb.names  # "Expand to 2 regions" counts them.
    return any(at in levels and not (spread and levels[at] == "count") for at in range(level, level + 4))


def _level_after(figures: Scan, verb: Mention) -> int | None:
    """The index after "to" or "down to" in the verb's clause; what it changes stands between, or is known."""
    if "to_level" in verb.names:
        return verb.last
    moved = "move" in verb.names
    directed = not moved
    first = verb.last + ("driving" in verb.names)  # "Push the share to 80%", and not "push to 100%".
    for at in range(first, min(first + _OBJECT_REACH, figures.size)):
        if figures.forms[at] in SENTENCE_ENDS or (figures.forms[at] == ":" and "comparative" in verb.names):
            return None
        directed = directed or figures.has(at, "upward", "downward", "from")
        if directed and (
            (figures.has(at, "to_level") and (not moved or figures.has(at, "upward", "downward")))
            or figures.has(at, "to", "at_most", "so_that")
        ):
            return at + 1
    return None


def _is_measured(
    figures: Scan, page: Scan, verb: Mention, in_time: Sequence[bool], language: Language
) -> bool:
    """Whether a verb without a figure is about something that is counted."""
    if "move" in verb.names and not any(
        figures.has(at, "upward", "downward") for at in range(verb.last, verb.last + 5)
    ):
        return False
    if "comparative" in verb.names and page.has(verb.last, "vague"):
        return False  # "Be more proactive with our accounts" asks for no more of them.
    more = "comparative" in verb.names and not figures.has(verb.first - 1, "obtain")
    # "A reduction in pressure ulcers" counts them, whatever they are.
    more = more or ("change_noun" in verb.names and figures.forms[verb.last - 1] == "in")
    return any(
        page.has(noun, "measure", "how_many")
        or page.forms[noun] in _COUNTS
        or (_is_abbreviation(page, noun) and not page.has(verb.first, "vague_change"))
        or (more and _is_plural(page, noun, language))
        for noun in _objects(figures, page, verb, in_time, language)
        if not page.has(noun, "soft", "diffuse")
    )


def _is_abbreviation(page: Scan, noun: int) -> bool:
    """Whether a word is the short name of a metric, as those of no list mostly are: "Increase DAU"."""
    name = page.text[slice(*page.span(noun, noun + 1))]
    return len(name) > 1 and name.isupper() and not page.names[noun] and not page.text.isupper()


def _is_plural(page: Scan, noun: int, language: Language) -> bool:
    """Whether a word stands for things that can be counted: "more parents"."""
    if not language.head_last:
        return page.has(noun, "person", "place", "case", "result")
    return page.forms[noun].endswith("s") or page.has(noun, "person")


def _objects(
    figures: Scan, page: Scan, verb: Mention, in_time: Sequence[bool], language: Language
) -> Iterator[int]:
    """The main words of what a verb is to change: after it, or before it in "Reagent waste: reduce"."""
    noun = _noun(figures, page, verb.last, in_time, language)
    if noun is not None:
        yield noun
    # "Energy use in the depots | should be cut"
    passive = _is_passive(figures, verb.first)
    label = verb.first - (2 if passive else 1)
    if passive or page.forms[label] in (":", "–", "-"):
        for at in range(label - 1, max(-1, label - 1 - _OBJECT_REACH), -1):
            if page.has(at, "measure", "how_many"):
                yield at
                return


def _noun(figures: Scan, page: Scan, at: int, in_time: Sequence[bool], language: Language) -> int | None:
    """The index of the main word of what stands at a token: "laundry cost", "chi phí giặt là"."""
    noun = None
    for word in range(at, min(at + _OBJECT_REACH, page.size)):
        if page.forms[word] in _COUNTS and page.forms[word + 1] == "of":
            return word  # "Increase # of users"
        if page.kinds[word] != "word" and page.forms[word] in _IN_WORDS and _joins(page, word):
            continue
        if page.kinds[word] != "word" or figures.has(word, *_AFTER_A_NOUN):
            break
        # "Grow sales steadily next year"
        if noun is not None and (in_time[word] or page.forms[word].endswith("ly")):
            break
        measures = page.has(word, "measure", "how_many")
        if measures or not page.has(word, "determiner", "filler"):
            noun = word
            if not language.head_last or page.has(word, "how_many"):
                break
    return noun


def _joins(page: Scan, at: int) -> bool:
    """Whether a sign joins words to one name, rather than setting apart what follows: "costs – bonus"."""
    return page.forms[at] not in ("-", "–") or page.touches(at - 1) or page.touches(at)


def _asks(figures: Scan, page: Scan, at: int, in_time: Sequence[bool]) -> bool:
    """Whether the verb at a token begins a clause, rather than saying how or what for: "by improving"."""
    before = at - 1
    while before >= 0 and in_time[before]:
        before -= 1
    if (
        before < 0
        or figures.kinds[before] == "sign"
        or (before < at - 1 and figures.kinds[before] == "number")
    ):
        return True
    if figures.has(at, "change_noun") and not figures.has(at, "up", "down"):
        return figures.has(before - figures.has(before, "article"), "obtain")
    if figures.forms[before] == "to":
        if all(in_time[word] for word in range(max(0, before - _OBJECT_REACH), before)):
            return not _is_followed_by_deed(page, at)
        return any(figures.has(word, "aim") for word in range(max(0, before - _AIM_REACH), before))
    if _is_passive(figures, at) or (figures.has(at, "comparative") and figures.has(before, "obtain")):
        return True
    joined = figures.has(before, "subject", "person", "place") or figures.forms[before].endswith("ly")
    lead = range(max(0, before - _AIM_REACH), before + 1)
    # The "to" of "from 25 to 31" leads to a level.
    leads_on = any(
        figures.has(word, "purpose", "relative") and figures.kinds[word + 1] != "number" for word in lead
    )
    return (joined or before < at - 1) and not leads_on


def _is_passive(figures: Scan, at: int) -> bool:
    """Whether a verb says what is to be done to what stands before: "Costs are to be cut"."""
    return figures.forms[at - 1] == "be" and figures.forms[at - 2] in _TO_BE


def _is_followed_by_deed(page: Scan, at: int) -> bool:
    """Whether a clause of purpose comes first: "To cut costs, review the contracts"."""
    ahead = range(at, min(at + _OBJECT_REACH, page.size))
    return any(page.forms[word] == "," and page.has(word + 1, "do", "deliver") for word in ahead)


def _direction(verb: Mention | None, base: Amount | None, goal: Amount | None) -> Direction:
    if verb and not verb.names.isdisjoint(("down", "downward", "lesser")):
        return "down"
    if not verb and base and goal and goal.value < base.value:
        return "down"
    return "up"


def _step_and_goal(
    figures: Scan, step: Amount | None, base: Amount | None, goal: Amount | None
) -> tuple[Amount | None, Amount | None, Amount | None]:
    """The same, with a level as a step if it counts what is more or less: "10 pairs fewer"."""
    if step or not base or not goal or goal.comparison in ("at most", "at least"):
        return step, base, goal
    last = figures.index(goal.span[1])
    after = (last, last + 1) if figures.kinds[last] == "word" else (last,)
    is_step = any(figures.has(at, "comparative") for at in after)
    return (goal, base, None) if is_step else (step, base, goal)


def _relative(multiple: float, step: Amount | None, base: Amount | None, goal: Amount | None) -> float | None:
    """The largest of the changes that it asks for; `multiple` is 1 for doubling, or else 0."""
    found = [multiple] if multiple else []
    relative = _relative_to(base, goal)
    if relative is not None:
        found.append(relative)
    if step and step.unit == "percent":
        found.append((step.high or step.value) / 100)
    elif step and step.unit == "times":
        found.append(abs(step.value - 1))
    elif relative is None and step and base and base.value and base.unit == step.unit:
        found.append(step.value / base.value)
    # A number with hundreds of digits says nothing about a change.
    return max(filter(math.isfinite, found), default=None)


def _relative_to(base: Amount | None, goal: Amount | None) -> float | None:
    if not base or not goal or not base.value:
        return None
    comparable = base.unit == goal.unit or {base.unit, goal.unit} <= {"count", "money", "duration"}
    return abs(goal.value - base.value) / base.value if comparable else None

"""What would show that a statement was reached: a number, a judgement, both, or a thing done."""

from __future__ import annotations

from typing import Literal

from kpi_workshop.critic.aims import aims
from kpi_workshop.critic.open_ended import is_open_ended, is_ranked
from kpi_workshop.critic.rules.vague_wording import RULE as _VAGUE
from kpi_workshop.reading import Reading, Span

Kind = Literal["quantitative", "qualitative", "mixed", "deliverable"]


def kind_of(statement: Reading) -> Kind:
    """The kind of a statement that was read already."""
    if _is_measured(statement):
        both = _has_more_than_numbers(statement) or _is_judged_as_well(statement)
        return "mixed" if both else "quantitative"
    if _is_conduct(statement):
        return "qualitative"
    if statement.absolute or is_ranked(statement) or statement.ends.mentions_any("open_target"):
        return "quantitative"
    if statement.is_deliverable and not is_open_ended(statement):
        return "quantitative" if _is_watched_over(statement) else "deliverable"
    return "quantitative" if _is_counted(statement) else _kind_without_count(statement)


def _kind_without_count(statement: Reading) -> Kind:
    if _is_judged(statement):
        return "qualitative"
    if _has_a_number(statement):
        return "quantitative"
    goes_on = "endless" in statement.opening
    return "qualitative" if goes_on or _is_obeyed(statement) else "deliverable"


def _is_measured(statement: Reading) -> bool:
    """Whether success is read off a level or an amount of change."""
    if statement.ends.mentions_any("multiple") or _aims(statement):
        return True
    return any(amount.role == "means" and amount.comparison for amount in statement.amounts)


def _aims(statement: Reading) -> bool:
    """Whether a number is to be reached; what one gets for a thing made doesn't measure it."""
    return bool(aims(statement) if "do" in statement.opening else statement.targets)


def _is_watched_over(statement: Reading) -> bool:
    """Whether what is asked for is to look at a measure: "Monitor lift faults", "Theo dõi chi phí"."""
    page = statement.deeds
    clause = statement.clauses[0] if statement.clauses else None
    verb = page.nearest(range(clause.first, clause.end), "observes") if clause else None
    return verb is not None and page.nearest(range(verb.last, page.size), "measure", "result") is not None


def _is_counted(statement: Reading) -> bool:
    """Whether it names no level, and yet what is to be counted."""
    counted = statement.metric or statement.change or statement.kept or statement.ends.mentions_any("reached")
    return bool(counted) and not any(True for _ in _VAGUE.check(statement))


def _is_judged(statement: Reading) -> bool:
    """Whether somebody is to say if it was good."""
    return bool(statement.wish or statement.criterion) or any(True for _ in _VAGUE.check(statement))


def _is_obeyed(statement: Reading) -> bool:
    """Whether people are to do as they are told, and nothing is left over from it to look at."""
    obeys = statement.is_rule or statement.stakes.mentions_any("watching")
    return obeys and not statement.ends.mentions_any("filing")


def _is_conduct(statement: Reading) -> bool:
    """Whether English asks people how to behave, at all times: "In your seat by eight every single day"."""
    watched = statement.language == "en" and statement.stakes.mentions_any("watching")
    counts = bool(statement.metric or statement.amounts)
    return watched and not (counts or statement.is_rule or "do" in statement.opening)


def _has_a_number(statement: Reading) -> bool:
    """Whether it has a number, but no day by which it is to be so."""
    if any(frame.kind == "deadline" for frame in statement.times):
        return False
    return "number" in statement.ends.kinds or statement.ends.mentions_any("number", "more")


def _has_more_than_numbers(statement: Reading) -> bool:
    """Whether one of several goals has a number, and another has none."""
    numbered = [any(_within(amount.span, goal) for amount in statement.targets) for goal in statement.goals]
    return any(numbered) and not all(numbered)


def _is_judged_as_well(statement: Reading) -> bool:
    """Whether a part without a number says what people are to feel or say."""
    for words in statement.ends.found("judged"):
        first = statement.text.rfind(",", 0, words[0]) + 1
        last = statement.text.find(",", words[1])
        part = (first, last if last > 0 else len(statement.text))
        if not any(_within(amount.span, part) for amount in statement.targets):
            return True
    return False


def _within(inner: Span, outer: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]

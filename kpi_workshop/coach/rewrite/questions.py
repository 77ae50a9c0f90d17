"""The questions of the rewrite dialogue, the most useful first.

To add one: a row below, its words in `data/texts/*/coach.toml` under `rewrite.question`, and a place for its
answer in a draft (`docs/coach.md` says how).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from kpi_workshop.coach.rewrite.model import Question

_ROWS: tuple[tuple[str, str, str | None], ...] = (
    # id, slot, rule
    ("goal", "goal", "several-goals"),
    ("goal", "goal", None),
    ("worry", "result", "surveillance"),
    ("result", "result", "activity-not-outcome"),
    ("together", "result", "threat"),
    ("together", "result", None),
    ("measure", "measure", "individual-ranking"),
    ("own", "own", "individual-ranking"),
    ("seen", "seen", "vague-wording"),
    ("baseline", "baseline", "missing-baseline"),
    ("baseline", "baseline", None),
    ("target", "target", "missing-target"),
    ("target", "target", None),
    ("tolerance", "tolerance", "absolute-target"),
    ("support", "support", "unsupported-leap"),
    ("fair", "fair", "one-size-fits-all"),
    ("help", "help", "threat"),
    ("time", "time", "missing-timeframe"),
    ("time", "time", None),
    ("recognition", "recognition", "money-only-reward"),
    ("why", "why", "imposed-wording"),
    ("sign", "sign", None),
    ("purpose", "purpose", None),
    ("room", "room", None),
    ("trial", "trial", None),
    ("rhythm", "rhythm", None),
)

LEFT_OUT = frozenset({"several-goals", "surveillance", "individual-ranking", "threat", "imposed-wording"})
"""Rules whose fault a draft does without, whether its blanks are filled or not."""

SLOTS: tuple[str, ...] = tuple(dict.fromkeys(slot for _, slot, _ in _ROWS))
"""Everything that an answer can fill, in the order in which it is asked for."""


def questions(
    slots: Collection[str], rules: Collection[str], goals: Iterable[str] = ()
) -> tuple[Question, ...]:
    """The questions about these slots, in the order in which they are asked.

    `rules` are the rules that found something: a question says which of them it comes from.
    """
    found: dict[str, Question] = {}
    for name, slot, rule in _ROWS:
        if slot in slots and slot not in found and (rule is None or rule in rules):
            options = tuple(goals) if slot == "goal" else ()
            found[slot] = Question(name, slot, rule, options)
    return tuple(found.values())


def slots_of(rule: str) -> frozenset[str]:
    """The slots that answer what a rule finds."""
    return frozenset(slot for _, slot, from_rule in _ROWS if from_rule == rule)


def answering(rule: str) -> str:
    """The slot whose blank keeps a rule's finding open; "" if the draft does without what the rule found."""
    return "" if rule in LEFT_OUT else next(iter(slots_of(rule)), "")

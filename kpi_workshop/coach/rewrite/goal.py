"""What a draft can keep of a statement, and what it still needs beside that."""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Mapping
from typing import Literal

from kpi_workshop import critic
from kpi_workshop.coach.rewrite import room
from kpi_workshop.coach.rewrite.cuts import Cut, Threat, kept, without_orders, without_threat
from kpi_workshop.coach.rewrite.measure import measure, ranked_by
from kpi_workshop.coach.rewrite.model import Words, text_of
from kpi_workshop.coach.rewrite.source import Source
from kpi_workshop.coach.rewrite.words import filled, quoted, template
from kpi_workshop.reading import Span

Frame = Literal[
    "kept", "metric", "vague", "activity", "ceiling", "times", "own", "condition", "watched", "result", "long"
]
"""Which main sentence fits: the statement's own, or one of the coach's with the statement's words in it."""

LONGEST = 600
"""In code points. Nobody says one goal in more: such a text is asked for the goal that comes first."""

_UNKEPT = ("surveillance", "individual-ranking", "threat")
"""Faults whose words no draft repeats."""
WORDLESS: frozenset[Frame] = frozenset({"own", "condition", "watched", "result", "long"})
"""Frames that don't repeat the statement's own sentence."""
_ABOUT_WORDS = frozenset({"baseline", "target", "support", "tolerance", "fair"})
"""Slots that only make sense beside the statement's own sentence."""
_NEEDS: Mapping[Frame, frozenset[str]] = {
    "kept": frozenset(),
    "metric": frozenset({"baseline", "target"}),
    "vague": frozenset({"seen"}),
    "activity": frozenset({"result", "baseline", "target"}),
    "ceiling": frozenset({"tolerance"}),
    "times": frozenset({"tolerance"}),
    "own": frozenset({"own"}),
    "condition": frozenset({"result", "help"}),
    "watched": frozenset({"result", "baseline", "target"}),
    "result": frozenset({"result", "baseline", "target"}),
    "long": frozenset({"goal", "baseline", "target", "time"}),
}
_ANSWERED_BY: Mapping[str, str] = {
    "missing-baseline": "baseline",
    "missing-target": "target",
    "missing-timeframe": "time",
    "unsupported-leap": "support",
    "absolute-target": "tolerance",
    "one-size-fits-all": "fair",
    "threat": "help",
    "money-only-reward": "recognition",
    "imposed-wording": "why",
}


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """A goal as written, taken apart for a draft."""

    frame: Frame
    before: Words = ()
    """Its sentence up to the place where today's level and the target belong."""
    after: Words = ()
    """What follows in that sentence: mostly when and how."""
    rest: Words = ()
    """The sentences after it."""
    measure: Words = ()
    """What is counted, if the statement tells."""
    condition: Words = ()
    """What a threat was for."""
    time: Words = ()
    """When or over what period, if the statement tells."""
    rhythm: Words = ()
    """How often it is measured, if the statement tells in words that fit in elsewhere."""
    direction: Literal["up", "down", "level"] = "level"
    by_how_much: bool = False
    """Whether it says by how much something changes, not to which level."""
    has_end: bool = False
    """Whether it is reached by a day rather than kept up over a period."""
    has_room: bool = False
    """Whether the answer about misses stands in its words already."""
    needs: frozenset[str] = frozenset()
    """The slots that have a place in its drafts."""
    lacks: frozenset[str] = frozenset()
    """What its own sentence doesn't say and has room for, whether it is needed or not."""

    @property
    def words(self) -> Words:
        """All that is kept of it."""
        return filled(
            "{before} {after}. {rest}", {"before": self.before, "after": self.after, "rest": self.rest}
        )


def needed(rules: frozenset[str]) -> frozenset[str]:
    """The slots that answer what these rules find."""
    return frozenset(_ANSWERED_BY[rule] for rule in rules if rule in _ANSWERED_BY)


def goal_of(text: str, language: str, tolerance: str = "") -> Goal:
    """Take a goal apart. `tolerance` is how often it may go wrong, if that has been answered."""
    if len(text) > LONGEST:
        return Goal(frame="long", needs=_NEEDS["long"])
    return _taken_apart(text, language, tolerance)


@functools.lru_cache(maxsize=128)  # The drafts of a dialogue all take the same goal apart.
def _taken_apart(text: str, language: str, tolerance: str) -> Goal:
    source = Source.of(text, language)
    threat = without_threat(source) if "threat" in source.found else Threat()
    cuts = without_orders(source) if "imposed-wording" in source.found else []
    cuts += [threat.cut] if threat.cut else []
    eased = room.eased(source, tolerance) if tolerance else room.NOTHING
    frame = _frame(source, threat, eased)
    goal = dataclasses.replace(_kept(source, [*cuts, *eased.cuts], frame), has_room=eased.is_said)
    if threat.condition:
        goal = dataclasses.replace(goal, condition=kept(source, cuts, *threat.condition))
    if frame == "own":
        by = ranked_by(source)
        missing = frozenset() if by else frozenset({"measure"})
        return dataclasses.replace(goal, measure=_quoted(source, by), needs=goal.needs | missing)
    if eased.core and frame in ("ceiling", "times"):
        return dataclasses.replace(goal, measure=_quoted(source, eased.core))
    return goal if frame in WORDLESS or _is_clean(goal, language) else _replaced(goal)


def _frame(source: Source, threat: Threat, eased: room.Eased) -> Frame:
    found = source.found
    frames: tuple[tuple[bool, Frame], ...] = (
        ("surveillance" in found, "watched"),
        ("individual-ranking" in found, "own"),
        ("threat" in found and threat.condition is not None, "condition"),
        ("threat" in found and threat.cut is None, "result"),
        ("activity-not-outcome" in found, "activity"),
        ("vague-wording" in found, "vague"),
        (eased.core is not None, "times" if eased.is_verb else "ceiling"),
        ("missing-target" in found and source.said.change is None, "metric"),
    )
    return next((frame for fits, frame in frames if fits), "kept")


def _kept(source: Source, cuts: list[Cut], frame: Frame) -> Goal:
    said, change = source.said, source.said.change
    target = next(iter(said.targets), None)
    main = change.span[0] if change else target.span[0] if target else said.whole[0]
    first, last = source.sentence(main)
    at = _place(source, first, last) if frame == "kept" else last
    rules = frozenset(source.found)
    return Goal(
        frame=frame,
        before=kept(source, cuts, 0, at),
        after=kept(source, cuts, at, last),
        rest=kept(source, cuts, min(last + 1, len(source.text)), len(source.text)),
        measure=_quoted(source, measure(source)),
        time=_quoted(source, _time(source, "deadline", "period")),
        rhythm=_rhythm(source),
        direction=change.direction if change else "level",
        by_how_much=bool(change) and (target is None or target.is_change) and "missing-target" not in rules,
        has_end=bool(change) or said.is_deliverable,
        needs=_needs(frame, rules),
        lacks=_lacks(source, frame),
    )


def _time(source: Source, *kinds: str) -> Span | None:
    return next((frame.span for frame in source.times if frame.kind in kinds), None)


def _rhythm(source: Source) -> Words:
    span = _time(source, "frequency")
    rhythms = [pattern for pattern, manner in source.grammar.manners["time"] if manner == "rhythm"]
    if not span or not any(re.match(pattern, source.flat[span[0] :]) for pattern in rhythms):
        return ()
    return template("phrase.time.rhythm", source.said.language, {"answer": _quoted(source, span)})


def _needs(frame: Frame, rules: frozenset[str]) -> frozenset[str]:
    needs = needed(rules)
    needs = _NEEDS[frame] | (needs - _ABOUT_WORDS if frame in WORDLESS else needs)
    # What would be seen or heard is told from where to where, or not at all.
    return needs | {"baseline"} if frame == "vague" and "target" in needs else needs


def _lacks(source: Source, frame: Frame) -> frozenset[str]:
    said = source.said
    told = {
        "baseline": said.baseline is not None or (said.change is None and frame not in WORDLESS),
        "target": bool(said.targets) and frame not in WORDLESS,
        "time": any(each.kind != "frequency" for each in source.times) and frame not in WORDLESS,
        "support": said.means is not None and frame not in WORDLESS,
    }
    return frozenset(slot for slot, is_told in told.items() if not is_told)


def _place(source: Source, first: int, last: int) -> int:
    """Where today's level and the target belong in a sentence: before "to 45", or before when and how."""
    target = next((amount for amount in source.said.targets if first <= amount.span[0] < last), None)
    if target and source.said.change and not target.is_change:
        level = source.grammar.level.search(source.flat, first, target.span[0])
        if level and level.end() == target.span[0] and source.words(first, level.start()):
            return level.start()
    ends = {frame.span[1]: frame.span[0] for frame in source.times if frame.kind != "frequency"}
    means = source.said.means[0] if source.said.means else last
    end = at = source.trimmed(first, last)[1]
    while at in ends or first < means < at:
        at = source.trimmed(first, ends.get(at, means))[1]
    return at if source.words(first, at) else end


def _quoted(source: Source, span: Span | None) -> Words:
    """Words of the statement for the middle of a sentence."""
    if not span:
        return ()
    text = source.text[slice(*span)]
    # A capital letter at the start is a small one within a sentence, if the word is known not to be a name.
    known = source.said.is_known(span[0])
    small = known and text.split(" ", 1)[0].istitle() and not source.text[: span[0]].strip()
    return quoted("kept", text[:1].lower() + text[1:] if small else text)


def _is_clean(goal: Goal, language: str) -> bool:
    """Whether nothing is left of what no draft repeats."""
    left = {finding.rule for finding in critic.critique(text_of(goal.words), language)}
    return left.isdisjoint(_UNKEPT)


def _replaced(goal: Goal) -> Goal:
    """The same without the statement's own sentence."""
    return dataclasses.replace(
        goal, frame="result", before=(), after=(), rest=(), measure=(), needs=goal.needs | _NEEDS["result"]
    )

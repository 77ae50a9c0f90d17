"""A statement, read: what it says as a whole. Each part is read when it is first asked for."""

from __future__ import annotations

from kpi_workshop.reading.absolutes import absolute, forbidden
from kpi_workshop.reading.amounts import read_amounts, with_scope
from kpi_workshop.reading.asides import Text
from kpi_workshop.reading.changes import read_change
from kpi_workshop.reading.clauses import clauses
from kpi_workshop.reading.definitions import without_definitions
from kpi_workshop.reading.everyone import everyone
from kpi_workshop.reading.goals import goals
from kpi_workshop.reading.heads import Subject, subject, wish
from kpi_workshop.reading.language import Language, TimeRange
from kpi_workshop.reading.layers import Layers
from kpi_workshop.reading.lazy import lazy
from kpi_workshop.reading.means import deed_before, provision, read_means
from kpi_workshop.reading.model import Amount, Change, Clause, TimeFrame
from kpi_workshop.reading.openings import openings
from kpi_workshop.reading.sums import with_stake
from kpi_workshop.reading.times import time_ranges
from kpi_workshop.reading.tokens import Span

_OF_A_MISS = ("penalty", "punished", "fate", "if_missed")
_ASKING = frozenset({"up", "down", "vague_change", "endless", "multiple"})
"""Lists of the verbs that a goal begins with, whatever is threatened behind it."""
_OPENING = 4
"""In tokens: how far into a statement its first verb may stand, behind a label."""
_LONGEST_NAME = 6
"""In tokens: how long the name of a thing may be ("a lightweight usability testing framework")."""
_NEAR_MORE = 5
"""In tokens: how far "more" may stand from "than", as in "nhiều khách hơn"."""


class Reading:
    """What one statement says. Spans are in code points of `text`."""

    def __init__(self, text: str, layers: Layers, language: Language):
        self.text = text
        self.language = language.code
        self._language = language
        self.common, self.time, self.stakes, self.deeds, self.figures, self.people, self.ends = layers

    @lazy
    def _frames(self) -> list[TimeRange]:
        return list(time_ranges(self.time, self._language))

    @lazy
    def _in_time(self) -> list[bool]:
        """For each token, whether it says when."""
        in_time = [False] * self.common.size
        for frame in self._frames:
            in_time[frame.first : frame.last] = [True] * (frame.last - frame.first)
        return in_time

    @lazy
    def times(self) -> tuple[TimeFrame, ...]:
        """When it is to be reached, or how often."""
        return tuple(
            TimeFrame(kind=frame.kind, span=self.common.span(frame.first, frame.last))
            for frame in self._frames
            # What it is compared with is past: "10% more than in 2019".
            if frame.kind == "frequency" or not self.time.has(frame.first - 1, "compared")
        )

    @lazy
    def _means(self) -> list[int]:
        """The tokens from which on it says how."""
        return read_means(self.figures, self.ends, self._in_time, self._language)

    @lazy
    def means(self) -> Span | None:
        """Where it says how, or with whose help."""
        how = self._means[0] if self._means else None
        if how is None and self.change:
            change = self.common.index(self.change.span[0])
            how = deed_before(self.figures, self.ends, change)
            how = provision(self.figures, change) if how is None else how
        return None if how is None else self.common.span(how, how + 1)

    @lazy
    def amounts(self) -> tuple[Amount, ...]:
        """The numbers that say how much."""
        found = read_amounts(self.figures, self._in_time, self._means, self._language)
        found = without_definitions(self.ends, self.metric, found)
        if self.stakes.mentions_any("reward", "penalty", "punished", "prize"):
            found = [with_stake(self.stakes, amount) for amount in found]
        if self.opening.isdisjoint(("do", "deliver")):
            return tuple(found)
        stepwise = any(amount.role == "baseline" for amount in found)
        return tuple(with_scope(self.common, amount, stepwise) for amount in found)

    @lazy
    def opening(self) -> frozenset[str]:
        """The lists of the phrases that its sentences start with, a label or a name left aside."""
        return openings(self.ends, self._in_time)

    @lazy
    def change(self) -> Change | None:
        """The change that it asks for."""
        return read_change(self.figures, self.ends, self.amounts, self._in_time, self._language)

    @lazy
    def baseline(self) -> Span | None:
        """Where it says how things stand today or stood before: as a number, or "from weekly to daily"."""
        levels = (amount.span for amount in self.amounts if amount.role == "baseline")
        return next(iter((*levels, *self.figures.runs(("from",), ("rhythm",), within=0))), None)

    @lazy
    def everyone(self) -> Span | None:
        """Where it addresses each of several people or places: "every rep", "tất cả nhân viên"."""
        return everyone(self.people)

    @lazy
    def absolute(self) -> Span | None:
        """Where it leaves no room for a single miss: "never", "every call", "100 %"."""
        found = absolute(self.ends, self.stakes, self.amounts, self._in_time)
        # "Never miss a train, and cut costs by 8%": the level of one goal leaves no room in the other.
        for first, last in () if found else self.goals:
            own = [amount for amount in self.amounts if first <= amount.span[0] < last]
            alone = absolute(self.ends, self.stakes, own, self._in_time)
            if alone and first <= alone[0] < last:
                return alone
        return found

    @lazy
    def _subject(self) -> Subject:
        return subject(self.ends, self._in_time, self._language)

    @property
    def metric(self) -> Span | None:
        """The metric that it names at its start, whether or not it says a level for it."""
        return self._subject.metric

    @property
    def criterion(self) -> Span | None:
        """What of a person or place is to be judged, named at its start: "Teamwork", "Ý thức kỷ luật"."""
        return self._subject.criterion

    @property
    def kept(self) -> Span | None:
        """The metric that is to be reached, kept or won, without a change: "Maintain customer retention"."""
        return self._subject.kept

    @lazy
    def wish(self) -> Span | None:
        """Where it asks for a change of something that nobody measures: "Improve communication"."""
        return wish(self.ends, self._in_time, self._language)

    @lazy
    def clauses(self) -> tuple[Clause, ...]:
        """Its parts, in order."""
        return clauses(self.deeds, self._in_time, self._means)

    @lazy
    def goals(self) -> tuple[Span, ...]:
        """The parts that could each be met without the others, if there are several clauses."""
        if len(self.clauses) < 2:
            return ()
        never = forbidden(self.ends, self.stakes)
        at = self.ends.index(never[1]) - 1 if never else None
        text = Text(self.deeds, self.stakes, self._in_time, self._language.head_last, at)
        return goals(text, self.clauses, self.amounts)

    @property
    def whole(self) -> Span:
        """The statement without the white space around it."""
        start = len(self.text) - len(self.text.lstrip())
        return start, max(start, len(self.text.rstrip()))

    @lazy
    def targets(self) -> tuple[Amount, ...]:
        """The amounts at which one could say "reached"."""
        return tuple(amount for amount in self.amounts if amount.role == "target")

    @lazy
    def is_pinned_down(self) -> bool:
        """Whether something settles what reaching it means: a number, "never", or a named thing."""
        levels = [amount for amount in self.amounts if self._is_level(amount)]
        # "From [TBD] to 99.9%" has its target; "Group 2 arrears from X% to Y%" has none.
        if self.ends.mentions_any("open_target") and all(amount.unit == "count" for amount in levels):
            return False
        if self.absolute or self.ends.mentions_any("multiple", "reached"):
            return True
        if levels:
            return True
        return not self._is_bare and (self.is_deliverable or self.ends.mentions_any("settled"))

    @property
    def _is_bare(self) -> bool:
        """Whether it begins as a mere name, so that what follows is part of the name unless it is a level."""
        return bool(self.metric or self.criterion)

    def _is_level(self, amount: Amount) -> bool:
        """Whether a number says how much is enough, rather than for whom or of what: "our 40 guests"."""
        if amount.role == "means":
            return bool(amount.comparison) or amount.unit in ("percent", "points")
        if amount.role != "target" or (self._is_bare and self._is_weight(amount)):
            return False
        if amount.comparison or amount.is_change:
            return True
        before = self.ends.index(amount.span[0]) - 1
        return amount.unit != "count" or not self.vague or not self.ends.has(before, "determiner", "on_what")

    def _is_weight(self, amount: Amount) -> bool:
        """Whether a number says how much a criterion weighs: "Teamwork (15 points)", "trọng số 20%"."""
        page, at = self.ends, self.ends.index(amount.span[0])
        ahead = page.mentioned[at - 1 - (page.forms[at - 1] == ":")]
        opened = ahead.first - 1 if ahead and not ahead.names.isdisjoint(("at_most", "weighs")) else at - 1
        is_named = ahead is not None and "weighs" in ahead.names
        return (is_named or page.forms[opened] == "(") and page.has(at + 1, "points", "percent")

    @lazy
    def is_deliverable(self) -> bool:
        """Whether it asks for a thing that is there or isn't: "Publish the runbook"."""
        does = not self.opening.isdisjoint(("deliver", "do")) and "endless" not in self.opening
        does = does or self._gives_a_thing
        if self._is_bare or ("turn" in self.opening and self.vague):
            return False
        # "Increase the number of posts published" has no end.
        grows = not does and not self.opening.isdisjoint(("up", "down"))
        if self.kept or grows or not (does or self._is_done):
            return False
        if self.wish:
            return "deliver" in self.opening and self.ends.mentions_any("thing")
        if "weak" in self.opening and self._is_soft:
            return self.ends.mentions_any("thing") and not self.vague
        return self.ends.mentions_any("thing") or not self.vague

    @property
    def _gives_a_thing(self) -> bool:
        """Whether it begins by giving one thing that somebody makes: "Provide a lightweight framework"."""
        page = self.deeds
        given = next((give for give in page.places("give") if give.last <= _OPENING), None)
        if given is None or not page.has(given.last, "article"):
            return False
        return page.nearest(range(given.last, given.last + _LONGEST_NAME), "artefact") is not None

    @property
    def _is_soft(self) -> bool:
        """Whether what is to be made can't be seen: "Build support …", but "Issue a plan to support …"."""
        soft, things = self.ends.places("soft"), self.ends.places("thing")
        return bool(soft) and (not things or soft[0].first < things[0].first)

    @property
    def _is_done(self) -> bool:
        """Whether something is to be done, rather than to follow from a miss: "…, or a written warning"."""
        return any(not self.stakes.has(done.first, *_OF_A_MISS) for done in self.ends.places("done"))

    @lazy
    def is_rule(self) -> bool:
        """Whether it sets a price or asks for obedience, and so names no goal."""
        watches = self.stakes.mentions_any("watching") and self.has("imposed", "must")
        return watches or (self._names_a_price and self.opening.isdisjoint(_ASKING))

    @property
    def _names_a_price(self) -> bool:
        return self.stakes.mentions_any("penalty", "punished", "fate")

    @lazy
    def vague(self) -> tuple[Span, ...]:
        """Where words stand that two people read differently, unless they are part of a name."""
        words = [self.ends.span(mention.first, mention.last) for mention in self.ends.places("vague")]
        words = [span for span in words if not self._is_name(span)]
        for mention in self.ends.places("comparative"):
            before = range(max(0, mention.first - _NEAR_MORE), mention.first)
            counts = any(self.ends.has(at, "more") for at in before)
            # "yêu nghề hơn", but neither "hơn 5 khách" nor "nhiều khách hơn".
            if self.ends.kinds[mention.last] != "word" and not counts:
                words.append(self.ends.span(max(0, mention.first - 1), mention.last))
        return tuple(sorted(words))

    def _is_name(self, span: Span) -> bool:
        """Whether a word is quoted, or has a capital letter that its place doesn't explain."""
        at, after = self.ends.index(span[0]), self.ends.index(span[1])
        if self._quoted[at]:
            return True
        if not self.text[span[0]].isupper() or self._is_title:
            return False
        starts = at == 0 or self.ends.kinds[at - 1] == "sign"
        return not starts or (after < self.ends.size and self.text[self.ends.starts[after]].isupper())

    @lazy
    def _quoted(self) -> list[bool]:
        """For each token, whether it stands between quotation marks."""
        quoted, inside = [], False
        for form in self.ends.forms:
            inside = form == "“" or (inside and form != "”")
            inside = not inside if form == '"' else inside
            quoted.append(inside)
        return quoted

    @lazy
    def _is_title(self) -> bool:
        """Whether most words have capital letters, so that these say nothing."""
        first = [self.text[start] for start in self.ends.starts if self.text[start].isalpha()]
        return sum(map(str.isupper, first)) * 2 >= len(first)

    def found(self, *lists: str) -> tuple[Span, ...]:
        """Where phrases of any of these lists of the lexicon stand, in order."""
        return tuple(self.common.found(*lists))

    def is_known(self, start: int) -> bool:
        """Whether a phrase of the lexicon starts at this character."""
        return any(self.common.starts[mention.first] == start for mention in self.common.mentions)

    def has(self, *lists: str) -> bool:
        """Whether a phrase of any of these lists stands in it."""
        return self.common.mentions_any(*lists)

    def said(self, span: Span) -> str:
        """The words at a place in the statement."""
        return self.text[slice(*span)]

"""A text cut into tokens, with the phrases of one layer of a lexicon marked in it."""

from __future__ import annotations

import bisect
import operator
from collections.abc import Iterable

from kpi_workshop.reading.lazy import lazy
from kpi_workshop.reading.lexicon import NOWHERE, Mention
from kpi_workshop.reading.signs import CLAUSE_ENDS, SENTENCE_ENDS
from kpi_workshop.reading.tokens import Span, Tokens

_SENTENCE_IS_OVER = SENTENCE_ENDS | {""}
_CLAUSE_IS_OVER = CLAUSE_ENDS | {""}
_MARGIN = 16
"""In tokens: how far outside a text one may look without asking whether there is anything."""


_NAMES = operator.itemgetter(0)
"""The lists of a phrase."""


class Page:
    """A text cut into tokens, the same for all its layers."""

    def __init__(self, text: str, tokens: Tokens):
        self.text = text
        self.size = len(tokens.forms)
        self.starts, self.ends = tokens.starts, tokens.ends
        self.forms = tokens.forms + [""] * _MARGIN
        self.kinds = [*tokens.kinds, *[""] * _MARGIN]


class Scan:
    """A text cut into tokens, with the phrases of a lexicon marked in it.

    `forms`, `kinds`, `names` and `mentioned` may be asked a few tokens before the first (by negative
    indices) and after the last: nothing stands there. So whoever looks around a token needs no bounds.
    """

    def __init__(self, page: Page, mentions: list[Mention]):
        self.text = page.text
        self.size = page.size
        """How many tokens there are."""
        self.starts, self.ends = page.starts, page.ends
        """Where each begins and ends in the text."""
        self.forms = page.forms
        """Each token as it is compared."""
        self.kinds = page.kinds
        """word, number or sign."""
        self.mentions = mentions
        nothing: Mention | None = None
        self.mentioned = mentioned = [nothing] * len(page.forms)
        """The phrase that each token is part of."""
        self.names = found = [NOWHERE] * len(page.forms)
        """The lists in which the phrase stands that each token is part of."""
        for mention in mentions:
            names, _, first, last = mention
            while first < last:
                mentioned[first] = mention
                found[first] = names
                first += 1

    def has(self, at: int, *names: str) -> bool:
        """Whether the token at this index is part of a phrase in one of these lists."""
        return not self.names[at].isdisjoint(names)

    def has_number(self, at: int) -> bool:
        """Whether the token at this index is a number, in digits or as a word."""
        return self.kinds[at] == "number" or "number" in self.names[at]

    @lazy
    def lists(self) -> frozenset[str]:
        """The lists of all phrases."""
        return NOWHERE.union(*map(_NAMES, self.mentions))

    def mentions_any(self, *names: str) -> bool:
        """Whether a phrase of one of these lists stands in the text."""
        return not self.lists.isdisjoint(names)

    def places(self, *names: str) -> list[Mention]:
        """The phrases of these lists, list by list."""
        if self.lists.isdisjoint(names):
            return []
        return [mention for name in names for mention in self.mentions if name in mention.names]

    def in_order(self, *names: str) -> list[Mention]:
        """The phrases of these lists in the order of the text."""
        if self.lists.isdisjoint(names):
            return []
        return [mention for mention in self.mentions if not mention.names.isdisjoint(names)]

    def nearest(self, tokens: Iterable[int], *names: str) -> Mention | None:
        """The first phrase of these lists among some tokens, which end where their sentence ends."""
        for at in tokens:
            if self.forms[at] in _SENTENCE_IS_OVER:
                return None
            if not self.names[at].isdisjoint(names):
                return self.mentioned[at]
        return None

    def found(self, *names: str) -> list[Span]:
        """Where phrases of any of these lists stand, in order."""
        return [self.span(mention.first, mention.last) for mention in self.in_order(*names)]

    def runs(self, *steps: tuple[str, ...], within: int = 4, past: tuple[str, ...] = ()) -> list[Span]:
        """Where phrases follow one another in a clause, one out of each step's lists, and up to the last.

        At most `within` tokens stand between two of them, and no phrase out of the lists `past`.
        """
        for step in steps:
            if self.lists.isdisjoint(step):
                return []
        ends = [
            (start.first, self._end_of_run(start.last, steps[1:], within, past))
            for start in self.in_order(*steps[0])
        ]
        return [self.span(first, last) for first, last in ends if last]

    def _end_of_run(
        self, at: int, steps: Iterable[tuple[str, ...]], within: int, past: tuple[str, ...]
    ) -> int | None:
        """The index after the last of the steps that follow on from a token, or None."""
        for step in steps:
            for token in range(at, at + within + 1):
                if not self.names[token].isdisjoint(step):
                    mention = self.mentioned[token]
                    break
                if self.forms[token] in _CLAUSE_IS_OVER or not self.names[token].isdisjoint(past):
                    return None
            else:
                return None
            at = mention.last if mention else at
        return at

    def touches(self, at: int) -> bool:
        """Whether no white space lies between the token at this index and the next one."""
        return 0 <= at < self.size - 1 and self.ends[at] == self.starts[at + 1]

    def index(self, start: int) -> int:
        """The index of the token that starts at a place in the text, or of the next one."""
        return bisect.bisect_left(self.starts, start)

    def span(self, first: int, last: int) -> Span:
        """The place in the text of the tokens from `first` to before `last`."""
        return self.starts[first], self.ends[last - 1]

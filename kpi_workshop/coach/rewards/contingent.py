"""Whether a reward is promised for reaching one number, and what is known about that: a caution, no ban."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from typing import Any, Literal

from kpi_workshop import content, reading
from kpi_workshop.coach.sources import Source, sources
from kpi_workshop.critic import findings
from kpi_workshop.reading import Amount, Reading, Span
from kpi_workshop.reading.lexicon import Mention
from kpi_workshop.reading.scan import Scan

Kind = Literal["money", "other"]
EVIDENCE = ("deci-koestner-ryan-1999", "cameron-banko-pierce-2001", "cerasoli-nicklin-ford-2014")
"""What is known, both sides of it."""
_MONEY_RULE = "money-only-reward"
_BAR_AFTER = 7
"""In tokens: how far behind "if", "whoever" or "reach" its number may stand."""
_OPENERS = frozenset({"if", "whoever", "who", "anyone", "anybody", "those", "nếu", "ai", "hễ"})
"""What begins the case in which something holds: "whoever answers 80 calls"."""
_SO = frozenset({"thì", "là", ","})
"""What may stand between the case and what follows from it."""
_BEYOND = frozenset({"over", "above"})
_PER = frozenset({"per", "each", "every", "mỗi", "từng"})
_BY_NATURE = frozenset({"commission", "commissions", "hoa"})
"""The first words of money that is always paid for a number: "hoa hồng"."""
_AHEAD = 3
"""In tokens: how far ahead of a reward whoever gets it is named."""
_OTHERS = ("beneficiary", "outsider")


@dataclasses.dataclass(frozen=True, slots=True)
class Caution:
    """A reward that hangs on one number."""

    kind: Kind
    """"money" if it is money and nothing else, otherwise "other": a day off, a trip, a title."""
    span: Span
    """Where the reward is named, in code points of the text."""
    words: str
    """The text at that place."""
    by_kpi: bool = False
    """Whether the number stands in the KPI and not in the text itself."""

    def text(self, language: str) -> str:
        """What stands out, in a sentence about the words, never about their writer."""
        key = f"{self.kind}-kpi" if self.by_kpi else self.kind
        return content.text(f"rewards.caution.{key}", language, words=self.words)

    def sources(self) -> tuple[Source, ...]:
        """What it leans on, the contrary voice included."""
        return tuple(sources()[name] for name in EVIDENCE)

    def as_dict(self, language: str) -> dict[str, Any]:
        """JSON-ready: `text`, `evidence`, `limits`, `instead` (a question to go on from) and the sources."""
        said = {key: content.text(f"rewards.caution.{key}", language) for key in ("evidence", "limits")}
        instead = content.text(f"rewards.caution.instead-{self.kind}", language)
        return {
            "kind": self.kind,
            "span": list(self.span),
            "words": self.words,
            "text": self.text(language),
            **said,
            "instead": instead,
            "sources": [source.as_dict(language) for source in self.sources()],
        }


def caution(text: str, language: str | None = None, *, kpi: str = "") -> Caution | None:
    """What to mind about a reward in a text, or None.

    It speaks where a reward is promised for reaching one number ("if you hit 95% you get a day off"), in the
    language of the text ("en", "vi"; found out if it isn't given). Of several numbers, or of thanks without
    any, it says nothing. With `kpi`, money proposed beside a KPI that has one target is taken to hang on it.
    Money is what the critic's rule on rewards reads as such. When in doubt it is silent.
    """
    said = reading.read(text, language)
    paid = next((found.span for found in findings(said) if found.rule == _MONEY_RULE), None)
    page = said.stakes
    bars = [page.index(one.span[0]) for one in _bars(page, said.amounts) if not _overlap(one.span, paid)]
    if paid is not None and len(bars) < 2 and (bars or _is_conditional(said, paid)):
        return _of("money", said, paid)
    if not bars and kpi:
        return _by_kpi(said, paid, kpi)
    gain = _gain(page, bars[0]) if paid is None and len(bars) == 1 else None
    if gain is None:
        return None
    span = page.span(gain.first, gain.last)
    is_money = "reward" in gain.names and not page.mentions_any("recognition")
    return _of("money" if is_money else "other", said, span)


def _by_kpi(said: Reading, paid: Span | None, kpi: str) -> Caution | None:
    """Money without a number of its own, proposed for a KPI that has one target."""
    page = said.stakes
    if paid is None and not page.mentions_any("recognition", "budget"):
        paid = next(iter(page.found("reward")), None)
    targets = reading.read(kpi).targets
    # "90% of calls within 20 seconds" has one target.
    levels = [one for one in targets if one.unit != "duration"] or targets
    if paid is None or len(levels) != 1:
        return None
    return _of("money", said, paid, by_kpi=True)


def _of(kind: Kind, said: Reading, span: Span, *, by_kpi: bool = False) -> Caution:
    """A caution that quotes a sum as a whole: "Thưởng 500k"."""
    end = max((one.span[1] for one in said.amounts if _overlap(one.span, span)), default=span[1])
    whole = span[0], max(span[1], end)
    return Caution(kind, whole, said.said(whole), by_kpi)


def _overlap(one: Span, other: Span | None) -> bool:
    return other is not None and one[0] < other[1] and other[0] < one[1]


def _bars(page: Scan, amounts: Sequence[Amount]) -> Iterator[Amount]:
    """The numbers that are to be reached for a reward."""
    conditions = list(_conditions(page))
    for amount in amounts:
        at = page.index(amount.span[0])
        is_size = amount.role in ("baseline", "stake") or amount.unit == "money"
        # "In 5 minutes", "within 24 hours" say how long thanks take.
        if is_size or amount.unit == "duration":
            continue
        behind = any(0 <= at - one.last < _BAR_AFTER or one.first <= at < one.last for one in conditions)
        if behind or amount.comparison:
            yield amount


def _conditions(page: Scan) -> Iterator[Mention]:
    """What opens the case in which somebody gets something: "if", "whoever", "reach", "nếu", "đạt"."""
    for mention in page.in_order("if_reached", "if_missed"):
        if _is_opener(page, mention) or _is_reaching(page, mention):
            yield mention


def _is_opener(page: Scan, mention: Mention) -> bool:
    """Whether it asks for whom or when something holds, rather than says that something failed."""
    forms = page.forms[mention.first : mention.last]
    return "if_missed" in mention.names and (forms[0] in _OPENERS or forms[-1] == "nào")


def _is_reaching(page: Scan, mention: Mention) -> bool:
    form = page.forms[mention.first]
    is_so = form in _SO and "if_missed" in mention.names
    # "Everybody who worked over the holiday"
    is_place = form in _BEYOND and not page.has_number(mention.last)
    return "if_reached" in mention.names and "for_each" not in mention.names and not is_so and not is_place


def _is_conditional(said: Reading, paid: Span) -> bool:
    """Whether money that is named hangs on something, though no number says on how much of it."""
    page = said.stakes
    if not said.amounts or page.mentions_any("budget"):
        return False
    apiece = (mention for mention in page.places("for_each") if _is_apiece(page, mention))
    if any(apiece) or any(_conditions(page)):
        return True
    by_nature = page.forms[page.index(paid[0])] in _BY_NATURE
    return by_nature or any(not _overlap(one.span, paid) and not _is_sum(page, one) for one in said.amounts)


def _is_sum(page: Scan, amount: Amount) -> bool:
    """Whether it says how much money, also where only its scale tells: "200 nghìn", "500k"."""
    tokens = range(page.index(amount.span[0]), page.index(amount.span[1]))
    return amount.unit == "money" or any(page.has(at, "scale") or page.forms[at] == "k" for at in tokens)


def _is_apiece(page: Scan, mention: Mention) -> bool:
    """Whether it is paid for each thing done ("for each review", "per hire"), rather than to each person."""
    if mention.names & {"person", "everyone"}:
        return False
    return not _PER.isdisjoint(page.forms[mention.first : mention.last])


def _gain(page: Scan, bar: int) -> Mention | None:
    """What somebody gets for reaching a number, unless it is for others."""
    for mention in page.in_order("recognition", "reward", "prize"):
        ahead = range(max(0, mention.first - _AHEAD), mention.first)
        if not mention.first <= bar < mention.last and not page.nearest(ahead, *_OTHERS):
            return mention
    if page.mentions_any(*_OTHERS) or not any(_is_opener(page, one) for one in page.mentions):
        return None
    # "Whoever answers 80 calls gets a phone", "… thì cả phòng được ăn pizza"
    received = (mention for mention in page.in_order("receive") if mention.first > bar)
    return next((one for one in received if not page.has_number(one.last)), None)

"""The first and last of several people, shops or teams: "top 3 agents", "the clerk with the fewest calls"."""

from __future__ import annotations

from kpi_workshop.reading import Span
from kpi_workshop.reading.lexicon import Mention
from kpi_workshop.reading.roles import ends_like_people, ends_like_several
from kpi_workshop.reading.scan import Scan
from kpi_workshop.reading.signs import APOSTROPHES

_MOST = ("rank", "last_one")
_PLACES = (
    *("position", "rank_of", "first_in", "title", "finish", "ordered", "the_most", "ordinal", "chosen_by"),
    *("leading", "foremost", "sorting", "placing", "share_of_places", "own_place", "listed_first"),
)
"""Lists of words for places among several, without which nobody is first or last."""
_WITHIN = frozenset({"in", "among", "within", "into"})


def first_or_last(page: Scan, who: tuple[str, ...]) -> list[Span]:
    """The best or worst of several: "top 3 agents", "the clerk with the fewest calls"."""
    if not page.mentions_any(*_MOST, *_PLACES):
        return []
    return [
        *(span for span in page.runs(("rank",), who, within=3, past=("apart",)) if _is_of_them(page, span)),
        *page.runs(("rank",), ("performer",), within=0),
        *page.runs(("rank",), ("everyone",), within=0),
        *page.runs(who, ("title",), within=0),
        *_unlisted(page),
        *_doing_most(page, who),
        *_in_order(page, who),
        *_taking_it(page, who),
        *page.runs((*_MOST, "position"), ("among",), (*who, "arena"), within=6),
        *page.runs(("possessive",), ("own_place",), ("among", "several"), (*who, "arena"), within=3),
        *page.runs(("first_in",), (*who, "arena"), within=3),
        *(
            span
            for span in page.runs(("first_in",), ("number",), within=0)
            if _is_all_of_them(page, span, who)
        ),
        *(
            span
            for span in page.runs(("having",), ("the_most",), ("inside",), (*who, "arena"), within=3)
            if not page.has(page.index(span[1]) - 1, "home_area")
        ),
        *(span for span in page.runs(("asking",), _MOST, within=3) if _opens(page, span)),
        *(span for span in page.runs(("arena",), ("rank",), within=2) if _is_of_all(page, span)),
        *_among_several(page, who),
        *_placed(page, who),
    ]


def _is_of_them(page: Scan, span: Span) -> bool:
    """Whether their own place is meant: not "the highest-emitting sites"."""
    one = page.mentioned[page.index(span[0])]
    if one is None:
        return False
    after = one.last + 1
    of_its_own_kind = (
        page.forms[after - 1] == "-" and page.kinds[after] == "word" and not page.has(after, "in_results")
    )
    return not (of_its_own_kind or page.has(page.index(span[1]), "post"))


def _in_order(page: Scan, who: tuple[str, ...]) -> list[Span]:
    """All of them in a row, or somebody's place in it: "sort the clerks by calls", "in the upper half of"."""
    return [
        *page.runs(("rank_of",), (*who, "everyone"), within=2),
        *page.runs(("placing",), ("those", *who), within=1),
        *page.runs(("ordered",), ("several",), who, within=4),
        *page.runs(("ordered", "share_of_places"), who, within=4),
        *page.runs(who, ("ordered", "share_of_places"), within=3),
        *page.runs(who, ("shown",), ("ordered",), within=4),
        *page.runs(("rank",), ("end_of_list",), within=0),
        *(page.found("listed_first") if page.mentions_any(*who) else ()),
        *page.runs(("share_of_places",), ("arena",), within=3),
        *page.runs(("sorting",), who, ("sorted_by",), within=3),
        *page.runs(("sorting",), who, ("openly",), within=4),
        *(span for span in page.runs(("sorting",), who, ("apart",), within=3) if _is_by(page, span)),
        *page.runs((*_MOST, "first_in"), ("standing",), within=2),
    ]


def _taking_it(page: Scan, who: tuple[str, ...]) -> list[Span]:
    """What the first or the last of them gets: "fewest refunds wins lunch", "bottom two work Sunday"."""
    return [
        *page.runs(("foremost",), who, ("takes_it",), within=2),
        *page.runs(("foremost",), who, ("to",), within=0),
        *page.runs(("foremost",), ("to",), ("takes_it",), within=5),
        *(
            span
            for span in page.runs(("whoever",), (*_MOST, "finish"), within=8)
            # "Ai muốn giữ chỗ thì ít nhất 4 hợp đồng"
            if not _is_limit(page, page.index(span[1]))
        ),
        *page.runs(_MOST, ("takes_it",), within=0),
        *page.runs(_MOST, ("by_name",), within=3),
        *page.runs(("fraction",), ("among", "several"), who, ("survives",), within=2),
        *(span for span in page.runs(_MOST, ("takes_all",), within=8) if _opens(page, span)),
        *page.runs((*_MOST, "foremost"), ("number",), ("suffers",), within=0),
        *page.runs(("rewarding",), ("rank",), within=4),
        *page.runs(("chosen_by",), _MOST, within=1),
        *page.runs(("any",), ("loser",), within=1),
    ]


def _doing_most(page: Scan, who: tuple[str, ...]) -> list[Span]:
    """Those who do most or least of something: "the clerk with the fewest calls"."""
    loose = [span for span in page.runs(who, _MOST, within=4, past=("apart",)) if _is_doing(page, span)]
    spans = [
        *page.runs(who, ("relates",), _MOST, within=5),
        *page.runs(who, ("the_most",), within=4, past=("apart",)),
        *page.runs(who, ("slowest",), within=0),
        *page.runs(who, ("much",), ("last_one",), within=4, past=("apart",)),
        *loose,
    ]
    # "Thấp nhất 118 kg" is a limit, and so is "sớm nhất ngày 20/8".
    spans = [span for span in spans if not _is_limit(page, page.index(span[1]))]
    # "Give staff the best tools" is about what they get.
    return [span for span in spans if not page.has(page.index(span[0]) - 1, "handed")]


def _is_doing(page: Scan, span: Span) -> bool:
    """Whether it says what they do: "the engineer closing most tickets"."""
    one = page.mentioned[page.index(span[0])]
    return one is not None and page.forms[one.last].endswith("ing")


def _is_all_of_them(page: Scan, span: Span, who: tuple[str, ...]) -> bool:
    """Whether only a number says of whom: "Eva's team not the slowest of the five to close the books"."""
    after = page.index(span[1])
    return page.mentions_any(*who) and (page.kinds[after] != "word" or page.has(after, "apart"))


def _is_by(page: Scan, span: Span) -> bool:
    """Whether it ends in what they are sorted by: "sort all drivers by fuel use", not "by Friday"."""
    after = page.index(span[1])
    return page.forms[after - 1] == "by" and page.kinds[after] == "word" and not page.has(after, "calendar")


def _is_of_all(page: Scan, span: Span) -> bool:
    """Whether it is the best of them all: "the chain's best on waste", not "the firm's best quarter"."""
    one, after = page.mentioned[page.index(span[0])], page.index(span[1])
    if one is None or page.forms[one.last] not in APOSTROPHES:
        return False
    return page.kinds[after] != "word" or page.has(after, "apart")


def _unlisted(page: Scan) -> list[Span]:
    """The best or worst of people whom no list knows: "top three upsellers", "demonstrator of the week"."""
    counted = [
        page.span(mention.first, at + 1)
        for mention in page.places("rank")
        for at in range(mention.last, mention.last + 2)
        if ends_like_several(page, at) and any(page.has_number(near) for near in (mention.first - 1, at - 1))
    ]
    titled = [
        page.span(mention.first - 1, mention.last)
        for mention in page.places("title")
        if ends_like_people(page, mention.first - 1)
    ]
    return counted + titled


def _opens(page: Scan, span: Span) -> bool:
    """Whether it opens a clause: "Who sells most?", "Fewest refunds … wins lunch"."""
    first = page.index(span[0])
    return first == 0 or page.kinds[first - 1] == "sign"


def _is_limit(page: Scan, after: int) -> bool:
    return page.has_number(after) or page.has(after, "clock")


def _among_several(page: Scan, who: tuple[str, ...]) -> list[Span]:
    """Said apart from each other: "in 14 shops, … the highest", "a cup for … most"."""
    if not page.mentions_any(*_MOST, "position", "leading") or not page.mentions_any(*who):
        return []
    prizes = page.found("trophy") if page.mentions_any("last_one") else []
    leading = [span for span in page.found("leading") if page.forms[page.index(span[1])] != "to"]
    return [
        *leading,
        *page.runs(("several",), who, within=1),
        *prizes,
        *page.runs(_MOST, ("to",), _MOST, within=0),
    ]


def _placed(page: Scan, who: tuple[str, ...]) -> list[Span]:
    """A place among them: "no worse than third of the eight"."""
    if not page.mentions_any(*who):
        return []
    places = [
        page.span(mention.first, after + 1)
        for mention in page.places("foremost", "rank")
        for after in [mention.last + 1]
        if page.has_number(after - 1) and page.has(after, "among", "several") and _is_inside(page, mention)
    ]
    return [*page.runs(("ordinal",), ("among", "several"), within=0), *places]


def _is_inside(page: Scan, mention: Mention) -> bool:
    """Whether one is to be among them: "in the first three of nine", not "do the first 3 of 9"."""
    first = mention.first - (page.forms[mention.first] != "the")
    return not _WITHIN.isdisjoint(page.forms[max(0, first - 1) : mention.first + 1])

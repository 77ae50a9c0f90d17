"""People or teams are set against each other."""

from collections.abc import Iterator

from kpi_workshop.critic.rule import Evidence, Rule
from kpi_workshop.reading import Amount, Reading, Span
from kpi_workshop.reading.roles import ends_like_people, ends_like_several
from kpi_workshop.reading.scan import Scan

_WHO = ("person", "place", "group")
_MOST = ("rank", "last_one")
_PLACES = (
    *("position", "rank_of", "first_in", "title", "finish", "ordered", "the_most", "ordinal"),
    *("chosen_by", "leading", "foremost", "sorting", "placing", "share_of_places"),
)
"""Lists of words for places among several, without which nobody is first or last."""
_BETTER = ("outdo", "than")
_WHOLE = 100
"""In percent."""


def _check(statement: Reading) -> Iterator[Evidence]:
    page = statement.people
    if _is_given_up(page):
        return
    inside = not page.mentions_any("rivals")
    found = _first_or_last(page, _WHO if inside else ("person",))
    if inside and not found:
        found = [
            *page.found("ranking"),
            *_against(page),
            *_shared_out(page, statement.amounts),
            *_curves(page),
            *_prizes(page),
        ]
    for span in found[:1]:
        yield Evidence(span, {"words": statement.said(span)})


def _is_given_up(page: Scan) -> bool:
    """Whether they are to be set against each other no longer: "replace the sales leaderboard with …"."""
    schemes = ("ranking_scheme", "title")
    return bool(
        page.runs(("abolish",), ("ranking_scheme",), within=2) or page.runs(schemes, ("abolished",), within=2)
    )


def _first_or_last(page: Scan, who: tuple[str, ...]) -> list[Span]:
    """The best or worst of several: "top 3 agents", "the clerk with the fewest calls"."""
    if not page.mentions_any(*_MOST, *_PLACES):
        return []
    return [
        *page.runs(("rank",), who, within=3, past=("apart",)),
        *page.runs(("rank",), ("everyone",), within=0),
        *page.runs(who, ("title",), within=0),
        *_unlisted(page),
        *_doing_most(page, who),
        *_in_order(page, who),
        *_taking_it(page, who),
        *page.runs((*_MOST, "position"), ("among",), (*who, "arena"), within=6),
        *page.runs(("first_in",), (*who, "arena"), within=3),
        *(
            span
            for span in page.runs(("first_in",), ("number",), within=0)
            if _is_all_of_them(page, span, who)
        ),
        *(span for span in page.runs(("asking",), _MOST, within=3) if _opens(page, span)),
        *(span for span in page.runs(("arena",), ("rank",), within=2) if _is_of_all(page, span)),
        *_among_several(page, who),
        *_placed(page, who),
    ]


def _in_order(page: Scan, who: tuple[str, ...]) -> list[Span]:
    """All of them in a row, or somebody's place in it: "sort the clerks by calls", "in the upper half of"."""
    return [
        *page.runs(("rank_of",), (*who, "everyone"), within=2),
        *page.runs(("placing",), ("those", *who), within=1),
        *page.runs(("ordered",), ("several",), who, within=4),
        *page.runs(("ordered", "share_of_places"), who, within=4),
        *page.runs(who, ("ordered", "share_of_places"), within=3),
        *page.runs(("share_of_places",), ("arena",), within=3),
        *page.runs(("sorting",), who, ("sorted_by",), within=3),
        *(span for span in page.runs(("sorting",), who, ("apart",), within=3) if _is_by(page, span)),
        *page.runs((*_MOST, "first_in"), ("standing",), within=2),
    ]


def _taking_it(page: Scan, who: tuple[str, ...]) -> list[Span]:
    """What the first or the last of them gets: "fewest refunds wins lunch", "bottom two work Sunday"."""
    return [
        *page.runs(("foremost",), who, ("takes_it",), within=2),
        *page.runs(("foremost",), who, ("to",), within=0),
        *page.runs(("foremost",), ("to",), ("takes_it",), within=5),
        *page.runs(("whoever",), (*_MOST, "finish"), within=8),
        *page.runs(_MOST, ("takes_it",), within=0),
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


def _prizes(page: Scan) -> list[Span]:
    """A contest, "giải nhất 5 triệu, giải nhì 3 triệu", rather than prizes that are won elsewhere."""
    firsts = page.places("first_prize") if page.mentions_any("second_prize") else ()
    return [page.span(one.first, one.last) for one in firsts if page.kinds[one.first - 1] != "number"]


def _is_of_all(page: Scan, span: Span) -> bool:
    """Whether it is the best of them all: "the chain's best on waste", not "the firm's best quarter"."""
    one, after = page.mentioned[page.index(span[0])], page.index(span[1])
    if one is None or page.forms[one.last] not in ("'", "’"):
        return False
    return page.kinds[after] != "word" or page.has(after, "apart")


def _unlisted(page: Scan) -> list[Span]:
    """The best or worst of people whom no list knows: "top three upsellers", "demonstrator of the week"."""
    counted = [
        page.span(mention.first, at + 1)
        for mention in page.places("rank")
        for at in range(mention.last, mention.last + 2)
        if ends_like_several(page, at) and any(_is_number(page, near) for near in (mention.first - 1, at - 1))
    ]
    titled = [
        page.span(mention.first - 1, mention.last)
        for mention in page.places("title")
        if ends_like_people(page, mention.first - 1)
    ]
    return counted + titled


def _is_number(page: Scan, at: int) -> bool:
    return page.kinds[at] == "number" or page.has(at, "number")


def _opens(page: Scan, span: Span) -> bool:
    """Whether it opens a clause: "Who sells most?", "Fewest refunds … wins lunch"."""
    first = page.index(span[0])
    return first == 0 or page.kinds[first - 1] == "sign"


def _is_limit(page: Scan, after: int) -> bool:
    return _is_number(page, after) or page.has(after, "clock")


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
    return page.runs(("ordinal",), ("among", "several"), within=0) if page.mentions_any(*who) else []


def _against(page: Scan) -> list[Span]:
    """One better than another: "beat the night shift", "above the other four classes"."""
    if not page.mentions_any(*_BETTER, "beside", "contest", "inter", "at_least", "passing"):
        return []
    named = [
        *page.runs(_BETTER, _WHO, within=2, past=("apart", "number", "plan")),
        *page.runs(("outdo",), ("department",), within=1),
        *page.runs(("outdo",), _WHO, within=4, past=("apart", "number", "plan")),
        *page.runs(_BETTER, ("those",), _WHO, within=3, past=("number",)),
    ]
    peers = page.runs((*_BETTER, "beside"), ("peer",), within=4, past=("number",))
    return [
        *(span for span in peers if not _is_counted(page, span)),
        *(span for span in named if _is_the_head(page, span)),
        *page.runs(("outdo",), ("those",), within=1),
        *page.runs(_BETTER, ("given_name",), within=0),
        *(span for span in page.runs(("outdo",), ("kin",), within=0) if _is_name(page, page.index(span[1]))),
        *page.runs(("let",), _WHO, ("outdo",), within=3),
        *(span for span in page.runs(_WHO, ("outdo",), within=3) if _are_names(page, span)),
        *page.runs(_WHO, ("contest",), within=1),
        *page.runs(("contest",), ("peer", *_WHO), within=2),
        *page.runs(("inter",), _WHO, ("trophy",), within=1),
        *(
            span
            for span in page.runs(_WHO, (*_BETTER, "beside", "at_least", "passing"), _WHO, within=8)
            if _is_twice(page, span)
        ),
    ]


def _is_the_head(page: Scan, span: Span) -> bool:
    """Whether the people are what one is compared with: not "more than 3 nurses", "than the team's plan"."""
    after = page.index(span[1])
    return not (_is_counted(page, span) or page.forms[after] in ("'", "’") or page.has(after, "plan"))


def _is_counted(page: Scan, span: Span) -> bool:
    return "number" in page.kinds[page.index(span[0]) : page.index(span[1])]


def _are_names(page: Scan, span: Span) -> bool:
    """Whether one named unit is to beat another: "Leeds branch to beat Hull"."""
    one, after = page.mentioned[page.index(span[0])], page.index(span[1])
    return (
        one is not None
        and _is_name(page, after)
        and (_is_name(page, one.first - 1) or _is_name(page, one.last))
    )


def _is_name(page: Scan, at: int) -> bool:
    return 0 <= at < page.size and not page.mentioned[at] and page.text[page.starts[at]].isupper()


def _is_twice(page: Scan, span: Span) -> bool:
    """Whether only names tell the two apart: "shop 114 does better than shop 98"."""
    one, after = page.mentioned[page.index(span[0])], page.index(span[1])
    if not one or page.forms[one.first] != page.forms[after - 1]:
        return False
    return "" != page.forms[after] != page.forms[one.last]


def _shared_out(page: Scan, amounts: tuple[Amount, ...]) -> list[Span]:
    """How many may get which grade: "A 20%, B 70%, C 10%"."""
    if not page.mentions_any("grading"):
        return []
    shares = [amount for amount in amounts if amount.unit == "percent"]
    whole = len(shares) > 2 and sum(amount.value for amount in shares) == _WHOLE
    few = any(amount.comparison == "at most" for amount in shares) or page.mentions_any("fraction")
    capped = few and page.mentions_any("top_grade")
    spread = page.runs(("grading",), ("spread",), within=1) if shares else []
    return page.found("grading") if whole or capped else spread


def _curves(page: Scan) -> list[Span]:
    """How many are to get which grade, whatever the grades are: "phân phối 20-70-10"."""
    return [page.span(one.first, one.last) for one in page.places("spread") if _is_split(page, one.last)]


def _is_split(page: Scan, at: int) -> bool:
    """Whether three numbers follow that are a whole together."""
    parts, signs = page.forms[at : at + 5 : 2], page.kinds[at + 1 : at + 5 : 2]
    return signs == ["sign"] * 2 and all(map(str.isdecimal, parts)) and sum(map(int, parts)) == _WHOLE


RULE = Rule(
    id="individual-ranking",
    severity="must",
    reason="numbers-only",
    check=_check,
    bad={
        "en": (
            "Rank the cashiers by scanning speed each week",
            "The losing team buys lunch at the end of the month",
            "Top 3 agents by calls handled, weekly",
        ),
        "vi": (
            "Xếp hạng nhân viên theo doanh số mỗi tháng",
            "Doanh số tháng 6 cao hơn chi nhánh Hà Nội",
            "Tổ thua trực cuối tuần",
        ),
    },
    good={
        "en": (
            "Fix the top 5 issues by May",
            "Market share above our biggest competitor by 2027",
            "Average scanning time under 3 seconds",
        ),
        "vi": (
            "Xử lý 5 lỗi hay gặp nhất trước 30/9",
            "Thị phần đứng đầu thị trường miền Trung vào cuối năm",
            "Doanh số tháng 6 đạt 400 triệu",
        ),
    },
)

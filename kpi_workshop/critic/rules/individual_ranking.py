"""People or teams are set against each other."""

from collections.abc import Iterator

from kpi_workshop.critic.firsts import first_or_last
from kpi_workshop.critic.rule import Evidence, Rule
from kpi_workshop.reading import Amount, Reading, Span
from kpi_workshop.reading.scan import Scan
from kpi_workshop.reading.signs import APOSTROPHES

_WHO = ("person", "place", "group")
_GOOD_PEOPLE = ("performer", "talent", "earner", "seller", "leader", "executive")
_AT_THE_END = ("last_one", "rank", "position", "number", "finish")
_LIFTED_BACK = 5
"""In tokens: how far before the worst of them may stand that they are helped."""
_KEPT_BACK = 6
"""In tokens: how far before "top performers" may stand that they are to stay."""
_BETTER = ("outdo", "than")
_BESIDE = ("beside", "side_by_side")
_WHOLE = 100
"""In percent."""


def _check(statement: Reading) -> Iterator[Evidence]:
    page = statement.people
    if _is_given_up(page) or _is_of_firms(page):
        return
    inside = not page.mentions_any("rivals")
    found = first_or_last(page, _WHO if inside else ("person",))
    if inside and not found:
        found = [
            *page.found("ranking"),
            *_in_a_fraction(page),
            *page.runs(("person",), ("league",), within=0),
            *page.runs(("sorting",), _WHO, ("peer",), within=2),
            *_against(page),
            *_shared_out(page, statement.amounts),
            *_curves(page),
            *_prizes(page),
        ]
    for span in [span for span in found if not _is_of_something_else(page, span)][:1]:
        yield Evidence(span, {"words": statement.said(span)})


def _is_given_up(page: Scan) -> bool:
    """Whether they are to be set against each other no longer: "replace the sales leaderboard with …"."""
    schemes = ("ranking_scheme", "title")
    # "Không xếp hạng chót" is a place all the same.
    given_up = [
        span
        for span in page.runs(("abolish",), ("ranking_scheme",), within=2)
        if not page.has(page.index(span[1]), *_AT_THE_END)
    ]
    return bool(given_up or page.runs(schemes, ("abolished",), within=2))


def _is_of_firms(page: Scan) -> bool:
    """Whether one whole organisation has its place in a region: "our hospital ranks first in the county"."""
    opening = page.has(0, "organisation") or page.has(1, "organisation") or page.forms[0] == "we"
    return opening and page.mentions_any("home_area") and not page.mentions_any("person")


def _is_of_something_else(page: Scan, span: Span) -> bool:
    """Whether the best are to stay, the worst are helped, or things sell best: "retain top performers"."""
    first = page.index(span[0])
    if page.has(first - 1, "ware") and not page.mentions_any("person"):
        return True  # "5 dòng sản phẩm đứng cuối bảng doanh số"
    if page.nearest(range(first, page.index(span[1])), "worst_side"):
        return page.nearest(range(first - 1, max(-1, first - 1 - _LIFTED_BACK), -1), "lifting") is not None
    last = page.forms[page.index(span[1]) - 1]
    if not last.startswith(_GOOD_PEOPLE):
        return False
    kept = page.nearest(range(first - 1, max(-1, first - 1 - _KEPT_BACK), -1), "keeping", "share_of")
    return kept is not None or (last.startswith("seller") and page.mentions_any("goods"))


def _in_a_fraction(page: Scan) -> list[Span]:
    """The best or worst part of them: "bottom 10%", not "the lower quartile of house prices"."""
    people = page.mentions_any("person")
    return [
        page.span(part.first, part.last)
        for part in page.places("fraction_of_them")
        if page.forms[part.last] != "of"
        or (people and not page.has(part.last + 1, "outsider"))
        or page.nearest(range(part.last + 1, part.last + 4), *_WHO, "arena", "peer")
    ]


def _prizes(page: Scan) -> list[Span]:
    """A contest, "giải nhất 5 triệu, giải nhì 3 triệu", rather than prizes that are won elsewhere."""
    firsts = page.places("first_prize") if page.mentions_any("second_prize") else ()
    return [page.span(one.first, one.last) for one in firsts if page.kinds[one.first - 1] != "number"]


def _against(page: Scan) -> list[Span]:
    """One better than another: "beat the night shift", "above the other four classes"."""
    if not page.mentions_any(*_BETTER, *_BESIDE, "contest", "inter", "race", "at_least", "passing"):
        return []
    named = [
        *page.runs(_BETTER, _WHO, within=2, past=("apart", "number", "plan")),
        *page.runs(("outdo",), ("department",), within=1),
        *page.runs(("outdo",), _WHO, within=4, past=("apart", "number", "plan")),
        *page.runs(_BETTER, ("those",), _WHO, within=3, past=("number",)),
    ]
    peers = page.runs((*_BETTER, "beside"), ("peer",), within=4, past=("number",))
    shown = page.runs(("side_by_side",), ("peer",), within=2)
    return [
        *(span for span in peers if not _is_counted(page, span)),
        *(span for span in named if _is_the_head(page, span)),
        *page.runs(_BETTER, _WHO, ("yonder",), within=3),
        *page.runs(("race",), ("inter",), _WHO, within=4),
        *(span for span in shown if page.forms[page.index(span[1])] in APOSTROPHES),
        *page.runs(("person", "you", "peer"), _BETTER, _WHO, ("average",), within=3, past=("number",)),
        *page.runs(_BETTER, ("average",), ("inside",), (*_WHO, "peer"), within=1),
        *page.runs(("outdo",), ("those",), within=1),
        *page.runs(_BETTER, ("given_name",), within=0),
        *(span for span in page.runs(("outdo",), ("kin",), within=0) if _is_name(page, page.index(span[1]))),
        *page.runs(("let",), _WHO, ("outdo",), within=3),
        *(span for span in page.runs(_WHO, ("outdo",), within=3) if _are_names(page, span)),
        *page.runs(_WHO, ("contest",), within=1),
        *page.runs(("contest",), ("peer", *_WHO), within=4),
        *page.runs(_BETTER, ("share_of",), ("peer",), within=3),
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
    return not (_is_counted(page, span) or page.forms[after] in APOSTROPHES or page.has(after, "plan"))


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
    if not page.mentions_any("grading", "bands"):
        return []
    shares = [amount for amount in amounts if amount.unit == "percent"]
    whole = len(shares) > 2 and sum(amount.value for amount in shares) == _WHOLE
    # "Loại A hai năm liền được nâng lương sớm tối đa 6 tháng" says for how long.
    is_share = not any(amount.unit == "duration" for amount in amounts)
    few = any(amount.comparison == "at most" for amount in shares) or (
        is_share and page.mentions_any("fraction")
    )
    capped = few and page.mentions_any("top_grade")
    if whole or capped:
        return page.found("grading")
    if not shares:
        return []
    boxes = page.runs(("rank",), ("bands",), within=0) if page.mentions_any(*_WHO) else []
    return [*page.runs(("grading",), ("spread",), within=1), *boxes]


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
            "80–85% of pupils pass by June; classes are no longer ranked",
        ),
        "vi": (
            "Xử lý 5 lỗi hay gặp nhất trước 30/9",
            "Thị phần đứng đầu thị trường miền Trung vào cuối năm",
            "Doanh số tháng 6 đạt 400 triệu",
            "80-85% học sinh đạt vào cuối năm học, không so sánh giữa các lớp",
        ),
    },
)

"""It commands instead of agreeing."""

from collections.abc import Iterator, Set

from kpi_workshop.critic.rule import Evidence, Rule
from kpi_workshop.reading import Reading, Span
from kpi_workshop.reading.lexicon import Mention
from kpi_workshop.reading.scan import Scan

_PEOPLE = ("person", "place", "group", "department", "everyone", "each", "you", "whoever", "peer")
_OTHERS = ("system", "outsider", "doubt")
_ORDERS = (
    *("imposed", "demand", "protest", "command", "commands", "requested", "pretext", "order_to", "reject"),
    *("forbidden", "may_do", "leaves_work"),
)
_REACH = 14
"""In tokens: how far before "must" the one may stand who must."""


def _check(statement: Reading) -> Iterator[Evidence]:
    page = statement.people
    if not page.mentions_any(*_ORDERS):
        return
    if page.mentions_any("legal"):
        return
    dated = {page.index(time.span[1]) for time in statement.times}
    orders = (words for words in page.places("imposed") if _is_order(page, words, dated))
    asked = page.runs(("demand",), (*_PEOPLE, "boss", "act"), within=1, past=("apart",))
    # "Strict instruction to all tellers: …"
    told = page.runs(("order_to",), _PEOPLE, within=1)
    found = [
        *(page.span(words.first, words.last) for words in orders),
        *page.runs(("refuse",), ("protest",), within=0),
        *page.runs(("rebuff",), ("pretext",), within=1),
        *page.runs(("this_is",), ("command",), within=1),
        *page.runs(("boss",), ("commands",), within=2),
        *page.runs(("is_not",), ("requested",), within=0),
        *(span for span in page.runs(("forbidden",), ("misdeed",), within=0) if _forbids(page, span, dated)),
        *page.runs(("reject",), ("short_of_it",), within=1),
        *page.runs(("no_one",), ("person", "department"), ("may_do",), within=0),
        *page.runs(("nobody",), ("leaves_work",), ("till_then",), within=2),
        *(span for span in told if _opens(page, page.index(span[0]), dated)),
        *(span for span in asked if _opens(page, page.index(span[0]), dated)),
    ]
    for span in found[:1]:
        yield Evidence(span, {"words": statement.said(span)})


def _is_order(page: Scan, words: Mention, dated: Set[int]) -> bool:
    """Whether the words command people. `dated` are the tokens that follow a time frame."""
    if "is_to" in words.names:
        does = page.has(words.last, "act") and not page.has(words.first - 1, "plan")
        # "If we are to grow" says when, not who does what.
        told = page.has(words.first - 1, *_PEOPLE) and not page.has(words.first - 2, "doubt")
        return does or told
    if "compulsory" in words.names:
        # "Mandatory training" is a name; "mandatory for all" and "a mandatory target" are orders.
        named = page.kinds[words.last] == "word" and not page.has(words.last, "apart", "goal_word")
        return not named and page.forms[words.first - 1] != "not"
    return "must" not in words.names or _is_told(page, words, dated)


def _is_told(page: Scan, must: Mention, dated: Set[int]) -> bool:
    """Whether it is people who must, rather than a system or a customer; "must-have" is a name."""
    # In "customer satisfaction must stay above 90%" it isn't customers who must.
    is_of_a_thing = page.has(must.first - 2, "system") or page.has(must.first - 3, "system")
    if page.has(must.first - 1, "figure") and not is_of_a_thing and page.has(must.last, "aimed", "holds"):
        return True
    subject = _subject(page, must.first)
    if subject and "outsider" in subject.names and _is_from(page, subject):
        subject = None
    if (
        page.forms[must.last] == "-"
        or page.has(must.first - 1, "nobody")
        or (subject and not subject.names.isdisjoint(_OTHERS))
    ):
        return False
    if subject or "unclear" not in must.names or _opens(page, must.first, dated):
        return True
    # With nobody named, "must" may be said of a thing: only what people aim at or carry out is an order.
    done = page.forms[must.last] == "be" and page.has(must.last + 1, "carried_out")
    aimed = page.has(must.last, "aimed") and page.forms[must.last - 1] != "not"
    return done or aimed or page.has(must.last, "act")


def _forbids(page: Scan, span: Span, dated: Set[int]) -> bool:
    """Whether people are told what not to do: "Tài xế không được hủy quá 2 cuốc"."""
    first = page.index(span[0])
    subject = _subject(page, first)
    return not subject.names.isdisjoint(_PEOPLE) if subject else _opens(page, first, dated)


def _subject(page: Scan, at: int) -> Mention | None:
    """The first in a clause who could be the one who must, looking from there: people, or something else."""
    found = None
    for token in range(at - 1, max(-1, at - 1 - _REACH), -1):
        if page.kinds[token] == "sign":
            break
        if page.has(token, *_PEOPLE, *_OTHERS):
            found = page.mentioned[token]
    return found


def _is_from(page: Scan, outsider: Mention) -> bool:
    """Whether it is something of a customer's that people at work see to: "tin nhắn của khách phải rep"."""
    thing = outsider.first - 1 - (page.forms[outsider.first - 1] == "của")
    return page.has(thing, "addressed")


def _opens(page: Scan, at: int, dated: Set[int]) -> bool:
    """Whether a clause begins at a token, a time frame left aside: "In July, must …"."""
    return at == 0 or at in dated or page.kinds[at - 1] == "sign"


RULE = Rule(
    id="imposed-wording",
    severity="consider",
    reason="uninvolved",
    check=_check,
    bad={
        "en": (
            "Every employee must attend three trainings a year",
            "Sales staff are required to make 40 calls a day",
            "Close 12 deals a month, no excuses",
        ),
        "vi": (
            "Nhân viên phải tham gia 3 khóa đào tạo mỗi năm",
            "Yêu cầu nhân viên gọi 40 cuộc mỗi ngày",
            "Bằng mọi giá đạt 500 triệu trong tháng",
        ),
    },
    good={
        "en": (
            "The system must answer within 2 seconds",
            "Each employee chooses three trainings a year",
            "Accounts receivable under 30 days",
        ),
        "vi": (
            "Hệ thống phải phản hồi trong 2 giây",
            "Mỗi nhân viên tự chọn 3 khóa đào tạo mỗi năm",
            "Nợ phải thu dưới 30 ngày",
        ),
    },
)

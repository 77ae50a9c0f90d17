"""Success rests on a word that two people would read differently."""

from collections.abc import Iterator

from kpi_workshop.critic.open_ended import is_open_ended, is_ranked
from kpi_workshop.critic.rule import Evidence, Rule
from kpi_workshop.reading import Reading, Span
from kpi_workshop.reading.scan import Scan

_REACH = 5
"""In tokens: how far a word may stand from the "number of" that it belongs to."""


def _check(statement: Reading) -> Iterator[Evidence]:
    words = _words(statement) if is_open_ended(statement) else _beside_what_is_settled(statement)
    if words and not is_ranked(statement):
        yield Evidence(words, {"word": statement.said(words)})


def _beside_what_is_settled(statement: Reading) -> Span | None:
    """Words that no number pins down, because it belongs to another goal; or that "always" only repeats."""
    if not statement.targets:
        is_manner = statement.ends.mentions_any("always") and statement.absolute
        return next(iter(statement.vague), None) if is_manner else None
    asked = (*statement.vague, statement.wish) if statement.wish else statement.vague
    if not asked or len(statement.goals) < 2:
        return None
    settling = [amount.span for amount in statement.amounts]
    settling += statement.ends.found("thing", "done", "settled", "reached")
    unsettled = [goal for goal in statement.goals if not any(_within(span, goal) for span in settling)]
    return next((words for words in asked if any(_within(words, goal) for goal in unsettled)), None)


def _within(inner: Span, outer: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _words(statement: Reading) -> Span | None:
    """The first words that leave open what is meant."""
    if statement.wish:
        return next(iter(statement.vague), statement.wish)
    # "Raise NPS by better handovers" rests on the score.
    change, how = statement.change, statement.means
    how = how if change and how and change.span < how else None
    return next(
        (
            words
            for words in statement.vague
            if not _is_named_so(statement, words) and not (how and how < words)
        ),
        None,
    )


def _is_named_so(statement: Reading, words: Span) -> bool:
    """Whether a metric has the word in its name: "Share of beds in good repair"."""
    page, at = statement.ends, statement.ends.index(words[0])
    if page.has(page.index(words[1]), "quotient"):
        return True  # "Cleanliness scores"
    if _is_counted(page, at) or (page.has(at, "more") and page.has(at + 1, "measure", "how_many")):
        return True
    if at == 0 and page.has(at, "conduct"):
        return True
    if _is_all_that_is_said(page, at, page.index(words[1])):
        return False
    if statement.metric is None or words < (statement.metric[1], 0):
        return False
    # "Turnaround: quicker quotes" and "Guests are to have a memorable stay" say more than a name.
    between = range(page.index(statement.metric[1]), at)
    return not any(page.forms[token] == ":" or page.has(token, "modal", "hold") for token in between)


def _is_all_that_is_said(page: Scan, at: int, after: int) -> bool:
    """Whether nothing but the word says how much of a metric there is to be: "Năng suất vượt trội"."""
    metric = page.mentioned[0]
    return (
        metric is not None and metric.last == at and "measure" in metric.names and page.kinds[after] != "word"
    )


def _is_counted(page: Scan, at: int) -> bool:
    """Whether the word only says which are counted: "số lượng khách hàng thân thiết"."""
    for before in range(at - 1, at - 1 - _REACH, -1):
        if page.kinds[before] != "word" or page.has(before, "links"):
            return False
        if page.has(before, "tally"):
            return True
    return False


RULE = Rule(
    id="vague-wording",
    severity="must",
    reason="uninvolved",
    check=_check,
    bad={
        "en": (
            "Provide excellent service to our guests",
            "Improve communication between teams",
            "Strengthen our brand in the region by 2027",
        ),
        "vi": (
            "Nâng cao chất lượng dịch vụ",
            "Xử lý khiếu nại kịp thời",
            "Tăng cường phối hợp giữa các phòng ban trong năm 2026",
        ),
    },
    good={
        "en": (
            "Make onboarding faster: first commit within 5 days",
            "Improve NPS from 25 to 35",
            "Customer retention rate",
            "Publish a clear price list by May",
        ),
        "vi": (
            "Xử lý khiếu nại kịp thời: trong vòng 24 giờ",
            "Nâng điểm hài lòng của khách từ 4,1 lên 4,3 sao",
            "Tỷ lệ khách hàng quay lại",
            "Ban hành quy trình phối hợp rõ ràng trước 30/9",
        ),
    },
)

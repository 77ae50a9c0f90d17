"""Work done is counted or asked for, not the result that it is for."""

from collections.abc import Iterator

from kpi_workshop.critic.aims import aims
from kpi_workshop.critic.counted_work import is_result, work_of
from kpi_workshop.critic.deeds import brings, clause_at
from kpi_workshop.critic.open_ended import is_ranked
from kpi_workshop.critic.rule import Evidence, Rule
from kpi_workshop.critic.tasks import makes_thing, named_work, work_to_do
from kpi_workshop.critic.told import whole_work
from kpi_workshop.reading import Reading, Span
from kpi_workshop.reading.scan import Scan


def _check(statement: Reading) -> Iterator[Evidence]:
    page = statement.deeds
    if page.mentions_any("lapse") or _says_what_for(statement):
        return
    span = _counted(statement)
    if _is_watched(statement, span):
        return
    if span:
        told = whole_work(statement, span)
        yield Evidence(told, {"words": statement.said(told)})
    elif statement.clauses:
        span = named_work(statement) or work_to_do(statement)
        # "Each Friday we publish who is last": that is done for the ranking's sake.
        if span and not is_ranked(statement):
            told = whole_work(statement, span)
            yield Evidence(told, {"words": statement.said(told)}, "likely")


def _is_watched(statement: Reading, counted: Span | None) -> bool:
    """Whether it asks to be seen at work rather than to do it; "…, logged in the CRM" may come on top."""
    if makes_thing(statement) or not statement.stakes.mentions_any("watching"):
        return False
    page = statement.stakes
    clause = clause_at(statement, page.index(counted[0])) if counted else None
    return clause is None or any(
        mention.first < clause.last or not statement.deeds.has(mention.first, "tended")
        for mention in page.places("watching")
    )


def _says_what_for(statement: Reading) -> bool:
    """Whether it says how much is to come of the work: "Visit 30 farms so that 12 order"."""
    page = statement.deeds
    numbers = {page.index(amount.span[0]) for amount in statement.amounts}
    return any(
        (page.has(clause.end, "purpose") or page.forms[clause.end] == "to")
        and not numbers.isdisjoint(range(clause.end, clause.last))
        for clause in statement.clauses
        if clause.end < clause.last
    )


def _counted(statement: Reading) -> Span | None:
    """Where work is counted, if nothing else is."""
    page = statement.deeds
    falls = statement.change is not None and statement.change.direction == "down"
    moves = falls or (statement.baseline is not None and not page.mentions_any("up"))
    counted = aims(statement)
    if moves or not counted or not statement.clauses or brings(page):
        return None
    if any(clause.joint and _wins(page, clause.begin) for clause in statement.clauses):
        return None
    if any(is_result(statement, amount) for amount in counted):
        return None
    work = next((work for amount in counted if (work := work_of(statement, amount))), None)
    return statement.deeds.span(work.first, work.last) if work else None


def _wins(page: Scan, at: int) -> bool:
    """Whether a clause asks for something to be won rather than done: "…, and pass the audit"."""
    return page.has(at, "attain", "yields") and not page.has(
        at, "do", "deliver", "labour", "fulfil", "vague_change"
    )


RULE = Rule(
    id="activity-not-outcome",
    severity="should",
    reason="numbers-only",
    check=_check,
    bad={
        "en": (
            "300 calls a day",
            "Write 8 blog posts a month",
            "Publish the maintenance handbook by 30 September",
        ),
        "vi": ("Gọi 300 cuộc mỗi ngày", "Viết 8 bài blog mỗi tháng", "Ban hành sổ tay bảo trì trước 30/9"),
    },
    good={
        "en": (
            "Close 5 deals per month",
            "Engage 10 new leads per week",
            "Write 8 blog posts a month that bring in 50 qualified leads",
        ),
        "vi": (
            "Chốt 20 hợp đồng/tháng",
            "Có 10 khách hàng mới phản hồi mỗi tuần",
            "Viết 8 bài mỗi tháng, mang về 50 khách hàng tiềm năng",
        ),
    },
)

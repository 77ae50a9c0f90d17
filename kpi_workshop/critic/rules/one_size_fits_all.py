"""Each of several people, shops or teams gets the same number, whatever their situation."""

from collections.abc import Iterator

from kpi_workshop.critic.rule import Evidence, Rule
from kpi_workshop.reading import Amount, Reading, Span
from kpi_workshop.reading.scan import Scan

_WHO = ("person", "place")
_TREATS = ("privilege", "recognition", "reward", "prize")
_GIVEN = ("reward", "prize", "penalty", "punished")
_ALL = 100
"""In percent."""
_UNIT_BACK = 4
"""How far before "mỗi đầu người" may stand what is spent on each."""
_LOOK_BACK = 6
"""In tokens: how far before those who are meant may stand what they get."""
_LEAST_BACK = 8
"""How far before "per shop" may stand "at least"."""
_LEAST_SUM = 10_000
"""From how much on a bare figure is money, in đồng: "mỗi người 2 triệu"."""
_LOOK_AHEAD = 5
"""The same for what comes after them: "every deckhand who sold one gets …"."""


def _check(statement: Reading) -> Iterator[Evidence]:
    multiplies = statement.change is not None and statement.change.relative is not None
    page = statement.people
    if not (statement.amounts or multiplies) or page.mentions_any("adjusted"):
        return
    # "Quota per rep follows the size of the territory", "Each region sets two goals"
    if page.runs(("fitted",), ("circumstance",), within=3) or page.runs(
        ("settling",), ("own_aims",), within=1
    ):
        return
    if page.mentions_any("whoever") and page.mentions_any("the_most"):
        return  # "Whoever has the highest …" is one of them.
    who = _alike(statement) or _each(statement) or _least(statement) or _own(statement)
    if who:
        yield Evidence(who, {"who": statement.said(who)})


def _alike(statement: Reading) -> Span | None:
    """Where it says that people's situations don't count: "no matter which shift", "the same quota"."""
    page = statement.people
    both = page.runs(_WHO, ("both_alike",), within=3)  # "Trainees and seniors alike: …"
    both = both or _of_both_ends(page)
    if both:
        return both[0]
    for same in page.places("alike"):
        ahead = page.forms[same.last : same.last + 2]
        if ahead == ["for", "all"] and page.kinds[same.last + 2] != "word":
            return page.span(same.first, same.last)  # "Same target for all: 5 policies a month"
    if not statement.everyone and not page.mentions_any(*_WHO, "group", "peer", "you", "apiece"):
        return None
    ignored = page.runs(("disregard",), ("circumstance", *_WHO), within=3)
    found = page.found("alike") or ignored or page.runs(("same",), ("goal_word",), within=4)
    found = found or page.runs(("all_of",), _WHO, ("also",), within=6)
    found = found or page.runs(("peer",), ("also",), within=1)
    if not found and (statement.everyone or page.runs(("per",), _WHO, within=2)):
        found = page.found("likewise", "disregard")
    return next(iter(found), None)


def _of_both_ends(page: Scan) -> list[Span]:
    """Where both ends of a scale are meant: "reps, new and old, 15 demos a week"."""
    if not page.mentions_any(*_WHO):
        return []
    spans = [*page.runs(("either_end",), ("either_end",), within=1), *page.found("or_not")]
    return [
        span
        for span in spans
        if page.kinds[page.index(span[1])] != "word"
        and any(page.kinds[page.index(span[0]) - back] != "word" for back in (1, 2))
    ]


def _each(statement: Reading) -> Span | None:
    """Where it addresses each of them, unless that is an average, a grade, or what they get."""
    who, page = statement.everyone, statement.people
    if not who or _is_of_grades(statement) or not _has_figure_beside(statement, who):
        return None
    first, after = page.index(who[0]), page.index(who[1])
    if _is_shared(page, first) or _is_in_the_means(statement, who) or _is_unit_cost(page, first, after):
        return None
    # "26 entries from each foreman" are asked of them.
    asked = page.has(first - 1, "from") and page.has(after - 1, "person", "everyone", "you")
    # "Give each rep a quota of 12" is nothing they get.
    asked = asked or bool(page.nearest(range(after, after + _LOOK_AHEAD), "goal_word"))
    handed = first > 0 and not asked and (page.has(first - 1, "handed", "rank") or _is_supplied(page, first))
    handed = handed or (page.has(first - 1, "acts") and page.has(first - 2, "person"))  # "visits each site"
    handed = handed or _is_done_to(page, after)
    given = statement.stakes.nearest(range(first - 1, max(-1, first - 1 - _LOOK_BACK), -1), *_GIVEN)
    return None if handed or given or _is_paid(statement, first, after) else who


def _is_shared(page: Scan, first: int) -> bool:
    """Whether it is a share or an average of those who are named from token `first` on."""
    if page.has(first - 1, "share_of") and page.forms[first - 3] != str(_ALL):
        return True  # "90% of all employees"
    # "Its average check" is a figure of each shop's, and so is "each cook's average".
    averaged = any(
        not page.has(words.first - 1, "possessive") and page.forms[words.first - 1] != "s"
        for words in page.places("average")
    )
    # "Every teacher lifts the class average by 5 points": it is each class's.
    lifted = page.has(first, "each_one") and page.runs(("lifting",), ("average",), within=2)
    return averaged and not lifted and not page.has(first, "single_out")


def _is_in_the_means(statement: Reading, who: Span) -> bool:
    """Whether they only come into how it is done, without a figure of theirs: "… by moving everyone to …"."""
    means = statement.means
    return (
        means is not None
        and means[1] + 1 < who[0]  # "20 visits by every rep" says who.
        and any(amount.span[0] < means[0] for amount in statement.targets)
        and not any(who[1] <= amount.span[0] for amount in statement.amounts)
    )


def _is_unit_cost(page: Scan, first: int, after: int) -> bool:
    """Whether something is reckoned by the head: "giảm 10% chi phí tuyển mỗi đầu người"."""
    before = page.nearest(range(first - 1, max(-1, first - 1 - _UNIT_BACK), -1), "unit_cost")
    return before is not None and not page.nearest(range(first, after), "place")


def _is_of_grades(statement: Reading) -> bool:
    """Whether it says how many may get which grade: "each manager rates 10% of the team as weak"."""
    shares = (amount.unit == "percent" for amount in statement.amounts)
    return statement.people.mentions_any("grading") and any(shares)


def _is_supplied(page: Scan, first: int) -> bool:
    """Whether something is done for those from token `first` on: "hire two nurses for each ward"."""
    apart = page.has(first - 1, "apart") and not page.has(first - 1, "each_after")
    if apart and page.has(first - 2, "benefit", "person"):
        return True  # "One tablet for each nurse", "two trainers for every school"
    does = page.mentioned[first - 1]
    if does and "moves_over" in does.names and page.kinds[does.first - 1] != "word":
        return not any(
            page.has(at, "to") and page.kinds[at + 1] == "number" for at in range(first, page.size)
        )
    opening = page.mentioned[0]
    if opening is None or "supply" not in opening.names:
        return False
    return opening.last == first or page.has(first - 1, "inside", "apart")


def _is_done_to(page: Scan, after: int) -> bool:
    """Whether it says how many of them something has been done to: "everyone trained: 120 of 150"."""
    if not page.has(after, "carried_out"):
        return False
    return any(page.kinds[words.first - 1] == "number" for words in page.places("among"))


def _is_paid(statement: Reading, first: int, after: int) -> bool:
    """Whether money goes to those from token `first` to before `after`: "£12 for each learner"."""
    page, sums = statement.people, [amount for amount in statement.amounts if amount.unit == "money"]
    # "Each employee who …, who … and who … receives": the rest says who gets it.
    reach = page.size if page.has(after, "relates") else after + _LOOK_AHEAD
    ahead = range(after, reach)
    given = sums or page.mentions_any("benefit") or statement.stakes.mentions_any(*_GIVEN)
    gets = given and page.nearest(ahead, "gets")
    gets = gets or (page.nearest(ahead, "takes_it") and statement.stakes.nearest(ahead, *_TREATS))
    start = first - page.has(first - 1, "apart")
    priced = any(page.index(amount.span[1]) in (start, first) for amount in sums)
    # "Staff bring in $50k apiece": they do.
    theirs = page.runs(_WHO, ("act", "aimed"), ("apiece",), within=5, past=("gets",))
    priced = priced and all(page.index(span[1]) != after for span in theirs)
    return bool(gets or page.nearest(ahead, "paid")) or priced or _is_sum_for_each(statement, first, after)


def _is_sum_for_each(statement: Reading, first: int, after: int) -> bool:
    """Whether a condition is met and each gets a sum: "Đỗ 100%, mỗi giáo viên 2 triệu"."""
    page = statement.people
    if not (
        page.kinds[first - 1] == "sign" or page.has(first - 1, "apart")
    ) or not statement.stakes.mentions_any("if_reached"):
        return False
    begins = after + (page.forms[after] == "+")
    sums = [amount for amount in statement.amounts if page.index(amount.span[0]) == begins]
    return any(
        page.kinds[page.index(amount.span[1])] != "word" and amount.value >= _LEAST_SUM for amount in sums
    )


def _least(statement: Reading) -> Span | None:
    """What a single one is held to at least: "a minimum of two grants per club"."""
    page = statement.people
    for span in page.runs(("per",), _WHO, within=1):
        first = page.index(span[0])
        after = page.index(span[1])
        # "Per rep: 20 demos", "Per-rep target: 20 demos"
        heads = first == 0 and (page.kinds[after] != "word" or page.has(after, "goal_word"))
        # "Quota: 20 boxes/picker/hour"
        is_target = page.has(first - 1, "goal_word") or (
            page.has(0, "goal_word") and page.forms[1] == ":" and not page.mentions_any("average")
        )
        if heads or is_target:
            return span
        least = page.nearest(range(first - 1, max(-1, first - 1 - _LEAST_BACK), -1), "least_of")
        # "Least revenue per shop: 20" names a measure first.
        is_ratio = page.kinds[first + 1] == "number"  # "6/10 người"
        if least and not is_ratio and any(page.has_number(at) for at in range(least.last, first)):
            return span
    return None


def _own(statement: Reading) -> Span | None:
    """Where people are held to a figure for what is each one's own: "Staff keep their own queue under 15"."""
    return next(iter(statement.people.runs(_WHO, ("each_own",), within=_LEAST_BACK)), None)


def _has_figure_beside(statement: Reading, who: Span) -> bool:
    """Whether there is a figure for them, beside how many they are: "all 12 shops"."""
    if statement.change and statement.change.relative is not None:
        return True  # "Every account manager doubles their book"
    page = statement.people
    return any(
        amount.role != "stake"
        and (amount.span[1] <= who[0] or who[1] <= amount.span[0])
        and not _is_of_known(page, amount)
        for amount in statement.amounts
    )


def _is_of_known(page: Scan, amount: Amount) -> bool:
    """Whether it only says how many there are of what is known already: "knows our three values"."""
    before = page.index(amount.span[0]) - 1
    named = page.has(before, "restart", "possessive") and not page.has(before, "every")
    return amount.unit == "count" and (named or page.has(before, "numbered_time"))


RULE = Rule(
    id="one-size-fits-all",
    severity="should",
    reason="inflexible",
    check=_check,
    bad={
        "en": ("Each sales rep closes 12 deals per month", "Everyone sells 20 subscriptions a month"),
        "vi": ("500 triệu VND mỗi tháng cho tất cả nhân viên", "Mỗi chi nhánh mở mới 150 tài khoản/tháng"),
    },
    good={
        "en": (
            "Close 12 deals per month",
            "5 merge requests per engineer per month on average",
            "Each shop agrees its own growth target between 5% and 15% with its manager",
            "By June 80–85% of pupils pass (71% today), each class measured against its own last term",
        ),
        "vi": (
            "Cả đội đạt doanh số 800tr/tháng",
            "Bình quân 4,3 sao trên tất cả chi nhánh trong năm",
            "Mỗi chi nhánh tự thống nhất chỉ tiêu tăng trưởng 5-15% với giám đốc vùng",
            "Cuối học kỳ II 80-85% học sinh đạt (nay 71%), mỗi lớp chỉ so với chính mình học kỳ trước",
        ),
    },
)

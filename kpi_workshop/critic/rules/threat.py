"""A penalty or a loss is named for missing it."""

from collections.abc import Iterable, Iterator

from kpi_workshop.critic.rule import Confidence, Evidence, Rule
from kpi_workshop.critic.stakes import (
    Frame,
    before,
    beside,
    follows_a_miss,
    framed,
    is_for_whom,
    is_measured,
    is_part_of_a_name,
    offers_help,
    says_if,
)
from kpi_workshop.critic.ultimatum import ultimatum
from kpi_workshop.reading import Reading
from kpi_workshop.reading.lexicon import Mention
from kpi_workshop.reading.scan import Scan
from kpi_workshop.reading.signs import ARROWS

_MONEY = ("pay", "reward")
_ALWAYS: tuple[Frame, ...] = (
    *(("lose", *_MONEY), ("denied", *_MONEY), ("nothing_of", *_MONEY), ("drawn_from", *_MONEY)),
    *(("pay", "cut_off", "vanish"), ("reward", "cut_off", "vanish"), ("forfeits", "privilege", "their")),
    *(("keep_your", "privilege", "pay", "assigned"), ("subject_to", "trouble")),
    *(("redone", "own_time"), ("livelihood", "hangs_on"), ("charged", "livelihood")),
)
"""What is said when somebody loses pay, or "gives up the corner office"."""
_AFTER_A_MISS: tuple[Frame, ...] = (
    *(("lose", "privilege", "their"), ("nothing_of", "privilege"), ("privilege", "cut_off")),
    *(
        ("refused", "granted"),
        ("denied", "kept_on"),
        ("lower_post", "person", "at_work"),
        ("saddled", "free_time"),
        ("pay_up", "own_cost"),
        ("charged", "person", "pay", "privilege", "money"),
        ("shared_out", "pay"),
    ),
    *(
        ("duty_done", "free_time"),
        ("miss", "trouble"),
        ("pay", "shrunk"),
        ("only_gets", "pay"),
        ("docked", "person"),
        ("brings", "trouble"),
        ("borne", "person", "place", "culprit", "on_top"),
        ("ousted", "assigned", "privilege", "place"),
        ("charged", "faults"),
        ("called_to_account", "high_up"),
        ("we_wont", "keep_on"),
        ("lose", "recognition"),
    ),
)
"""What is a threat only if it comes of a miss: "works Saturday"."""
_AFTER_IF: tuple[Frame, ...] = (
    *(("assigned", "goes_to"), ("privilege", "goes_to"), ("ends_it", "assigned", "privilege", "pay")),
    *(("person", "leaves"), ("forfeits", "percent", "money"), ("chore", "chore_place")),
)
"""What is said of ordinary work as well, unless there is an "if": "the project goes to …"."""
_LESS_PAY: tuple[Frame, ...] = (("pay", "pay_loss"),)
_IN_THEIR_TIME: tuple[Frame, ...] = (("free_time", "duty_done"),)
_ANOTHER: tuple[Frame, ...] = (("someone", "another"),)
_BEARING: tuple[Frame, ...] = (*(("person", "bears_it"), ("band", "bears_it"), ("earner", "bears_it")),)
_KEEPING: tuple[Frame, ...] = (("keeps", "privilege"),)
"""What is a threat if a condition follows: "you keep the car as long as …"."""
_SURE = ("penalty", "punished", "or_else")
_WORDS = (
    *_SURE,
    "fate",
    "setback",
    "blow",
    "miss",
    "if",
    "or_who",
    "second_miss",
    "only",
    "nobody",
    "offend",
    "if_not",
    "keeps",
    "another",
    "bears_it",
    "falls_short",
    "faults",
    "failing",
    "incident",
    "taken_off",
    "results",
    "sanction",
    *(frame[0] for frame in (*_ALWAYS, *_AFTER_A_MISS, *_AFTER_IF)),
)
_THEN = frozenset({"thì", "là"})
_MAY = frozenset({"can", "could", "will", "would", "may"})
_MUST = frozenset({"must", "should", "phải", "cần"})
_REACH = 6
"""In tokens: how far from a fine it may say that others pay or get it."""
_POINTS = frozenset({"point", "points", "marks"})
_SUM = 3
"""In tokens: how long a sum is at most."""
_WORD_OR_TWO = 2
"""In tokens: how far ahead of what is done to a complaint that is named."""
_LENGTHS = ("lapse", "at_most", "at_least")
"""How long or how often somebody may leave the desk."""
_HOST = 2
"""In tokens: how far ahead of a treat it may say that others are given it."""
_FAR = 12
"""In tokens: how far behind a fine it may say who else pays it, and ahead of a loss whose it is."""


def _check(statement: Reading) -> Iterator[Evidence]:
    page = statement.stakes
    if not page.mentions_any(*_WORDS) and ARROWS.isdisjoint(page.forms):
        return
    for first, last, confidence in _threats(page):
        if is_for_whom(page, first):
            continue
        span = page.span(first.first, last.last)
        yield Evidence(span, {"words": statement.said(span)}, confidence)
        return


def _threats(page: Scan) -> Iterator[tuple[Mention, Mention, Confidence]]:
    """The first and the last phrase of each threat."""
    for words in page.places(*_SURE):
        # "Xử lý kỷ luật đúng thời hạn" is somebody's work.
        is_work = page.has(words.last, "handled")
        is_work = is_work or _is_adjective(page, words)
        if not is_work and not is_measured(page, words) and not _is_others(page, words):
            yield words, words, "sure"
    for loss, thing in _losses(page, _ALWAYS):
        yield loss, thing, "sure"
    # "If we miss it, we look at what got in the way" is the opposite of a threat.
    if not offers_help(page):
        for loss, thing in (*_after_a_miss(page), *_after_if(page)):
            yield loss, thing, "likely"
    condition = ultimatum(page)
    if condition:
        yield condition, condition, "likely"


def _after_a_miss(page: Scan) -> Iterator[tuple[Mention, Mention]]:
    for loss, thing in _losses(page, _AFTER_A_MISS):
        # Who loses something has missed something: "Drivers with two alerts lose their fuel card".
        is_theirs = "lose" in loss.names and page.nearest(before(loss.first, _FAR), "person")
        # "Staff who work nights" says whom it is about.
        is_about = _is_about(page, loss)
        # "Team chốt nhiều nhất được chị đãi trà sữa" is a treat.
        is_treat = "pay_up" in loss.names and page.nearest(before(loss.first, _HOST), "receive")
        if (is_theirs or follows_a_miss(page, loss)) and not (is_about or is_treat):
            yield loss, thing
    for keep, thing in framed(page, _KEEPING):
        if page.nearest(range(thing.last, thing.last + _REACH), "as_long"):
            yield keep, thing
    # "… giao cho tổ khác", "… cuối tuần trực on-call"
    for one, other in (*framed(page, _ANOTHER, within=1), *framed(page, _IN_THEIR_TIME, within=2)):
        if follows_a_miss(page, one):
            yield one, other
    # "Chốt ca thiếu tiền, thu ngân bù"
    for person, bears in framed(page, _BEARING, within=2):
        if follows_a_miss(page, person) and page.kinds[bears.last] != "word":
            yield person, bears
    yield from _fates(page)


def _fates(page: Scan) -> Iterator[tuple[Mention, Mention]]:
    """What befalls people after a miss, in a word or two: "sent home", "$50 fine", "pay cut"."""
    # "Pumps below 80% uptime are replaced" is maintenance.
    for fate in () if page.has(0, "gear") else page.places("fate", "setback"):
        # "Grade D: at least 5% of staff"
        is_share = page.has(fate.last, "at_least", "at_most") and page.kinds[fate.last + 2] == "number"
        # "Each complaint will be closed"; "rời ghế quá 20 phút" is a break.
        is_of_a_case = page.nearest(before(fate.first, _WORD_OR_TWO), "incident")
        is_break = page.has(fate.first, "leaves_seat") and page.has(fate.last, *_LENGTHS)
        if (
            not is_share
            and not is_of_a_case
            and not is_break
            and not _is_adjective(page, fate)
            and follows_a_miss(page, fate)
            and not is_measured(page, fate)
            and not _is_others(page, fate)
        ):
            yield fate, fate
    yield from _sums_taken_off(page)
    for sanction in page.places("sanction"):
        if _stands_alone(page, sanction) and follows_a_miss(page, sanction):
            yield sanction, sanction
    for pay, loss in framed(page, _LESS_PAY, within=1):
        if follows_a_miss(page, loss) and not is_measured(page, pay) and _ends_there(page, loss):
            yield pay, loss


def _sums_taken_off(page: Scan) -> Iterator[tuple[Mention, Mention]]:
    """ "£10 docked for any delivery more than 30 minutes late"."""
    for cut in page.places("taken_off"):
        money = page.nearest(before(cut.first, _SUM), "money", "scale")
        is_sum = money is not None or page.forms[cut.first - 1] in _POINTS
        is_counted = page.nearest(before(cut.first, _REACH), "counting")
        if is_sum and not is_counted and follows_a_miss(page, cut) and not _is_others(page, cut):
            yield cut, cut


def _is_about(page: Scan, act: Mention) -> bool:
    """Whether it says which people are meant: "who work nights", "who can run the night shift"."""
    ahead = page.forms[act.first - 2 : act.first] if act.first > 1 else page.forms[: act.first]
    return ahead[-1:] in (["who"], ["that"]) or (ahead[:1] in (["who"], ["that"]) and ahead[1] in _MAY)


def _is_adjective(page: Scan, fate: Mention) -> bool:
    """Whether it says of what things a statement speaks: "Suspended sentences: 40", "Fired kilns …"."""
    return fate.first == 0 and page.forms[0].endswith("ed") and not _ends_there(page, fate)


def _stands_alone(page: Scan, sanction: Mention) -> bool:
    """Whether a noun is all that comes of a miss: "$50 fine for …", "…, termination"."""
    ahead = sanction.first - 1
    while page.kinds[ahead] == "number" or page.has(ahead, "money", "percent"):
        ahead -= 1
    begins = page.kinds[ahead] in ("", "sign") or page.has(ahead, "brings")
    return begins and _ends_there(page, sanction) and not is_measured(page, sanction)


def _ends_there(page: Scan, sanction: Mention) -> bool:
    """Whether no other noun follows, as in "termination rate"."""
    return page.kinds[sanction.last] != "word" or page.has(
        sanction.last, "no_verb", "if_missed", "lapse", "imposed"
    )


def _after_if(page: Scan) -> Iterator[tuple[Mention, Mention]]:
    for thing, change in _losses(page, _AFTER_IF):
        # "If cases aren't closed in 5 days" is the condition itself, and who must do it is asked to.
        is_case = page.has(change.first - 1, "unmet", "receive")
        is_told = not _MUST.isdisjoint(page.forms[thing.last : change.first])
        if says_if(page, change) and not is_case and not is_told:
            yield thing, change
    for blow in page.places("blow"):
        if says_if(page, blow) and not is_measured(page, blow):
            yield blow, blow


def _losses(page: Scan, frames: Iterable[Frame]) -> Iterator[tuple[Mention, Mention]]:
    for start, end in framed(page, frames):
        # After a number it is a noun: "18 drops a shift".
        is_verb = not start.names.isdisjoint(("drawn_from", "refused", "pay"))
        is_dated = page.forms[start.first - 2] == "in"  # "Sites with an accident in 2026 forfeit …"
        is_noun = page.kinds[start.first - 1] == "number" and not is_verb and not is_dated
        # "Close 12 contracts"
        is_asked = start.first == 0 and page.kinds[start.last] == "number" and "ends_it" in start.names
        is_counted = is_noun or is_asked or is_measured(page, start) or _is_of_another(page, start, end)
        # "its budget": what follows on "its" is what is lost.
        is_thing = "their" not in end.names
        is_named = is_part_of_a_name(page, start) or (is_thing and is_part_of_a_name(page, end))
        # "No complaints this month, bonus doubled": a comma parts them.
        is_apart = "nothing_of" in start.names and "," in page.forms[start.last : end.first]
        # "Không đủ 40 học viên thì …" counts them.
        is_conclusion = page.forms[start.first] in _THEN
        is_others = not is_conclusion and page.nearest(before(start.first, _REACH), "outsider")
        # "Members lose their discount if they cancel"
        is_patrons = "lose" in start.names and page.has(start.first - 1, "patron")
        if not (is_counted or is_named or is_apart or is_others or is_patrons):
            yield start, end


def _is_of_another(page: Scan, none: Mention, thing: Mention) -> bool:
    """Whether there is to be none of something else: "Zero complaints, bonus 500"."""
    if none.names.isdisjoint(("nothing_of", "denied", "ends_it")):
        return False
    between = range(none.last, thing.first)
    others = ("lapse", "faults", "miss", "receive", "measure")
    return any(page.kinds[at] == "sign" or page.has(at, *others) for at in between)


def _is_others(page: Scan, words: Mention) -> bool:
    """Whether others than the people at work pay or are paid: "service credits to customers"."""
    # "Offers back from suppliers in 5 days, or we …"
    is_theirs = "or_else" in words.names and page.nearest(before(words.first, _FAR), "service_penalty")
    return bool(
        is_theirs
        or page.nearest(range(words.last, words.last + _REACH), "service_penalty")
        or page.nearest(beside(page, words, _REACH), "outsider")
        or _is_of_outsiders(page, words)
    )


def _is_of_outsiders(page: Scan, words: Mention) -> bool:
    """Whether those named next are others: not "hạ lương giáo viên có 10% học sinh yếu"."""
    whose = page.nearest(range(words.last, words.last + _FAR), "outsider", "at_work", "person")
    return whose is not None and "outsider" in whose.names


RULE = Rule(
    id="threat",
    severity="must",
    reason="unrecognised",
    check=_check,
    bad={
        "en": (
            "Agents below 40 calls a day get a written warning",
            "Miss the target two months running: no bonus",
            "Stock losses above 0.5% are deducted from wages",
            "Drivers with two speeding alerts a month lose their fuel card",
            "If absence isn't below 4% by spring, we bring the agency in",
        ),
        "vi": (
            "Ai không đạt 40 cuộc gọi/ngày bị trừ lương",
            "Hai lần trễ hạn trong quý: viết bản kiểm điểm",
            "Trễ hạn báo cáo: phạt 200 nghìn",
            "Tỷ lệ lỗi vượt 1%: tổ trưởng xuống làm công nhân",
            "Bán dưới 10 thẻ/tháng: cắt cơm trưa",
        ),
    },
    good={
        "en": (
            "A team dinner when the target is reached",
            "Service credits of at most 1% of fees paid to customers this year",
            "Early-warning signs discussed with the ward each Monday",
            "If we miss 90% we sit down together and see what got in the way",
            "Contracts lost to rivals: no more than 3 this quarter",
            "70% of people are done in one visit so that people don't lose another day's wages",
        ),
        "vi": (
            "Đạt chỉ tiêu thì cả nhóm được thư khen",
            "Tiền bồi thường cho khách hàng dưới 1% doanh thu năm",
            "Cảnh báo cháy được kiểm tra mỗi thứ hai",
            "Nếu chưa đạt, tháng sau cả nhóm cùng rà lại và hạ mức cho vừa sức",
            "Hợp đồng bị khách hủy: không quá 2 hợp đồng/tháng",
            "80-85% học sinh đạt vào cuối năm học, không cắt thưởng",
            "70% người dân xong việc ngay lần đầu, để bà con khỏi đi lại nhiều lần",
        ),
    },
)

"""Which clauses only say something about the goal that another asks for: how, for whom, how things stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kpi_workshop.reading.clauses import ASKING
from kpi_workshop.reading.model import Clause
from kpi_workshop.reading.scan import Scan
from kpi_workshop.reading.separate import SOFT

_NEAR = 3
"""In tokens: how far after "all of" may stand who they are."""
_UNDER = frozenset({"under", "per"})
_PAID_OR_LOST = ("penalty", "reward")
_ASIDES = (*_PAID_OR_LOST, "watching")
"""Lists of what is gained, lost or watched, which makes a clause say something about the goal before it."""
_OUT_OF = frozenset({"of", "among", "trong"})
_THE = frozenset({"the", "our", "these", "those", "số"})
EITHER = frozenset({"or", "hoặc", "hay"})
_FOR = frozenset({"for", "per", "on", "cho"})
_PAID = ("receive", "on_top")


class Text(NamedTuple):
    """What is known of a statement before its goals are."""

    page: Scan
    """Its words for what is done and what comes of it."""
    stakes: Scan
    in_time: Sequence[bool]
    """For each token, whether it says when."""
    head_last: bool
    """Whether its language puts the main noun of a group last."""
    forbidden: int | None
    """The last token of where it says that something is never to be."""


def is_for_whom(page: Scan, clause: Clause) -> bool:
    """Whether a clause only names those whom the goal is for: "All 14 stores, big or small: …"."""
    of_them = page.mentioned[clause.first]
    if clause.joint or of_them is None or "all_of_them" not in of_them.names:
        return False
    them = page.nearest(range(of_them.last, min(of_them.last + _NEAR, clause.last)), "person", "place")
    return them is not None and them.last == clause.last


def purpose(page: Scan, parts: Sequence[Clause]) -> int:
    """How many clauses at the start only say what the rest is for: "To reach grade 3, sell …"."""
    if page.forms[parts[0].first] != "to":
        return 0
    many = 1
    while many < len(parts) and parts[many].joint == "and" and page.forms[parts[many - 1].last] != ",":
        many += 1
    mark = parts[many - 1].last
    if page.forms[mark] != "," or page.forms[mark + 1] == "to":
        return 0
    # "To win two clients and cut waste to 3%, all by June" asks for both.
    return many if many == 1 or page.has(mark + 1, *ASKING, "makes", "labour", "teller") else 0


def leads_up(page: Scan, clause: Clause) -> bool:
    """Whether a statement begins with how or under what conditions: "Without overtime above 6%, ship …"."""
    return not clause.joint and page.forms[clause.last] == "," and page.has(clause.first, "leads_up")


def is_basis(text: Text, clause: Clause) -> bool:
    """Whether a statement begins with how many there are of what it speaks of: "Of the 5 lines, 3 …"."""
    page, count = text.page, clause.first + 1
    if clause.joint or page.forms[clause.first] not in _OUT_OF or page.forms[clause.last] != ",":
        return False
    count += page.forms[count] in _THE
    return (
        page.kinds[count] == page.kinds[clause.last + 1] == "number"
        and not any(text.in_time[clause.first : clause.last])
        and not page.has(count + 1, "clock", "hour", "calendar", "scale", "unit", "percent", "money")
    )


def is_interposed(page: Scan, parts: Sequence[Clause], at: int) -> bool:
    """Whether a clause only says which of them, before what they do: "Every shop, big or small, sells …"."""
    if not 0 < at < len(parts) - 1 or parts[at].joint != "comma" or parts[at + 1].joint != "comma":
        return False
    clause, whom = parts[at], parts[at - 1]
    named = whom.begin == whom.last and page.nearest(range(whom.first, whom.last), "each", "everyone")
    return bool(named) and not EITHER.isdisjoint(page.forms[clause.first : clause.last])


def is_per_extra(page: Scan, clause: Clause) -> bool:
    """Whether a clause says what each one above the target brings: "…; £20 for each one above that"."""
    if not clause.joint:
        return False
    return any(
        page.forms[at] in _FOR
        and page.has(at + 1, "every")
        and page.nearest(range(at + 2, min(at + 2 + _NEAR, clause.last)), "beyond") is not None
        for at in range(clause.first + 1, min(clause.first + 1 + _NEAR, clause.last))
    )


def is_duty(page: Scan, clause: Clause) -> bool:
    """Whether a clause tells what others ask or reach: "By law …", "The regulator wants 72 hours"."""
    if not page.mentions_any("by_law", "authority", "norm"):
        return False
    opening = range(clause.first, min(clause.first + _NEAR + 1, clause.last))
    if page.nearest(opening, "by_law") is not None or _must_by_law(page, clause):
        return True
    if page.forms[clause.first] in _UNDER and page.nearest(opening, "authority") is not None:
        return True  # "Under the franchise agreement stock must be counted monthly"
    asks = _is_followed(page, clause, opening, "authority", ("demands",))
    return asks or _is_followed(page, clause, opening, "norm", ("stands", "average"))


def _must_by_law(page: Scan, clause: Clause) -> bool:
    """Whether things, rather than people, must be so by law: "Lorries must be tested by law; …"."""
    words = range(clause.first, clause.last)
    must = page.nearest(words, "must", "modal")
    if must is None or page.nearest(words, "person") is not None:
        return False
    return page.nearest(range(must.last, clause.last), "by_law") is not None


def _is_followed(page: Scan, clause: Clause, opening: range, who: str, does: tuple[str, ...]) -> bool:
    begins = page.nearest(opening, who)
    if begins is None:
        return False
    return page.nearest(range(begins.last, min(begins.last + _NEAR, clause.last)), *does) is not None


def is_lapse(page: Scan, clause: Clause) -> bool:
    """Whether a clause says what is once too often: "Two misses and …", "three late ones and …"."""
    if page.has(clause.begin, "lapse"):
        return True
    after = range(clause.begin + 1, min(clause.begin + 1 + _NEAR, clause.last))
    return page.has_number(clause.begin) and page.nearest(after, "slip", "lapse") is not None


def is_too_often(page: Scan, clause: Clause) -> bool:
    """Whether a clause says no more than what is once too often: "Two strikes and …"."""
    after = clause.begin + 1
    return after + 1 == clause.last and page.has_number(clause.begin) and page.has(after, "slip", "lapse")


def tells(text: Text, clause: Clause) -> bool:
    """Whether a clause tells how things stand or stood, before another asks for more: "We run 12 clinics"."""
    page = text.page
    if page.has(clause.first, "situation"):
        return True
    at = next((at for at in range(clause.first, clause.last) if not text.in_time[at]), clause.first)
    if not page.has(at, "teller"):
        return False
    verb = at + 1 + (page.forms[at + 1].endswith("ly") or page.has(at + 1, "already"))
    if page.forms[verb].endswith("ed") or page.has(verb, "told"):
        return True
    # "We run three workshops in May" may be asked for.
    dated = any(text.in_time[later] and page.has(later, "by_then") for later in range(verb, clause.last))
    return page.has(verb, "stands") and not dated


def is_aside(text: Text, clause: Clause) -> bool:
    """Whether a clause only adds something to the goal before it: a guard rail, a reward, a helper."""
    page, tokens = text.page, range(clause.begin, clause.end)
    # "This" of "this year" points at nothing that was said.
    names = frozenset[str]().union(*(page.names[at] for at in tokens if not text.in_time[at]))
    if (
        ("pays" in names and not _is_hired(page, clause))
        or ("helpers" in names and not _is_won(text, clause))
        or _is_given(page, clause)
    ):
        return True
    if text.stakes.mentions_any(*_ASIDES) and _has_stake(text, clause):
        return True
    if _is_of_quotas(page, clause):
        return True
    if not clause.joint:
        return False
    if _is_paid_out(text, clause) or page.has(clause.first, "befalls_you", "provided"):
        return True
    within = ("guard", "back") if clause.joint in SOFT else ("back",)
    guards = page.has(clause.begin, "guard_first")
    if clause.joint == "stop" and page.has(clause.begin, "upkeep"):
        guards = False  # In a sentence of its own it is a goal of its own: "…; keep arrears below 3%".
    return guards or not names.isdisjoint(within)


def _is_of_quotas(page: Scan, clause: Clause) -> bool:
    """Whether a clause tells how targets come about: "Officers agree their own figures with …"."""
    if clause.joint not in ("", "stop") or not page.mentions_any("settled_with"):
        return False
    tokens = range(clause.first, clause.last)
    return page.nearest(tokens, "figure_for") is not None and page.nearest(tokens, "settled_with") is not None


def _is_hired(page: Scan, clause: Clause) -> bool:
    """Whether people are taken on, rather than something paid out: "nhận 3 kỹ thuật viên"."""
    begins = page.has(clause.begin, "pays") and page.kinds[clause.begin + 1] == "number"
    return begins and page.has(clause.begin + 2, "person")


def _is_won(text: Text, clause: Clause) -> bool:
    """Whether helpers are what is asked for: "Two more vets hired by June"."""
    page = text.page
    won = page.nearest(range(clause.begin, clause.end), "done", "state", "yields")
    return not clause.joint and won is not None and text.in_time[won.last]


def _is_given(page: Scan, clause: Clause) -> bool:
    """Whether somebody gives those who are to do it something: "legal lends us two clerks"."""
    if not page.mentions_any("given_to"):
        return False
    return any(
        page.has(at, "given_to") and page.has(at + 1, "receiver") for at in range(clause.first, clause.last)
    )


def _has_stake(text: Text, clause: Clause) -> bool:
    """Whether a clause speaks of what is gained or lost, ahead of any "or lose …"."""
    # What is watched may itself be made: "Soạn lại nội quy, lắp 4 camera".
    asides = _PAID_OR_LOST if text.page.has(clause.begin, "makes") else _ASIDES
    for at in range(clause.begin, clause.end):
        if text.stakes.has(at, *asides):
            return True
        if at > clause.begin and text.stakes.has(at, "or_else"):
            return False
    return False


def _is_paid_out(text: Text, clause: Clause) -> bool:
    """Whether somebody gets money, or a share: "… and £150 lands in your pay", "… 2% goes to you"."""
    page, stakes = text.page, text.stakes
    if not page.mentions_any("money", "percent") or not stakes.mentions_any(*_PAID, "purse", "pay"):
        return False
    at = next((at for at in range(clause.first, clause.end) if page.has(at, "money", "percent")), None)
    if at is None:
        return False
    after = at + 1 + (page.kinds[at + 1] == "number")
    behind = range(after, min(after + 2 * _NEAR, clause.last))
    if page.has(at, "percent"):
        # "2% of the price goes in your pocket"
        lands = page.nearest(range(after, min(after + 3 * _NEAR, clause.last)), "lands")
        return (
            lands is not None and stakes.nearest(range(lands.last, clause.last), "purse", "their") is not None
        )
    return stakes.has(after, *_PAID) or stakes.nearest(behind, "pay", "purse") is not None

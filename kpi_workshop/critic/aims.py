"""The numbers that say how much is to be done or to come of it, apart from those that only stand beside."""

from __future__ import annotations

from kpi_workshop.critic.deeds import clause_at
from kpi_workshop.reading import Reading
from kpi_workshop.reading.model import Amount

_GAINED = ("reward", "pay", "punished", "penalty", "charged", "forfeits")
"""Lists of the words beside which any number says what one gains or loses."""
_PAID = (*_GAINED, "purse", "raised", "on_top", "prize", "fate", "drawn_from", "lose", "beneficiary")
"""Lists of those in whose clause a sum says so."""
_BASES = frozenset({"of", "cứ"})
_BESIDE = 3
"""In tokens: how far such a word may stand from its number."""


def aims(statement: Reading) -> list[Amount]:
    """The targets of a statement that aren't beside the point: a reward, a status, or out of how many."""
    if not statement.clauses:  # "0)"
        return list(statement.targets)
    return [amount for amount in statement.targets if not _is_beside(statement, amount)]


def _is_beside(statement: Reading, amount: Amount) -> bool:
    page = statement.deeds
    first, last = page.index(amount.span[0]), page.index(amount.span[1])
    if page.forms[first - 1] == "(" and page.has(last, "done"):
        return True  # "(50% complete)"
    if page.forms[last] == ")" and amount.unit == "count" and amount.value % 1 and amount.value < 1:
        return True  # "(Score: 0.9)"
    if page.forms[first - 1] == "(" and page.forms[last] == ")" and amount.unit == "duration":
        return True  # "Draft the tender (3 weeks)"
    if page.forms[first - 1] == "with" and page.has(first - 2, "done"):
        return True  # "Glossary created with 100% of terms"
    if amount.unit == "duration" and page.has(first - 1, "every"):
        return True  # "once every two (2) hours"
    return _is_basis(statement, first) or _is_at_stake(statement, amount, first, last)


def _is_basis(statement: Reading, first: int) -> bool:
    """Whether a number says out of how many: "Of the 30 firms that we call, 8 …"."""
    page, clause = statement.deeds, clause_at(statement, first)
    start = page.forms[clause.first]
    is_basis = start in _BASES or (start == "out" and page.forms[clause.first + 1] == "of")
    return is_basis and clause.last < page.size


def _is_at_stake(statement: Reading, amount: Amount, first: int, last: int) -> bool:
    """Whether a number says what is gained or lost: "60 calls a day, and RM 300 for it"."""
    page = statement.stakes
    if not (page.mentions_any(*_PAID) or statement.deeds.mentions_any("pays")):
        return False
    clause = clause_at(statement, first)
    near = range(max(clause.first, first - _BESIDE), min(last + _BESIDE, clause.last))
    if any(page.has(at, *_GAINED) for at in near):
        return True
    whole = range(clause.first, clause.last)
    return amount.unit == "money" and any(
        page.has(at, *_PAID) or statement.deeds.has(at, "pays") for at in whole
    )

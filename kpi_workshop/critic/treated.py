"""What was done to the things and people that are counted: "12 policies reviewed", "95% of tills moved"."""

from __future__ import annotations

from kpi_workshop.critic.deeds import clause_at, noun_at
from kpi_workshop.reading import Reading
from kpi_workshop.reading.lexicon import Mention
from kpi_workshop.reading.model import Clause
from kpi_workshop.reading.scan import Scan
from kpi_workshop.reading.signs import DASHES

_NAME = 7
"""In tokens: how long the name of what is counted may be ("95% of the lifts in the old town tested")."""
_TOWARDS = frozenset({"to", "for", "with", "by", "in", "on", "at", "across", "from", "of", "over"})
_INTO = _TOWARDS | {"into", "onto", "under", "through"}
_OTHERS = ("outsider", "result")
"""Lists of those whose doing is a response: "Survey completed by 60% of guests"."""
_WORK = ("work", "effort")
_PAPERS = ("artefact", "document")
_HANDED = frozenset({"given", "handed", "sent", "shown", "issued", "offered", "provided"})
_WITH = frozenset({"with", "have", "has", "through"})
_AIMED = frozenset({"target", "goal", "plan"})
"""Words after which the number of a share or a count may follow: "Audits held (2024 target 40)"."""
_GOES_ON = ("links", "per", "every", "lead_in", "scope", "by", "joins", "given", "purpose")
_SEPARATORS = DASHES | {":", "=", "≥", ">", "("}


def treated(statement: Reading, first: int, last: int) -> Mention | None:
    """The participle that says what was done to what is counted by the number at these tokens."""
    page = statement.deeds
    if not page.mentions_any("tended", "held", "handled", *_WORK, *_PAPERS):
        return None
    clause = clause_at(statement, first)
    done = (
        _behind(statement, clause, last)
        or _before(page, last)
        or _provided(statement, clause, last)
        or _ahead(statement, clause, first, last)
        or _in_label(page, clause, first)
    )
    return None if done is None or _is_timed(statement, done) else done


def worked_on(page: Scan, clause: Clause) -> Mention | None:
    """What was done to the things of a bare metric: "Number of drains flushed", "Share of leases audited"."""
    # "# inlets cleaned"
    if page.forms[clause.first] != "#" and not page.has(clause.begin, "counter", "unit", "measure"):
        return None
    done = page.nearest(range(clause.begin + 1, min(clause.begin + _NAME, clause.last)), "tended", "upkept")
    if done is None or not _ends(page, done):
        return None
    # "Homes completed" are there for all to see.
    return None if "ready" in done.names and page.has(done.first - 1, "goods") else done


def _behind(statement: Reading, clause: Clause, last: int) -> Mention | None:
    """What follows the thing: "40 lifts tested", "90% of leases are reviewed"."""
    page = statement.deeds
    done = page.nearest(range(last + 1, min(last + _NAME, clause.last)), "tended")
    if done is None or not _ends(page, done) or page.nearest(range(last, done.first), "yields", "vacancy"):
        return None  # "30% of board seats held by women" are filled.
    noun = noun_at(statement, last + (page.forms[last] == "of"))
    is_gained = noun is not None and "result" in noun.names and "work" not in noun.names
    return None if is_gained and "contact" not in done.names else done


def _before(page: Scan, last: int) -> Mention | None:
    """What stands before the thing: "20 redlined contracts", "15 audited files"."""
    done = page.mentioned[last]
    if done is None or done.first < last or "handled" not in done.names:
        return None
    return None if page.kinds[done.last] != "word" or page.has(done.last, "links") else done


def _ahead(statement: Reading, clause: Clause, first: int, last: int) -> Mention | None:
    """What stands before for whom it is done: "Manuals written for 8 lines", "Training given to 60 cooks"."""
    page = statement.deeds
    while page.has(first - 1, "at_least", "filler", "specific") and page.forms[first - 1] not in _TOWARDS:
        first -= 1
    if page.forms[first - 1] not in _TOWARDS:
        return None
    task = _task(page, clause, first) or _paper(page, clause, first)
    if task:
        return task
    done = page.mentioned[first - 2]
    if done is None or (done.first <= clause.begin and clause.joint != "and"):
        return None
    if page.forms[first - 1] == "by":
        noun = noun_at(statement, last + (page.forms[last] == "of"))
        if noun is None or "person" not in noun.names or not noun.names.isdisjoint(_OTHERS):
            return None
    before = range(clause.begin, done.first)
    if "tended" in done.names:
        return None if page.nearest(before, "result", "yields", "measure") else done
    is_held = "held" in done.names and page.nearest(before, "work", "effort", "artefact")
    return done if is_held else None


def _task(page: Scan, clause: Clause, first: int) -> Mention | None:
    """The work of which a number says for how many it is: "Conduct exit interviews with 90% of leavers"."""
    verb = page.mentioned[clause.begin]
    if verb is None or "do" not in verb.names or "endless" in verb.names:
        return None
    made = page.nearest(range(verb.last, first), *_WORK, *_PAPERS, "measure", "result", "yields")
    return verb if made and made.names.isdisjoint(("result", "yields")) and _is_work(made) else None


def _paper(page: Scan, clause: Clause, first: int) -> Mention | None:
    """What there is to be for so many: "Runbooks for 8 services"."""
    paper = page.mentioned[first - 2]
    if paper is None or page.forms[first - 1] != "for" or not _is_work(paper):
        return None
    others = page.nearest(
        range(clause.begin, paper.first), "result", "yields", "measure", "attain", "up", "down"
    )
    return None if others else paper


def _provided(statement: Reading, clause: Clause, last: int) -> Mention | None:
    """The paper that a share of the things comes with: "80% of services have a runbook"."""
    page = statement.deeds
    noun = noun_at(statement, last + (page.forms[last] == "of"))
    if page.forms[last] != "of":
        return None
    handed = next(
        (at for at in range(last, min(last + _NAME, clause.last)) if page.forms[at] in _HANDED), None
    )
    if handed is not None:
        # "90% of patients given a leaflet"
        return page.nearest(range(handed + 1, min(handed + _NAME, clause.last)), *_PAPERS, "effort", "work")
    if noun is not None and not noun.names.isdisjoint(_OTHERS):
        return None
    start = next((at for at in range(last, min(last + _NAME, clause.last)) if page.forms[at] in _WITH), None)
    if start is None:
        return None
    # "90% of managers through media training"
    lists = ("effort",) if page.forms[start] == "through" else _PAPERS
    paper = page.nearest(range(start + 1, min(start + _NAME, clause.last)), *lists, "result", "yields")
    return paper if paper and "result" not in paper.names and _is_work(paper) else None


def _is_work(mention: Mention) -> bool:
    return not mention.names.isdisjoint((*_WORK, *_PAPERS))


def _in_label(page: Scan, clause: Clause, first: int) -> Mention | None:
    """What the name of a share says before its number: "Share of contracts reviewed: 95%"."""
    if page.forms[first - 1] in _AIMED:
        first = next((at for at in range(first - 1, clause.first, -1) if page.kinds[at] == "sign"), first)
    separator = first if page.kinds[first] == "sign" else first - 1
    if page.forms[separator] not in _SEPARATORS or not page.has(clause.first, "counter", "measure"):
        return None
    done = page.nearest(range(clause.first + 1, first), "tended")
    return done if done and _ends(page, done) else None


def _ends(page: Scan, done: Mention) -> bool:
    """Whether a participle says what was done, and isn't an adjective: "reviewed drafts"."""
    if page.kinds[done.last] != "word" or page.forms[done.last - 1] in _INTO:
        return True
    return page.has(done.last, *_GOES_ON) or page.forms[done.last].endswith("ly")


def _is_timed(statement: Reading, done: Mention) -> bool:
    """Whether it says how fast or how well it went, which is a result: "95% of claims reviewed in 5 days"."""
    page = statement.deeds
    if page.nearest(range(done.last, page.size), "kept_to", "yields"):
        return True
    return any(
        amount.unit == "duration" and page.index(amount.span[0]) >= done.last for amount in statement.amounts
    )

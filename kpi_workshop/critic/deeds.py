"""What stands in a statement as a verb of doing, and what as the noun that a verb or a number is about."""

from __future__ import annotations

import bisect
from collections.abc import Iterable

from kpi_workshop.reading import Reading
from kpi_workshop.reading.lexicon import Mention
from kpi_workshop.reading.model import Clause
from kpi_workshop.reading.scan import Scan

DOING = frozenset({"do", "contact", "labour", "handles"})
"""Lists of the verbs that say what people do, whatever comes of it."""
PEOPLE = frozenset({"result", "person", "outsider"})
"""Lists of those whom nobody's work makes: a number of them is a result, unless they are only met."""

_NOUNS = PEOPLE | {"work", "toil", "nominal", "place", "thing", "measure", "artefact", "project"}
_ENDS_A_NOUN = frozenset(
    {"links", "relates", "scope", "from", "every", "per", "joins", "to", "by", "at_most", "at_least", "given"}
)
"""Lists whose words end a noun: "4 visits | to farms"."""
_VERBS_OF_A_SENTENCE = frozenset({"is", "are", "was", "will", "must", "can", "has"})
PASSIVE = frozenset({"is", "are", "was", "were", "been", "be"})
_NOUN = 4
"""In tokens: how far a noun may reach."""
_OBJECT = 3
"""In tokens: how far behind a verb a number may begin that belongs to it."""
_SYLLABLES = 5
"""In tokens: the same in Vietnamese, where each syllable is one."""
_SENTENCE = 16
"""In tokens: how far behind its subject the verb of a sentence may stand."""
_VACANCY = 5
"""In tokens: how far behind "fill" the places may stand: "Fill the three open nursing roles"."""
_GERUND = 6
"""In letters: words such as "bring" are shorter."""


def clause_at(statement: Reading, at: int) -> Clause:
    """The clause in which a token stands."""
    return statement.clauses[bisect.bisect_right(statement.clauses, at, key=lambda clause: clause.first) - 1]


def noun_at(statement: Reading, at: int) -> Mention | None:
    """The noun that begins at a token: its last known word in English, its first in Vietnamese."""
    page = statement.deeds
    head = None
    end = min(at + _NOUN, page.size)
    while at < end and _in_noun(page, at):
        mention = page.mentioned[at]
        if mention and not mention.names.isdisjoint(_NOUNS):
            head = mention
            if statement.language != "en" or page.forms[mention.last - 1] == "of":
                break  # "Pages of | user docs"
        elif head and mention is None and statement.language == "en" and page.forms[at].endswith("s"):
            head = None  # "audit adjustments"
        at = mention.last if mention else at + 1
    return head


def _in_noun(page: Scan, at: int) -> bool:
    # "ten-minute checks"
    is_hyphen = page.forms[at] in ("-", "/") and page.touches(at) and page.touches(at - 1)
    # "SOC 2 readiness assessment"
    is_number = page.kinds[at] == "number" and page.has(at - 1, "numbered")
    return is_hyphen or is_number or (page.kinds[at] == "word" and page.names[at].isdisjoint(_ENDS_A_NOUN))


def after_counters(statement: Reading, at: int) -> int:
    """The index after words such as "the number of"."""
    while statement.deeds.has(at, "counter", "specific"):
        at += 1
    return at


def verb_before(statement: Reading, clause: Clause, at: int) -> Mention | None:
    """The verb of doing that a number belongs to: "Inspect 40 doors", "clerks key 120 invoices"."""
    page = statement.deeds
    opening = page.mentioned[clause.begin]
    first = page.mentioned[clause.first - 2] if clause.joint == "and" else None
    if opening and first and page.has(clause.begin, "vague_change") and not first.names.isdisjoint(DOING):
        # "Publish and promote 6 case studies"
        return first if at <= opening.last + _OBJECT else None
    reach = _OBJECT if statement.language == "en" else _SYLLABLES
    # "Staff arriving 10 minutes late" are people.
    acts = opening is not None and not opening.names.isdisjoint(DOING) and "person" not in opening.names
    if opening and acts and opening.first < at <= opening.last + reach:
        noun = page.nearest(range(opening.last, at), "measure", "result", "links", "scope")
        return None if noun and statement.language == "en" else opening
    unknown = unknown_verb(statement, clause.begin)
    if unknown and at <= unknown.last + _OBJECT:
        return unknown
    while page.has(at - 1, "at_least") and at > clause.begin:
        at -= 1  # "Each adviser meets at least | 15 students"
    near = page.mentioned[at - 1]
    if near is None or near.names.isdisjoint(DOING):
        return None
    # "Đội dân quân tuần tra 3 lần"
    is_told_who = statement.language == "vi" and page.has(clause.first, "person", "place")
    # "Farm worker to meet 12 groups"
    asked = near.first - 1 - (page.forms[near.first - 1] == "to")
    return near if is_told_who or page.has(asked, "person", "place", "modal") else None


def unknown_verb(statement: Reading, at: int) -> Mention | None:
    """A word of no list that stands as a verb of doing does: "Pruning 12 hedges", "Grease all bearings"."""
    page = statement.deeds
    if statement.language != "en" or page.names[at] or statement.common.names[at] or page.kinds[at] != "word":
        return None
    if statement.stakes.has(at, "miss"):
        return None  # "Failing the stock count twice …"
    behind = at + 1 + page.has(at + 1, "particle")
    # "Spin down the cluster"
    says_whose = page.has(behind, "specific", "article")
    is_gerund = len(page.forms[at]) >= _GERUND and page.forms[at].endswith("ing")
    is_subject = not _VERBS_OF_A_SENTENCE.isdisjoint(page.forms[at : at + _SENTENCE])
    if is_subject if is_gerund else not says_whose:
        return None
    if not says_whose and page.kinds[at + 1] != "number":
        return None
    return Mention(frozenset({"do", "labour"}), 0.0, at, behind)


def reached(statement: Reading, tokens: Iterable[int]) -> Mention | None:
    """Whom some work has reached: "Share of stores visited", "Tỷ lệ điểm bán được viếng thăm"."""
    page = statement.deeds
    for at in tokens:
        is_passive = page.forms[at].endswith("ed") or page.forms[at - 1] in ("được", "duoc")
        # "Share of staff trained", but not "staff trained feel able to …"
        goes_on = (
            statement.language == "en"
            and page.kinds[at + 1] == "word"
            and not page.has(at + 1, "links", "every")
        )
        if is_passive and page.has(at, "contact") and not goes_on:
            return page.mentioned[at]
    return None


def brings(page: Scan) -> bool:
    """Whether it says what is to come of work: "… so that 20 enrol", but not "satisfaction survey"."""
    return any(not _is_about(page, mention) for mention in page.places("yields")) or _staffs(page)


def _staffs(page: Scan) -> bool:
    """Whether it is to find people for open places: "Fill 4 vacancies", but not "Fill 40 shelves"."""
    return bool(page.runs(("staffs",), ("vacancy",), within=_VACANCY))


def _is_about(page: Scan, mention: Mention) -> bool:
    """Whether a word for a result only says what a thing is about."""
    if page.has(mention.last, "artefact", "thing", "work"):
        return True
    if page.forms[mention.first] == "top" and page.has(mention.first - 1, *DOING):
        return True  # "Identify top 10 causes"
    if "person" in mention.names and page.has(mention.first - 1, "specific", "article", "each"):
        return True  # "Training for new recruits"
    is_gerund = page.forms[mention.first].endswith("ing")
    if is_gerund and (
        page.has(mention.first - 1, "article", "specific") or page.forms[mention.first - 1] == "-"
    ):
        return True
    is_taken_up = page.forms[mention.last - 1] in ("adopted", "converted")
    if is_taken_up and page.has(mention.first - 1, "artefact", "work", "thing"):
        return True  # "Review template adopted in all squads"
    # "A satisfaction score is defined"
    behind = range(mention.last, mention.last + _OBJECT)
    return any(page.forms[at] in PASSIVE and page.has(at + 1, "made") for at in behind)

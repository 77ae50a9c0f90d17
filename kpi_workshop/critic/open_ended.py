"""Whether a statement leaves open when it is reached."""

from kpi_workshop.critic.rules.individual_ranking import RULE as _RANKING
from kpi_workshop.reading import Reading


def is_ranked(statement: Reading) -> bool:
    """Whether somebody is to be first, last or better than others, so that the places are the target."""
    place = statement.has("ranking") or statement.people.mentions_any("fraction_of_them")
    return place or any(True for _ in _RANKING.check(statement))


def is_open_ended(statement: Reading) -> bool:
    """Whether nothing settles what reaching it means."""
    return not statement.is_pinned_down or _says_only_how(statement)


def _says_only_how(statement: Reading) -> bool:
    """Whether it asks for work, and says how well rather than what is to come of it: "Báo cáo trung thực".

    In Vietnamese such words follow what is done; in English they stand before a thing, and belong to it.
    """
    if statement.language != "vi" or not statement.vague or not statement.is_deliverable:
        return False
    settled = statement.absolute or statement.ends.mentions_any("multiple", "reached", "settled")
    return not (settled or statement.amounts or statement.times)

"""Words for people at work that stand in no list: "upseller", "lapidarists"."""

from __future__ import annotations

from kpi_workshop.reading.scan import Scan

_ONE = ("er", "or", "ist", "ian", "man", "woman")
_SEVERAL = ("ers", "ors", "ists", "ians", "men", "women", "ees")


def ends_like_people(page: Scan, at: int) -> bool:
    """Whether the token at this index is an unknown word that ends like one for people."""
    return page.mentioned[at] is None and page.forms[at].endswith((*_ONE, *_SEVERAL))


def ends_like_several(page: Scan, at: int) -> bool:
    """The same for a word in the plural."""
    return page.mentioned[at] is None and page.forms[at].endswith(_SEVERAL)

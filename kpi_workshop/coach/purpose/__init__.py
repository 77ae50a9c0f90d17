"""Tell the purpose: the story of a KPI on one page, and a session of fifteen minutes to share it.

>>> story("Increase sales by 50%", {"why": "two of our shops lose money"}).part("why").text("en")
'Two of our shops lose money.'
"""

from kpi_workshop.coach.purpose.session import session
from kpi_workshop.coach.purpose.story import PARTS, Story, story

__all__ = ["PARTS", "Story", "session", "story"]

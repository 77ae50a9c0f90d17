"""Reward: recognition that isn't (only) money, planned so that nobody is forgotten.

>>> from kpi_workshop.coach.rewards import own, suggest
>>> [one.idea.id for one in suggest(own(["time", "private", "manager"]), most=2)]
['leave-early', 'family-hours']
"""

from kpi_workshop.coach.rewards.calendar import Plan, Turn, plan
from kpi_workshop.coach.rewards.contingent import Caution, caution
from kpi_workshop.coach.rewards.ideas import Idea, ideas
from kpi_workshop.coach.rewards.people import Person, Thanks, people_called, team, thanks_in
from kpi_workshop.coach.rewards.preferences import (
    LEAST_ANSWERS,
    Preferences,
    counted,
    gather,
    own,
    wish_called,
)
from kpi_workshop.coach.rewards.reminding import Reminder, reminders
from kpi_workshop.coach.rewards.suggesting import Suggestion, suggest

__all__ = [
    "LEAST_ANSWERS",
    "Caution",
    "Idea",
    "Person",
    "Plan",
    "Preferences",
    "Reminder",
    "Suggestion",
    "Thanks",
    "Turn",
    "caution",
    "counted",
    "gather",
    "ideas",
    "own",
    "people_called",
    "plan",
    "reminders",
    "suggest",
    "team",
    "thanks_in",
    "wish_called",
]

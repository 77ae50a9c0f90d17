"""The check-in coach: a guide for a short, regular talk about one KPI.

>>> import datetime as dt
>>> from kpi_workshop.kpi import Kpi
>>> kpi = Kpi(id="1", text="Repeat orders a week", baseline="42", target="50")
>>> talk = guide(kpi, on=dt.date(2027, 1, 12))
>>> talk.sections[1].questions[0].text("en")
'What progress have you made, and what support do you need?'
>>> talk.minutes, talk.next_on.isoformat()
(15, '2027-01-19')
"""

from kpi_workshop.coach.checkin.guide import SETTINGS, Guide, Question, Section, Setting, guide
from kpi_workshop.coach.checkin.model import ADJUSTABLE, FITS, Change, Fit, Note, Support, open_support
from kpi_workshop.coach.checkin.progress import Progress, progress
from kpi_workshop.coach.checkin.relevance import QUESTIONS, Relevance, relevance

__all__ = [
    "ADJUSTABLE",
    "FITS",
    "QUESTIONS",
    "SETTINGS",
    "Change",
    "Fit",
    "Guide",
    "Note",
    "Progress",
    "Question",
    "Relevance",
    "Section",
    "Setting",
    "Support",
    "guide",
    "open_support",
    "progress",
    "relevance",
]

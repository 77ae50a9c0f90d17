"""The rewrite coach: from a statement, one question at a time, to drafts of a better one.

>>> dialogue = start("Increase sales by 50%")
>>> dialogue.question.text("en")
'What do you have now?'
>>> dialogue.answered("120 orders a week").drafts[0].blanks[0].text
'[what has to be different]'

What nobody knows stays a blank in square brackets: no number, name or date is ever made up.
"""

from kpi_workshop.coach.rewrite.dialogue import Dialogue, start
from kpi_workshop.coach.rewrite.model import Change, Draft, HeldBack, Question, Segment

__all__ = ["Change", "Dialogue", "Draft", "HeldBack", "Question", "Segment", "start"]

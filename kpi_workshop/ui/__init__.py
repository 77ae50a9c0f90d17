"""The pages, each opened by one call from its notebook."""

from __future__ import annotations

from typing import Any

from IPython import display as _ipython


def lobby() -> None:
    """Where everybody starts."""
    from kpi_workshop.ui.plain import LobbyPage

    _display(LobbyPage())


def join() -> None:
    """The participant's page."""
    from kpi_workshop.ui.participant import ParticipantPage

    _display(ParticipantPage())


def facilitate() -> None:
    """The facilitator's desk, with the form that prepares a session below it."""
    from kpi_workshop.ui.desk import DeskPage
    from kpi_workshop.ui.prepare import PrepareForm

    desk = DeskPage()
    _display(desk, PrepareForm(desk).box)


def projector() -> None:
    """The page on the wall."""
    from kpi_workshop.ui.projector import ProjectorPage

    _display(ProjectorPage())


def coach() -> None:
    """Work on a KPI of one's own with the coach's tools."""
    from kpi_workshop.ui.coach import CoachPage

    _display(CoachPage())


def learn() -> None:
    """The map of the course."""
    from kpi_workshop.ui.course import LearnPage

    _display(LearnPage())


def lesson(name: str) -> None:
    """One lesson of the course."""
    from kpi_workshop.ui.course import LessonPage

    _display(LessonPage(name))


def check_in() -> None:
    """What was agreed, and the questions that keep it alive."""
    from kpi_workshop.ui.checkin import CheckInPage

    _display(CheckInPage())


def _display(*widgets: Any) -> None:
    show: Any = _ipython.display
    show(*widgets)

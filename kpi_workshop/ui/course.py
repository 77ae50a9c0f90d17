"""The course's pages: its map, and a page for each lesson. What a learner does stays in their browser.

In JupyterLab, where an address and with it a browser's storage changes from start to start, the kernel keeps
it as well, in a file of this person's own; it never reaches a server's database.
"""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from typing import Any

from kpi_workshop import content, exercises
from kpi_workshop.content import ContentError, Problem
from kpi_workshop.course import certificate
from kpi_workshop.course.lessons import Lesson, lesson, lessons
from kpi_workshop.course.progress import ProgressFile
from kpi_workshop.course.struggles import learner_key
from kpi_workshop.exercises import Exercise, Outcome
from kpi_workshop.exercises.model import say
from kpi_workshop.ui.page import Message
from kpi_workshop.ui.plain import PlainPage


class _CoursePage(PlainPage):
    """A page that knows how far its learner has come."""

    alone = True

    def __init__(self) -> None:
        super().__init__()
        self._served = "KPI_WORKSHOP_DATABASE_URL" in os.environ
        self._file = None if self._served else ProgressFile()
        self._answers["keep"] = self._keep
        self._show()

    def _hello(self, message: Message) -> None:
        self._language(message)
        known = self._file.read() if self._file else {}
        self.send({"t": "welcome", "id": message.get("id"), "progress": known})

    def _keep(self, message: Message) -> None:
        if self._file is not None:
            self._file.keep(message.get("progress"))

    def _texts(self) -> dict[str, str]:
        texts = {**content.section("ui", self.language), **content.section("learn", self.language)}
        return {**texts, "code": self.language}


class LearnPage(_CoursePage):
    """The map of the course."""

    module = "learn"

    def __init__(self) -> None:
        super().__init__()
        self._answers["certificate"] = self._certificate

    def _certificate(self, message: Message) -> None:
        """Make a certificate of what the browser kept, graded anew; nothing of it stays here."""
        name = " ".join(str(message.get("name") or "").split())
        if not 0 < len(name) <= certificate.MOST_NAME:
            raise Problem("learn.name-needed", most=certificate.MOST_NAME)
        progress = message.get("progress")
        if not isinstance(progress, dict):
            raise Problem("session.not-understood")
        left = certificate.not_worked_through(progress, self.language)
        if left:
            titles = ", ".join(one.title(self.language) for one in left)
            raise Problem("learn.not-finished", lessons=titles)
        folder = os.environ.get("KPI_WORKSHOP_DATA")
        key = certificate.issuing_key(Path(folder) if folder else certificate.own_folder())
        said = certificate.Certificate(name, dt.datetime.now(dt.UTC).date(), len(lessons()))
        try:
            file = certificate.as_pdf(said, key, self.language)
        except ContentError as error:
            raise Problem("learn.name-not-printable", name=name) from error
        self.send({"t": "file", "id": message.get("id"), "name": "certificate.pdf"}, buffers=[file])

    def _visible(self) -> dict[str, Any]:
        return {"lessons": [self._row(one) for one in lessons().values()]}

    def _row(self, one: Lesson) -> dict[str, Any]:
        return {
            "id": one.id,
            "title": one.title(self.language),
            "summary": one.summary(self.language),
            "minutes": one.minutes,
            "exercises": [task.id for task in one.exercises],
        }


class LessonPage(_CoursePage):
    """One lesson: its parts one after the other, and feedback on what is answered."""

    module = "lesson"

    def __init__(self, name: str) -> None:
        """`name` is a lesson's id. Raises `KeyError` for an unknown one."""
        self._lesson = lesson(name)
        super().__init__()
        self._answers |= {"task": self._task, "grade": self._grade}

    def _visible(self) -> dict[str, Any]:
        order = list(lessons())
        place = order.index(self._lesson.id)
        following = lessons()[order[place + 1]] if place + 1 < len(order) else None
        return {
            **self._lesson.view(self.language),
            "number": place + 1,
            "next": {"id": following.id, "title": following.title(self.language)} if following else None,
        }

    def _task(self, message: Message) -> None:
        one = self._exercise(message)
        task = one.task(self.language, _variant(message))
        self.send(
            {"t": "task", "id": message.get("id"), "task": task | {"hints": list(one.hints(self.language))}}
        )

    def _grade(self, message: Message) -> None:
        one, answer = self._exercise(message), message.get("answer")
        if not isinstance(answer, dict):
            raise Problem("session.not-understood")
        outcome = one.grade(answer, self.language, _variant(message))
        self._count(one, outcome, message)
        self.send(
            {
                "t": "outcome",
                "id": message.get("id"),
                "status": outcome.status,
                "label": say(f"status.{outcome.status}", self.language),
                "notes": [
                    {"text": note.text, "good": note.good, "about": note.about} for note in outcome.notes
                ],
                "model": one.model(self.language) if outcome.attempted else "",
            }
        )

    def _count(self, one: Exercise, outcome: Outcome, message: Message) -> None:
        """For the trainer's counts, if the learner lets their page take part in them."""
        secret = message.get("learner")
        if not (
            self._served and one.kind.graded and outcome.attempted and isinstance(secret, str) and secret
        ):
            return
        try:
            hinted = message.get("hinted") is True
            self.store.learned(one.id, learner_key(secret, one.id), outcome, hinted=hinted)
        except Problem:
            self.log.exception("a try could not be counted")  # which is no concern of whoever learns

    def _exercise(self, message: Message) -> Exercise:
        known = {one.id for one in self._lesson.exercises}
        if message.get("exercise") not in known:
            raise Problem("session.not-understood")
        return exercises.exercise(str(message["exercise"]))


def _variant(message: Message) -> int:
    variant = message.get("variant", 0)
    if type(variant) is not int or not 0 <= variant < 1000:
        raise Problem("session.not-understood")
    return variant

"""What is kept of learners: for each exercise what random keys did with it, and what a trainer may see."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from kpi_workshop.course.struggles import Attempt, counts, first_attempt, may_show
from kpi_workshop.store.schema import learning, learning_shown

if TYPE_CHECKING:
    from kpi_workshop.exercises import Outcome

_KEEP = sa.text(
    "INSERT INTO learning (exercise, learner, attempt) VALUES (:exercise, :learner, :attempt)"
    " ON CONFLICT (exercise, learner) DO UPDATE SET attempt = excluded.attempt"
)
_SHOW = sa.text(
    "INSERT INTO learning_shown (exercise, learners, counts) VALUES (:exercise, :learners, :counts)"
    " ON CONFLICT (exercise) DO UPDATE SET learners = excluded.learners, counts = excluded.counts"
)


def note(connection: sa.Connection, exercise: str, learner: str, outcome: Outcome, *, hinted: bool) -> None:
    """Keep a try, and bring what is shown up to date if enough learners have come since."""
    of_exercise = sa.select(learning.c.attempt).where(learning.c.exercise == exercise)
    known = connection.scalar(of_exercise.where(learning.c.learner == learner))
    attempt = (
        Attempt.from_dict(json.loads(known)).followed_by(outcome, hinted=hinted)
        if known
        else first_attempt(outcome, hinted=hinted)
    )
    row = {"exercise": exercise, "learner": learner, "attempt": json.dumps(attempt.as_dict())}
    connection.execute(_KEEP, row)
    if known:
        return
    attempts = [Attempt.from_dict(json.loads(one)) for one in connection.scalars(of_exercise)]
    shown = sa.select(learning_shown.c.learners).where(learning_shown.c.exercise == exercise)
    if may_show(len(attempts), connection.scalar(shown) or 0):
        said = json.dumps(counts(attempts))
        connection.execute(_SHOW, {"exercise": exercise, "learners": len(attempts), "counts": said})


def shown(connection: sa.Connection) -> dict[str, dict[str, Any]]:
    """Exercise → its counts, for those that enough learners have tried."""
    rows = connection.execute(sa.select(learning_shown.c.exercise, learning_shown.c.counts))
    return {row.exercise: json.loads(row.counts) for row in rows}

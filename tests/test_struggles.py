"""What a trainer may see of learners: counts from five up, and never a difference of fewer than five."""

from __future__ import annotations

import pytest

from kpi_workshop.course.struggles import LEAST, counts, first_attempt, learner_key, may_show
from kpi_workshop.exercises import Outcome, exercise
from kpi_workshop.exercises.model import Note
from kpi_workshop.store import Store
from kpi_workshop.ui.struggles import struggles

TASK = "spot-the-harm/signs"
RIGHT = Outcome("right", (Note("Yes.", True, "picture"),))
WRONG = Outcome("wrong", (Note("No.", False, "wall"), Note("Look.", False, "seen"), Note("Still.")))


def learn(store: Store, people: range, outcome: Outcome = RIGHT, *, hinted: bool = False) -> None:
    for number in people:
        store.learned(TASK, learner_key(f"secret {number}", TASK), outcome, hinted=hinted)


def test_nothing_is_shown_of_four(store: Store) -> None:
    learn(store, range(LEAST - 1))
    learn(store, range(LEAST - 1), WRONG)
    assert store.struggles() == {}


def test_five_are_shown_and_nine_look_the_same(store: Store) -> None:
    learn(store, range(3))
    learn(store, range(3, 5), WRONG, hinted=True)
    shown = store.struggles()[TASK]
    assert shown == {"learners": 5, "at_once": 3, "later": 0, "hinted": 2, "missed": {"seen": 2, "wall": 2}}
    learn(store, range(3, 5))
    learn(store, range(5, 9), WRONG)
    assert store.struggles()[TASK] == shown
    learn(store, range(9, 10))
    assert store.struggles()[TASK] | {"missed": {}} == {
        "learners": 10,
        "at_once": 4,
        "later": 2,
        "hinted": 2,
        "missed": {},
    }


def test_nothing_links_a_learners_exercises() -> None:
    keys = {learner_key(secret, task) for secret in ("a", "b") for task in (TASK, "spot-the-harm/words")}
    assert len(keys) == 4


def test_an_earlier_database_gets_the_tables(store_url: str) -> None:
    import contextlib

    import sqlalchemy as sa

    from kpi_workshop.store import connect
    from kpi_workshop.store.databases import opened

    connect(store_url).close()
    database = opened(store_url)
    with database.writing.begin() as connection:
        connection.execute(sa.text("DROP TABLE learning"))
        connection.execute(sa.text("DROP TABLE learning_shown"))
    database.close()
    with contextlib.closing(connect(store_url)) as again:
        learn(again, range(5))
        assert again.struggles()[TASK]["learners"] == 5


@pytest.mark.parametrize(
    ("learners", "shown", "may"), [(4, 0, False), (5, 0, True), (9, 5, False), (10, 5, True)]
)
def test_when_counts_may_be_shown(learners: int, shown: int, may: bool) -> None:
    assert may_show(learners, shown) is may


@pytest.mark.parametrize("language", ["en", "vi"])
def test_counts_are_told_in_words(language: str) -> None:
    counted = counts([first_attempt(WRONG, hinted=False)] * 5)
    (lesson,) = struggles({TASK: counted, "gone/away": counted}, language)
    (row,) = lesson["exercises"]
    wall = exercise(TASK).said(language).table("options").table("wall").text("text")
    assert {"text": wall, "count": 5} in row["missed"]
    assert row["question"] == exercise(TASK).said(language).text("question")

"""The form that prepares a session: what it shows of a sheet before anything is opened."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

import ipywidgets as widgets
import pytest

from kpi_workshop import content
from kpi_workshop.ui.desk import DeskPage
from kpi_workshop.ui.prepare import PrepareForm


class QuietDesk(DeskPage):
    """A desk without a browser."""

    def send(self, content: Any, buffers: Any = None) -> None:
        """Nobody listens."""


@pytest.fixture(autouse=True)
def _database(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KPI_WORKSHOP_DATABASE_URL", sqlite_url)


def shown(widget: widgets.Widget) -> Iterator[str]:
    """All labels that can be read, from top to bottom."""
    if widget.layout.display == "none":
        return
    if isinstance(widget, widgets.Label):
        yield widget.value
    for child in getattr(widget, "children", ()):
        yield from shown(child)


def with_form(use: Callable[[PrepareForm, DeskPage], None]) -> None:
    async def run() -> None:
        desk = QuietDesk()
        try:
            form = PrepareForm(desk)
            form.box.layout.display = None  # the key is another test's subject
            use(form, desk)
        finally:
            desk.store.close()

    asyncio.run(run())


def test_a_set_is_seen_as_a_whole_in_both_languages() -> None:
    def use(form: PrepareForm, desk: DeskPage) -> None:
        form.restore({"source": "example", "example": "customer-service.en"})
        for language in content.languages():
            desk.language = language
            form.speak(language)
            form.box.layout.display = None
            labels = list(shown(form.box))
            chip = content.text("critic.at-each-others-cost.chip", language)
            assert labels.count(chip) == 1
            assert labels.count(content.text("critic.at-each-others-cost.question", language)) == 1
            assert any("Average handling time" in label for label in labels)
            fields = [content.text(f"steps.commit.{name}", language) for name in ("review_date", "rhythm")]
            (lacking,) = [label for label in labels if all(field in label for field in fields)]
            assert labels.index(lacking) > labels.index(chip)

    with_form(use)


def test_nothing_is_said_of_a_set_that_is_empty_or_of_bare_lines() -> None:
    def use(form: PrepareForm, _desk: DeskPage) -> None:
        heading = content.text("prepare.whole", "en")
        assert heading not in shown(form.box)
        form.restore({"source": "typed", "typed": "300 calls a day\nPublish the manual by May"})
        form.box.layout.display = None
        assert heading not in shown(form.box)
        form.restore({"typed": "Revenue of $40k\nProfit of $8k\nOperating costs of $9k"})
        assert heading in shown(form.box)
        assert content.text("critic.only-financial.chip", "en") in shown(form.box)

    with_form(use)


def test_every_column_that_was_read_has_a_name() -> None:
    def use(form: PrepareForm, desk: DeskPage) -> None:
        header = "KPI,Past results,Capacity,Who had a say,Meant so,Check-ins"
        form._read_file("kpis.csv", f"{header}\nOrders,42; 45,50,Manager,,weekly\n".encode())
        form.box.layout.display = None
        (read,) = [label for label in shown(form.box) if "←" in label]
        assert read.count("←") == len(header.split(","))
        assert desk.language == "en"

    with_form(use)

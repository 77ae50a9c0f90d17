"""A page's kernel side: it shows what its viewer may see and passes on what they ask for.

The browser and the kernel talk in small JSON messages, each with a type `t`:

browser → kernel: `hello` (who I am), `do` (a command), `critique` (a text being written), `coach` (a
dialogue about rewriting one), `modules` (where there is no server to fetch them from), `ping`, `language`;
pages add their own. kernel → browser: `welcome`, `ack`
and `refused` (by command id), `findings`, `coach`, `pong`. What the viewer may see is the trait `view`; the
page's words are the trait `texts`.
"""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable, Mapping
from typing import Any, ClassVar

import anywidget
import traitlets

from kpi_workshop import content
from kpi_workshop.content import Problem
from kpi_workshop.live import Seat
from kpi_workshop.session.context import MOST_TEXT, findings
from kpi_workshop.store import Store, connect
from kpi_workshop.ui.modules import loader, modules, style
from kpi_workshop.ui.rewriting import rewriting

POLL = 0.1
"""Seconds between two looks at the store: a change is on every page well within 300 ms."""
_PRESENCE_EVERY = 10
"""Polls between two looks at who is here."""

Message = Mapping[str, Any]


class Page(anywidget.AnyWidget):
    """The base of every live page. Subclasses say what `hello` means for them."""

    module: ClassVar[str]
    """The ES module in `assets/` that draws the page; also the name of its texts."""
    alone: ClassVar[bool] = False
    """Whether it is about one person only and needs no server: such a page opens in JupyterLab as well."""

    _esm = traitlets.Unicode().tag(sync=True)
    view: Any = traitlets.Dict().tag(sync=True)
    texts: Any = traitlets.Dict().tag(sync=True)
    language = traitlets.Unicode().tag(sync=True)
    languages: Any = traitlets.List().tag(sync=True)

    def __init__(self) -> None:
        language = content.known_language(os.environ.get("KPI_WORKSHOP_LANGUAGE"))
        names = [{"code": code, "name": content.text("ui.own_name", code)} for code in content.languages()]
        code = loader(
            f"{self.module}.js", alone=self.alone, elsewhere=content.text("ui.elsewhere", content.FALLBACK)
        )
        super().__init__(_esm=code, language=language, languages=names)
        self.texts = self._texts()
        self.seat: Seat | None = None
        self._store: Store | None = None
        self._trouble = ""
        self._ready = False
        self._opened = False
        self._answers: dict[str, Callable[[Message], None]] = {
            "hello": self._hello,
            "do": self._do,
            "critique": self._critique,
            "coach": self._coach,
            "ping": self._ping,
            "language": self._language,
            "modules": self._modules,
        }
        self.on_msg(self._heard)
        self._watch = asyncio.get_event_loop().create_task(self._follow())

    @property
    def store(self) -> Store:
        """The database, opened when it is first needed. Raises a Problem if it can't be."""
        if self._store is None:
            self._store = connect(os.environ["KPI_WORKSHOP_DATABASE_URL"])
        return self._store

    def _texts(self) -> dict[str, str]:
        texts = {**content.section("ui", self.language), **content.section(self.module, self.language)}
        return {**texts, "code": self.language}

    def _heard(self, _widget: object, message: object, buffers: list[memoryview]) -> None:
        """Answer one message. Whatever goes wrong is told in words; nothing is ever raised at a page."""
        if not isinstance(message, dict) or message.get("t") not in self._answers:
            return
        try:
            self._answers[message["t"]]({**message, "buffers": buffers})
        except Problem as problem:
            self._refuse(message, problem)
        except Exception:
            self.log.exception("a page's message of type %s failed", message["t"])
            self._refuse(message, Problem("session.not-understood"))
        if not self._opened:
            self._opened = True
            # The word lists: neither the opening nor the first words that are typed should wait for them.
            asyncio.get_event_loop().call_later(POLL, findings, "KPI", self.language)

    def _refuse(self, message: Message, problem: Problem) -> None:
        command = message.get("command")
        known = command if isinstance(command, dict) else message
        self.send(
            {
                "t": "refused",
                "to": message["t"],
                "id": known.get("id"),
                "key": problem.key,
                "message": problem.text(self.language),
            }
        )

    def _hello(self, message: Message) -> None:
        raise NotImplementedError

    def _sit_down(self, seat: Seat | None) -> None:
        self.seat = seat
        if seat is not None:
            seat.catch_up()
            seat.attend(ready=self._ready)
        self._show()

    def _do(self, message: Message) -> None:
        command = message.get("command")
        if self.seat is None or not isinstance(command, dict):
            raise Problem("session.not-understood")
        if command.get("do") == "ready":
            self._ready = command.get("ready") is True
            self.seat.attend(ready=self._ready)
        else:
            self.seat.ask(command)
        # It is stored: nothing that goes wrong from here on may make it look refused.
        self.send({"t": "ack", "id": command.get("id")})
        self.seat.catch_up()
        self._show()

    def _critique(self, message: Message) -> None:
        text = str(message.get("text", ""))[:MOST_TEXT]
        self.send({"t": "findings", "n": message.get("n"), "findings": findings(text, self.language)})

    def _coach(self, message: Message) -> None:
        coach = rewriting(message.get("dialogue"), self.language)
        self.send({"t": "coach", "id": message.get("id"), "coach": coach})

    def _modules(self, _message: Message) -> None:
        if self.alone:
            self.send({"t": "modules", "modules": modules(f"{self.module}.js"), "style": style()})

    def _ping(self, _message: Message) -> None:
        if self.seat is not None:
            self.seat.attend(ready=self._ready)
        self.send({"t": "pong", "now": time.time(), "trouble": self._trouble})

    def _language(self, message: Message) -> None:
        self.language = content.known_language(str(message.get("language")))
        self.texts = self._texts()
        if self.seat is not None:
            self.seat.speak(self.language)
        self._show()

    def _show(self) -> None:
        """Send what the viewer may see, if it changed."""
        before, view = self.view.get("step", {}), self._visible()
        if before.get("id") != view.get("step", {}).get("id"):
            self._ready = False  # being ready with one step says nothing about the next
        self.view = view

    def _visible(self) -> dict[str, Any]:
        return self.seat.view() if self.seat is not None else {}

    async def _follow(self) -> None:
        """Keep the page up to date for as long as its kernel lives."""
        count = 0
        while True:
            await asyncio.sleep(POLL)
            count += 1
            try:
                if self.seat is not None and (self.seat.catch_up() or count % _PRESENCE_EVERY == 0):
                    self._show()
                self._trouble = ""
            except Problem as problem:
                self._trouble = problem.text(self.language)
            except Exception:
                self.log.exception("a page could not be brought up to date")
                self._trouble = Problem("session.behind").text(self.language)

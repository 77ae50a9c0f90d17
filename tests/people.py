"""People at their browsers: they find things by what they can read, and see all that their page received."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playwright.sync_api import Browser, Page, ViewportSize, expect

if TYPE_CHECKING:
    from playwright.sync_api import Response, WebSocket

    from tests.serving_fixtures import RunningServer

PHONE, LAPTOP = (390, 844), (1280, 900)
_PATIENCE = 30_000
_SHOTS = os.environ.get("KPI_WORKSHOP_SHOTS")
"""A folder to leave screenshots in, for looking at; tests don't need it."""


class Person:
    """Somebody with a browser of their own (cookies and storage included)."""

    def __init__(
        self, browser: Browser, url: str, size: tuple[int, int] = LAPTOP, locale: str = "en-US"
    ) -> None:
        viewport = ViewportSize(width=size[0], height=size[1])
        self.context = browser.new_context(viewport=viewport, locale=locale, accept_downloads=True)
        self.context.set_default_timeout(_PATIENCE)
        self.url = url
        self.received: list[str] = []
        self.errors: list[str] = []
        self.foreign: list[str] = []
        self.page = self.new_page()

    def new_page(self) -> Page:
        """Another tab."""
        page = self.context.new_page()
        page.on("response", self._answered)
        page.on("websocket", self._listen)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", self._asked)
        return page

    def open(self, path: str) -> None:
        self.page.goto(self.url + path)

    def button(self, name: str) -> Any:
        return self.page.get_by_role("button", name=name)

    def heading(self, text: str) -> None:
        """Wait until the page says this in a heading."""
        expect(self.page.get_by_role("heading", name=text).first).to_be_visible(timeout=_PATIENCE)

    def sees(self, text: str) -> None:
        expect(self.page.get_by_text(text).first).to_be_visible(timeout=_PATIENCE)

    def got(self, text: str) -> bool:
        """Whether any byte of `text` ever reached this browser."""
        return any(text in piece for piece in self.received)

    def show(self, name: str) -> None:
        """Leave a picture of the page, if somebody wants to look."""
        if _SHOTS:
            Path(_SHOTS).mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=str(Path(_SHOTS) / f"{name}.png"))

    def close(self) -> None:
        self.context.close()

    def _asked(self, request: Any) -> None:
        if not request.url.startswith((self.url, self.url.replace("http", "ws"), "data:", "blob:")):
            self.foreign.append(request.url)

    def _answered(self, response: Response) -> None:
        # A page that is left takes the bodies of its answers along.
        with contextlib.suppress(Exception):
            if response.headers.get("content-type", "").startswith(("text/html", "application/json")):
                self.received.append(response.text())

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framereceived", self._framed)

    def _framed(self, payload: str | bytes) -> None:
        self.received.append(
            payload if isinstance(payload, str) else payload.decode("utf-8", errors="replace")
        )


class Participant(Person):
    """Somebody who takes part: on a phone, say, in Vietnamese."""

    name = ""

    def join(self, code: str, name: str, *, manager: bool = False) -> Participant:
        self.name = name
        self.open("/join")
        self.page.locator("#code").fill(code)
        self.page.locator("#name").fill(name)
        if manager:
            self.page.get_by_role("checkbox").check()
        self.page.locator("form .foot button").click()
        self.is_in()
        return self

    def is_in(self) -> None:
        """Wait until the session is on the screen."""
        expect(self.page.locator(".steps")).to_be_visible(timeout=_PATIENCE)

    @property
    def main_button(self) -> Any:
        return self.page.locator(".foot button")

    def vote_for(self, text: str) -> None:
        self.page.locator("label.choice", has_text=text).click()
        self._send()

    def write(self, text: str) -> None:
        """Type a text and wait until the page says that it is saved."""
        self.page.locator(".write textarea").fill(text)
        self.is_saved()

    def is_saved(self) -> None:
        expect(self.page.locator("[role=status]", has_text="✓").first).to_be_visible(timeout=_PATIENCE)

    def written(self, text: str) -> None:
        """Wait until the field holds this text."""
        expect(self.page.locator(".write textarea")).to_have_value(text, timeout=_PATIENCE)

    def answer(self, level: int, reason: str = "") -> None:
        self.page.locator(f".scale label:has(input[value='{level}'])").click()
        if reason:
            self.page.locator("textarea").fill(reason)
        self._send()

    def _send(self) -> None:
        self.main_button.click()
        expect(self.main_button).to_contain_text("✓", timeout=_PATIENCE)


class Facilitator(Person):
    """Whoever runs the session, and means it: what the page asks to be sure of is answered with yes."""

    def new_page(self) -> Page:
        page = super().new_page()
        page.on("dialog", lambda dialog: dialog.accept())
        return page

    def sit_down(self, key: str) -> None:
        self.open("/facilitate")
        self.page.locator("#key").fill(key)
        self.page.locator("form .btn").click()
        expect(self.page.locator(".kw-form")).to_be_visible(timeout=_PATIENCE)

    def prepare_from(self, title: str, sheet: Path) -> str:
        """Open a session from a sheet; returns the join code."""
        self.page.get_by_label("What is it called?").fill(title)
        self.page.locator(".kw-picker input[type=file]").set_input_files(str(sheet))
        expect(self.page.locator(".kw-choices input").first).to_be_visible(timeout=_PATIENCE)
        self.show("desk-prepare")
        self.button("Open the session").click()
        return self.code()

    def code(self) -> str:
        tag = self.page.locator(".bar .tag")
        expect(tag).to_have_text(re.compile("^[A-Z]{6}$"), timeout=_PATIENCE)
        return tag.inner_text()

    def go_on(self) -> None:
        """To the next step."""
        before = self.step()
        self.page.locator(".moves .btn", has_text=re.compile("^(On to|Reveal)")).click()
        expect(self.page.locator(".agenda .now")).not_to_have_text(before, timeout=_PATIENCE)

    def step(self) -> str:
        return self.page.locator(".agenda .now").inner_text()

    def press_all(self, name: str) -> None:
        """Press a button for as long as there is one: once for every KPI."""
        expect(self.button(name).first).to_be_visible(timeout=_PATIENCE)
        while self.button(name).count():
            before = self.button(name).count()
            self.button(name).first.click()
            expect(self.button(name)).to_have_count(before - 1, timeout=_PATIENCE)

    def choose(self, text: str) -> None:
        """Mark an idea as the group's choice."""
        self.page.locator(".choice.plain", has_text=text).click()
        expect(self.page.locator(".card.on", has_text=text).first).to_be_visible(timeout=_PATIENCE)
        self.sees("saved ✓")

    def fill(self, label: str, value: str) -> None:
        """Fill in a field of the charter; it is saved when it is left."""
        field = self.page.get_by_label(label, exact=True).first
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(label=value)
        else:
            field.fill(value)
        field.blur()

    def download(self, name: str, folder: Path) -> Path:
        with self.page.expect_download() as waiting:
            self.button(name).click()
        target = folder / waiting.value.suggested_filename
        waiting.value.save_as(target)
        return target


def at(server: RunningServer, browser: Browser) -> Callable[..., Participant]:
    """Makes participants of a server."""
    return lambda **how: Participant(browser, server.url, **how)

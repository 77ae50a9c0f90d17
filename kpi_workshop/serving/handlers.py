"""What the server answers at each address."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from jupyter_server.auth.identity import IdentityProvider, User
from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from jupyter_server.services.kernels.handlers import KernelHandler
from tornado.iostream import StreamClosedError
from tornado.web import HTTPError
from traitlets import default
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler

from kpi_workshop.serving.look import RETRY_SECONDS
from kpi_workshop.serving.pages import Full, Page, Pages
from kpi_workshop.serving.plain import Discreet, PlainHandler

if TYPE_CHECKING:
    from kpi_workshop.serving.database import Database


class Anybody(IdentityProvider):
    """No accounts and no cookies: whoever reaches the server may open a page. What one may do there is
    decided by the session's rules, not by Jupyter."""

    @property
    def auth_enabled(self) -> bool:
        """Nobody logs in."""
        return False

    def get_user(self, _handler: Any) -> User:
        """The same for everybody, so that nothing can tell visitors apart."""
        return User("visitor")


class PageHandler(PlainHandler):
    """Opens a page, sent as it comes: its cover at once, its widget when the kernel has it."""

    def initialize(self, **given: Any) -> None:
        """`notebook` is the name of what this address shows, `pages` opens it."""
        super().initialize(**given)
        self._notebook: str = given["notebook"]
        self._pages: Pages = given["pages"]
        self._page: Page | None = None

    async def get(self) -> None:
        """Stream the page, or say that it is full or could not be opened."""
        self.set_header("Cache-Control", "no-store")
        try:
            self._page = page = self._pages.open(self._notebook)
        except Full:
            self.set_status(503)
            self.set_header("Retry-After", str(RETRY_SECONDS))
            self.finish(self.look.message("full", "again", "", RETRY_SECONDS))
            return
        self.set_header("Content-Type", "text/html; charset=utf-8")
        try:
            async for piece in page.html():
                self.write(piece)
                await self.flush()
            if page.failed:
                self.write(self.look.failed)
            await self.finish()
        except StreamClosedError:
            return  # on_connection_close has closed the page

    def on_connection_close(self) -> None:
        """The browser went away before it had the page: nobody will look at it."""
        if self._page is not None:
            self._pages.abandon(self._page)


class HealthHandler(PlainHandler):
    """Whether the product can be used: the port is open and the database answers."""

    def initialize(self, **given: Any) -> None:
        """`database` is asked each time."""
        super().initialize(**given)
        self._database: Database = given["database"]

    async def get(self) -> None:
        """200, or 503 with the key of the reason."""
        reason = await self._database.trouble()
        self.set_header("Cache-Control", "no-store")
        self.set_status(503 if reason else 200)
        self.finish({"status": "unavailable", "reason": reason} if reason else {"status": "ok"})


class KernelModelHandler(Discreet, KernelHandler):
    """What Voilà's page asks of its kernel. Whoever knows the kernel's random id may read that it lives."""

    SUPPORTED_METHODS = ("GET",)


class LeaveHandler(PlainHandler):
    """Where a browser that leaves a page says goodbye, so that the kernel need not wait for it."""

    def initialize(self, **given: Any) -> None:
        """`pages` hears of it."""
        super().initialize(**given)
        self._pages: Pages = given["pages"]

    def post(self, kernel_id: str) -> None:
        """Always 204: a page that is unknown has been closed already."""
        page = self._pages.find(kernel_id)
        if page is not None:
            self._pages.left(page)
        self.set_status(204)


class SocketHandler(Discreet, VoilaKernelWebsocketHandler):  # type: ignore[misc]  # Voilà is untyped
    """The websocket between a page's widgets and its kernel."""

    ping_interval = 25.0
    """Seconds, as Tornado reads it. Jupyter's pings, which read milliseconds, are not started."""
    ping_timeout = 25.0

    def initialize(self, pages: Pages) -> None:
        """`pages` counts who looks at what."""
        self._pages = pages
        self._page: Page | None = None

    async def pre_get(self) -> None:
        """Connect to a live page's kernel; 404 for any other."""
        self._page = self._pages.find(self.kernel_id)
        if self._page is None:
            raise HTTPError(404)
        await super().pre_get()

    async def open(self, kernel_id: str) -> None:
        """A browser looks at the page."""
        if self._page is not None:
            self._pages.connected(self._page, self)
        connecting = self.connection.connect()
        if connecting is not None:
            await connecting

    def on_close(self) -> None:
        """It does not any more."""
        if self._page is not None:
            self._pages.disconnected(self._page, self)
        super().on_close()


class WordlessConnection(ZMQChannelsWebsocketConnection):
    """Carries messages without ever writing of them to the log, where Jupyter puts odd ones in full."""

    @default("log")
    def _no_log(self) -> logging.Logger:
        silent = logging.getLogger(f"{__name__}.wire")
        silent.setLevel(logging.CRITICAL + 1)
        return silent

"""What every answer of ours has in common: safe headers, and an error page that a person understands."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import tornado.web

if TYPE_CHECKING:
    from types import TracebackType

    from kpi_workshop.serving.look import Look

_LOG = logging.getLogger(__name__)

SAFE_HEADERS = {
    "Content-Security-Policy": "; ".join(
        (
            "default-src 'self'",
            # anywidget imports a widget's module from a blob: address, our modules import each other as data:
            "script-src 'self' blob: data:",
            # widgets bring their style as <style> elements
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'self'",
        )
    ),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


class Discreet(tornado.web.RequestHandler):
    """A handler that logs its failures without what was asked for: an address may tell of people."""

    def log_exception(
        self,
        typ: type[BaseException] | None,
        value: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        """Log what is our fault; what others ask for in vain is not worth a line."""
        if typ is not None and value is not None and not isinstance(value, tornado.web.HTTPError):
            _LOG.error("%s %s failed", self.request.method, self.request.path, exc_info=(typ, value, tb))

    def write_error(self, status_code: int, **_: Any) -> None:
        """The status alone: a script asked, and Jupyter's error page needs files that are not served here."""
        self.finish()


class PlainHandler(Discreet):
    """A request answered without Jupyter's machinery."""

    def initialize(self, **given: Any) -> None:
        """`look` has the words of error pages."""
        self.look: Look = given["look"]

    def set_default_headers(self) -> None:
        """Nothing of ours runs what others sent, is framed by others, or tells others where one came from."""
        for name, value in SAFE_HEADERS.items():
            self.set_header(name, value)
        self.clear_header("Server")

    def say_missing(self) -> None:
        """404, in every language, with a way home."""
        self.set_status(404)
        self.set_header("Cache-Control", "no-store")
        self.finish(self.look.message("missing", "home", "/"))

    def write_error(self, status_code: int, **_: Any) -> None:
        """Say that it went wrong, never how: that is for the log."""
        self.set_header("Cache-Control", "no-store")
        self.finish(self.look.message("missing" if status_code == 404 else "failed", "home", "/"))


class MissingHandler(PlainHandler):
    """Any address that is not ours."""

    def prepare(self) -> None:
        """Answer before the method is looked at."""
        self.say_missing()

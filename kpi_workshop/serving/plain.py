"""What every answer of ours has in common: safe headers, and an error page that a person understands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import tornado.web

if TYPE_CHECKING:
    from kpi_workshop.serving.look import Look

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
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'self'",
        )
    ),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


class PlainHandler(tornado.web.RequestHandler):
    """A request answered without Jupyter's machinery."""

    def initialize(self, look: Look) -> None:
        """`look` has the words of error pages."""
        self.look = look

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

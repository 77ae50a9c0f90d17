"""The words and files around a page: what Voilà's template and our own short messages are filled with."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jinja2

import kpi_workshop
from kpi_workshop.content import languages, section
from kpi_workshop.serving.assets import versioned

TEMPLATES = Path(__file__).resolve().parent / "template"
"""Voilà's template of a page and ours of a message."""
PAGE_FILES = TEMPLATES / "static"
THEME_FILES = Path(kpi_workshop.__file__).resolve().parent / "ui" / "assets"
"""Style sheet and fonts of the whole product, at `/static/kpi/`."""
RETRY_SECONDS = 10


class Look:
    """Everything about a page that does not depend on who opens it."""

    def __init__(self, language: str) -> None:
        """`language` is the page's until its widget says otherwise, and comes first in messages."""
        self.language = language
        order = sorted(languages(), key=lambda one: one != language)
        self._texts = [{"language": one, **section("serving.page", one)} for one in order]
        self._urls = {
            "look": versioned("/static/page/page.css", PAGE_FILES / "page.css"),
            "watch": versioned("/static/page/page.js", PAGE_FILES / "page.js"),
            "theme": versioned("/static/kpi/theme.css", THEME_FILES / "theme.css"),
            "shade": versioned("/static/page/shade.js", PAGE_FILES / "shade.js"),
            "icon": versioned("/static/page/icon.svg", PAGE_FILES / "icon.svg"),
        }
        self._environment = jinja2.Environment(loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=True)
        self.failed = self._render("cover.html.j2", said="failed", linked="reload", link="")
        """The end of a page that could not be opened: covers what there is of it."""

    def resources(self) -> dict[str, Any]:
        """What the page's template finds under `resources`."""
        page = {
            "language": self.language,
            "titles": section("serving.title", self.language),
            "texts": self._texts,
            "urls": self._urls,
            "fonts": [
                f"/static/kpi/{path.relative_to(THEME_FILES)}"
                for path in sorted(THEME_FILES.rglob("*.woff2"))
            ],
            "failed": self.failed,
        }
        return {"kpi": page}

    def message(self, said: str, linked: str, link: str, retry_seconds: int = 0) -> str:
        """A page of one sentence in every language; `said` and `linked` name texts of `serving.page`."""
        return self._render(
            "message.html.j2", said=said, linked=linked, link=link, retry_seconds=retry_seconds
        )

    def handbook(self, shown: str, **values: object) -> str:
        """The handbook's page: `html` is its text in the language `shown`, `others` are links to all."""
        title = section("serving.title", shown)["rules"]
        return self._render("handbook.html.j2", shown=shown, title=title, **values)

    def kit(self, shown: str, **values: object) -> str:
        """The page of what there is to print, in the language `shown`."""
        title = section("serving.title", shown)["kit"]
        return self._render("kit.html.j2", shown=shown, title=title, **values)

    def _render(self, template: str, **values: object) -> str:
        known = {"language": self.language, "texts": self._texts, "urls": self._urls}
        return self._environment.get_template(template).render(known, **values)

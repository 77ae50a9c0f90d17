"""The facilitator's kit on paper: a page of links, and each PDF, made when somebody first asks for it."""

from __future__ import annotations

import functools
from concurrent.futures import ThreadPoolExecutor

from tornado.ioloop import IOLoop

from kpi_workshop.content import languages, section
from kpi_workshop.prints import KINDS, PAPERS, Paper, choose, prints
from kpi_workshop.serving.plain import PlainHandler

_PRINTER = ThreadPoolExecutor(max_workers=1, thread_name_prefix="print")
"""One at a time: a session that runs beside it must not feel it."""


class KitHandler(PlainHandler):
    """What there is to print, in the language of the address or the server's."""

    def get(self, language: str | None = None) -> None:
        """200, or 404 for a language that isn't there."""
        chosen = language or self.look.language
        if chosen not in languages():
            self.say_missing()
            return
        self.set_header("Cache-Control", "no-cache")
        self.finish(self.look.kit(chosen, **_page(chosen)))


class PrintHandler(PlainHandler):
    """One PDF of the kit, to be saved."""

    async def get(self, language: str, paper: Paper, name: str) -> None:
        """200, or 404 for a language or a name that isn't there."""
        if language not in languages() or name not in prints():
            self.say_missing()
            return
        pdf = await IOLoop.current().run_in_executor(_PRINTER, _pdf, name, language, paper)
        filename = prints()[name].filename(language)
        self.set_header("Cache-Control", "no-cache")
        self.set_header("Content-Type", "application/pdf")
        self.set_header("Content-Disposition", f'attachment; filename="{filename}"')
        self.finish(pdf)


@functools.lru_cache(maxsize=128)
def _pdf(name: str, language: str, paper: Paper) -> bytes:
    return prints()[name].pdf(language, paper)


@functools.cache
def _page(language: str) -> dict[str, object]:
    groups = [
        [
            {
                "title": one.title(language),
                "links": [
                    {"paper": paper, "url": f"/kit/{language}/{paper}/{one.id}.pdf"} for paper in PAPERS
                ],
            }
            for one in choose(kind)
        ]
        for kind in KINDS
    ]
    others = [
        {"language": code, "name": section("ui", code)["own_name"], "url": f"/kit/{code}"}
        for code in languages()
    ]
    return {
        "words": section("kit.page", language),
        "groups": list(zip(KINDS, groups, strict=True)),
        "others": others,
    }

"""The facilitator's kit on paper: guide, agendas, handouts, case cards and poster, each a PDF.

What is printed comes from the same data as what is shown: `workshop/` and `data/`. How it looks is in the
templates of `workshop/print/`.
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from kpi_workshop.content import Problem, section, text
from kpi_workshop.prints import agenda, cards, guide, handouts, poster
from kpi_workshop.session.agenda import agendas
from kpi_workshop.typeset import PAPERS, Paper, typeset

__all__ = ["KINDS", "PAPERS", "Paper", "Print", "choose", "prints"]


KINDS = ("guide", "agenda", "handouts", "cards", "poster")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """Something that can be printed."""

    kind: str
    """One of `KINDS`; also the name of its template."""
    name: str
    """Which of its kind; empty where there is only one."""
    title: Callable[[str], str]
    """What it is called, in a language."""
    data: Callable[[str], Mapping[str, Any]]
    """What its template shows, in a language."""

    @property
    def id(self) -> str:
        """Unique in the kit: `guide`, `handout-rewrite`."""
        return f"{self.kind.removesuffix('s')}-{self.name}" if self.name else self.kind

    def filename(self, language: str) -> str:
        """`handout-rewrite.vi.pdf`."""
        return f"{self.id}.{language}.pdf"

    def pdf(self, language: str, paper: Paper) -> bytes:
        """The file: the same bytes for the same content.

        Raises `content.ContentError` naming file and key if the content is wrong or doesn't fit.
        """
        told = {"words": section("kit.print", language), **self.data(language)}
        return typeset(self.kind, told, title=self.title(language), language=language, paper=paper)


def _single(kind: str, data: Callable[[str], Mapping[str, Any]]) -> Print:
    return Print(kind=kind, name="", title=functools.partial(text, f"kit.{kind}.title"), data=data)


def _each(
    kind: str,
    names: tuple[str, ...],
    title: Callable[[str, str], str],
    data: Callable[[str, str], Mapping[str, Any]],
) -> list[Print]:
    return [
        Print(
            kind=kind,
            name=name,
            title=functools.partial(title, name),
            data=functools.partial(data, name),
        )
        for name in names
    ]


@functools.cache
def prints() -> Mapping[str, Print]:
    """Everything in the kit by its id, in the order in which a facilitator needs it."""
    listed = [
        Print(kind="guide", name="", title=guide.title, data=guide.data),
        *_each("agenda", agendas(), agenda.title, agenda.data),
        *_each("handouts", handouts.names(), handouts.title, handouts.data),
        _single("cards", cards.data),
        _single("poster", poster.data),
    ]
    return MappingProxyType({one.id: one for one in listed})


def choose(kind: str, name: str = "") -> list[Print]:
    """What somebody asks for: everything of a kind, or the one of that name.

    Raises `Problem("print.unknown")` naming those there are, `Problem("print.only-one")` for a name where
    there is nothing to choose.
    """
    found = [one for one in prints().values() if one.kind == kind]
    if not name:
        return found
    named = [one for one in found if one.name == name]
    if not named and not found[0].name:
        raise Problem("print.only-one", kind=kind, given=name)
    if not named:
        raise Problem("print.unknown", given=name, known=", ".join(one.name for one in found))
    return named

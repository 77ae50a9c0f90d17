"""The facilitator's guide, from its Markdown."""

from __future__ import annotations

from typing import Any

from kpi_workshop import content
from kpi_workshop.content import ContentError
from kpi_workshop.prints.markdown import blocks


def title(language: str) -> str:
    """The guide's first heading. Raises `ContentError` if it doesn't begin with one."""
    return _read(language)[0]


def data(language: str) -> dict[str, Any]:
    """What the template needs: the blocks after the heading."""
    return {"blocks": blocks(_read(language)[1], f"guide.{language}.md")}


def _read(language: str) -> tuple[str, str]:
    path = content.folder("workshop", f"guide.{language}.md")
    first, _, rest = path.read_text(encoding="utf-8").partition("\n")
    if not first.startswith("# "):
        raise ContentError(f"{path}: the first line is {first!r}; expected a heading, # …")
    return first.removeprefix("# ").strip(), rest

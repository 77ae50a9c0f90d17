"""A page's files where our server is not: each module comes after what it needs, and nothing is missing."""

from __future__ import annotations

import re

import pytest

from kpi_workshop.ui.modules import ASSETS, loader, modules, style
from kpi_workshop.ui.tools import tools

ALONE = ("coach.js", "learn.js", "lesson.js")


@pytest.mark.parametrize("entry", ALONE)
def test_a_module_comes_after_what_it_needs(entry: str) -> None:
    seen: set[str] = set()
    for module in modules(entry):
        assert seen.issuperset(module["needs"])
        asked = re.findall(r'(?:from|import\()\s*"\./([^"]+)"', module["code"])
        assert sorted(set(asked)) == module["needs"]
        seen.add(module["name"])
    assert entry in seen


def test_every_tool_has_a_module_that_the_coachs_page_names() -> None:
    named = {module["name"] for module in modules("coach.js")}
    assert {f"tool-{tool}.js" for tool in tools()} <= named
    assert len(tools()) == 6


def test_the_style_asks_for_nothing() -> None:
    assert re.findall(r"url\((?!data:)", style()) == []


def test_a_widget_knows_its_module() -> None:
    code = loader("coach.js", alone=True, elsewhere='Not "here"')
    assert 'MODULE = "coach.js"' in code
    assert 'ELSEWHERE = "Not \\"here\\""' in code
    assert code.endswith((ASSETS / "loader.js").read_text(encoding="utf-8"))

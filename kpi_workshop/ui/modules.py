"""A page's own files for places where our server is not: JupyterLab gets them from the kernel."""

from __future__ import annotations

import base64
import json
import re
from pathlib import Path
from typing import TypedDict

ASSETS = Path(__file__).resolve().parent / "assets"
_IMPORTED = re.compile(r'(?<=["\'])\./((?:vendor/)?[\w-]+\.js)(?=["\'])')
_FONT = re.compile(r"url\((fonts/[\w-]+\.woff2)\)")


class Module(TypedDict):
    """One ES module: its `name` below the assets, its `code`, and which modules the code `needs`."""

    name: str
    code: str
    needs: list[str]


def loader(entry: str, *, alone: bool, elsewhere: str) -> str:
    """The code of a widget whose page is the module `entry`.

    `alone`: it needs no server and opens in JupyterLab as well; all others say `elsewhere` there.
    """
    values = {"MODULE": entry, "ALONE": alone, "ELSEWHERE": elsewhere}
    chosen = "".join(f"const {name} = {json.dumps(value)};\n" for name, value in values.items())
    return f"{chosen}{(ASSETS / 'loader.js').read_text(encoding='utf-8')}"


def modules(entry: str) -> list[Module]:
    """The module `entry` and all that it imports, each after what it needs.

    Modules name each other by their address from the assets' folder. A browser that has them as
    `blob:` can't resolve those: whoever loads them puts the address of each in the place of `./<name>`.
    """
    found: dict[str, Module] = {}

    def visit(name: str) -> None:
        if name in found:
            return
        code = (ASSETS / name).read_text(encoding="utf-8")
        needs = sorted(set(_IMPORTED.findall(code)))
        for needed in needs:
            visit(needed)
        found[name] = Module(name=name, code=code, needs=needs)

    visit(entry)
    return list(found.values())


def style() -> str:
    """The style sheet with its fonts inside: nothing is asked for from anywhere."""
    sheet = (ASSETS / "theme.css").read_text(encoding="utf-8")
    return _FONT.sub(lambda found: f"url({_as_data(ASSETS / found[1])})", sheet)


def _as_data(path: Path) -> str:
    return f"data:font/woff2;base64,{base64.b64encode(path.read_bytes()).decode('ascii')}"

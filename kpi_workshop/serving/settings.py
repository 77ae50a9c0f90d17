"""What an administrator may choose when starting the server."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Mapping
from pathlib import Path

from kpi_workshop.content import folder


def _lessons() -> dict[str, str]:
    """`/learn/spot-the-harm` → `lessons/01-spot-the-harm`."""
    names = sorted(path.stem for path in folder("notebooks", "lessons").glob("*.ipynb"))
    return {f"/learn/{name.partition('-')[2]}": f"lessons/{name}" for name in names}


NOTEBOOKS: Mapping[str, str] = types.MappingProxyType(
    {
        "/": "lobby",
        "/join": "join",
        "/facilitate": "facilitate",
        "/projector": "projector",
        "/coach": "coach",
        "/learn": "learn",
        "/check-in": "check-in",
        **_lessons(),
    }
)
"""Address → the notebook that it opens."""


def _notebooks() -> Path:
    return folder("notebooks")


def _pool() -> Mapping[str, int]:
    return {"join": 3, "lobby": 1, "facilitate": 1, "projector": 1}


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How to serve. Every time is in seconds."""

    host: str = "127.0.0.1"
    """The address to listen on; `0.0.0.0` lets others on the network in."""
    port: int = 8866
    data_dir: Path = Path("kpi-workshop-data")
    """Made if missing. Holds the embedded database and the facilitator's key."""
    database_url: str = ""
    """Empty: a SQLite file in `data_dir`."""
    language: str = "en"
    """The language of what is said before a person has chosen one."""
    open_browser: bool = True
    public_url: str = ""
    """The address others use, when it differs from what this machine knows of itself (a proxy, a name)."""
    notebooks: Path = dataclasses.field(default_factory=_notebooks)
    """The folder of the notebooks that are the pages."""
    pool: Mapping[str, int] = dataclasses.field(default_factory=_pool)
    """Notebook → how many of its pages are kept ready before anybody asks."""
    refill_after: float = 3.0
    """The pool is filled up only when nobody has opened a page for this long: people come first."""
    page_sleeps: float = 60.0
    """How long a page may be without connection (a sleeping phone) before its kernel is shut down."""
    most_pages: int = 0
    """Live pages, ready ones included, before people are asked to wait. 0: as many as memory allows."""

    @property
    def database(self) -> str:
        """The database's URL, the default filled in."""
        return self.database_url or f"sqlite:///{self.data_dir.resolve() / 'kpi-workshop.db'}"

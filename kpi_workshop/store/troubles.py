"""What databases complain about, turned into problems that a person can do something about."""

from __future__ import annotations

import contextlib
import sqlite3
from typing import TYPE_CHECKING

import sqlalchemy as sa

from kpi_workshop.content import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

_SQLITE = {
    sqlite3.SQLITE_BUSY: "busy",
    sqlite3.SQLITE_LOCKED: "busy",
    sqlite3.SQLITE_READONLY: "read-only",
    sqlite3.SQLITE_PERM: "not-allowed",
    sqlite3.SQLITE_CANTOPEN: "cannot-open",
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_IOERR_SHMSIZE: "full",  # the index beside the journal found no room to grow
    sqlite3.SQLITE_IOERR: "disk",
    sqlite3.SQLITE_CORRUPT: "damaged",
    sqlite3.SQLITE_NOTADB: "not-a-database",
}

_POSTGRES = {  # SQLSTATE, or the beginning of it
    "08": "lost",
    "25006": "read-only",
    "25P03": "lost",
    "40": "busy",
    "42501": "not-allowed",
    "53100": "full",
    "53300": "crowded",
    "55P03": "busy",
    "57014": "busy",
    "57P": "lost",
    "58030": "disk",
    "XX001": "damaged",
    "XX002": "damaged",
}


@contextlib.contextmanager
def explained(place: str, *, lost: str = "lost") -> Iterator[None]:
    """Raise what the database complains about as `Problem("store.…")`; anything else is passed on.

    `place` is the database as its operator knows it; `lost` the key for a server that does not answer.
    """
    try:
        yield
    except sa.exc.TimeoutError as error:  # every connection of this process is in use
        raise Problem("store.busy", place=place) from error
    except sa.exc.DBAPIError as error:
        key = _key(error)
        if key is None:
            raise
        reason = str(error.orig).partition("\n")[0]
        raise Problem(f"store.{lost if key == 'lost' else key}", place=place, reason=reason) from error


def _key(error: sa.exc.DBAPIError) -> str | None:
    if isinstance(error.orig, sqlite3.Error):
        code: int = getattr(error.orig, "sqlite_errorcode", 0)  # absent where Python itself complains
        return _SQLITE.get(code) or _SQLITE.get(code & 0xFF)
    state: str | None = getattr(error.orig, "sqlstate", None)
    if state is None:  # no server there to give one
        return "lost" if isinstance(error, sa.exc.OperationalError) else None
    return next((_POSTGRES[state[:size]] for size in (5, 3, 2) if state[:size] in _POSTGRES), None)

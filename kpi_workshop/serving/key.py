"""The facilitator's key: what tells the person who runs a session from those who take part."""

from __future__ import annotations

import hashlib
import os
import secrets
from typing import TYPE_CHECKING

from kpi_workshop.content import Problem

if TYPE_CHECKING:
    from pathlib import Path

_LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ"
"""Capital letters without those that are mistaken for a digit or for each other (I, L, O, U)."""


def facilitators_key(data_dir: Path) -> str:
    """The key of this data folder, made at the first start: four groups of four letters.

    Raises `Problem` when the file holds something else.
    """
    path = data_dir / "facilitator.key"
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        key = path.read_text(encoding="ascii", errors="replace").strip()
        if not _is_key(key):
            raise Problem("serving.key-unreadable", path=path) from None
        return key
    key = "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(key + "\n")
    return key


def _is_key(text: str) -> bool:
    groups = text.split("-")
    return len(groups) == 4 and all(len(group) == 4 and set(group) <= set(_LETTERS) for group in groups)


def fingerprint(key: str) -> str:
    """What pages may know of the key: the SHA-256 of it as printed (capitals, dashes), in hex."""
    return hashlib.sha256(key.encode("ascii")).hexdigest()

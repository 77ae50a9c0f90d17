"""Certificates: who has worked through the course, with a code that whoever issued it can check.

A certificate says that every exercise was honestly tried; it is no examination. Nothing about it is stored:
the code holds the day and the number of lessons, sealed together with the name by a key that stays where it
was issued (HMAC-SHA256, cut to 72 bits).
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import hmac
import os
import secrets
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from jupyter_core.paths import jupyter_data_dir

from kpi_workshop import content
from kpi_workshop.content import Problem
from kpi_workshop.course.lessons import Lesson, lessons
from kpi_workshop.exercises import Exercise
from kpi_workshop.typeset import typeset

KEY_FILE = "certificate.key"
MOST_NAME = 80
"""Characters of a name on a certificate."""
_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no letter that looks like another or like a digit
_MISREAD = str.maketrans("OIL", "011")
_FIRST_DAY = dt.date(2026, 1, 1)
_SEAL = 9
_LENGTH = 20


@dataclasses.dataclass(frozen=True, slots=True)
class Certificate:
    """What a certificate says."""

    name: str
    day: dt.date
    lessons: int


def not_worked_through(progress: Mapping[str, Any], language: str) -> list[Lesson]:
    """The lessons of which some exercise was not honestly tried, whatever status `progress` claims.

    `progress` maps exercises' ids to records with `answer` and `variant`, as a learner's page keeps them;
    every answer is graded anew.
    """
    return [
        one
        for one in lessons().values()
        if not all(_tried(task, progress.get(task.id), language) for task in one.exercises)
    ]


def _tried(task: Exercise, record: object, language: str) -> bool:
    if not isinstance(record, Mapping) or not isinstance(record.get("answer"), Mapping):
        return False
    variant = record.get("variant", 0)
    if type(variant) is not int or variant < 0:
        return False
    try:
        return bool(task.grade(record["answer"], language, variant).attempted)
    except Problem:
        return False


def code_of(certificate: Certificate, key: bytes) -> str:
    """Its code: five groups of four letters and digits."""
    day = (certificate.day - _FIRST_DAY).days
    told = day.to_bytes(2, "big") + certificate.lessons.to_bytes(1, "big")
    number = int.from_bytes(told + _seal(told, certificate.name, key), "big")
    letters = "".join(_DIGITS[number >> 5 * place & 31] for place in reversed(range(_LENGTH)))
    return "-".join(letters[start : start + 4] for start in range(0, _LENGTH, 4))


def verified(code: str, name: str, key: bytes) -> Certificate | None:
    """The certificate with this code and name, however they are typed, if it was issued with `key`."""
    letters = "".join(one for one in code.upper() if one.isalnum()).translate(_MISREAD)
    if len(letters) != _LENGTH or not set(letters) <= set(_DIGITS):
        return None
    number = 0
    for letter in letters:
        number = number << 5 | _DIGITS.index(letter)
    if number >= 1 << 8 * (3 + _SEAL):
        return None
    whole = number.to_bytes(3 + _SEAL, "big")
    told, seal = whole[:3], whole[3:]
    if not hmac.compare_digest(seal, _seal(told, name, key)):
        return None
    return Certificate(
        " ".join(name.split()), _FIRST_DAY + dt.timedelta(days=int.from_bytes(told[:2], "big")), told[2]
    )


def _seal(told: bytes, name: str, key: bytes) -> bytes:
    plain = " ".join(unicodedata.normalize("NFC", name).casefold().split())
    return hmac.new(key, told + plain.encode(), hashlib.sha256).digest()[:_SEAL]


def verify_here(code: str, name: str, folders: Iterable[Path], language: str) -> tuple[str, bool]:
    """What there is to say about a certificate, and whether it was issued in one of these data folders."""
    for folder in folders:
        if not (folder / KEY_FILE).is_file():
            continue
        found = verified(code, name, issuing_key(folder))
        if found is not None:
            day = found.day.isoformat()
            told = content.text("learn.verified", language, name=found.name, day=day, lessons=found.lessons)
            return told, True
    return content.text("learn.not_verified", language, code=code, name=name), False


def own_folder() -> Path:
    """Where notebooks on a person's own computer keep what belongs to the course."""
    return Path(jupyter_data_dir()) / "kpi-workshop"


def issuing_key(folder: Path) -> bytes:
    """The key of a folder, made when it is first asked for. Raises `Problem` if it can't be used."""
    path = folder / KEY_FILE
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return bytes.fromhex(path.read_text(encoding="ascii").strip())
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            key = secrets.token_hex(32)
            file.write(key + "\n")
        return bytes.fromhex(key)
    except (OSError, ValueError) as error:
        raise Problem("learn.key-unreadable", path=path) from error


def as_pdf(certificate: Certificate, key: bytes, language: str) -> bytes:
    """The certificate as a page to print, A4 across, in a language.

    Raises `ContentError` if the name has a character that the printed typeface lacks.
    """
    minutes = sum(one.minutes for one in lessons().values())
    code = code_of(certificate, key)
    told = {
        "name": certificate.name,
        "lessons": certificate.lessons,
        "hours": max(1, round(minutes / 60)),
        "day": certificate.day.isoformat(),
        "code": code,
    }
    keys = ("title", "has", "course", "what", "honest", "code", "check")
    words = {name: content.text(f"learn.certificate.{name}", language, **told) for name in keys}
    words["product"] = content.text("ui.product", language)
    data = {**told, "words": words}
    return typeset("certificate", data, title=words["title"], language=language, paper="a4")

"""Certificates: for honest tries only, checked by whoever issued them, and with nothing stored."""

from __future__ import annotations

import datetime as dt
import os
import stat
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from kpi_workshop.content import Problem
from kpi_workshop.course.certificate import (
    KEY_FILE,
    Certificate,
    as_pdf,
    code_of,
    issuing_key,
    not_worked_through,
    verified,
    verify_here,
)
from kpi_workshop.course.lessons import lessons
from kpi_workshop.exercises import exercises
from tests.certificates import all_tried

KEY = b"k" * 32
LAN = Certificate("Trần Thị Lan", dt.date(2026, 11, 22), 12)


def test_who_has_tried_everything_gets_one_right_or_not() -> None:
    assert not_worked_through(all_tried("wrong"), "en") == []
    assert not_worked_through(all_tried("right"), "vi") == []


def test_what_the_browser_claims_is_not_believed() -> None:
    claimed = {one: {"status": "right", "answer": {}, "variant": 0} for one in exercises()}
    assert not_worked_through(claimed, "en") == list(lessons().values())
    odds: tuple[dict[str, Any], ...] = (
        {},
        {"spot-the-harm/signs": 3},
        {"spot-the-harm/signs": {"answer": {"options": [[]]}}},
    )
    for odd in odds:
        assert lessons()["spot-the-harm"] in not_worked_through(odd, "en")
    but_one = {**all_tried(), "spot-the-harm/own": {"answer": {"text": " "}}}
    assert [one.id for one in not_worked_through(but_one, "en")] == ["spot-the-harm"]


@pytest.mark.parametrize(
    "name", ["Trần Thị Lan", "  trần  thị lan ", unicodedata.normalize("NFD", "TRẦN THỊ LAN")]
)
def test_a_code_is_checked_however_it_is_typed(name: str) -> None:
    code = code_of(LAN, KEY)
    for typed in (code, code.lower(), code.replace("-", " "), code.replace("0", "O").replace("1", "l")):
        found = verified(typed, name, KEY)
        assert found is not None
        assert (found.day, found.lessons) == (LAN.day, LAN.lessons)


def test_every_other_code_name_or_key_is_refused() -> None:
    code = code_of(LAN, KEY)
    assert verified(code, "Trần Thị Lam", KEY) is None
    assert verified(code, LAN.name, b"x" * 32) is None
    for place, letter in enumerate(code):
        if letter != "-":
            other = "A" if letter != "A" else "B"
            assert verified(code[:place] + other + code[place + 1 :], LAN.name, KEY) is None
    for odd in ("", "A" * 19, "Z" * 20, "🙂" * 20, "U" * 20):
        assert verified(odd, LAN.name, KEY) is None


def test_the_key_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    key = issuing_key(folder)
    assert issuing_key(folder) == key
    assert stat.S_IMODE((folder / KEY_FILE).stat().st_mode) == 0o600
    (folder / KEY_FILE).write_text("no key", encoding="ascii")
    with pytest.raises(Problem, match="can't be used as the key"):
        issuing_key(folder)


@pytest.mark.parametrize("language", ["en", "vi"])
def test_it_is_a_page_to_print_with_a_name_that_is_text(language: str) -> None:
    hostile = Certificate('#panic("x") *Lan* $1$ \\', LAN.day, LAN.lessons)
    for one in (LAN, hostile):
        file = as_pdf(one, KEY, language)
        assert file.startswith(b"%PDF-")
        assert as_pdf(one, KEY, language) == file


def test_it_is_checked_on_the_command_line(tmp_path: Path) -> None:
    code = code_of(LAN, issuing_key(tmp_path / "data"))
    command = [sys.executable, "-m", "kpi_workshop.cli", "verify", code, "--data-dir", str(tmp_path / "data")]
    environment = {**os.environ, "JUPYTER_DATA_DIR": str(tmp_path / "jupyter"), "LANG": "en_US.UTF-8"}
    good = subprocess.run([*command, "--name", LAN.name], capture_output=True, env=environment, check=False)
    assert (good.returncode, b"12 lessons" in good.stdout) == (0, True)
    bad = subprocess.run([*command, "--name", "Minh"], capture_output=True, env=environment, check=False)
    assert (bad.returncode, b"Not issued here" in bad.stdout) == (1, True)
    assert verify_here(code, LAN.name, [tmp_path / "elsewhere"], "vi")[1] is False

"""What readers of the project rely on: files that agree with each other, notebooks without logic."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
DIRECT = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["test"]]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
TRACKED = subprocess.run(
    ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
    cwd=ROOT,
    capture_output=True,
    text=True,
    check=True,
).stdout.splitlines()
PYTHON = [ROOT / name for name in TRACKED if name.endswith(".py")]
NOTEBOOKS = [ROOT / name for name in TRACKED if name.startswith("notebooks/") and name.endswith(".ipynb")]
TEXT = [ROOT / name for name in TRACKED if not name.endswith((".woff2", ".ttf", ".png", ".xlsx", ".docx"))]


def test_environment_and_project_name_the_same_packages_in_the_same_ranges() -> None:
    listed = re.findall(
        r'^      - "(.+)"$', (ROOT / "environment.yml").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert sorted(listed) == sorted(DIRECT)


@pytest.mark.parametrize("line", DIRECT)
def test_the_lock_pins_every_package_in_its_range(line: str) -> None:
    requirement = Requirement(line)
    pinned = re.search(rf"^{re.escape(requirement.name)}==([\w.]+)", LOCK, re.MULTILINE)
    assert pinned, f"{requirement.name} is not in the lock: run make lock"
    assert pinned[1] in requirement.specifier
    assert version(requirement.name) in requirement.specifier


def test_the_lock_has_hashes_and_names_no_registry() -> None:
    entries = re.split(r"\n(?=\w)", LOCK.split("\n", 2)[2])
    assert len(entries) > 100
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []
    assert "://" not in LOCK


def test_no_file_names_a_registry_or_a_path_of_somebodys_machine() -> None:
    told = re.compile(
        "|".join(
            [
                r"https?://[\w.-]*(?:pypi|pythonhosted|npmjs|jsdelivr|unpkg|cdn)[\w.-]*",
                r"(?<![\w.])/(?:work|home|Users)/\w+/",
            ]
        )
    )
    assert {path.name: found[0] for path in TEXT if (found := told.search(_read(path)))} == {}


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""


def test_no_python_file_is_longer_than_a_reader_likes() -> None:
    assert {path.name: lines for path in PYTHON if (lines := _read(path).count("\n")) > 440} == {}


def test_no_function_is_longer_than_a_screen() -> None:
    long = {
        f"{path.name}:{node.name}": (node.end_lineno or 0) - node.lineno
        for path in PYTHON
        if "tests" not in path.parts and path.is_file()
        for node in ast.walk(ast.parse(_read(path)))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno > 45
    }
    assert long == {}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_hold_no_logic(path: Path) -> None:
    notebook = json.loads(_read(path))
    title, *code = notebook["cells"]
    assert title["cell_type"] == "markdown"
    for cell in (one for one in code if one["cell_type"] == "code"):
        tree = ast.parse("".join(cell["source"]))
        assert all(isinstance(node, ast.ImportFrom | ast.Expr) for node in tree.body)
        assert cell["outputs"] == [] or "lab" in cell["metadata"]["tags"]


def test_there_is_no_unfinished_work() -> None:
    marks = re.compile("|".join(rf"\b{word}\b" for word in ("TO" + "DO", "FIX" + "ME", "XX" + "X")))
    assert [
        path.name
        for path in [*PYTHON, *ROOT.glob("kpi_workshop/ui/assets/*.js")]
        if marks.search(_read(path))
    ] == []

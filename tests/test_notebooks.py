"""Every notebook runs and shows what it showed, and what says so can tell a notebook that doesn't."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from kpi_workshop.content import folder
from kpi_workshop.serving.pages import ONLY_IN_LAB
from tools.notebooks import notebooks

NOTEBOOKS = sorted(folder("notebooks").glob("**/*.ipynb"))
MUST_FAIL = Path(__file__).parent / "notebooks" / "must-fail.ipynb"


def nbval(home: Path, *notebooks: Path) -> subprocess.CompletedProcess[str]:
    """Run notebooks under nbval, with a home of their own: nothing of this machine's Jupyter is used."""
    return subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-c", os.devnull, "--rootdir", str(notebooks[0].parent)),
            *("-p", "no:cacheprovider", "-q", "--nbval", *map(str, notebooks)),
        ],
        env={**os.environ, "HOME": str(home), "IPYTHONDIR": str(home / "ipython")},
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_notebook_runs_and_shows_what_it_showed(tmp_path: Path) -> None:
    cells = [cell for path in NOTEBOOKS for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]]
    run = nbval(tmp_path, *NOTEBOOKS)
    assert run.returncode == 0, run.stdout
    assert f"{sum(cell['cell_type'] == 'code' for cell in cells)} passed" in run.stdout


def test_the_courses_notebooks_are_made_from_its_lessons() -> None:
    for path, made in notebooks().items():
        kept = json.loads(path.read_text(encoding="utf-8"))
        for cell in kept["cells"]:
            if ONLY_IN_LAB in cell["metadata"].get("tags", ()):
                assert cell["cell_type"] == "markdown" or cell["outputs"], "nothing for nbval to compare"
                if cell["cell_type"] == "code":
                    cell.update(outputs=[], execution_count=None)
        assert kept == made, f"{path.name}: run make docs"


def test_a_notebook_that_must_fail_does(tmp_path: Path) -> None:
    run = nbval(tmp_path, MUST_FAIL)
    assert run.returncode == 1
    assert "2 failed, 1 passed" in run.stdout

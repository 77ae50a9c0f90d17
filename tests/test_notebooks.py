"""Every notebook runs, and the tool that says so can tell a notebook that doesn't."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kpi_workshop.content import folder

NOTEBOOKS = sorted(folder("notebooks").glob("**/*.ipynb"))
MUST_FAIL = Path(__file__).parent / "notebooks" / "must-fail.ipynb"


def nbval(mode: str, notebook: Path, home: Path) -> subprocess.CompletedProcess[str]:
    """Run a notebook under nbval, with a home of its own: nothing of this machine's Jupyter is used."""
    return subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-c", os.devnull, "--rootdir", str(notebook.parent)),
            *("-p", "no:cacheprovider", "-q", mode, str(notebook)),
        ],
        env={**os.environ, "HOME": str(home), "IPYTHONDIR": str(home / "ipython")},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_notebook_runs(notebook: Path, tmp_path: Path) -> None:
    run = nbval("--nbval-lax", notebook, tmp_path)
    assert run.returncode == 0, run.stdout
    assert "1 passed" in run.stdout


def test_a_notebook_that_must_fail_does(tmp_path: Path) -> None:
    run = nbval("--nbval", MUST_FAIL, tmp_path)
    assert run.returncode == 1
    assert "2 failed, 1 passed" in run.stdout

"""The kinds of exercises, a module each. A module with a `KIND` is a kind; its file name is its name."""

from __future__ import annotations

import functools
import importlib
from collections.abc import Mapping
from pathlib import Path

from kpi_workshop.exercises.model import Kind


@functools.cache
def kinds() -> Mapping[str, Kind]:
    """Every kind by its name."""
    names = sorted(path.stem for path in Path(__file__).parent.glob("[a-z]*.py"))
    return {name: importlib.import_module(f"{__name__}.{name}").KIND for name in names}

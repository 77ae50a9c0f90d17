"""The kinds of step an agenda can be made of, one module a kind, each with its `STEP`."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping

from kpi_workshop.session.step import Step

KINDS: Mapping[str, Step] = {
    found.name: importlib.import_module(f"{__name__}.{found.name}").STEP
    for found in pkgutil.iter_modules(__path__)
}
"""Every kind of step there is, by the name that agendas use."""

"""The command line: a module for each group of commands, all of them found here.

Each command imports what it needs when it runs, so that the program starts quickly.
"""

from __future__ import annotations

import importlib
import pkgutil

from kpi_workshop.cli.base import main

__all__ = ["main"]

for _module in pkgutil.iter_modules(__path__):
    if _module.name != "__main__":
        importlib.import_module(f"{__name__}.{_module.name}")

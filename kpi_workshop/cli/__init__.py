"""The command line. Each command imports what it needs when it runs, so that it starts quickly."""

from __future__ import annotations

from kpi_workshop.cli import course, critic, files, kit, rewrite, serving
from kpi_workshop.cli.base import main

__all__ = ["course", "critic", "files", "kit", "main", "rewrite", "serving"]

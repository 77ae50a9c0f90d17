"""Recognise: how progress is seen and valued, other than with money."""

from __future__ import annotations

from kpi_workshop.session.proposing import propose

STEP = propose("recognition")

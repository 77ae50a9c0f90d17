"""Grow: what people would like to learn or become by working on a KPI, and what they need for it."""

from __future__ import annotations

from kpi_workshop.session.proposing import propose

STEP = propose("growth", beside=("counter_measure",))

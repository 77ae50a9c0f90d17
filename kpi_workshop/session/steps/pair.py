"""Pair: a qualitative measure that protects what the number could harm."""

from __future__ import annotations

from kpi_workshop.session.proposing import propose

STEP = propose("counter_measure")

"""Tell: the group writes why a KPI is there and for whom; what it chooses of that is the KPI's purpose."""

from __future__ import annotations

from kpi_workshop.session.proposing import propose

STEP = propose("purpose", beside=("counter_measure", "growth", "recognition"))

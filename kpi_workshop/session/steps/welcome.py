"""Welcome: what the session is for, its rules, and what is anonymous and what is not."""

from __future__ import annotations

from kpi_workshop.session.step import Step

STEP = Step()

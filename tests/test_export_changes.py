"""What was changed at check-ins stands in every charter, beside what was agreed."""

from __future__ import annotations

import dataclasses

from kpi_workshop import content
from kpi_workshop.coach.checkin import Change
from tests.test_export import ENGLISH, FORMATS, READERS, render


@FORMATS
def test_what_was_changed_since_stands_beside_what_was_agreed(name: str) -> None:
    before = {"target": "35 of 100", "review_date": "2026-12-05", "rhythm": ""}
    after = {"target": "32 of 100", "review_date": "2027-01-31", "rhythm": "weekly"}
    changes = (
        Change(date="2026-12-02", before=before, after=after, reason="Two of us left", by="Minh"),
        Change(
            date="2027-01-31", before={}, after={}, reason="Done, and learned from", by="Lan", retired=True
        ),
    )
    entry = dataclasses.replace(ENGLISH.kpis[0], changes=changes)
    words = READERS[name](render(dataclasses.replace(ENGLISH, kpis=(entry,)), name))
    said = ["2 December 2026", "Target: 35 of 100 → 32 of 100", "Two of us left", "Minh"]
    said += ["Review date: 5 December 2026 → 31 January 2027", "Check-in: nothing → every week"]
    said += ["This KPI was let go.", "Done, and learned from"]
    assert [piece for piece in said if piece not in words] == []
    assert "35 of 100 offers" in words
    title = content.text("charter.changes.title", "en")
    assert (title in READERS[name](render(ENGLISH, name))) is (name == "csv")

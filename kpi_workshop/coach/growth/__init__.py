"""Grow: tie a KPI to what somebody wants to learn or become.

>>> growth = grow("Reduce waiting time to 15 min", "wants to lead")
>>> growth.found
('lead-team',)
>>> growth.ways[0].idea.id
'first-line-leader'
"""

from kpi_workshop.coach.growth.grow import Growth, find, grow, meant, nobody_grows, work_of

__all__ = ["Growth", "find", "grow", "meant", "nobody_grows", "work_of"]

"""KPIs that motivate instead of micromanage: live workshops, lessons and check-ins."""

__version__ = "0.1.0"

"""The self-paced course: lessons in an order that builds, a glossary, and how far somebody has come."""

from kpi_workshop.course.lessons import Lesson, lesson, lessons

__all__ = ["Lesson", "lesson", "lessons"]

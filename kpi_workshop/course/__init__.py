"""The self-paced course: lessons in an order that builds, a glossary, and how far somebody has come."""

"""The signs that end, part and join what a statement says."""

from __future__ import annotations

SENTENCE_ENDS = frozenset({".", ";", "!", "?"})
PART_ENDS = SENTENCE_ENDS | {",", "(", ")"}
CLAUSE_ENDS = PART_ENDS | {":"}
LONG_DASHES = frozenset({"–", "—"})
DASHES = LONG_DASHES | {"-"}
RANGE_SIGNS = DASHES | {"~"}
"""Between two numbers: the ends of a range."""
ARROWS = frozenset({"→", "->", "=>", "⇒", "➔", "➜", "-->", "="})
"""From one level to the next, or from what happens to what follows from it."""
APOSTROPHES = frozenset({"'", "’"})
ORDINAL_ENDINGS = frozenset({"st", "nd", "rd", "th"})
"""Touching a number: its place in a row, a day of the month, a quarter."""

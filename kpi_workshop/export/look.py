"""Colours and type of the documents: the theme of the pages, on paper."""

FONT = "Calibri"
"""Has every Vietnamese letter, and is on office machines; elsewhere Carlito stands in for it."""

BRAND = "0B6B60"
INK = "1F2A28"
MUTED = "5C6A66"
LINE = "D8DEDA"
TINT = "EEF5F3"
AMBER = "8A5A00"
AMBER_TINT = "FFF3DA"

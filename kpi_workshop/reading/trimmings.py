"""What stands round a statement where it was copied from: a bullet, its number in a list, quotation marks."""

from __future__ import annotations

from kpi_workshop.reading.signs import DASHES
from kpi_workshop.reading.tokens import Tokens

_BULLETS = frozenset("•*·●▪■◦○□☐☑✓✔►▶➤➢→✅🎯-–—+")
_SIGNED = frozenset("-–—+*")
"""Bullets that may be part of a number: "-8% defects"."""
_PAIRS = {"“": "”", '"': '"', "«": "»", "‘": "’", "'": "'", "(": ")", "[": "]", "*": "*", "_": "_"}
_LETTERS = frozenset({"a", "b", "c", "d", "e", "i", "ii", "iii", "iv", "v", "vi"})
_ENDS = frozenset({".", ")", "/", ":"})
_GOALS = frozenset(
    {("kpi",), ("kr",), ("okr",), ("goal",), ("objective",), ("target",), ("item",), ("key", "result")}
    | {("mục", "tiêu"), ("chỉ", "tiêu"), ("tiêu", "chí"), ("muc", "tieu"), ("chi", "tieu")}
)
"""What may be counted off: "Goal 2: …"."""
_LONGEST_NUMBER = 2
"""In digits: how long the number of an entry in a list may be."""
_MOST = 4
"""How many layers there may be: a bullet, a number, quotation marks, brackets."""
_LONGEST_COLUMN = 6
"""In tokens: how much may stand ahead of a bar in a row of a table."""


def trim(tokens: Tokens) -> None:
    """Take away what is no part of the statement; a cell ahead of it becomes its label."""
    for _ in range(_MOST):
        if not (_unwrap(tokens) or _drop(tokens, _ahead(tokens))):
            break
    if "|" in tokens.forms[1:_LONGEST_COLUMN]:
        tokens.forms[tokens.forms.index("|", 1)] = ":"


def _unwrap(tokens: Tokens) -> bool:
    """Take away a pair of signs round everything: “…”, (…)."""
    forms = tokens.forms
    closing = _PAIRS.get(forms[0]) if len(forms) > 2 else None
    # Letters are compared in one form of the apostrophe.
    if closing is None or forms[-1] != ("'" if closing == "’" else closing):
        return False
    if forms[0] in forms[1:-1] or forms[-1] in forms[1:-1]:
        return False
    for column in (tokens.kinds, tokens.forms, tokens.starts, tokens.ends):
        del column[-1], column[0]
    return True


def _drop(tokens: Tokens, count: int) -> bool:
    for column in (tokens.kinds, tokens.forms, tokens.starts, tokens.ends):
        del column[:count]
    return count > 0


def _ahead(tokens: Tokens) -> int:
    """How many tokens at the start only set the statement off in a list."""
    kinds, forms = tokens.kinds, tokens.forms
    if len(forms) < 3:
        return 0
    if kinds[0] == "sign":
        joined = forms[0] in _SIGNED and tokens.ends[0] == tokens.starts[1] and kinds[1] != "word"
        return int(forms[0] in _BULLETS and not joined)
    if kinds[0] == "number":
        return 2 if _is_entry(tokens, 0) and forms[1] not in DASHES else 0
    if forms[0] in _LETTERS:
        return 2 if forms[1] in (".", ")") and kinds[2] == "word" else 0
    at = next((length for length in (1, 2) if tuple(forms[:length]) in _GOALS), 0)
    return at + 2 if at and at + 2 < len(forms) and _is_entry(tokens, at) else 0


def _is_entry(tokens: Tokens, at: int) -> bool:
    """Whether the number of an entry stands at a token: "2) …", "2. …", and with a dash "2 - Open …"."""
    kinds, forms = tokens.kinds, tokens.forms
    counts = kinds[at] == "number" and len(forms[at]) <= _LONGEST_NUMBER
    apart = tokens.ends[at + 1] < tokens.starts[at + 2]
    ends = forms[at + 1] in _ENDS or (forms[at + 1] in DASHES and kinds[at + 2] == "word")
    return counts and apart and ends

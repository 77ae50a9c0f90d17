"""The critic for tables in pandas: a DataFrame of statements in, a DataFrame of findings out."""

from __future__ import annotations

import pandas as pd

from kpi_workshop import content, reading
from kpi_workshop.critic import findings
from kpi_workshop.critic.rule import CONFIDENCES, SEVERITIES

_TYPES = {
    "rule": "string",
    "severity": pd.CategoricalDtype(SEVERITIES, ordered=True),
    "confidence": pd.CategoricalDtype(CONFIDENCES, ordered=True),
    "start": "int64",
    "end": "int64",
    "message": "string",
    "question": "string",
}


def findings_frame(
    frame: pd.DataFrame, text: str = "text", *, label: str | None = None, language: str | None = None
) -> pd.DataFrame:
    """What the critic finds in the statements of a table: one row a finding, in the order of the table.

    `text`, `label` and `language` name columns of `frame`: the statements; what names their rows (None: the
    index); the language of each ("en", "vi", or missing to have it found out; None: found out for all).
    A missing statement has no findings.

    The columns, which are there even if nothing is found:

    | column | dtype | |
    |---|---|---|
    | `row` | as the index (tuples if it has levels), or the column `label` | which row of `frame` |
    | `rule` | string | the rule's id |
    | `severity` | category, ordered: must < should < consider | |
    | `confidence` | category, ordered: sure < likely | |
    | `start`, `end` | int64 | where, in code points of the statement |
    | `message`, `question` | string | in the language of the statement |

    Raises `KeyError` for a column that `frame` doesn't have.
    """
    labels = pd.Series(frame.index.to_flat_index() if label is None else frame[label].array)
    languages = [None] * len(frame) if language is None else frame[language].array
    at: list[int] = []
    found: list[tuple[object, ...]] = []
    for number, (statement, known) in enumerate(zip(frame[text].array, languages, strict=True)):
        if pd.isna(statement):
            continue
        read = reading.read(str(statement), None if pd.isna(known) else str(known))
        words = content.known_language(read.language)
        for finding in findings(read):
            at.append(number)
            told = (finding.message(words), finding.question(words))
            found.append((finding.rule, finding.severity, finding.confidence, *finding.span, *told))
    table = pd.DataFrame(found, columns=list(_TYPES)).astype(_TYPES)
    table.insert(0, "row", labels.take(at).array)
    return table

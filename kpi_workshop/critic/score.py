"""How well the critic does on statements that people have labelled: `make score`.

They stand in a CSV with the columns `id`, `language`, `text`, `labels` (ids of rules, separated by spaces)
and perhaps `kind` and `disputed` (labels on which the raters differed: they are not counted for that row).
"""

from __future__ import annotations

import argparse
import csv
import dataclasses
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from kpi_workshop import content, reading
from kpi_workshop.critic import findings, kind_of, rules

OWN_STATEMENTS = content.folder("tests", "critic", "statements.csv")
HELD_OUT = content.folder("tests", "critic", "held_out.csv")
"""Statements that no rule was made better on: what the critic does with them is what others will see."""
PAGE = content.folder("docs", "scores.md")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A labelled statement, and what the critic makes of it."""

    id: str
    language: str
    text: str
    labels: frozenset[str]
    disputed: frozenset[str]
    kind: str
    """Empty if the file doesn't say."""
    found: frozenset[str]
    """Ids of the rules that speak up."""
    found_kind: str


@dataclasses.dataclass(frozen=True, slots=True)
class Tally:
    """How often a rule spoke up rightly, spoke up wrongly, and missed a fault."""

    right: int
    false: int
    missed: int

    @property
    def precision(self) -> float:
        """Of its findings, the share that is right; 0 if it found nothing."""
        return self.right / (self.right + self.false or 1)

    @property
    def recall(self) -> float:
        """Of the faults, the share that it found; 0 if there were none."""
        return self.right / (self.right + self.missed or 1)

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.right / (2 * self.right + self.false + self.missed or 1)


@dataclasses.dataclass(frozen=True, slots=True)
class Board:
    """The scores in one language."""

    statements: int
    rules: Mapping[str, Tally]
    """Rule → its tally, for those that are labelled or found at least once."""
    kinds: float | None
    """The share of statements whose kind is right; None if the file has none."""

    @property
    def total(self) -> Tally:
        """All rules together."""
        tallies = self.rules.values()
        return Tally(
            sum(tally.right for tally in tallies),
            sum(tally.false for tally in tallies),
            sum(tally.missed for tally in tallies),
        )

    @property
    def macro_f1(self) -> float:
        """The mean of the rules' F1, each counting the same."""
        return sum(tally.f1 for tally in self.rules.values()) / (len(self.rules) or 1)


def judged(path: Path) -> list[Judged]:
    """Every row of a labelled file. Raises `KeyError` for a column that is missing."""
    with path.open(newline="", encoding="utf-8-sig") as file:
        return [_judge(row) for row in csv.DictReader(file)]


def _judge(row: Mapping[str, str]) -> Judged:
    read = reading.read(row["text"], row["language"])
    return Judged(
        id=row["id"],
        language=row["language"],
        text=row["text"],
        labels=frozenset(row["labels"].split()),
        disputed=frozenset((row.get("disputed") or "").split()),
        kind=row.get("kind") or "",
        found=frozenset(finding.rule for finding in findings(read)),
        found_kind=kind_of(read),
    )


def boards(rows: Iterable[Judged]) -> Mapping[str, Board]:
    """Language → its scores, in alphabetical order."""
    by_language: dict[str, list[Judged]] = {}
    for row in rows:
        by_language.setdefault(row.language, []).append(row)
    return {language: _board(by_language[language]) for language in sorted(by_language)}


def _board(rows: Sequence[Judged]) -> Board:
    seen = frozenset[str]().union(*(row.labels | row.found for row in rows))
    ids = [*(rule for rule in rules() if rule in seen), *sorted(seen.difference(rules()))]
    with_kind = [row.kind == row.found_kind for row in rows if row.kind]
    return Board(
        statements=len(rows),
        rules={rule: _tally(rule, rows) for rule in ids},
        kinds=sum(with_kind) / len(with_kind) if with_kind else None,
    )


def _tally(rule: str, rows: Iterable[Judged]) -> Tally:
    pairs = [(rule in row.labels, rule in row.found) for row in rows if rule not in row.disputed]
    return Tally(pairs.count((True, True)), pairs.count((False, True)), pairs.count((True, False)))


def as_text(boards: Mapping[str, Board]) -> str:
    """The tables for a terminal, without a line end."""
    parts = []
    for language, board in boards.items():
        rows = [["", *_heads()[1:]], *_rows(board)]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        table = (
            "  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]).rstrip()
            for row in rows
        )
        parts.append("\n".join([f"{language}: {_summary(board)}", *table]))
    return "\n\n".join(parts)


def page() -> str:
    """The page `docs/scores.md`."""
    parts = [f"# {_words('title')}", _words("intro")]
    for kept, path in (("held-out", HELD_OUT), ("own", OWN_STATEMENTS)):
        for language, board in boards(judged(path)).items():
            parts += [f"## {_words(language)}: {_words(kept)}", _summary(board), _table(board)]
    return "\n\n".join(parts) + "\n"


def _table(board: Board) -> str:
    table = [_heads(), ["---", *["--:"] * 6], *([f"`{rule}`", *rest] for rule, *rest in _rows(board))]
    return "\n".join(f"| {' | '.join(row)} |" for row in table)


def errors(rows: Iterable[Judged], rule: str) -> Iterator[str]:
    """The rows that a rule gets wrong, a line each."""
    for row in rows:
        if rule not in row.disputed and (rule in row.labels) != (rule in row.found):
            yield f"{_words('missed' if rule in row.labels else 'false')}  {row.id}  {row.text}"


def _rows(board: Board) -> list[list[str]]:
    return [
        [
            rule,
            *(str(count) for count in (tally.right, tally.false, tally.missed)),
            *(f"{share:.2f}" for share in (tally.precision, tally.recall, tally.f1)),
        ]
        for rule, tally in board.rules.items()
    ]


def _heads() -> list[str]:
    return [_words(key) for key in ("rule", "right", "false", "missed", "precision", "recall", "f1")]


def _summary(board: Board) -> str:
    total = board.total
    shares = {"macro": board.macro_f1, "precision": total.precision, "recall": total.recall}
    told = {name: f"{share:.3f}" for name, share in shares.items()}
    kinds = "–" if board.kinds is None else f"{board.kinds:.3f}"
    return _words("summary", statements=board.statements, kinds=kinds, **told)


def _words(key: str, **params: object) -> str:
    return content.text(f"critic.score.{key}", content.FALLBACK, **params)


def main(args: Sequence[str] | None = None) -> None:
    """Print the scores, or write the page with those on the project's own statements."""
    parser = argparse.ArgumentParser(prog="python -m kpi_workshop.critic.score", description=_words("intro"))
    parser.add_argument("file", nargs="?", type=Path, default=OWN_STATEMENTS)
    parser.add_argument("--errors", metavar="RULE", help=_words("errors-option"))
    parser.add_argument("--markdown", action="store_true", help=_words("markdown-option"))
    options = parser.parse_args(args)
    if options.markdown:
        PAGE.write_text(page(), encoding="utf-8")
        return
    rows = judged(options.file)
    told = errors(rows, options.errors) if options.errors else [as_text(boards(rows))]
    sys.stdout.writelines(f"{line}\n" for line in told)


if __name__ == "__main__":
    main()

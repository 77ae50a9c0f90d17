"""The charter as Markdown, for wikis and repositories."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kpi_workshop.export import wording
from kpi_workshop.export.charter import Charter, CharterKpi
from kpi_workshop.export.wording import Row

_MARKS = re.compile(r"[\\`*_\[\]<>&|~$^]")
_LINE_START = re.compile(r"^(\s*)([#+\-=:]|\d+(?=[.)]))")
_LINK = re.compile(r"(?<=:)(?=//)|(?<=www)(?=\.)|(?<=\w)(?=@\w)", re.IGNORECASE)
_WORD_JOINER = "\u2060"
_CELL_BREAK = "<br>"  # a row of a table is a single line, and Markdown has no other way to break it


def render(charter: Charter) -> bytes:
    """UTF-8 text in the CommonMark dialect with tables."""
    blocks = [f"# {as_line(wording.heading(charter))}"]
    if charter.title.strip():
        blocks.append(f"**{wording.word('kind', charter)}**")
    if not charter.complete:
        blocks.append(f"> **{wording.word('draft-note', charter)}**")
    blocks.append("\n".join(f"- **{row.label}:** {as_line(row.lines[0])}" for row in wording.about(charter)))
    if not charter.kpis:
        blocks.append(wording.word("no-kpis", charter))
    for number, entry in enumerate(charter.kpis, start=1):
        blocks += _kpi(number, entry, charter)
    blocks.append(f"---\n\n*{wording.word('agreement-note', charter)}*")
    return ("\n\n".join(blocks) + "\n").encode()


def _kpi(number: int, entry: CharterKpi, charter: Charter) -> list[str]:
    count = len(charter.kpis)
    blocks = [
        f"## {number}. {as_line(entry.kpi.text)}",
        f"*{wording.word('kpi-of', charter, number=number, count=count)}*",
    ]
    if entry.before:
        blocks.append(_quote(f"{wording.word('before', charter)}: ", entry.before))
    blocks.append(_table(wording.word("record", charter), wording.record(entry.kpi, charter), charter))
    levels = [f"{label}: **{count}**" for label, count in wording.support(entry, charter)]
    turnout = filter(None, [wording.turnout(entry, charter)])
    asked = " · ".join([*levels, *turnout]) or f"*{wording.word('not-asked', charter)}*"
    last_round = f"| {wording.word('voice.support', charter)} | {asked} |"
    voices = _table(wording.word("voices", charter), wording.voices(entry, charter), charter)
    blocks.append(f"{voices}\n{last_round}")
    if entry.statements:
        blocks.append(f"**{wording.word('statements', charter)}**")
        blocks += [_quote("", f"{said}\n— {by}") for said, by in wording.statements(entry, charter)]
    if entry.changes:
        blocks.append(
            _table(wording.word("changes.title", charter), wording.changes(entry, charter), charter)
        )
    return blocks


def _table(title: str, rows: Iterable[Row], charter: Charter) -> str:
    lines = [f"| {title} | |", "|---|---|"]
    for row in rows:
        said = _CELL_BREAK.join(line for words in row.lines for line in _lines(words))
        lines.append(f"| {row.label} | {said or _blank(charter)} |")
    return "\n".join(lines)


def _blank(charter: Charter) -> str:
    return f"*{wording.word('unknown', charter)}*"


def _quote(start: str, words: str) -> str:
    """Words of a person as a quotation, line by line, after a `start` of ours."""
    return f"> {start}" + "\\\n> ".join(_lines(words))


def _lines(words: str) -> list[str]:
    """Each line of a person's words as plain text."""
    return [text for line in wording.plain(words).split("\n") if (text := as_line(line))]


def as_line(words: str) -> str:
    """Words of a person as one line of plain text: no HTML, no link, no heading, whatever they typed."""
    line = " ".join(wording.plain(words).split())
    line = _MARKS.sub(r"\\\g<0>", line)
    line = _LINE_START.sub(_escaped_start, line)
    return _LINK.sub(_WORD_JOINER, line)


def _escaped_start(start: re.Match[str]) -> str:
    mark = start[2]
    return f"{mark}\\" if mark.isdigit() else f"\\{mark}"

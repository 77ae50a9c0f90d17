"""The rewrite dialogue in a terminal: what stands out, one question at a time, the draft as it grows."""

from __future__ import annotations

import json
import os
import re
import sys
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, TextIO

import click

from kpi_workshop import content
from kpi_workshop.coach.rewrite import Dialogue, Draft, Question, start
from kpi_workshop.coach.rewrite.model import Words
from kpi_workshop.content import Problem
from kpi_workshop.lint.report import printable

_WIDTH = 100
_INDENT = "  "
_MOST_FINDINGS = 3
_COLOURS = {"answer": "green", "blank": "yellow", "joint": "cyan"}
_PIECES = re.compile(r"\s+|\S+")


def rewrite(
    text: str, language: str | None, form: Literal["text", "json"], answers: Sequence[str] = ()
) -> None:
    """Hold the dialogue about a statement on standard input and output, or print it as it stands (`json`).

    `answers` are answers given beforehand, each `SLOT=TEXT`. Raises `Problem` for an empty statement and
    for an answer that doesn't say to which slot.
    """
    if not text.strip():
        raise Problem("coach.empty")
    dialogue = start(_readable(text), language)
    for answer in answers:
        slot, sign, said = answer.partition("=")
        if not sign:
            raise Problem("coach.no-answer", given=printable(answer))
        dialogue = dialogue.answered(_readable(said), slot.strip())
    if form == "json":
        click.echo(json.dumps(dialogue.view(), ensure_ascii=False, indent=2).encode())
        return
    _Terminal(dialogue).hold()


def _readable(text: str) -> str:
    """Text from the command line without the bytes that are no UTF-8."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


class _Terminal:
    """One dialogue on standard input and output."""

    def __init__(self, dialogue: Dialogue):
        self._dialogue = dialogue
        self._asked = 0
        self._coloured = sys.stdout.isatty() and "NO_COLOR" not in os.environ

    def hold(self) -> None:
        """From the statement to its drafts, or as far as there are answers."""
        self._open()
        lines = _Lines(sys.stdin)
        while question := self._dialogue.question:
            self._ask(question)
            answer = lines.next()
            if answer is None:
                break
            self._take(question, answer)
        self._close()

    def _open(self) -> None:
        self._say(f"“{self._dialogue.statement.strip()}”")
        self._say()
        findings = self._dialogue.findings
        self._heading("found" if findings else "nothing")
        for finding in findings[:_MOST_FINDINGS]:
            self._say(f"• {finding.chip(self._language)}: {finding.message(self._language)}", _INDENT)
        if len(findings) > _MOST_FINDINGS:
            self._say(self._words("more", count=len(findings) - _MOST_FINDINGS), _INDENT)
        self._say()
        self._say(self._words("intro"))

    def _ask(self, question: Question) -> None:
        self._asked += 1
        self._say()
        self._say(self._words("progress", number=self._asked, left=len(self._dialogue.questions) - 1))
        self._say(question.text(self._language), bold=True)
        self._say(question.hint(self._language), _INDENT)
        for number, option in enumerate(question.options, start=1):
            self._say(f"{number}. {option}", _INDENT)

    def _take(self, question: Question, answer: str) -> None:
        self._dialogue = self._dialogue.answered(answer, question.slot)
        if not answer.strip():
            self._say(self._words("skipped"), _INDENT)
            return
        drafts = self._dialogue.drafts
        draft = next(
            (each for each in drafts if any(part.slot == question.slot for part in each.segments)), drafts[0]
        )
        self._say()
        self._heading("draft")
        self._draft(draft)
        self._held(draft)

    def _draft(self, draft: Draft) -> None:
        """A draft, and what the critic still finds in it."""
        self._segments(draft.segments)
        chips = dict.fromkeys(finding.chip(self._language) for finding in draft.findings)
        if chips:
            self._say(self._words("still", chips=", ".join(chips)), _INDENT * 2)
        else:
            self._say(self._words("blanks-left" if draft.blanks else "clear"), _INDENT * 2)

    def _held(self, *drafts: Draft) -> None:
        told = dict.fromkeys(held.text(self._language) for draft in drafts for held in draft.held_back)
        for words in told:
            self._say(words, _INDENT * 2)

    def _close(self) -> None:
        dialogue = self._dialogue
        self._say()
        self._heading("before")
        self._say(dialogue.statement, _INDENT)
        self._heading("after")
        for draft in dialogue.drafts:
            self._say(f"{content.text(f'coach.rewrite.shape.{draft.shape}', self._language)}:", _INDENT)
            self._draft(draft)
        self._held(*dialogue.drafts)
        self._reasons(dialogue.drafts)
        if dialogue.later:
            self._heading("later")
            for goal in dialogue.later:
                self._say(f"• {goal}", _INDENT)
        if any(draft.blanks for draft in dialogue.drafts):
            self._say()
            self._say(self._words("blanks"))

    def _reasons(self, drafts: Iterable[Draft]) -> None:
        changes = dict.fromkeys(change for draft in drafts for change in draft.changes)
        if changes:
            self._heading("why")
        for change in changes:
            self._say(f"• {change.reason(self._language)} {change.text(self._language)}", _INDENT)

    @property
    def _language(self) -> str:
        return self._dialogue.language

    def _words(self, key: str, **params: object) -> str:
        return content.text(f"coach.rewrite.terminal.{key}", self._language, **params)

    def _heading(self, key: str) -> None:
        self._say(self._words(key), bold=True)

    def _say(self, words: str = "", indent: str = "", *, bold: bool = False) -> None:
        text = printable(" ".join(words.split()))
        behind = indent + "  " if text.startswith("•") else indent
        for line in textwrap.wrap(text, _WIDTH, initial_indent=indent, subsequent_indent=behind) or [""]:
            click.echo((click.style(line, bold=True) if bold and self._coloured else line).encode())

    def _segments(self, words: Words) -> None:
        """A draft in lines, with what is new in colour. Lines break at spaces, not between segments."""
        indent, room = _INDENT * 2, _WIDTH - 2 * len(_INDENT)
        line = word = ""
        used = length = 0
        for piece, kind in [*_pieces(words), (" ", "joint")]:
            if not piece.isspace():
                word += click.style(piece, fg=_COLOURS.get(kind)) if self._coloured else piece
                length += len(piece)
                continue
            if used and used + length >= room:
                click.echo((indent + line.rstrip()).encode())
                line, used = "", 0
            line += f"{word} "
            used, word, length = used + length + 1, "", 0
        click.echo((indent + line.rstrip()).encode())


def _pieces(words: Words) -> Iterator[tuple[str, str]]:
    """The words of a draft and the spaces between them, each with the kind of its segment."""
    for segment in words:
        for piece in _PIECES.findall(printable(segment.text)):
            yield piece, segment.kind


class _Lines:
    """The lines of somebody's answers: typed one by one, or all there already."""

    def __init__(self, source: TextIO):
        self._source = source
        self._typed = source.isatty()

    def next(self) -> str | None:
        """The next line without its end, None if there is none."""
        click.echo(b"> ", nl=False)
        line = self._source.readline()
        if not line:
            click.echo()
            return None
        answer = line.rstrip("\r\n")
        if not self._typed:
            click.echo(printable(answer).encode())
        return answer

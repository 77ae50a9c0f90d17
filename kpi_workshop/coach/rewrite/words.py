"""From templates to words that read as one text, in segments that tell where they come from.

A template is a text with `{fields}` for segments and `[square brackets]` for a blank.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from kpi_workshop import content
from kpi_workshop.coach.rewrite.model import Segment, SegmentKind, Words

_BLANK = re.compile(r"(\[[^\]]*\])")
_CLOSING = (",", ".", ";", ":", ")")
_ENDS = tuple(".!?…:;")
_LOOSE = " \t.,;:"
"""What may stand around a quotation and would disturb the sentence that it is put into."""


def quoted(kind: SegmentKind, text: str, slot: str = "") -> Words:
    """Somebody's words as a part of a sentence: on one line, without the stop at the end."""
    line = " ".join(text.split()).rstrip(_LOOSE).lstrip(_LOOSE.replace(".", ""))
    return (Segment(kind, line, slot),) if line else ()


def template(
    key: str, language: str, fields: Mapping[str, Words] = MappingProxyType({}), slot: str = ""
) -> Words:
    """The words of `coach.rewrite.<key>` with its fields filled in; its blanks wait for `slot`."""
    return filled(content.text(f"coach.rewrite.{key}", language), fields, slot)


def filled(words: str, fields: Mapping[str, Words], slot: str = "") -> Words:
    """A template's words with its fields filled in. A field without words leaves no gap."""
    found: list[Segment] = []
    for literal, field, _, _ in string.Formatter().parse(words):
        parts = _BLANK.split(literal)
        found += (
            Segment("blank", part, slot) if _BLANK.fullmatch(part) else Segment("joint", part)
            for part in parts
        )
        found += fields[field] if field else ()
    return joined(found)


def joined(segments: Iterable[Segment]) -> Words:
    """Segments as one text: single spaces, and no sign that another one before it makes needless."""
    found: list[Segment] = []
    for segment in segments:
        text = segment.text
        if segment.kind == "joint":
            text = _fitting(text, found[-1].text if found else " ")
        if text.startswith(_CLOSING):
            _trim(found, " ," if text.startswith(".") else " ")
        if text:
            found.append(segment._replace(text=text))
    _trim(found, " ")
    return _merged(found)


def _fitting(text: str, before: str) -> str:
    """A joint without the spaces and signs that the text before it already has."""
    bare, last = text.lstrip(" "), before.rstrip(" ")[-1:]
    if bare.startswith((",", ".")) and (last in _ENDS or last == bare[0]):
        text = bare[1:]
    return text.lstrip(" ") if before.endswith(" ") else text


def _trim(found: list[Segment], signs: str) -> None:
    """Take signs away from the end, as far as it is a joint."""
    while found and found[-1].kind == "joint":
        rest = found[-1].text.rstrip(signs)
        if rest:
            found[-1] = found[-1]._replace(text=rest)
            return
        found.pop()


def _merged(segments: Iterable[Segment]) -> Words:
    """Fewer segments: joints in one, and kept words with nothing new between them."""
    found: list[Segment] = []
    for segment in segments:
        if found and found[-1].kind == segment.kind == "joint":
            found[-1] = found[-1]._replace(text=found[-1].text + segment.text)
        elif (
            segment.kind == "kept"
            and [each.kind for each in found[-2:]] == ["kept", "joint"]
            and found[-1].text == " "
        ):
            found.pop()
            found[-1] = found[-1]._replace(text=f"{found[-1].text} {segment.text}")
        else:
            found.append(segment)
    return tuple(found)


def capitalised(words: Words) -> Words:
    """The same with a capital letter at its start, unless it starts with a blank or a name such as "eNPS"."""
    if not words or words[0].kind == "blank":
        return words
    text = words[0].text
    first, upper = text.split(" ", 1)[0], text[:1].upper()
    if not first.islower() or len(upper) != 1:
        return words
    return (words[0]._replace(text=upper + text[1:]), *words[1:])

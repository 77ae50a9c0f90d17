"""The word lists of a language, `data/lexicons/*.txt`.

One file a language for words of all sorts (`en.txt`), and one for each layer: words on one subject that are
marked apart, so that no phrase on another subject hides them (`en-times.txt`). A file is laid out like this:

    ; A comment.
    [name of a list]
    a phrase | another phrase | increase~ in
    [a list of values =]
    two 2 | half 0.5

"~" after a word stands for its endings, "#" for any number. Phrases are written as they are cut into tokens:
"day - to - day". They are parsed by hand, because TOML of this size would take longer than everything else
that the command line does at its start.
"""

from __future__ import annotations

import functools

from kpi_workshop import content

Phrases = list[tuple[str, float]]
"""Phrases with what each amounts to ("double" is 2), or 0."""


@functools.cache
def word_lists(name: str) -> dict[str, Phrases]:
    """The lists of a file by their names, without repetition.

    Raises `content.ContentError` naming the file and the line if something stands where it doesn't belong.
    """
    path = content.folder("data", "lexicons", f"{name}.txt")
    found: dict[str, Phrases] = {}
    current: Phrases | None = None
    valued = False
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line or line[0] == ";":
            continue
        if line != line.strip():
            raise content.ContentError(f"{path}: line {number}: expected no space around it, found {line!r}")
        if line[0] == "[" and line[-1] == "]":
            title = line[1:-1]
            valued = title.endswith(" =")
            current = found.setdefault(title.removesuffix(" ="), [])
        elif current is None:
            raise content.ContentError(f"{path}: line {number}: expected [a list], found {line!r}")
        elif valued:
            current += [_with_value(phrase, f"{path}: line {number}") for phrase in line.split(" | ")]
        else:
            current += [(phrase, 0.0) for phrase in line.split(" | ")]
    return found


def _with_value(entry: str, place: str) -> tuple[str, float]:
    phrase, _, value = entry.rpartition(" ")
    try:
        return phrase, float(value)
    except ValueError:
        raise content.ContentError(f"{place}: expected a phrase and its value, found {entry!r}") from None

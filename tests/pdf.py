"""Just enough of a PDF reader for the files that Typst writes: pages and the text on them, fonts, title."""

from __future__ import annotations

import dataclasses
import functools
import html
import re
import zlib

_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_PLAIN = rb"\\.|[^\\()]"
_INNER = rb"\((?:" + _PLAIN + rb"|\((?:" + _PLAIN + rb")*\))*\)"
"""Brackets that match need no escape, within others neither."""
_TEXT = rb"\((?P<text>(?:" + _PLAIN + rb"|" + _INNER + rb")*)\)|<(?P<hex>[0-9A-Fa-f]+)>"
_PLACE = rb"\bq 1 0 0 -1 (?P<x>[-\d.]+) (?P<y>[-\d.]+) cm"
_SHOWN = re.compile(
    rb"<<[^>]*>>|/(?P<font>f\d+) [\d.]+ Tf|" + _PLACE + rb"|" + _TEXT + rb"|\b(?P<end>ET)\b", re.DOTALL
)


@dataclasses.dataclass(frozen=True)
class Pdf:
    """A file, taken apart."""

    raw: bytes

    @functools.cached_property
    def _objects(self) -> dict[int, bytes]:
        found = re.finditer(rb"(\d+) 0 obj\n(.*?)\nendobj", self.raw, re.DOTALL)
        return {int(one[1]): one[2] for one in found}

    @functools.cached_property
    def catalog(self) -> str:
        """The entries that hold for the whole document."""
        return next(one for one in self._objects.values() if b"/Type/Catalog" in one).decode("latin-1")

    @functools.cached_property
    def fonts(self) -> set[str]:
        """The names of the fonts in it."""
        found = re.findall(rb"/FontName/[A-Z]{6}\+([\w-]+)", self.raw)
        return {name.decode() for name in found}

    @property
    def title(self) -> str:
        """As a reader shows it in its window."""
        found = re.search(rb"<dc:title>.*?<rdf:li[^>]*>(.*?)</rdf:li>", self.raw, re.DOTALL)
        assert found
        return html.unescape(found[1].decode("utf-8"))

    @functools.cached_property
    def pages(self) -> list[str]:
        """The text of each page, a line for each piece that was set in one go."""
        return ["\n".join(text for _, _, text in pieces) for pieces in self.places]

    @functools.cached_property
    def places(self) -> list[list[tuple[float, float, str]]]:
        """For each page its pieces of text, with the point from the left and the bottom where they begin."""
        return [self._pieces(page) for page in self._leaves]

    @functools.cached_property
    def sizes(self) -> set[tuple[int, int]]:
        """Widths and heights of pages in points."""
        boxes = re.findall(rb"/MediaBox\[0 0 ([\d.]+) ([\d.]+)\]", self.raw)
        return {(round(float(width)), round(float(height))) for width, height in boxes}

    @functools.cached_property
    def _leaves(self) -> list[bytes]:
        """The pages in their order."""
        return self._below(int(self._entry(self.catalog.encode("latin-1"), b"Pages")))

    def _below(self, number: int) -> list[bytes]:
        node = self._objects[number]
        kids = re.search(rb"/Kids\[([^\]]+)\]", node)
        if not kids:
            return [node]
        return [leaf for one in re.findall(rb"(\d+) 0 R", kids[1]) for leaf in self._below(int(one))]

    def _pieces(self, page: bytes) -> list[tuple[float, float, str]]:
        resources = self._objects[int(self._entry(page, b"Resources"))]
        fonts = {name: int(place) for name, place in re.findall(rb"/(f\d+) (\d+) 0 R", resources)}
        letters: dict[int, str] = {}
        pieces: list[tuple[float, float, str]] = []
        x, y, text = 0.0, 0.0, ""
        for at in _SHOWN.finditer(self._stream(int(self._entry(page, b"Contents")))):
            if at["x"]:
                x, y = float(at["x"]), float(at["y"])
            elif at["font"]:
                letters = self._letters(fonts[at["font"]])
            elif at["end"]:
                pieces.append((x, y, text))
                text = ""
            elif at["text"] or at["hex"]:
                plain = re.sub(rb"\\(\d{3}|.)", _unescaped, at["text"] or b"", flags=re.DOTALL)
                codes = plain or bytes.fromhex(at["hex"].decode())
                text += "".join(
                    letters[high * 256 + low] for high, low in zip(codes[::2], codes[1::2], strict=True)
                )
        return pieces

    def _letters(self, font: int) -> dict[int, str]:
        table = self._stream(int(self._entry(self._objects[font], b"ToUnicode")))
        pairs = re.findall(rb"<([0-9A-F]{4})> <([0-9A-F]+)>\n", table)
        return {int(code, 16): bytes.fromhex(told.decode()).decode("utf-16-be") for code, told in pairs}

    def _stream(self, number: int) -> bytes:
        return zlib.decompress(self._objects[number].split(b"stream\n", 1)[1].rsplit(b"\nendstream", 1)[0])

    def _entry(self, of: bytes, name: bytes) -> bytes:
        found = re.search(rb"/" + name + rb" (\d+) 0 R", of)
        assert found, name
        return found[1]


def _unescaped(found: re.Match[bytes]) -> bytes:
    told = found[1]
    return bytes([int(told, 8)]) if told.isdigit() and len(told) == 3 else _ESCAPED.get(told, told)


def squeezed(text: str) -> str:
    """Text without white space, for comparing what was broken into lines."""
    return re.sub(r"\s+", "", text)

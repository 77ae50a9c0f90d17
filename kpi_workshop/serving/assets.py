"""Static files: compressed once, kept for as long as their address says, and nothing else of a folder."""

from __future__ import annotations

import dataclasses
import functools
import gzip
import hashlib
from pathlib import Path
from typing import Any

from tornado.ioloop import IOLoop

from kpi_workshop.serving.plain import PlainHandler

_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".ico": "image/x-icon",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".mjs": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
"""What may be served at all, and as what."""
_ALREADY_COMPRESSED = {".ico", ".png", ".woff2"}
_WORTH_COMPRESSING = 1_000
_FOR_EVER = "public, max-age=31536000, immutable"
_LONGEST_NAME = 200
_ASK_AGAIN = "no-cache"


@dataclasses.dataclass(frozen=True, slots=True)
class _File:
    plain: bytes
    packed: bytes
    """The same compressed by gzip; empty if that is not worth while."""
    etag: str


@functools.lru_cache(maxsize=512)
def _load(path: Path, _modified: int) -> _File:
    plain = path.read_bytes()
    packed = b""
    if path.suffix not in _ALREADY_COMPRESSED and len(plain) > _WORTH_COMPRESSING:
        packed = gzip.compress(plain, 9, mtime=0)
    return _File(plain, packed, f'"{hashlib.sha256(plain).hexdigest()[:20]}"')


def versioned(address: str, path: Path) -> str:
    """`address` with a mark that changes when the file does, so that browsers may keep it for ever."""
    if not path.is_file():
        return address
    return f"{address}?v={hashlib.sha256(path.read_bytes()).hexdigest()[:12]}"


class AssetHandler(PlainHandler):
    """Serves the files of known types below some folders."""

    def initialize(self, **given: Any) -> None:
        """`folders` to look in; `versioned` if the address itself changes with the files' version."""
        super().initialize(**given)
        self._folders: list[Path] = given["folders"]
        self._versioned: bool = given.get("versioned", False)

    async def get(self, name: str) -> None:
        """Send the file, compressed if the browser takes that, or 304 if it has it already."""
        path = self._find(name)
        if path is None:
            self.say_missing()
            return
        file = await IOLoop.current().run_in_executor(None, _load, path, path.stat().st_mtime_ns)
        fixed = self._versioned or path.suffix == ".woff2" or self.get_query_argument("v", "") != ""
        self.set_header("Cache-Control", _FOR_EVER if fixed else _ASK_AGAIN)
        self.set_header("Content-Type", _TYPES[path.suffix])
        self.set_header("Vary", "Accept-Encoding")
        self.set_header("ETag", file.etag)
        if self.check_etag_header():
            self.set_status(304)
            return
        if file.packed and "gzip" in self.request.headers.get("Accept-Encoding", ""):
            self.set_header("Content-Encoding", "gzip")
            self.write(file.packed)
        else:
            self.write(file.plain)

    def compute_etag(self) -> None:
        """The file's own, set above."""

    def _find(self, name: str) -> Path | None:
        if "\0" in name or len(name) > _LONGEST_NAME:
            return None
        for folder in self._folders:
            path = (folder / name).resolve()
            if path.is_relative_to(folder) and path.suffix in _TYPES and path.is_file():
                return path
        return None

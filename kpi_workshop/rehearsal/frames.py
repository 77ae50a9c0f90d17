"""Jupyter's messages as they travel on a page's websocket, and what a page's HTML says of its kernel."""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
import json
import re
import uuid
from collections.abc import Mapping
from typing import Any

PROTOCOL = "v1.kernel.websocket.jupyter.org"
"""The websocket subprotocol that Voilà's front end asks for; `encode` and `decode` speak it."""
_WORD = 8
"""Bytes of one offset at a frame's beginning."""
_KERNEL = re.compile(r'"kernelId": "([0-9a-f-]{36})"')
_WIDGET = re.compile(r'"model_id": "([0-9a-f]{32})"')


@dataclasses.dataclass(frozen=True, slots=True)
class Frame:
    """What matters of a message from a kernel."""

    kind: str
    """Its `msg_type`: `comm_msg`, `comm_open`, `status` …"""
    comm: str
    """Which widget (or control channel) it is about; empty for messages of other kinds."""
    data: Mapping[str, Any]
    """Of a message on a comm: `method` and what goes with it."""
    buffers: tuple[bytes, ...]


def encode(kind: str, content: Mapping[str, Any]) -> bytes:
    """A message to the kernel's shell channel."""
    header = {
        "msg_id": uuid.uuid4().hex,
        "msg_type": kind,
        "username": "",
        "session": "",
        "date": dt.datetime.now(dt.UTC).isoformat(),
        "version": "5.3",
    }
    parts = [json.dumps(part).encode() for part in (header, {}, {}, content)]
    return _joined([b"shell", *parts])


def _joined(parts: list[bytes]) -> bytes:
    """Number of offsets, the offsets of all parts and of the end, then the parts."""
    ends = [_WORD * (len(parts) + 2)]
    for part in parts:
        ends.append(ends[-1] + len(part))
    numbers = [len(ends), *ends]
    return b"".join([*(number.to_bytes(_WORD, "little") for number in numbers), *parts])


def decode(frame: bytes) -> Frame:
    """The inverse, for messages of the kernel."""
    count = int.from_bytes(frame[:_WORD], "little")
    ends = [int.from_bytes(frame[_WORD * n : _WORD * (n + 1)], "little") for n in range(1, count + 1)]
    _channel, header, _parent, _metadata, content, *buffers = (
        frame[start:end] for start, end in itertools.pairwise(ends)
    )
    said = json.loads(content)
    return Frame(
        kind=json.loads(header)["msg_type"],
        comm=said.get("comm_id", ""),
        data=said.get("data") or {},
        buffers=tuple(buffers),
    )


def addressed(html: str) -> tuple[str, str] | None:
    """The kernel of a page and its first widget, which is the page's own; None if it has none."""
    kernel, widget = _KERNEL.search(html), _WIDGET.search(html)
    return (kernel[1], widget[1]) if kernel and widget else None

"""The address at which others join, in words and as a QR code."""

from __future__ import annotations

import os
from urllib.parse import urlsplit

import segno


def join_address() -> dict[str, str]:
    """`address`, and its QR code as plain SVG numbers, so that no page has to insert markup.

    Without an address that others can reach there is only `here`, this computer's own.
    `size` is the code's side in modules with a quiet zone of 2; `path` draws its dark modules.
    """
    address = os.environ.get("KPI_WORKSHOP_JOIN_URL", "")
    if not address or urlsplit(address).hostname in ("127.0.0.1", "localhost", "::1"):
        return {"address": "", "here": address}  # a code that only this computer could follow helps nobody
    code = segno.make_qr(address, error="m")
    dark = [
        f"M{column + 2} {row + 2}h1v1h-1z"
        for row, line in enumerate(code.matrix)
        for column, module in enumerate(line)
        if module
    ]
    return {"address": address, "size": str(len(code.matrix) + 4), "path": "".join(dark)}

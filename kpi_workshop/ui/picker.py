"""Choosing a file whose size is checked before a byte is sent: 50 MB would break the page's line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import anywidget
import traitlets

from kpi_workshop.sheet import MOST_BYTES


class SheetPicker(anywidget.AnyWidget):
    """A button (and drop target) for one sheet; `on_file` gets its name and bytes."""

    _esm = Path(__file__).parent / "assets" / "picker.js"
    texts = traitlets.Dict().tag(sync=True)
    status = traitlets.Unicode().tag(sync=True)
    wrong = traitlets.Bool(default_value=False).tag(sync=True)
    most = traitlets.Int(MOST_BYTES).tag(sync=True)

    def __init__(self) -> None:
        super().__init__()
        self.on_file: Callable[[str, bytes], None] = lambda _name, _data: None
        self.on_msg(self._heard)

    def say(self, words: str, *, wrong: bool = False) -> None:
        """Tell what became of the file."""
        self.wrong, self.status = wrong, words

    def _heard(self, _widget: object, message: object, buffers: list[memoryview]) -> None:
        if isinstance(message, dict) and message.get("t") == "file" and buffers:
            self.on_file(str(message.get("name", "")), bytes(buffers[0]))

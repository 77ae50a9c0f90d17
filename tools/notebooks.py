"""The notebooks of the course, made from its lessons; and the one to start with in JupyterLab.

Write them with `make docs`; a test keeps them up to date. Tables of a lesson are cells of their own, for
looking closer in JupyterLab: they are run here, so that nbval can compare what they show.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

from kpi_workshop.content import languages, root
from kpi_workshop.course.lessons import Lesson, lessons
from kpi_workshop.serving.pages import ONLY_IN_LAB

_FOLDER = root() / "notebooks"
_START = "start.ipynb"
_KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
_WIDGET = {"tags": ["nbval-ignore-output"]}
_LAB = {"tags": [ONLY_IN_LAB]}


def notebooks() -> dict[Path, dict[str, Any]]:
    """Every notebook of the course by its path, without the outputs of its cells."""
    made = {_FOLDER / "lessons" / f"{one.fields.path.stem}.ipynb": _lesson(one) for one in lessons().values()}
    return {**made, _FOLDER / _START: _start()}


def _lesson(one: Lesson) -> dict[str, Any]:
    title = " · ".join(one.title(language) for language in languages())
    summary = "\n\n".join(one.summary(language) for language in languages())
    call = f'from kpi_workshop.ui import lesson\n\nlesson("{one.id}")'
    cells = [_markdown("title", f"# {title}\n\n{summary}"), _code("page", call, _WIDGET)]
    for name, part in one.parts.items():
        if part.text("kind") == "data":
            heading = " · ".join(
                one.fields.table(language).table("part").table(name).text("title") for language in languages()
            )
            table = f'frame("{one.id}", "{name}")'
            cells += [
                _markdown(f"{name}-title", f"## {heading}", _LAB),
                _code(name, f"from kpi_workshop.course.tables import frame\n\n{table}", _LAB),
            ]
            if _has_numbers(one, name):
                cells.append(_code(f"{name}-told", f"{table}.describe().round(1)", _LAB))
    return _notebook(cells)


def _has_numbers(one: Lesson, part: str) -> bool:
    columns = one.data(part, languages()[0])["columns"]
    return any(isinstance(value, float) for column in columns for value in column["values"])


def _start() -> dict[str, Any]:
    rows = [
        f"{number}. [{one.title('en')} · {one.title('vi')}](lessons/{one.fields.path.stem}.ipynb)"
        for number, one in enumerate(lessons().values(), start=1)
    ]
    text = [
        "# Start here · Bắt đầu từ đây",
        "Open a lesson and run its cell (Shift+Enter). Your answers stay on this computer.",
        "Mở một bài và chạy ô bên dưới tiêu đề (Shift+Enter). Câu trả lời của bạn chỉ ở trên máy này.",
        "\n".join(rows),
        "Work on a KPI of your own · Làm việc với KPI của chính bạn: [coach.ipynb](coach.ipynb)",
        "How far you have come · Bạn đã học đến đâu:",
    ]
    call = "from kpi_workshop.ui import learn\n\nlearn()"
    return _notebook([_markdown("title", "\n\n".join(text)), _code("page", call, _WIDGET)])


def _notebook(cells: list[dict[str, Any]]) -> dict[str, Any]:
    metadata = {"kernelspec": _KERNEL, "language_info": {"name": "python"}}
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def _markdown(name: str, text: str, metadata: Mapping[str, Any] | None = None) -> dict[str, Any]:
    source = text.splitlines(keepends=True)
    return {"cell_type": "markdown", "id": name, "metadata": dict(metadata or {}), "source": source}


def _code(name: str, text: str, metadata: Mapping[str, Any]) -> dict[str, Any]:
    source = text.splitlines(keepends=True)
    shared = {"execution_count": None, "outputs": [], "source": source}
    return {"cell_type": "code", "id": name, "metadata": dict(metadata), **shared}


def _run(notebook: dict[str, Any]) -> dict[str, Any]:
    """The notebook with what its tables show; a widget's output is nothing to keep."""
    if not any(cell["metadata"] == _LAB for cell in notebook["cells"]):
        return notebook
    joined = [{**cell, "source": "".join(cell["source"])} for cell in notebook["cells"]]
    readable = nbformat.from_dict({**notebook, "cells": joined})  # lines are for files only
    ran = NotebookClient(readable, kernel_name="python3").execute()
    kept = dict(notebook, cells=[dict(cell) for cell in notebook["cells"]])
    for cell, found in zip(kept["cells"], ran["cells"], strict=True):
        if cell["cell_type"] == "code" and cell["metadata"] == _LAB:
            # nbval compares what a cell shows only if the file says that it was run.
            cell.update({"outputs": found["outputs"], "execution_count": found["execution_count"]})
    return kept


if __name__ == "__main__":
    for path, notebook in notebooks().items():
        text = json.dumps(_run(notebook), ensure_ascii=False, indent=1)
        path.write_text(text + "\n", encoding="utf-8")

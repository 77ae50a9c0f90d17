"""Voilà's front end: which of its files a page loads, and from where."""

from __future__ import annotations

import hashlib
import importlib.metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2
from voila.paths import collect_static_paths
from voila.utils import get_page_config

from kpi_workshop.serving.pages import PageRenderer

if TYPE_CHECKING:
    from collections.abc import Callable

    from voila.app import Voila

EXTENSIONS = ("@jupyter-widgets/jupyterlab-manager", "@voila-dashboards/widgets-manager8", "anywidget")
"""By their names in package.json: controls, the widget manager of a Voilà page, our own widgets."""
_NO_MATHJAX = (
    "data:text/javascript,MathJax={Hub:{Config(){},Configured(){},Queue(){},Register:{StartupHook(){}}}}//"
)
"""The front end can't be told to do without MathJax: it gets one that does nothing instead of a CDN's."""


def front_end_folder() -> Path:
    """Where Voilà's scripts lie."""
    found = (Path(path) for path in collect_static_paths(["voila"], "base", prune=True))
    return next(path.resolve() for path in found if (path / "voila.js").is_file())


def extension_folders(labextensions: list[str]) -> list[Path]:
    """Where extensions of JupyterLab are installed, in the order in which they are looked for."""
    return [Path(path).resolve() for path in labextensions if Path(path).is_dir()]


def page_config(server: Voila) -> dict[str, Any]:
    """What the front end reads of the page: its extensions, and addresses that change with their version."""
    config: dict[str, Any] = get_page_config(
        base_url="/", settings={}, log=server.log, voila_configuration=server.voila_configuration
    )
    version = _version()
    return {
        "appUrl": "voila/",
        "appVersion": config["appVersion"],
        "baseUrl": "/",
        "federated_extensions": config["federated_extensions"],
        "fullLabextensionsUrl": f"/static/{version}/extensions",
        "fullMathjaxUrl": _NO_MATHJAX,
        "fullStaticUrl": f"/static/{version}/voila",
        "terminalsAvailable": False,
    }


def renderer(server: Voila, notebooks: Path) -> Callable[[str], PageRenderer]:
    """Makes the renderer of a notebook in the folder `notebooks`; all share compiled templates."""
    config = page_config(server)
    compiled = _Compiled()

    def make(notebook: str) -> PageRenderer:
        return PageRenderer(
            compiled=compiled,
            voila_configuration=server.voila_configuration,
            traitlet_config=server.config,
            notebook_path=str(notebooks / f"{notebook}.ipynb"),
            template_paths=server.template_paths,
            config_manager=server.config_manager,
            contents_manager=server.contents_manager,
            base_url="/",
            kernel_spec_manager=server.kernel_spec_manager,
            page_config=config,
        )

    return make


class _Compiled(jinja2.BytecodeCache):
    """Compiled templates in memory: without, each page compiles them anew, most of its cost."""

    def __init__(self) -> None:
        self._known: dict[str, bytes] = {}

    def load_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        known = self._known.get(bucket.key)
        if known is not None:
            bucket.bytecode_from_string(known)

    def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        self._known[bucket.key] = bucket.bytecode_to_string()


def _version() -> str:
    """Changes whenever one of the front end's packages does."""
    names = ("voila", "jupyterlab_widgets", "anywidget")
    versions = "/".join(importlib.metadata.version(name) for name in names)
    return hashlib.sha256(versions.encode()).hexdigest()[:10]

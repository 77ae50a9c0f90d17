"""The server: Voilà with our addresses and pages, and nothing of JupyterLab's."""

from __future__ import annotations

import asyncio
import errno
import logging
import os
import resource
import shutil
import signal
import socket
import tempfile
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import tornado.httpserver
import tornado.netutil
import zmq
import zmq.asyncio
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_server.services.kernels.kernelmanager import ServerKernelManager
from traitlets import default
from traitlets.config import Config
from voila.app import Voila

from kpi_workshop.content import Problem, text
from kpi_workshop.serving import address, handlers
from kpi_workshop.serving.assets import AssetHandler
from kpi_workshop.serving.database import Database
from kpi_workshop.serving.front import EXTENSIONS, extension_folders, front_end_folder, renderer
from kpi_workshop.serving.handbook import HandbookHandler
from kpi_workshop.serving.key import facilitators_key, fingerprint
from kpi_workshop.serving.kit import KitHandler, PrintHandler
from kpi_workshop.serving.look import PAGE_FILES, TEMPLATES, THEME_FILES, Look
from kpi_workshop.serving.pages import Pages
from kpi_workshop.serving.plain import SAFE_HEADERS, MissingHandler
from kpi_workshop.serving.settings import NOTEBOOKS, Settings
from kpi_workshop.store import connect
from kpi_workshop.typeset import PAPERS

if TYPE_CHECKING:
    import tornado.web

_MESSAGES = ["comm_open", "comm_close", "comm_msg", "comm_info_request", "kernel_info_request"]
"""All that a browser may send to a kernel: the talk of widgets, never code."""
_KERNEL_ID = r"(?P<kernel_id>\w+-\w+-\w+-\w+-\w+)"
_MOST_SOCKETS = 32_768
_MOST_FILES = 10_240
"""File descriptors that are asked for: macOS gives no more, and they are enough for eight hundred pages."""
_SOCKET_PATH_LIMIT = 100
"""A Unix socket's path must be shorter than 104 or 108 bytes, by system."""


def serve(settings: Settings) -> None:
    """Serve until SIGTERM or Ctrl-C; call it from the main thread.

    Raises `Problem` before anything listens: the database can't be used, the port is in use,
    the data folder can't be written.
    """
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s: %(message)s")
    key = _prepare(settings)
    _allow_many_files()
    database = Database(connect(settings.database))
    try:
        sockets = _listen(settings)
        _tell_kernels(settings, key)
        asyncio.run(_run(settings, database, sockets, key))
    finally:
        database.close()


async def _run(settings: Settings, database: Database, sockets: list[socket.socket], key: str) -> None:
    server = Server(settings, database)
    server.initialize(argv=[])
    _say_where(settings, key)
    if settings.open_browser:
        here = address.own_url(settings.host, settings.port)
        asyncio.get_running_loop().run_in_executor(None, webbrowser.open, here)
    await server.run(sockets)


class OurKernel(KernelSpecManager):
    """Knows one kernel: ours. What else is installed on the machine does not matter."""

    ensure_native_kernel = False

    @default("kernel_dirs")
    def _ours(self) -> list[str]:
        return [str(Path(__file__).resolve().parent / "kernels")]


class OneKernel(ServerKernelManager):
    """Manages one kernel. Whoever runs its notebook uses the context that it shares with all others."""

    def client(self, **options: Any) -> Any:
        """A client of the kernel."""
        return super().client(context=self.context, **options)


class Server(Voila):  # type: ignore[misc]  # Voilà is untyped
    """Voilà without its tree, files and contents: a few addresses, each page with a kernel of its own."""

    def __init__(self, settings: Settings, database: Database) -> None:
        """Nothing runs before `run`."""
        super().__init__(config=_voila_config(settings), config_file_paths=[])
        self._chosen = settings
        self._database = database
        self._look = Look(settings.language)
        self._sockets: list[socket.socket] = []

    def setup_template_dirs(self) -> None:
        """Our template, and no other that may be installed."""
        self.template_paths = [str(TEMPLATES)]
        self.voila_configuration.config.VoilaConfiguration.resources = self._look.resources()

    def init_settings(self) -> dict[str, Any]:
        """Voilà's settings, hardened."""
        settings: dict[str, Any] = super().init_settings()
        self.kernel_manager.allowed_message_types = _MESSAGES
        self.kernel_manager.context = _roomy_context()
        return settings | {
            "headers": SAFE_HEADERS,
            "compress_response": True,
            "default_handler_class": MissingHandler,
            "default_handler_args": {"look": self._look},
            "log_function": _log_request,
        }

    def init_handlers(self) -> list[Any]:
        """Every address there is."""
        self._pages = Pages(self.kernel_manager, renderer(self, self._chosen.notebooks), self._chosen)
        look = {"look": self._look}
        live = {"pages": self._pages}
        fixed = look | {"versioned": True}
        return [
            *(
                (rf"{path.rstrip('/')}/?", handlers.PageHandler, look | live | {"notebook": notebook})
                for path, notebook in NOTEBOOKS.items()
            ),
            (r"/rules/?([a-z]{2})?/?", HandbookHandler, look),
            (r"/kit/?([a-z]{2})?/?", KitHandler, look),
            (rf"/kit/([a-z]{{2}})/({'|'.join(PAPERS)})/([a-z-]+)\.pdf", PrintHandler, look),
            (r"/healthz", handlers.HealthHandler, look | {"database": self._database}),
            (r"/static/kpi/(.*)", AssetHandler, look | {"folders": [THEME_FILES]}),
            (r"/static/page/(.*)", AssetHandler, look | {"folders": [PAGE_FILES]}),
            (r"/static/[0-9a-f]+/voila/(.*)", AssetHandler, fixed | {"folders": [front_end_folder()]}),
            (
                r"/static/[0-9a-f]+/extensions/(.*)",
                AssetHandler,
                fixed | {"folders": extension_folders(self.labextensions_path)},
            ),
            (rf"/api/kernels/{_KERNEL_ID}", handlers.KernelModelHandler),
            (rf"/api/kernels/{_KERNEL_ID}/channels", handlers.SocketHandler, live),
            (rf"/voila/api/shutdown/{_KERNEL_ID}", handlers.LeaveHandler, look | live),
        ]

    def listen(self) -> None:
        """Answer on the sockets that `serve` has opened."""
        self._listening = tornado.httpserver.HTTPServer(self.app)
        self._listening.add_sockets(self._sockets)

    async def run(self, sockets: list[socket.socket]) -> None:
        """Serve on these sockets until SIGTERM or Ctrl-C, then end every kernel."""
        self._sockets = sockets
        over = asyncio.Event()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, over.set)
        self.start()
        background = [loop.create_task(self._pages.look_after()), loop.create_task(self._database.sweep())]
        try:
            await over.wait()
        finally:
            self._listening.stop()  # nobody is answered by half a server
            for task in background:
                task.cancel()
            await self._pages.close_all()
            self.kernel_manager.context.destroy(linger=0)
            shutil.rmtree(self.connection_dir, ignore_errors=True)


def _roomy_context() -> zmq.asyncio.Context:
    """One ZMQ context for all kernels. The usual one has 1,023 sockets, which a hundred pages use up; one for
    each kernel costs two threads and, whenever a page is closed, a tenth of a second of everybody's time."""
    context = zmq.asyncio.Context()
    context.set(zmq.MAX_SOCKETS, _MOST_SOCKETS)
    return context


def _voila_config(settings: Settings) -> Config:
    config = Config()
    config.Application.log_level = logging.WARNING
    config.Voila.root_dir = str(settings.notebooks)
    config.Voila.identity_provider_class = handlers.Anybody
    config.Voila.kernel_websocket_connection_class = handlers.WordlessConnection
    config.VoilaConfiguration.template = "kpi"
    config.VoilaConfiguration.allow_template_override = "NO"
    config.VoilaConfiguration.allow_theme_override = "NO"
    config.VoilaConfiguration.show_tracebacks = False
    config.VoilaConfiguration.extension_allowlist = list(EXTENSIONS)
    config.VoilaExecutor.iopub_timeout = 30
    config.VoilaConfiguration.kernel_spec_manager_class = OurKernel
    config.MultiKernelManager.kernel_manager_class = f"{__name__}.{OneKernel.__name__}"
    config.KernelManager.autorestart = False
    longest = Path(tempfile.gettempdir()) / "voila_12345678" / f"kernel-{'0' * 36}-ipc-99"
    if len(bytes(longest)) < _SOCKET_PATH_LIMIT:
        # Many kernels that start at once race for TCP ports.
        config.KernelManager.transport = "ipc"
    return config


def _prepare(settings: Settings) -> str:
    try:
        settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        return facilitators_key(settings.data_dir)
    except OSError as error:
        raise Problem("serving.data-folder", path=settings.data_dir, reason=error.strerror) from error


def _allow_many_files() -> None:
    """A page takes twelve file descriptors of the server; the usual limit would be reached at eighty."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    enough = _MOST_FILES if most == resource.RLIM_INFINITY else min(most, _MOST_FILES)
    resource.setrlimit(resource.RLIMIT_NOFILE, (enough, most))


def _listen(settings: Settings) -> list[socket.socket]:
    try:
        return tornado.netutil.bind_sockets(settings.port, settings.host)
    except OSError as error:
        known = {errno.EADDRINUSE: "port-in-use", errno.EACCES: "port-not-allowed"}
        problem = known.get(error.errno or 0, "host-unknown")
        raise Problem(f"serving.{problem}", port=settings.port, host=settings.host) from error


def _tell_kernels(settings: Settings, key: str) -> None:
    os.environ |= {
        "KPI_WORKSHOP_DATABASE_URL": settings.database,
        "KPI_WORKSHOP_LANGUAGE": settings.language,
        "KPI_WORKSHOP_JOIN_URL": address.join_url(settings.host, settings.port, settings.public_url),
        "KPI_WORKSHOP_FACILITATOR": fingerprint(key),
        "KPI_WORKSHOP_DATA": str(settings.data_dir.resolve()),
    }


def _say_where(settings: Settings, key: str) -> None:
    private = address.is_private(settings.host) and not settings.public_url
    click.echo(
        text(
            "serving.start.private" if private else "serving.start.open",
            settings.language,
            here=address.own_url(settings.host, settings.port),
            join=address.join_url(settings.host, settings.port, settings.public_url),
            facilitator=key,
            folder=settings.data_dir.resolve(),
        )
    )


def _log_request(handler: tornado.web.RequestHandler) -> None:
    """Only failures of ours, and no query strings: an address must not tell of people."""
    if handler.get_status() >= 500 and handler.get_status() != 503:
        request = handler.request
        logging.getLogger(__name__).warning("%s %s → %s", request.method, request.path, handler.get_status())

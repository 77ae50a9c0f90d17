"""Live pages: each is one notebook, run by a kernel of its own, taken from a pool of ready ones if it can be.

Voilà's own pool is not used: it makes people wait for its refill when it is empty, refills while they
arrive, spins for ever when rendering raises (voila#1311), and tells a kernel its previous visitor's address.
"""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import logging
import math
import os
import time
import uuid
from collections.abc import AsyncIterator, Callable
from typing import TYPE_CHECKING, Any, Protocol

import jinja2
import nbformat
from voila.notebook_renderer import NotebookRenderer

from kpi_workshop.serving.memory import pages_that_fit

if TYPE_CHECKING:
    from kpi_workshop.serving.settings import Settings

_LOG = logging.getLogger(__name__)
_OPENING_TAKES_AT_MOST = 60.0
_LEFT_STAYS = 3.0
"""A page whose browser said goodbye lives this long: leaving may have been a download."""
_AFTER_A_FAILURE = 30.0
_LOOK_AFTER_EVERY = 2.0
ONLY_IN_LAB = "lab"
"""The tag of a notebook's cells that are for JupyterLab."""


class Full(Exception):
    """There are as many live pages as the machine can hold."""


class PageFailed(Exception):
    """A notebook's cell raised, or its kernel did not answer."""


_read_notebook: Callable[..., Any] = nbformat.read


class PageRenderer(NotebookRenderer):  # type: ignore[misc]  # Voilà is untyped
    """Voilà's renderer that starts its kernel late and stops at the first failure."""

    def __init__(self, compiled: jinja2.BytecodeCache, **voila: Any) -> None:
        """`compiled` keeps templates between pages; the rest is Voilà's."""
        super().__init__(**voila)
        self.log = _LOG
        self._compiled = compiled

    async def load_notebook(self, path: str) -> Any:
        """The product's own notebook: as trustworthy as this file, so that no signature is asked for."""
        notebook = _read_notebook(path, as_version=4)
        notebook.cells = [cell for cell in notebook.cells if ONLY_IN_LAB not in cell.metadata.get("tags", ())]
        return notebook

    async def initialize(self, **voila: Any) -> None:
        """Read the notebook and make its exporter."""
        await super().initialize(**voila)
        self.exporter.environment.bytecode_cache = self._compiled

    async def _jinja_kernel_start(self, nb: Any, kernel_id: str, kernel_future: Callable[[], Any]) -> str:
        started: str = await super()._jinja_kernel_start(nb, kernel_id, kernel_future())
        return started

    async def _jinja_cell_generator(self, nb: Any, kernel_id: str) -> AsyncIterator[Any]:
        async for cell in super()._jinja_cell_generator(nb, kernel_id):
            # Voilà logs what went wrong and makes it an output: an error, or words of its own on stderr.
            if any(
                one["output_type"] == "error" or one.get("name") == "stderr"
                for one in cell.get("outputs", ())
            ):
                raise PageFailed
            yield cell

    def release(self) -> None:
        """Let go of the kernel. Voilà does so only when all went well."""
        client = self.executor.kc if hasattr(self, "executor") else None
        if client is not None:
            client.stop_channels()


class Socket(Protocol):
    """A browser's connection to a page's kernel."""

    def close(self) -> None:
        """End the connection."""


class Kernels(Protocol):
    """What is used of Jupyter's kernel manager."""

    async def start_kernel(self, *, kernel_id: str, kernel_name: str) -> str:
        """Start a kernel under an id of our choice."""

    async def shutdown_kernel(self, kernel_id: str, now: bool) -> None:
        """End a kernel, `now` without asking it."""

    def get_kernel(self, kernel_id: str) -> Any:
        """The manager of one kernel."""

    def __contains__(self, kernel_id: str) -> bool: ...


@dataclasses.dataclass(eq=False, slots=True)
class Page:
    """One rendering of a notebook, for one browser tab."""

    notebook: str
    kernel_id: str
    may_be_alone: float
    """Seconds without a connection after which it is closed."""
    alone_since: float = math.inf
    """When the last connection ended, or the page was handed out; infinite while connected or in the pool."""
    failed: bool = False
    sockets: set[Socket] = dataclasses.field(default_factory=set)
    rendering: asyncio.Task[None] | None = None
    starting: asyncio.Future[str] | None = None
    """The start of its kernel: never cut short, or a process would be left that nobody knows of."""
    _pieces: list[str] = dataclasses.field(default_factory=list)

    def add(self, piece: str) -> None:
        """Append to the page's HTML."""
        self._pieces.append(piece)

    async def html(self) -> AsyncIterator[str]:
        """The page, piece by piece as it is rendered. Ends early if the page failed."""
        rendering = self.rendering
        done = rendering is None
        sent = 0
        while True:
            end = len(self._pieces)
            if end > sent:
                yield "".join(self._pieces[sent:end])
                sent = end
            elif done or rendering is None:
                return
            else:
                await asyncio.wait([rendering], timeout=0.05)
                done = rendering.done()


class Pages:
    """All live pages: opens them, keeps some ready, and closes those that nobody looks at any more."""

    def __init__(self, kernels: Kernels, renderer: Callable[[str], PageRenderer], settings: Settings) -> None:
        """`renderer` makes the renderer of a notebook's name."""
        self._kernels = kernels
        self._renderer = renderer
        self._wanted = settings.pool
        self._refill_after = settings.refill_after
        self._page_sleeps = settings.page_sleeps
        self._most = settings.most_pages or pages_that_fit()
        self._live: dict[str, Page] = {}
        self._ready: dict[str, list[Page]] = {notebook: [] for notebook in settings.pool}
        # Kernels that start all at once all come late; in turn, most people are in early.
        self._turns = asyncio.Semaphore((os.cpu_count() or 1) + 1)
        self._fill_from = 0.0
        self._background: set[asyncio.Task[None]] = set()

    def open(self, notebook: str) -> Page:
        """A page for somebody who asks now: a ready one, else one that starts. Raises `Full`."""
        page = self._take_ready(notebook) or self._start_if_there_is_room(notebook)
        page.alone_since = time.monotonic()
        self._fill_from = max(self._fill_from, page.alone_since + self._refill_after)
        return page

    def find(self, kernel_id: str) -> Page | None:
        """The live page of a kernel."""
        return self._live.get(kernel_id)

    def connected(self, page: Page, socket: Socket) -> None:
        """A browser is looking at the page."""
        page.sockets.add(socket)
        page.alone_since = math.inf
        page.may_be_alone = self._page_sleeps

    def disconnected(self, page: Page, socket: Socket) -> None:
        """A browser's connection ended: it went away, or sleeps."""
        page.sockets.discard(socket)
        if not page.sockets:
            page.alone_since = time.monotonic()

    def left(self, page: Page) -> None:
        """The browser says that it leaves the page."""
        page.may_be_alone = min(_LEFT_STAYS, self._page_sleeps)

    def abandon(self, page: Page) -> None:
        """The browser went away while the page was still on its way to it."""
        self._in_background(self.close(page))

    async def look_after(self) -> None:
        """Close what is over and keep the pool filled, until cancelled."""
        while True:
            self._fill()
            await asyncio.sleep(_LOOK_AFTER_EVERY)
            for page in list(self._live.values()):
                try:
                    if await self._is_over(page):
                        await self.close(page)
                except Exception:
                    _LOG.exception("a page of %s could not be looked after", page.notebook)

    async def close(self, page: Page) -> None:
        """End a page, its connections and its kernel."""
        if self._live.pop(page.kernel_id, None) is None:
            return
        for ready in self._ready.values():
            if page in ready:
                ready.remove(page)
        for socket in list(page.sockets):
            socket.close()
        if page.rendering is not None and page.rendering is not asyncio.current_task():
            page.rendering.cancel()
            await asyncio.wait([page.rendering])
        if page.starting is not None:
            await asyncio.wait([page.starting])
        if page.kernel_id in self._kernels:
            try:
                await self._kernels.shutdown_kernel(page.kernel_id, now=True)
            except Exception:
                _LOG.exception("kernel of %s did not end in order", page.notebook)

    async def close_all(self) -> None:
        """End every page, and open no other."""
        self._wanted, self._most = {}, 0
        await asyncio.gather(*(self.close(page) for page in list(self._live.values())))

    def _take_ready(self, notebook: str) -> Page | None:
        ready = self._ready.get(notebook)
        return ready.pop(0) if ready else None

    def _start_if_there_is_room(self, notebook: str) -> Page:
        if len(self._live) >= self._most:
            idle = next((pages for pages in self._ready.values() if pages), None)
            if idle is None:
                raise Full
            self._in_background(self.close(idle.pop()))
        return self._start(notebook)

    def _start(self, notebook: str) -> Page:
        page = Page(notebook, str(uuid.uuid4()), self._page_sleeps)
        self._live[page.kernel_id] = page
        page.rendering = asyncio.create_task(self._render(page))
        page.rendering.add_done_callback(lambda _: self._rendered(page))
        return page

    def _rendered(self, page: Page) -> None:
        if page.alone_since < math.inf:
            page.alone_since = time.monotonic()  # from now on its browser can connect
        self._fill()

    async def _render(self, page: Page) -> None:
        renderer = self._renderer(page.notebook)
        try:
            async with contextlib.AsyncExitStack() as turn, asyncio.timeout(None) as limit:

                async def start_kernel() -> Any:
                    await turn.enter_async_context(self._turns)
                    limit.reschedule(asyncio.get_running_loop().time() + _OPENING_TAKES_AT_MOST)
                    start = self._kernels.start_kernel(kernel_id=page.kernel_id, kernel_name="python3")
                    page.starting = asyncio.ensure_future(start)
                    await asyncio.shield(page.starting)
                    return self._kernels.get_kernel(page.kernel_id)

                await renderer.initialize()
                async for piece, _ in renderer.generate_content_generator(page.kernel_id, start_kernel):
                    page.add(piece)
        except Exception as error:
            if page.kernel_id in self._live:
                # PageFailed has been explained by Voilà. A page that was closed meanwhile did not fail.
                _LOG.warning(
                    "%s could not be opened", page.notebook, exc_info=not isinstance(error, PageFailed)
                )
                page.failed = True
                self._fill_from = time.monotonic() + _AFTER_A_FAILURE
                self._in_background(self.close(page))
        finally:
            renderer.release()

    def _fill(self) -> None:
        """Start one ready page, the scarcest first, unless people are arriving or one is starting."""
        if time.monotonic() < self._fill_from or len(self._live) >= self._most:
            return
        if any(page.rendering and not page.rendering.done() for page in self._live.values()):
            return
        missing = [name for name, wanted in self._wanted.items() if len(self._ready[name]) < wanted]
        if missing:
            scarcest = min(missing, key=lambda name: len(self._ready[name]) / self._wanted[name])
            self._ready[scarcest].append(self._start(scarcest))

    async def _is_over(self, page: Page) -> bool:
        if page.rendering is None or not page.rendering.done():
            return False
        if time.monotonic() - page.alone_since > page.may_be_alone:
            return True
        return (
            page.kernel_id not in self._kernels
            or not await self._kernels.get_kernel(page.kernel_id).is_alive()
        )

    def _in_background(self, work: Any) -> None:
        task = asyncio.ensure_future(work)
        self._background.add(task)
        task.add_done_callback(self._background.discard)

"""The server's own use of the store: is it there, and sweeping it; never on the event loop."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from kpi_workshop.content import Problem

if TYPE_CHECKING:
    from kpi_workshop.store import Store

_LOG = logging.getLogger(__name__)
_SWEEP_EVERY = 3.0
_ANSWERS_WITHIN = 5.0


class Database:
    """One store, used by one thread at a time."""

    def __init__(self, store: Store) -> None:
        """`store` is closed with this."""
        self._store = store
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="database")

    async def trouble(self) -> str:
        """Why the database can't be used, as a key or an exception's name; empty when it answers."""
        try:
            await asyncio.wait_for(self._run(self._store.sessions), _ANSWERS_WITHIN)
        except Problem as problem:
            return problem.key
        except Exception as error:  # whatever a driver raises: the answer is that it is not usable
            return type(error).__name__
        return ""

    async def sweep(self) -> None:
        """Let the store tidy up every few seconds, until cancelled."""
        while True:
            await asyncio.sleep(_SWEEP_EVERY)
            try:
                await self._run(self._store.sweep)
            except Exception as error:
                _LOG.warning("the database could not be swept: %s", type(error).__name__)

    def close(self) -> None:
        """Wait for what runs, then close the store."""
        self._thread.shutdown()
        self._store.close()

    def _run(self, work: Callable[[], object]) -> asyncio.Future[object]:
        return asyncio.get_running_loop().run_in_executor(self._thread, work)

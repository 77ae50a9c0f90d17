"""One page without a browser: what `wire.js` does, over the same addresses and messages.

A line keeps its commands until the kernel says they are stored, and starts over when the kernel or the
server is gone, as the page would: it loads the page again, says who it is, and sends again what was not
acknowledged.
"""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import secrets
import time
from collections.abc import Callable, Mapping, Sequence
from types import TracebackType
from typing import Any

from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest
from tornado.iostream import StreamClosedError
from tornado.websocket import (
    WebSocketClientConnection,
    WebSocketClosedError,
    WebSocketError,
    websocket_connect,
)

from kpi_workshop.rehearsal.frames import PROTOCOL, addressed, decode, encode

Message = Mapping[str, Any]
View = Mapping[str, Any]

_PING = 2.0
_PATIENCE = 7.0
"""Seconds without an answer before a line starts over; all these numbers are the page's own."""
_FIRST_PATIENCE = 30.0
_RETRY = 4.0
_PAUSE = 0.8
_SECOND_PAUSE = 6.0
_SPINNING = 20.0
_PAGE_TAKES_AT_MOST = 90.0
_CLOSES_WITHIN = 2.0
_CONTROL = "jupyter.widget.control"
_BROKEN = (OSError, HTTPClientError, StreamClosedError, WebSocketClosedError, WebSocketError)


class Refused(Exception):
    """The kernel said no. `key` is the problem's; the message is for a person."""

    def __init__(self, key: str, message: str, sent: int = 1) -> None:
        super().__init__(message)
        self.key = key
        self.sent = sent
        """How often it had been sent: of a command sent twice, the first may have been stored."""


class Broken(Exception):
    """The line broke while an answer was awaited. Commands survive this, requests have to be made again."""


class _NotAPage(Exception):
    """The server answered with something else: it is full, or the page could not be opened."""


@dataclasses.dataclass(slots=True)
class _Waiting:
    """A command that the kernel has not answered yet."""

    command: Message
    answered: asyncio.Future[None]
    sent: int = 0


class Line:
    """A page's line to its kernel. Use it as an async context manager; it is up while inside.

    `hello` says what to send each time it starts; `on_view` is told of every view that arrives.
    """

    def __init__(
        self,
        server: str,
        page: str,
        hello: Callable[[], Sequence[Message]],
        on_view: Callable[[Line], None] = lambda _line: None,
    ) -> None:
        self.view: View = {}
        self.seen_at = 0.0
        """When the view came, by `time.perf_counter`."""
        self.live_at = 0.0
        """When the page first was up and had answered; 0 before."""
        self.kernel = ""
        self.started_over = 0
        self._server = server.rstrip("/")
        self._page = page
        self._hello = hello
        self._on_view = on_view
        self._http = AsyncHTTPClient(force_instance=True)  # one each: in a shared one people queue
        self._socket: WebSocketClientConnection | None = None
        self._widget = ""
        self._outbox: dict[str, _Waiting] = {}
        self._requests: dict[str, asyncio.Future[tuple[Message, tuple[bytes, ...]]]] = {}
        self._changed = asyncio.Event()
        self._live = asyncio.Event()
        self._turned_away: Refused | None = None
        self._settled = ""
        self._retry: asyncio.TimerHandle | None = None
        self._heard = 0.0
        self._up: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Line:
        self._up = asyncio.create_task(self._stay_up())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._up is not None:
            self._up.cancel()
            await asyncio.wait([self._up])
        if self.kernel:
            await self._say_goodbye()
        self._http.close()

    async def live(self) -> None:
        """Wait until the page is up and its kernel has answered. Raises `Refused` if it turned us away."""
        await self._live.wait()
        if self._turned_away is not None:
            raise self._turned_away

    async def changed(self) -> None:
        """Wait for a view that this was not told of yet. For one listener."""
        await self._changed.wait()
        self._changed.clear()

    async def do(self, command: Message) -> str:
        """Send a command, wait until it is stored, however often the line breaks meanwhile; returns its id.

        Raises `Refused`.
        """
        number = secrets.token_hex(16)
        waiting = _Waiting({**command, "id": number}, asyncio.get_running_loop().create_future())
        self._outbox[number] = waiting
        self._send_command(waiting)
        await waiting.answered
        return number

    async def request(self, message: Message) -> tuple[Message, tuple[bytes, ...]]:
        """Ask for something once the line is up. Raises `Refused`, or `Broken`: then ask again."""
        await self.live()
        number = str(message.get("id") or secrets.token_hex(16))
        answer: asyncio.Future[tuple[Message, tuple[bytes, ...]]] = asyncio.get_running_loop().create_future()
        self._requests[number] = answer
        self._send({**message, "id": number})
        return await answer

    def tell(self, message: Message) -> None:
        """Send something whose answer nobody waits for, such as a text for the critic."""
        self._send(message)

    async def _stay_up(self) -> None:
        last = 0.0
        while True:
            with contextlib.suppress(_NotAPage, TimeoutError, *_BROKEN):
                await self._open()
                await self._talk()
            await self._gone()
            spinning = time.monotonic() - last < _SPINNING
            last = time.monotonic()
            await asyncio.sleep(_SECOND_PAUSE if spinning else _PAUSE)
            while not await self._server_answers():
                await asyncio.sleep(_PAUSE)
            self.started_over += 1

    async def _open(self) -> None:
        address = f"{self._server}/{self._page}"
        page = await self._http.fetch(address, request_timeout=_PAGE_TAKES_AT_MOST)
        found = addressed(page.body.decode())
        if found is None:
            raise _NotAPage
        self.kernel, self._widget = found
        kernel = f"ws{self._server.removeprefix('http')}/api/kernels/{self.kernel}"
        socket = f"{kernel}/channels?session_id={secrets.token_hex(16)}"
        request = HTTPRequest(socket, headers={"Origin": self._server}, request_timeout=_FIRST_PATIENCE)
        self._socket = await websocket_connect(request, subprotocols=[PROTOCOL])
        self._heard = time.monotonic()
        control = {"comm_id": secrets.token_hex(16), "target_name": _CONTROL, "data": {}}
        await self._write("comm_open", control)
        await self._write("comm_msg", {"comm_id": control["comm_id"], "data": {"method": "request_states"}})
        self._greet()

    def _greet(self) -> None:
        for message in self._hello():
            self._send(message)

    async def _talk(self) -> None:
        """Hear the kernel out until the connection ends; ask every now and then whether it is there."""
        asking = asyncio.create_task(self._keep_asking())
        try:
            while self._socket is not None:
                frame = await self._socket.read_message()
                if frame is None:
                    self._socket.close()
                    self._socket = None
                    return
                if isinstance(frame, bytes):
                    self._heard_frame(frame)
        finally:
            asking.cancel()

    async def _keep_asking(self) -> None:
        while True:
            await asyncio.sleep(_PING)
            if not self._live.is_set():
                self._greet()
            self._send({"t": "ping"})
            patience = _PATIENCE if self._live.is_set() else _FIRST_PATIENCE
            if time.monotonic() - self._heard > patience and self._socket is not None:
                self._socket.close()
                return

    async def _gone(self) -> None:
        await self._hang_up()
        self.kernel, self._settled = "", ""
        self._live.clear()
        for answer in self._requests.values():
            if not answer.done():
                answer.set_exception(Broken())
        self._requests.clear()

    async def _server_answers(self) -> bool:
        try:
            return (await self._http.fetch(f"{self._server}/healthz", request_timeout=_PATIENCE)).code == 200
        except _BROKEN:
            return False

    async def _say_goodbye(self) -> None:
        """What a browser's beacon says as the page is closed."""
        goodbye = f"{self._server}/voila/api/shutdown/{self.kernel}"
        with contextlib.suppress(*_BROKEN):
            await self._http.fetch(goodbye, method="POST", body="", request_timeout=_PING)
        await self._hang_up()

    async def _hang_up(self) -> None:
        """Close the socket and wait for the end of it: an event loop that ends first leaves it open."""
        socket, self._socket = self._socket, None
        if socket is None:
            return
        socket.close()
        with contextlib.suppress(TimeoutError, *_BROKEN):
            async with asyncio.timeout(_CLOSES_WITHIN):
                while await socket.read_message() is not None:
                    pass

    def _heard_frame(self, frame: bytes) -> None:
        self._heard = time.monotonic()
        said = decode(frame)
        if said.kind != "comm_msg":
            return
        method = said.data.get("method")
        if method == "update_states":
            self._take(said.data["states"].get(self._widget, {}).get("state", {}))
        elif said.comm == self._widget and method == "update":
            self._take(said.data["state"])
        elif said.comm == self._widget and method == "custom":
            self._answer(said.data["content"], said.buffers)

    def _take(self, state: Mapping[str, Any]) -> None:
        if "view" not in state:
            return
        self.view = state["view"]
        self.seen_at = time.perf_counter()
        self._settle()
        self._changed.set()
        self._on_view(self)

    def _settle(self) -> None:
        """Once this line has its seat (again), send what was not acknowledged; each id is stored once."""
        session = self.view.get("session", {}).get("id", "")
        if session and session != self._settled:
            self._settled = session
            self._send_again()

    def _send_again(self) -> None:
        for waiting in list(self._outbox.values()):
            self._send_command(waiting)

    def _answer(self, message: Message, buffers: tuple[bytes, ...]) -> None:
        kind, number = message.get("t"), str(message.get("id") or "")
        if kind == "welcome":
            self.live_at = self.live_at or time.perf_counter()
            self._live.set()
        if kind == "refused":
            self._refused(message, number)
        elif kind == "ack" and number in self._outbox:
            _resolve(self._outbox.pop(number).answered, None)
        elif number in self._requests:
            _resolve(self._requests.pop(number), (message, buffers))

    def _refused(self, message: Message, number: str) -> None:
        key = str(message.get("key"))
        refused = Refused(key, str(message.get("message")))
        if message.get("to") == "hello" and not key.startswith("store."):
            self._turned_away = refused
            self._live.set()
        elif number in self._requests:
            _fail(self._requests.pop(number), refused)
        elif number in self._outbox and key.startswith("store."):
            # The store is in trouble, not the command: it stays and is sent again.
            if self._retry is None or self._retry.when() < asyncio.get_running_loop().time():
                self._retry = asyncio.get_running_loop().call_later(_RETRY, self._send_again)
        elif number in self._outbox:
            waiting = self._outbox.pop(number)
            _fail(waiting.answered, Refused(key, str(refused), waiting.sent))

    def _send_command(self, waiting: _Waiting) -> None:
        waiting.sent += self._socket is not None
        self._send({"t": "do", "command": waiting.command})

    def _send(self, message: Message) -> None:
        """Send if the line is up; if not, starting over or the next ping makes up for it."""
        if self._socket is not None:
            content = {"comm_id": self._widget, "data": {"method": "custom", "content": message}}
            with contextlib.suppress(WebSocketClosedError):
                # The bytes are on their way when this returns; what fails later ends the connection.
                self._socket.write_message(encode("comm_msg", content), binary=True)

    async def _write(self, kind: str, content: Message) -> None:
        if self._socket is not None:
            await self._socket.write_message(encode(kind, content), binary=True)


def _resolve(future: asyncio.Future[Any], value: Any) -> None:
    if not future.done():
        future.set_result(value)


def _fail(future: asyncio.Future[Any], error: Exception) -> None:
    if not future.done():
        future.set_exception(error)

"""The server as people meet it: real processes, real kernels, a real browser."""

from __future__ import annotations

import asyncio
import contextlib
import http.client
import json
import os
import re
import signal
import stat
import urllib.request
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tornado.websocket import websocket_connect

from kpi_workshop.content import text
from kpi_workshop.prints import prints
from kpi_workshop.serving import address, key
from kpi_workshop.serving.settings import NOTEBOOKS
from tests.serving_fixtures import RunningServer, in_another_thread, wait_until

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

Servers = Callable[..., RunningServer]

_CONTROLS = """
import anywidget, ipywidgets, traitlets
from IPython.display import display

class Greeting(anywidget.AnyWidget):
    _esm = '''
    import { tag } from "data:text/javascript,export const tag = 'p'";
    export default { render({ model, el }) {
      const line = document.createElement(tag);
      line.id = "greeting";
      const show = () => { line.textContent = model.get("name"); };
      model.on("change:name", show);
      show();
      el.append(line);
    } };
    '''
    name = traitlets.Unicode("nobody").tag(sync=True)

greeting, name = Greeting(), ipywidgets.Text(description="Name")
button = ipywidgets.Button(description="Greet")
button.on_click(lambda _: setattr(greeting, "name", "Hello " + name.value))
display(greeting, ipywidgets.VBox([name, button]))
"""


_SLOW = "import time; time.sleep(60)"


@pytest.fixture(scope="module")
def shared(servers: Servers) -> RunningServer:
    """A server for tests that leave it as it is."""
    server = servers(pool={"join": 1})
    server.start()
    return server


@pytest.fixture(scope="module")
def odd(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> RunningServer:
    """A server with other notebooks: ordinary controls, one that fails, one whose kernel dies, a slow one."""
    folder = tmp_path_factory.mktemp("notebooks")
    cells = {"lobby": _CONTROLS, "join": "1 / 0", "learn": "import os; os._exit(1)", "projector": _SLOW}
    for name, code in cells.items():
        cell: dict[str, object] = {
            "cell_type": "code",
            "id": "page",
            "execution_count": None,
            "metadata": {},
            "outputs": [],
        }
        kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
        notebook = {"cells": [cell | {"source": code}], "metadata": {"kernelspec": kernel}}
        whole = json.dumps(notebook | {"nbformat": 4, "nbformat_minor": 5})
        (folder / f"{name}.ipynb").write_text(whole, encoding="utf-8")
    server = servers(notebooks=str(folder), page_sleeps=3.0, most_pages=2)
    server.start()
    return server


def _opened(chromium: Browser, url: str) -> tuple[Page, list[str]]:
    """A page of a new visitor, and everything it asks for, as it grows."""
    page = chromium.new_context().new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("websocket", lambda websocket: asked.append(websocket.url))
    page.goto(url)
    return page, asked


def _kernel_id(html: str) -> str:
    found = re.search(r'"kernelId": "([^"]+)"', html)
    assert found is not None
    return found[1]


def test_is_healthy_and_says_where_to_go(shared: RunningServer) -> None:
    status, body, _ = shared.get("/healthz")
    assert (status, json.loads(body)) == (200, {"status": "ok"})
    assert shared.url in shared.log
    assert shared.facilitator_key in shared.log
    assert re.fullmatch(r"(?:[A-Z]{4}-){3}[A-Z]{4}", shared.facilitator_key)
    assert stat.S_IMODE((shared.data_dir / "facilitator.key").stat().st_mode) == 0o600


@pytest.mark.browser
@pytest.mark.parametrize(
    "path", [path for path in NOTEBOOKS if path.count("/") == 1 or "spot-the-harm" in path]
)
def test_every_address_shows_its_widget_and_asks_nobody_else(
    shared: RunningServer, chromium: Browser, path: str
) -> None:
    page, asked = _opened(chromium, shared.url + path)
    page.wait_for_selector(".cover", state="detached", timeout=30_000)
    assert page.locator("#rendered_cells .jp-OutputArea-output > .lm-Widget").count() >= 1
    assert page.title() != ""
    ours = (shared.url, shared.url.replace("http", "ws", 1), f"blob:{shared.url}", "data:")
    assert [url for url in asked if not url.startswith(ours)] == []
    page.context.close()


@pytest.mark.browser
def test_controls_and_own_widgets_talk_to_their_kernel(odd: RunningServer, chromium: Browser) -> None:
    page, _ = _opened(chromium, odd.url + "/")
    page.get_by_label("Name").fill("Lan")
    page.get_by_role("button", name="Greet").click()
    page.get_by_text("Hello Lan").wait_for()
    assert page.locator("#greeting").bounding_box()["x"] == 0, "no margin of a notebook"  # type: ignore[index]
    page.context.close()


@pytest.mark.browser
def test_leaving_a_page_ends_its_kernel(odd: RunningServer, chromium: Browser) -> None:
    page, _ = _opened(chromium, odd.url + "/")
    page.wait_for_selector(".cover", state="detached")
    assert odd.kernels
    page.goto(odd.url + "/healthz")
    wait_until(lambda: not odd.kernels, 15)
    page.context.close()


@pytest.mark.parametrize("path", ["/join", "/learn"])
def test_a_page_that_fails_says_so_in_every_language_and_never_how(odd: RunningServer, path: str) -> None:
    status, body, _ = odd.get(path)
    assert status == 200
    end = body.split("</template>")[-1]
    assert all(text("serving.page.failed", language) in end for language in ("en", "vi"))
    assert "ZeroDivision" not in body
    assert "Traceback" not in body
    assert f"{path[1:]} could not be opened" in odd.log
    wait_until(lambda: not odd.kernels, 10)


def test_a_dead_kernel_stays_dead(odd: RunningServer) -> None:
    kernel = _kernel_id(odd.get("/")[1])
    assert odd.status(f"/api/kernels/{kernel}") == 200
    (process,) = odd.kernels
    os.kill(process, signal.SIGKILL)
    wait_until(lambda: odd.status(f"/api/kernels/{kernel}") == 404, 10)
    assert not odd.kernels


def test_whoever_does_not_wait_for_a_page_leaves_no_kernel(odd: RunningServer) -> None:
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", odd.port)) as connection:
        connection.request("GET", "/projector")
        wait_until(lambda: bool(odd.kernels), 20)
    wait_until(lambda: not odd.kernels, 10)
    assert "projector could not be opened" not in odd.log


def test_a_full_house_is_polite_and_opens_by_itself(odd: RunningServer) -> None:
    for _ in range(2):
        assert odd.get("/")[0] == 200
    status, body, headers = odd.get("/")
    assert status == 503
    assert int(headers["retry-after"]) > 0
    assert 'http-equiv="refresh"' in body
    assert all(text("serving.page.full", language) in body for language in ("en", "vi"))
    wait_until(lambda: odd.status("/") == 200, 15)


def test_an_unknown_address_leads_home(shared: RunningServer) -> None:
    for path in (
        "/nowhere",
        "/voila/tree",
        "/voila/render/join.ipynb",
        "/api/kernels",
        "/api/contents",
        "/login",
    ):
        status, body, headers = shared.get(path)
        assert status == 404, path
        assert 'href="/"' in body
        assert all(text("serving.page.missing", language) in body for language in ("en", "vi"))
        assert "set-cookie" not in headers


@pytest.mark.parametrize("language", ["en", "vi"])
def test_the_kit_on_paper_can_be_saved(shared: RunningServer, language: str) -> None:
    status, page, _ = shared.get(f"/kit/{language}")
    assert status == 200
    assert f'<html lang="{language}">' in page
    offered = re.findall(r'href="(/kit/\w+/\w+/[a-z-]+\.pdf)"', page)
    assert len(offered) == 2 * len(prints())
    with urllib.request.urlopen(f"{shared.url}{offered[-1]}", timeout=30) as answer:
        assert answer.headers["Content-Type"] == "application/pdf"
        assert answer.headers["Content-Disposition"] == f'attachment; filename="poster.{language}.pdf"'
        assert answer.read() == prints()["poster"].pdf(language, "letter")


@pytest.mark.parametrize(
    "path", ["/kit/fr", "/kit/fr/a4/guide.pdf", "/kit/en/a3/guide.pdf", "/kit/en/a4/nope.pdf"]
)
def test_nothing_else_is_printed(shared: RunningServer, path: str) -> None:
    assert shared.get(path)[0] == 404


def test_answers_are_hardened_and_not_kept(shared: RunningServer) -> None:
    _, _, headers = shared.get("/join?token=a-secret")
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "script-src 'self' blob: data:;" in headers["content-security-policy"]
    assert headers["cache-control"] == "no-store"
    assert "set-cookie" not in headers
    shared.get(f"/api/kernels/{uuid.uuid4()}?token=a-secret")
    shared.get("/nowhere?token=a-secret")
    assert "a-secret" not in shared.log


@pytest.mark.parametrize("path", ["../look.py", "%2e%2e/look.py", "/etc/passwd", "index.html.j2", ""])
def test_static_files_are_those_of_the_folder(shared: RunningServer, path: str) -> None:
    assert shared.get(f"/static/page/{path}")[0] == 404


def test_static_files_are_kept_for_as_long_as_their_address_says(shared: RunningServer) -> None:
    _, page, _ = shared.get("/join")
    addresses = re.findall(r'(?:href|src)="(/static/[^"]+)"', page)
    assert len(addresses) >= 5
    for one in addresses:
        status, _, headers = shared.get(one)
        assert status == 200, one
        assert "immutable" in headers["cache-control"]
    assert "immutable" not in shared.get("/static/page/page.css")[2]["cache-control"]


def test_nobody_can_run_code_or_stop_a_kernel_from_a_browser(shared: RunningServer, tmp_path: Path) -> None:
    kernel = _kernel_id(shared.get("/join")[1])
    touched = tmp_path / "touched"
    answers = in_another_thread(_ask(shared, kernel, f"open({str(touched)!r}, 'w').close()"))
    assert "kernel_info_reply" in answers
    assert "execute_reply" not in answers
    assert "shutdown_reply" not in answers
    assert not touched.exists()


async def _ask(server: RunningServer, kernel: str, code: str) -> set[str]:
    """The kinds of message that come back when code, a shutdown and then a question are sent."""
    url = f"{server.url.replace('http', 'ws', 1)}/api/kernels/{kernel}/channels?session_id={uuid.uuid4()}"
    socket = await websocket_connect(url)
    sent: list[tuple[str, str, dict[str, Any]]] = [
        ("shell", "execute_request", {"code": code, "silent": False}),
        ("control", "execute_request", {"code": code, "silent": False}),
        ("control", "shutdown_request", {"restart": False}),
        ("shell", "kernel_info_request", {}),
    ]
    for channel, kind, content in sent:
        header = {
            "msg_id": uuid.uuid4().hex,
            "msg_type": kind,
            "session": "s",
            "username": "",
            "version": "5.3",
        }
        message = {
            "header": header,
            "parent_header": {},
            "metadata": {},
            "content": content,
            "channel": channel,
        }
        await socket.write_message(json.dumps(message))
    kinds: set[str] = set()
    while "kernel_info_reply" not in kinds:
        answer = await asyncio.wait_for(socket.read_message(), 20)
        assert isinstance(answer, str)
        kinds.add(json.loads(answer)["header"]["msg_type"])
    socket.close()
    while await asyncio.wait_for(socket.read_message(), 20) is not None:
        pass
    return kinds


@pytest.mark.parametrize(("origin", "status"), [("", 101), ("http://elsewhere.example", 403)])
def test_only_our_own_pages_may_talk_to_a_kernel(shared: RunningServer, origin: str, status: int) -> None:
    kernel = _kernel_id(shared.get("/join")[1])
    upgrade = {
        "Connection": "Upgrade",
        "Origin": origin or shared.url,
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Version": "13",
        "Upgrade": "websocket",
    }
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", shared.port, timeout=20)) as connection:
        connection.request("GET", f"/api/kernels/{kernel}/channels?session_id=s", headers=upgrade)
        assert connection.getresponse().status == status


def test_ten_people_at_once_all_get_in(shared: RunningServer) -> None:
    with ThreadPoolExecutor(10) as people:
        answers = list(people.map(lambda _: shared.get("/join", patience=120), range(10)))
    assert [status for status, _, _ in answers] == [200] * 10
    assert len({_kernel_id(body) for _, body, _ in answers}) == 10
    assert not any(
        text("serving.page.failed", "en") in body.split("</template>")[-1] for _, body, _ in answers
    )


def test_a_port_in_use_is_named_and_no_other_is_taken(shared: RunningServer, servers: Servers) -> None:
    second = servers(port=shared.port)
    with pytest.raises(AssertionError, match=r"serving\.port-in-use"):
        second.start()
    assert shared.status("/healthz") == 200


def test_stops_on_sigterm_and_leaves_no_kernel(server: RunningServer) -> None:
    server.get("/join")
    kernels = server.kernels
    assert kernels
    assert server.stop(patience=10) == 0
    assert not any(_is_running(kernel) for kernel in kernels)


def test_a_killed_server_leaves_no_kernel_and_starts_again_at_once(server: RunningServer) -> None:
    server.get("/join")
    kernels, printed = server.kernels, server.facilitator_key
    assert kernels
    server.kill()
    server.start()
    assert server.facilitator_key == printed
    wait_until(lambda: not any(_is_running(kernel) for kernel in kernels), 10)


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{process}/stat")
    return not status.exists() or status.read_text(encoding="ascii").rsplit(")", 1)[1].split()[0] != "Z"


def test_the_key_is_kept_and_a_damaged_one_is_named(tmp_path: Path) -> None:
    from kpi_workshop.content import Problem

    made = key.facilitators_key(tmp_path)
    assert key.facilitators_key(tmp_path) == made
    assert len(key.fingerprint(made)) == 64
    (tmp_path / "facilitator.key").write_text("123", encoding="ascii")
    with pytest.raises(Problem) as raised:
        key.facilitators_key(tmp_path)
    assert raised.value.key == "serving.key-unreadable"
    assert "facilitator.key" in raised.value.text("vi")


def test_addresses_for_others() -> None:
    assert address.join_url("127.0.0.1", 8866) == "http://127.0.0.1:8866/join"
    assert address.join_url("::1", 8866) == "http://[::1]:8866/join"
    assert address.join_url("0.0.0.0", 80, "https://kpi.example/") == "https://kpi.example/join"
    assert address.own_url("0.0.0.0", 8866) == "http://127.0.0.1:8866/"
    assert address.is_private("localhost")
    assert not address.is_private("0.0.0.0")
    assert all(not found.startswith("127.") for found in address.network_addresses())

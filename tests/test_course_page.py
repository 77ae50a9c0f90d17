"""A learner's way through a lesson, in Voilà and in JupyterLab: feedback, and progress that stays."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from kpi_workshop.content import folder, text
from kpi_workshop.exercises import exercise
from tests.certificates import all_tried
from tests.people import LAPTOP, PHONE, Person
from tests.serving_fixtures import RunningServer, free_port, wait_until

_PATIENCE = 60_000
LESSON = "spot-the-harm"


@pytest.fixture(scope="module")
def running(servers: Callable[..., RunningServer]) -> RunningServer:
    one = servers()
    one.start()
    return one


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """JupyterLab as a learner starts it, with a home of its own; yields its address."""
    home, port = tmp_path_factory.mktemp("home"), free_port()
    notebooks = home / "notebooks"
    shutil.copytree(folder("notebooks"), notebooks)
    command = [
        *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--port={port}"),
        *("--IdentityProvider.token=", "--ServerApp.disable_check_xsrf=True", f"--notebook-dir={notebooks}"),
        "--LabApp.news_url=None",
    ]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("KPI_WORKSHOP")}
    environment |= {
        "HOME": str(home),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "IPYTHONDIR": str(home / "ipython"),
    }
    with (home / "log").open("wb") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    url = f"http://127.0.0.1:{port}"
    wait_until(lambda: _answers(f"{url}/api"), 60)
    yield url
    process.terminate()
    process.wait(30)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


class Learner(Person):
    """Somebody who works through a lesson."""

    language = "en"

    def say(self, key: str, **values: object) -> str:
        return text(f"learn.{key}", self.language, **values)

    def press(self, key: str, **values: object) -> None:
        self.page.get_by_role("button", name=self.say(key, **values), exact=True).click()

    def go_on(self) -> None:
        self.page.locator(".foot .btn").last.click()

    def picks(self, name: str, *options: str) -> None:
        said = exercise(f"{LESSON}/{name}").said(self.language)
        for option in options:
            group, _, one = option.partition(".")
            self.page.get_by_label(said.table(group).table(one).text("text"), exact=True).check()


@pytest.fixture(params=[("en", LAPTOP), ("vi", PHONE)], ids=["en-laptop", "vi-phone"])
def learner(request: Any, running: RunningServer, chromium: Browser) -> Iterator[Learner]:
    language, size = request.param
    one = Learner(chromium, running.url, size, f"{language}-{language.upper()}")
    one.language = language
    yield one
    assert one.errors == []
    assert one.foreign == []
    one.close()


@pytest.mark.browser
def test_a_lesson_from_the_map_and_back(learner: Learner) -> None:
    learner.open("/learn")
    learner.page.locator(".lesson").first.click()
    learner.page.wait_for_url(f"**/learn/{LESSON}")
    expect(learner.page.get_by_role("heading", level=1)).to_be_visible(timeout=_PATIENCE)
    learner.go_on()
    learner.go_on()
    learner.press("check")
    expect(learner.page.locator(".outcome.is-unanswered")).to_be_visible()
    learner.picks("signs", "options.wall", "reasons.seen")
    learner.press("hint_number", number=1, of=2)
    expect(learner.page.locator(".hints li")).to_have_count(1)
    learner.press("check")
    expect(learner.page.locator(".outcome.is-wrong .again")).to_have_count(2)
    learner.picks("signs", "options.picture", "reasons.quiet")
    learner.press("check")
    expect(learner.page.locator(".outcome.is-right")).to_be_visible()
    model = exercise(f"{LESSON}/signs").model(learner.language)
    expect(learner.page.get_by_text(model)).to_be_visible()
    learner.show(f"lesson-{learner.language}")
    learner.page.reload()
    expect(learner.page.locator(".outcome.is-right")).to_be_visible(timeout=_PATIENCE)
    learner.open("/learn")
    expect(learner.page.get_by_text(learner.say("some_done", done=1, of=4))).to_be_visible(timeout=_PATIENCE)


@pytest.mark.browser
def test_a_term_opens_where_it_stands_and_closes_with_escape(learner: Learner) -> None:
    learner.open(f"/learn/{LESSON}")
    for _ in range(3):
        learner.page.locator(".foot .btn").last.click(timeout=_PATIENCE)
    term = learner.page.locator(".term").first
    term.press("Enter")
    expect(learner.page.locator(".prose .why")).to_be_visible()
    term.press("Escape")
    expect(learner.page.locator(".prose .why")).to_be_hidden()


@pytest.mark.browser
def test_words_are_spotted_by_keyboard(learner: Learner) -> None:
    learner.open(f"/learn/{LESSON}")
    for _ in range(5):
        learner.page.locator(".foot .btn").last.click(timeout=_PATIENCE)
    spans = learner.page.locator('.spot [role="button"]')
    expect(spans.first).to_be_visible()
    words = exercise(f"{LESSON}/words").task(learner.language)["chunks"]
    for short in ("s0", "s1", "s3"):
        wanted = next(chunk["text"] for chunk in words if chunk["id"] == short)
        spans.filter(has_text=wanted).first.press(" ")
    learner.press("check")
    expect(learner.page.locator(".outcome.is-right")).to_be_visible()


@pytest.mark.browser
def test_a_certificate_for_who_has_tried_everything(learner: Learner, tmp_path: Path) -> None:
    learner.open("/learn")
    expect(learner.page.locator(".lesson").first).to_be_visible(timeout=_PATIENCE)
    at = time.time() * 1000
    kept = {one: {**record, "status": "wrong", "at": at} for one, record in all_tried().items()}
    learner.page.evaluate("kept => localStorage.setItem('kpi-workshop:course', kept)", json.dumps(kept))
    learner.page.reload()
    field = learner.page.get_by_label(learner.say("certificate_name"))
    field.fill("阿兰", timeout=_PATIENCE)
    learner.press("certificate_get")
    expect(learner.page.get_by_role("alert")).to_contain_text("阿兰")
    field.fill("Trần Thị Lan")
    with learner.page.expect_download() as download:
        learner.press("certificate_get")
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF-")
    learner.show(f"certificate-{learner.language}")


@pytest.mark.browser
def test_the_same_lesson_in_a_notebook(lab: str, chromium: Browser) -> None:
    one = Learner(chromium, lab)
    _run(one.page, f"{lab}/lab/tree/lessons/01-{LESSON}.ipynb")
    one.go_on()
    one.go_on()
    one.picks("signs", "options.picture", "reasons.quiet")
    one.press("check")
    expect(one.page.locator(".outcome.is-right")).to_be_visible()
    one.page.context.clear_cookies()
    one.page.evaluate("localStorage.clear()")
    _run(one.page, f"{lab}/lab/tree/lessons/01-{LESSON}.ipynb?reset")
    for _ in range(2):
        one.go_on()
    expect(one.page.locator(".outcome.is-right")).to_be_visible(timeout=_PATIENCE)
    one.close()


def _run(page: Page, address: str) -> None:
    """Open a notebook and run its cells, as a person would."""
    page.goto(address)
    page.locator(".jp-Notebook .jp-CodeCell").first.click(timeout=_PATIENCE)
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for(timeout=_PATIENCE)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_text("Run All Cells", exact=True).click()
    expect(page.locator(".lesson-page h1")).to_be_visible(timeout=_PATIENCE)


def test_the_file_of_a_learner_is_written_by_the_notebook_only(running: RunningServer) -> None:
    assert not list(Path(running.data_dir).glob("**/progress.json"))

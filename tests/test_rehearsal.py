"""Rehearsals: simulated people over the real protocol, on a real server, which is killed in one of them."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jupyter_server.services.kernels.connection import base

from kpi_workshop import content
from kpi_workshop.content import Problem
from kpi_workshop.export import FORMATS
from kpi_workshop.export.charter import Charter, CharterKpi
from kpi_workshop.kpi import Kpi
from kpi_workshop.rehearsal import words
from kpi_workshop.rehearsal.frames import addressed, decode, encode
from kpi_workshop.rehearsal.ledger import Ledger, Verdict, answer_as_thing, consent_box
from kpi_workshop.rehearsal.play import Plan, Report, as_json, as_text, play, rehearse
from kpi_workshop.rehearsal.server import OwnServer
from kpi_workshop.rehearsal.take_home import Agreement, differences
from kpi_workshop.store import Store, connect
from tests.serving_fixtures import RunningServer

JUPYTER: Any = base
FIGURES = {
    "people", "live", "actions", "lost", "doubled", "p50_ms", "p95_ms",
    "seconds_until_live", "memory_per_person_mb", "charter_ok",
}  # fmt: skip
REWRITING = 3
"""The taster's step in which people write."""


def fine(report: Report) -> bool:
    assert (report.lost, report.doubled, report.unseen) == (0, 0, 0)
    assert not report.charter_differences
    return report.ok


def test_a_whole_session_is_played_and_measured() -> None:
    plan = Plan(agenda="taster", people=4, speed=50)
    report = rehearse(plan)
    assert fine(report)
    assert report.live == report.people == 4
    figures = json.loads(as_json(report))
    assert figures.keys() >= FIGURES
    # Four joined and voted twice, wrote twice, answered and took part in the rest.
    assert report.actions > 4 * 6
    assert report.p50_ms is not None
    assert report.p95_ms is not None
    assert 0 < report.p50_ms <= report.p95_ms
    for language in content.languages():
        assert str(report.p95_ms) in as_text(report, language)


def test_a_whole_session_on_postgresql(servers: Callable[..., RunningServer], postgres_url: str) -> None:
    server = servers(database_url=postgres_url)
    server.start()
    assert fine(rehearse(Plan(agenda="taster", people=3, speed=50), server.url, server.facilitator_key))


def test_nothing_is_lost_when_the_server_is_killed_in_the_middle(tmp_path: Path) -> None:
    with OwnServer(tmp_path, "vi") as server:
        report = asyncio.run(killed_while_writing(server, tmp_path / "kpi-workshop.db"))
    assert fine(report)
    assert report.started_over >= report.people  # every page had to be loaded again


async def killed_while_writing(server: OwnServer, database: Path) -> Report:
    plan = Plan(agenda="taster", people=4, speed=30, language="vi", seed="killed")
    playing = asyncio.create_task(play(plan, server.url, server.key))
    with contextlib.closing(connect(f"sqlite:///{database}")) as store:
        await asyncio.wait_for(somebody_writes(store), 60)
    assert not playing.done()
    server.kill()
    await asyncio.to_thread(server.start)
    return await playing


async def somebody_writes(store: Store) -> None:
    """Wait until the rewriting has begun and a first text is in."""

    def entered() -> list[int]:
        events = [event for entry in store.sessions() for event in store.read(entry.id)]
        return [event.data["index"] for event in events if event.kind == "step.entered"]

    while REWRITING not in entered():
        await asyncio.sleep(0.05)
    session = store.sessions()[0].id
    before = store.revision(session)
    while store.revision(session) == before:
        await asyncio.sleep(0.01)


def test_an_unknown_agenda_is_refused_before_anything_starts() -> None:
    with pytest.raises(Problem, match="taster"):
        rehearse(Plan(agenda="nothing", people=2))


# What counts as lost or doubled --------------------------------------------------------------------

Record = dict[str, Any]

JOINED: Record = {"id": "j", "kind": "person.joined", "data": {"key": "hash"}}
COUNTED: Record = {"id": "c", "kind": "votes.counted", "data": {"box": "pick/votes", "counts": {"k1": 2}}}
IDEAS = [{"id": "1", "text": "Lan's"}, {"id": "2", "text": "Minh's"}]
OPENED: Record = {"id": "o", "kind": "ideas.opened", "data": {"box": "rewrite/k1/members", "ideas": IDEAS}}
ANSWERS = [{"id": "a", "level": 4, "reason": "", "attach": False}]
SHOWN: Record = {
    "id": "s",
    "kind": "consent.shown",
    "data": {"kpi": "k1", "round": 1, "box": "consent/k1/round-1", "answers": ANSWERS},
}
EVENTS = [JOINED, COUNTED, OPENED, SHOWN]


@pytest.fixture
def ledger() -> Ledger:
    book = Ledger()
    book.joined("hash")
    for event in ("c", "o", "s"):
        book.stored(event)
    slips = [
        book.drop("pick/votes", "lan", ["k1"]),
        book.drop("pick/votes", "minh", ["k1"]),
        book.drop("rewrite/k1/members", "lan", ["Lan's first"]),
        book.drop("rewrite/k1/members", "lan", ["Lan's"]),
        book.drop("rewrite/k1/members", "minh", ["Minh's"]),
        book.drop(consent_box("k1", 1), "lan", [answer_as_thing(4, "not told", attach=False)]),
    ]
    for slip in slips:
        slip.acknowledged = True
    return book


def test_a_record_that_says_what_people_were_told_is_fine(ledger: Ledger) -> None:
    assert ledger.judge(EVENTS) == Verdict(lost=0, doubled=0)
    assert ledger.actions == 10


@pytest.mark.parametrize("number", range(len(EVENTS)))
def test_a_missing_event_is_a_loss(ledger: Ledger, number: int) -> None:
    assert ledger.judge(EVENTS[:number] + EVENTS[number + 1 :]).lost > 0


@pytest.mark.parametrize("event", EVENTS)
def test_an_event_that_is_there_twice_is_doubled(ledger: Ledger, event: Record) -> None:
    assert ledger.judge([*EVENTS, {**event, "id": "again"}]).doubled > 0


def test_a_lost_ballot_and_a_draft_that_was_replaced_are_found(ledger: Ledger) -> None:
    counted = {**COUNTED, "data": {**COUNTED["data"], "counts": {"k1": 1}}}
    opened = {**OPENED, "data": {**OPENED["data"], "ideas": [*IDEAS, {"id": "3", "text": "Lan's first"}]}}
    assert ledger.judge([JOINED, counted, opened, SHOWN]) == Verdict(lost=1, doubled=1)


def test_what_was_never_confirmed_may_be_there_or_not(ledger: Ledger) -> None:
    ledger.drop("rewrite/k1/members", "hoa", ["Hoa's"])
    with_hers = {**OPENED, "data": {**OPENED["data"], "ideas": [*IDEAS, {"id": "3", "text": "Hoa's"}]}}
    assert ledger.judge(EVENTS) == Verdict(lost=0, doubled=0)
    assert ledger.judge([JOINED, COUNTED, with_hers, SHOWN]) == Verdict(lost=0, doubled=0)


# The charter ---------------------------------------------------------------------------------------

AGREED = Agreement(
    before="Tăng doanh số 50%",
    fields={
        "text": "12 khách quay lại",
        "owner": "Lan",
        "target": "12",
        "recognition": ["Lời cảm ơn", "Một ngày học"],
    },
    had_a_say=frozenset({"Lan", "Minh"}),
    abstained=frozenset({"Hoa"}),
    objected=frozenset({"Minh"}),
    support={4: 1, 3: 1},
    statements=("Xem lại hằng tuần",),
)
ENTRY = CharterKpi(
    kpi=Kpi(
        id="k1",
        text="12 khách quay lại",
        owner="Lan",
        target="12",
        recognition=("Lời cảm ơn", "Một ngày học"),
    ),
    before="Tăng doanh số 50%",
    had_a_say=("Lan", "Minh"),
    abstained=("Hoa",),
    objected=("Minh",),
    support=((4, 1), (3, 1), (2, 0), (1, 0)),
    statements=(("Xem lại hằng tuần", ""),),
)


def files(entry: CharterKpi) -> dict[str, bytes]:
    charter = Charter(
        title="Thử", language="vi", date="2026-11-22", agenda="Thử", participants=(("Lan", "member"),),
        facilitator="", kpis=(entry,), complete=True,
    )  # fmt: skip
    return {name: form.render(charter) for name, form in FORMATS.items() if name != "ics"}


def test_a_charter_that_says_what_was_agreed_has_no_differences() -> None:
    assert differences(files(ENTRY), [AGREED]) == []


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("owner", {"kpi": dataclasses.replace(ENTRY.kpi, owner="Somebody")}),
        ("text", {"kpi": dataclasses.replace(ENTRY.kpi, text="Something")}),
        ("recognition", {"kpi": dataclasses.replace(ENTRY.kpi, recognition=("Lời cảm ơn",))}),
        ("before", {"before": "Something"}),
        ("had_a_say", {"had_a_say": ("Lan",)}),
        ("objected", {"objected": ()}),
        ("4", {"support": ((4, 2), (3, 0), (2, 0), (1, 0))}),
        ("statements", {"statements": ()}),
    ],
)
def test_a_charter_that_says_something_else_is_found_out(name: str, change: dict[str, Any]) -> None:
    assert f"csv: 1: {name}" in differences(files(dataclasses.replace(ENTRY, **change)), [AGREED])


# The line and the words ----------------------------------------------------------------------------


def test_frames_are_those_of_jupyter() -> None:
    said = {"comm_id": "c", "data": {"method": "custom", "content": {"t": "tiếng Việt"}}}
    channel, parts = JUPYTER.deserialize_msg_from_ws_v1(encode("comm_msg", said))
    assert channel == "shell"
    assert json.loads(parts[0])["msg_type"] == "comm_msg"
    assert json.loads(parts[3]) == said
    answer = decode(JUPYTER.serialize_msg_to_ws_v1([*parts, b"a file", b""], "iopub"))
    assert (answer.kind, answer.comm, answer.data) == ("comm_msg", "c", said["data"])
    assert answer.buffers == (b"a file", b"")
    assert addressed("<html>Full</html>") is None


@pytest.mark.parametrize("language", content.languages())
def test_there_are_words_for_every_topic(language: str) -> None:
    path = content.folder("data", "rehearsal")
    topics = {*content.load_toml(path / "topics.toml"), "anything"}
    spoken = content.load_toml(path / f"{language}.toml")
    assert spoken.pop("estimates").keys() == content.load_toml(path / "en.toml")["estimates"].keys()
    assert {name for name, part in spoken.items() if isinstance(part, dict)} == topics
    for topic in topics:
        assert {"rewrites", "signs", "purpose", "measure"} == spoken[topic].keys()
        for wording in spoken[topic]["rewrites"]:
            assert {"text", "from", "to"} == wording.keys()
            assert all(words_ and words_ == words_.strip() for words_ in wording.values())
            kpi = wording["text"].replace("{kpi}", "Zzz")
            assert words.topic(kpi) == topic
            assert words.facts(kpi, language)["target"] == wording["to"]
        fallback = content.load_toml(path / f"{content.FALLBACK}.toml")
        assert len(spoken[topic]["rewrites"]) == len(fallback[topic]["rewrites"])
    for phrases in ("objections", "doubts", "second_thoughts", "thanks"):
        assert words.phrases(phrases, language)
    assert words.rewrites("Zzz {0}", language)[0].endswith("Zzz {0}")

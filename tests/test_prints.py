"""The kit on paper: complete, accessible, the same every time, and what somebody typed is never code."""

from __future__ import annotations

import dataclasses
import functools
import json
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from kpi_workshop import content
from kpi_workshop.cli import main
from kpi_workshop.coach.cases import cases
from kpi_workshop.content import ContentError, Problem, section
from kpi_workshop.critic.causes import causes
from kpi_workshop.entries import Entry
from kpi_workshop.prints import KINDS, PAPERS, Paper, Print, choose, guide, handouts, poster, prints
from kpi_workshop.prints.markdown import blocks
from kpi_workshop.session.agenda import agendas, structure
from kpi_workshop.typeset import typeset
from tests.pdf import Pdf, squeezed

LANGUAGES = content.languages()
SIZES = {"a4": (595, 842), "letter": (612, 792)}
HOSTILE = 'x #let a = 1 #panic() $b$ *c* _d_ `e` \\u{41} \\n <f> @g // h /* [i] "j" {k} ~ = l -- ... https://m.example'
"""What would do something if it were ever read as markup."""


@functools.cache
def printed(name: str, language: str, paper: Paper = "a4") -> Pdf:
    return Pdf(prints()[name].pdf(language, paper))


def changed(name: str, **values: Any) -> Print:
    """Something printed with other data in it."""
    one = prints()[name]
    return dataclasses.replace(one, data=lambda language: {**one.data(language), **values})


def text_of(made: Pdf) -> str:
    return squeezed("".join(made.pages))


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", prints())
def test_everything_is_printed_accessibly_in_our_type_alone(name: str, language: str, paper: Paper) -> None:
    made = printed(name, language, paper)
    assert made.title == prints()[name].title(language)
    assert f"/Lang({language})" in made.catalog
    assert "/MarkInfo<</Marked true" in made.catalog
    assert b"<pdfuaid:part>1</pdfuaid:part>" in made.raw
    assert made.sizes == {SIZES[paper]}
    assert {font.split("-")[0] for font in made.fonts} == {"BeVietnamPro"}
    text = "".join(made.pages)
    assert unicodedata.is_normalized("NFC", text)
    assert squeezed(made.title) in squeezed(text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_are_as_many_as_somebody_expects_to_print(language: str) -> None:
    most = {"guide": 7, "agenda": 3, "handouts": 1, "cards": 2 + 2 * len(cases()) // 8 + 2, "poster": 2}
    for paper in PAPERS:
        for one in prints().values():
            pages = len(printed(one.id, language, paper).pages)
            assert pages <= most[one.kind], one.id
            assert pages == most[one.kind] or one.kind in ("guide", "agenda"), one.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_is_left_with_a_line_or_two(language: str) -> None:
    for paper in PAPERS:
        for one in prints().values():
            pieces = [len(page) for page in printed(one.id, language, paper).places]
            assert min(pieces) >= 12, (one.id, paper, pieces)


def test_the_same_content_gives_the_same_bytes() -> None:
    for name in ("cards", "handout-pair"):
        assert prints()[name].pdf("vi", "a4") == printed(name, "vi").raw


def test_everything_has_every_letter_that_a_text_may_need() -> None:
    """Also in bold and in italics, where it isn't used yet: a letter without a glyph is an error."""
    used = json.dumps([prints()[name].data("vi") for name in prints()], ensure_ascii=False)
    used += "ẮẰẲẴẶẤẦẨẪẬẾỀỂỄỆỐỒỔỖỘỚỜỞỠỢỨỪỬỮỰỲỶỸỴĐ" + "łőşčėāñçßøåæ" + "“”‘’„–—…·×÷−±€₫%‰"[:-1]
    letters = "".join(sorted(set(used) - set("\\`*_[]<>|\n")))
    page = {"blocks": blocks(f"{letters}\n\n**{letters}**\n\n*{letters}*\n", "here")}
    typeset("guide", {**page, "words": section("kit.print", "vi")}, title="T", language="vi", paper="a4")


def test_a_letter_that_the_fonts_lack_is_named() -> None:
    with pytest.raises(ContentError, match=r"poster\.typ: .*日"):
        changed("poster", rows=[{"name": "日本", "text": "", "consequences": [], "solutions": []}]).pdf(
            "en", "a4"
        )


def hostile(value: Any, kept: tuple[str, ...]) -> Any:
    """Data with every text replaced, but those of keys that a template decides by."""
    if isinstance(value, str):
        return HOSTILE
    if isinstance(value, list):
        return [hostile(one, kept) for one in value]
    if isinstance(value, Mapping):
        return {key: one if key in kept else hostile(one, kept) for key, one in value.items()}
    return value


@pytest.mark.parametrize(
    "name", ["guide", "agenda-taster", "handout-sharing", "handout-pair", "cards", "poster"]
)
def test_what_looks_like_code_is_printed_letter_by_letter(name: str) -> None:
    one = prints()[name]
    data = dict(one.data("en"))
    if name == "cards":  # so much of it fits on no card: a field of each of eight
        fields = ("kpi", "person", "story", "effect", "question", "better", "watch", "trade")
        data["cards"] = [{**card, field: HOSTILE} for card, field in zip(data["cards"], fields, strict=False)]
    elif name == "poster":
        row = data["rows"][0]
        data["rows"] = [hostile(row, kept=())]
    elif name.startswith("handout"):
        fewer = data["blocks"] if name == "handout-pair" else data["blocks"][:3]
        data["blocks"] = [hostile(block, kept=("kind", "id")) for block in fewer[:3]]
        data["note"] = HOSTILE
    else:
        data = hostile(data, kept=("kind", "url"))
    made = Pdf(dataclasses.replace(one, data=lambda _: data).pdf("en", "letter"))
    expected = squeezed(HOSTILE)
    assert text_of(made).count(expected) >= (6 if name == "cards" else 1)


def test_more_than_fits_on_a_card_is_said_with_the_cards_name() -> None:
    card = {**prints()["cards"].data("en")["cards"][0], "story": "long " * 200}
    with pytest.raises(ContentError, match=r"cards\.typ: .*card same-for-all than fits"):
        changed("cards", cards=[card]).pdf("en", "a4")


def test_more_than_fits_on_a_handout_is_said() -> None:
    with pytest.raises(ContentError, match=r"handouts\.typ: Rewrite a KPI .*more on it than fits on a page"):
        changed("handout-rewrite", intro="long " * 900).pdf("en", "a4")


# Cards -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_case_is_on_a_card_with_its_reasons_on_the_back(language: str) -> None:
    made = printed("cards", language)
    fronts, backs = (squeezed("".join(made.pages[first::2])) for first in (2, 3))
    for case in cases().values():
        words = case.words(language)
        for front in (words.kpi, words.person, words.story, words.effect, words.question):
            assert squeezed(front) in fronts, case.id
        for back in (words.better, words.watch):
            assert squeezed(back) in backs, case.id
        assert squeezed(words.better) not in fronts


@pytest.mark.parametrize("paper", PAPERS)
def test_a_back_lies_behind_its_front_when_the_sheet_is_flipped_on_its_long_edge(paper: Paper) -> None:
    made = printed("cards", "en", paper)
    width = SIZES[paper][0]
    card, inset = 95 / 25.4 * 72, 4.5 / 25.4 * 72
    for sheet in range(3):
        front, back = (_numbers(made.places[2 + 2 * sheet + side]) for side in (0, 1))
        assert sorted(front) == sorted(back) == list(range(8 * sheet + 1, 8 * sheet + 9))
        for number, (x, y) in front.items():
            mirrored = width - (x - inset) - card + inset
            assert list(back[number]) == pytest.approx([mirrored, y], abs=0.5), number


def _numbers(pieces: list[tuple[float, float, str]]) -> dict[int, tuple[float, float]]:
    """Where the number of each card stands."""
    return {int(text.split()[-1]): (x, y) for x, y, text in pieces if text.startswith("No. ")}


# The poster ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_poster_goes_from_every_reason_to_its_solutions(language: str) -> None:
    data = poster.data(language)
    assert len(data["rows"]) == len(causes())
    for row, cause in zip(data["rows"], causes().values(), strict=True):
        assert row["consequences"] == [poster.capital(words) for words in cause.consequence_words(language)]
        assert [one["name"] for one in row["solutions"]] == [
            poster.capital(words) for words in cause.solution_words(language)
        ]
    explained = [one["name"] for row in data["rows"] for one in row["solutions"] if one["text"]]
    assert sorted(explained) == sorted(one["name"] for one in data["known"]["solutions"])
    front, back = (squeezed(page) for page in printed("poster", language).pages)
    for known in (*data["known"]["reasons"], *data["known"]["solutions"]):
        assert squeezed(known["name"]) in front
        assert squeezed(known["known"]) in back


# Running sheets --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", agendas())
def test_a_running_sheet_has_every_step_and_its_clock(name: str) -> None:
    data = prints()[f"agenda-{name}"].data("vi")
    steps = data["steps"]
    assert [step["minutes"] for step in steps] == [step["minutes"] for step in structure(name)["steps"]]
    assert [step["start"] for step in steps] == [0, *(step["end"] for step in steps[:-1])]
    assert steps[-1]["end"] == data["minutes"]
    text = text_of(printed(f"agenda-{name}", "vi"))
    told = [
        words for step in steps for words in (*step["say"], *step["watch"], step["purpose"], step["screen"])
    ]
    assert [words for words in told if squeezed(words) not in text] == []


# The guide -------------------------------------------------------------------------------------------------


def shape(nodes: list[Mapping[str, Any]]) -> list[tuple[str, int]]:
    sizes = {"heading": "level", "list": "items", "table": "rows"}
    return [
        (node["kind"], size if isinstance(size, int) else len(size))
        for node in nodes
        for size in [node.get(sizes.get(node["kind"], ""), 0)]
    ]


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_the_guide_has_the_same_parts_in_every_language(language: str) -> None:
    ours, theirs = (guide.data(code)["blocks"] for code in (LANGUAGES[0], language))
    assert shape(ours) == shape(theirs)


def test_markdown_becomes_data() -> None:
    [heading, text, listed, table, quote, code] = blocks(
        "## A *b*\n\none\ntwo **three** `#x` <i>y</i> [z](https://z.example) [w](w.md) &amp;\n\n"
        "1. first\n2. second\n\n| h |\n|---|\n| c |\n\n> q\n\n```\n$ run\n```\n",
        "here",
    )
    assert heading["level"] == 2
    assert heading["spans"][1] == {"kind": "emphasis", "spans": [{"kind": "text", "text": "b"}]}
    kinds = [span["kind"] for span in text["spans"] if span.get("text") != " "]
    assert kinds == ["text", "text", "strong", "code", "code", "text", "code", "link", "text", "text"]
    assert text["spans"][-1]["text"] == " &"
    assert (listed["ordered"], len(listed["items"])) == (True, 2)
    assert table["rows"] == [[[{"kind": "text", "text": "c"}]]]
    assert quote["blocks"][0]["kind"] == "paragraph"
    assert code == {"kind": "code", "text": "$ run"}


@pytest.mark.parametrize(("markdown", "kind"), [("![a](b.png)", "image"), ("a\n\n---\n", "thematic_break")])
def test_what_has_no_form_on_paper_is_named(markdown: str, kind: str) -> None:
    with pytest.raises(ContentError, match=rf"guide\.fr\.md: {kind} can't be printed"):
        blocks(markdown, "guide.fr.md")


# Handouts --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", handouts.names())
@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_a_handout_asks_the_same_in_every_language(name: str, language: str) -> None:
    ours, theirs = (handouts.data(name, code) for code in (LANGUAGES[0], language))
    assert [_size(block) for block in ours["blocks"]] == [_size(block) for block in theirs["blocks"]]
    assert bool(ours["note"]) == bool(theirs["note"])


def _size(block: Mapping[str, Any]) -> tuple[Any, ...]:
    empty = [[cell == "" for cell in row] for row in block.get("rows", [])]
    return block["id"], bool(block.get("title")), bool(block.get("text")), len(block.get("points", [])), empty


def test_there_is_a_handout_for_each_tool() -> None:
    order = ("motivating-kpi", "rewrite", "pair", "capacity", "recognition", "check-in", "sharing")
    assert handouts.names() == order


HANDOUT = '[[blocks]]\nid = "a"\nkind = "table"\nwidths = [1, 2]\n'
WORDS = 'title = "T"\nintro = "I"\n[blocks.a]\nhead = ["h", "i"]\nrows = [["", "x"]]\n'


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A handout of one table, to be damaged."""
    (tmp_path / "handout.toml").write_text(HANDOUT)
    (tmp_path / "en.toml").write_text(WORDS)

    def read(file: str, name: str) -> Entry:
        return Entry(tmp_path / file, name, content.load_toml(tmp_path / file))

    monkeypatch.setattr(handouts, "_structure", lambda name: read("handout.toml", name))
    monkeypatch.setattr(handouts, "_words", lambda name, language: read(f"{language}.toml", name))
    return tmp_path


def test_an_empty_cell_is_a_place_to_write(mine: Path) -> None:
    (mine / "handout.toml").write_text(HANDOUT + "blank = 2\n")
    assert handouts.data("mine", "en")["blocks"][0]["rows"] == [["", "x"], ["", ""], ["", ""]]


@pytest.mark.parametrize(
    ("file", "change", "told"),
    [
        ("handout.toml", ('"table"', '"dance"'), r"handout\.toml: mine\.blocks\[1\]\.kind is 'dance'"),
        ("handout.toml", ("[1, 2]", "[1, 0]"), r"handout\.toml: mine\.blocks\[1\]\.widths is \[1, 0\]"),
        ("handout.toml", ("widths", "breadths"), r"handout\.toml: mine\.blocks\[1\]\.breadths"),
        ("handout.toml", ('id = "a"', 'id = "b"'), r"en\.toml: blocks\.b is missing"),
        ("en.toml", ('["h", "i"]', '["h"]'), r"en\.toml: mine\.blocks\.a\.head is \['h'\]"),
        ("en.toml", ('[["", "x"]]', '[["x"]]'), r"en\.toml: mine\.blocks\.a\.rows is \[\['x'\]\]"),
        ("en.toml", ("rows", "lines"), r"en\.toml: mine\.blocks\.a\.lines"),
        ("en.toml", ("[blocks.a]", "[blocks.z]\n[blocks.a]"), r"en\.toml: blocks\.z is unknown"),
    ],
)
def test_a_wrong_handout_names_file_key_and_value(
    mine: Path, file: str, change: tuple[str, str], told: str
) -> None:
    path = mine / file
    path.write_text(path.read_text().replace(*change))
    with pytest.raises(ContentError, match=told):
        handouts.data("mine", "en")


# The command -----------------------------------------------------------------------------------------------


def run(*arguments: str, folder: Path) -> click.testing.Result:
    return CliRunner().invoke(main, ["print", *arguments, "--output", str(folder)])


def test_the_command_writes_the_whole_kit(tmp_path: Path) -> None:
    done = run("--language", "vi", "--paper", "letter", folder=tmp_path / "new" / "kit")
    assert done.exit_code == 0, done.output
    written = [Path(line) for line in done.stdout.splitlines()]
    assert [path.name for path in written] == [one.filename("vi") for one in prints().values()]
    assert all(path.read_bytes().startswith(b"%PDF-") for path in written)
    assert Pdf(written[0].read_bytes()).sizes == {SIZES["letter"]}


def test_the_command_knows_every_kind_and_chooses_by_name(tmp_path: Path) -> None:
    [what] = [one for one in main.commands["print"].params if one.name == "what"]
    assert isinstance(what.type, click.Choice)
    assert set(what.type.choices) == {"all", *KINDS}
    done = run("agenda", "taster", "--language", "en", folder=tmp_path)
    assert done.stdout.splitlines() == [str(tmp_path / "agenda-taster.en.pdf")]


@pytest.mark.parametrize(
    ("asked", "problem"),
    [
        (("agenda", "nope"), Problem("print.unknown", given="nope", known=", ".join(agendas()))),
        (("cards", "x"), Problem("print.only-one", kind="cards", given="x")),
        (("all", "x"), Problem("print.only-one", kind="all", given="x")),
    ],
)
def test_a_name_that_is_not_there_is_answered_in_words(
    asked: tuple[str, ...], problem: Problem, tmp_path: Path
) -> None:
    done = run(*asked, "--language", "vi", folder=tmp_path)
    assert done.exit_code == 1
    assert problem.text("vi") in done.stderr


def test_a_folder_that_cannot_be_written_is_answered_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = run("poster", "--language", "en", folder=tmp_path / "file" / "kit")
    assert "Nothing could be written to" in done.stderr
    assert choose("poster")[0].filename("en") not in done.stdout

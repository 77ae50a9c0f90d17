"""What the documentation says is so: links lead somewhere, commands run, both READMEs say the same."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from kpi_workshop import content
from kpi_workshop.cli import main
from kpi_workshop.content import Problem
from kpi_workshop.kpi import Kpi
from kpi_workshop.session.decide import Opening
from kpi_workshop.store import connect

ROOT = Path(__file__).resolve().parent.parent
READMES = {"en": ROOT / "README.md", "vi": ROOT / "README.vi.md"}
PAGES = [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("workshop/*.md")]
HAND_WRITTEN = [page for page in PAGES if not page.name.startswith("rules.")]
RUN = "<!-- run by tests/test_docs.py -->\n```\n"
CODE = "WTEHQA"
"""The join code of the session that the READMEs speak of."""


def words(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def fences(page: Path) -> list[str]:
    """The contents of fenced blocks."""
    return re.findall(r"^```\w*\n(.*?)^```", words(page), re.MULTILINE | re.DOTALL)


def code(page: Path) -> str:
    """Everything that is set as code, a line each."""
    prose = re.sub(r"^```\w*\n.*?^```", "", words(page), flags=re.MULTILINE | re.DOTALL)
    return "\n".join([*fences(page), *re.findall(r"`([^`]+)`", prose)])


def plain(page: Path) -> str:
    """The words around code."""
    return re.sub(r"```.*?```|`[^`]*`", "", words(page), flags=re.DOTALL)


def test_the_command_reference_is_up_to_date() -> None:
    path = ROOT / "tools" / "commands.py"
    spec = importlib.util.spec_from_file_location("commands", path)
    assert spec
    assert spec.loader
    commands: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(commands)
    assert words(ROOT / "docs" / "commands.md") == commands.reference(), "run make docs"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_and_picture_is_there(page: Path) -> None:
    found = re.findall(r"\]\(([^)\s]+)\)", plain(page)) + re.findall(r'src="([^"]+)"', words(page))
    inside = [link.partition("#")[0] for link in found if "://" not in link and not link.startswith("#")]
    assert [link for link in inside if not (page.parent / link).exists()] == []


def test_every_picture_is_shown_somewhere_and_together_they_are_light() -> None:
    pictures = sorted((ROOT / "docs" / "images").iterdir())
    shown = "".join(words(page) for page in PAGES)
    assert [picture.name for picture in pictures if picture.name not in shown] == []
    assert sum(picture.stat().st_size for picture in pictures) < 600_000


@pytest.mark.parametrize("page", HAND_WRITTEN, ids=lambda page: page.name)
def test_every_target_of_make_exists(page: Path) -> None:
    makefile = words(ROOT / "Makefile")
    targets = set(re.findall(r"^(\w+):(?!=)", makefile, re.MULTILINE))
    choices = set(re.findall(r"^(\w+) [?:]?=", makefile, re.MULTILINE)) | {"ARGS"}
    for command in re.findall(r"^make .*", code(page), re.MULTILINE):
        _, target, *rest = command.split()
        assert target in targets, command
        assert {choice for word in rest for choice in re.findall(r"^([A-Z]+)=", word)} <= choices, command


@pytest.mark.parametrize("page", HAND_WRITTEN, ids=lambda page: page.name)
def test_every_command_and_option_exists(page: Path) -> None:
    for name, rest in re.findall(r"\bkpi-workshop ([a-z]+)\b(.*)", code(page)):
        assert name in main.commands, name
        known = {option for parameter in main.commands[name].params for option in parameter.opts}
        assert set(re.findall(r"(?<=\s)--[a-z-]+", rest)) <= known | {"--help"}, rest
    serving = {option for parameter in main.commands["serve"].params for option in parameter.opts}
    for arguments in re.findall(r'ARGS="(.*?)"', code(page)):
        assert set(re.findall(r"--[a-z-]+", arguments)) <= serving, arguments


def in_the_tree(path: str) -> bool:
    """Whether a path that may have `<language>` in it leads to something of the project."""
    return any(ROOT.glob(re.sub(r"<\w+>", "*", path.rstrip("/"))))


@pytest.mark.parametrize("page", HAND_WRITTEN, ids=lambda page: page.name)
def test_every_path_of_the_project_that_is_named_exists(page: Path) -> None:
    tops = "data|docs|kpi_workshop|notebooks|tests|tools|workshop"
    named = re.findall(rf"^(?:{tops})/[\w./<>*-]*$", code(page), re.MULTILINE)
    made = {"data/texts/fr/", "data/rehearsal/fr.toml", "workshop/guide.fr.md"}
    assert [path for path in named if path not in made and not in_the_tree(path)] == []


def test_both_readmes_have_the_same_sections() -> None:
    shapes = []
    for page in READMES.values():
        lines = re.sub(r"```.*?```", "```", words(page), flags=re.DOTALL).splitlines()
        starts = [re.match(r"#+ |```|\d\. |- |\|(?=[^-])|\*\*", line) for line in lines]
        shapes.append([start[0] for start in starts if start])
    english, vietnamese = shapes
    assert english == vietnamese


@pytest.mark.parametrize("language", READMES)
def test_every_label_that_a_readme_quotes_is_on_a_page(language: str) -> None:
    shown = [re.sub(r"[ ·]*\{.*", "", label) for label in content.texts(language).values()]
    quoted = re.findall(r"(?<!\*)\*([^*\n]+(?:\n[^*\n]+)?)\*(?!\*)", plain(READMES[language]))
    assert len(quoted) > 8
    assert [label for label in quoted if " ".join(label.split()) not in shown] == []


@pytest.mark.parametrize("language", READMES)
def test_marked_commands_run(language: str, tmp_path: Path) -> None:
    marked = re.findall(re.escape(RUN) + r"(.*?)```", words(READMES[language]), re.DOTALL)
    assert len(marked) == 4
    _with_a_session(tmp_path)
    has_sqlite = shutil.which("sqlite3") is not None  # not on every machine
    said = "".join(
        run(script, tmp_path) for script in marked if has_sqlite or not script.startswith("sqlite3")
    )
    assert '"missing-baseline"' in said
    assert len(list(tmp_path.glob("*.docx"))) == 1
    assert CODE in (tmp_path / "session.json").read_text(encoding="utf-8")
    if has_sqlite:
        with contextlib.closing(connect(f"sqlite:///{tmp_path / 'copy.db'}")) as copy:
            assert copy.find(CODE) == "s-docs"


def run(script: str, folder: Path) -> str:
    """Run lines of a README in a folder, with the program on the path as the README says."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=folder,
        env={**os.environ, "PATH": path, "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, script + done.stderr
    return done.stdout


def _with_a_session(folder: Path) -> None:
    """The session that the READMEs speak of, in the data folder that they speak of."""
    (folder / "kpi-workshop-data").mkdir()
    opening = Opening(
        title="Sales North",
        language="en",
        agenda="taster",
        kpis=[Kpi(id="k1", text="Increase sales by 50%")],
    )
    with contextlib.closing(
        connect(f"sqlite:///{folder / 'kpi-workshop-data' / 'kpi-workshop.db'}")
    ) as store:
        store.create("s-docs", CODE, opening.event(CODE, "opened-by-the-docs"))


def test_the_glossary_has_a_word_in_every_language_for_each_term() -> None:
    rows = re.findall(
        r"^\| .* \|$", words(ROOT / "CONTRIBUTING.md").partition("## Glossary")[2], re.MULTILINE
    )
    assert len(rows) > 30
    assert [row for row in rows if not all(cell.strip() for cell in row.split("|")[1:-1])] == []


def test_what_goes_wrong_is_said_in_a_sentence(tmp_path: Path) -> None:
    """As the command reference promises."""
    asked = ["export", "NOSUCH", "--format", "md", "--data-dir", str(tmp_path)]
    done = CliRunner().invoke(main, asked)
    assert done.exit_code != 0
    assert Problem("join.code-unknown", code="NOSUCH").text("en") in done.stderr

"""How fast the critic reads a file, beside what a team would use on the same lines otherwise.

Run with `make bench`. The peers are proselint and, where it is installed, Vale: linters for prose that read
the same lines in the same run, on the same machine. Only ratios mean something; rates are of this machine.
Lines are the statements of the project that are labelled, over and over. What is measured:

- rate: lines a second of processor time for `kpi-workshop critique --format jsonl`, the program's start taken
  off; over the statements, no line twice;
- rate of repeated lines: the same over many lines, on which the statements come again and again, as in the
  sheet of a whole company; what was read before is remembered;
- start: processor time of the command over a single line, beside `python -c pass`;
- typing: microseconds for one statement, as on a page, in a process that is already running;
- memory: the most memory over many more lines, beside that over the fewer ones.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

_STATEMENTS = Path(__file__).parents[1] / "tests" / "critic" / "statements.csv"
_BIN = Path(sys.executable).parent
_PEERS = Path(__file__).parent / ".venv" / "bin"
_REPEATS = 3


class Run(NamedTuple):
    """What one run of a program took."""

    seconds: float
    """Of processor time."""
    kilobytes: int
    """The most memory it held."""


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--lines", type=int, default=10_000)
    parser.add_argument("--long", type=int, default=1_000_000, help="lines of the run for memory")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = _measure(Path(folder), options.lines, options.long)
    print(json.dumps(found, indent=2) if options.json else _table(found))
    return 0


def _measure(folder: Path, lines: int, long: int) -> dict[str, float]:
    texts = _texts()
    one, once, many = _file(folder, 1), _file(folder, len(texts)), _file(folder, lines)
    programs = _programs(folder)
    starts = dict.fromkeys(programs, float("inf"))
    rates = {(kind, name): 0.0 for kind in ("rate", "rate of repeated lines") for name in programs}
    # In turns, so that whatever else the machine does hits all alike; the best of each counts.
    for name in [*programs] * _REPEATS:
        starts[name] = min(starts[name], _run(programs[name](one)).seconds)
        for kind, path, count in (("rate", once, len(texts)), ("rate of repeated lines", many, lines)):
            rate = count / (_run(programs[name](path)).seconds - starts[name])
            rates[kind, name] = max(rates[kind, name], rate)
    bare = min(_run([sys.executable, "-c", "pass"]).seconds for _ in range(_REPEATS))
    critic = programs["critic"]
    found = {f"{kind}, {name}": rate for (kind, name), rate in rates.items()}
    found |= {
        f"{kind}, critic / {name}": rates[kind, "critic"] / rate
        for (kind, name), rate in rates.items()
        if name != "critic"
    }
    found |= {f"start {name} (s)": start for name, start in starts.items()}
    found["start critic / bare python"] = starts["critic"] / bare
    found["typing (µs a statement)"] = _typing(texts) * 1e6
    found[f"memory {long} / {lines} lines"] = (
        _run(critic(_file(folder, long))).kilobytes / _run(critic(many)).kilobytes
    )
    return found


def _programs(folder: Path) -> dict[str, Callable[[Path], Sequence[str]]]:
    """Name → the command that reads a file."""
    critique = [str(_BIN / "kpi-workshop"), "critique", "--exit-zero", "--format", "jsonl"]
    found: dict[str, Callable[[Path], Sequence[str]]] = {"critic": lambda file: [*critique, str(file)]}
    proselint = shutil.which("proselint", path=f"{_PEERS}{os.pathsep}{os.environ['PATH']}")
    if proselint:
        found["proselint"] = lambda file: [proselint, "check", str(file)]
    vale = shutil.which("vale")
    if vale:
        settings = folder / ".vale.ini"
        settings.write_text("MinAlertLevel = suggestion\n[*]\nBasedOnStyles = Vale\n", encoding="utf-8")
        found["vale"] = lambda file: [vale, "--config", str(settings), "--no-exit", str(file)]
    return found


def _texts() -> list[str]:
    """The project's labelled statements, a line each, none twice."""
    with _STATEMENTS.open(newline="", encoding="utf-8") as file:
        return list(dict.fromkeys(" ".join(row["text"].split()) for row in csv.DictReader(file)))


def _file(folder: Path, lines: int) -> Path:
    path = folder / f"{lines}.txt"
    with path.open("w", encoding="utf-8") as file:
        file.writelines(f"{text}\n" for text in itertools.islice(itertools.cycle(_texts()), lines))
    return path


def _run(command: Sequence[str]) -> Run:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, _, used = os.wait4(process.pid, 0)
    process.returncode = 0
    return Run(used.ru_utime + used.ru_stime, used.ru_maxrss)


def _typing(texts: Sequence[str]) -> float:
    """Seconds of processor time for one statement."""
    from kpi_workshop.critic import critique

    best = float("inf")
    for _ in range(_REPEATS + 1):
        start = time.process_time()
        for text in texts:
            critique(text)
        best = min(best, (time.process_time() - start) / len(texts))
    return best


def _table(found: dict[str, float]) -> str:
    width = max(map(len, found))
    return "\n".join(f"{name:<{width}}  {value:>10,.2f}" for name, value in found.items())


if __name__ == "__main__":
    sys.exit(main())

"""How much memory pages take, where the system tells."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from statistics import fmean

_PROCESSES = Path("/proc")


def mean_mb(kernels: Collection[str]) -> float | None:
    """The mean proportional set size, in MB, of the processes that run these kernels on this computer.

    Memory that processes share is counted once, in equal parts. None if none is found or readable.
    """
    sizes = [
        size for process in _PROCESSES.glob("[0-9]*") if (size := _size_kb(process, kernels)) is not None
    ]
    return round(fmean(sizes) / 1024, 1) if sizes else None


def _size_kb(process: Path, kernels: Collection[str]) -> int | None:
    try:
        command = (process / "cmdline").read_text(encoding="utf-8", errors="replace")
        if not any(kernel and kernel in command for kernel in kernels):
            return None
        lines = (process / "smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:  # it has ended, or belongs to somebody else
        return None
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), None)

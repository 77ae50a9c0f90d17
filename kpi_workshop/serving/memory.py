"""How many pages this machine can hold."""

from __future__ import annotations

from pathlib import Path

_PAGE_MB = 90
_KEPT_FREE_MB = 300
_AT_LEAST = 8
_IF_UNKNOWN = 60


def pages_that_fit() -> int:
    """Live pages that the memory available now has room for, at 90 MB each; also within a container."""
    known = [value for value in (_available_on_machine(), _available_in_container()) if value is not None]
    if not known:
        return _IF_UNKNOWN
    return max(_AT_LEAST, (min(known) // 2**20 - _KEPT_FREE_MB) // _PAGE_MB)


def _available_on_machine() -> int | None:
    try:
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
    except OSError:
        return None
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable:")), None)


def _available_in_container() -> int | None:
    group = Path("/sys/fs/cgroup")
    try:
        limit = (group / "memory.max").read_text(encoding="ascii").strip()
        used = int((group / "memory.current").read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None
    return None if limit == "max" else max(0, int(limit) - used)

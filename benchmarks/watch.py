"""Peak memory of every process below this one, sampled from /proc.

For Python processes the kernel's own high-water mark counts (`VmHWM`). A PostgreSQL backend
maps the shared buffers too, which all backends share: for it the largest sample of its
anonymous memory counts (`RssAnon`), which is what it has for itself.
"""

from __future__ import annotations

import os
import re
import threading
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from config import embedded

EVERY_SECONDS = 0.1
_FIELD = re.compile(r"^(VmHWM|RssAnon):\s+(\d+) kB", re.MULTILINE)


@dataclass(frozen=True)
class Peak:
    """The largest process of one name."""

    name: str
    megabytes: float
    measure: str


class Watch:
    """Samples in a thread while the block runs."""

    def __init__(self) -> None:
        self._peaks: dict[str, dict[str, float]] = defaultdict(lambda: {"VmHWM": 0.0, "RssAnon": 0.0})
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._sample_until_over, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._over.set()
        self._thread.join()

    def peaks(self) -> list[Peak]:
        return [_peak(name, seen) for name, seen in sorted(self._peaks.items())]

    def _sample_until_over(self) -> None:
        while not self._over.wait(EVERY_SECONDS):
            self._sample()

    def _sample(self) -> None:
        for pid in _below(os.getpid(), *_servers()):
            name, seen = _read(pid)
            kept = self._peaks[name] if name else None
            for field, value in seen.items():
                if kept is not None:
                    kept[field] = max(kept[field], value)


def _peak(name: str, seen: dict[str, float]) -> Peak:
    measure = "RssAnon" if name.startswith("postgres") else "VmHWM"
    return Peak(name, round(seen[measure] / 1024, 1), measure)


def _servers() -> list[int]:
    """The embedded PostgreSQL may have been started by another process."""
    try:
        return [int((embedded.var_dir() / "pg" / "postmaster.pid").read_text().split()[0])]
    except (OSError, ValueError, IndexError):
        return []


def _below(*roots: int) -> Iterator[int]:
    """All descendants, keepers in sessions of their own included."""
    children: dict[int, list[int]] = defaultdict(list)
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int(entry.joinpath("stat").read_text().rpartition(")")[2].split()[1])
            except (OSError, IndexError, ValueError):
                continue
            children[parent].append(int(entry.name))
    waiting = [pid for root in roots for pid in children[root]]
    seen = set()
    while waiting:
        pid = waiting.pop()
        if pid not in seen:
            seen.add(pid)
            yield pid
            waiting += children[pid]


def _read(pid: int) -> tuple[str, dict[str, float]]:
    try:
        command = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return "", {}
    return _name(command), {field: float(kilobytes) for field, kilobytes in _FIELD.findall(status)}


def _name(command: str) -> str:
    """`postgres: backend`, `manage.py import_purchases`, `celery` …; empty for what is gone."""
    if command.startswith("postgres:"):
        role = command.removeprefix("postgres:").strip()
        known = ("checkpointer", "background writer", "walwriter", "autovacuum", "parallel worker", "io worker")
        return f"postgres: {next((one for one in known if role.startswith(one)), 'backend')}"
    if "/postgres " in f"{command} ":
        return "postgres: postmaster"
    if "valkey-server" in command or "redis-server" in command:
        return "valkey"
    for part, name in (("config.keeper", "keeper"), ("celery", "celery worker")):
        if part in command:
            return name
    found = re.search(r"(manage\.py |benchmarks\.)(\w+)", command)
    return found[0] if found else ""

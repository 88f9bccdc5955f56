"""Rows of measurements, kept between runs, and the page made of them."""

from __future__ import annotations

import json
import os
import platform
import subprocess
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.scale import PARTS
from benchmarks.watch import Peak

HERE = Path(__file__).resolve().parent
MEMORY_BAR_MB = 400


@dataclass(frozen=True)
class Row:
    """One comparison. `value` is what the bar speaks of; `is_upper` says that it must stay below it."""

    key: str
    work: str
    measured: str
    against: str
    value: float
    bar: float
    unit: str
    is_upper: bool = True
    goal: float | None = None
    note: str = ""
    details: dict[str, float] = field(default_factory=dict)

    @property
    def is_met(self) -> bool:
        return self.value <= self.bar if self.is_upper else self.value >= self.bar


def place(*, quick: bool) -> Path:
    """Quick runs prove that the benchmarks work; their figures mean nothing and are kept apart."""
    return Path(os.environ["REGULARS_VAR"]) / "quick" if quick else HERE


def load(*, quick: bool) -> dict[str, Any]:
    path = place(quick=quick) / "results.json"
    return dict(json.loads(path.read_text())) if path.exists() else {}


def record(part: str, rows: Path, peaks: Sequence[Peak], *, quick: bool) -> None:
    """Keep what a part found; a part that failed keeps its older figures."""
    if not rows.exists():
        return
    found = json.loads(rows.read_text())
    results = load(quick=quick)
    results[part] = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "commit": _commit(),
        "machine": _machine(),
        "rows": found["rows"],
        "notes": found["notes"],
        "peaks": [asdict(peak) for peak in peaks],
    }
    folder = place(quick=quick)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "results.json").write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n")
    (folder / "RESULTS.md").write_text(text(results))


def text(results: dict[str, Any]) -> str:
    """The whole page in Markdown."""
    lines = [_HEAD, "| work | measured | against | ratio | bar | |", "|---|---|---|---|---|---|"]
    notes: list[str] = []
    for part in PARTS:
        if part in results:
            lines += [_line(Row(**row)) for row in results[part]["rows"]]
            notes += _notes(part, results[part])
    lines += _memory(results)
    return "\n".join([*lines, "", "## How, and what stands behind it", "", *notes]) + "\n"


_HEAD = """# Measured

Written by `make bench`: each figure and its yardstick come from the same run, on the same machine and database.
Peak memory is the kernel's high-water mark of a process; of a PostgreSQL backend its anonymous memory, because the
shared buffers (256 MB) belong to all of them together.
"""


def _line(row: Row) -> str:
    sign = "≤" if row.is_upper else "≥"
    goal = f" (goal {row.goal:g})" if row.goal is not None else ""
    bar = f"{sign} {row.bar:g} {row.unit}{goal}".strip()
    verdict = "met" if row.is_met else "**not met**"
    return f"| {row.work} | {row.measured} | {row.against} | {row.value:.3g} {row.unit} | {bar} | {verdict} |"


def _memory(results: dict[str, Any]) -> list[str]:
    """The largest process of all parts."""
    peaks = [
        (peak["megabytes"], peak["name"], part) for part in PARTS for peak in results.get(part, {}).get("peaks", [])
    ]
    if not peaks:
        return []
    largest, name, part = max(peaks)
    row = Row(
        "memory",
        "peak memory of any process",
        f"{largest:.0f} MB ({name}, in {part})",
        "",
        largest,
        MEMORY_BAR_MB,
        "MB",
    )
    return [_line(row)]


def _notes(part: str, result: dict[str, Any]) -> list[str]:
    machine = result["machine"]
    lines = [f"### {part}", "", f"{result['at']}, commit {result['commit']}, {machine}.", ""]
    lines += [f"- {row['work']}: {row['note']}" for row in result["rows"] if row["note"]]
    lines += [f"- {note}" for note in result["notes"]]
    peaks = ", ".join(f"{peak['name']} {peak['megabytes']:.0f} MB" for peak in result["peaks"])
    return [*lines, f"- Peak memory: {peaks}.", ""]


def _commit() -> str:
    asked = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=HERE, capture_output=True, text=True, check=False
    )
    return asked.stdout.strip() or "unknown"


def _machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} processors, {memory:.0f} GB, Python {platform.python_version()}"

"""The file of refused rows: the columns of the original, then line, column, value and reason.

Mend the cells, leave the last four columns where they are (they are ignored), import again.
Lines that could not be cut into cells stand as they are in the first column.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.importing import staging
from core.importing.fields import ERROR_COLUMNS
from core.tabular import Layout, csv_chunks, open_table


@dataclass(frozen=True)
class Rejected:
    """All that is wrong with one line."""

    line: int
    columns: str
    values: str
    reasons: str


def write(stage: staging.Stage, source: Path, layout: Layout, target: Path) -> int:
    """Write the file next to nothing else; returns how many rows were refused, 0 writes no file."""
    total = int(staging.value(f"SELECT count(DISTINCT line) FROM {stage.name('rejects')}"))  # noqa: S608  # own name
    if not total:
        return 0
    target.parent.mkdir(parents=True, exist_ok=True)
    with open_table(source, layout) as table, target.open("wb") as file:
        target.chmod(0o600)
        header = [title for title in table.header if title not in ERROR_COLUMNS]
        keep = [place for place, title in enumerate(table.header) if title not in ERROR_COLUMNS]
        for chunk in csv_chunks([*header, *ERROR_COLUMNS], _rows(_rejected(stage), _cells(table, keep), len(keep))):
            file.write(chunk)
    return total


def _rejected(stage: staging.Stage) -> Iterator[Rejected]:
    rows = itertools.chain.from_iterable(
        staging.stream(
            "SELECT DISTINCT line, field, value, reason"  # noqa: S608  # own name
            f" FROM {stage.name('rejects')} ORDER BY line, field, reason"
        )
    )
    for line, group in itertools.groupby(rows, key=lambda row: row[0]):
        faults = list(group)[:10]
        columns, values, reasons = (" | ".join(fault[place] for fault in faults if fault[place]) for place in (1, 2, 3))
        yield Rejected(line, columns, values, reasons)


def _cells(table: Any, keep: list[int]) -> Iterator[tuple[int, list[str]]]:
    for batch in table.batches():
        rows = zip(batch.lines, batch.rows, strict=True)
        bad = ((bad.line, [bad.text] + [""] * (len(table.header) - 1)) for bad in batch.bad)
        for line, row in itertools.chain(rows, bad) if not batch.bad else sorted([*rows, *bad]):
            yield line, [row[place] for place in keep]


def _rows(rejected: Iterable[Rejected], cells: Iterable[tuple[int, list[str]]], width: int) -> Iterator[list[str]]:
    """Both run in order of lines: a merge that holds one row of each."""
    found = iter(cells)
    for fault in rejected:
        row = next((row for line, row in found if line == fault.line), [""] * width)
        yield [*row, str(fault.line), fault.columns, fault.values, fault.reasons]

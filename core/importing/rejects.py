"""The file of refused rows: the columns of the original, then line, column, value and reason (and the decimal mark).

Mend the cells, leave the last columns where they are, import again.
Lines that could not be cut into cells stand as they are in the first column.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core import wording
from core.importing import staging
from core.importing.fields import DECIMAL_COLUMN, ERROR_COLUMNS, OWN_COLUMNS
from core.tabular import Layout, csv_chunks, open_table

# So many refusals can be shown on pages, in each reader's language; the file has all, in its owner's.
SHOWN = 200


@dataclass(frozen=True)
class Rejected:
    """All that is wrong with one line."""

    line: int
    columns: str
    values: str
    reasons: str
    # As stored, so that a page can word them in its reader's language.
    packed: tuple[str, ...] = ()


def write(stage: staging.Stage, source: Path, layout: Layout, target: Path, decimal: str = "") -> int:
    """Write the file next to nothing else; returns how many rows were refused, 0 writes no file."""
    total = int(staging.value(f"SELECT count(DISTINCT line) FROM {stage.name('rejects')}"))  # noqa: S608  # own name
    if not total:
        return 0
    target.parent.mkdir(parents=True, exist_ok=True)
    with open_table(source, layout) as table, target.open("wb") as file:
        target.chmod(0o600)
        header = [title for title in table.header if title not in OWN_COLUMNS]
        keep = [place for place, title in enumerate(table.header) if title not in OWN_COLUMNS]
        own = [*ERROR_COLUMNS, *([DECIMAL_COLUMN] if decimal else [])]
        faults = _kept(_rejected(stage), target)
        for chunk in csv_chunks([*header, *own], _rows(faults, _cells(table, keep), len(keep), decimal)):
            file.write(chunk)
    return total


def first(path: Path, limit: int) -> list[dict[str, str]]:
    """The first refused rows of a file, their reasons in the language of the moment."""
    try:
        rows = json.loads(_beside(path).read_text(encoding="utf-8"))[:limit]
    except (OSError, ValueError):
        return []
    return [row | {"reason": " | ".join(map(wording.word, row["reason"]))} for row in rows]


def remove(path: Path) -> None:
    path.unlink(missing_ok=True)
    _beside(path).unlink(missing_ok=True)


def _beside(path: Path) -> Path:
    """What pages show of the refused rows, with reasons as they are stored."""
    return path.with_suffix(".json")


def _kept(faults: Iterable[Rejected], target: Path) -> Iterator[Rejected]:
    """Pass the refusals on; the first ones are kept beside the file for the pages."""
    shown: list[dict[str, object]] = []
    for fault in faults:
        if len(shown) < SHOWN:
            values = {"line": str(fault.line), "column": fault.columns, "value": fault.values}
            shown.append(values | {"reason": fault.packed})
        yield fault
    beside = _beside(target)
    beside.write_text(json.dumps(shown, ensure_ascii=False), encoding="utf-8")
    beside.chmod(0o600)


def _rejected(stage: staging.Stage) -> Iterator[Rejected]:
    rows = itertools.chain.from_iterable(
        staging.stream(
            "SELECT DISTINCT line, field, value, reason"  # noqa: S608  # own name
            f" FROM {stage.name('rejects')} ORDER BY line, field, reason"
        )
    )
    for line, group in itertools.groupby(rows, key=lambda row: row[0]):
        faults = list(group)[:10]
        columns, values = (" | ".join(fault[place] for fault in faults if fault[place]) for place in (1, 2))
        packed = tuple(fault[3] for fault in faults if fault[3])
        reasons = " | ".join(map(wording.word, packed))
        yield Rejected(line, columns, values, reasons, packed)


def _cells(table: Any, keep: list[int]) -> Iterator[tuple[int, list[str]]]:
    for batch in table.batches():
        rows = zip(batch.lines, batch.rows, strict=True)
        bad = ((bad.line, [bad.text] + [""] * (len(table.header) - 1)) for bad in batch.bad)
        for line, row in itertools.chain(rows, bad) if not batch.bad else sorted([*rows, *bad]):
            yield line, [row[place] for place in keep]


def _rows(
    rejected: Iterable[Rejected], cells: Iterable[tuple[int, list[str]]], width: int, decimal: str
) -> Iterator[list[str]]:
    """Both run in order of lines: a merge that holds one row of each."""
    found = iter(cells)
    for fault in rejected:
        row = next((row for line, row in found if line == fault.line), [""] * width)
        yield [*row, str(fault.line), fault.columns, fault.values, fault.reasons, *([decimal] if decimal else [])]

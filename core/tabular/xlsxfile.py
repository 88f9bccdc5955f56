"""Rows of the first sheet of an XLSX, streamed. Formulas are never evaluated: their stored value counts.

An XLSX is a zip of XML, so it is measured before it is unpacked: number of parts, size of
each, size in all, and how far it was squeezed. Cells come as the texts a CSV would hold:
days and instants in ISO form, numbers without the noise of floating point.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from django.conf import settings

from core.tabular.csvfile import BadLine, Batch
from core.tabular.sources import refuse, too_large
from core.tabular.writers import unsafe_text
from core.wording import worded as _

MAX_PARTS = 2000
MAX_SHARED_TEXTS = 128 << 20
MAX_COLUMNS = 500
MAX_CELL = 100_000
BATCH_ROWS = 5000
# Honest sheets reach 20 or 30 to 1; a bomb a thousand to one.
MAX_SQUEEZE, SMALL = 200, 1 << 20
# Whatever openpyxl meets in a file that is not what it says, and refuses in its own words.
_DAMAGE = (
    *(KeyError, ValueError, TypeError, IndexError, AttributeError, OSError, ParseError),
    *(zipfile.BadZipFile, zlib.error),
)


def check_archive(path: Path) -> None:
    """Refuse an archive that would unpack to more than is allowed, before unpacking anything."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise _damaged() from None
    names = {part.filename for part in parts}
    if "xl/workbook.xml" not in names:
        raise refuse("file_kind", _("This archive is not an XLSX file. Give a CSV or XLSX file."))
    if len(parts) > MAX_PARTS or len(names) < len(parts):
        raise _bomb()
    for part in parts:
        is_squeezed = part.file_size > SMALL and part.file_size > MAX_SQUEEZE * max(1, part.compress_size)
        is_long = part.filename.lower().endswith("sharedstrings.xml") and part.file_size > MAX_SHARED_TEXTS
        if is_squeezed or is_long:
            raise _bomb()
    if sum(part.file_size for part in parts) > settings.IMPORT_MAX_BYTES * 4:
        raise too_large()


def batches(path: Path) -> Iterator[Batch]:
    """The heading first, as a batch of one row; then the rest. Line numbers are those of the sheet."""
    # openpyxl brings NumPy along, a tenth of every start; few processes ever read a sheet.
    from openpyxl.utils.exceptions import InvalidFileException

    from core.tabular import sheets

    check_archive(path)
    with path.open("rb") as file:
        try:
            yield from _batched(sheets.rows(file, columns=MAX_COLUMNS))
        except (InvalidFileException, *_DAMAGE):
            raise _damaged() from None


def _batched(rows: Iterator[tuple[int, list[Any]]]) -> Iterator[Batch]:
    width = 0
    batch = Batch([], [])
    numbers: list[int] = []
    for number, cells in rows:
        row = [_text(value) for value in cells]
        if not any(row):
            continue
        if not width:
            while row and not row[-1]:
                row.pop()
            width = len(row)
            yield Batch([row], [number])
            continue
        _take(batch, numbers, _fitted(row, width), number)
        if len(batch.rows) + len(batch.bad) >= BATCH_ROWS:
            batch.lines = numbers
            yield batch
            batch, numbers = Batch([], []), []
    batch.lines = numbers
    if batch.rows or batch.bad:
        yield batch


def _take(batch: Batch, numbers: list[int], row: list[str], number: int) -> None:
    joined = "".join(row)
    if "\0" in joined or max(map(len, row)) > MAX_CELL:
        batch.bad.append(BadLine(number, joined[:200], _("A cell is too long or contains bytes that are not text.")))
        return
    batch.rows.append(row)
    numbers.append(number)


def _fitted(row: list[str], width: int) -> list[str]:
    """A sheet leaves out empty cells at the end; what stands right of the heading has no name and is ignored."""
    return row[:width] if len(row) >= width else row + [""] * (width - len(row))


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return unsafe_text(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time.min else value.isoformat(sep=" ")
    return value.isoformat() if isinstance(value, (date, time)) else str(value)


def _number(value: float) -> str:
    """15 digits are what Excel itself shows: 29.330000000000002 is 29.33."""
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return f"{Decimal(f'{value:.15g}'):f}"


def _damaged() -> Exception:
    return refuse("file_damaged", _("The XLSX file is damaged. Open it in your spreadsheet and save it again."))


def _bomb() -> Exception:
    return refuse("file_bomb", _("This XLSX file unpacks to far more than it should and was not opened."))

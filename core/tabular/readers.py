"""One way into a table, whatever the file: heading, and batches of rows as texts.

with open_table(path) as table:
    table.header                      # ["number", "date", …], every name once
    for batch in table.batches():     # Batch(rows, lines, bad)
        ...
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from core.tabular import sources, xlsxfile
from core.tabular.csvfile import Batch, CsvReader, sniff_delimiter

MAX_COLUMNS = xlsxfile.MAX_COLUMNS
MAX_TITLE = 200


@dataclass(frozen=True)
class Layout:
    """How a file is to be read: sniffed once, kept with the job, so that a resumed run reads the same."""

    kind: str
    encoding: str = ""
    delimiter: str = ""


class Table:
    """An open table; `batches()` may be run through once."""

    def __init__(self, layout: Layout, rows: Iterator[Batch], reader: sources.LimitedReader | None) -> None:
        self.layout = layout
        self._rows = rows
        self._reader = reader
        self._count = 0
        self.header = _unique(self._heading())

    def _heading(self) -> list[str]:
        first = next(self._rows, None)
        if first is None or not first.rows:
            raise sources.refuse("file_empty", _("The file has no rows."))
        if any(not char.isprintable() and not char.isspace() for title in first.rows[0] for char in title):
            raise sources.refuse("file_kind", _("This is not a table. Give a CSV or XLSX file."))
        if len(first.rows[0]) > MAX_COLUMNS:
            raise sources.refuse("file_columns", _("A table has at most %(n)d columns.") % {"n": MAX_COLUMNS})
        return first.rows[0]

    def batches(self) -> Iterator[Batch]:
        for batch in self._rows:
            self._count += len(batch.rows) + len(batch.bad)
            if self._count > settings.IMPORT_MAX_ROWS:
                raise sources.refuse(
                    "file_rows", _("The file has more than %(n)d rows. Split it.") % {"n": settings.IMPORT_MAX_ROWS}
                )
            yield batch

    def share_read(self) -> float:
        """Between 0 and 1: how much of the file has been read (of an XLSX nothing is known)."""
        return min(1.0, self._reader.position() / max(1, self._reader.size)) if self._reader else 0.0


def sniff(path: Path, *, encoding: str = "", delimiter: str = "") -> Layout:
    """Kind, encoding and delimiter of a file; what is given is believed."""
    kind = sources.kind_of(path)
    if kind == sources.XLSX:
        xlsxfile.check_archive(path)
        return Layout(kind)
    encoding = encoding or sources.encoding_of(path)
    if not delimiter:
        with sources.open_bytes(path) as reader, _as_text(reader, encoding) as stream:
            delimiter = sniff_delimiter(_whole_lines(stream.read(1 << 16)))
    return Layout(kind, encoding, delimiter)


@contextmanager
def open_table(path: Path, layout: Layout | None = None) -> Iterator[Table]:
    layout = layout or sniff(path)
    if layout.kind == sources.XLSX:
        yield Table(layout, xlsxfile.batches(path), None)
        return
    with sources.open_bytes(path) as reader, _as_text(reader, layout.encoding) as stream:
        yield Table(layout, CsvReader(stream, layout.delimiter).batches(), reader)


def _as_text(reader: sources.LimitedReader, encoding: str) -> io.TextIOWrapper:
    # Bytes that do not fit become surrogates: the row is refused, not the file.
    buffered = io.BufferedReader(reader, 1 << 18)
    return io.TextIOWrapper(buffered, encoding=encoding, errors="surrogateescape", newline=None)


def _whole_lines(text: str) -> str:
    cut = text.rfind("\n")
    return text[: cut + 1] if cut > 0 else text


def _unique(header: list[str]) -> list[str]:
    """Names without surplus spaces, each once: the second `date` becomes `date (2)`, an empty one its position."""
    seen: dict[str, int] = {}
    names = []
    for position, title in enumerate(header, start=1):
        name = " ".join(title.split())[:MAX_TITLE] or f"#{position}"
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return names

"""Rows of a CSV, block by block, at the speed of the C parser, however broken the file.

A block is a quarter of a megabyte of whole lines. The usual block is parsed in one go. Where that
fails (a quotation mark that is never closed, a cell without end), the block is walked record
by record: the line at fault is refused by itself, and reading goes on with the line after it.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from typing import TextIO

from core.errors import DomainError
from core.tabular.writers import unsafe_text
from core.wording import worded as _

BLOCK = 1 << 18
# A record longer than this is a quotation mark that was never closed; a line longer than this is no table.
MAX_RECORD = 1 << 20
DELIMITERS = (",", ";", "\t", "|")
_PROTECTED = re.compile("(^|[\n,;\t|\"])'[=+\\-@\t\r＝＋－＠]")


@dataclass
class BadLine:
    """A line that is no row. `text` is what stands there, for whoever mends it."""

    line: int
    text: str
    reason: str


@dataclass
class Batch:
    """Rows of equal width, with the line on which each begins, and the lines that are no rows."""

    rows: list[list[str]]
    lines: Sequence[int]
    bad: list[BadLine] = field(default_factory=list)


def sniff_delimiter(text: str) -> str:
    """The delimiter that cuts the first lines most evenly into the most cells."""

    def score(delimiter: str) -> tuple[float, int]:
        widths = [len(row) for row in _sample(text, delimiter) if row]
        if not widths or widths[0] < 2:
            return (0.0, 0)
        return (sum(width == widths[0] for width in widths) / len(widths), widths[0])

    return max(DELIMITERS, key=score)


def _sample(text: str, delimiter: str) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text, newline="\n"), delimiter=delimiter)
    rows: list[list[str]] = []
    with suppress(csv.Error):
        rows.extend(islice(reader, 50))
    return rows


class CsvReader:
    """Reads `stream` (opened with universal newlines) from its beginning; the first row is the heading."""

    def __init__(self, stream: TextIO, delimiter: str) -> None:
        self._stream = stream
        self._delimiter = delimiter
        self.width = 0

    def batches(self) -> Iterator[Batch]:
        """The heading first, as a batch of one row; then the rest."""
        line, carry, is_final = 1, "", False
        while not is_final:
            text, bad, skipped, is_final = self._block(carry, line)
            line += skipped
            batch, consumed = self._parse(text, line, is_final=is_final)
            carry = text[consumed:]
            line += text.count("\n", 0, consumed)
            batch.bad[:0] = bad
            if not self.width and batch.rows:
                if batch.bad and batch.bad[0].line < batch.lines[0]:
                    raise DomainError("file_kind", _("The heading of the file cannot be read."), field="file")
                self.width = len(batch.rows[0])
                yield Batch(batch.rows[:1], batch.lines[:1])
                batch, _rest = self._parse(text, line - text.count("\n", 0, consumed), is_final=is_final)
                batch = Batch(batch.rows[1:], batch.lines[1:], [*bad, *batch.bad])
            if batch.rows or batch.bad:
                yield batch

    def _block(self, carry: str, line: int) -> tuple[str, list[BadLine], int, bool]:
        """Whole lines: what was carried over and a quarter of a megabyte more; lines without end are skipped."""
        text = carry + self._stream.read(BLOCK)
        is_final = len(text) - len(carry) < BLOCK
        bad: list[BadLine] = []
        skipped = 0
        if not is_final:
            rest = self._stream.readline(MAX_RECORD)
            text += rest
            if len(rest) == MAX_RECORD and not rest.endswith("\n"):
                text, start = _without_last_line(text)
                bad.append(BadLine(line + text.count("\n"), start[:200], _("This line is too long to be a row.")))
                is_final = self._skip_line()
                # An empty line keeps the count of lines right.
                text += "\n"
        return text, bad, skipped, is_final

    def _skip_line(self) -> bool:
        while piece := self._stream.readline(MAX_RECORD):
            if piece.endswith("\n"):
                return False
        return True

    def _parse(self, text: str, line: int, *, is_final: bool) -> tuple[Batch, int]:
        reader = csv.reader(io.StringIO(text, newline="\n"), delimiter=self._delimiter, strict=True)
        try:
            rows = list(reader)
        except csv.Error:
            return self._walk(text, line, is_final=is_final)
        if reader.line_num != len(rows) or (self.width and set(map(len, rows)) != {self.width}):
            return self._walk(text, line, is_final=is_final)
        batch = Batch(rows, range(line, line + len(rows)))
        return _mended(batch, text), len(text)

    def _walk(self, text: str, line: int, *, is_final: bool) -> tuple[Batch, int]:
        """Record by record; a bad one costs its first line only."""
        lines = text.splitlines(keepends=True) if "\r" not in text and text.isascii() else _lines(text)
        batch, at = Batch([], []), 0
        numbers: list[int] = []
        while at < len(lines):
            reader = csv.reader(lines[at:] if at else lines, delimiter=self._delimiter, strict=True)
            start = at
            try:
                for row in reader:
                    end = at + reader.line_num
                    reason = self._fault(row, is_long=end - start > 1)
                    if reason:
                        batch.bad.append(BadLine(line + start, lines[start].rstrip("\n"), reason))
                        if end - start > 1:
                            start += 1
                            break
                    elif row:
                        batch.rows.append(row)
                        numbers.append(line + start)
                    start = end
                at = start
            except csv.Error as error:
                if _is_open(error) and not is_final and sum(map(len, lines[start:])) < MAX_RECORD:
                    batch.lines = numbers
                    return _mended(batch, text), sum(map(len, lines[:start]))
                batch.bad.append(BadLine(line + start, lines[start].rstrip("\n")[:2000], _worded(error)))
                at = start + 1
        batch.lines = numbers
        return _mended(batch, text), len(text)

    def _fault(self, row: list[str], *, is_long: bool) -> str:
        """Why a record is no row, or nothing. Rows that are empty altogether are passed over."""
        if not row or not self.width or len(row) == self.width:
            return ""
        if not any(row):
            row.clear()
            return ""
        if is_long:
            return _("The row has %(n)d cells instead of %(width)d; is a quotation mark not closed?") % {
                "n": len(row),
                "width": self.width,
            }
        if len(row) > self.width and not any(row[self.width :]):
            del row[self.width :]
            return ""
        return _("The row has %(n)d cells instead of %(width)d.") % {"n": len(row), "width": self.width}


def _lines(text: str) -> list[str]:
    return list(io.StringIO(text, newline="\n"))


def _without_last_line(text: str) -> tuple[str, str]:
    cut = text.rfind("\n") + 1
    return text[:cut], text[cut:]


def _is_open(error: csv.Error) -> bool:
    return "unexpected end" in str(error)


def _worded(error: csv.Error) -> str:
    if "field larger" in str(error):
        return _("A cell is too long.")
    return _("The quotation marks of this line do not match.")


def _mended(batch: Batch, text: str) -> Batch:
    """Take off what our own exports put in front; refuse rows with bytes that are no characters."""
    if "'" in text and _PROTECTED.search(text):
        batch.rows = [[unsafe_text(cell) for cell in row] for row in batch.rows]
    if "\0" in text or not _is_clean(text):
        _refuse_damaged(batch)
    return batch


def _is_clean(text: str) -> bool:
    if text.isascii():
        return True
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _refuse_damaged(batch: Batch) -> None:
    rows, lines = batch.rows, batch.lines
    batch.rows, kept = [], []
    for row, line in zip(rows, lines, strict=True):
        joined = "".join(row)
        if "\0" in joined or not _is_clean(joined):
            batch.bad.append(BadLine(line, ",".join(row)[:2000], _("The row contains bytes that are not text.")))
        else:
            batch.rows.append(row)
            kept.append(line)
    batch.lines = kept

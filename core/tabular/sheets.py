"""The first sheet of an XLSX row by row, in memory that does not grow with it.

`openpyxl` knows what cells mean; what it keeps while reading is too much for a sheet of a million receipts: each of
a million different texts as an object of its own, and an emptied element for each of them and for each row.
Here texts lie on disk behind one another, with the places where they end in memory, and elements go as soon as they
are read. Nor is the size that a sheet claims to have believed, or looked for: it may be a lie of a billion cells.
"""

from __future__ import annotations

import os
import tempfile
from array import array
from collections.abc import Generator, Iterator
from contextlib import closing
from typing import IO, Any
from xml.etree.ElementTree import Element, iterparse

from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.worksheet._reader import ROW_TAG, WorkSheetParser
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS

BLOCK_BYTES = 64 * 1024
_ITEM, _TEXT, _RUN = (f"{{{SHEET_MAIN_NS}}}{name}" for name in ("si", "t", "r"))


class SharedTexts:
    """Texts by their number, as cells name them; close it when the sheet is read.

    They lie in a file without a name: a million customers' names, addresses and numbers are a hundred megabytes.
    Spreadsheets number texts in the order in which they first stand in a cell, so what is new is nearly always in the
    block that was just read, or in the next one; what stood somewhere before is read by itself.
    """

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115  # `close` closes it
        # Four bytes each: an archive with more than 128 MB of texts is refused before.
        self._ends = array("I")
        self._block = b""
        self._block_at = 0
        self._is_written = True

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, number: int) -> str:
        if number < 0:
            raise IndexError(number)
        start, end = self._ends[number - 1] if number else 0, self._ends[number]
        at = start - self._block_at
        if at >= 0 and at + end - start <= len(self._block):
            return self._block[at : at + end - start].decode()
        return self._read(start, end).decode()

    def append(self, text: str) -> None:
        written = text.encode("utf-8", "replace")
        self._file.write(written)
        self._is_written = False
        self._ends.append((self._ends[-1] if self._ends else 0) + len(written))

    def _read(self, start: int, end: int) -> bytes:
        if not self._is_written:
            self._file.flush()
            self._is_written = True
        if not 0 <= start - self._block_at - len(self._block) < BLOCK_BYTES:
            return os.pread(self._file.fileno(), end - start, start)
        self._block = os.pread(self._file.fileno(), max(BLOCK_BYTES, end - start), start)
        self._block_at = start
        return self._block[: end - start]

    def close(self) -> None:
        self._file.close()


def shared_texts(source: IO[bytes]) -> SharedTexts:
    """All texts of the part; runs of one formatted text are joined, hints how to pronounce it left out."""
    found = SharedTexts()
    for item in _elements(source, _ITEM):
        found.append(_text(item))
    return found


def rows(file: IO[bytes], *, columns: int) -> Iterator[tuple[int, list[Any]]]:
    """The rows that the first sheet has, by their numbers in it: values of at most so many columns."""
    book = _Book(file, read_only=True, data_only=True, keep_links=False)
    book.read_manifest()
    book.read_workbook()
    apply_stylesheet(book.archive, book.wb)  # which numbers are days
    formats: Any = book.wb
    with closing(book.read_texts()) as texts, book.archive.open(book.first_sheet()) as source:
        parser = _Parser(
            source, texts, data_only=True, epoch=formats.epoch,
            date_formats=formats._date_formats,  # noqa: SLF001  # said nowhere else
            timedelta_formats=formats._timedelta_formats,  # noqa: SLF001
        )  # fmt: skip
        for number, cells in parser.parse():
            yield number, _values(cells, columns)


class _Book(ExcelReader):
    def read_texts(self) -> SharedTexts:
        part = self.package.find(SHARED_STRINGS)  # type: ignore[no-untyped-call]
        if part is None:
            return SharedTexts()
        with self.archive.open(part.PartName[1:]) as source:
            return shared_texts(source)

    def first_sheet(self) -> str:
        for _sheet, relation in self.parser.find_sheets():
            if relation.target in self.valid_files and "chartsheet" not in relation.Type:
                return str(relation.target)
        raise KeyError("no sheet")


class _Parser(WorkSheetParser):
    def parse(self) -> Generator[tuple[int, list[dict[str, Any]]], None, None]:
        source: Any = self.source
        for row in _elements(source, ROW_TAG):
            cells: Any = row
            yield self.parse_row(cells)
            self.row_dimensions.clear()


def _elements(source: IO[bytes], tag: str) -> Iterator[Element]:
    """Every element of that name, complete; gone from its parent with the next."""
    # The archive was measured before; entities of a DTD are not expanded beyond what expat's own guard allows.
    events = iterparse(source, events=("start", "end"))  # noqa: S314
    path: list[Element] = []
    for event, node in events:
        if event == "start":
            path.append(node)
            continue
        path.pop()
        if node.tag == tag:
            yield node
            if path:
                path[-1].clear()


def _text(item: Element) -> str:
    runs = (part.findtext(_TEXT) if part.tag == _RUN else part.text for part in item if part.tag in {_TEXT, _RUN})
    # Excel writes what looks like its own escapes with another escape in front.
    return "".join(text or "" for text in runs).replace("x005F_", "")


def _values(cells: list[dict[str, Any]], columns: int) -> list[Any]:
    """With gaps filled: a sheet leaves out cells that are empty."""
    kept = [cell for cell in cells if cell["column"] <= columns]
    values: list[Any] = [None] * max((cell["column"] for cell in kept), default=0)
    for cell in kept:
        values[cell["column"] - 1] = cell["value"]
    return values

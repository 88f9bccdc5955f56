"""The first sheet of an XLSX row by row, in memory that does not grow with it.

`openpyxl` knows what cells mean; what it keeps while reading is too much for a sheet of a million receipts: each of
a million different texts as an object of its own, and an emptied element for each of them and for each row.
Here texts are bytes behind one another with the places where they end, and elements go as soon as they are read.
Nor is the size that a sheet claims to have believed, or looked for: it may be a lie of a billion cells.
"""

from __future__ import annotations

from array import array
from collections.abc import Generator, Iterator
from typing import IO, Any
from xml.etree.ElementTree import Element, iterparse

from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.worksheet._reader import ROW_TAG, WorkSheetParser
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS

_ITEM, _TEXT, _RUN = (f"{{{SHEET_MAIN_NS}}}{name}" for name in ("si", "t", "r"))


class SharedTexts:
    """Texts by their number, as cells name them."""

    def __init__(self) -> None:
        self._bytes = bytearray()
        # Four bytes each: an archive with more than 128 MB of texts is refused before.
        self._ends = array("I")

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, number: int) -> str:
        if number < 0:
            raise IndexError(number)
        start = self._ends[number - 1] if number else 0
        return self._bytes[start : self._ends[number]].decode()

    def append(self, text: str) -> None:
        self._bytes += text.encode("utf-8", "replace")
        self._ends.append(len(self._bytes))


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
    book.read_strings()
    book.read_workbook()
    apply_stylesheet(book.archive, book.wb)  # which numbers are days
    formats: Any = book.wb
    with book.archive.open(book.first_sheet()) as source:
        parser = _Parser(
            source, book.shared_strings, data_only=True, epoch=formats.epoch,
            date_formats=formats._date_formats,  # noqa: SLF001  # said nowhere else
            timedelta_formats=formats._timedelta_formats,  # noqa: SLF001
        )  # fmt: skip
        for number, cells in parser.parse():
            yield number, _values(cells, columns)


class _Book(ExcelReader):
    def read_strings(self) -> None:
        part = self.package.find(SHARED_STRINGS)  # type: ignore[no-untyped-call]
        if part is not None:
            with self.archive.open(part.PartName[1:]) as source:
                self.shared_strings = shared_texts(source)  # type: ignore[assignment]  # read by number alone

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

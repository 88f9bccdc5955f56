"""The spreadsheet among the writers: XLSX, row by row, in which no text is ever evaluated.

A module of its own because openpyxl is slow to import: whoever writes a sheet imports it then.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from core.errors import DomainError
from core.tabular.writers import Cell, Row, local

XLSX_MAX_ROWS = 1_048_575  # one row is the heading
XLSX_MAX_CELL = 32_767
# What XML 1.0 cannot hold at all.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def write_xlsx(target: IO[bytes], header: Sequence[str], rows: Iterable[Row], *, title: str = "") -> None:
    """Write one sheet row by row (memory does not grow with the rows).

    Raises `DomainError("export_too_long")` where a sheet ends; CSV has no such end.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_sheet_title(title))
    sheet.freeze_panes = "A2"
    sheet.append([_text_cell(sheet, title) for title in header])
    for position, row in enumerate(rows, start=1):
        if position > XLSX_MAX_ROWS:
            raise DomainError(
                "export_too_long",
                _("A spreadsheet holds at most %(rows)s rows. Take CSV, or choose fewer rows.")
                % {"rows": XLSX_MAX_ROWS},
            )
        sheet.append([_xlsx_cell(sheet, value) for value in row])
    book.save(target)


def _xlsx_cell(sheet: Any, value: Cell) -> Any:
    if isinstance(value, str):
        return _text_cell(sheet, value)
    if isinstance(value, datetime):
        return local(value)
    if isinstance(value, (type(None), bool, int, float, Decimal, date)):
        return value
    return _text_cell(sheet, str(value))


def _text_cell(sheet: Any, text: object) -> Any:
    """A cell that stays text whatever it looks like: openpyxl would make a formula of `=…`."""
    cell = WriteOnlyCell(sheet, "")
    cell.value = _ILLEGAL.sub("\N{REPLACEMENT CHARACTER}", str(text))[:XLSX_MAX_CELL]
    cell.data_type = "s"
    return cell


def _sheet_title(title: str) -> str:
    return re.sub(r"[\[\]:*?/\\']", " ", title)[:31] or "Sheet1"

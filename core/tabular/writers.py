"""CSV and XLSX for download: streamed, and safe against formula injection.

Rows are sequences of `str | int | float | Decimal | bool | date | datetime | None`; an instant is
written in the business time zone. Give money as `money.from_minor(amount)`, so that it stays
a number in a spreadsheet.

A text that a spreadsheet would take for a formula (it begins with `=`, `+`, `-`, `@`, tab or
carriage return, and is not a plain number) gets an apostrophe in front in CSV; in XLSX it is
stored as text, which is never evaluated. `core.tabular.readers` takes the apostrophe off.
"""

from __future__ import annotations

import csv
import io
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any

from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.encoding import iri_to_uri
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from core import clock
from core.errors import DomainError

Cell = str | int | float | Decimal | bool | date | datetime | None
Row = Sequence[Cell]

FORMATS = ("csv", "xlsx")
CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BLOCK_ROWS = 500

_TRIGGERS = ("=", "+", "-", "@", "\t", "\r", "\n", "\N{FULLWIDTH EQUALS SIGN}", "\N{FULLWIDTH PLUS SIGN}",
             "\N{FULLWIDTH HYPHEN-MINUS}", "\N{FULLWIDTH COMMERCIAL AT}")  # fmt: skip
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


# A spreadsheet may cut a line of CSV at another separator than ours; what it would then find first in a cell.
_INNER = re.compile(r"([;\t|]\s*'*)(?=[=+@]|-(?!\d))")
_INNER_MARKED = re.compile(r"([;\t|]\s*'*)'(?=[=+@]|-(?!\d))")


def safe_text(text: str) -> str:
    """The text, with an apostrophe in front of what a spreadsheet would evaluate, at its start or after a separator.

    `"-12.50"` stays (a number does no harm); `"+8613…"` and `"=1+1"` do not.
    """
    mark = "'" if text.startswith(_TRIGGERS) and not _NUMBER.fullmatch(text) else ""
    return mark + text[:1] + _INNER.sub(r"\1'", text[1:])


def unsafe_text(text: str) -> str:
    """Take off the apostrophes that `safe_text` has put in."""
    if text.startswith("'") and text[1:].startswith(_TRIGGERS):
        text = text[1:]
    return text[:1] + _INNER_MARKED.sub(r"\1", text[1:])


def csv_chunks(header: Sequence[str], rows: Iterable[Row], *, block: int = BLOCK_ROWS) -> Iterator[bytes]:
    """The file in pieces of `block` rows: UTF-8 with a mark, because Excel needs it, and CRLF."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    buffer.write("\N{BYTE ORDER MARK}")
    writer.writerow([safe_text(_one_line(title)) for title in header])
    for position, row in enumerate(rows, start=1):
        writer.writerow([_csv_cell(value) for value in row])
        if position % block == 0:
            yield _take(buffer)
    yield _take(buffer)


def export_response(name: str, file_format: str, header: Sequence[str], rows: Iterable[Row]) -> HttpResponseBase:
    """A download `name-2026-01-31.csv` (or `.xlsx`) of these rows; any other format is a 400 to the caller.

    `rows` is read while the answer is sent (CSV) or before (XLSX, into a temporary file): give a
    generator over `queryset.iterator(chunk_size=…)`, not a list.
    """
    filename = f"{name}-{clock.today():%Y-%m-%d}.{file_format}"
    if file_format == "csv":
        return _as_download(StreamingHttpResponse(csv_chunks(header, rows), content_type=CSV_TYPE), filename)
    if file_format == "xlsx":
        return _as_download(FileResponse(_xlsx_file(name, header, rows), content_type=XLSX_TYPE), filename)
    raise DomainError("export_format", _("Exports come as CSV or XLSX."))


def _xlsx_file(name: str, header: Sequence[str], rows: Iterable[Row]) -> IO[bytes]:
    # With openpyxl comes NumPy, a tenth of every start; few processes ever write a sheet.
    from core.tabular.sheetwriting import write_xlsx

    target = tempfile.TemporaryFile()  # noqa: SIM115  # the response closes it
    write_xlsx(target, header, rows, title=name)
    target.seek(0)
    return target


def _as_download(response: HttpResponseBase, filename: str) -> HttpResponseBase:
    response.headers["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=filename
    ) or iri_to_uri(filename)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "no-store"
    return response


def _take(buffer: io.StringIO) -> bytes:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    # A lone surrogate came from a damaged file; it must not break the download.
    return text.encode("utf-8", errors="replace")


def _csv_cell(value: Cell) -> Any:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return safe_text(value)
    if isinstance(value, datetime):
        return local(value).isoformat(sep=" ", timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    return f"{value:f}" if isinstance(value, Decimal) else value


def local(at: datetime) -> datetime:
    """Wall clock of the business: spreadsheets know no time zones."""
    return at.astimezone(clock.business_zone()).replace(tzinfo=None) if at.tzinfo else at


def _one_line(text: object) -> str:
    return " ".join(str(text).split())

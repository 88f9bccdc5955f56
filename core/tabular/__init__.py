"""Tables in files: read hostile ones, write harmless ones.

Reading (`open_table`) streams CSV, gzipped CSV and XLSX of any origin: encoding and delimiter
are sniffed, sizes are limited, a broken line is refused by itself and the rest is read on.
Writing (`export_response`, `csv_chunks`, `sheetwriting.write_xlsx`) streams too, and no cell can become a
formula in the reader's spreadsheet. What the writers protect, the readers take off again, so
that an export can be mended and imported.

    header = ["Number", "Paid"]
    rows = ([p.number, money.from_minor(p.amount)] for p in queryset.iterator())
    return export_response("purchases", request.GET["format"], header, rows)
"""

from core.tabular.csvfile import BadLine, Batch
from core.tabular.readers import Layout, Table, open_table, sniff
from core.tabular.writers import csv_chunks, export_response, safe_text, unsafe_text

__all__ = [
    "BadLine",
    "Batch",
    "Layout",
    "Table",
    "csv_chunks",
    "export_response",
    "open_table",
    "safe_text",
    "sniff",
    "unsafe_text",
]

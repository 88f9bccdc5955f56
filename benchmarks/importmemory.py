"""Peak memory of the processes that import a large file: both imports, both kinds of file, command and worker.

Each way gets a database and a file of its own. The largest Python process counts. A way that is not over after
`LIMIT_SECONDS` is stopped, and its row says how far it was: what grows with the file (the texts of a spreadsheet,
the look through all of its days) is read before the first row is written.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

from benchmarks import databases, imports
from benchmarks.report import Row
from benchmarks.scale import Scale
from benchmarks.watch import Peak, Watch
from config import embedded

DATABASE = f"{databases.PREFIX}_import_memory"
BAR_MB = 300
# All of them together stay below the time that a part may take.
LIMIT_SECONDS = 330
CUSTOMERS = ("id", "name", "email", "phone", "birthday", "member since", "tags")
_WORKER = ("-m", "celery", "-A", "config.celery", "--no-color", "--quiet", "worker", "--concurrency", "1",
           "--without-gossip", "--without-mingle", "--loglevel", "ERROR")  # fmt: skip
# As the page does it: what was uploaded lies below the media folder, and a job is queued.
_QUEUE = """
import sys
from pathlib import Path
import django
django.setup()
from core import jobs
kind, path = sys.argv[1:]
if kind.startswith("customers."):
    from customers.imports.jobs import describe
else:
    from sales.imports.jobs import describe
told = describe(path=Path(path), given={}, source="bench")
print(jobs.start(kind=kind, title="bench", arguments=told | {"next_url": "/"}).pk)
"""


@dataclass(frozen=True)
class Way:
    """How a file is written, and the process that imports it."""

    write: Callable[[Path, Scale], None]
    start: Callable[[Path], subprocess.Popen[bytes]]


def measure(scale: Scale, *, fresh: bool) -> tuple[list[Row], list[str]]:
    return [_measured(name, way, scale) for name, way in WAYS.items()], []


def _measured(name: str, way: Way, scale: Scale) -> Row:
    print(f"{name.format(n=scale.orders)} …", flush=True)
    databases.make(DATABASE)
    file = embedded.var_dir() / f"memory-{scale.name}"
    started = time.monotonic()
    way.write(file, scale)
    with Watch() as watched:
        process = way.start(file)
        began = time.monotonic()
        try:
            is_over = _wait(process, began + LIMIT_SECONDS)
        finally:
            _end(process)
    seconds = time.monotonic() - began
    file.unlink()
    peak = max(_imports(watched.peaks()), key=lambda one: one.megabytes)
    made = _rows()
    told = f"{made:,} rows in the tables after {seconds:.0f} s"
    return Row(
        key=f"memory_{name}", work=f"peak memory, {name.format(n=scale.orders)}",
        measured=f"{peak.megabytes:.0f} MB ({peak.name})", against="", value=peak.megabytes, bar=BAR_MB, unit="MB",
        note=f"{'done' if is_over else 'stopped'}: {told}; the file was made in {began - started:.0f} s.",
        details={"seconds": seconds, "rows": made, "is_over": float(is_over)},
    )  # fmt: skip


def _imports(peaks: Iterable[Peak]) -> list[Peak]:
    return [peak for peak in peaks if peak.name == "celery worker" or "import_" in peak.name]


def _rows() -> int:
    counted = "SELECT (SELECT count(*) FROM customers_customer) + (SELECT count(*) FROM sales_purchase)"
    with databases.connect(DATABASE) as connection:
        found = connection.execute(counted).fetchone()
    return int(found[0]) if found else 0


# --- Ways -----------------------------------------------------------------------------------


def _command(kind: str, write: Callable[[Path, Scale], None]) -> Way:
    def start(file: Path) -> subprocess.Popen[bytes]:
        return _start([sys.executable, "manage.py", f"import_{kind}", str(file), "--source", "bench"])

    return Way(write, start)


def _job(kind: str, write: Callable[[Path, Scale], None]) -> Way:
    def start(file: Path) -> subprocess.Popen[bytes]:
        databases.run([sys.executable, "-c", _QUEUE, kind, str(file)], DATABASE)
        return _start([sys.executable, *_WORKER])

    return Way(write, start)


def _start(command: list[str]) -> subprocess.Popen[bytes]:
    given = os.environ | {"BENCH_DATABASE": DATABASE}
    return subprocess.Popen(command, cwd=databases.ROOT, env=given, stdout=subprocess.DEVNULL, start_new_session=True)


def _wait(process: subprocess.Popen[bytes], until: float) -> bool:
    """Until the command ends, or no job is left to the worker; False when it takes too long."""
    while time.monotonic() < until:
        if process.poll() is not None:
            if process.returncode:
                raise RuntimeError(f"{process.args!r} ended with {process.returncode}")
            return True
        if _jobs_are_over():
            return True
        time.sleep(0.5)
    return False


def _jobs_are_over() -> bool:
    with databases.connect(DATABASE) as connection:
        states = {state for (state,) in connection.execute("SELECT state FROM core_job").fetchall()}
    if "failed" in states:
        raise RuntimeError("The job failed.")
    return states == {"done"}


def _end(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


# --- Files ----------------------------------------------------------------------------------


def purchases_csv(file: Path, scale: Scale) -> None:
    with databases.connect(DATABASE) as connection:
        imports.write_file(connection, file, scale)


def purchases_xlsx(file: Path, scale: Scale) -> None:
    purchases_csv(file.with_suffix(".csv"), scale)
    with file.with_suffix(".csv").open(encoding="utf-8") as lines:
        _xlsx(file, (line.rstrip("\n").split(",") for line in lines), unique=frozenset({1, 2}))
    file.with_suffix(".csv").unlink()


def customers_csv(file: Path, scale: Scale) -> None:
    with file.open("w", encoding="utf-8") as out:
        out.writelines(",".join(row) + "\n" for row in _customers(scale.orders))


def customers_xlsx(file: Path, scale: Scale) -> None:
    _xlsx(file, _customers(scale.orders), unique=frozenset(range(4)))


def _customers(count: int) -> Iterator[list[str]]:
    yield list(CUSTOMERS)
    for n in range(count):
        day = f"{1950 + n % 50}-{n % 12 + 1:02d}-{n % 28 + 1:02d}"
        yield [f"C{n}", f"Anna {n} Smith", f"c{n}@example.com", f"+1650{n:07d}"[:12].replace("+16500", "+16502"), day,
               f"2024-{n % 12 + 1:02d}-01", "tea" if n % 3 else ""]  # fmt: skip


_PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
    '<Override PartName="/xl/sharedStrings.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Target="xl/workbook.xml" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>',
    "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Target="worksheets/sheet1.xml" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"/>'
    '<Relationship Id="rId2" Target="sharedStrings.xml" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"/></Relationships>',
}
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def _xlsx(file: Path, rows: Iterable[list[str]], *, unique: frozenset[int]) -> None:
    """As spreadsheets save it: every text once in the part of shared ones, the most that a reader has to keep.

    `unique` are columns in which no text stands twice: nothing needs to be remembered of them.
    """
    known: dict[str, int] = {}
    count = 0
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive, TemporaryFile() as texts:
        for name, content in _PARTS.items():
            archive.writestr(name, content)

        def numbered(cell: str, place: int) -> int:
            nonlocal count
            if place not in unique and cell in known:
                return known[cell]
            texts.write(f"<si><t>{cell}</t></si>".encode())
            if place not in unique:
                known[cell] = count
            count += 1
            return count - 1

        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write(f"<worksheet {_MAIN}><sheetData>".encode())
            for number, row in enumerate(rows, start=1):
                cells = "".join(
                    f'<c r="{chr(65 + place)}{number}" t="s"><v>{numbered(cell, place)}</v></c>'
                    for place, cell in enumerate(row) if cell
                )  # fmt: skip
                sheet.write(f'<row r="{number}">{cells}</row>'.encode())
            sheet.write(b"</sheetData></worksheet>")
        texts.seek(0)
        with archive.open("xl/sharedStrings.xml", "w", force_zip64=True) as shared:
            shared.write(f"<sst {_MAIN}>".encode())
            shutil.copyfileobj(texts, shared)
            shared.write(b"</sst>")


WAYS: dict[str, Way] = {
    "{n:,} purchases from XLSX by the command": _command("purchases", purchases_xlsx),
    "{n:,} purchases from CSV by the page's job in the Celery worker": _job("sales.import_purchases", purchases_csv),
    "{n:,} purchases from CSV looked through for the preview in the Celery worker": _job(
        "sales.rehearse_purchases", purchases_csv
    ),
    "{n:,} customers from XLSX by the command": _command("customers", customers_xlsx),
    "{n:,} customers from CSV by the command": _command("customers", customers_csv),
    "{n:,} customers from CSV by the page's job in the Celery worker": _job(
        "customers.import_customers", customers_csv
    ),
    "{n:,} customers from CSV looked through for the preview in the Celery worker": _job(
        "customers.rehearse_customers", customers_csv
    ),
}

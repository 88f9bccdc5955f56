"""What kind of file is it, and in which encoding: told from its bytes, never from its name.

Everything is streamed; nothing here holds more than a megabyte. A file is read at most once
for the encoding (UTF-8 has to be proved over the whole length) and once for its rows.
"""

from __future__ import annotations

import codecs
import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, cast

from django.conf import settings
from django.utils.translation import gettext as _

from core.errors import DomainError

CSV, XLSX = "csv", "xlsx"
CHUNK = 1 << 20
ENCODINGS = ("utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "cp1252")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Damaged bytes are few among good ones: then the rows that hold them are refused, not the file.
_DAMAGE = 0.01


def refuse(code: str, message: str) -> DomainError:
    return DomainError(code, message, field="file")


class LimitedReader(io.RawIOBase):
    """The bytes of a file, unpacked if gzipped; refuses to go on beyond the limit of the deployment."""

    def __init__(self, path: Path) -> None:
        self._file: IO[bytes] = path.open("rb")
        self.size = path.stat().st_size
        is_packed = self._file.read(2) == b"\x1f\x8b"
        self._file.seek(0)
        self._source: IO[bytes] = cast("IO[bytes]", gzip.GzipFile(fileobj=self._file)) if is_packed else self._file
        self._count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            data = self._source.read(len(buffer))
        except (EOFError, OSError, zlib.error):
            raise refuse("file_damaged", _("The file is damaged: it cannot be unpacked.")) from None
        self._count += len(data)
        if self._count > settings.IMPORT_MAX_BYTES:
            raise too_large()
        buffer[: len(data)] = data
        return len(data)

    def position(self) -> int:
        """How far into the file on disk, for progress."""
        return self._file.tell()

    def close(self) -> None:
        self._file.close()
        super().close()


def too_large(most: int | None = None) -> DomainError:
    return refuse(
        "file_too_large",
        _("The file is larger than %(megabytes)d MB. Split it, or ask your administrator to raise the limit.")
        % {"megabytes": (most or settings.IMPORT_MAX_BYTES) >> 20},
    )


@contextmanager
def open_bytes(path: Path) -> Iterator[LimitedReader]:
    try:
        reader = LimitedReader(path)
    except OSError as error:
        raise refuse("file_unreadable", _("The file cannot be read: %(why)s.") % {"why": error.strerror}) from None
    with reader:
        yield reader


def kind_of(path: Path) -> str:
    """CSV or XLSX by content; a clear sentence for what is neither."""
    with open_bytes(path) as reader:
        if reader.size > settings.IMPORT_MAX_BYTES:
            raise too_large()
        head = reader.read(4096) or b""
    if not head.strip(b"\x00 \t\r\n"):
        raise refuse("file_empty", _("The file is empty."))
    if head.startswith(b"PK\x03\x04"):
        return XLSX
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise refuse("file_kind", _("This is an old Excel file (.xls). Save it as .xlsx or CSV and try again."))
    if head.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x7fELF", b"7z\xbc\xaf", b"Rar!", b"SQLite")):
        raise refuse("file_kind", _("This is not a table. Give a CSV or XLSX file."))
    return CSV


def encoding_of(path: Path) -> str:
    """The name of a Python codec. A mark decides; then UTF-8 if it fits; then what the bytes look like."""
    with open_bytes(path) as reader:
        head = reader.read(CHUNK) or b""
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    wide = _wide_encoding(head)
    if wide:
        return wide
    if _is_utf8(path):
        return "utf-8-sig"
    return "gb18030" if _fits(head, "gb18030") else "cp1252"


def _wide_encoding(head: bytes) -> str:
    """UTF-16 without a mark: every other byte of its ASCII part is zero."""
    sample = head[:4096]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = max(1, len(sample) // 2)
    if odd > half * 0.2 and odd > 8 * even:
        return "utf-16-le"
    if even > half * 0.2 and even > 8 * odd:
        return "utf-16-be"
    if even + odd > half * 0.2:
        raise refuse("file_kind", _("This is not a table. Give a CSV or XLSX file."))
    return ""


def _is_utf8(path: Path) -> bool:
    """Whether the whole file is UTF-8, but for a few damaged places."""
    good = bad = 0
    decoder = codecs.getincrementaldecoder("utf-8")(errors="surrogateescape")
    with open_bytes(path) as reader:
        while data := reader.read(CHUNK):
            text = decoder.decode(data)
            if not text.isascii():
                damaged = sum("\udc80" <= char <= "\udcff" for char in _beyond_ascii(text))
                bad += damaged
                good += sum(char > "\x7f" for char in _beyond_ascii(text)) - damaged
                if bad > 1000 and bad > good:
                    return False
    return not bad or bad < good * _DAMAGE


def _beyond_ascii(text: str) -> str:
    return text.translate(_ASCII)


_ASCII = dict.fromkeys(range(128))


def _fits(head: bytes, encoding: str) -> bool:
    try:
        codecs.getincrementaldecoder(encoding)().decode(head, final=False)
    except UnicodeDecodeError:
        return False
    return True

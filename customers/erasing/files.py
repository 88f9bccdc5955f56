"""Files of imports and exports that wait to be fetched: those that hold an erased customer go at once.

Others go after some days anyway (`core.importing.uploads`, `core.exportfiles`). A text is looked at as it stands, in
the usual encodings; a spreadsheet is a ZIP of texts. The words stay in this process: no queue gets to know them.
"""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO

import structlog
from django.conf import settings
from django.db import transaction

from core.importing import rejects
from customers.erasing.needles import Needles

log = structlog.get_logger(__name__)
_PIECE = 1 << 20
_ENCODINGS = ("utf-8", "gb18030", "utf-16-le")


def forget_later(needles: Needles) -> None:
    """After the commit: what is undone forgets no file."""
    transaction.on_commit(lambda: forget(needles), robust=True)


def forget(needles: Needles) -> int:
    """Delete the kept files in which one of the sure words stands; returns how many."""
    words = _forms(needles.sure)
    found = [path for path in _kept() if words and _holds(path, words)]
    for path in found:
        _remove(path)
    if found:
        log.info("erased_files", files=len(found))
    return len(found)


def _kept() -> Iterator[Path]:
    for folder in ("imports", "exports"):
        root = Path(settings.MEDIA_ROOT) / folder
        yield from sorted(path for path in root.rglob("*") if path.is_file())


def _forms(words: Iterable[str]) -> list[bytes]:
    forms = set()
    for word in words:
        for encoding in _ENCODINGS:
            with suppress(UnicodeEncodeError):
                forms.add(word.encode(encoding).lower())
    return sorted(forms)


def _holds(path: Path, words: list[bytes]) -> bool:
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                return any(_is_in(archive.open(name), words) for name in archive.namelist())
        with path.open("rb") as file:
            return _is_in(file, words)
    except (OSError, zipfile.BadZipFile):
        return False


def _is_in(file: IO[bytes], words: list[bytes]) -> bool:
    """Piece by piece, each with the end of the one before: a word may lie across."""
    overlap = max(map(len, words))
    tail = b""
    while piece := file.read(_PIECE):
        # Capitals of Latin letters alone: bytes of other scripts stay as they are.
        text = tail + piece.lower()
        if any(word in text for word in words):
            return True
        tail = text[-overlap:]
    return False


def _remove(path: Path) -> None:
    """An upload or an export has a folder of its own; refused rows lie beside those of other imports."""
    if path.parent.name == "errors":
        rejects.remove(path.with_suffix(".csv"))
    else:
        shutil.rmtree(path.parent, ignore_errors=True)

"""Files that come with what customers say.

    MEDIA_ROOT/complaints/<last two of its id>/<id>    readable by the owner only, served by `respond` alone

Whatever was sent is listed. What is too large, one too many, of no type that we take, or not what its name says is
listed with the reason and its bytes are not kept: nobody opens it by mistake, and nobody wonders where it went.
A file is written before its row, and the row before the commit; what lies there without a row is swept away.
"""

from __future__ import annotations

import os
import re
import shutil
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from django.conf import settings
from django.db import models, transaction
from django.db.models import Sum
from django.http import FileResponse, Http404, HttpResponseBase
from django.utils.translation import gettext_lazy as _

from complaints import filetypes
from complaints.models import Attachment, Case, CaseMessage, ComplaintSettings, Direction
from core import inserting
from core.models import new_public_id

CHUNK = 1 << 18
# What customers send goes on being heard when it is too much: words always are, only bytes are not kept.
MOST_OF_A_CASE = 200 << 20
LEAST_FREE = 1 << 30
# Longer than any transaction that keeps a file.
ORPHAN_AGE = timedelta(days=1)
_SANDBOX = "sandbox; default-src 'none'"
_UNSAFE = re.compile(r'[\\/:*?"<>|%\x00-\x1f\x7f]+')
_LONGEST = 120


class Refusal(models.TextChoices):
    EMPTY = "empty", _("It is empty")
    TOO_LARGE = "too_large", _("It is too large")
    TOO_MANY = "too_many", _("There were too many files with this message")
    TYPE = "type", _("Files of this type are not taken")
    MISMATCH = "mismatch", _("It is not what its name says")
    CASE_FULL = "case_full", _("This case has as many files as it may")
    NO_ROOM = "no_room", _("There was no room to keep it")
    ERASED = "erased", _("It was erased")


@dataclass(frozen=True)
class _Written:
    size: int
    digest: str
    is_whole: bool


def key_of_first(case: Case) -> str:
    """The number of the message that holds what was sent together with the complaint itself."""
    return f"{case.source}:files"


def beside_first_words(cases: Iterable[Case], said: Iterable[CaseMessage]) -> list[CaseMessage]:
    """What was said, but for files that came with the complaints themselves: those are `files` of the case."""
    first = {key_of_first(case): case for case in cases if case.source}
    rest: list[CaseMessage] = []
    for message in said:
        case = first.get(message.message_id or "")
        if case and not message.text:
            case.files = list(message.attachments.all())  # type: ignore[attr-defined]  # for the template
        else:
            rest.append(message)
    return rest


def keep(*, message: CaseMessage, name: str, stream: BinaryIO, rules: ComplaintSettings) -> Attachment:
    """Written piece by piece, at most as much as `rules` allow. Never raises for what was sent: see `refused`."""
    row = Attachment(public_id=new_public_id(), message=message, name=safe_name(name), size=0)
    path = path_of(row.public_id)
    if message.attachments.exclude(refused=Refusal.TOO_MANY).count() >= rules.most_files:
        row.refused = Refusal.TOO_MANY
    elif not has_room():
        row.refused = Refusal.NO_ROOM
    else:
        _take(row, path, stream, rules.most_file_mb << 20, _left(message))
    inserting.insert(row)
    return row


def has_room() -> bool:
    """The disk is never filled by what strangers send."""
    root().mkdir(parents=True, mode=0o700, exist_ok=True)
    return shutil.disk_usage(root()).free >= LEAST_FREE


def _left(message: CaseMessage) -> int:
    """Bytes that its case may still have; what staff keep there is theirs to judge."""
    if message.direction != Direction.IN or message.author_id:
        return MOST_OF_A_CASE
    kept = Attachment.objects.filter(message__case=message.case_id, refused="").aggregate(n=Sum("size"))
    return max(0, MOST_OF_A_CASE - (kept["n"] or 0))


def _take(row: Attachment, path: Path, stream: BinaryIO, most: int, left: int) -> None:
    written = _write(path, stream, min(most, left))
    row.size, row.digest = written.size, written.digest
    row.kind = filetypes.kind_of(path) if written.is_whole else ""
    row.refused = Refusal.CASE_FULL if left < most and not written.is_whole else _judge(row, written)
    if row.refused:
        path.unlink(missing_ok=True)
    else:
        row.name = filetypes.named(row.name, row.kind)[-_LONGEST:]


def _judge(row: Attachment, written: _Written) -> str:
    if not written.is_whole:
        return Refusal.TOO_LARGE
    if not written.size:
        return Refusal.EMPTY
    if not row.kind:
        return Refusal.TYPE
    return "" if filetypes.fits(row.name, row.kind) else Refusal.MISMATCH


def _write(path: Path, stream: BinaryIO, most: int) -> _Written:
    """As much as may be; no more is read than shows that it is too much."""
    path.parent.mkdir(parents=True, mode=0o700, exist_ok=True)
    hashed, size = sha256(), 0
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
        while piece := stream.read(CHUNK):
            size += len(piece)
            if size > most:
                return _Written(size, "", is_whole=False)
            hashed.update(piece)
            target.write(piece)
        target.flush()
        os.fsync(target.fileno())
    return _Written(size, hashed.hexdigest(), is_whole=True)


def safe_name(name: str) -> str:
    """The last part of whatever path it came with, without signs that act, at most 120 characters with its ending."""
    text = unicodedata.normalize("NFC", name.replace("\\", "/").rpartition("/")[2])
    # Signs that turn the reading direction would make "exe.jpg" of "gpj.exe".
    text = "".join(sign for sign in text if unicodedata.category(sign) not in {"Cf", "Cc", "Cs", "Co", "Zl", "Zp"})
    text = " ".join(_UNSAFE.sub("_", text).split()).strip(". ")
    stem, dot, ending = text.rpartition(".")
    if not dot:
        return text[:_LONGEST] or "file"
    return f"{stem[: _LONGEST - 11]}.{ending[:10]}" if stem else ending[:_LONGEST]


def why(attachment: Attachment) -> str:
    """In words, why it is not handed out; empty for what is."""
    return str(Refusal(attachment.refused).label) if attachment.refused else ""


def respond(attachment: Attachment) -> HttpResponseBase:
    """A download of its true type that no browser opens in our name. Whoever calls has asked for the permission."""
    if attachment.refused:
        raise Http404
    try:
        file = path_of(attachment.public_id).open("rb")
    except OSError as error:
        raise Http404 from error
    # Without a charset browsers guess.
    kind = "text/plain; charset=utf-8" if attachment.kind == filetypes.TEXT else attachment.kind
    return guarded(FileResponse(file, as_attachment=True, filename=attachment.name, content_type=kind))


def guarded(response: FileResponse) -> FileResponse:
    """What strangers sent: no sniffing, no scripts, kept by nobody on the way."""
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = _SANDBOX
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def remove(attachments: Iterable[Attachment]) -> int:
    """For erasure: the bytes go with the commit; that there was a file of this type and size stays. How many."""
    rows = list(attachments)
    Attachment.objects.filter(pk__in=[row.pk for row in rows]).update(name="", digest="", refused=Refusal.ERASED)
    transaction.on_commit(lambda: _unlink(row.public_id for row in rows), robust=True)
    return len(rows)


def _unlink(names: Iterable[UUID]) -> None:
    for name in names:
        path_of(name).unlink(missing_ok=True)


def sweep(*, now: datetime) -> int:
    """Remove what no row hands out: a transaction, or an erasure, did not come to its end. How many."""
    return sum(_sweep_folder(folder, (now - ORPHAN_AGE).timestamp()) for folder in _folders())


def _folders() -> list[Path]:
    return [path for path in root().iterdir() if path.is_dir() and len(path.name) == 2] if root().is_dir() else []


def _sweep_folder(folder: Path, before: float) -> int:
    old = {path.name: path for path in folder.iterdir() if path.stat().st_mtime < before}
    known = Attachment.objects.filter(public_id__in=[UUID(name) for name in old if _is_id(name)], refused="")
    for public_id in known.values_list("public_id", flat=True):
        old.pop(public_id.hex, None)
    for path in old.values():
        path.unlink(missing_ok=True)
    return len(old)


def _is_id(name: str) -> bool:
    return re.fullmatch(r"[0-9a-f]{32}", name) is not None


def root() -> Path:
    return Path(settings.MEDIA_ROOT) / "complaints"


def path_of(public_id: UUID) -> Path:
    return root() / public_id.hex[-2:] / public_id.hex

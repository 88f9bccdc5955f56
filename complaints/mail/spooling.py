"""A mail on disk, and its row: written before anything is made of it, so that nothing that stands in it loses it.

    MEDIA_ROOT/complaint-mail/<last two of its id>/<id>.eml    readable by the owner only

The file is whole before the row is committed, and the row before the mailbox is told how far it was read.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from complaints.models import InboundMail, Mailbox
from core import inserting
from core.models import new_public_id

# What became a case, or was left out, is kept as it came for so long; what could not be read, until somebody looked.
KEEP = timedelta(days=30)
# Longer than any transaction that writes one.
_ORPHAN = timedelta(days=1)
State, Reason = InboundMail.State, InboundMail.Reason
LARGEST = 50 << 20


@dataclass(frozen=True)
class Place:
    """Where it lies in its mailbox."""

    uid_validity: int
    uid: int


@transaction.atomic
def spool(
    pieces: Iterable[bytes],
    *,
    mailbox: Mailbox | None,
    received_at: datetime,
    now: datetime,
    place: Place | None = None,
    reason: str = "",
    told: Mapping[str, Any] | None = None,
) -> InboundMail | None:
    """None for what lies there already: somebody else fetched it. `reason`: why nothing is to be made of it.

    `told`: what whoever handed it in said beside it.
    """
    row = InboundMail(
        public_id=new_public_id(), mailbox=mailbox, received_at=min(received_at, now),
        uid_validity=place.uid_validity if place else None, uid=place.uid if place else None, reason=reason,
        state=State.FAILED if reason else State.WAITING, next_at=None if reason else now, told=dict(told or {}),
    )  # fmt: skip
    row.size, row.digest = _write(path_of(row.public_id), pieces)
    if row.size > LARGEST:
        row.state, row.reason, row.next_at = State.FAILED, Reason.TOO_LARGE, None
    row.has_raw = row.size > 0
    if not inserting.insert(row, unless=["mailbox_id", "uid_validity", "uid"]):
        path_of(row.public_id).unlink(missing_ok=True)
        return None
    return row


def _write(path: Path, pieces: Iterable[bytes]) -> tuple[int, str]:
    """Up to the limit and a piece more: what is longer says so by its size."""
    path.parent.mkdir(parents=True, mode=0o700, exist_ok=True)
    hashed, size = sha256(), 0
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
        for piece in pieces:
            target.write(piece)
            hashed.update(piece)
            size += len(piece)
            if size > LARGEST:
                break
        target.flush()
        os.fsync(target.fileno())
    return size, hashed.hexdigest()


def root() -> Path:
    return Path(settings.MEDIA_ROOT) / "complaint-mail"


def path_of(public_id: UUID) -> Path:
    return root() / public_id.hex[-2:] / f"{public_id.hex}.eml"


# --- Forgetting ---


def forget_old(*, now: datetime, limit: int = 500) -> int:
    """Take away what lies longer than it is needed, as it came; the row stays. How many."""
    over = InboundMail.objects.filter(
        has_raw=True, state__in=(State.TAKEN, State.IGNORED, State.DONE), received_at__lt=now - KEEP
    )
    return forget(list(over.order_by("pk")[:limit]))


def forget(rows: Iterable[InboundMail]) -> int:
    """The words, the addresses and the bytes of these mails: for erasure, too. How many."""
    known = list(rows)
    InboundMail.objects.filter(pk__in=[row.pk for row in known]).update(
        has_raw=False, sender="", subject="", error="", fingerprint="", digest="", told={}
    )
    transaction.on_commit(lambda: _unlink(row.public_id for row in known), robust=True)
    return len(known)


def _unlink(names: Iterable[UUID]) -> None:
    for name in names:
        path_of(name).unlink(missing_ok=True)


def sweep(*, now: datetime) -> int:
    """Remove files without a row: a transaction, or a removal, did not come to its end. How many."""
    before = (now - _ORPHAN).timestamp()
    folders = [path for path in root().iterdir() if path.is_dir()] if root().is_dir() else []
    return sum(_sweep_folder(folder, before) for folder in folders)


def _sweep_folder(folder: Path, before: float) -> int:
    old = {path.stem: path for path in folder.glob("*.eml") if path.stat().st_mtime < before}
    ids = [UUID(name) for name in old if len(name) == 32]
    for public_id in InboundMail.objects.filter(public_id__in=ids, has_raw=True).values_list("public_id", flat=True):
        old.pop(public_id.hex, None)
    for path in old.values():
        path.unlink(missing_ok=True)
    return len(old)

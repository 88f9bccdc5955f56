"""Finished exports that wait to be fetched: MEDIA_ROOT/exports/<token>/<name>, readable by the owner only.

They hold personal data: the sweep removes them after `KEEP_DAYS`, lists after `LIST_DAYS`. The folder's name says
after how many days, so that the sweep needs to ask nobody.
"""

from __future__ import annotations

import shutil
import uuid
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

KEEP_DAYS = 3
# A list can be asked for again at any time.
LIST_DAYS = 1


def new_path(name: str, *, days: int = KEEP_DAYS) -> Path:
    """Where an export is to be written; its folder exists, closed to others."""
    folder = _root() / f"{uuid.uuid4().hex}-{days}"
    folder.mkdir(parents=True, mode=0o700)
    path = folder / name
    path.touch(mode=0o600)
    return path


def relative(path: Path) -> str:
    """As a job's result names it."""
    return str(path.relative_to(settings.MEDIA_ROOT))


def remove_old(now: datetime) -> int:
    """Delete what nobody fetched, and what somebody did; returns how many."""
    old = [path for path in _root().iterdir() if _is_over(path, now)] if _root().is_dir() else []
    for path in old:
        shutil.rmtree(path, ignore_errors=True)
    return len(old)


def _is_over(path: Path, now: datetime) -> bool:
    days = path.name.rpartition("-")[2]
    term = timedelta(days=int(days) if days.isdecimal() and len(days) < 3 else KEEP_DAYS)
    return path.stat().st_mtime < (now - term).timestamp()


def _root() -> Path:
    return Path(settings.MEDIA_ROOT) / "exports"

"""Finished exports that wait to be fetched: MEDIA_ROOT/exports/<token>/<name>, readable by the owner only.

They hold personal data: the sweep removes them after `KEEP_DAYS`.
"""

from __future__ import annotations

import shutil
import uuid
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

KEEP_DAYS = 3


def new_path(name: str) -> Path:
    """Where an export is to be written; its folder exists, closed to others."""
    folder = _root() / uuid.uuid4().hex
    folder.mkdir(parents=True, mode=0o700)
    path = folder / name
    path.touch(mode=0o600)
    return path


def relative(path: Path) -> str:
    """As a job's result names it."""
    return str(path.relative_to(settings.MEDIA_ROOT))


def remove_old(now: datetime, keep_days: int = KEEP_DAYS) -> int:
    """Delete what nobody fetched, and what somebody did; returns how many."""
    before = (now - timedelta(days=keep_days)).timestamp()
    old = [path for path in _root().iterdir() if path.stat().st_mtime < before] if _root().is_dir() else []
    for path in old:
        shutil.rmtree(path, ignore_errors=True)
    return len(old)


def _root() -> Path:
    return Path(settings.MEDIA_ROOT) / "exports"

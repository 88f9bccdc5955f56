"""Uploaded files between the pages of an import, and the files of refused rows.

    MEDIA_ROOT/imports/<token>/file          what was uploaded, readable by the owner only
    MEDIA_ROOT/imports/<token>/upload.json   its name, and for which import; chosen.json: what was chosen
    MEDIA_ROOT/imports/errors/…              refused rows

A token cannot be guessed and names nothing but such a folder. They hold personal data: the
sweep removes what is older than `IMPORT_KEEP_DAYS`.
"""

from __future__ import annotations

import json
import re
import shutil
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from core.tabular.sources import too_large

KEEP_DAYS = 30
_TOKEN = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True)
class Upload:
    token: str
    name: str
    kind: str

    @property
    def path(self) -> Path:
        return _folder(self.token) / "file"


def _root() -> Path:
    return Path(settings.MEDIA_ROOT) / "imports"


def _folder(token: str) -> Path:
    return _root() / token


def errors_path(token: str, name: str) -> Path:
    """Where a run puts its refused rows: `…/12-purchases-rejected.csv`."""
    stem = re.sub(r"[^\w-]+", "-", name.partition(".")[0]).strip("-")[:60] or "import"
    return _root() / "errors" / f"{token}-{stem}-rejected.csv"


def store(file: UploadedFile[Any], kind: str) -> Upload:
    """Keep an upload, piece by piece; refuses one that is larger than allowed."""
    if (file.size or 0) > settings.IMPORT_MAX_BYTES:
        raise too_large()
    upload = Upload(uuid.uuid4().hex, Path(file.name or "file").name[:150], kind)
    folder = _folder(upload.token)
    folder.mkdir(parents=True, mode=0o700)
    with upload.path.open("wb") as target:
        for chunk in file.chunks(1 << 20):
            target.write(chunk)
    upload.path.chmod(0o600)
    (folder / "upload.json").write_text(json.dumps({"name": upload.name, "kind": upload.kind}), encoding="utf-8")
    return upload


def find(token: str, kind: str) -> Upload | None:
    """The upload of this import, or None when it is gone or was made for another."""
    if not _TOKEN.fullmatch(token):
        return None
    try:
        facts = json.loads((_folder(token) / "upload.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return Upload(token, facts["name"], facts["kind"]) if facts.get("kind") == kind else None


def remember(upload: Upload, facts: dict[str, Any]) -> None:
    """Keep what was chosen so far, beside the file."""
    target = _folder(upload.token) / "chosen.json"
    target.write_text(json.dumps(facts), encoding="utf-8")
    target.chmod(0o600)


def recall(upload: Upload) -> dict[str, Any]:
    try:
        facts: dict[str, Any] = json.loads((_folder(upload.token) / "chosen.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {"source": "import"}
    return facts


def remove_old(now: datetime, keep_days: int = KEEP_DAYS) -> int:
    """Delete uploads and refused rows that are older than they need to be; returns how many."""
    before = (now - timedelta(days=keep_days)).timestamp()
    old = [path for folder in (_root(), _root() / "errors") if folder.is_dir() for path in folder.iterdir()]
    count = 0
    for path in old:
        if path.name != "errors" and path.stat().st_mtime < before:
            shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)
            count += 1
    return count

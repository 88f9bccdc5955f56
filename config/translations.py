"""Compiles translations in Python, for machines without gettext: `.mo` files are not in the repository."""

from __future__ import annotations

from pathlib import Path

import polib

from config.embedded import BASE_DIR


def compile_stale() -> int:
    """Write each `.mo` that is older than its `.po` (atomically); returns how many were written."""
    written = 0
    for source in sorted(BASE_DIR.glob("locale/*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        _compile(source, target)
        written += 1
    return written


def _compile(source: Path, target: Path) -> None:
    draft = target.with_suffix(".mo.tmp")
    polib.pofile(str(source)).save_as_mofile(str(draft))
    draft.replace(target)

"""The strict content security policy refuses inline script and style: no template may rely on them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.template import engines

ROOT = Path(__file__).resolve().parent.parent.parent
TEMPLATES = sorted([*(ROOT / "templates").rglob("*.html"), *ROOT.glob("*/templates/**/*.html")])
INLINE = {
    "a script without src": re.compile(r"<script(?![^>]*\bsrc=)[^>]*>", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "an event attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a javascript address": re.compile(r"""["']\s*javascript:""", re.IGNORECASE),
    "another host": re.compile(r"""(?:src|href)\s*=\s*["'](?:https?:)?//""", re.IGNORECASE),
}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_template(path: Path) -> None:
    source = path.read_text()
    found = [name for name, pattern in INLINE.items() if pattern.search(source)]
    assert found == []
    engines["django"].get_template(path.as_posix().split("/templates/")[-1])


def test_scripts_send_nothing_elsewhere() -> None:
    for path in (ROOT / "static" / "js").rglob("*.js"):
        source = path.read_text()
        assert not re.search(r"https?://(?!www\.w3\.org)", source), path
        assert "eval(" not in source, path

"""Every number tile opens what it means: whoever reads a figure can ask what it counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from core import definitions

ROOT = Path(__file__).resolve().parents[2]
TILE = re.compile(r'{% include "ui/_stat\.html" with (?P<values>.*?)%}', re.DOTALL)


def tiles() -> Iterator[tuple[str, str]]:
    for path in sorted((ROOT / "templates").rglob("*.html")):
        if path.name == "_stat.html":
            continue
        for found in TILE.finditer(path.read_text()):
            yield str(path.relative_to(ROOT / "templates")), found["values"]


@pytest.mark.parametrize(("page", "values"), list(tiles()))
def test_every_tile_names_its_definition(page: str, values: str) -> None:
    assert re.search(r"\b(key|help)=", values), f"{page}: a number without its meaning: {values}"
    for key in re.findall(r'\bkey="(\w+)"', values):
        assert definitions.get(key).text, page


def test_tiles_are_found() -> None:
    """The walk would prove nothing if tiles were written in another way."""
    assert len({page for page, _values in tiles()}) >= 10
    for path in (ROOT / "templates").rglob("*.html"):
        if path.name != "_stat.html":
            assert 'class="stat-value' not in path.read_text(), path

"""The owner's page says what the question marks beside the figures say."""

from __future__ import annotations

from pathlib import Path

import pytest

from surveys.figures.definitions import DEFINITIONS

PAGE = (Path(__file__).resolve().parents[2] / "docs/metrics.md").read_text()


@pytest.mark.parametrize("definition", DEFINITIONS, ids=lambda definition: definition.key)
def test_definition_is_on_the_page(definition) -> None:
    row = f"| `{definition.key}` | {definition.term} | {definition.text} | {definition.formula or ''} |"
    assert row in PAGE

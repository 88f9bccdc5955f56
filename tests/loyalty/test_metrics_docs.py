"""The owner's page says what the question marks say, and names every figure."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from loyalty.costs import definitions as costs
from loyalty.metrics import reports
from loyalty.metrics.definitions import DEFINITIONS
from tests.loyalty.figuring import AS_OF

PAGE = (Path(__file__).resolve().parents[2] / "docs/metrics.md").read_text()


@pytest.mark.parametrize("definition", DEFINITIONS + costs.DEFINITIONS, ids=lambda definition: definition.key)
def test_definition_is_on_the_page(definition) -> None:
    row = f"| `{definition.key}` | {definition.term} | {definition.text} | {definition.formula or ''} |"
    assert row in PAGE


@pytest.mark.django_db
def test_every_figure_is_named() -> None:
    named = set(re.findall(r"`([a-z0-9_*]+)`", PAGE))
    for key in reports.figures(AS_OF):
        assert key in named or re.sub("(points|cashback|stamps|stored)$", "*", key) in named, key

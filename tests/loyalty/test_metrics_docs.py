"""The owner's page says what the question marks say, and names every figure."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.utils import translation

from loyalty.costs import definitions as costs
from loyalty.metrics import reports
from loyalty.metrics.definitions import DEFINITIONS
from tests.loyalty.figuring import AS_OF

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGE, CHINESE = (DOCS / "metrics.md").read_text(), (DOCS / "metrics.zh.md").read_text()


@pytest.mark.parametrize("definition", DEFINITIONS + costs.DEFINITIONS, ids=lambda definition: definition.key)
def test_definition_is_on_the_page(definition) -> None:
    row = f"| `{definition.key}` | {definition.term} | {definition.text} | {definition.formula or ''} |"
    assert row in PAGE


@pytest.mark.parametrize("definition", DEFINITIONS + costs.DEFINITIONS, ids=lambda definition: definition.key)
def test_definition_is_on_the_chinese_page(definition) -> None:
    with translation.override("zh-hans"):
        row = f"| `{definition.key}` | {definition.term} | {definition.text} | {definition.formula or ''} |"
    assert row in CHINESE


def test_both_pages_name_the_same_keys() -> None:
    """In the first column of the tables."""

    def keys(page: str) -> set[str]:
        cells = re.findall(r"^\|([^|]*`[^|]*)\|", page, re.MULTILINE)
        return {key for cell in cells for key in re.findall(r"`([a-z0-9_*]+)`", cell)}

    assert keys(PAGE) == keys(CHINESE)


@pytest.mark.django_db
def test_every_figure_is_named() -> None:
    named = set(re.findall(r"`([a-z0-9_*]+)`", PAGE))
    for key in reports.figures(AS_OF):
        assert key in named or re.sub("(points|cashback|stamps|stored)$", "*", key) in named, key

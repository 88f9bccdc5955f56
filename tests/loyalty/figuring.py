"""Figures of the day that the tests of figures look at."""

from __future__ import annotations

from typing import Any

from loyalty.metrics import reports
from loyalty.metrics.figure import Figure
from tests.loyalty.test_metrics_recompute import AS_OF


def values(**scope: Any) -> dict[str, Figure]:
    return reports.figures(AS_OF, **scope)


def table(found: Figure, key: str) -> dict[Any, dict[str, Any]]:
    return {row[key]: row for row in found.value}

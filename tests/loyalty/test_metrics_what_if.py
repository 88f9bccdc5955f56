"""What more retention would bring, from the figures alone."""

from __future__ import annotations

from typing import Any

import pytest

from loyalty.metrics.what_if import Basis


def basis(**changes: Any) -> Basis:
    told = {
        "buyers": 100, "receipts": 300, "revenue": 900_000, "margin": 360_000, "rewards": 0, "churn": 0.5,
        "longest": 5.0, "discount": 0.1, "monthly": [1000.0] * 12,
    }  # fmt: skip
    return Basis(**told | changes)


def test_more_retention_is_a_longer_lifetime() -> None:
    found = basis().with_more_retention(10)
    assert found["retention"] == pytest.approx(0.6)
    assert found["lifetime"] == pytest.approx(2.5)
    assert found["value"] == pytest.approx(2.5 * 9000)
    assert found["revenue_gain"] == pytest.approx(0.5 * 900_000)
    assert found["margin_gain"] == pytest.approx(0.5 * 360_000)
    assert 0 < found["predicted_gain"] < 12_000 * 0.2


def test_nothing_more_changes_nothing() -> None:
    found = basis().with_more_retention(0)
    assert found["revenue_gain"] == found["margin_gain"] == found["predicted_gain"] == 0


def test_lifetime_is_capped() -> None:
    assert basis(churn=0.0).lifetime == 5
    assert basis(churn=0.5).with_more_retention(49)["lifetime"] == 5


def test_no_prediction_when_everybody_left() -> None:
    assert basis(churn=1.0).with_more_retention(5)["predicted_gain"] is None

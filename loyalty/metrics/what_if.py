"""What if more customers stayed? Pure arithmetic on the sums of a year.

Simple model: a lifetime is 1 ÷ churn years, at most `longest`; a customer's value is lifetime ×
spend per receipt × receipts a year. Predicted model: the expected margin of each coming month
grows as survival does: with yearly retention ρ raised by Δ, the month at time t (in years) has
((ρ + Δ) / ρ)^t times as many customers left.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Basis:
    """Of the last 365 days; money in smallest units. `margin` is after rewards and posted costs."""

    buyers: int
    receipts: int
    revenue: int
    margin: int
    rewards: int
    churn: float | None
    longest: float
    discount: float
    monthly: list[float] = field(default_factory=list)
    costs: int = 0

    @property
    def spend(self) -> float | None:
        return self.revenue / self.receipts if self.receipts else None

    @property
    def frequency(self) -> float | None:
        return self.receipts / self.buyers if self.buyers else None

    @property
    def lifetime(self) -> float | None:
        return self._lifetime(self.churn)

    def _lifetime(self, churn: float | None) -> float | None:
        if churn is None:
            return None
        return min(1 / churn, self.longest) if churn > 0 else self.longest

    @property
    def value(self) -> float | None:
        if self.lifetime is None or not self.buyers:
            return None
        return self.lifetime * self.revenue / self.buyers

    @property
    def margin_value(self) -> float | None:
        if self.lifetime is None or not self.buyers:
            return None
        return self.lifetime * self.margin / self.buyers

    def with_more_retention(self, points: float) -> dict[str, Any]:
        """Effect of `points` percentage points more of yearly retention on all active customers."""
        assert self.churn is not None
        churn = min(1.0, max(0.0, self.churn - points / 100))
        lifetime, now = self._lifetime(churn), self.lifetime
        assert lifetime is not None
        assert now is not None
        return {
            "points": points,
            "retention": 1 - churn,
            "lifetime": lifetime,
            "value": lifetime * self.revenue / self.buyers if self.buyers else None,
            "revenue_gain": (lifetime - now) * self.revenue,
            "margin_gain": (lifetime - now) * self.margin,
            "predicted_gain": self._predicted_gain(1 - churn),
        }

    def _predicted_gain(self, retention: float) -> float | None:
        assert self.churn is not None
        if not self.monthly or self.churn >= 1:
            return None
        growth = retention / (1 - self.churn)
        gains = (
            margin * (growth ** ((month + 0.5) / 12) - 1) * (1 + self.discount) ** (-(month + 1) / 12)
            for month, margin in enumerate(self.monthly)
        )
        return float(sum(gains))

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

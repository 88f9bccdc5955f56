"""The management report: everything for a period and a part, put together once for page, print, export and API."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from complaints.amends import costs
from complaints.learning import figures, nights, reading
from complaints.learning.cards import MOST_PRODUCTS
from complaints.learning.figures import Mark
from complaints.learning.reading import Part
from complaints.models import LearningNight
from core import clock
from sales.models import Product
from surveys.figures import reading as surveyed
from surveys.figures import scopes, tallies, writing
from surveys.figures.scopes import Months


@dataclass(frozen=True)
class Report:
    """`confidential`: with cases by and about staff. What is not asked for is not read."""

    part: Part
    months: Months
    now: datetime
    confidential: bool

    @cached_property
    def marks(self) -> dict[str, Mark]:
        return reading.marks(self.part, self.months, confidential=self.confidential)

    @cached_property
    def before(self) -> dict[str, Mark]:
        return reading.marks(self.part, self.months.before(), confidential=self.confidential)

    @cached_property
    def trend(self) -> dict[date, dict[str, Mark]]:
        return reading.trend(self.part, self.months, confidential=self.confidential)

    @cached_property
    def orders(self) -> dict[date, int]:
        return reading.orders(self.part, self.months)

    @cached_property
    def all_orders(self) -> int:
        return sum(self.orders.values())

    @cached_property
    def ages(self) -> list[reading.Age]:
        return reading.ages(self.part, now=self.now, confidential=self.confidential)

    @cached_property
    def capture(self) -> dict[date, dict[str, int]]:
        """By month, as the nights found them; of all shops together only."""
        if not self.part.is_all:
            return {}
        keys = {f"capture:{month:%Y-%m}": month for month in self.months.each()}
        found = LearningNight.objects.filter(key__in=keys).values_list("key", "found")
        return dict(sorted((keys[key], told) for key, told in found if told["anybody"]))

    @cached_property
    def captured(self) -> dict[str, int] | None:
        if not self.capture:
            return None
        return {name: sum(told[name] for told in self.capture.values()) for name in ("complained", "anybody")}

    @cached_property
    def amends(self) -> Mapping[int | None, costs.Spent]:
        """What amends cost, by root cause; of all shops together only."""
        if not self.part.is_all:
            return {}
        period = (clock.day_start(self.months.first), clock.day_start(self.months.end))
        return costs.by_cause(period, confidential=self.confidential)

    def counts(self, dimension: str) -> dict[str, int]:
        return reading.counts(dimension, self.part, self.months, confidential=self.confidential)

    @cached_property
    def products(self) -> list[dict[str, Any]]:
        """Of each product with many complaints: the rate, the score of its buyers, and who left."""
        found = sorted(self.counts("product").items(), key=lambda one: (-one[1], one[0]))[:MOST_PRODUCTS]
        keys = [key for key, _n in found]
        orders = reading.orders_of("product", keys, self.months)
        names = {str(row.pk): row.name for row in Product.objects.filter(pk__in=[int(key) for key in keys])}
        night, scope = reading.night(nights.PRODUCTS), _recommendation()
        left = night.found if night else {}
        scores = surveyed.breakdown(scope, self.months, "product").groups if scope else []
        by_product = {group.value: tallies.score("nps", group.tally) for group in scores}
        return [
            {
                "id": key, "name": names.get(key, key), "n": n, "rate": figures.per_thousand(n, orders.get(key, 0)),
                **_score(by_product.get(key)), "churn": _churn(left.get(key)),
            }
            for key, n in found
        ]  # fmt: skip


def _score(score: tallies.Score | None) -> dict[str, Any]:
    words = f"{writing.score(score)} (n = {score.n})" if score else writing.score(None)
    return {"nps": round(score.value, 1) if score else None, "nps_words": words}


def _recommendation() -> scopes.Scope | None:
    """NPS of the whole relation, with the scale that most ask by."""
    return next((scope for scope in scopes.series() if scope.metric == "nps"), None)


def _churn(told: Any) -> float | None:
    """Of fewer than thirty buyers nothing is said."""
    if not told or told[0] < figures.FEWEST:
        return None
    return float(told[1] / told[0])


def telling(report: Report) -> Mapping[str, Any]:
    """The figures as plain values, as the API tells them."""
    marks = report.marks
    return {
        "complaints": figures.volume(marks), "orders": report.all_orders,
        "per_thousand_orders": figures.per_thousand(figures.volume(marks), report.all_orders),
        "durations": [
            {"until": step, "time": words, "cases": figures.measured(marks, f"{step}.{unit}")}
            | _percentiles(marks, f"{step}.{unit}")
            for step in figures.STEPS
            for unit, words in (("c", "calendar"), ("w", "working"))
            if figures.measured(marks, f"{step}.{unit}")
        ],
        "promises": [{"clock": clock, **share(figures.within_sla(marks, clock))} for clock in figures.CLOCKS],
        "reopened": share(figures.reopened(marks)), "recovered": share(figures.recovered(marks)),
        "revenue_kept": figures.revenue_kept(marks),
        "open_by_age": [{"open": age.n, "overdue": age.late} for age in report.ages],
        "capture": share(figures.Share(report.captured["complained"], report.captured["anybody"]))
        if report.captured
        else None,
        "amends_by_cause": [
            {"cause": cause, "amends": spent.count, "cost": spent.cost} for cause, spent in dearest(report.amends)
        ],
    }  # fmt: skip


def dearest(found: Mapping[int | None, costs.Spent]) -> list[tuple[int | None, costs.Spent]]:
    """What cost most first; what has no known cause last."""
    return sorted(found.items(), key=lambda one: (one[0] is None, -one[1].cost, one[0] or 0))


def _percentiles(marks: Mapping[str, Mark], kind: str) -> dict[str, int]:
    return {f"p{share}": round(value) for share, value in (figures.percentiles(marks, kind) or {}).items()}


def share(found: figures.Share) -> dict[str, Any]:
    low, high = found.interval or (None, None)
    return {"part": found.part, "whole": found.whole, "share": found.value, "low": low, "high": high}

"""Answers for tests of the figures: counted at once, at whatever time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count
from typing import Any

from customers.models import Customer
from sales.models import Store
from surveys.answering import recording
from surveys.figures import counting, scopes
from surveys.figures.scopes import Months, Scope
from surveys.models import FigureCell, Origin, Response, Survey
from tests.surveys.factories import NOW, survey
from tests.surveys.factories import version as make_version

MARCH = Months(date(2026, 3, 1), date(2026, 4, 1))
YEAR = Months(date(2025, 4, 1), date(2026, 4, 1))
SERIES = Scope("nps", "0-10", "relational")
OLD_SCALE: dict[str, Any] = {
    "questions": [
        {"key": "score", "kind": "score", "role": "main", "low": 1, "high": 10, "title": {"en": "Tell others?"}}
    ]
}  # fmt: skip


_serial = count(1)


def store() -> Store:
    number = next(_serial)
    return Store.objects.create(code=f"shop-{number}", name=f"Shop {number}")


def answer(of: Survey, score: int | None, who: Customer | None = None, **values: Any) -> Response:
    """A finished answer; `raw` adds answers by key, `at` says when, `weight` how much it counts."""
    raw = {"score": score} | values.pop("raw", {})
    weight = Decimal(values.pop("weight", 1))
    said = recording.Said(
        raw=raw, origin=values.pop("origin", Origin.API), key=f"figure:{next(_serial)}", weight=weight
    )
    newest = of.versions.order_by("-number").first()
    assert newest is not None
    return recording.record(version=newest, said=said, customer=who, **{"now": NOW} | values)


def at(month: int, day: int = 2, year: int = 2026, hour: int = 4) -> datetime:
    return datetime(year, month, day, hour, tzinfo=UTC)


def fold(now: datetime = NOW) -> int:
    """Until nothing is left."""
    total = 0
    while done := counting.fold(now=now):
        total += done
    return total


def scope_of(of: Survey) -> Scope:
    return scopes.of_survey(of)[0]


def answers(of: Survey, numbers: Mapping[int, int], **values: Any) -> None:
    """Anonymous ones: so many of each score."""
    for score, n in numbers.items():
        for _ in range(n):
            answer(of, score, **values)


def cells() -> list[tuple[Any, ...]]:
    return sorted(
        FigureCell.objects.values_list(
            "scope", "dimension", "value", "month", "until", "n", "high", "middle", "low", "squares", "total",
            "total_squares",
        )
    )  # fmt: skip


__all__ = [
    "MARCH", "NOW", "OLD_SCALE", "SERIES", "YEAR", "answer", "answers", "at", "cells", "fold", "make_version",
    "scope_of", "store", "survey",
]  # fmt: skip

"""Books of prices without a database, for tests of the rules: lists, lines, facts, promotions."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from loyalty.pricing.records import ALL, Basket, Book, Facts, Line, PriceList, Promotion, Row
from loyalty.pricing.rules import resolve

NOW = datetime(2026, 3, 15, 12, tzinfo=UTC)
FLORISTS, DESIGNERS, ME, FIRM, GOLD = ("group", 1), ("group", 2), ("customer", 7), ("company", 8), ("tier", 3)


def price_list(pk: int, *targets: tuple[str, int], name: str = "", **values: Any) -> PriceList:
    return PriceList(pk, name or f"List {pk}", frozenset(targets), **values)


def book(*lists: PriceList, rows: dict[Any, list[Row]] | None = None, **values: Any) -> Book:
    return Book({found.id: found for found in lists}, rows or {}, **values)


def line(price: int | None = 10_000, quantity: float = 1, position: int = 1, **values: Any) -> Line:
    return Line(position, round(quantity * 1000), price, **({"product": position} | values))


def facts(*targets: tuple[str, int], **values: Any) -> Facts:
    return Facts(frozenset({ALL, *targets}), **values)


def promotion(pk: int, kind: str = "percentage", **values: Any) -> Promotion:
    return Promotion(pk, f"Promotion {pk}", kind, **values)


def amounts(rules: Book, *lines: Line, who: Facts | None = None, at: datetime = NOW, **values: Any) -> list[int]:
    return [found.amount for found in resolve(rules, Basket(lines, **values), who or facts(), at).lines]

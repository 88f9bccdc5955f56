"""What was changed of a product and by whom, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.money import format_money
from sales.models import Brand, Category, Product, ProductChange
from sales.models.changes import MADE

LATEST = 30
COST = "unit_cost"
# Their values are too long to be kept; that they were changed is told.
_LONG = frozenset({"warranty_terms", "selling_points", "likely_questions"})


@dataclass(frozen=True)
class Line:
    at: datetime
    what: str
    old: str
    new: str
    by: str
    is_made: bool
    is_long: bool


def latest(product: Product, *, with_cost: bool) -> list[Line]:
    """The newest first; what a unit costs only for who may see it."""
    rows = ProductChange.objects.filter(product=product).select_related("actor").order_by("-id")
    if not with_cost:
        rows = rows.exclude(field=COST)
    found = list(rows[:LATEST])
    names = _names(found)
    return [_line(row, names) for row in found]


def _line(row: ProductChange, names: Mapping[str, Mapping[str, str]]) -> Line:
    is_made = row.field == MADE
    what = _("Recorded") if is_made else str(Product._meta.get_field(row.field.removesuffix("_id")).verbose_name)  # type: ignore[union-attr]  # noqa: SLF001  # Django's API
    old, new = (_value(row.field, value, names) for value in (row.old, row.new))
    return Line(row.changed_at, what, old, new, _by(row), is_made, row.field in _LONG)


def _by(row: ProductChange) -> str:
    doors = {"page": _("by staff"), "api": _("through the API"), "import": _("by import")}
    who = str(row.actor) if row.actor else row.via
    door = doors.get(row.door, "")
    return f"{who} ({door})" if who and door and row.door != "page" else who or door or _("by the system")


_NAMED: dict[str, type[models.Model]] = {"category_id": Category, "brand_id": Brand, "successor_id": Product}


def _names(rows: list[ProductChange]) -> dict[str, dict[str, str]]:
    """What numbers in the history stand for: one query for each kind of them."""
    found: dict[str, dict[str, str]] = {}
    for field, model in _NAMED.items():
        keys = {value for row in rows if row.field == field for value in (row.old, row.new) if value}
        told = model._default_manager.filter(pk__in=keys) if keys else []  # noqa: SLF001  # Django's API
        found[field] = {str(row.pk): str(row) for row in told}
    return found


_WORDED: dict[str, Callable[[str], str]] = {
    "price": lambda value: format_money(int(value)),
    COST: lambda value: format_money(int(value)),
    "launch_on": lambda value: date_format(date.fromisoformat(value)),
    "state": lambda value: str(dict(Product.State.choices).get(value, value)),
    "is_out": lambda value: _("yes") if value == "true" else _("no"),
}


def _value(field: str, value: Any, names: Mapping[str, Mapping[str, str]]) -> str:
    if value in (None, ""):
        return "–"
    if field in names:
        return names[field].get(value, value)
    return _WORDED[field](value) if field in _WORDED else str(value)

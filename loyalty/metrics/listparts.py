"""What the list of customers says of their figures: filters by stage and rhythm, and columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import money
from core.templatetags import regulars as write
from customers import listparts
from customers.listparts import ListColumn, ListFilter, Value, Values
from customers.models import Customer
from customers.narrowing import narrowed
from customers.querysets import CustomerQuerySet
from loyalty.models import CustomerMetrics, Stage

PERMISSION = "loyalty.view_customermetrics"
LATE, LAPSED = "late", "lapsed"


def register() -> None:
    listparts.register_filter(
        ListFilter("stage", gettext_lazy("Lifecycle stage"), lambda: Stage.choices, _by_stage, PERMISSION, 10)
    )
    listparts.register_filter(
        ListFilter("rhythm", gettext_lazy("Rhythm"), lambda: _RHYTHMS, _by_rhythm, PERMISSION, 20)
    )
    listparts.register_filter(ListFilter("buying", gettext_lazy("Buying"), lambda: _BUYING, _by_buying, PERMISSION, 30))
    listparts.register_filter(
        ListFilter("alive", gettext_lazy("Still active"), lambda: _ALIVE, _by_alive, PERMISSION, 40)
    )
    for column in _columns():
        listparts.register_column(column)


def _keys(**conditions: Any) -> Any:
    return CustomerMetrics.objects.filter(**conditions).values_list("customer_id", flat=True)


def _by_stage(customers: CustomerQuerySet, stage: str) -> CustomerQuerySet:
    return narrowed(customers, _keys(stage=stage))


def _by_rhythm(customers: CustomerQuerySet, rhythm: str) -> CustomerQuerySet:
    return narrowed(customers, _keys(is_late=True) if rhythm == LATE else _keys(is_lapsed=True))


_RHYTHMS = (
    (LATE, gettext_lazy("late by their own rhythm")),
    (LAPSED, gettext_lazy("lapsed")),
)
LOST = "lost"
_BUYING = ((LOST, gettext_lazy("lost (churned)")),)
# From … up to …, of one: the probability of being active.
LIKELY, UNSURE, HARDLY = "likely", "unsure", "hardly"
_BOUNDS = {LIKELY: (0.8, 1.1), UNSURE: (0.5, 0.8), HARDLY: (0.0, 0.5)}
_ALIVE = (
    (LIKELY, gettext_lazy("80 % or more")),
    (UNSURE, gettext_lazy("50 % to 80 %")),
    (HARDLY, gettext_lazy("less than 50 %")),
)


def _by_buying(customers: CustomerQuerySet, _choice: str) -> CustomerQuerySet:
    """Those whom the figure `churned_customers` counts."""
    return narrowed(customers, _keys(visits_before__gt=0, visits_365=0))


def _by_alive(customers: CustomerQuerySet, band: str) -> CustomerQuerySet:
    low, high = _BOUNDS[band]
    return narrowed(customers, _keys(p_alive__gte=low, p_alive__lt=high))


def _each(read: Callable[[CustomerMetrics], Value]) -> Callable[[Sequence[Customer], Any], Values]:
    def values(rows: Sequence[Customer], _user: Any) -> Values:
        found = CustomerMetrics.objects.filter(pk__in=[row.pk for row in rows])
        return {row.pk: read(row) for row in found}

    return values


def _rhythm(row: CustomerMetrics) -> str:
    words = [_("late")] if row.is_late else []
    return ", ".join([*words, _("lapsed")] if row.is_lapsed else words)


def _money(value: Value) -> str:
    return write.money(round(Decimal(str(value)) * 10 ** money.exponent()))


def _percent(value: Value) -> str:
    return str(write.percent(value, 0))


def _amount(minor: int | None) -> Value:
    return None if minor is None else money.from_minor(minor)


def _rounded(value: float | None, places: int) -> Value:
    return None if value is None else round(value, places)


def _columns() -> list[ListColumn]:
    """The figures of a customer's record. Those of the models are empty where there is no prediction."""
    numbers: dict[str, Any] = {"first": "-", "css": "text-end num"}
    told: list[tuple[str, Any, Callable[[CustomerMetrics], Value], dict[str, Any]]] = [
        ("stage", gettext_lazy("Lifecycle stage"), lambda row: str(row.get_stage_display()), {}),
        ("rhythm", gettext_lazy("Rhythm"), _rhythm, {}),
        (
            "last_visit", gettext_lazy("Last visit"), lambda row: row.last_on,
            {"sort": "metrics__last_on", "first": "-", "css": "num"},
        ),
        ("visits", gettext_lazy("Visits"), lambda row: row.visits, {"css": "text-end num"}),
        (
            "net_revenue", gettext_lazy("Net revenue"), lambda row: _amount(row.net_revenue),
            numbers | {"sort": "metrics__net_revenue", "word": _money},
        ),
        (
            "p_alive", gettext_lazy("Still active"), lambda row: _rounded(row.p_alive, 2),
            numbers | {"sort": "metrics__p_alive", "word": _percent},
        ),
        (
            "predicted_visits", gettext_lazy("Expected visits"), lambda row: _rounded(row.predicted_visits, 1),
            {"css": "text-end num", "word": lambda value: write.number(value, 1)},
        ),
        (
            "predicted_clv", gettext_lazy("Predicted lifetime value"), lambda row: _amount(row.predicted_clv),
            numbers | {"sort": "metrics__predicted_clv", "word": _money},
        ),
    ]  # fmt: skip
    return [
        ListColumn(key, label, _each(read), PERMISSION, order, **more)
        for order, (key, label, read, more) in enumerate(told, start=200)
    ]

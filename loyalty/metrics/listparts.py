"""What the list of customers says of their figures: filters by stage and rhythm, and columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

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
    for order, (key, label, values) in enumerate(_COLUMNS, start=200):
        listparts.register_column(ListColumn(key, label, values, PERMISSION, order))


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


def _each(read: Callable[[CustomerMetrics], Value]) -> Callable[[Sequence[Customer], Any], Values]:
    def values(rows: Sequence[Customer], _user: Any) -> Values:
        found = CustomerMetrics.objects.filter(pk__in=[row.pk for row in rows])
        return {row.pk: read(row) for row in found}

    return values


def _rhythm(row: CustomerMetrics) -> str:
    words = [_("late")] if row.is_late else []
    return ", ".join([*words, _("lapsed")] if row.is_lapsed else words)


_COLUMNS: tuple[tuple[str, Any, Callable[[Sequence[Customer], Any], Values]], ...] = (
    ("stage", gettext_lazy("Lifecycle stage"), _each(lambda row: str(row.get_stage_display()))),
    ("rhythm", gettext_lazy("Rhythm"), _each(_rhythm)),
    ("last_visit", gettext_lazy("Last visit"), _each(lambda row: row.last_on)),
    ("visits", gettext_lazy("Visits"), _each(lambda row: row.visits)),
)

"""What upper apps add to the list of customers: filters and columns, registered by the app that owns the data.

`register_filter(ListFilter(…))` and `register_column(ListColumn(…))` in the owner's `AppConfig.ready()`;
nothing here imports an upper app. A filter adds a condition that an index answers (see
`customers.narrowing`), a column reads the values of a whole page with one query.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise

from customers.models import Customer
from customers.querysets import CustomerQuerySet

Label = str | Promise
Value = str | int | float | Decimal | bool | date | None
Values = Mapping[int, Value]


@dataclass(frozen=True)
class ListFilter:
    """A choice among values; `apply(customers, value)` leaves those who have it."""

    key: str
    label: Label
    choices: Callable[[], Sequence[tuple[str, Label]]]
    apply: Callable[[CustomerQuerySet, str], CustomerQuerySet]
    permission: str = ""
    order: int = 100


@dataclass(frozen=True)
class ListColumn:
    """A column that people may add; `values(rows, user)` gives what it shows of each, by primary key.

    `word` says how the page words a value that files keep as a number. `sort` is the path from a customer to what the
    list sorts by while the column is shown: an index has it together with the customer's key.
    """

    key: str
    label: Label
    values: Callable[[Sequence[Customer], Any], Values]
    permission: str = ""
    order: int = 100
    word: Callable[[Value], str] | None = None
    sort: str = ""
    first: str = ""
    css: str = ""


_filters: dict[str, ListFilter] = {}
_columns: dict[str, ListColumn] = {}


def register_filter(part: ListFilter) -> None:
    _filters[part.key] = part


def register_column(part: ListColumn) -> None:
    _columns[part.key] = part


def filters_for(user: Any) -> list[ListFilter]:
    """Filters that this person may use, in order."""
    return _permitted(_filters.values(), user)


def columns_for(user: Any) -> list[ListColumn]:
    return _permitted(_columns.values(), user)


def filter_label(key: str) -> Label:
    """How a filter is called; its key when nobody has registered it."""
    return _filters[key].label if key in _filters else key


def _permitted(parts: Any, user: Any) -> list[Any]:
    found = (part for part in parts if not part.permission or user.has_perm(part.permission))
    return sorted(found, key=lambda part: (part.order, part.key))

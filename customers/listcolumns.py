"""The columns that people may add to the list of customers, and so to its export.

Their headings are those that the import knows, and cells are worded as it reads them: an exported list can
be mended and imported again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import clock
from core.paging import Column
from core.templatetags.regulars import day
from customers import listparts
from customers.birthday import Birthday
from customers.listparts import ListColumn, ListFilter, Value, Values
from customers.models import ChannelIdentity, Customer, CustomField, Interest
from customers.narrowing import narrowed
from customers.querysets import CustomerQuerySet
from customers.wordings import provider_name

PARAMETER = "columns"
CUSTOM = "custom_"
Rows = Sequence[Customer]


def offered(user: Any) -> list[ListColumn]:
    """What this person may add, in order; the administrators' own fields last."""
    own = [
        ListColumn(f"{CUSTOM}{field.code}", field.label, _custom_values(field)) for field in CustomField.objects.all()
    ]
    return [*listparts.columns_for(user), *own]


def chosen(query: QueryDict, columns: Sequence[ListColumn]) -> list[ListColumn]:
    """Those that the address names, in the order of the offer; unknown names are ignored."""
    asked = set(query.getlist(PARAMETER))
    return [column for column in columns if column.key in asked]


def headings(columns: Sequence[ListColumn]) -> tuple[Column, ...]:
    return tuple(
        Column(column.key, column.label, sort=column.sort, first=column.first, css=column.css) for column in columns
    )


def cells(columns: Sequence[ListColumn], rows: Rows, user: Any) -> list[list[Value]]:
    """Of each row what the columns say, read column by column."""
    values = [column.values(rows, user) for column in columns]
    return [[found.get(row.pk) for found in values] for row in rows]


def shown(column: ListColumn, value: Value) -> str:
    """A cell as the page words it; files keep days and numbers as such."""
    if value is None:
        return ""
    if column.word:
        return column.word(value)
    return day(value) if isinstance(value, date) else str(value)


def register() -> None:
    listparts.register_filter(
        ListFilter("supplier", gettext_lazy("May change supplier"), lambda: _SUPPLIER_DAYS, _by_supplier_day, order=5)
    )
    for order, (key, label, values) in enumerate(_OWN):
        listparts.register_column(ListColumn(key, label, values, order=order))


DUE, LATER = "due", "later"
_SUPPLIER_DAYS = ((DUE, gettext_lazy("the noted day has come")), (LATER, gettext_lazy("on a day to come")))


def _by_supplier_day(customers: CustomerQuerySet, when: str) -> CustomerQuerySet:
    when_noted = {"supplier_follow_up_on__lte" if when == DUE else "supplier_follow_up_on__gt": clock.today()}
    return narrowed(customers, Customer.objects.filter(**when_noted).values_list("pk", flat=True))


# --- What the customer's own row says ---------------------------------------------------------


def _each(read: Callable[[Customer], Value]) -> Callable[[Rows, Any], Values]:
    return lambda rows, _user: {row.pk: read(row) for row in rows}


def _style(row: Customer) -> str:
    return str(row.get_contact_style_display()) if row.contact_style else ""


def birthday_text(birthday: Birthday | None) -> str:
    """`1990-05-17`, `05-17`, `lunar 05-17`, in the leap month `lunar 闰04-08`: as the import reads it."""
    if birthday is None:
        return ""
    day = f"{'闰' if birthday.is_leap_month else ''}{birthday.month:02d}-{birthday.day:02d}"
    day = f"{birthday.year}-{day}" if birthday.year else day
    return _("lunar %(day)s") % {"day": day} if birthday.is_lunar else day


def _company(rows: Rows, user: Any) -> Values:
    return {row.pk: row.company_for(user) for row in rows}


def _member_since(row: Customer) -> Value:
    return row.membership.enrolled_at if hasattr(row, "membership") else None


# --- What hangs on it -------------------------------------------------------------------------


def _joined(found: QuerySet[Any, Any], word: Callable[[Any], str]) -> dict[int, str]:
    texts: dict[int, list[str]] = {}
    for row in found:
        texts.setdefault(row.customer_id, []).append(word(row))
    return {pk: "; ".join(words) for pk, words in texts.items()}


def _identities(rows: Rows, _user: Any) -> Values:
    found = ChannelIdentity.objects.filter(customer__in=[row.pk for row in rows]).order_by("provider", "pk")
    return _joined(found, lambda row: f"{provider_name(row.provider)}: {row.identity}")


def _interests(kind: str) -> Callable[[Rows, Any], Values]:
    def values(rows: Rows, _user: Any) -> Values:
        found = Interest.objects.filter(customer__in=[row.pk for row in rows], kind=kind).select_related("topic")
        return _joined(found.order_by("-weight", "topic__name"), lambda row: str(row.topic))

    return values


def _custom_values(field: CustomField) -> Callable[[Rows, Any], Values]:
    def read(row: Customer) -> Value:
        value: Value = row.custom.get(field.code)
        return (_("Yes") if value else _("No")) if isinstance(value, bool) else value

    return _each(read)


_OWN: tuple[tuple[str, Any, Callable[[Rows, Any], Values]], ...] = (
    ("public_id", gettext_lazy("Public id"), _each(lambda row: str(row.public_id))),
    ("external_id", gettext_lazy("Customer number"), _each(lambda row: row.external_id)),
    ("source", gettext_lazy("Source"), _each(lambda row: row.source)),
    ("kind", gettext_lazy("Person or company"), _each(lambda row: str(row.get_kind_display()))),
    ("given_name", gettext_lazy("Given name"), _each(lambda row: row.given_name)),
    ("family_name", gettext_lazy("Family name"), _each(lambda row: row.family_name)),
    ("company", gettext_lazy("Company"), _company),
    ("birthday", gettext_lazy("Birthday"), _each(lambda row: birthday_text(row.birthday))),
    ("language", gettext_lazy("Language"), _each(lambda row: row.language)),
    ("time_zone", gettext_lazy("Time zone"), _each(lambda row: row.time_zone)),
    ("group_names", gettext_lazy("Customer groups"), _each(lambda row: "; ".join(map(str, row.groups.all())))),
    ("tag_names", gettext_lazy("Tags"), _each(lambda row: "; ".join(map(str, row.tags.all())))),
    ("member_since", gettext_lazy("Member since"), _each(_member_since)),
    ("identities", gettext_lazy("Messaging accounts"), _identities),
    ("contact_style", gettext_lazy("Contact style"), _each(_style)),
    ("current_supplier", gettext_lazy("Current supplier"), _each(lambda row: row.current_supplier)),
    ("supplier_follow_up", gettext_lazy("Follow-up trigger"), _each(lambda row: row.supplier_follow_up)),
    ("supplier_follow_up_on", gettext_lazy("Follow up on"), _each(lambda row: row.supplier_follow_up_on)),
    ("interests_declared", gettext_lazy("Interests: declared"), _interests(Interest.Kind.DECLARED)),
    ("interests_derived", gettext_lazy("Interests: derived"), _interests(Interest.Kind.DERIVED)),
)

"""The list of customers as a file: the columns of the page and those added to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy

from core.models import User
from core.paging import Column
from customers import listcolumns, listfiles
from customers.forms import CustomerFilter
from customers.listparts import ListColumn
from customers.models import Customer
from customers.querysets import CustomerQuerySet

COLUMNS = (
    Column("name", gettext_lazy("Name"), sort="sort_key"),
    Column("phone", gettext_lazy("Phone")),
    Column("email", gettext_lazy("E-mail")),
    Column("membership", gettext_lazy("Membership")),
    Column("groups", gettext_lazy("Groups and tags")),
    Column("assigned", gettext_lazy("Assigned to")),
    Column("created", gettext_lazy("Known since"), sort="created_at", first="-"),
)

ALL = "all"


def _sheet(user: User, asked: QueryDict) -> listfiles.Sheet:
    form = CustomerFilter(asked, user=user)
    more = listcolumns.chosen(asked, listcolumns.offered(user))
    columns = (*COLUMNS, *listcolumns.headings(more))
    # Exactly who is shown; of a search that stops on the page, all who fit when that is asked for.
    limit = {"limit": None} if asked.get(ALL) else {}
    rows = form.apply(Customer.objects.visible_to(user).current(), **limit)
    found = listfiles.ordered(rows, columns, asked.get("sort") or "", "name")
    return listfiles.Sheet(
        [str(column.label) for column in columns], listfiles.count_of(found), lambda: _lines(found, more, user),
        list(form.chosen),
    )  # fmt: skip


FILE = listfiles.declare(
    listfiles.ListFile(
        "customers", gettext_lazy("List of customers"), ("customers.view_customer",), _sheet, verb="customers.exported"
    )
)


def _lines(found: Any, more: Sequence[ListColumn], user: User) -> Iterator[list[Any]]:
    queryset: CustomerQuerySet = found.select_related("membership", "assigned_to", "company")
    for chunk in listfiles.in_chunks(queryset.prefetch_related("groups", "tags")):
        for row, added in zip(chunk, listcolumns.cells(more, chunk, user), strict=True):
            yield [*_row(row), *added]


def _row(row: Customer) -> list[Any]:
    names = [group.name for group in row.groups.all()] + [tag.name for tag in row.tags.all()]
    membership = row.membership.get_state_display() if hasattr(row, "membership") else ""
    assigned = str(row.assigned_to) if row.assigned_to else ""
    return [row.display_name, row.phone, row.email, membership, "; ".join(names), assigned, row.created_at]

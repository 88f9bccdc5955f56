"""The list of customers by segment."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from customers import listparts
from customers.listparts import Label, ListFilter
from customers.models import Segment, SegmentMember
from customers.narrowing import narrowed
from customers.querysets import CustomerQuerySet

KEY = "segment"


def register() -> None:
    listparts.register_filter(ListFilter(KEY, _("Segment"), _choices, members_of, "customers.view_segment", 5))


def _choices() -> Sequence[tuple[str, Label]]:
    return [(str(pk), name) for pk, name in Segment.objects.order_by("name").values_list("pk", "name")]


def members_of(customers: CustomerQuerySet, segment: str) -> CustomerQuerySet:
    return narrowed(customers, SegmentMember.objects.filter(segment=int(segment)).values_list("customer_id", flat=True))

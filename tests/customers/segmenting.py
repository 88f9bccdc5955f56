"""Segments for tests: made by the services, computed at once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import count
from typing import Any

from customers.models import Customer, Segment, SegmentMember
from customers.segments import refreshing, services
from tests.customers.factories import NOW

_numbers = count(1)
EVERYBODY = {"facet": "customers.name", "op": "filled"}


def condition(facet: str, op: str, value: Any = None) -> dict[str, Any]:
    told = {"facet": facet if "." in facet else f"customers.{facet}", "op": op}
    return told if value is None else told | {"value": value}


def make_segment(rule: Any = EVERYBODY, *, name: str = "", now: datetime = NOW, refresh: bool = True) -> Segment:
    name = name or f"Segment {next(_numbers)}"
    made = services.create_segment(name=name, rule=rule, actor=None, now=now)
    if refresh:
        refreshing.refresh(now=now)
        made.refresh_from_db()
    return made


def change(segment: Segment, rule: Any, *, now: datetime = NOW) -> Segment:
    segment.refresh_from_db()
    return services.change_segment(
        segment=segment, name=segment.name, rule=rule, actor=None, now=now, expected_version=segment.version
    )


def members(segment: Segment) -> set[int]:
    return set(SegmentMember.objects.filter(segment=segment).values_list("customer_id", flat=True))


def fits(rule: Any, *customers: Customer, now: datetime = NOW) -> list[bool]:
    """Who of these is in a segment of this rule."""
    found = members(make_segment(rule, now=now))
    return [customer.pk in found for customer in customers]


def keys(customers: Iterable[Customer]) -> set[int]:
    return {customer.pk for customer in customers}

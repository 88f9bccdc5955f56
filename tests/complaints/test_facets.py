"""Segments of who complained, of what, and whose case is open."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from complaints.models import Case
from tests.complaints.factories import NOW, case, category
from tests.customers.factories import make_customer
from tests.customers.segmenting import condition, make_segment, members

pytestmark = pytest.mark.django_db


def who(facet: str, op: str, value: Any = None) -> set[int]:
    return members(make_segment(condition(f"complaints.{facet}", op, value), now=NOW))


def complained(times: int = 1, days: int | None = None, **of: list[str]) -> set[int]:
    return who("complained", "has", {"times": times} | ({"days": days} if days else {}) | ({"of": of} if of else {}))


def test_who_complained_how_often_and_when():
    often, once, never = (make_customer() for _ in range(3))
    for ago in (400, 3):
        case(customer=often, received_at=NOW - timedelta(days=ago))
    case(customer=once, received_at=NOW - timedelta(days=400))
    case()
    assert complained() == {often.pk, once.pk}
    assert complained(times=2) == {often.pk}
    assert complained(days=30) == {often.pk}
    assert never.pk in who("complained", "has_not", {"times": 1})


def test_of_what_and_how():
    top, other, one, two = category(), category(), make_customer(), make_customer()
    below = category(parent=top)
    case(customer=one, category=below, door="email")
    case(customer=two, category=other, door="phone")
    assert complained(category=[str(top.pk)]) == {one.pk}
    assert complained(category=[str(top.pk), str(other.pk)]) == {one.pk, two.pk}
    assert complained(door=["phone"]) == {two.pk}
    assert complained(category=[str(top.pk)], door=["phone"]) == set()


def test_whose_case_is_open():
    waits, done = make_customer(), make_customer()
    case(customer=waits)
    Case.objects.filter(pk=case(customer=done).pk).update(state="spam")
    assert who("has_open", "yes") == {waits.pk}
    assert done.pk in who("has_open", "no")


def test_cases_by_and_about_staff_and_mistaken_ones_are_in_none():
    about_staff, mistaken = make_customer(), make_customer()
    case(customer=about_staff, is_confidential=True)
    Case.objects.filter(pk=case(customer=mistaken).pk).update(state="spam")
    assert complained() == set()
    assert who("has_open", "yes") == set()

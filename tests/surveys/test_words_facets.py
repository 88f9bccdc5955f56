"""Segments of who wrote about what."""

from __future__ import annotations

from typing import Any

import pytest

from surveys.words import themes
from tests.customers.factories import make_customer
from tests.customers.segmenting import condition, make_segment, members
from tests.surveys.factories import NOW, survey
from tests.surveys.factories_words import comment, read_all, theme

pytestmark = pytest.mark.django_db


def spoke(op: str = "has", times: int = 1, days: int | None = None, **of: list[str]) -> set[int]:
    told: dict[str, Any] = {"times": times} | ({"days": days} if days else {}) | ({"of": of} if of else {})
    return members(make_segment(condition("surveys.spoke", op, told), now=NOW))


def test_segments_know_who_wrote_about_a_theme():
    price, staff = theme("Price", "price"), theme("Staff", "staff")
    one, other, nobody, of = make_customer(), make_customer(), make_customer(), survey()
    both = comment(of, 3, "the price and the staff", one)
    comment(of, 9, "a fair price", other)
    comment(of, 9, "nothing of it", nobody)
    comment(of, 2, "price")
    read_all()
    assert spoke() == {one.pk, other.pk}
    assert spoke(theme=[str(staff.public_id)]) == {one.pk}
    assert nobody.pk in spoke("has_not")
    assert spoke(times=2) == set(), "two themes of one answer are one time"
    comment(of, 3, "the price again", one)
    read_all()
    assert spoke(times=2, theme=[str(price.public_id)]) == {one.pk}
    themes.untag_by_hand(response=both, theme=staff, actor=None, now=NOW)
    assert spoke(theme=[str(staff.public_id)]) == set()

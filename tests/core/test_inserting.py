"""A new row in one statement: as `save` would write it, or not at all where another was first."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import DataError, IntegrityError, transaction

from core.inserting import insert
from customers.models import ContactHold, Customer
from customers.models import TimelineEntry as Entry
from tests.customers.factories import make_customer

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 9, 28, 1, tzinfo=UTC)
ONCE = {"unless": ["customer_id", "kind", "source"], "where": "released_at IS NULL"}


def test_it_is_what_save_would_have_written() -> None:
    facts = {"n": 1, "words": ["“%s”", None]}
    row = Entry(customer=make_customer(), verb="test", at=NOW, data=facts, reason="100 % 好")
    assert insert(row)
    assert not row._state.adding
    known = Entry.objects.get(pk=row.pk)
    assert (known.customer_id, known.verb, known.at, known.data, known.reason, known.actor) == (
        row.customer_id, "test", NOW, facts, "100 % 好", None,
    )  # fmt: skip


def test_of_two_the_first_stays() -> None:
    customer = make_customer()
    first, second = (
        ContactHold(customer=customer, kind="k", reason=reason, placed_at=NOW) for reason in ("first", "second")
    )
    assert (insert(first, **ONCE), insert(second, **ONCE)) == (True, False)
    assert second.pk is None
    assert ContactHold.objects.get(customer=customer).reason == "first"


def test_what_is_wrong_is_refused() -> None:
    with pytest.raises(DataError), transaction.atomic():
        insert(ContactHold(customer=make_customer(), kind="k" * 41, reason="too long", placed_at=NOW))
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(ContactHold(customer=make_customer(), kind="k", placed_at=None))  # type: ignore[misc]


def test_what_only_one_may_take_is_taken_by_the_first() -> None:
    customer = make_customer(source="")
    taking = "UPDATE customers_customer SET source = 'taken' WHERE id = %(one)s::bigint AND source = '' RETURNING id"
    rows = [Entry(customer=customer, verb=f"test.{n}", at=NOW) for n in range(2)]
    assert [insert(row, taking=taking, values={"one": customer.pk}) for row in rows] == [True, False]
    customer.refresh_from_db()
    assert customer.source == "taken"
    assert Entry.objects.get(customer=customer, verb__startswith="test.").verb == "test.0"
    other = make_customer(source="")
    with pytest.raises(DataError), transaction.atomic():
        insert(Entry(customer=other, verb="v" * 100, at=NOW), taking=taking, values={"one": other.pk})
    assert not Customer.objects.filter(source="taken").exclude(pk=customer.pk).exists()

"""Taking a merge back while somebody spends, or while a colleague takes it back: on real connections."""

from __future__ import annotations

import pytest

from core import clock
from core.models import User
from customers import merging, unmerging
from customers.models import Customer, CustomerMerge, TimelineEntry
from loyalty.ledger import audit
from loyalty.models import Account
from tests.customers.factories import make_user
from tests.loyalty.factories import NOW, grant, member, redeem
from tests.loyalty.test_ledger_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def merged() -> tuple[Customer, Customer, CustomerMerge, User]:
    one, two, actor = member(), member(), make_user("owner")
    grant(one, 5)
    grant(two, 100)
    merging.merge_customers(survivor=one, duplicate=two, reason="same name", actor=actor, now=clock.now())
    return one, two, CustomerMerge.objects.get(), actor


def test_spent_or_taken_back_but_not_both(merged: tuple[Customer, Customer, CustomerMerge, User]) -> None:
    one, two, record, actor = merged
    told = at_once(
        [
            lambda: redeem(one, 101),
            lambda: unmerging.undo_merge(record=record, reason="two people", actor=actor, now=clock.now()),
        ]
    )
    balances = dict(Account.objects.values_list("customer", "balance"))
    if told[0] == "done":
        assert (told[1], balances) == ("merge_stands", {one.pk: 4, two.pk: 0})
    else:
        assert (told, balances) == (["insufficient", "done"], {one.pk: 5, two.pk: 100})
    assert list(audit.disagreements(NOW)) == []


def test_two_colleagues_take_it_back_once(merged: tuple[Customer, Customer, CustomerMerge, User]) -> None:
    one, two, record, actor = merged
    told = at_once(
        [
            lambda: unmerging.undo_merge(record=record, reason="two people", actor=actor, now=clock.now())
            for _n in range(2)
        ]
    )
    assert told == ["done", "done"]
    assert dict(Account.objects.values_list("customer", "balance")) == {one.pk: 5, two.pk: 100}
    assert TimelineEntry.objects.filter(verb="customer.merge_undone").count() == 2
    assert list(audit.disagreements(NOW)) == []

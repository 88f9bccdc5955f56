"""Units of a household: who earns and spends, roles and limits, joining and leaving, what till and own page show."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from core import clock
from customers import memberpage
from customers.merging import merge_customers
from loyalty.households import services as households
from loyalty.models import (
    Entry,
    HouseholdMember,
    Lot,
)
from loyalty.receipts import outcome_of
from sales import services
from tests.loyalty.acting import JUNE, LATER, MARCH, home, refused
from tests.loyalty.factories import NOW, lot, member, opening, state
from tests.sales.factories import line, purchase, return_draft

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("agrees")]


class TestHouseholds:
    def test_members_earn_into_the_pool_and_the_facts_name_the_earner(self):
        holder, child = member(), member()
        home(holder, child, role="earn")
        bought = purchase(line(1000), customer=child.pk)
        assert (state(holder), state(child)) == ((10, 0), (0, 0))
        assert Entry.objects.get(purchase=bought).facts["earner"] == child.pk
        services.record_return(draft=return_draft(bought), now=LATER)
        assert state(holder) == (0, 0)

    def test_what_a_member_holds_comes_along_with_its_dates(self):
        holder, child = member(), member()
        opening(child, lot(5, MARCH), lot(7, JUNE))
        home(holder, child)
        found = Lot.objects.filter(account__customer=holder).order_by("expires_at")
        assert list(found.values_list("remaining", "expires_at")) == [(5, MARCH), (7, JUNE)]
        assert state(child) == (0, 0)

    def test_who_left_earns_alone_and_returns_still_find_the_pool(self):
        holder, child = member(), member()
        made = home(holder, child)
        bought = purchase(line(1000), customer=child.pk)
        households.remove_member(member=made.members.get(customer=child), now=NOW, actor=None)
        purchase(line(500), customer=child.pk)
        assert (state(holder), state(child)) == ((10, 0), (5, 0))
        services.record_return(draft=return_draft(bought), now=LATER)
        assert (state(holder), state(child)) == ((0, 0), (5, 0))

    def test_roles_and_daily_limit(self):
        holder, child = member(), member()
        opening(holder, lot(100))
        made = home(holder, child, role="earn")
        told = {"customer_id": child.pk, "currency": "points", "now": NOW}
        refused("earn_only", households.redeem_from_pool, units=5, event_key="a", **told)
        households.change_role(member=made.members.get(customer=child), role="spend", now=NOW, actor=None)
        made.daily_limit = 20
        made.save(update_fields=["daily_limit"])
        assert households.redeem_from_pool(units=15, event_key="a", **told).balance == 85
        assert households.redeem_from_pool(units=15, event_key="a", **told).is_replay
        refused("household_limit", households.redeem_from_pool, units=6, event_key="b", **told)
        households.redeem_from_pool(units=5, event_key="b", **told)

    def test_one_household_each(self):
        holder, child = member(), member()
        made = home(holder, child)
        refused("in_household", households.create_household, holder=child, name="X", now=NOW, actor=None)
        told = {"household": made, "customer": holder, "role": "earn", "now": NOW, "actor": None}
        refused("in_household", households.add_member, **told)
        refused("holder_stays", households.remove_member, member=made.members.get(role="holder"), now=NOW, actor=None)
        with pytest.raises(IntegrityError), transaction.atomic():
            HouseholdMember.objects.filter(customer=child).update(role="holder")

    def test_the_pool_follows_its_holder_through_a_merge(self, owner):
        holder, twin, child = member(), member(), member()
        opening(holder, lot(10))
        opening(twin, lot(5))
        home(holder, child)
        merge_customers(survivor=twin, duplicate=holder, actor=owner, reason="the same", now=NOW)
        purchase(line(1000), customer=child.pk)
        assert state(twin) == (25, 0)

    def test_the_till_and_the_own_page_show_the_pool(self, client):
        holder, child = member(), member()
        home(holder, child)
        opening(holder, lot(500))
        bought = purchase(line(1000), customer=child.pk)
        told = outcome_of(customer=child.pk, purchase=bought.pk, now=NOW)
        assert [(row.balance, row.earned) for row in told.balances] == [(510, 10)]
        token = memberpage.token_for(child, now=clock.now())
        assert "510" in client.get(reverse("customers:member_page", args=[token])).content.decode()

    def test_dissolved(self):
        holder, child = member(), member()
        made = home(holder, child)
        households.dissolve(household=made, now=NOW, actor=None)
        purchase(line(1000), customer=child.pk)
        assert state(child) == (10, 0)

"""Money that was paid in and moved: it is paid out wherever it lies."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.urls import reverse

from customers.merging import merge_customers
from customers.models import TimelineEntry
from loyalty import ledger
from loyalty.households import services as households
from loyalty.models import (
    Entry,
    SpendingTerms,
    TopUpBonus,
)
from tests.loyalty.acting import home, refused
from tests.loyalty.factories import NOW, member, policy, redeem, state

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("agrees")]


class TestStoredValueThatMoved:
    """Examples 37 and 38: money is paid out wherever it lies by now."""

    @pytest.fixture(autouse=True)
    def on(self):
        policy("stored", is_active=True, expiry="months", expiry_n=12)
        TopUpBonus.objects.create(minimum=10000, percent=Decimal(10))

    def test_into_a_household(self, owner):
        holder, child = member(), member()
        ledger.top_up(customer_id=child.pk, amount=10000, event_key="t", now=NOW)
        home(holder, child)
        told = {"of": "t", "now": NOW, "reason": "moves away", "actor": owner}
        ledger.refund_top_up(event_key="r1", amount=3333, **told)
        assert state(holder, "stored") == (11000 - 3333 - 334, 0)
        assert ledger.refund_top_up(event_key="r1", amount=3333, **told).is_replay
        ledger.refund_top_up(event_key="r2", **told)
        assert (state(holder, "stored"), state(child, "stored")) == ((0, 0), (0, 0))
        assert Entry.objects.get(event_key="r2").facts["payout"] == 6667
        refused("insufficient", ledger.refund_top_up, event_key="r3", **told)

    def test_a_bonus_spent_in_the_pool_is_taken_off_after_its_date_too(self, owner):
        holder, child = member(), member()
        ledger.top_up(customer_id=child.pk, amount=10000, event_key="t", now=NOW)
        home(holder, child)
        redeem(holder, 600, "stored")
        later = NOW + timedelta(days=400)
        ledger.refund_top_up(event_key="r", of="t", now=later, reason="moves away", actor=owner)
        assert Entry.objects.get(event_key="r").facts["payout"] == 9400

    def test_with_a_merge(self, owner):
        who, twin = member(), member()
        ledger.top_up(customer_id=twin.pk, amount=10000, event_key="t", now=NOW)
        ledger.top_up(customer_id=who.pk, amount=500, event_key="other", now=NOW)
        merge_customers(survivor=who, duplicate=twin, actor=owner, reason="the same", now=NOW)
        redeem(who, 400, "stored")
        ledger.refund_top_up(event_key="r", of="t", now=NOW, reason="moves away", actor=owner)
        assert Entry.objects.get(event_key="r").facts["payout"] == 9600
        assert state(who, "stored") == (500, 0)
        assert TimelineEntry.objects.filter(customer=who, verb="loyalty.paid_out").count() == 1

    def test_what_was_handed_on_is_somebody_elses(self, owner):
        who, friend = member(), member()
        SpendingTerms.objects.update(transfer_daily_limit=100000)
        TopUpBonus.objects.all().delete()
        ledger.top_up(customer_id=who.pk, amount=10000, event_key="t", now=NOW)
        told = {"from_customer_id": who.pk, "to_customer_id": friend.pk, "currency": "stored", "now": NOW}
        ledger.transfer(units=4000, event_key="gift", **told)
        ledger.refund_top_up(event_key="r", of="t", now=NOW, reason="moves away", actor=owner)
        assert (state(who, "stored"), state(friend, "stored")) == ((0, 0), (4000, 0))

    def test_lying_in_two_accounts(self, owner):
        """Part of it came back to who has left; the rest is in the pool."""
        holder, child = member(), member()
        TopUpBonus.objects.all().delete()
        ledger.top_up(customer_id=child.pk, amount=10000, event_key="t", now=NOW)
        redeem(child, 3000, "stored", event_key="spent")
        made = home(holder, child)
        households.remove_member(member=made.members.get(customer=child), now=NOW, actor=None)
        ledger.cancel_redemption(event_key="back", of="spent", now=NOW, reason="mistake", actor=owner)
        assert (state(holder, "stored"), state(child, "stored")) == ((7000, 0), (3000, 0))
        done = ledger.refund_top_up(event_key="r", of="t", now=NOW, reason="moves away", actor=owner)
        assert (state(holder, "stored"), state(child, "stored")) == ((0, 0), (0, 0))
        assert [row.facts["payout"] for row in Entry.objects.filter(kind="refund").order_by("pk")] == [10000, 0]
        again = ledger.refund_top_up(event_key="r", of="t", now=NOW, reason="moves away", actor=owner)
        assert (again.is_replay, again.entry_id) == (True, done.entry_id)

    def test_staff_find_it_where_it_lies(self, client, owner):
        client.force_login(owner)
        holder, child = member(), member()
        ledger.top_up(customer_id=child.pk, amount=10000, event_key="t", now=NOW)
        home(holder, child)
        arrived = Entry.objects.get(account__customer=holder, units=10000)
        shown = client.get(reverse("loyalty:statement", args=[holder.public_id]) + "?currency=stored")
        url = reverse("loyalty:entry_undo", args=[holder.public_id, arrived.pk])
        assert url in shown.content.decode()
        data = {"units": "", "reason": "moves away", "key": str(uuid4())}
        data["shown"] = client.post(url, data).context["form"]["shown"].value()
        answer = client.post(url, data, follow=True)
        assert "100.00" in next(str(message) for message in answer.context["messages"])
        bonus = Entry.objects.get(account__customer=holder, units=1000)
        assert client.get(reverse("loyalty:entry_undo", args=[holder.public_id, bonus.pk])).status_code == 404

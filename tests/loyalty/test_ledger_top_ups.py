"""Money that is paid in, its bonus, and paying it out: docs/algorithms/ledger.md."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from core import integrations
from loyalty import ledger
from loyalty.ledger import stored
from loyalty.models import Entry, Lot, TopUpBonus
from tests.loyalty.acting import refused, settings
from tests.loyalty.factories import (
    NOW,
    member,
    policy,
    redeem,
    snapshot,
    state,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("agrees")]


class TestStoredValue:
    @pytest.fixture(autouse=True)
    def on(self):
        policy("stored", is_active=True, expiry="months", expiry_n=12)
        TopUpBonus.objects.create(minimum=10000, percent=Decimal(10))

    def test_bonus_in_its_own_lot(self):
        who = member()
        done = ledger.top_up(customer_id=who.pk, amount=10000, event_key="t", now=NOW)
        lots = Lot.objects.filter(account__customer=who).order_by("pk").values_list("granted", "expires_at")
        assert [(units, bool(until)) for units, until in lots] == [(10000, False), (1000, True)]
        assert done.balance == 11000
        before = snapshot()
        assert ledger.top_up(customer_id=who.pk, amount=10000, event_key="t", now=NOW).is_replay
        assert snapshot() == before

    def test_a_bonus_may_be_an_amount(self):
        """“Pay in 500, get 100 more”, and 10 % above that."""
        TopUpBonus.objects.create(minimum=50000, percent=Decimal(10), bonus=10000)
        assert [stored.bonus_of(amount) for amount in (9999, 10000, 49999, 50000)] == [0, 1000, 4999, 15000]
        for values in ({"percent": 0, "bonus": 0}, {"bonus": -1}):
            with pytest.raises(IntegrityError), transaction.atomic():
                TopUpBonus.objects.filter(minimum=50000).update(**values)

    def test_over_the_api(self, client):
        _, token = integrations.create_integration(name="shop", scopes=["accounts:write"])
        told = {"content_type": "application/json", "HTTP_AUTHORIZATION": f"Bearer {token}"}
        who = member()
        body = {"customer": str(who.public_id), "amount": "100.00", "event_key": "t", "reason": ""}
        assert client.post("/api/v1/accounts/top-up/", body, **told).json()["balance"] == "110.00"
        body = {"of": "t", "amount": "33.33", "event_key": "r", "reason": "moves away"}
        first = client.post("/api/v1/accounts/pay-out/", body, **told)
        assert (first.status_code, first.json()["payout"], first.json()["bonus"]) == (201, "33.33", "3.34")
        again = client.post("/api/v1/accounts/pay-out/", body, **told)
        assert (again.status_code, again.json() | {"is_new": True}) == (200, first.json())
        unknown = client.post("/api/v1/accounts/pay-out/", body | {"of": "x", "event_key": "s"}, **told)
        assert (unknown.status_code, unknown.json()["code"]) == (404, "entry_unknown")

    def test_paid_out_with_its_share_of_the_bonus(self, owner):
        who = member()
        ledger.top_up(customer_id=who.pk, amount=10000, event_key="t", now=NOW)
        told = {"of": "t", "now": NOW, "reason": "moves away", "actor": owner}
        ledger.refund_top_up(event_key="r1", amount=3333, **told)
        assert state(who, "stored") == (11000 - 3333 - 334, 0)
        ledger.refund_top_up(event_key="r2", **told)
        assert state(who, "stored") == (0, 0)
        assert Entry.objects.get(event_key="r2").facts["payout"] == 6667

    def test_staff_read_what_to_hand_out(self, client, owner):
        client.force_login(owner)
        who = member()
        ledger.top_up(customer_id=who.pk, amount=10000, event_key="t", now=NOW)
        redeem(who, 400, "stored")
        entry = Entry.objects.get(event_key="t")
        url = reverse("loyalty:entry_undo", args=[who.public_id, entry.pk])
        data = {"units": "", "reason": "moves away", "key": "6e7e3f0e-0d9c-4b0e-8a5e-5b7b7a2f9f10"}
        page = client.get(url).content.decode()
        assert "Top-up of $100.00" in page
        assert "$100.00 of it is left. All of that paid out: hand out $96.00; $10.00 of the bonus goes." in page
        asked = client.post(url, data)
        page = asked.content.decode()
        assert (asked.status_code, state(who, "stored")) == (200, (10600, 0))
        for told in ("Hand out $96.00.", "$4.00 of that bonus is spent already", "moves away", "and book it"):
            assert told in page
        data["shown"] = asked.context["form"]["shown"].value()
        for _time in range(2):
            answer = client.post(url, data, follow=True)
            assert "96.00" in next(str(message) for message in answer.context["messages"])
        assert (state(who, "stored"), Entry.objects.filter(kind="refund").count()) == ((0, 0), 1)

    def test_only_what_was_shown_is_booked(self, client, owner):
        client.force_login(owner)
        who = member()
        ledger.top_up(customer_id=who.pk, amount=10000, event_key="t", now=NOW)
        url = reverse("loyalty:entry_undo", args=[who.public_id, Entry.objects.get(event_key="t").pk])
        data = {"units": "33.33", "reason": "moves away", "key": "6e7e3f0e-0d9c-4b0e-8a5e-5b7b7a2f9f10"}
        asked = client.post(url, data)
        assert "$33.33 of the top-up is paid out, $66.67 of it stays." in asked.content.decode()
        data["shown"] = asked.context["form"]["shown"].value()
        other = client.post(url, data | {"units": "50"})
        assert (other.status_code, other.context["plan"].payout) == (200, 5000)
        redeem(who, 1000, "stored")
        changed = client.post(url, data)
        assert changed.status_code == 422
        assert "The figures have changed meanwhile. Please look again." in changed.content.decode()
        assert changed.context["plan"].taken_off == 334
        for junk in ("", "3333", "3333:1:2:3:4:5", "3333:a:b:c:d"):
            assert client.post(url, data | {"shown": junk}).status_code == 200
        assert not Entry.objects.filter(kind="refund").exists()
        too_much = client.post(url, data | {"units": "100.01"})
        assert too_much.context["form"].errors["units"] == ["Only $100.00 of it is left."]
        again = client.post(url, data | {"shown": changed.context["form"]["shown"].value()})
        assert (again.status_code, Entry.objects.get(kind="refund").facts["payout"]) == (302, 2999)

    def test_a_bonus_that_is_spent_is_taken_off(self, owner):
        who = member()
        ledger.top_up(customer_id=who.pk, amount=10000, event_key="t", now=NOW)
        redeem(who, 400, "stored")
        ledger.refund_top_up(event_key="r", of="t", now=NOW, reason="moves away", actor=owner)
        assert Entry.objects.get(event_key="r").facts["payout"] == 9600
        assert state(who, "stored") == (0, 0)

    @pytest.mark.parametrize(
        ("spent", "amounts", "handed_out"),
        [
            (0, [None], [10000]),  # expired unused: nobody had it
            (1000, [None], [9000]),
            (500, [None], [9500]),
            (500, [3333, None], [3166, 6334]),
        ],
    )
    @pytest.mark.parametrize("is_swept", [False, True])
    def test_a_bonus_that_was_spent_stays_so_after_its_date(self, owner, spent, amounts, handed_out, is_swept):
        """Examples 55 to 57."""
        who, later = member(), NOW + timedelta(days=400)
        ledger.top_up(customer_id=who.pk, amount=10000, event_key="t", now=NOW)
        if spent:
            redeem(who, spent, "stored")
        if is_swept:
            ledger.expire_due(now=later)
        told = {"of": "t", "now": later, "reason": "moves away", "actor": owner}
        for n, amount in enumerate(amounts):
            ledger.refund_top_up(event_key=f"r{n}", amount=amount, **told)
        booked = Entry.objects.filter(kind="refund").order_by("pk")
        assert [row.facts["payout"] for row in booked] == handed_out

    def test_a_bonus_that_expires_between_two_payments(self, owner):
        who, later = member(), NOW + timedelta(days=400)
        ledger.top_up(customer_id=who.pk, amount=10000, event_key="t", now=NOW)
        redeem(who, 500, "stored")
        told = {"of": "t", "reason": "moves away", "actor": owner}
        ledger.refund_top_up(event_key="r1", amount=3333, now=NOW, **told)
        ledger.refund_top_up(event_key="r2", now=later, **told)
        booked = Entry.objects.filter(kind="refund").order_by("pk")
        assert [row.facts["payout"] for row in booked] == [3333, 6167]

    def test_the_rule(self, owner):
        who = member()
        ledger.top_up(customer_id=who.pk, amount=10000, event_key="t", now=NOW)
        told = {"event_key": "r", "of": "t", "reason": "why", "actor": owner}
        settings(refund_days=14)
        refused("refund_too_late", ledger.refund_top_up, now=NOW + timedelta(days=15), **told)
        settings(is_stored_refundable=False)
        refused("not_refundable", ledger.refund_top_up, now=NOW, **told)

"""The one question of a sale: every hook finds there what it would have asked by itself, and a sale costs no more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction

from core import integrations
from loyalty import asking
from loyalty.models import DrawEntry, EditionClaim, Referral, ReferralTerms, TierMembership, TouchedCustomer
from loyalty.referrals import codes, following
from loyalty.referrals import services as referrals
from sales import services
from sales.drafts import PurchaseDraft
from sales.hooks import Change
from tests.api.client import ApiClient, receipt
from tests.loyalty import draws, editions, tiers
from tests.loyalty.factories import member, only_rules, rule, snapshot
from tests.sales.factories import customer, draft, line, product, purchase

NOW = datetime(2026, 3, 15, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def friend_of_a_member() -> Referral:
    ReferralTerms.objects.create(name="Terms", is_default=True, friend_units=100, referrer_units=200, hold_days=14)
    code = codes.code_of_member(customer=member(), now=NOW)
    assert code
    return referrals.claim(code=code, friend=member(), actor=None, now=NOW)


class TestStatements:
    """What a till waits for. A feature that nobody has configured adds nothing."""

    def test_a_plain_sale(self, django_assert_num_queries: Any) -> None:
        api, body = till()
        # Token, receipt, question, lock of the account, entry with its lot, answer; and the test's savepoint.
        with django_assert_num_queries(6 + 2):
            assert api.post("/purchases/", body("2")).status_code == 201

    def test_with_a_key(self, django_assert_num_queries: Any) -> None:
        api, body = till()
        with django_assert_num_queries(10 + 2):  # also claim and answer of the key, and the sale in a savepoint
            assert api.post("/purchases/", body("2"), Idempotency_Key="k").status_code == 201

    def test_an_anonymous_sale(self, django_assert_num_queries: Any) -> None:
        api, _ = till()
        with django_assert_num_queries(3 + 2):  # token, receipt, question
            assert api.post("/purchases/", receipt("2", store=None)).status_code == 201


def till() -> tuple[ApiClient, Callable[[str], dict[str, Any]]]:
    """A till that has sold to a member before: the account is open, the programme known to the process."""
    only_rules()
    rule(1)
    product(sku="T-1")
    who = member()
    _, token = integrations.create_integration(name="Till", scopes=["purchases:write"])
    api = ApiClient(token)

    def body(number: str) -> dict[str, Any]:
        return receipt(number, customer=str(who.public_id), store=None)

    assert api.post("/purchases/", body("1")).status_code == 201
    return api, body


class TestAnswers:
    def ask(self, **values: Any) -> asking.Answer:
        bought = purchase(line(1000), occurred_at=NOW, now=NOW, **values)
        found = asking.of(Change(now=NOW, created=[bought.pk], customers=[bought.customer_id or 0]))
        assert found
        return found

    def test_nothing_concerns_it(self) -> None:
        found = self.ask(customer=customer().pk)
        assert (found.is_brought, found.is_draw_open, found.holds_pieces) == (False, False, False)
        assert found.tier_stamp == tiers.TierSettings.objects.get(pk=1).stamp

    def test_a_friend(self) -> None:
        assert self.ask(customer=friend_of_a_member().friend_id).is_brought

    @pytest.mark.parametrize(
        ("values", "is_open"),
        [
            ({}, True),
            ({"by_purchase": False}, False),
            ({"opens_at": NOW + timedelta(days=1)}, False),
            ({"opens_at": NOW}, True),
            ({"closes_at": NOW, "freezes_at": NOW}, False),
        ],
    )
    def test_a_draw(self, values: dict[str, Any], is_open: bool) -> None:
        draws.published(**{"by_purchase": True, "step": 1000} | values)
        assert self.ask().is_draw_open is is_open

    def test_a_held_piece(self) -> None:
        who = customer()
        editions.claim(editions.published(), who, NOW)
        assert self.ask(customer=who.pk).holds_pieces
        assert not self.ask(customer=customer().pk).holds_pieces

    def test_a_batch_or_anything_else_is_not_asked(self) -> None:
        one, two = purchase(), purchase()
        for change in (
            Change(now=NOW, created=[one.pk, two.pk]),
            Change(now=NOW, created=[one.pk], amended=[two.pk]),
            Change(now=NOW, created=[one.pk], returns=[1]),
            Change(now=NOW, customers=[1]),
        ):
            assert asking.of(change) is None


# --- The same outcome ---------------------------------------------------------------------------


def world() -> list[PurchaseDraft]:
    """Sales that concern everything: levels, a friend, a draw, a held piece; and one that nobody made."""
    tiers.ladder()
    rule(2, kind="multiplier")
    draws.published(by_purchase=True, step=1000)
    special = product()
    holder, friend, buyer = tiers.long_member(), friend_of_a_member().friend_id, tiers.long_member()
    editions.claim(editions.published(product=special), holder, NOW)
    told = [
        (draft(line(2000, product=special.pk), customer=holder.pk, occurred_at=NOW)),
        (draft(line(3000), customer=friend, occurred_at=NOW)),
        (draft(line(60_000), line(100), customer=buyer.pk, occurred_at=NOW)),
        (draft(line(60_000), customer=buyer.pk, occurred_at=NOW + timedelta(minutes=1))),
        (draft(line(500), occurred_at=NOW)),
        (draft(line(900), customer=customer().pk, occurred_at=NOW)),
    ]
    return [*told, told[0]]


def outcome(sell: Callable[[], object]) -> dict[str, Any]:
    """What the sales leave behind; then they are undone."""
    with transaction.atomic():
        sell()
        found = {
            "ledger": snapshot(),
            "levels": sorted(TierMembership.objects.values_list("customer", "level__code")),
            "friends": sorted(Referral.objects.values_list("friend", "state", "purchase__number", "due_at")),
            "chances": sorted(DrawEntry.objects.values_list("participant__customer", "purchase__number", "chances")),
            "pieces": sorted(EditionClaim.objects.values_list("customer", "state", "purchase__number")),
            "touched": sorted(TouchedCustomer.objects.values_list("customer_id", flat=True).distinct()),
        }
        transaction.set_rollback(True)
    return found


def test_asked_together_or_each_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    told, now = world(), NOW + timedelta(minutes=2)

    def one_by_one() -> None:
        for sale in told:
            services.record_purchase(draft=sale, now=now)

    together = outcome(one_by_one)
    assert [state for _, state, _, _ in together["friends"]] == ["held"]
    assert [state for _, state, _ in together["pieces"]] == ["paid"]
    assert len(together["chances"]) == 4
    assert "gold" in dict(together["levels"]).values()
    monkeypatch.setattr(asking, "_is_one_sale", lambda _change: False)
    assert without_numbers(outcome(one_by_one)) == without_numbers(together)
    at_once = outcome(lambda: services.record_purchases(drafts=told, now=now))
    assert without_numbers(at_once) == without_numbers(together)


def without_numbers(found: dict[str, Any]) -> dict[str, Any]:
    """Receipts get new numbers of the database each time, which the keys of the ledger carry."""
    return found | {"ledger": sorted(found["ledger"]["accounts"])}


def test_the_process_follows_a_changed_ladder_at_once() -> None:
    tiers.settings()
    who = tiers.long_member()
    purchase(line(60_000), customer=who.pk, occurred_at=NOW, now=NOW)
    assert tiers.held(who) is None
    tiers.level("silver", 1, min_spend=500_00)
    purchase(line(100), customer=who.pk, occurred_at=NOW, now=NOW)
    assert tiers.held(who) == "silver"


def test_a_friend_who_joins_while_their_first_sale_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither saw the other: the claim no sale, the sale no claim. The sweep looks again."""
    brought = friend_of_a_member()
    ask = asking._ask
    with monkeypatch.context() as patch:
        patch.setattr(asking, "_ask", lambda change: replace(ask(change), is_brought=False))
        purchase(line(5000), customer=brought.friend_id, occurred_at=NOW, now=NOW)
    brought.refresh_from_db()
    assert brought.state == Referral.State.WAITING
    following.sweep(NOW + timedelta(hours=1))
    brought.refresh_from_db()
    assert brought.state == Referral.State.HELD

"""Merging two customers who take part in a draw or hold pieces of an edition."""

# ruff: noqa: F811  # arguments are named like the fixtures that they are

from __future__ import annotations

import pytest

from core import clock
from customers import merging
from customers.models import Customer
from loyalty.draws import drawing, entering, freezing, verifying
from loyalty.editions import services
from loyalty.models import DrawAward, DrawParticipant, EditionClaim
from tests.customers.factories import make_customer, make_user
from tests.loyalty.draws_open import draw, edition, finish, now  # noqa: F401  # fixtures among them

pytestmark = pytest.mark.django_db


class TestMerging:
    def merge(self, survivor: Customer, duplicate: Customer) -> None:
        merging.merge_customers(
            survivor=survivor, duplicate=duplicate, reason="Same person", actor=make_user("owner"), now=clock.now()
        )

    def test_before_the_freeze_they_become_one_participant(self, draw, now):
        a, b, c = make_customer(), make_customer(), make_customer()
        for who in (a, b, c):
            entering.enter_by_signup(draw=draw, customer_id=who.pk, now=now)
        self.merge(a, b)
        row = freezing.freeze_draw(draw=draw, now=draw.freezes_at)
        assert row.chances_count == 2
        fresh = make_customer()
        self.merge(fresh, c)
        assert DrawParticipant.objects.get(customer=fresh).is_second is False

    def test_after_the_freeze_one_of_them_wins_at_most(self, draw, now):
        a, b = make_customer(), make_customer()
        for who in (a, b):
            entering.enter_by_signup(draw=draw, customer_id=who.pk, now=now)
        freezing.freeze_draw(draw=draw, now=draw.freezes_at)
        self.merge(a, b)
        row = drawing.draw_winners(draw=draw, now=draw.draws_at)
        assert DrawAward.objects.get().customer == a
        assert [step.reason for step in verifying.verify(row).steps][1] == "Has won a prize already"
        assert verifying.verify(row).is_right

    def test_prizes_and_claims_go_along(self, draw, edition, now):
        a, b = make_customer(), make_customer()
        entering.enter_by_signup(draw=draw, customer_id=b.pk, now=now)
        finish(draw)
        services.claim_pieces(edition=edition, customer_id=b.pk, event_key="a", now=now)
        self.merge(a, b)
        assert DrawAward.objects.get().customer == a
        assert EditionClaim.objects.get().customer == a

"""What everybody sees of draws and editions, and what members do on their own page."""

# ruff: noqa: F811  # arguments are named like the fixtures that they are

from __future__ import annotations

import json

import pytest
from django.test import Client
from django.urls import reverse

from core import clock
from customers import memberpage
from customers.models import Customer
from loyalty.draws import awards, entering, rules
from loyalty.editions import services
from loyalty.models import DrawAward, DrawEntry, DrawParticipant, Edition, EditionClaim
from tests.customers.factories import make_customer
from tests.loyalty.draws_open import draw, edition, finish, now, told  # noqa: F401  # fixtures among them
from tests.loyalty.factories import lot, member, opening

pytestmark = pytest.mark.django_db


class TestPublicPages:
    def test_checking(self, draw):
        who = make_customer("Grace Hopper")
        entering.enter_by_signup(draw=draw, customer_id=who.pk, now=clock.now())
        entering.enter_by_signup(draw=draw, customer_id=make_customer().pk, now=clock.now())
        before = told(Client().get(reverse("loyalty:draw_check", args=[draw.slug])))
        assert "not frozen yet" in before
        assert Client().get(reverse("loyalty:draw_list_file", args=[draw.slug])).status_code == 404
        assert Client().get(reverse("loyalty:draw_steps_file", args=[draw.slug])).status_code == 404
        row = finish(draw)
        page = told(Client().get(reverse("loyalty:draw_check", args=[draw.slug])))
        assert "Everything follows" in page
        assert row.seed in page
        assert "Grace Hopper" not in page
        code = DrawParticipant.objects.get(customer=who).code
        found = told(Client().get(reverse("loyalty:draw_check", args=[draw.slug]) + f"?code={code.lower()}"))
        assert f"{code}, chances: 1" in found
        assert "not in the list" in told(Client().get(reverse("loyalty:draw_check", args=[draw.slug]) + "?code=XX"))
        text = Client().get(reverse("loyalty:draw_list_file", args=[draw.slug])).getvalue().decode()
        assert rules.sha256(text) == row.list_hash
        steps = json.loads(Client().get(reverse("loyalty:draw_steps_file", args=[draw.slug])).content)
        assert [step["step"] for step in steps["steps"]] == [1, 2]
        assert "Grace Hopper" not in json.dumps(steps)
        assert "Winners" in told(Client().get(reverse("loyalty:draw_public", args=[draw.slug])))

    def test_claiming_by_code(self, draw, now, monkeypatch):
        entering.enter_by_signup(draw=draw, customer_id=make_customer().pk, now=now)
        finish(draw)
        url, won = reverse("loyalty:draw_claim", args=[draw.slug]), DrawAward.objects.get()
        assert Client().get(url).status_code == 200
        assert DrawAward.objects.get().state == "won"
        assert Client().post(url, {"code": "NOTTHISONE22"}).status_code == 422
        assert "is yours" in told(Client().post(url, {"code": won.claim_code}))
        assert DrawAward.objects.get().state == "claimed"

    def test_an_edition(self, edition):
        page = told(Client().get(reverse("loyalty:edition_public", args=[edition.slug])))
        assert "2 of 2 are free" in page
        assert Client().get(reverse("loyalty:edition_public", args=["nothing"])).status_code == 404


class TestMemberPage:
    @pytest.fixture
    def who(self) -> Customer:
        return member(display_name="Ada")

    @pytest.fixture
    def token(self, who, now) -> str:
        return memberpage.token_for(who, now=now)

    def home(self, token: str) -> str:
        return told(Client().get(reverse("customers:member_page", args=[token])))

    def test_taking_part_and_claiming_the_prize(self, draw, who, token):
        assert "Take part in" in self.home(token)
        for _ in range(2):
            assert Client().post(reverse("loyalty:member_draw", args=[token, draw.slug])).status_code == 302
        page = self.home(token)
        assert "1 chance" in page
        assert DrawParticipant.objects.get().code in page
        finish(draw)
        assert "You have won: Turntable" in self.home(token)
        won = DrawAward.objects.get()
        Client().post(reverse("loyalty:member_prize", args=[token, won.claim_code]))
        assert DrawAward.objects.get().state == "claimed"
        awards.hand_over(award=won, now=clock.now(), actor=None)
        assert "You have it" in self.home(token)

    def test_the_free_entry_is_there_for_who_takes_part_in_another_way(self, draw, who, token):
        opening(who, lot(100))
        Client().post(reverse("loyalty:member_draw_points", args=[token, draw.slug]), {"chances": "2", "paid": "0"})
        page = self.home(token)
        assert "2 chances" in page
        assert "Take part in" in page
        Client().post(reverse("loyalty:member_draw", args=[token, draw.slug]))
        page = self.home(token)
        assert "3 chances" in page
        assert "Take part in" not in page

    def test_paying_for_chances_with_points(self, draw, who, token):
        opening(who, lot(100))
        url = reverse("loyalty:member_draw_points", args=[token, draw.slug])
        price = draw.units_per_chance
        assert f"Chances for {price} points each" in self.home(token)
        for _ in range(2):  # two taps on one page
            assert Client().post(url, {"chances": "2", "paid": "0"}).status_code == 302
        assert DrawEntry.objects.get().units == 2 * price
        assert "2 chances" in self.home(token)
        stale = Client().post(url, {"chances": "3", "paid": "0"})
        assert stale.status_code == 409
        assert "out of date" in told(stale)
        assert Client().post(url, {"chances": "1", "paid": "2"}).status_code == 302
        assert Client().post(url, {"chances": "900", "paid": "3"}).status_code == 409
        for wrong in ("", "x", "-1", "²"):
            assert Client().post(url, {"chances": wrong, "paid": "3"}).status_code == 409
        assert DrawEntry.objects.count() == 2

    def test_afterwards_the_page_says_that_it_is_drawn(self, draw, who, token):
        for one in (who, member(), member()):
            entering.enter_by_signup(draw=draw, customer_id=one.pk, now=clock.now())
        finish(draw)
        page = self.home(token)
        assert "The winners are drawn." in page
        assert f"?code={DrawParticipant.objects.get(customer=who).code}" in page

    def test_what_is_refused_says_why(self, edition, token):
        for one in (make_customer(), make_customer(), make_customer()):
            services.claim_pieces(
                edition=edition, customer_id=one.pk, event_key=f"t:{one.pk}", now=clock.now(), quantity=1
            )
        Edition.objects.update(state="closed")
        answer = Client().post(reverse("loyalty:member_edition_claim", args=[token, edition.slug]))
        assert answer.status_code == 409
        assert "not open" in told(answer)

    def test_another_ones_prize(self, draw, now, token):
        entering.enter_by_signup(draw=draw, customer_id=member().pk, now=now)
        finish(draw)
        Client().post(reverse("loyalty:member_prize", args=[token, DrawAward.objects.get().claim_code]))
        assert DrawAward.objects.get().state == "won"

    def test_an_edition(self, edition, who, token):
        assert "Claim “First pressing”" in self.home(token)
        Client().post(reverse("loyalty:member_edition_claim", args=[token, edition.slug]))
        row = EditionClaim.objects.get()
        assert (row.customer, row.state) == (who, "held")
        page = self.home(token)
        assert row.code in page
        assert "Claim “First pressing”" not in page
        Client().post(reverse("loyalty:member_edition_claim", args=[token, edition.slug]))
        assert EditionClaim.objects.count() == 1
        foreign = memberpage.token_for(member(), now=clock.now())
        Client().post(reverse("loyalty:member_claim_cancel", args=[foreign, row.public_id]))
        assert EditionClaim.objects.get().state == "held"
        Client().post(reverse("loyalty:member_claim_cancel", args=[token, row.public_id]))
        assert EditionClaim.objects.get().state == "cancelled"
        Client().post(reverse("loyalty:member_edition_claim", args=[token, edition.slug]))
        assert EditionClaim.objects.count() == 2

    def test_nothing_running_nothing_shown(self, token):
        assert "Prize draws" not in self.home(token)

    @pytest.mark.parametrize("name", ["member_draw", "member_edition_claim"])
    def test_a_link_that_is_none(self, name):
        assert Client().post(reverse(f"loyalty:{name}", args=["wrong", "spring"])).status_code == 404

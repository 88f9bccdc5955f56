"""Pages of draws for staff: making a draw, entering customers, drawing, prizes, names."""

# ruff: noqa: F811  # arguments are named like the fixtures that they are

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from core import clock
from customers.models import Customer
from loyalty.draws import entering, publishing, verifying
from loyalty.models import CountryLimit, Draw, DrawAward, DrawEntry, Prize
from tests.customers.factories import make_customer, make_user
from tests.loyalty.draws_open import boss, draw, finish, now, told  # noqa: F401  # fixtures among them

pytestmark = pytest.mark.django_db
DRAW_FORM = {
    "name": "Summer draw", "rules": "Buy.", "slug": "summer", "countries": "de, fr", "opens_at": "2030-06-01T08:00",
    "closes_at": "2030-06-20T08:00", "freezes_at": "", "draws_at": "2030-06-21T08:00", "claim_days": "10",
    "by_purchase": "on", "counts": "amount", "per_amount": "10.00", "minimum_spend": "5.00", "on_return": "whole",
    "max_chances": "100", "name__zh-hans": "夏季抽奖",
}  # fmt: skip


class TestMakingADraw:
    @pytest.mark.usefixtures("boss")
    def test_from_the_form_to_the_public_page(self, client):
        answer = client.post(reverse("loyalty:draw_new"), DRAW_FORM)
        made = Draw.objects.get()
        assert answer["Location"] == reverse("loyalty:draw", args=[made.public_id])
        assert (made.step, made.minimum_spend, made.countries, made.on_return) == (1000, 500, ["DE", "FR"], "whole")
        assert made.freezes_at == made.closes_at
        assert made.translations == {"zh-hans": {"name": "夏季抽奖"}}
        assert "has no prize" in told(client.get(answer["Location"]))
        slots = {
            "name": "Car",
            "value": "500.00",
            "number": "2",
            "first_day": "2031-01-01",
            "months": "6",
            "periods": "2",
        }
        client.post(reverse("loyalty:prizes_new", args=[made.public_id]), slots)
        assert Prize.objects.count() == 4
        client.post(reverse("loyalty:prize_remove", args=[made.public_id, 4]))
        assert Prize.objects.count() == 3
        assert Client().get(reverse("loyalty:draw_public", args=["summer"])).status_code == 404
        asked = told(client.get(reverse("loyalty:draw_publish", args=[made.public_id])))
        assert "nobody can change them afterwards" in asked
        assert Draw.objects.get().state == "draft"
        client.post(reverse("loyalty:draw_publish", args=[made.public_id]))
        page = told(
            Client().get(reverse("loyalty:draw_public", args=["summer"]), headers={"Accept-Language": "zh-hans"})
        )
        assert "夏季抽奖" in page
        assert Draw.objects.get().commitment in page

    @pytest.mark.usefixtures("boss")
    def test_a_limit_blocks_and_says_why(self, client):
        CountryLimit.objects.create(country="DE", max_prize_value=100)
        client.post(reverse("loyalty:draw_new"), DRAW_FORM)
        made = Draw.objects.get()
        publishing.add_prizes(draw=made, name="Car", value=500000)
        page = client.post(reverse("loyalty:draw_publish", args=[made.public_id]), follow=True)
        assert "DE: a prize is worth $5,000.00; at most $1.00 is allowed." in told(page)
        assert Draw.objects.get().state == "draft"

    @pytest.mark.usefixtures("boss")
    @pytest.mark.parametrize(
        ("field", "value", "words"),
        [
            ("per_amount", "", "how much gives one chance"), ("closes_at", "2030-05-01T08:00", "in this order"),
            ("countries", "Germany", "not a country code"), ("products", "NOSUCH", "There is no product NOSUCH"),
            ("slug", "a b", "Small letters, digits and hyphens only."),
        ],
    )  # fmt: skip
    def test_what_is_wrong_stands_at_its_field(self, client, field, value, words):
        answer = client.post(reverse("loyalty:draw_new"), DRAW_FORM | {field: value})
        assert answer.status_code == 422
        assert words in told(answer)
        assert "Summer draw" in told(answer)

    @pytest.mark.usefixtures("boss")
    def test_a_freeze_left_empty_moves_with_the_closing(self, client):
        client.post(reverse("loyalty:draw_new"), DRAW_FORM)
        made = Draw.objects.get()
        url = reverse("loyalty:draw_edit", args=[made.public_id])
        form = client.get(url).context["form"]
        typed = {name: form[name].value() or "" for name in ("freezes_at",)}
        later = {"closes_at": "2030-07-20T08:00", "draws_at": "2030-07-21T08:00"}
        assert client.post(url, DRAW_FORM | typed | later).status_code == 302
        made.refresh_from_db()
        assert made.freezes_at == made.closes_at
        assert made.closes_at.month == 7

    @pytest.mark.usefixtures("boss")
    @pytest.mark.parametrize(
        ("times", "field", "words"),
        [
            ({"freezes_at": "2030-06-19T08:00"}, "freezes_at", "“Entries frozen” does not come after “Closes”"),
            ({"draws_at": "2030-06-19T08:00"}, "draws_at", "“Winners drawn” does not come after “Closes”"),
            (
                {"freezes_at": "2030-06-22T08:00"}, "draws_at",
                "“Winners drawn” does not come after “Entries frozen”",
            ),
        ],
    )  # fmt: skip
    def test_times_out_of_order_are_named(self, client, times, field, words):
        answer = client.post(reverse("loyalty:draw_new"), DRAW_FORM | times)
        assert list(answer.context["form"].errors) == [field]
        assert words in told(answer)

    @pytest.mark.usefixtures("boss")
    def test_an_address_that_is_taken(self, client, draw):
        answer = client.post(reverse("loyalty:draw_new"), DRAW_FORM | {"slug": draw.slug})
        assert answer.status_code == 422

    @pytest.mark.usefixtures("boss")
    def test_a_draft_is_changed_and_deleted_a_published_one_is_not(self, client, draw):
        client.post(reverse("loyalty:draw_new"), DRAW_FORM)
        made = Draw.objects.get(slug="summer")
        assert "10.00" in told(client.get(reverse("loyalty:draw_edit", args=[made.public_id])))
        client.post(reverse("loyalty:draw_edit", args=[made.public_id]), DRAW_FORM | {"name": "Later"})
        assert Draw.objects.get(slug="summer").name == "Later"
        client.post(reverse("loyalty:draw_delete", args=[made.public_id]))
        assert list(Draw.objects.all()) == [draw]
        answer = client.post(reverse("loyalty:draw_edit", args=[draw.public_id]), DRAW_FORM)
        assert answer.status_code == 422
        client.post(reverse("loyalty:draw_delete", args=[draw.public_id]))
        assert Draw.objects.get() == draw


class TestNumbersInWords:
    @pytest.mark.parametrize(("people", "words"), [(1, "1 participant ·"), (2, "2 participants ·")])
    def test_one_and_many(self, draw, people, words):
        for _ in range(people):
            entering.enter_by_signup(draw=draw, customer_id=make_customer().pk, now=clock.now())
        finish(draw)
        page = told(Client().get(reverse("loyalty:draw_check", args=[draw.slug])))
        assert words in page
        assert ("1 chance<" in page) == (people == 1)


class TestRunningADraw:
    def test_entering_a_customer(self, client, boss, draw):
        who = make_customer("Ada Lovelace")
        url, key = reverse("loyalty:draw_enter", args=[draw.public_id]), str(uuid4())
        for _ in range(2):
            answer = client.post(url, {"customer": "Ada Lovelace", "kind": "signup", "key": key})
            assert answer.status_code == 302
        assert DrawEntry.objects.get().actor == boss
        assert DrawEntry.objects.get().participant.customer == who
        poor = client.post(url, {"customer": "Ada Lovelace", "kind": "points", "chances": "2", "key": key})
        assert "Only 0 points can be redeemed" in told(poor) or "Only active members" in told(poor)
        nobody = client.post(url, {"customer": "zzzz", "kind": "signup", "key": key})
        assert "Nobody is found" in told(nobody)

    @pytest.mark.usefixtures("boss")
    def test_winners_are_handed_their_prize_or_drawn_again(self, client, draw):
        for number in range(4):
            entering.enter_by_signup(draw=draw, customer_id=make_customer(f"Person {number}").pk, now=clock.now())
        finish(draw)
        page = told(client.get(reverse("loyalty:draw", args=[draw.public_id])))
        assert page.count("Handed over") == 2
        url = reverse("loyalty:award_hand_over", args=[draw.public_id, 1])
        asked = told(client.get(url))
        assert f"{DrawAward.objects.get(step__step=1).customer} has the prize." in asked
        assert DrawAward.objects.get(step__step=1).state == "won"
        client.post(url)
        assert DrawAward.objects.get(step__step=1).state == "handed"
        url = reverse("loyalty:award_redraw", args=[draw.public_id, 2])
        asked = told(client.get(url))
        assert "until then the winner has time to claim" in asked
        assert "Could not be reached<" not in asked
        assert client.post(url, {"reason": "unreachable"}).status_code == 422
        client.post(url, {"reason": "declined"})
        assert DrawAward.objects.get(step__step=2).is_redrawn
        assert DrawAward.objects.filter(step__step=3, state="won").exists()
        assert verifying.verify(Draw.objects.get()).is_right

    @pytest.mark.usefixtures("boss")
    def test_too_early_and_cancelling(self, client, draw):
        for name in ("draw_freeze", "draw_run"):
            answer = client.post(reverse(f"loyalty:{name}", args=[draw.public_id]), follow=True)
            assert "notice" in told(answer)
        url = reverse("loyalty:draw_cancel", args=[draw.public_id])
        assert client.post(url, {"reason": ""}).status_code == 422
        client.post(url, {"reason": "No permit"})
        assert Draw.objects.get().state == "cancelled"
        assert "No permit" in told(Client().get(reverse("loyalty:draw_public", args=[draw.slug])))

    @pytest.mark.usefixtures("boss")
    def test_names_are_shown_to_whom_they_may_be(self, client, draw):
        entering.enter_by_signup(draw=draw, customer_id=make_customer("Grace Hopper").pk, now=clock.now())
        finish(draw)
        url = reverse("loyalty:draw", args=[draw.public_id])
        assert "Grace Hopper" in told(client.get(url))
        Customer.objects.update(assigned_to=make_user())
        limited = make_user("service agent")
        for group in limited.groups.all():
            group.permissions.remove(*group.permissions.filter(codename="view_all_customers"))
        client.force_login(limited)
        assert "Grace Hopper" not in told(client.get(url))

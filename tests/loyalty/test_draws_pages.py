"""Pages and API of draws and limited editions: what staff do, what everybody sees, what members can do."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from core import clock, integrations
from core.models import User
from customers import memberpage, merging
from customers.models import Customer
from loyalty.draws import awards, drawing, entering, freezing, publishing, rules, verifying
from loyalty.editions import publishing as edition_publishing
from loyalty.editions import services
from loyalty.models import CountryLimit, Draw, DrawAward, DrawEntry, DrawParticipant, Edition, EditionClaim, Prize
from tests.api.client import ApiClient
from tests.customers.factories import make_customer, make_user
from tests.loyalty.factories import lot, member, opening
from tests.sales.factories import line, product, purchase

pytestmark = pytest.mark.django_db
LETTERS = {"owner": "o", "manager": "m", "marketer": "k", "service agent": "s", "cashier": "c", "analyst": "a"}


@pytest.fixture
def now() -> Any:
    return clock.now()


@pytest.fixture
def draw(now: Any) -> Draw:
    """Open now, by sign-up and points."""
    earlier = now - timedelta(days=2)
    told = {
        "name": "Spring draw", "rules": "Be lucky.", "opens_at": now - timedelta(days=1),
        "closes_at": now + timedelta(days=1), "freezes_at": now + timedelta(days=1),
        "draws_at": now + timedelta(days=1), "by_signup": True, "by_points": True, "units_per_chance": 5,
        "members_only": False, "slug": "spring", "translations": {"zh-hans": {"name": "春季抽奖"}},
    }  # fmt: skip
    made = publishing.create_draw(data=told, now=earlier)
    publishing.add_prizes(draw=made, name="Turntable", value=49900, number=2)
    return publishing.publish_draw(draw=made, now=earlier)


def finish(draw: Draw) -> Draw:
    freezing.freeze_draw(draw=draw, now=draw.freezes_at)
    return drawing.draw_winners(draw=draw, now=draw.draws_at)


@pytest.fixture
def edition(now: Any) -> Edition:
    told = {"name": "First pressing", "description": "Numbered.", "quantity": 2, "slug": "pressing"}
    made = edition_publishing.create_edition(data=told, now=now)
    edition_publishing.add_opening(edition=made, opens_at=now - timedelta(hours=1))
    return edition_publishing.publish_edition(edition=made, now=now)


def told(response: Any) -> str:
    return response.content.decode()


@pytest.fixture
def boss(client: Client) -> User:
    user = make_user("owner")
    client.force_login(user)
    return user


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
        assert "Only 0 can be redeemed" in told(poor) or "Only active members" in told(poor)
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
        assert client.get(url).status_code == 200
        client.post(url, {"reason": "unreachable"})
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
        assert "everything follows" in page
        assert row.seed in page
        assert "Grace Hopper" not in page
        code = DrawParticipant.objects.get(customer=who).code
        found = told(Client().get(reverse("loyalty:draw_check", args=[draw.slug]) + f"?code={code.lower()}"))
        assert f"{code}, chances: 1" in found
        assert "not in the list" in told(Client().get(reverse("loyalty:draw_check", args=[draw.slug]) + "?code=XX"))
        text = Client().get(reverse("loyalty:draw_list_file", args=[draw.slug])).content.decode()
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
        answer = Client().post(reverse("loyalty:member_claim", args=[token, edition.slug]))
        assert answer.status_code == 409
        assert "not open" in told(answer)

    def test_another_ones_prize(self, draw, now, token):
        entering.enter_by_signup(draw=draw, customer_id=member().pk, now=now)
        finish(draw)
        Client().post(reverse("loyalty:member_prize", args=[token, DrawAward.objects.get().claim_code]))
        assert DrawAward.objects.get().state == "won"

    def test_an_edition(self, edition, who, token):
        assert "Claim “First pressing”" in self.home(token)
        Client().post(reverse("loyalty:member_claim", args=[token, edition.slug]))
        row = EditionClaim.objects.get()
        assert (row.customer, row.state) == (who, "held")
        page = self.home(token)
        assert row.code in page
        assert "Claim “First pressing”" not in page
        Client().post(reverse("loyalty:member_claim", args=[token, edition.slug]))
        assert EditionClaim.objects.count() == 1
        foreign = memberpage.token_for(member(), now=clock.now())
        Client().post(reverse("loyalty:member_claim_cancel", args=[foreign, row.public_id]))
        assert EditionClaim.objects.get().state == "held"
        Client().post(reverse("loyalty:member_claim_cancel", args=[token, row.public_id]))
        assert EditionClaim.objects.get().state == "cancelled"
        Client().post(reverse("loyalty:member_claim", args=[token, edition.slug]))
        assert EditionClaim.objects.count() == 2

    def test_nothing_running_nothing_shown(self, token):
        assert "Prize draws" not in self.home(token)

    @pytest.mark.parametrize("name", ["member_draw", "member_claim"])
    def test_a_link_that_is_none(self, name):
        assert Client().post(reverse(f"loyalty:{name}", args=["wrong", "spring"])).status_code == 404


EDITION_FORM = {
    "name": "Box", "description": "Signed.", "slug": "box", "quantity": "3", "per_customer": "1", "hold_minutes": "30",
    "on_return": "free", "time_zone": "Asia/Shanghai", "closes": "2031-05-01T20:00", "price": "99.00",
}  # fmt: skip


class TestEditionPages:
    @pytest.mark.usefixtures("boss")
    def test_from_the_form_to_a_paid_claim(self, client):
        client.post(reverse("loyalty:edition_new"), EDITION_FORM)
        made = Edition.objects.get()
        assert made.closes_at.isoformat() == "2031-05-01T12:00:00+00:00"
        assert "20:00" in told(client.get(reverse("loyalty:edition_edit", args=[made.public_id])))
        page = client.post(reverse("loyalty:edition_publish", args=[made.public_id]), follow=True)
        assert "from when on somebody may claim" in told(page)
        client.post(reverse("loyalty:opening_new", args=[made.public_id]), {"opens": "2026-01-01T10:00"})
        assert made.steps.get().opens_at.isoformat() == "2026-01-01T02:00:00+00:00"
        asked = told(client.get(reverse("loyalty:edition_publish", args=[made.public_id])))
        assert "Only the quantity can still change" in asked
        assert Edition.objects.get().state == "draft"
        client.post(reverse("loyalty:edition_publish", args=[made.public_id]))
        who = make_customer("Ada Lovelace")
        told_claim = {"customer": "Ada Lovelace", "quantity": "1", "may_wait": "on", "key": str(uuid4())}
        for _ in range(2):
            assert client.post(reverse("loyalty:claim_new", args=[made.public_id]), told_claim).status_code == 302
        row = EditionClaim.objects.get()
        bought = purchase(line(9900), customer=who.pk)
        url = reverse("loyalty:claim_pay", args=[made.public_id, row.public_id])
        assert bought.number in told(client.get(url))
        client.post(url, {"purchase": bought.pk})
        assert EditionClaim.objects.get().purchase == bought
        client.post(reverse("loyalty:claim_cancel", args=[made.public_id, row.public_id]), {"reason": "Broken"})
        assert EditionClaim.objects.get().reason == "Broken"
        client.post(reverse("loyalty:edition_edit", args=[made.public_id]), {"quantity": "5"})
        assert Edition.objects.get().quantity == 5
        asked = told(client.get(reverse("loyalty:edition_close", args=[made.public_id])))
        assert "it cannot be opened again" in asked
        assert "empty hands" not in asked
        assert Edition.objects.get().state == "published"
        client.post(reverse("loyalty:edition_close", args=[made.public_id]))
        assert Edition.objects.get().state == "closed"

    @pytest.mark.usefixtures("boss")
    def test_a_claim_says_whether_it_is_held_or_waits(self, client, edition):
        said = []
        for name in ("Ada Lovelace", "Bob Noyce", "Cy Young", "Dee Ho"):
            make_customer(name)
            form = {"customer": name, "quantity": "1", "may_wait": "on", "key": str(uuid4())}
            said.append(told(client.post(reverse("loyalty:claim_new", args=[edition.public_id]), form, follow=True)))
        assert "Claimed: held until" in said[0]
        assert "on the waiting list." in said[-1]
        asked = told(client.get(reverse("loyalty:edition_close", args=[edition.public_id])))
        assert "the waiting list with empty hands." in asked

    @pytest.mark.usefixtures("boss")
    def test_an_hour_that_is_left_out_is_refused(self, client):
        client.post(reverse("loyalty:edition_new"), EDITION_FORM | {"time_zone": "Europe/Berlin"})
        made = Edition.objects.get()
        url = reverse("loyalty:opening_new", args=[made.public_id])
        wrong = client.post(url, {"opens": "2030-03-31T02:30"})
        assert wrong.status_code == 422
        assert "does not exist" in told(wrong)
        assert client.post(url, {"opens": "2030-10-27T02:30"}).status_code == 302
        assert made.steps.get().opens_at == datetime(2030, 10, 27, 0, 30, tzinfo=UTC)
        closing = client.post(
            reverse("loyalty:edition_edit", args=[made.public_id]),
            EDITION_FORM | {"time_zone": "Europe/Berlin", "closes": "2030-03-31T02:30"},
        )
        assert closing.status_code == 422

    @pytest.mark.usefixtures("boss")
    def test_openings_come_and_go_in_a_draft(self, client):
        client.post(reverse("loyalty:edition_new"), EDITION_FORM)
        made = Edition.objects.get()
        client.post(reverse("loyalty:opening_new", args=[made.public_id]), {"opens": "2026-01-01T10:00"})
        client.post(reverse("loyalty:opening_remove", args=[made.public_id, made.steps.get().pk]))
        assert not made.steps.exists()
        answer = client.post(reverse("loyalty:edition_new"), EDITION_FORM | {"time_zone": "Mars/North", "sku": "X"})
        assert answer.status_code == 422
        assert "no time zone" in told(answer)
        assert "no product X" in told(answer)

    @pytest.mark.usefixtures("boss")
    @pytest.mark.parametrize("name", ["draws", "editions", "edition"])
    def test_as_many_statements_for_three_rows_as_for_one(
        self, client, draw, edition, name, now, django_assert_num_queries
    ):
        url = reverse(f"loyalty:{name}", args=[edition.public_id] if name == "edition" else [])
        services.claim_pieces(edition=edition, customer_id=make_customer().pk, event_key="a", now=now)
        client.get(url)
        with django_assert_num_queries(_count(client, url)):
            client.get(url)
        first = _count(client, url)
        for number in range(2):
            values = {"name": f"Other {number}", "description": "x", "quantity": 1, "slug": f"other-{number}"}
            edition_publishing.create_edition(data=values, now=now)
            services.claim_pieces(edition=edition, customer_id=make_customer().pk, event_key=f"b{number}", now=now)
            Draw.objects.filter(pk=draw.pk).values()
            copy = {f: getattr(draw, f) for f in ("rules", "opens_at", "closes_at", "freezes_at", "draws_at")}
            publishing.create_draw(data=copy | {"name": f"Draw {number}", "slug": f"d-{number}"}, now=now)
        assert _count(client, url) == first


def _count(client: Client, url: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


# Who may GET (or, marked with "!", POST and is then let in) what.
TABLE = {
    "draws": "omksca", "draw": "omksca", "draw_new": "omk", "draw_edit": "omk", "prizes_new": "omk",
    "draw_number": "omk", "draw_cancel": "omk", "draw_enter": "omsc", "award_redraw": "omk",
    "editions": "omksca", "edition": "omksca", "edition_new": "omk", "edition_edit": "omk", "opening_new": "omk",
    "claim_new": "omsc", "claim_pay": "omsc", "claim_cancel": "omsc",
    "prize_remove!": "omk", "draw_delete!": "omk", "draw_publish!": "omk", "draw_freeze!": "omk", "draw_run!": "omk",
    "award_hand_over!": "omk", "edition_publish!": "omk", "edition_close!": "omk", "opening_remove!": "omk",
}  # fmt: skip


@pytest.mark.parametrize("role", LETTERS)
def test_role_and_address(client: Client, draw: Draw, edition: Edition, now: Any, role: str) -> None:
    entering.enter_by_signup(draw=draw, customer_id=make_customer().pk, now=now)
    finish(draw)
    row = services.claim_pieces(edition=edition, customer_id=make_customer().pk, event_key="a", now=now)
    extra = {
        "prize_remove": [1],
        "award_hand_over": [1],
        "award_redraw": [1],
        "opening_remove": [edition.steps.get().pk],
    }
    extra |= {"claim_pay": [row.public_id], "claim_cancel": [row.public_id]}
    client.force_login(make_user(role))
    for marked, allowed in TABLE.items():
        name = marked.rstrip("!")
        about = [] if name in {"draws", "editions", "draw_new", "edition_new"} else [draw.public_id]
        if about and (name.startswith(("edition", "opening", "claim"))):
            about = [edition.public_id]
        url = reverse(f"loyalty:{name}", args=[*about, *extra.get(name, [])])
        status = (client.post if marked.endswith("!") else client.get)(url).status_code
        let_in = {302} if marked.endswith("!") else {200}
        assert status in (let_in if LETTERS[role] in allowed else {403}), (role, name, status)


@pytest.mark.parametrize("role", ["cashier", "owner"])
def test_limits_are_the_owners_and_managers(client: Client, role: str) -> None:
    user = make_user(role, is_staff=True)
    client.force_login(user)
    url = reverse("admin:loyalty_countrylimit_add")
    assert client.get(url).status_code == (200 if role == "owner" else 403)
    if role == "owner":
        client.post(url, {"country": "CN", "max_prize_value": "50000.00", "source": "checked"})
        assert CountryLimit.objects.get().max_prize_value == 5_000_000
        assert "50,000.00" in told(client.get(reverse("admin:loyalty_countrylimit_changelist")))


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


class TestApi:
    @pytest.fixture
    def api(self) -> ApiClient:
        scopes = [scope.code for scope in integrations.all_scopes()]
        return ApiClient(integrations.create_integration(name="Shop", scopes=scopes)[1])

    def test_draws_and_entries(self, api, draw):
        who = member()
        opening(who, lot(100))
        listed = api.get("/draws/").json()["results"]
        assert [row["name"] for row in listed] == ["Spring draw"]
        assert listed[0]["seed"] == ""
        assert api.get(f"/draws/{draw.public_id}/", Accept_Language="zh-hans").json()["name"] == "春季抽奖"
        path, customer = f"/draws/{draw.public_id}/entries/", str(who.public_id)
        first = api.post(path, {"customer": customer, "kind": "signup"})
        assert (first.status_code, first.json()["chances"]) == (201, 1)
        assert api.post(path, {"customer": customer, "kind": "signup"}).status_code == 200
        points = {"customer": customer, "kind": "points", "chances": 3, "key": "order-1"}
        assert api.post(path, points).status_code == 201
        assert api.post(path, points).status_code == 200
        assert api.post(path, points | {"chances": 4}).json()["code"] == "event_key_taken"
        assert api.post(path, {"customer": customer, "kind": "points"}).status_code == 400
        assert len(api.get(path, {"kind": "points"}).json()["results"]) == 1
        assert api.get(f"/draws/{uuid4()}/entries/").status_code == 404
        assert api.post(path, {"customer": str(uuid4()), "kind": "signup"}).json()["code"] == "customer_unknown"

    def test_winners_and_their_claims(self, api, draw, now):
        who = member()
        entering.enter_by_signup(draw=draw, customer_id=who.pk, now=now)
        finish(draw)
        (won,) = api.get(f"/draws/{draw.public_id}/winners/").json()["results"]
        assert (won["customer"], won["state"]) == (str(who.public_id), "won")
        path, code = f"/draws/{draw.public_id}/claim/", DrawAward.objects.get().claim_code
        assert api.post(path, {"code": "WRONG"}).json()["code"] == "code_unknown"
        for _ in range(2):
            assert api.post(path, {"code": code}).json()["state"] == "claimed"
        assert api.get(f"/draws/{uuid4()}/winners/").status_code == 404

    def test_a_draft_is_not_there(self, api, now):
        values = {"name": "x", "rules": "x", "opens_at": now, "closes_at": now + timedelta(1)}
        later = now + timedelta(2)
        made = publishing.create_draw(data=values | {"freezes_at": later, "draws_at": later}, now=now)
        assert api.get("/draws/").json()["results"] == []
        assert api.get(f"/draws/{made.public_id}/").status_code == 404

    def test_claims(self, api, now):
        thing = product()
        told_edition = {"name": "Box", "description": "x", "quantity": 1, "product": thing}
        made = edition_publishing.create_edition(data=told_edition, now=now)
        edition_publishing.add_opening(edition=made, opens_at=now - timedelta(hours=1))
        edition_publishing.publish_edition(edition=made, now=now)
        first, second = make_customer(), make_customer()
        body = {"edition": str(made.public_id), "customer": str(first.public_id), "key": "web-1"}
        held = api.post("/claims/", body)
        assert (held.status_code, held.json()["state"]) == (201, "held")
        assert api.post("/claims/", body).status_code == 200
        assert api.post("/claims/", body | {"quantity": 2}).json()["code"] == "event_key_taken"
        other = {"edition": str(made.public_id), "customer": str(second.public_id), "key": "web-2"}
        assert api.post("/claims/", other | {"may_wait": False}).json()["code"] == "sold_out"
        waiting = api.post("/claims/", other).json()
        assert waiting["state"] == "waiting"
        path = f"/claims/{held.json()['public_id']}/"
        bought = purchase(line(product=thing.sku), customer=first.pk)
        paid = api.post(f"{path}pay/", {"purchase": str(bought.public_id)})
        assert (paid.status_code, paid.json()["state"]) == (200, "paid")
        assert api.post(f"{path}pay/", {"purchase": str(uuid4())}).json()["code"] == "purchase_unknown"
        assert api.post(f"{path}cancel/").json()["code"] == "reason_missing"
        assert api.get(path).json()["purchase"] == str(bought.public_id)
        gone = api.post(f"/claims/{waiting['public_id']}/cancel/")
        assert gone.json()["state"] == "cancelled"
        assert len(api.get("/claims/", {"state": "paid"}).json()["results"]) == 1
        assert api.get("/editions/").json()["results"][0]["taken"] == 1

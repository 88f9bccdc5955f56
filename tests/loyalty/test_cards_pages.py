"""Pages of loyalty cards: search, lists, batches and printing, the card on the personal page, permissions."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from core import clock, codes
from core.models import User
from customers import finders, memberpage
from customers.models import Customer
from loyalty.cards import services
from loyalty.models import Card
from tests.loyalty.card_factories import NOW, issue
from tests.loyalty.factories import member

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(client):
    made = User.objects.create_superuser("owner@shop.example", "x")
    client.force_login(made)
    return made


def test_the_global_search_finds_cards_of_customers_whom_one_may_see(owner):
    who = member()
    card = issue(who)
    hits = {finder.key: hits for finder, hits in finders.find_all(owner, card.number[:8])}
    assert hits["cards"][0].title == card.number
    clerk = User.objects.create_user("c@shop.example", "x")
    clerk.user_permissions.set(Permission.objects.filter(codename__in=["view_card", "view_customer"]))
    Customer.objects.filter(pk=who.pk).update(assigned_to=owner)
    assert "cards" not in {finder.key: hits for finder, hits in finders.find_all(clerk, card.number)}


def test_the_list_asks_as_much_for_three_as_for_one(client, owner, django_assert_num_queries):
    counts = []
    for number in (1, 2):
        for _ in range(number):
            issue(member())
        client.get(reverse("loyalty:cards"))
        with django_assert_num_queries(5) as captured:
            client.get(reverse("loyalty:cards"))
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_through_the_pages(client, owner):
    who = member()
    url = reverse("loyalty:card_issue", args=[who.public_id])
    assert client.get(url).status_code == 200
    assert client.post(url, {"number": ""}).status_code == 302
    assert client.post(url, {"number": ""}).status_code == 422
    card = Card.objects.get()
    assert card.number in client.get(reverse("loyalty:customer_cards", args=[who.public_id])).text
    page = client.get(reverse("loyalty:card", args=[card.pk]))
    assert "code-qr" in page.text
    lost = reverse("loyalty:card_action", args=[card.pk, "lost"])
    assert client.get(lost).status_code == 200
    client.post(lost, {"reason": "on the bus"})
    assert client.get(lost).status_code == 302
    client.post(reverse("loyalty:card_action", args=[card.pk, "replace"]), {"number": "", "reason": ""})
    card.refresh_from_db()
    assert card.state == "replaced"
    assert card.replaced_by.number in client.get(reverse("loyalty:card", args=[card.pk])).text
    assert client.get(reverse("loyalty:card_action", args=[card.pk, "no-such"])).status_code == 404


def test_batches_and_print(client, owner):
    url = reverse("loyalty:card_batches")
    assert client.post(url, {"name": "May", "size": "0"}).status_code == 422
    client.post(url, {"name": "May", "size": "12"})
    assert "May" in client.get(url).text
    batch = Card.objects.first().batch
    sheet = client.get(reverse("loyalty:card_batch_sheet", args=[batch.pk])).text
    assert sheet.count("<article>") == 12
    assert " style=" not in sheet
    assert client.get(reverse("loyalty:card_sheet", args=[Card.objects.first().pk])).status_code == 200


PAGES = {
    "cards": ("view_card", "list"), "card": ("view_card", "card"), "card_sheet": ("view_card", "card"),
    "card_batches": ("batch_card", "list"), "card_issue": ("issue_card", "customer"),
    "customer_cards": ("view_card", "customer"),
}  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_each_page_wants_its_permission(client, name):
    needed, kind = PAGES[name]
    who = member()
    args = {"list": [], "card": [issue(who).pk], "customer": [who.public_id]}[kind]
    clerk = User.objects.create_user("c@shop.example", "x")
    clerk.user_permissions.set(
        Permission.objects.filter(codename__in=["view_card", "view_customer", "view_all_customers"])
    )
    if needed == "view_card":
        clerk.user_permissions.remove(Permission.objects.get(codename="view_card"))
    client.force_login(clerk)
    assert client.get(reverse(f"loyalty:{name}", args=args)).status_code == 403
    clerk.user_permissions.add(Permission.objects.get(codename=needed))
    assert client.get(reverse(f"loyalty:{name}", args=args)).status_code == 200


def test_the_card_on_the_personal_page(client):
    who = member()
    token = memberpage.token_for(who, now=clock.now())
    assert "code-bars" not in client.get(reverse("customers:member_page", args=[token])).text
    full = reverse("loyalty:member_card", args=[token])
    assert client.get(full).status_code == 302
    card = issue(who)
    page = client.get(reverse("customers:member_page", args=[token])).text
    assert codes.grouped(card.number) in page
    assert "code-bars" in page
    assert "code-qr" in client.get(full).text
    assert client.get(reverse("loyalty:member_card", args=["foreign"])).status_code == 404


def test_members_make_and_replace_their_card_on_the_phone(client):
    who = member()
    token = memberpage.token_for(who, now=clock.now())
    own = reverse("loyalty:member_card_own", args=[token])
    assert "Make my card" in client.get(reverse("customers:member_page", args=[token])).text
    assert client.get(own).status_code == 405
    for _ in range(2):
        assert client.post(own).status_code == 302
    first = Card.objects.get()
    for _ in range(2):  # two taps on one page
        client.post(own, {"action": "replace", "number": first.number})
    first.refresh_from_db()
    assert first.state == "replaced"
    assert Card.objects.filter(customer=who).count() == 2
    left = memberpage.token_for(member(state="left"), now=clock.now())
    assert client.post(reverse("loyalty:member_card_own", args=[left])).status_code == 409


def test_a_large_batch_is_printed_part_by_part(client, owner, monkeypatch):
    monkeypatch.setattr("loyalty.cards.views.SHEET", 4)
    batch = services.make_batch(name="Many", size=10, actor=None, now=NOW)
    url = reverse("loyalty:card_batch_sheet", args=[batch.pk])
    assert client.get(url).text.count("<article>") == 4
    assert client.get(f"{url}?part=3").text.count("<article>") == 2
    assert services.numbers_of([batch.pk]) == {batch.pk: 10}

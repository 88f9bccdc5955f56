"""The rank of announcements.md and one reason for each; what comes before them is a test of announcing."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from campaigns import reasons
from campaigns.models import Campaign, Notice, Recipient
from customers.erasing import services as erasing
from sales.models import Brand, Category
from sales.services import similar
from tests.campaigns.announcing import begin, buy, conclude, declare, draft, matches, started
from tests.customers.factories import NOW, make_customer, make_topic, make_user
from tests.messaging.factories import allow, reader
from tests.sales.factories import customer, product

pytestmark = pytest.mark.django_db


@pytest.fixture
def roast():
    coffee = Category.objects.create(name="Coffee", code="coffee")
    made = product(sku="ROAST-9", name="Night Train", category=coffee, brand=Brand.objects.create(name="Kiln"))
    made.topics.add(make_topic("Dark roast"))
    return made


def test_the_examples_of_points_and_reasons(roast):
    topic, coffee, house = roast.topics.get(), product(category=roast.category), product(name="House Blend")
    fifth, sixth, seventh, eighth, ninth = (reader() for _number in range(5))
    declare(fifth, topic)
    buy(sixth, coffee, 3)
    declare(seventh, topic)
    buy(seventh, coffee, 3)
    buy(eighth, coffee, 12)
    buy(ninth, house)
    found = matches(started(roast, named=(house,)))
    assert found == [
        (seventh.pk, 62, "declared"), (fifth.pk, 50, "declared"), (eighth.pk, 40, "category"), (ninth.pk, 30, "named"),
        (sixth.pk, 12, "category"),
    ]  # fmt: skip


def test_what_is_similar_and_what_was_concluded(roast):
    mug, other, topic = product(name="Mug"), product(category=roast.category), roast.topics.get()
    for number in range(5):
        who = customer()
        buy(who, mug) if number != 3 else None
        buy(who, other) if number != 4 else None
    similar.relate_products(now=NOW)  # three of both, four of each
    tenth, concluded, of_the_brand = reader(), reader(), reader()
    buy(tenth, mug)
    conclude(concluded, topic, 0.5)
    buy(of_the_brand, product(brand=roast.brand), 2)
    ours = {tenth.pk, concluded.pk, of_the_brand.pk}
    found = [one for one in matches(started(roast)) if one[0] in ours]
    assert found == [(tenth.pk, 23, "similar"), (concluded.pk, 20, "derived"), (of_the_brand.pk, 6, "brand")]


def test_who_refused_counts_by_what_they_declared_alone(roast):
    who = reader()
    declare(who, roast.topics.get())
    buy(who, product(category=roast.category), 12)
    allow(who, "profiling", state="refused")
    assert matches(started(roast)) == [(who.pk, 50, "declared")]


def test_who_was_put_in_by_staff_has_no_reason(roast):
    who, stranger = reader(), reader()
    declare(who, roast.topics.get())
    campaign = draft(roast)
    campaign.segment.members.create(customer=stranger, since=NOW)
    begin(campaign)
    assert matches(campaign) == [(who.pk, 50, "declared"), (stranger.pk, 0, "")]


def test_only_the_best(roast):
    best, second, third = reader(), reader(), reader()
    declare(best, roast.topics.get())
    for who, times in ((second, 4), (third, 3)):
        buy(who, product(category=roast.category), 1)
        buy(who, product(category=roast.category), times - 1)
    assert [pk for pk, _score, _code in matches(started(roast, best=2))] == [best.pk, second.pk]


def test_of_equals_who_is_a_customer_for_longer(roast):
    people = [reader() for _number in range(3)]
    for who in reversed(people):
        declare(who, roast.topics.get())
    assert [pk for pk, _score, _code in matches(started(roast))] == [who.pk for who in people]


def test_later_purchases_change_nothing_of_why(roast):
    who = reader()
    declare(who, roast.topics.get())
    campaign = started(roast)
    buy(who, product(category=roast.category), 12)
    row = Recipient.objects.get(campaign=campaign)
    assert (row.score, row.reason_data) == (50, {"name": "Dark roast"})


@pytest.mark.parametrize(
    ("code", "data", "says"),
    [
        ("declared", {"name": "teas"}, "you told us that you like teas"),
        ("category", {"name": "Coffee", "times": 3}, "you bought Coffee 3 times"),
        ("named", {"name": "House Blend"}, "you bought House Blend, which is like it"),
        ("similar", {"name": "House Blend"}, "customers who bought House Blend like this"),
        ("derived", {"name": "50 % wool"}, "you often choose 50 % wool"),
        ("", {}, ""),
    ],
)
def test_reasons_in_words(code, data, says):
    assert reasons.in_words(code, data) == says


def test_the_page_before_and_after_the_start(client: Client, roast):
    client.force_login(make_user("owner"))
    who = reader("Anna")
    buy(who, product(category=roast.category), 3)
    campaign = draft(roast)
    page = client.get(reverse("campaigns:detail", args=[campaign.public_id]))
    assert [(match.customer, match.score, match.reason) for match in page.context["matches"].first] == [
        (who, 12, "you bought Coffee 3 times")
    ]
    assert "We thought of you because you bought Coffee 3 times." in page.content.decode()
    begin(campaign)
    page = client.get(reverse("campaigns:detail", args=[campaign.public_id]))
    assert page.context["matches"].counts == [("Bought from its category", 1)]
    assert "you bought Coffee 3 times" in page.content.decode()
    record = client.get(reverse("campaigns:customer", args=[who.public_id]))
    assert "you bought Coffee 3 times" in record.content.decode()


def test_who_may_not_see_purchases_sees_no_reasons(client: Client, roast):
    user = make_user("analyst")
    client.force_login(user)
    buy(reader("Anna"), product(category=roast.category), 3)
    page = client.get(reverse("campaigns:detail", args=[draft(roast).public_id]))
    seen = user.has_perms(("customers.view_customer", "sales.view_purchase"))
    assert bool(page.context["matches"].first) == seen


def test_the_form_asks_for_the_choices(client: Client, roast):
    client.force_login(make_user("owner"))
    house = product(sku="HOUSE")
    told = {"sku": "ROAST-9", "similar": "HOUSE, NONE", "best": "10", "hours_before": "0"}
    answer = client.post(reverse("campaigns:announce"), told)
    assert answer.status_code == 422
    assert "There is no product NONE." in answer.content.decode()
    assert "HOUSE, NONE" in answer.content.decode()
    client.post(reverse("campaigns:announce"), told | {"similar": "HOUSE，HOUSE"})
    notice = Notice.objects.get(campaign=Campaign.objects.get())
    assert (notice.best, notice.by_contact, notice.kin) == (10, False, [[house.pk, "1", True]])


def test_a_product_of_which_only_its_like_is_known():
    who, house = reader(), product()
    buy(who, house)
    assert matches(started(product(), named=(house,))) == [(who.pk, 30, "named")]


def test_somebody_erased_keeps_no_reason(roast):
    who = make_customer()
    declare(who, roast.topics.get())
    campaign = started(roast)
    erasing.erase(customer=who, reason="asked", actor=make_user("owner"), now=NOW)
    assert matches(campaign) == [(who.pk, 0, "")]

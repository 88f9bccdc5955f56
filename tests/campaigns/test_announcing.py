"""A product is announced: who is meant follows from what it is, and what is written is a draft."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from campaigns import announcing
from campaigns.models import Campaign, State
from core.errors import DomainError
from customers.models import Interest
from customers.segments import refreshing
from messaging.models import TemplateText
from sales.models import Brand, Category
from tests.customers.factories import NOW, make_topic, make_user
from tests.customers.segmenting import fits
from tests.messaging.factories import allow, reader
from tests.sales.factories import line, product, purchase

pytestmark = pytest.mark.django_db


@pytest.fixture
def roast():
    coffee = Category.objects.create(name="Coffee", code="coffee")
    made = product(sku="ROAST-9", name="Night Train", category=coffee, brand=Brand.objects.create(name="Kiln"))
    made.topics.add(make_topic("Dark roast"))
    return made


def buy(who, what, number=1):
    for _time in range(number):
        purchase(line(product=what.sku), customer=who.pk, occurred_at=NOW, now=NOW)


def test_who_is_meant(roast):
    likes, buys_coffee, once, of_the_brand, has_it, nobody = (reader() for _number in range(6))
    topic = roast.topics.get()
    Interest.objects.create(customer=likes, topic=topic, kind=Interest.Kind.DECLARED)
    other, theirs = product(category=roast.category), product(brand=roast.brand)
    buy(buys_coffee, other, 2)
    buy(once, other)
    buy(of_the_brand, theirs, 2)
    buy(has_it, other, 2)
    buy(has_it, roast)
    people = (likes, buys_coffee, once, of_the_brand, has_it, nobody)
    assert fits(announcing.audience(roast), *people) == [True, True, False, True, False, False]


def test_who_refused_personal_recommendations_is_meant_by_what_they_said_alone(roast):
    """PIPL art. 24: nothing that was concluded chooses them. Who allows it on one channel has not refused."""
    topic, other = roast.topics.get(), product(category=roast.category)
    said, concluded, buys, half, never_asked = (reader() for _number in range(5))
    Interest.objects.create(customer=said, topic=topic, kind=Interest.Kind.DECLARED)
    Interest.objects.create(customer=concluded, topic=topic, kind=Interest.Kind.DERIVED)
    for who in (buys, half, never_asked):
        buy(who, other, 2)
    for who in (said, concluded, buys):
        allow(who, "profiling", state="refused")
    allow(half, "profiling", state="withdrawn")
    allow(half, "profiling", channel="chat")
    people = (said, concluded, buys, half, never_asked)
    assert fits(announcing.audience(roast), *people) == [True, False, False, True, True]


def test_a_product_of_which_nothing_is_known():
    with pytest.raises(DomainError) as refused:
        announcing.announce(product(), actor=None, now=NOW)
    assert (refused.value.code, refused.value.field) == ("product_unplaced", "sku")


@pytest.mark.parametrize(
    "name",
    ["{{ customer.email }}", "{% raw %}", "<script>alert(1)</script>", "[a](javascript:x)", "100 % *wool*, _silk_"],
)
def test_a_name_is_never_read_as_a_template(roast, name):
    roast.name = name
    roast.save(update_fields=["name"])
    announcing.announce(roast, actor=None, now=NOW)
    for text in TemplateText.objects.all():
        assert "script>alert" not in text.html
        assert "customer.email" not in text.subject or "{{" not in text.subject
        assert "javascript:" not in text.html or "href" not in text.html.split("javascript:")[0][-8:]


def test_from_the_product_to_the_preview(client: Client, roast):
    client.force_login(make_user("owner"))
    page = client.get(reverse("campaigns:announce"), {"sku": roast.sku})
    assert page.context["form"]["sku"].value() == "ROAST-9"
    answer = client.post(reverse("campaigns:announce"), {"sku": "ROAST-9"})
    campaign = Campaign.objects.get()
    assert answer["Location"] == reverse("campaigns:detail", args=[campaign.public_id])
    assert (campaign.state, campaign.name) == (State.DRAFT, "New: Night Train")
    refreshing.refresh(now=NOW)
    assert client.get(answer["Location"]).status_code == 200
    assert client.post(reverse("campaigns:announce"), {"sku": "ROAST-9"}).status_code == 302
    assert Campaign.objects.filter(name="New: Night Train 2").exists()


def test_a_product_that_is_not(client: Client):
    client.force_login(make_user("owner"))
    answer = client.post(reverse("campaigns:announce"), {"sku": "NONE"})
    assert answer.status_code == 422
    assert "There is no product NONE." in answer.content.decode()


def test_a_long_name_can_be_announced_again(roast):
    roast.name = "a" * 74 + " long tail of a name"
    roast.save(update_fields=["name"])
    names = {announcing.announce(roast, actor=None, now=NOW).name for _time in range(3)}
    assert len(names) == 3
    assert all(len(name) <= 80 and name == name.strip() for name in names)


def test_a_name_of_signs_alone_is_the_sku(roast):
    roast.name = "***"
    roast.save(update_fields=["name"])
    announcing.announce(roast, actor=None, now=NOW)
    assert TemplateText.objects.get(language="en").subject == "New: ROAST-9"

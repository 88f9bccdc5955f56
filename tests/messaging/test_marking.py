"""What countries want on advertising by e-mail: the country of the address decides, else the shop's."""

from __future__ import annotations

import pytest

from customers import services
from messaging.models import CountryWording
from messaging.outbox import working
from messaging.templating import Text
from tests.customers.factories import NOW
from tests.messaging.factories import make_version, put, reader

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _wordings(monkeypatch):
    monkeypatch.setattr("core.clock.now", lambda: NOW)
    CountryWording.objects.all().delete()
    CountryWording.objects.create(country="CN", email_mark="广告")
    CountryWording.objects.create(country="KR", email_mark="(광고)")


def living(customer, country, kind="home"):
    services.add_address(
        customer=customer, data={"kind": kind, "lines": "1 Road", "country": country}, actor=None, now=NOW
    )
    return customer


def subject(host, customer, text="Beans", **given):
    put(customer, version=make_version(Text("en", "Hi", subject=text)), **given)
    working.send_due("email")
    return str(host.got[-1].message["Subject"])


def test_the_country_of_the_address_decides(host):
    assert subject(host, living(reader(), "CN")) == "广告 Beans"
    assert subject(host, living(reader(), "KR")) == "(광고) Beans"
    assert subject(host, living(reader(), "DE")) == "Beans"


def test_home_goes_before_other_addresses_and_an_unknown_country_counts_for_nothing(host):
    anna = living(living(living(reader(), "", "billing"), "KR", "work"), "CN")
    assert subject(host, anna) == "广告 Beans"
    assert subject(host, living(living(reader(), ""), "KR", "delivery")) == "(광고) Beans"


def test_without_an_address_the_shop_s_country_decides(host, settings):
    assert subject(host, reader()) == "Beans"
    settings.COUNTRY = "CN"
    assert subject(host, reader()) == "广告 Beans"


def test_only_news_and_offers_are_marked_and_once(host):
    anna = living(reader(), "CN")
    assert subject(host, anna, purpose="transactional") == "Beans"
    assert subject(host, anna, purpose="service") == "Beans"
    assert subject(host, anna, "广告：Beans") == "广告：Beans"


def test_a_batch_asks_once(host, django_assert_max_num_queries):
    version = make_version()
    for _ in range(2):
        put(reader(), version=version)
    with django_assert_max_num_queries(40) as few:
        working.send_due("email")
    for _ in range(12):
        put(reader(), version=version)
    # Handing over costs one statement each; nothing else grows.
    with django_assert_max_num_queries(len(few) + 10):
        working.send_due("email")

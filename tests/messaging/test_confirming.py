"""Double opt-in: a new yes waits for a button in a mail, and only pressing it makes it count."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from customers import erasing, memberpage, merging, services
from customers.models import Channel, Consent, ConsentChange, Customer
from loyalty.till import enrolling
from messaging import choosing, confirming, personal, templating, unsubscribing
from messaging.confirming import Standing
from messaging.models import Confirmation, Message, MessagingSettings, Template
from messaging.outbox import working
from messaging.templating import Text
from tests.api.client import ApiClient
from tests.api.conftest import make_client  # noqa: F401  # a fixture
from tests.customers.factories import NOW, make_customer, make_user
from tests.customers.test_races import at_once
from tests.messaging.factories import allow, at, put, reader, state

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def strict() -> Client:
    return Client(enforce_csrf_checks=True)


@pytest.fixture(autouse=True)
def _noon(monkeypatch):
    at(monkeypatch, NOW)


@pytest.fixture
def first() -> None:
    """Consents to news by e-mail are confirmed first."""
    MessagingSettings.objects.update_or_create(pk=1, defaults={"confirm_email": True})


def anna(**data: Any) -> Customer:
    return make_customer("Anna", **({"email": "anna@example.com", "language": "en"} | data))


def standing(customer: Customer) -> str:
    return Consent.objects.get(customer=customer, channel="email", purpose="marketing").state


def say_yes(customer: Customer, now: Any = NOW, **told: Any) -> None:
    services.set_consent(
        customer=customer, channel="email", purpose="marketing", state="granted", source="in the shop", actor=None,
        now=now, **({"text_version": "7"} | told),
    )  # fmt: skip


def path(number: int = -1) -> str:
    asked = list(Confirmation.objects.order_by("pk"))[number]
    return f"/messages/c/{personal.confirm_token(asked.pk)}/"


# --- From the yes to the first letter -----------------------------------------------------------


@pytest.mark.usefixtures("first")
def test_only_who_pressed_the_button_hears_news(host, strict, settings):
    who = anna()
    say_yes(who)
    news = put(who)
    working.send_due("email")
    assert (standing(who), state(news)) == ("pending", ("skipped", "consent"))
    (got,) = host.got
    assert got.to == "anna@example.com"
    assert got.message["List-Unsubscribe"] is None
    urls = {
        url
        for kind in ("html", "plain")
        for url in re.findall(r"http\S+/messages/c/[\w-]+/", got.message.get_body((kind,)).get_content())
    }
    (url,) = urls
    address = url.removeprefix(settings.SITE_URL)
    for method in ("get", "head"):
        answer = getattr(strict, method)(address)
        assert (answer.status_code, answer.cookies, standing(who)) == (200, {}, "pending")
        assert answer["Cache-Control"] == "private, no-store"
        assert answer["X-Robots-Tag"] == "noindex, nofollow"
    for _ in range(2):
        answer = strict.post(address)
        assert (answer.status_code, answer.cookies, standing(who)) == (200, {}, "granted")
    news = put(who)
    working.send_due("email")
    assert state(news) == ("sent", "")


@pytest.mark.usefixtures("first")
def test_the_proof_has_both_instants_the_address_and_the_wording(strict, monkeypatch):
    who = anna()
    say_yes(who)
    later = NOW + timedelta(hours=5)
    at(monkeypatch, later)
    strict.post(path())
    asked, given = ConsentChange.objects.filter(customer=who).order_by("pk")
    assert (asked.state, asked.source, asked.changed_at) == ("pending", "in the shop", NOW)
    assert (given.state, given.source, given.changed_at) == ("granted", confirming.SOURCE, later)
    assert {row.address for row in (asked, given)} == {"anna@example.com"}
    assert {row.text_version for row in (asked, given)} == {"7"}
    row = Confirmation.objects.get()
    assert (row.asked_at, row.confirmed_at, row.ends_at) == (NOW, later, NOW + 7 * DAY)


@pytest.mark.usefixtures("first")
def test_the_mail_is_in_the_customers_language_and_names_nobody(host):
    who = anna(language="zh-hans", given_name="Buy at evil.example")
    say_yes(who)
    working.send_due("email")
    (got,) = host.got
    said = got.message["Subject"] + got.message.get_body(("html",)).get_content()
    assert "请确认" in said
    assert "evil" not in said


# --- Which yes ----------------------------------------------------------------------------------


@pytest.mark.usefixtures("first")
@pytest.mark.parametrize(("channel", "purpose"), [("sms", "marketing"), ("email", "survey"), ("email", "profiling")])
def test_only_news_by_e_mail_are_confirmed(channel, purpose):
    who = anna(phone="+8613800000001")
    allow(who, purpose, channel=channel)
    assert Consent.objects.get().state == "granted"
    assert not Confirmation.objects.exists()


def test_switched_off_a_yes_counts_at_once():
    who = anna()
    say_yes(who)
    assert standing(who) == "granted"
    assert not Message.objects.exists()


def test_what_was_granted_before_stays_and_is_not_asked_about():
    who = anna()
    say_yes(who)
    MessagingSettings.objects.create(pk=1, confirm_email=True)
    say_yes(who, text_version="8")
    assert standing(who) == "granted"
    assert not Confirmation.objects.exists()
    services.update_customer(
        customer=who, data={"email": "new@example.com"}, expected_version=None, actor=None, now=NOW
    )
    say_yes(who)
    assert (standing(who), Confirmation.objects.count()) == ("pending", 1)


@pytest.mark.usefixtures("first")
class TestDoors:
    def test_at_the_till_and_alone(self):
        newcomer = enrolling.Newcomer(phone="+8613800000001", email="a@example.com", wants_email=True, wants_sms=True)
        who = enrolling.enrol(newcomer=newcomer, where="till", actor=make_user("cashier"), now=NOW)
        assert dict(Consent.objects.filter(customer=who).values_list("channel", "state")) == {
            "sms": "granted", "email": "pending",
        }  # fmt: skip
        alone = enrolling.Newcomer(phone="+8613800000002", email="b@example.com", wants_email=True)
        enrolling.join(newcomer=alone, where="door", now=NOW)
        assert Message.objects.filter(source="confirmation").count() == 2

    def test_over_the_api(self, make_client):  # noqa: F811  # the fixture
        client = make_client("consents:write")
        who, other = anna(), make_customer(email="b@example.com")
        told = {"state": "granted", "source": "newsletter form"}
        assert _put(client, who, told)["state"] == "pending"
        assert _put(client, other, told | {"is_confirmed": True})["state"] == "granted"
        assert Confirmation.objects.count() == 1

    def test_on_the_customers_own_pages(self, strict):
        who = anna()
        choice = {"consent": "marketing-email", "consent_shown": "marketing-email"}
        strict.post(f"/messages/p/{personal.choices_token(who.public_id)}/", choice)
        assert (standing(who), Confirmation.objects.count()) == ("pending", 1)
        page = strict.get(f"/messages/p/{personal.choices_token(who.public_id)}/").content.decode()
        assert "Waiting for you to confirm it" in page
        other = make_customer(email="b@example.com")
        link = memberpage.path_for(other, now=NOW)
        strict.post(f"{link}choices/", {"shown": "marketing-email", "consent": "marketing-email"})
        assert (standing(other), Confirmation.objects.count()) == ("pending", 2)

    def test_by_staff_who_are_told(self, client):
        client.force_login(make_user("owner"))
        who = anna()
        told = {"channel": "email", "purpose": "marketing", "state": "granted", "source": "by phone"}
        answer = client.post(f"/customers/{who.public_id}/consents/edit/", told, follow=True)
        assert standing(who) == "pending"
        assert "a mail asks them" in answer.content.decode()

    def test_who_takes_a_no_back_need_not_confirm(self, strict):
        who = anna()
        say_yes(who, is_confirmed=True)
        wish = unsubscribing.Wish(who, "email", "marketing")
        unsubscribing.say_no(wish, now=NOW)
        assert unsubscribing.take_back(wish, now=NOW)
        assert (standing(who), Confirmation.objects.count()) == ("granted", 0)


def _put(client: ApiClient, customer: Customer, told: dict[str, Any]) -> dict[str, Any]:
    return dict(client.put(f"/customers/{customer.public_id}/consents/email/marketing/", told).json())


# --- How often ----------------------------------------------------------------------------------


@pytest.mark.usefixtures("first")
def test_an_address_is_asked_once_a_day_and_three_times_in_all():
    who = anna()
    for hours in (0, 1, 23, 24, 30, 48, 72, 24 * 400):
        say_yes(who, NOW + timedelta(hours=hours))
    asked = Confirmation.objects.order_by("pk").values_list("asked_at", flat=True)
    assert [at_ - NOW for at_ in asked] == [0 * DAY, 1 * DAY, 2 * DAY]
    assert ConsentChange.objects.filter(customer=who).count() == 1  # saying it again is no news


@pytest.mark.usefixtures("first")
def test_the_count_outlives_erasure_and_begins_anew_after_a_yes(strict):
    who = anna()
    say_yes(who)
    erasing.erase(customer=who, actor=make_user("owner"), reason="asked", now=NOW)
    again = anna(email="ANNA@example.com")
    say_yes(again)
    assert Confirmation.objects.count() == 1
    for days in (1, 2, 3):
        say_yes(again, NOW + days * DAY)
    assert Confirmation.objects.count() == 3
    asked = Confirmation.objects.order_by("pk").last()
    assert confirming.confirm(asked, now=NOW + 3 * DAY) == Standing.CONFIRMED
    allow(again, state="withdrawn")
    say_yes(again, NOW + 4 * DAY)
    assert Confirmation.objects.count() == 4


@pytest.mark.usefixtures("first")
def test_another_address_than_the_one_on_record_is_not_asked():
    who = anna()
    say_yes(who, address="other@example.com")
    assert standing(who) == "pending"
    assert not Confirmation.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("first")
def test_four_doors_at_once_ask_once():
    who = anna()
    at_once(*[lambda: say_yes(who)] * 4)
    assert (Confirmation.objects.count(), Message.objects.count(), Template.objects.count()) == (1, 1, 1)


# --- The page -----------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("first")
def test_two_presses_at_once_confirm_once():
    who = anna()
    say_yes(who)
    asked = Confirmation.objects.get()
    found = at_once(*[lambda: confirming.confirm(Confirmation.objects.get(pk=asked.pk), now=NOW)] * 4)
    assert found == [Standing.CONFIRMED] * 4
    assert [row.state for row in ConsentChange.objects.filter(customer=who).order_by("pk")] == ["pending", "granted"]


@pytest.mark.usefixtures("first")
def test_it_ends_after_the_days_of_the_settings(strict, monkeypatch):
    MessagingSettings.objects.update(confirm_days=3)
    who = anna()
    say_yes(who)
    at(monkeypatch, NOW + 3 * DAY)
    answer = strict.post(path())
    assert (answer.status_code, standing(who)) == (200, "pending")
    assert "nothing to confirm" in answer.content.decode()
    at(monkeypatch, NOW + 3 * DAY - timedelta(seconds=1))
    strict.post(path())
    assert standing(who) == "granted"


@pytest.mark.usefixtures("first")
@pytest.mark.parametrize("what", ["withdrawn", "other_address", "refused"])
def test_what_changed_meanwhile_is_not_turned_back(strict, what):
    who = anna()
    say_yes(who)
    if what == "other_address":
        services.update_customer(
            customer=who, data={"email": "new@example.com"}, expected_version=None, actor=None, now=NOW
        )
    else:
        allow(who, state=what)
    before = standing(who)
    assert "nothing to confirm" in strict.post(path()).content.decode()
    assert standing(who) == before


@pytest.mark.usefixtures("first")
def test_merged_the_one_who_stays_confirms_and_erased_nobody(strict):
    old, stays = anna(), make_customer()
    say_yes(old)
    link = path()
    merging.merge_customers(
        survivor=stays, duplicate=old, reason="same", actor=make_user("owner"), now=NOW, take=["email"]
    )
    strict.post(link)
    assert standing(stays) == "granted"
    erasing.erase(customer=stays, actor=make_user("owner"), reason="asked", now=NOW)
    assert [strict.get(link).status_code, strict.post(link).status_code] == [404, 404]


@pytest.mark.usefixtures("first")
def test_a_foreign_token_confirms_nothing(strict, settings):
    who = anna()
    say_yes(who)
    good = path()
    choices = personal.choices_token(who.public_id)
    for bad in (good[:-3] + "x/", "/messages/c/nonsense/", f"/messages/c/{choices}/", good.replace("/c/", "/p/")):
        assert strict.post(bad).status_code == 404
    settings.LINK_KEYS = ["another" * 8]
    assert strict.post(good).status_code == 404
    assert standing(who) == "pending"


@pytest.mark.usefixtures("first")
def test_the_page_names_nobody_and_speaks_the_language(strict):
    say_yes(anna(language="zh-hans"))
    page = strict.get(path()).content.decode()
    assert 'lang="zh-hans"' in page
    assert "a…@example.com" in page
    assert "Anna" not in page.replace("anna@", "")
    assert "anna@example.com" not in page


# --- The words ----------------------------------------------------------------------------------


@pytest.mark.usefixtures("first")
def test_staff_word_it_anew_but_cannot_lose_the_button(host):
    say_yes(anna())
    template = Template.objects.get(code=confirming.CODE)
    content = "Please press: [button: Yes]({{ links.confirm }})"
    better = Text("en", "", subject="Really?", content=content)
    better = Text("en", templating.plain_text(better), subject="Really?", content=content)
    templating.save_version(template=template, texts=[better], actor=None, now=NOW)
    say_yes(make_customer(email="b@example.com"))
    templating.save_version(template=template, texts=[Text("en", "Hello", "Hello")], actor=None, now=NOW)
    say_yes(make_customer(email="c@example.com"))
    working.send_due("email")
    assert [got.message["Subject"] for got in host.got][1:] == ["Really?", "Really?"]


@pytest.mark.usefixtures("first")
def test_its_name_may_be_taken(host):
    Template.objects.create(name="Confirm news by e-mail", channel=Channel.EMAIL)
    say_yes(anna())
    working.send_due("email")
    assert len(host.got) == 1


@pytest.mark.usefixtures("first")
def test_staff_who_read_the_mail_cannot_confirm_in_the_customers_place(client):
    say_yes(anna())
    client.force_login(make_user("owner"))
    message = Message.objects.get()
    token = path().split("/")[3]
    for address in (f"/messages/{message.pk}/", f"/messages/{message.pk}/page/"):
        assert token not in client.get(address).content.decode()
    assert token not in str(message.facts)


@pytest.mark.usefixtures("first")
def test_everything_stopped_also_ends_the_asking(strict):
    who = anna()
    say_yes(who)
    choosing.leave_everything(customer=who, now=NOW)
    strict.post(path())
    assert standing(who) == "withdrawn"
    assert reader().pk  # others go on

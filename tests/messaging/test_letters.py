"""Letters: laid into the tray once, printed in batches, gone with whoever is erased."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.urls import reverse

from core.errors import DomainError
from customers import services
from messaging.channels.letter import LETTER
from messaging.letters import services as letters
from messaging.letters import views
from messaging.models import Letter, LetterBatch, MessagingSettings
from messaging.outbox import claiming, working
from messaging.templating import Text
from tests.customers.erasing import erase
from tests.customers.factories import NOW, make_customer, make_user
from tests.messaging.factories import allow, make_version, put, state

pytestmark = pytest.mark.django_db
WORDS = Text("en", "Dear {{ customer.name }},\n\nyour grinder turns five.", subject="A birthday")


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    monkeypatch.setattr("core.clock.now", lambda: NOW)


def living(name="Anna", *, language="", **place):
    customer = make_customer(name, language=language)
    data = {"kind": "home", "lines": "1 Bean Road", "postal_code": "10115", "city": "Berlin", "country": "US"}
    services.add_address(customer=customer, data=data | place, actor=None, now=NOW)
    allow(customer, channel="letter")
    return customer


def write(customer, **given):
    return put(customer, **({"channel": "letter", "version": make_version(WORDS, channel="letter")} | given))


def laid(message):
    working.send_due("letter")
    assert state(message) == ("sent", "")
    return Letter.objects.get(message=message)


# --- Into the tray --------------------------------------------------------------------------


def test_a_letter_lies_in_the_tray_with_name_and_address():
    letter = laid(write(living(region="Brandenburg", country="DE")))
    assert letter.receiver == "Anna\n1 Bean Road\n10115 Berlin\nBrandenburg\nDE"
    assert (letter.subject, letter.content) == ("A birthday", "Dear Anna,\n\nyour grinder turns five.")
    assert letter.batch is None


def test_the_shop_s_own_country_and_gaps_are_left_out(settings):
    settings.COUNTRY = "DE"
    assert laid(write(living(country="DE"))).receiver == "Anna\n1 Bean Road\n10115 Berlin"
    assert laid(write(living(postal_code="", city="", country=""))).receiver == "Anna\n1 Bean Road"


def test_home_goes_first_and_a_billing_address_is_no_letter_box():
    anna = living(kind="delivery", lines="Depot")
    services.add_address(customer=anna, data={"kind": "home", "lines": "Home"}, actor=None, now=NOW)
    assert laid(write(anna)).receiver == "Anna\nHome"
    message = write(living(kind="billing"))
    working.send_due("letter")
    assert state(message) == ("skipped", "no_address")


def test_an_address_that_fits_into_no_window_is_refused():
    message = write(living(lines="x" * 300))
    working.send_due("letter")
    assert state(message) == ("skipped", "address_invalid")


def test_who_did_not_agree_gets_none():
    anna = living()
    allow(anna, channel="letter", state="withdrawn")
    message = write(anna)
    working.send_due("letter")
    assert state(message) == ("skipped", "consent")


def test_it_is_laid_there_once_and_not_again_when_it_was_printed():
    write(living())
    claimed = claiming.claim("letter", now=NOW)
    (parcel,), _broken = working._compose("letter", claimed.rows)
    with LETTER.open() as line:
        line.send(parcel)
        batch = letters.take_batch(actor=None, now=NOW)
        line.send(parcel)
    assert Letter.objects.get().batch == batch


# --- Printed --------------------------------------------------------------------------------


def test_a_batch_takes_the_oldest_and_leaves_the_rest(monkeypatch):
    monkeypatch.setattr(letters, "LARGEST", 2)
    version = make_version(WORDS, channel="letter")
    made = [laid(write(living(f"Customer {n}"), version=version)) for n in range(3)]
    first, second = letters.take_batch(actor=None, now=NOW), letters.take_batch(actor=None, now=NOW)
    found = [Letter.objects.get(pk=letter.pk).batch for letter in made]
    assert found == [first, first, second]
    with pytest.raises(DomainError) as refused:
        letters.take_batch(actor=None, now=NOW)
    assert refused.value.code == "tray_empty"
    assert LetterBatch.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_who_print_at_once_print_each_letter_once(monkeypatch):
    version = make_version(WORDS, channel="letter")
    for n in range(6):
        laid(write(living(f"Customer {n}"), version=version))
    monkeypatch.setattr(letters, "LARGEST", 4)
    gate = Barrier(2)

    def press(_n: int) -> None:
        gate.wait(5)
        try:
            letters.take_batch(actor=None, now=NOW)
        except DomainError:
            pass
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(press, range(2)))
    sizes = [batch.letters.count() for batch in LetterBatch.objects.all()]
    assert all(sizes)
    assert sum(sizes) == Letter.objects.exclude(batch=None).count()


def test_pages_of_the_tray_and_of_a_batch(client):
    client.force_login(make_user("manager"))
    MessagingSettings.objects.create(pk=1, sender_name="Regulars Coffee", postal_address="2 Shop Street\n20095 Hamburg")
    page = client.get(reverse("messaging:letters")).content.decode()
    assert "None yet." in page
    laid(write(living("Anna & Bo"), version=make_version(Text("en", "1 < 2", subject="<i>"), channel="letter")))
    page = client.get(reverse("messaging:letters")).content.decode()
    assert "1 letter in the tray" in page
    answer = client.post(reverse("messaging:letters_take"))
    batch = LetterBatch.objects.get()
    assert answer["Location"] == reverse("messaging:letters_print", args=[batch.pk])
    sheet = client.get(answer["Location"]).content.decode()
    assert "Regulars Coffee · 2 Shop Street, 20095 Hamburg" in sheet
    assert "Anna &amp; Bo\n1 Bean Road\n10115 Berlin" in sheet
    assert "1 &lt; 2" in sheet
    assert "style=" not in sheet
    again = client.get(reverse("messaging:letters")).content.decode()
    assert reverse("messaging:letters_print", args=[batch.pk]) in again
    empty = client.post(reverse("messaging:letters_take"), follow=True).content.decode()
    assert "The tray is empty." in empty


def test_the_day_is_written_in_the_language_of_the_letter(client):
    client.force_login(make_user("manager"))
    anna = living(language="zh-hans")
    laid(write(anna, version=make_version(WORDS, Text("zh-hans", "您好"), channel="letter")))
    batch = letters.take_batch(actor=None, now=NOW)
    sheet = client.get(reverse("messaging:letters_print", args=[batch.pk])).content.decode()
    assert '<article lang="zh-hans">' in sheet
    assert "2026年3月10日" in sheet


def test_a_large_batch_is_printed_part_by_part(client, monkeypatch):
    monkeypatch.setattr(views, "SHEET", 2)
    client.force_login(make_user("manager"))
    version = make_version(WORDS, channel="letter")
    for n in range(3):
        laid(write(living(f"Customer {n}"), version=version))
    batch = letters.take_batch(actor=None, now=NOW)
    path = reverse("messaging:letters_print", args=[batch.pk])
    first, second = client.get(path).content.decode(), client.get(f"{path}?part=2").content.decode()
    assert (first.count("<article"), second.count("<article")) == (2, 1)


def test_the_tray_asks_the_same_of_the_database_whatever_lies_in_it(client, django_assert_max_num_queries):
    client.force_login(make_user("manager"))
    version = make_version(WORDS, channel="letter")
    laid(write(living(), version=version))
    letters.take_batch(actor=None, now=NOW)
    laid(write(living(), version=version))
    client.get(reverse("messaging:letters"))
    with django_assert_max_num_queries(100) as few:
        client.get(reverse("messaging:letters"))
    for n in range(3):
        laid(write(living(f"Customer {n}"), version=version))
        letters.take_batch(actor=make_user("manager"), now=NOW)
        laid(write(living(f"Other {n}"), version=version))
    with django_assert_max_num_queries(len(few)):
        client.get(reverse("messaging:letters"))


@pytest.mark.parametrize(("role", "status"), [("owner", 200), ("marketer", 200), ("cashier", 403), ("analyst", 403)])
def test_who_prints(client, role, status):
    client.force_login(make_user(role))
    assert client.get(reverse("messaging:letters")).status_code == status
    assert client.get(reverse("messaging:letters_take")).status_code in (405, 403)


def test_whoever_is_erased_is_in_no_batch_any_more(client):
    anna = living()
    laid(write(anna))
    batch = letters.take_batch(actor=None, now=NOW)
    erase(anna, make_user("owner"))
    assert Letter.objects.count() == 0
    client.force_login(make_user("manager"))
    assert "was erased" in client.get(reverse("messaging:letters_print", args=[batch.pk])).content.decode()

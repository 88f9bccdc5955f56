"""Letters: laid into the tray once, printed in batches, gone with whoever is erased."""

from __future__ import annotations

import base64
import re
import zlib
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


def test_nobody_of_whom_only_the_city_is_known_gets_a_letter():
    anna = living()
    anna.addresses.update(lines="")  # as files tell
    message = write(anna)
    working.send_due("letter")
    assert state(message) == ("skipped", "no_address")


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


# --- As a PDF -------------------------------------------------------------------------------


def _batch(*people_and_texts):
    for who, text in people_and_texts:
        laid(write(who, version=make_version(text, channel="letter")))
    return letters.take_batch(actor=None, now=NOW)


def _pdf(client, batch):
    answer = client.get(reverse("messaging:letters_pdf", args=[batch.pk]))
    assert answer["Content-Type"] == "application/pdf"
    return b"".join(answer.streaming_content)


def _drawn(found: bytes) -> bytes:
    """What its pages draw; signs that are no letters stand there in octal."""
    streams = re.findall(rb"stream\r?\n(.*?)~>\s*endstream", found, re.DOTALL)
    pages = b"".join(zlib.decompress(base64.a85decode(stream)) for stream in streams)
    plain = re.sub(rb"\\([0-7]{3})", lambda octal: bytes([int(octal[1], 8)]), pages)
    return re.sub(rb"\\([()\\])", rb"\1", plain)


def _in_chinese(words: str) -> bytes:
    return words.encode("utf-16-be")


def test_a_pdf_has_a_page_for_each_letter_in_its_own_signs(client):
    client.force_login(make_user("manager"))
    MessagingSettings.objects.create(pk=1, sender_name="清风茶馆", postal_address="2 Shop Street")
    chinese = Text("zh-hans", "您好，谢谢您来我们店。Yirgacheffe 到店了。", subject="新茶")
    batch = _batch((living("Zoë Müller"), Text("en", "Hello – you", subject="News")), (living("王小明"), chinese))
    found = _pdf(client, batch)
    assert found.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type /Page\b", found)) == 2
    assert b"STSong-Light" in found
    drawn = _drawn(found)
    assert "Zoë Müller".encode("cp1252") in drawn
    assert "Hello – you".encode("cp1252") in drawn
    for words in ("您好，谢谢您来我们店。", "王小明", "新茶", "清风茶馆"):
        assert _in_chinese(words) in drawn
    assert b"Yirgacheffe" in drawn


def test_a_long_letter_goes_on_and_nothing_is_lost(client):
    client.force_login(make_user("manager"))
    words = [f"word{number}" for number in range(2000)]
    text = Text("en", " ".join(words) + "\n" + "x" * 400 + "\n" + "茶" * 300, subject="Long")
    found = _pdf(client, _batch((living("Anna"), text)))
    assert len(re.findall(rb"/Type /Page\b", found)) > 2
    drawn = _drawn(found)
    assert all(word.encode() in drawn for word in words)
    assert drawn.count(b"x") >= 400
    assert drawn.count(_in_chinese("茶")) == 300


def test_lines_stay_on_the_paper_and_do_not_begin_with_a_full_stop():
    from messaging.letters import fonts, pdf

    sheet = pdf._Sheet(None, pdf.A4, "zh-hans")
    room = pdf.A4[0] - pdf.LEFT - pdf.RIGHT
    lines = list(sheet._wrapped("茶香四溢。" * 60 + " " + "long-word" * 30))
    assert all(fonts.width(line, pdf.SIZE, "zh-hans") <= room + pdf.SIZE for line in lines)
    assert not any(line.startswith("。") for line in lines)
    assert "".join(lines).replace(" ", "") == "茶香四溢。" * 60 + "long-word" * 30


def test_signs_that_no_font_has_are_not_left_out_silently(client):
    client.force_login(make_user("manager"))
    batch = _batch((living("سلمى"), Text("en", "Hello", subject="News")))
    page = client.get(reverse("messaging:letters_pdf", args=[batch.pk]), follow=True).content.decode()
    assert "1 of these letters have signs" in page


def test_who_may_have_it(client):
    batch = _batch((living("Anna"), Text("en", "Hello", subject="News")))
    client.force_login(make_user("cashier"))
    assert client.get(reverse("messaging:letters_pdf", args=[batch.pk])).status_code == 403


def test_other_countries_draw_the_same_signs_otherwise():
    from messaging.letters import fonts

    assert [font for font, _ in fonts.runs("Tea 茶", "ja")] == ["Helvetica", "HeiseiMin-W3"]
    assert [font for font, _ in fonts.runs("茶 한국", "zh-hans")] == ["STSong-Light", "Helvetica", "HYSMyeongJo-Medium"]
    assert fonts.missing("Straße “x” €5", "de") == set()

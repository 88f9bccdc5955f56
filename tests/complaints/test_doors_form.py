"""The public form: by link and poster, unnamed, with photos, once; what is refused is kept and said kindly."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.test import Client

from complaints.doors import brakes, links, taking, writing
from complaints.doors.links import Place
from complaints.models import Case, CaseMessage
from core import clock
from sales.models import Store
from tests.complaints.factories import NOW, category
from tests.customers.factories import make_user
from tests.sales.factories import product

pytestmark = pytest.mark.django_db
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\rIDATx\x9cc\xf8\xff\xff?\x00\x05\xfe\x02\xfe\xa7\x9a\xa0\xa0\x00\x00\x00\x00IEND\xaeB`\x82"
)
WORDS = "The kettle leaks.\nSince yesterday, all over the table."


def at(monkeypatch: pytest.MonkeyPatch, now: Any) -> None:
    monkeypatch.setattr(clock, "now", lambda: now)


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    at(monkeypatch, NOW)


def sheet_of(page: Any) -> str:
    return unescape(page.content.decode().split('name="f" value="')[1].split('"')[0])


def opened(monkeypatch, address: str = "/c/write/", client: Client | None = None) -> str:
    """The number of a form that was handed out half a minute ago."""
    at(monkeypatch, NOW)
    sheet = sheet_of((client or Client()).get(address))
    at(monkeypatch, NOW + timedelta(seconds=30))
    return sheet


def send(sheet: str, address: str = "/c/write/", client: Client | None = None, **told: Any) -> Any:
    return (client or Client()).post(address, {"f": sheet, "text": WORDS} | told)


def test_somebody_unnamed_complains_and_sees_their_case(monkeypatch):
    about = category(name="Faulty goods", translations={"zh-hans": "质量问题"})
    sent = send(opened(monkeypatch), category=str(about.pk))
    case = Case.objects.get()
    assert (sent.status_code, sent["Location"]) == (302, f"{links.tracking_path(case)}?done=new")
    assert (case.door, case.subject, case.category, case.customer) == ("form", "The kettle leaks.", about, None)
    assert case.text == WORDS
    page = Client().get(sent["Location"])
    told = page.content.decode()
    assert "We have it" in told
    assert case.number in told
    assert links.code_of(case) in told
    assert page["Cache-Control"] == "private, no-store"
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    assert page["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("times", [2, 5])
def test_a_form_that_is_sent_again_is_one_case(monkeypatch, times):
    sheet = opened(monkeypatch)
    assert len({send(sheet)["Location"] for _ in range(times)}) == 1
    assert Case.objects.count() == 1
    assert said() == []


def test_words_that_were_changed_before_it_was_sent_again_are_added(monkeypatch):
    sheet = opened(monkeypatch)
    send(sheet)
    for _ in range(2):
        send(sheet, text="And the lid is loose.")
    assert [message.text for message in said()] == ["And the lid is loose."]


def test_the_visitor_reads_and_writes_in_their_language(monkeypatch):
    category(name="Delivery", translations={"zh-hans": "配送"})
    browser = Client(headers={"accept-language": "zh-CN"})
    page = browser.get("/c/write/").content.decode()
    assert "配送" in page
    assert '<html lang="zh-hans">' in page
    assert 'lang="en"' in Client().get("/c/write/?l=en").content.decode()
    send(opened(monkeypatch), address="/c/write/?l=zh-hans")
    case = Case.objects.get()
    assert case.language == "zh-hans"
    assert '<html lang="zh-hans">' in Client().get(links.tracking_path(case)).content.decode()
    assert '<html lang="en">' in Client().get(f"{links.tracking_path(case)}?l=en").content.decode()


def test_categories_of_staff_are_not_offered(monkeypatch):
    inner = category(name="About a colleague", is_internal=True)
    below = category(name="Rude", parent=inner)
    gone = category(name="Old", is_active=False)
    page = Client().get("/c/write/").content.decode()
    assert not [one.name for one in (inner, below, gone) if one.name in page]
    for wrong in (str(below.pk), "17", "x"):
        assert send(opened(monkeypatch), category=wrong).status_code == 302
    assert set(Case.objects.values_list("category", flat=True)) == {None}, "no complaint is lost for it"


def test_a_poster_says_where_it_hung(monkeypatch):
    store, goods = Store.objects.create(code="n", name="North"), product(name="Kettle")
    token = links.place_token(Place(store, goods))
    address = f"/c/write/?p={token}"
    page = Client().get(address).content.decode()
    assert "North · Kettle" in page
    assert 'name="lot"' in page
    send(opened(monkeypatch, address), address, lot="L-7")
    case = Case.objects.get()
    assert (case.store, case.product, case.lot) == (store, goods, "L-7")
    changed = f"{token[:-2]}AA"
    send(opened(monkeypatch), f"/c/write/?p={changed}")
    assert Case.objects.latest("pk").store is None, "a link that was cut takes the complaint all the same"


def test_staff_print_posters():
    staff = Client()
    staff.force_login(make_user("manager"))
    store, goods = Store.objects.create(code="n", name="North"), product(name="Kettle")
    page = staff.get("/complaints/doors/?q=kett").content.decode()
    assert f"?store={store.pk}" in page
    assert f"?product={goods.pk}" in page
    poster = staff.get(f"/complaints/doors/poster/?store={store.pk}").content.decode()
    assert "North" in poster
    assert links.form_url(Place(store=store)).replace("&", "&amp;") in poster
    assert "<svg" in poster
    for wrong in ("x", "99999999", "²", "9" * 30):
        assert staff.get(f"/complaints/doors/poster/?store={wrong}").status_code == 404


def said() -> list[CaseMessage]:
    """By customers, in whichever case; without what was answered by machine."""
    return list(CaseMessage.objects.filter(direction="in"))


# --- Refused --------------------------------------------------------------------------------


@pytest.mark.parametrize("wrong", [{"text": " "}, {"email": "nobody@"}, {"text": "x" * 20_001}, {"text": "a\0b"}])
def test_what_is_wrong_is_marked_and_the_rest_is_kept(monkeypatch, wrong):
    page = send(opened(monkeypatch), **({"name": "Ann Lee", "phone": "555"} | wrong))
    told = page.content.decode()
    assert page.status_code == 422
    assert "Ann Lee" in told
    assert 'aria-invalid="true"' in told
    assert not Case.objects.exists()


def test_a_filled_trap_and_haste_lose_nothing(monkeypatch):
    """Browsers fill fields that they know: whoever presses once more is heard."""
    sheet = opened(monkeypatch)
    page = send(sheet, website="https://spam.example")
    assert page.status_code == 400
    assert "The kettle leaks." in page.content.decode()
    assert "spam.example" not in page.content.decode()
    at(monkeypatch, NOW + timedelta(seconds=1))
    assert "That was quick" in send(sheet).content.decode()
    at(monkeypatch, NOW + timedelta(seconds=30))
    assert send(sheet_of(page)).status_code == 302
    assert Case.objects.count() == 1


@pytest.mark.parametrize("sheet", ["", "x", "A" * 71])
def test_a_form_that_nobody_handed_out_is_handed_out(monkeypatch, sheet):
    page = send(sheet)
    assert page.status_code == 400
    assert "The kettle leaks." in page.content.decode()
    at(monkeypatch, NOW + timedelta(seconds=30))
    assert send(sheet_of(page)).status_code == 302


def test_many_complaints_of_one_address_are_asked_to_wait_and_a_known_form_is_not(monkeypatch):
    sheets = [opened(monkeypatch) for _ in range(brakes.NEW_BY_ADDRESS + 1)]
    answers = [send(sheet) for sheet in sheets]
    assert [page.status_code for page in answers] == [302] * brakes.NEW_BY_ADDRESS + [429]
    assert "The kettle leaks." in answers[-1].content.decode()
    assert send(sheets[0]).status_code == 302
    assert Case.objects.count() == brakes.NEW_BY_ADDRESS


def test_nobody_can_have_one_address_written_to_all_day(monkeypatch):
    answers = [send(opened(monkeypatch), email="ann@x.org").status_code for _ in range(brakes.NEW_BY_EMAIL + 1)]
    assert answers == [302] * brakes.NEW_BY_EMAIL + [429]


def test_looking_changes_nothing(monkeypatch):
    for address in ("/c/", "/c/?q=kettle", "/c/write/", "/c/find/"):
        assert Client().get(address).status_code == 200
        assert Client().head(address).status_code == 200
        assert Client().put(address).status_code == 405
    assert not Case.objects.exists()


# --- Photos ---------------------------------------------------------------------------------


def photo(name: str = "leak.png", data: bytes = PNG) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, "image/png")


def test_photos_come_along_and_once(monkeypatch):
    sheet = opened(monkeypatch)
    for _ in range(2):
        sent = send(sheet, photos=[photo(), photo("other.png", PNG + b"more")])
        assert sent["Location"].endswith("done=new")
    message = said()[0]
    assert sorted(one.name for one in message.attachments.all()) == ["leak.png", "other.png"]
    path = f"{sent['Location'].partition('?')[0]}files/"
    mine = message.attachments.get(name="leak.png")
    file = Client().get(f"{path}{mine.public_id}/")
    assert b"".join(file.streaming_content) == PNG
    assert file["Content-Disposition"].startswith("attachment")
    assert file["Content-Type"] == "image/png"


def test_photos_of_a_telephone_are_large(monkeypatch):
    sent = send(
        opened(monkeypatch), photos=[photo(data=PNG + b"\0" * (7 << 20)), photo("b.png", PNG + b"\1" * (7 << 20))]
    )
    assert sent["Location"].endswith("done=new")


def test_a_lying_file_is_refused_and_the_complaint_is_taken(monkeypatch):
    sent = send(opened(monkeypatch), photos=[photo(data=b"MZ\x90\x00program")])
    assert sent["Location"].endswith("done=files")
    page = Client().get(sent["Location"]).content.decode()
    assert "was not kept" in page
    file = said()[0].attachments.get()
    assert Client().get(f"{sent['Location'].partition('?')[0]}files/{file.public_id}/").status_code == 404


def test_photos_that_are_too_large_leave_the_words(monkeypatch):
    big = BytesIO(PNG + b"\0" * (writing.MOST_BYTES + 100_000))
    big.name = "big.png"
    sent = send(opened(monkeypatch), photos=[big])
    assert (sent.status_code, sent["Location"].endswith("done=files")) == (302, True)
    assert Case.objects.get().text == WORDS


def test_a_disk_that_is_full_loses_no_complaint(monkeypatch):
    def full(*_args: Any, **_kwargs: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(taking.files, "keep", full)
    assert send(opened(monkeypatch), photos=[photo()])["Location"].endswith("done=files")
    assert Case.objects.get().text == WORDS


# --- The database goes away -----------------------------------------------------------------


def test_a_connection_that_was_lost_is_opened_again_and_the_form_taken(monkeypatch):
    monkeypatch.setattr(writing.connection, "close", lambda: None)
    inner, calls = taking.take, []

    def once(*args: Any, **kwargs: Any) -> Any:
        calls.append(1)
        if len(calls) == 1:
            raise OperationalError("server closed the connection")
        return inner(*args, **kwargs)

    monkeypatch.setattr(taking, "take", once)
    assert send(opened(monkeypatch), photos=[photo()])["Location"].endswith("done=new")
    assert said()[0].attachments.count() == 1


def test_a_database_that_stays_away_gives_every_word_back(monkeypatch):
    sheet = opened(monkeypatch)
    monkeypatch.setattr(writing.connection, "close", lambda: None)

    def away(*_args: Any, **_kwargs: Any) -> None:
        raise OperationalError("server closed the connection")

    with monkeypatch.context() as patch:
        patch.setattr(taking, "take", away)
        page = send(sheet, name="Ann Lee")
    told = page.content.decode()
    assert page.status_code == 503
    assert "The kettle leaks." in told
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', told))
    assert (fields["name"], unescape(fields["f"])) == ("Ann Lee", sheet)
    assert send(unescape(fields["f"]), name=fields["name"]).status_code == 302
    assert Case.objects.get().contact_name == "Ann Lee"

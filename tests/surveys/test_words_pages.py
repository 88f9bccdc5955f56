"""Pages of words: who may see what, files, and that nothing is named that should not be."""

from __future__ import annotations

import csv
import io

import pytest
from django.test import Client
from django.urls import reverse

from customers.models import TimelineEntry
from surveys.models import CompetitorPrice, Kind, Origin, Response, Theme
from tests.customers.factories import make_user
from tests.loyalty.factories import member as customer
from tests.sales.factories import product as make_product
from tests.surveys.factories import NOW, answer, survey
from tests.surveys.factories_words import EVERY_KIND, PRICE_FORM, comment, read_all, tags, theme

pytestmark = pytest.mark.django_db
# o owner, m manager, k marketer, s service agent, c cashier, a analyst.
ROLES = {"o": "owner", "m": "manager", "k": "marketer", "s": "service agent", "c": "cashier", "a": "analyst"}


@pytest.fixture
def owner(client):
    client.force_login(make_user("owner"))
    return client


def text_of(answered) -> str:
    return b"".join(answered.streaming_content).decode("utf-8-sig") if answered.streaming else answered.content.decode()


def text_bytes(answered) -> bytes:
    told = b"".join(answered.streaming_content)
    answered.close()
    return told


def test_who_may_open_what():
    of, tag = survey(EVERY_KIND), theme("Price", "price")
    one = comment(of, 3, "price")
    read_all()
    table = {
        reverse("surveys:words"): "omksa",
        reverse("surveys:survey_words", args=[of.public_id]): "omksa",
        reverse("surveys:tag", args=[one.public_id]): "omks",
        reverse("surveys:themes"): "omksa",
        reverse("surveys:theme", args=[tag.public_id]): "omksa",
        reverse("surveys:theme_new"): "omk",
        reverse("surveys:theme_edit", args=[tag.public_id]): "omk",
        reverse("surveys:results", args=[of.public_id]): "omksa",
        reverse("surveys:results_print", args=[of.public_id]): "omksa",
        reverse("surveys:export", args=[of.public_id]): "omka",
        reverse("surveys:competitor_prices"): "omka",
        reverse("surveys:competitor_price_new"): "omk",
    }
    for letter, role in ROLES.items():
        client = Client()
        client.force_login(make_user(role))
        for url, may in table.items():
            assert client.get(url).status_code == (200 if letter in may else 403), (role, url)
            assert client.head(url).status_code == (200 if letter in may else 403), (role, url)
    assert Client().get(reverse("surveys:words")).status_code == 302


def test_the_list_shows_words_and_their_themes(owner):
    theme("Price", "price")
    comment(survey(), 3, "<b>price</b> 太贵", customer())
    read_all()
    page = owner.get(reverse("surveys:words"), {"q": "太贵", "outcome": "low", "since": "nonsense", "survey": "x"})
    assert "&lt;b&gt;price&lt;/b&gt; 太贵" in page.content.decode()
    assert ">Price</a>" in page.content.decode()
    assert "&lt;b&gt;" not in owner.get(reverse("surveys:words"), {"q": "nowhere"}).content.decode()


def test_an_anonymous_list_tells_neither_day_nor_score(owner):
    of = survey(is_anonymous=True, min_group=3)
    for n in range(3):
        comment(of, 3, f"we said {n}")
    read_all()
    body = owner.get(reverse("surveys:survey_words", args=[of.public_id])).content.decode()
    assert body.count("we said") == 3
    assert "2026" not in body.split('id="list"')[1].split("</table>")[0]
    assert "badge" not in body.split('id="list"')[1].split("</table>")[0]


def test_themes_by_hand_on_a_page(owner):
    price, staff = theme("Price", "price"), theme("Staff", "staff")
    one = comment(survey(), 3, "price")
    read_all()
    url = reverse("surveys:tag", args=[one.public_id])
    assert owner.post(url, {"themes": [staff.pk], "next": "https://evil.example/"}).url == reverse("surveys:words")
    assert tags(one) == {"Staff"}
    assert owner.post(url, {"themes": [price.pk, 999]}).status_code == 422
    assert tags(one) == {"Staff"}


def test_writing_a_theme(owner):
    url = reverse("surveys:theme_new")
    told = {"name": "Tea", "name_zh": "茶", "words": "tea\r\n\r\ngreen tea", "words_zh": "茶", "is_active": "on"}
    assert owner.post(url, told).status_code == 302
    made = Theme.objects.get()
    assert (made.words, made.words_zh, made.version) == (["tea", "green tea"], ["茶"], 1)
    again = owner.post(url, told)
    assert again.status_code == 422
    assert "green tea" in again.content.decode()
    edit = reverse("surveys:theme_edit", args=[made.public_id])
    assert owner.post(edit, told | {"words": "", "version": "1"}).status_code == 302
    assert owner.post(edit, told | {"version": "1"}).status_code == 422
    assert owner.post(reverse("surveys:themes_ready")).status_code == 302
    assert owner.get(reverse("surveys:themes_ready")).status_code == 405


def test_results_and_their_tables_as_files(owner):
    of = survey(EVERY_KIND)
    for n in (3, 9, 10):
        answer(of, n, raw={"liked": ["tea"]})
    url = reverse("surveys:results", args=[of.public_id])
    body = owner.get(url, {"version": "1"}).content.decode()
    assert "3 answered, 100 % of 3 asked" in body.replace("\xa0", " ") or "3 answered" in body
    assert "tea" in text_of(owner.get(url, {"card": "q-liked", "format": "csv"})).casefold()
    assert owner.get(url, {"card": "nope", "format": "csv"}).status_code == 404
    assert "Recommend?" in owner.get(reverse("surveys:results_print", args=[of.public_id])).content.decode()
    assert owner.post(reverse("surveys:results_compute", args=[of.public_id])).status_code == 302


def test_answers_as_a_file(owner):
    of = survey(EVERY_KIND)
    who = customer()
    answer(of, 3, who, raw={
        "why": "=HYPERLINK(1)", "low": "price", "liked": ["tea", "cake"], "rated": {"speed": "2"}, "stars": "none",
        "paid": "12.50", "news": True, "call": {"wants": True, "when": "@noon"},
    })  # fmt: skip
    url = reverse("surveys:export", args=[of.public_id])
    rows = list(csv.DictReader(io.StringIO(text_of(owner.get(url, {"format": "csv"})))))
    assert len(rows) == 1
    row = rows[0]
    assert (row["Why?"], row["What was it?"], row["What was it? [low]"]) == ("'=HYPERLINK(1)", "Price", "price")
    assert (row["What did you like?"], row["What did you like? [liked]"]) == ("Tea; Cake", "tea; cake")
    assert (row["Rate us: Speed"], row["Rate us: People"], row["Stars"], row["Paid"]) == ("2", "", "no answer", "12.50")
    assert row["Number of the customer"] == str(who.public_id)
    assert TimelineEntry.objects.filter(verb="list.exported").count() == 1
    sheet = owner.get(url, {"format": "xlsx"})
    assert sheet.status_code == 200
    assert text_bytes(sheet)[:2] == b"PK"


def test_ten_thousand_rows_stream(owner, django_assert_max_num_queries):
    of = survey()
    number = of.versions.get()
    Response.objects.bulk_create(
        Response(
            survey=of, version=number, origin=Origin.IMPORT, answers={"score": n % 11}, score=n % 11, outcome="low",
            metric="nps", scale="0-10", started_at=NOW, finished_at=NOW, finished_on=NOW.date(),
        )
        for n in range(10_000)
    )  # fmt: skip
    with django_assert_max_num_queries(40):
        answered = owner.get(reverse("surveys:export", args=[of.public_id]), {"format": "csv"})
        pieces = list(answered.streaming_content)
    assert answered.streaming
    assert len(pieces) > 10
    assert sum(piece.count(b"\r\n") for piece in pieces) == 10_001
    # A spreadsheet of so many is a job's.
    assert owner.get(reverse("surveys:export", args=[of.public_id]), {"format": "xlsx"}).status_code == 302


def test_a_file_of_nobody_named_tells_no_one_and_of_staff_there_is_none(owner):
    of = survey(EVERY_KIND, is_anonymous=True, min_group=3)
    for n in range(4):
        answer(of, n)
    header, *rows = csv.reader(
        io.StringIO(text_of(owner.get(reverse("surveys:export", args=[of.public_id]), {"format": "csv"})))
    )
    assert len(rows) == 3
    assert not {"Customer", "Finished at", "Number", "Store", "Came by"} & set(header)
    staff = survey(EVERY_KIND, kind=Kind.STAFF, relation="staff", is_anonymous=True)
    assert owner.get(reverse("surveys:export", args=[staff.public_id]), {"format": "csv"}).status_code == 302


def test_prices_of_competitors(owner):
    product = make_product()
    of = survey(PRICE_FORM, kind=Kind.PRICE, product=product)
    url = reverse("surveys:competitor_price_new")
    told = {"product": product.pk, "seller": "Corner shop", "price": "0.33", "seen_on": "2026-03-01"}
    assert owner.post(url, told).status_code == 302
    assert owner.post(url, told).status_code == 422
    assert owner.post(url, told | {"price": "0", "seller": "B"}).status_code == 422
    assert owner.post(url, told | {"seen_on": "2999-01-01", "seller": "B"}).status_code == 422
    price = CompetitorPrice.objects.get()
    assert price.price == 33
    for prices in ((10, 20, 30, 40), (30, 40, 50, 70)):
        answer(of, None, raw=dict(zip(("too_cheap", "cheap", "expensive", "too_expensive"), prices, strict=True)))
    assert "Corner shop" in owner.get(reverse("surveys:results", args=[of.public_id])).content.decode()
    assert "Corner shop" in owner.get(reverse("surveys:competitor_prices")).content.decode()
    assert owner.post(reverse("surveys:competitor_price_remove", args=[price.public_id])).status_code == 302
    assert not CompetitorPrice.objects.exists()

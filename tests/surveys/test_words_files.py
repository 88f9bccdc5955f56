"""Comments as a file: the list by its filters, safe to open, with no more than its reader may see."""

from __future__ import annotations

import csv
import io

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from customers.models import TimelineEntry
from sales.models import Store
from surveys.models import Kind
from tests.customers.factories import make_customer, make_user
from tests.surveys.factories import survey
from tests.surveys.factories_words import comment, read_all, theme
from tests.surveys.test_words_pages import ROLES, text_of

pytestmark = pytest.mark.django_db
WORDS = "surveys:words"


@pytest.fixture
def owner(client):
    client.force_login(make_user("owner"))
    return client


def rows_of(client: Client, url: str, **asked: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text_of(client.get(url, {"format": "csv", **asked})))))


def test_comments_with_score_day_themes_and_store(owner):
    theme("Price", "price"), theme("Staff", "staff")
    of, shop = survey(name="Visit"), Store.objects.create(code="main", name="Main street")
    said = comment(of, 3, "the price,\nand the staff", make_customer("Ada"))
    type(said).objects.filter(pk=said.pk).update(store=shop)
    comment(of, 9, "kind")
    read_all()
    header, first, second = sorted(rows_of(owner, reverse(WORDS)), key=lambda row: row[2], reverse=True)
    assert header == ["When", "Survey", "Score", "Outcome", "In their words", "Themes", "Store", "Number"]
    assert second[1:] == [
        "Visit", "3", "Low", "the price,\nand the staff", "Price; Staff", "Main street", str(said.public_id)
    ]  # fmt: skip
    assert second[0].startswith("2026-03-02")
    assert first[4] == "kind"
    assert not any("Ada" in cell for row in (header, first, second) for cell in row)
    assert TimelineEntry.objects.get(verb="list.exported").data["rows"] == 2


def test_the_file_is_what_the_filters_leave(owner):
    price, of = theme("Price", "price"), survey()
    for score, text in ((3, "price"), (9, "price"), (2, "slow"), (1, "太贵")):
        comment(of, score, text)
    read_all()
    for asked, texts in (
        ({"theme": str(price.public_id)}, {"price"}), ({"outcome": "low"}, {"price", "slow", "太贵"}),
        ({"q": "太"}, {"太贵"}), ({"since": "2026-03-03"}, set()),
        ({"survey": "x", "of": "nonsense"}, {"price", "slow", "太贵"}),
    ):  # fmt: skip
        assert {row[4] for row in rows_of(owner, reverse(WORDS), **asked)[1:]} == texts, asked


@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_word_is_a_formula(owner, text):
    comment(survey(), 3, f"{text} x" if text.strip() else text)
    said = comment(survey(), 3, f"kind\n{text}")
    read_all()
    cells = [cell for row in rows_of(owner, reverse(WORDS))[1:] for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@", "\t", "\r"))]
    assert said.comment in [cell.replace("'", "") for cell in cells]
    sheet = owner.get(reverse(WORDS), {"format": "xlsx"})
    book = load_workbook(io.BytesIO(b"".join(sheet.streaming_content)))
    sheet.close()
    assert "f" not in {cell.data_type for row in book.active.iter_rows() for cell in row}


def test_who_may_take_them(owner):
    comment(survey(), 3, "words")
    read_all()
    for letter, role in ROLES.items():
        client = Client()
        client.force_login(make_user(role))
        told = client.get(reverse(WORDS), {"format": "csv"})
        assert told.status_code == (200 if letter in "omka" else 403), role
        if letter in "omksa":
            assert (b"format=csv" in client.get(reverse(WORDS)).content) is (letter in "omka"), role


def test_of_a_survey_that_names_nobody_words_alone_and_of_staff_none(owner):
    of = survey(is_anonymous=True, min_group=3)
    for n in range(4):
        comment(of, 3, f"we said {n}")
    staff = survey(kind=Kind.STAFF, relation="staff", is_anonymous=True, min_group=3)
    for _n in range(3):
        comment(staff, 3, "hush")
    read_all()
    header, *rows = rows_of(owner, reverse("surveys:survey_words", args=[of.public_id]))
    assert (header, len(rows)) == (["In their words", "Themes"], 3)
    assert rows_of(owner, reverse(WORDS))[1:] == []
    url = reverse("surveys:survey_words", args=[staff.public_id])
    assert owner.get(url, {"format": "csv"}).status_code == 404
    assert b"format=csv" not in owner.get(url).content


def test_nobody_takes_words_of_customers_of_a_colleague():
    mine, other = make_user("manager"), make_user("manager")
    Group.objects.get(name="manager").permissions.remove(Permission.objects.get(codename="view_all_customers"))
    of = survey()
    comment(of, 3, "hers", make_customer(assigned_to=other))
    comment(of, 3, "mine", make_customer(assigned_to=mine))
    read_all()
    client = Client()
    client.force_login(mine)
    assert {row[4] for row in rows_of(client, reverse(WORDS))[1:]} == {"mine"}


def test_chunks_ask_no_more_for_more_rows(owner, django_assert_max_num_queries):
    theme("Price", "price")
    of = survey()
    for n in range(30):
        comment(of, 3, f"price {n}", make_customer())
    read_all()
    with django_assert_max_num_queries(25):
        assert len(rows_of(owner, reverse(WORDS))) == 31

"""Import of where people live and what they speak: nothing is cut off or left out unsaid, and the trail can be read."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from customers.models import Address, Customer, TimelineEntry
from tests.customers.factories import NOW, make_customer
from tests.customers.pages import detail_url
from tests.customers.test_imports import counts, load, reasons

pytestmark = pytest.mark.django_db
__all__ = ["load"]
FILE = "id,name,street,zip,city,country,language,member since\n1,Anna,1 Main St,94105,Boston,us,EN_us,2024-03-01\n"


def test_a_city_alone_is_kept(load: Any) -> None:
    assert counts(load("id,name,city,country\n1,Anna,Berlin,de\n2,Bert,,DE\n")) == (2, 2, 0, 0, 0)
    home = Address.objects.get()
    assert (home.customer.external_id, home.lines, home.city, home.country) == ("1", "", "Berlin", "DE")
    assert counts(load("id,street\n1,Gartenweg 7\n")) == (1, 0, 1, 0, 0)
    assert str(Address.objects.get()) == "Gartenweg 7, Berlin"


def test_languages_are_codes(load: Any) -> None:
    load("id,name,language\n1,Anna,German\n2,伟,中文\n3,Cy,\n")
    assert list(Customer.objects.order_by("external_id").values_list("language", flat=True)) == ["de", "zh-hans", ""]
    assert counts(load("id,name,language\n1,Anna,de_DE\n")) == (1, 0, 0, 1, 0), "the same language, written otherwise"


def test_refused_rows_name_their_cell(load: Any) -> None:
    long = "x" * 81
    result = load(
        "id,name,street,zip,city,region,country,language\n"
        f"1,A,{'x' * 401},,,,,\n2,B,,1067,,,DE,\n3,C,,,{long},,,\n4,D,,,,{long},,\n5,E,,1067,,,XX,\n"
        f"6,F,,,,,,Elvish\n"
        f"7,G,,{'1' * 21},,,,\n8,H,,1067,,,CH,\n"
    )
    assert counts(result) == (8, 1, 0, 0, 7)
    assert [row[:2] for row in reasons(result)] == [
        ("2", "street"), ("3", "zip"), ("4", "city"), ("5", "region"), ("6", "country"), ("7", "language"),
        ("8", "zip"),
    ]  # fmt: skip
    assert "1067" in reasons(result)[1][2]


def test_notes_and_terms_are_not_cut_off(load: Any) -> None:
    result = load(
        f"id,name,note,member since,terms\n1,A,{'x' * 4001},,\n2,B,,2024-03-01,{'x' * 41}\n3,C,,,{'x' * 41}\n"
    )
    assert [row[:2] for row in reasons(result)] == [("2", "note"), ("3", "terms")]


def test_corrections_are_told_on_the_record(load: Any, staff: Client) -> None:
    load(FILE)
    assert counts(load(FILE)) == (1, 0, 0, 1, 0)
    assert counts(load(FILE.replace("1 Main", "2 Main").replace("2024-03-01", "2024-02-01"))) == (1, 0, 1, 0, 0)
    anna = Customer.objects.get()
    assert TimelineEntry.objects.get(customer=anna, verb="address.changed").data["fields"] == ["lines"]
    page = staff.get(detail_url("timeline", anna))
    assert page.status_code == 200
    assert "Address corrected: Home" in page.content.decode()
    assert "Changed: enrolled at" in page.content.decode()


def test_what_earlier_releases_wrote_can_be_read(staff: Client) -> None:
    """They called a corrected address a changed field, and a field may be gone."""
    customer = make_customer()
    facts = {"fields": ["address", "enrolled_at", "shoe_size"], "values": {}}
    TimelineEntry.objects.create(customer=customer, verb="customer.changed", at=NOW, data=facts)
    page = staff.get(detail_url("timeline", customer))
    assert "Changed: address, enrolled at, shoe_size" in page.content.decode()

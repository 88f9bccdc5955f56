"""`/api/v1/customers/`."""

from __future__ import annotations

from typing import Any

import pytest

from core import clock
from customers import services
from customers.models import Customer, CustomerGroup, CustomField, Membership, TimelineEntry
from tests.api.client import ApiClient

pytestmark = pytest.mark.django_db
NOBODY = "00000000-0000-4000-8000-000000000000"


def make(api: ApiClient, **told: Any) -> dict[str, Any]:
    answer = api.post("/customers/", {"display_name": "Ada Lovelace", **told})
    assert answer.status_code == 201, answer.json()
    return dict(answer.json())


def test_a_customer_is_created(api: ApiClient) -> None:
    answer = api.post(
        "/customers/",
        {"given_name": "伟", "family_name": "张", "language": "zh-hans", "email": "Wei@Example.com", "birth_month": 2,
         "birth_day": 3, "birth_calendar": "lunar", "source": "web", "external_id": "7"},
    )  # fmt: skip
    assert answer.status_code == 201, answer.json()
    body = answer.json()
    assert body["display_name"] == "张伟"
    assert body["membership"] is None
    assert answer["ETag"] == '"1"'
    stored = Customer.objects.get(public_id=body["public_id"])
    assert (stored.email_key, stored.birth_calendar) == ("wei@example.com", "lunar")
    assert TimelineEntry.objects.get(customer=stored).data["where"].startswith("API: Till")


def test_a_customer_who_accepts_the_terms_is_a_member(api: ApiClient) -> None:
    body = make(api, terms_version="2026-1")
    assert body["membership"]["state"] == "active"
    assert body["membership"]["enrolled_where"].startswith("API: ")
    assert Membership.objects.get().terms_version == "2026-1"


def test_a_repeated_creation_creates_once(api: ApiClient) -> None:
    told = {"display_name": "Ada"}
    first, again = (api.post("/customers/", told, Idempotency_Key="k") for _ in range(2))
    assert again.json() == first.json()
    assert Customer.objects.count() == 1


@pytest.mark.parametrize(
    ("told", "status", "code", "field"),
    [
        ({"display_name": ""}, 400, "name_missing", "display_name"),
        ({"email": "nobody"}, 400, "email_invalid", "email"),
        ({"email": "ADA@example.com"}, 409, "email_taken", "email"),
        ({"source": "web", "external_id": "1"}, 409, "external_id_taken", "external_id"),
        ({"phone": "12"}, 400, "phone_invalid", "phone"),
        ({"birth_month": 2}, 400, "birthday_invalid", "birth_day"),
        ({"birth_month": 2, "birth_day": 30}, 400, "birthday_invalid", "birth_day"),
        ({"birth_month": 13, "birth_day": 1}, 400, "max_value", "birth_month"),
        ({"birth_month": 1, "birth_day": 1, "birth_year": 2150}, 400, "birthday_invalid", "birth_year"),
        ({"kind": "robot"}, 400, "invalid_choice", "kind"),
        ({"company": NOBODY}, 404, "company_unknown", "company"),
        ({"custom": {"shoe": "42"}}, 400, "custom_unknown", "custom"),
        ({"custom": {"size": {"a": 1}}}, 400, "value_invalid", "custom.size"),
        ({"custom": {"size": "a\0"}}, 400, "null_characters_not_allowed", "custom.size"),
        ({"given_name": "\ud800"}, 400, "surrogate_characters_not_allowed", "given_name"),
        ({"time_zone": "x" * 65}, 400, "max_length", "time_zone"),
    ],
)
def test_a_fault_is_refused(api: ApiClient, told: dict, status: int, code: str, field: str) -> None:
    make(api, email="ada@example.com", source="web", external_id="1")
    CustomField.objects.create(code="size", label="Size")
    answer = api.post("/customers/", {"display_name": "Bob", **told})
    assert (answer.status_code, answer.json()["code"], answer.json()["field"]) == (status, code, field)
    assert Customer.objects.count() == 1


def test_custom_fields_and_a_company(api: ApiClient) -> None:
    CustomField.objects.create(code="size", label="Size", kind="number")
    company = make(api, kind="company", display_name="Analytical Engines")
    body = make(api, custom={"size": 42}, company=company["public_id"], company_role="Founder")
    assert body["custom"] == {"size": "42"}
    assert body["company"] == company["public_id"]


def test_a_required_field_is_needed(api: ApiClient) -> None:
    CustomField.objects.create(code="contract", label="Contract", is_required=True)
    answer = api.post("/customers/", {"display_name": "Ada"})
    assert (answer.status_code, answer.json()["code"], answer.json()["field"]) == (
        400, "custom_required", "custom_contract",
    )  # fmt: skip
    assert make(api, custom={"contract": "C1"})["custom"] == {"contract": "C1"}


# --- Changing -----------------------------------------------------------------------------


def test_a_change_names_the_version_that_was_read(api: ApiClient) -> None:
    path = f"/customers/{make(api)['public_id']}/"
    tag = api.get(path)["ETag"]
    changed = api.patch(path, {"language": "en"}, If_Match=tag)
    assert (changed.status_code, changed["ETag"], changed.json()["version"]) == (200, '"2"', 2)
    in_body = api.patch(path, {"language": "fr", "version": 2})
    assert (in_body.status_code, in_body.json()["language"]) == (200, "fr")


def test_custom_fields_change_key_by_key(api: ApiClient) -> None:
    for code in ("size", "hat", "contract"):
        CustomField.objects.create(code=code, label=code)
    path = f"/customers/{make(api, custom={'size': 'S', 'hat': '7'})['public_id']}/"
    changed = api.patch(path, {"custom": {"contract": "C1", "hat": None}, "version": 1})
    assert (changed.status_code, changed.json()["custom"]) == (200, {"size": "S", "contract": "C1"})
    assert api.patch(path, {"custom": {}, "version": 2}).json()["custom"] == {"size": "S", "contract": "C1"}


def test_consents_say_whether_they_hold_for_the_present_address(api: ApiClient) -> None:
    made = make(api, email="ada@example.com")
    assert made["consents"] == []
    services.set_consent(
        customer=Customer.objects.get(), channel="email", purpose="marketing", state="granted", source="shop",
        actor=None, now=clock.now(),
    )  # fmt: skip
    path = f"/customers/{made['public_id']}/"
    [told] = api.get(path).json()["consents"]
    assert {name: told[name] for name in ("channel", "purpose", "state", "address", "is_valid")} == {
        "channel": "email", "purpose": "marketing", "state": "granted", "address": "ada@example.com", "is_valid": True,
    }  # fmt: skip
    [told] = api.patch(path, {"email": "a@example.org", "version": 1}).json()["consents"]
    assert (told["state"], told["is_valid"]) == ("granted", False)


def test_only_what_is_sent_changes(api: ApiClient) -> None:
    made = make(api, email="ada@example.com", language="en")
    body = api.patch(f"/customers/{made['public_id']}/", {"language": "fr", "version": 1}).json()
    ignored = {"language", "version", "updated_at"}
    assert {k: v for k, v in body.items() if k not in ignored} == {k: v for k, v in made.items() if k not in ignored}


@pytest.mark.parametrize(
    ("body", "headers", "status", "code"),
    [
        ({"language": "fr"}, {}, 428, "version_missing"),
        ({"language": "fr", "version": 9}, {}, 409, "stale_edit"),
        ({"language": "fr"}, {"If_Match": '"9"'}, 412, "stale_edit"),
        ({"language": "fr"}, {"If_Match": "*"}, 400, "etag_invalid"),
        ({"version": "x"}, {}, 400, "invalid"),
        ({"email": "nobody", "version": 1}, {}, 400, "email_invalid"),
    ],
)
def test_a_change_is_refused(api: ApiClient, body: dict, headers: dict, status: int, code: str) -> None:
    answer = api.patch(f"/customers/{make(api)['public_id']}/", body, **headers)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert Customer.objects.get().version == 1


def test_who_is_merged_away_is_not_found(api: ApiClient) -> None:
    survivor, merged = make(api), make(api)
    other = Customer.objects.get(public_id=survivor["public_id"])
    Customer.objects.filter(public_id=merged["public_id"]).update(merged_into=other)
    assert api.get(f"/customers/{merged['public_id']}/").status_code == 404
    assert [row["public_id"] for row in api.get("/customers/").json()["results"]] == [survivor["public_id"]]


# --- Finding ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"email": " ADA@Example.COM "}, ["Ada"]),
        ({"phone": "(650) 253-0000"}, ["Ada", "Bob"]),
        ({"source": "web", "external_id": "2"}, ["Bob"]),
        ({"membership": "active"}, ["Bob"]),
        ({"group": "VIP"}, ["Ada"]),
        ({"updated_from": "2200-01-01T00:00:00Z"}, []),
        ({}, ["Ada", "Bob"]),
    ],
)
def test_customers_are_found(api: ApiClient, query: dict, found: list[str]) -> None:
    make(api, display_name="Ada", email="ada@example.com", phone="+1 650 253 0000")
    make(api, display_name="Bob", phone="+16502530000", source="web", external_id="2", terms_version="1")
    vip = CustomerGroup.objects.create(name="VIP")
    Customer.objects.get(display_name="Ada").groups.add(vip)
    assert [row["display_name"] for row in api.get("/customers/", query).json()["results"]] == found


@pytest.mark.parametrize("size", [1, 3])
def test_a_list_costs_the_same_number_of_statements(api: ApiClient, size: int, django_assert_num_queries: Any) -> None:
    company = make(api, kind="company", display_name="Firm")
    assert api.get("/customers/", {"company": company["public_id"]}).json()["results"] == []
    for number in range(3):
        make(api, display_name=f"Person {number}", company=company["public_id"], terms_version="1")
    with django_assert_num_queries(3):  # token, customers, consents of them all
        assert len(api.get("/customers/", {"page_size": size}).json()["results"]) == size
    found = api.get("/customers/", {"company": company["public_id"]}).json()["results"]
    assert [row["display_name"] for row in found] == ["Person 0", "Person 1", "Person 2"]


# --- What sellers keep on prospects ---------------------------------------------------------


def test_what_a_prospect_told_is_kept(api: ApiClient) -> None:
    told = {
        "contact_style": "fake_tiger", "current_supplier": "Wangs", "supplier_follow_up": "contract ends in May",
        "supplier_follow_up_on": "2030-05-01", "is_staff_customer": True,
    }  # fmt: skip
    body = make(api, **told)
    assert body | told == body
    path = f"/customers/{body['public_id']}/"
    emptied = {"contact_style": "", "supplier_follow_up_on": None, "version": 1}
    changed = api.patch(path, emptied).json()
    assert (changed["contact_style"], changed["supplier_follow_up_on"], changed["version"]) == ("", None, 2)
    assert api.patch(path, {"contact_style": "lion", "version": 2}).json()["field"] == "contact_style"


def test_a_language_is_kept_as_one_code(api: ApiClient) -> None:
    assert make(api, language="zh_CN")["language"] == "zh-hans"
    refused = api.post("/customers/", {"display_name": "B", "language": "Elvish"})
    assert (refused.status_code, refused.json()["code"], refused.json()["field"]) == (
        400, "language_unknown", "language",
    )  # fmt: skip

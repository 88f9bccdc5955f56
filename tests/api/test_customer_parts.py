"""What belongs to a customer over the API: consents, interests, groups, tags, addresses, messaging accounts."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from core import clock
from core.errors import DomainError
from core.models import User
from customers import services
from customers.interests import Reason
from customers.merging import merge_customers
from customers.models import (
    Address,
    ChannelIdentity,
    ConsentChange,
    Customer,
    CustomerGroup,
    Interest,
    Tag,
    TimelineEntry,
    Topic,
)
from tests.api.client import ApiClient

pytestmark = pytest.mark.django_db
GIVEN = {"state": "granted", "source": "newsletter form", "text_version": "2026-05"}
PARTS = ("consents/", "consents/history/", "interests/", "groups/", "tags/", "addresses/", "identities/")


def at(customer: Customer, part: str = "") -> str:
    return f"/customers/{customer.public_id}/{part}"


def last(customer: Customer) -> TimelineEntry:
    return TimelineEntry.objects.filter(customer=customer).order_by("-pk")[0]


@pytest.fixture
def merged(customer: Customer) -> Customer:
    """Somebody recorded twice: this record was merged into `customer`."""
    twice = services.create_customer(data={"display_name": "Ada L."}, actor=None, now=clock.now())
    services.set_consent(
        customer=twice, channel="sms", purpose="survey", state="refused", source="by phone", actor=None, now=clock.now()
    )
    owner = User.objects.create_superuser("owner@example.org")
    merge_customers(survivor=customer, duplicate=twice, reason="twice", actor=owner, now=clock.now())
    return twice


def test_a_merged_record_is_not_there(api: ApiClient, merged: Customer) -> None:
    assert api.get(at(merged)).status_code == 404
    for part in PARTS:
        assert api.get(at(merged, part)).status_code == 404, part
    for answer in (
        api.put(at(merged, "consents/email/marketing/"), GIVEN),
        api.patch(at(merged, "groups/"), {}),
        api.post(at(merged, "addresses/"), {"lines": "1 Main St"}),
        api.post(at(merged, "identities/"), {"provider": "line", "identity": "x"}),
    ):
        assert answer.status_code == 404


@pytest.mark.parametrize("part", PARTS)
def test_a_misspelt_parameter_or_field_is_refused(api: ApiClient, customer: Customer, part: str) -> None:
    if part not in {"interests/", "groups/", "tags/"}:
        assert api.get(at(customer, part), {"foo": "1"}).json()["code"] == "parameter_unknown"
    else:
        assert api.patch(at(customer, part), {"set": ["x"]}).json()["code"] == "unknown_field"


# --- Consents -----------------------------------------------------------------------------


def test_a_consent_is_given_with_its_proof_and_withdrawn(api: ApiClient, customer: Customer) -> None:
    Customer.objects.filter(pk=customer.pk).update(email="ada@example.com", email_key="ada@example.com")
    address = at(customer, "consents/email/marketing/")
    given = api.put(address, GIVEN)
    assert given.status_code == 200, given.json()
    told = {"channel": "email", "purpose": "marketing", "address": "ada@example.com", "is_valid": True}
    assert given.json() | GIVEN | told == given.json()
    assert api.put(address, GIVEN).json() == given.json()
    withdrawn = api.put(address, GIVEN | {"state": "withdrawn", "source": "link in a letter"}).json()
    assert (withdrawn["state"], withdrawn["is_valid"]) == ("withdrawn", False)
    assert [row["state"] for row in api.get(at(customer, "consents/")).json()["results"]] == ["withdrawn"]
    history = api.get(at(customer, "consents/history/")).json()["results"]
    assert [(row["state"], row["source"], row["by_staff"]) for row in history] == [
        ("withdrawn", "link in a letter", False), ("granted", "newsletter form", False)
    ]  # fmt: skip
    assert TimelineEntry.objects.filter(customer=customer, verb="consent.changed").count() == 2


def test_a_consent_for_another_address_is_not_valid(api: ApiClient, customer: Customer) -> None:
    Customer.objects.filter(pk=customer.pk).update(phone="+12125550123")
    told = api.put(at(customer, "consents/sms/service/"), GIVEN | {"address": "+1 (212) 555-0199"}).json()
    assert (told["address"], told["is_valid"]) == ("+12125550199", False)


def test_the_history_has_that_of_merged_records(api: ApiClient, customer: Customer, merged: Customer) -> None:
    history = api.get(at(customer, "consents/history/"), {"channel": "sms"}).json()["results"]
    assert [row["source"] for row in history] == ["by phone (merge)", "by phone"]
    assert api.get(at(customer, "consents/history/"), {"channel": "email"}).json()["results"] == []


@pytest.mark.parametrize(
    ("where", "told", "status", "code"),
    [
        ("fax/marketing", GIVEN, 404, "consent_unknown"),
        ("email/fun", GIVEN, 404, "consent_unknown"),
        ("email/marketing", GIVEN | {"state": "maybe"}, 400, "invalid_choice"),
        ("email/marketing", {"state": "granted"}, 400, "required"),
        ("email/marketing", GIVEN | {"source": " "}, 400, "blank"),
        ("email/marketing", GIVEN | {"changed_at": "2020-01-01T00:00:00Z"}, 400, "unknown_field"),
    ],
)
def test_a_consent_that_cannot_be(
    api: ApiClient, customer: Customer, where: str, told: dict[str, str], status: int, code: str
) -> None:
    answer = api.put(at(customer, f"consents/{where}/"), told)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert not ConsentChange.objects.exists()


# --- Interests ----------------------------------------------------------------------------


@pytest.fixture
def topics(db: None) -> list[Topic]:
    root = Topic.objects.create(name="Drinks", code="drinks")
    return [root, *(Topic.objects.create(name=name.title(), code=name, parent=root) for name in ("tea", "coffee"))]


def test_interests_are_said_and_concluded_apart(api: ApiClient, customer: Customer, topics: list[Topic]) -> None:
    weights = {topics[0].pk: (Decimal("0.5"), Reason("nobody_words_it"))}
    services.set_derived_interests(customer=customer, weights=weights, now=clock.now())
    answer = api.patch(at(customer, "interests/"), {"add": ["tea", "coffee"], "source": "quiz"})
    assert answer.status_code == 200, answer.json()
    body = answer.json()
    assert [(row["topic"], row["reason"]) for row in body["declared"]] == [("coffee", "quiz"), ("tea", "quiz")]
    assert [(row["topic"], row["weight"]) for row in body["derived"]] == [("drinks", "0.500")]
    assert api.get(at(customer, "interests/")).json() == body
    assert last(customer).reason.startswith("API: Till")


def test_what_somebody_else_said_meanwhile_stays(api: ApiClient, customer: Customer, topics: list[Topic]) -> None:
    api.patch(at(customer, "interests/"), {"add": ["tea"]})
    services.set_interests(customer=customer, topics=topics, actor=None, now=clock.now())
    body = api.patch(at(customer, "interests/"), {"remove": ["tea"]}).json()
    assert [row["topic"] for row in body["declared"]] == ["coffee", "drinks"]
    before = last(customer).pk
    assert api.patch(at(customer, "interests/"), {"remove": ["tea"], "add": ["coffee"]}).json() == body
    assert last(customer).pk == before
    # What was concluded is nobody's to take away.
    weights = {topics[1].pk: (Decimal("0.5"), Reason("nobody_words_it"))}
    services.set_derived_interests(customer=customer, weights=weights, now=clock.now())
    api.patch(at(customer, "interests/"), {"remove": ["tea"]})
    assert Interest.objects.filter(kind="derived").exists()


# --- Groups and tags ----------------------------------------------------------------------


@pytest.mark.parametrize(("part", "model"), [("groups", CustomerGroup), ("tags", Tag)])
def test_let_in_and_out_by_name(api: ApiClient, customer: Customer, part: str, model: Any) -> None:
    for name in ("VIP", "Florists", "Designers"):
        model.objects.create(name=name)
    version = customer.version
    assert api.patch(at(customer, f"{part}/"), {"add": ["VIP", "Florists"]}).json() == {"names": ["Florists", "VIP"]}
    answer = api.patch(at(customer, f"{part}/"), {"add": ["Designers"], "remove": ["VIP"]})
    assert answer.json() == api.get(at(customer, f"{part}/")).json() == {"names": ["Designers", "Florists"]}
    customer.refresh_from_db()
    assert customer.version == version + 2
    assert (last(customer).data, last(customer).reason[:9]) == (
        {"added": ["Designers"], "removed": ["VIP"]},
        "API: Till",
    )
    api.patch(at(customer, f"{part}/"), {"add": ["Designers"], "remove": ["VIP"]})
    customer.refresh_from_db()
    assert customer.version == version + 2
    found = api.get("/customers/", {part[:-1]: "Florists"}).json()["results"]
    assert [row["public_id"] for row in found] == [str(customer.public_id)]


@pytest.mark.parametrize("part", ["groups", "tags", "interests"])
def test_unknown_names_and_contradictions_are_refused(
    api: ApiClient, customer: Customer, topics: list[Topic], part: str
) -> None:
    answer = api.patch(at(customer, f"{part}/"), {"add": ["nobody"]})
    assert (answer.status_code, answer.json()["code"], answer.json()["field"]) == (404, "name_unknown", "add")
    answer = api.patch(at(customer, f"{part}/"), {"add": ["tea"], "remove": ["tea"]})
    assert (answer.status_code, answer.json()["code"]) == (400, "added_and_removed")


def test_what_there_is_to_choose_from(api: ApiClient, topics: list[Topic]) -> None:
    CustomerGroup.objects.create(name="VIP", description="The best")
    Tag.objects.create(name="new")
    assert api.get("/topics/").json()["results"][:2] == [
        {"code": "drinks", "name": "Drinks", "parent": None}, {"code": "tea", "name": "Tea", "parent": "drinks"}
    ]  # fmt: skip
    assert api.get("/groups/").json()["results"] == [{"name": "VIP", "description": "The best"}]
    assert api.get("/tags/").json()["results"] == [{"name": "new"}]


# --- Addresses ----------------------------------------------------------------------------


def test_an_address_is_added_changed_and_removed(api: ApiClient, customer: Customer) -> None:
    told = {"kind": "delivery", "lines": "武康路 1 号", "city": "上海", "country": "CN"}
    made = api.post(at(customer, "addresses/"), told)
    assert made.status_code == 201, made.json()
    assert made.json() | told | {"postal_code": "", "region": ""} == made.json()
    one = at(customer, f"addresses/{made.json()['id']}/")
    assert api.get(one).json() == api.get(at(customer, "addresses/")).json()["results"][0] == made.json()
    changed = api.patch(one, {"postal_code": "200031"}).json()
    assert changed == made.json() | {"postal_code": "200031"}
    assert (last(customer).verb, last(customer).reason[:4]) == ("address.changed", "API:")
    assert api.delete(one).status_code == 204
    assert api.delete(one).status_code == api.patch(one, {}).status_code == api.get(one).status_code == 404
    verbs = TimelineEntry.objects.filter(customer=customer).order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["address.added", "address.changed", "address.removed"]


def test_an_address_sent_again_with_its_key_is_added_once(api: ApiClient, customer: Customer) -> None:
    first, again = (api.post(at(customer, "addresses/"), {"lines": "1 Main St"}, Idempotency_Key="k") for _ in range(2))
    assert first.json() == again.json()
    assert Address.objects.count() == 1


@pytest.mark.parametrize(
    ("told", "code", "field"),
    [
        ({}, "required", "lines"),
        ({"lines": " "}, "blank", "lines"),
        ({"lines": "x", "kind": "moon"}, "invalid_choice", "kind"),
        ({"lines": "x", "country": "china"}, "invalid", "country"),
        ({"lines": "x", "country": "ZZ"}, "country_unknown", "country"),
        ({"lines": "x", "country": "DE", "postal_code": "1067"}, "postal_code_invalid", "postal_code"),
        ({"lines": "x", "city": "x" * 81}, "max_length", "city"),
    ],
)
def test_an_address_that_cannot_be(api: ApiClient, customer: Customer, told: dict, code: str, field: str) -> None:
    answer = api.post(at(customer, "addresses/"), told)
    assert (answer.status_code, answer.json()["code"], answer.json()["field"]) == (400, code, field)


def test_somebody_elses_is_not_found(api: ApiClient, customer: Customer) -> None:
    other = Customer.objects.create(display_name="Bob")
    theirs = services.add_address(customer=other, data={"lines": "x"}, actor=None, now=clock.now())
    account = services.add_identity(customer=other, provider="line", identity="x", actor=None, now=clock.now())
    assert api.delete(at(customer, f"addresses/{theirs.pk}/")).status_code == 404
    assert api.delete(at(customer, f"identities/{account.pk}/")).status_code == 404
    assert api.get(at(customer, "addresses/")).json()["results"] == []


# --- Messaging accounts -------------------------------------------------------------------


def test_a_messaging_account_belongs_to_one_customer(api: ApiClient, customer: Customer) -> None:
    told = {"provider": "wechat", "identity": "oX:1"}
    made = api.post(at(customer, "identities/"), told)
    assert made.status_code == 201, made.json()
    assert made.json() | told == made.json()
    again = api.post(at(customer, "identities/"), told)
    assert (again.status_code, again.json()) == (200, made.json())
    found = api.get("/customers/", {"identity": "wechat:oX:1"}).json()["results"]
    assert [row["public_id"] for row in found] == [str(customer.public_id)]
    other = Customer.objects.create(display_name="Bob")
    clash = api.post(at(other, "identities/"), told)
    assert (clash.status_code, clash.json()["code"], clash.json()["field"]) == (409, "identity_taken", "identity")
    assert str(customer.public_id) in clash.json()["message"]
    assert api.delete(at(customer, f"identities/{made.json()['id']}/")).status_code == 204
    assert api.post(at(other, "identities/"), told).status_code == 201
    assert ChannelIdentity.objects.get().customer == other


@pytest.mark.parametrize("told", [{"provider": "We Chat", "identity": "x"}, {"provider": "x", "identity": " "}])
def test_a_messaging_account_that_cannot_be(api: ApiClient, customer: Customer, told: dict[str, str]) -> None:
    assert api.post(at(customer, "identities/"), told).status_code == 400


def test_services_hold_the_columns_lengths_whatever_the_door(customer: Customer) -> None:
    for data in ({"lines": "x" * 401}, {"lines": "x", "country": "CHN"}, {"lines": "x", "kind": "moon"}):
        with pytest.raises(DomainError):
            services.add_address(customer=customer, data=data, actor=None, now=clock.now())
    with pytest.raises(DomainError):
        services.add_identity(customer=customer, provider="p" * 21, identity="x", actor=None, now=clock.now())

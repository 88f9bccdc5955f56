"""`/api/v1/customers/{public_id}/membership/`: a shop enrols whom it knows already, and lets them go."""

from __future__ import annotations

from typing import Any

import pytest

from customers.models import Customer, Membership, MembershipSpan, TimelineEntry
from tests.api.client import ApiClient, receipt
from tests.loyalty.factories import only_rules, rule, state

pytestmark = pytest.mark.django_db
NOBODY = "00000000-0000-4000-8000-000000000000"
WHY = {"reason": "by mail"}


def at(customer: Customer, part: str = "") -> str:
    return f"/customers/{customer.public_id}/membership/{part}"


def verbs(customer: Customer) -> list[str]:
    return list(TimelineEntry.objects.filter(customer=customer).order_by("pk").values_list("verb", flat=True))


def test_a_known_customer_accepts_the_terms(api: ApiClient, customer: Customer) -> None:
    assert api.get(at(customer)).status_code == 404
    made = api.put(at(customer), {"terms_version": "2026-1", "where": "account page"})
    assert (made.status_code, made.json()["state"], made.json()["terms_version"]) == (201, "active", "2026-1")
    assert made.json()["enrolled_where"].startswith("account page (API: Till")
    assert api.get(at(customer)).json() == made.json()
    assert api.get(f"/customers/{customer.public_id}/").json()["membership"] == made.json()


def test_sent_again_it_changes_nothing(api: ApiClient, customer: Customer) -> None:
    first = api.put(at(customer), {"terms_version": "1"})
    again = api.put(at(customer), {"terms_version": "2"})
    assert (first.status_code, again.status_code, again.json()) == (201, 200, first.json())
    assert verbs(customer) == ["customer.enrolled"]


def test_only_a_member_earns_with_the_next_sale(api: ApiClient, customer: Customer, shop: Any) -> None:
    from loyalty.models import Programme

    Programme.objects.update(enrol_on_first_purchase=False)
    only_rules()
    rule(1)
    sale = {"customer": str(customer.public_id)}
    assert api.post("/purchases/", receipt("1", **sale)).json()["accounts"] == []
    api.put(at(customer), {"terms_version": "1"})
    api.post("/purchases/", receipt("2", **sale))
    assert state(customer) == (83, 0)


def test_suspended_resumed_left_and_back(api: ApiClient, customer: Customer) -> None:
    api.put(at(customer), {"terms_version": "1"})
    for part, told in (("suspend/", "suspended"), ("resume/", "active"), ("leave/", "left")):
        for _again in range(2):
            answer = api.post(at(customer, part), WHY)
            assert (answer.status_code, answer.json()["state"]) == (200, told)
    assert Membership.objects.get().state_reason.startswith("by mail (API: Till")
    back = api.put(at(customer), {"terms_version": "2"})
    assert (back.status_code, back.json()["state"], back.json()["terms_version"]) == (201, "active", "2")
    assert verbs(customer) == [
        "customer.enrolled", "customer.suspended", "customer.reinstated", "customer.left", "customer.enrolled",
    ]  # fmt: skip
    assert MembershipSpan.objects.filter(customer=customer).count() == 2


@pytest.mark.parametrize(
    ("before", "part", "status", "code"),
    [
        ([], "leave/", 404, "not_found"),
        (["leave/"], "suspend/", 409, "membership_state"),
        (["leave/"], "resume/", 409, "membership_state"),
    ],
)
def test_what_cannot_be(
    api: ApiClient, customer: Customer, before: list[str], part: str, status: int, code: str
) -> None:
    if before:
        api.put(at(customer), {"terms_version": "1"})
    for step in before:
        api.post(at(customer, step), WHY)
    answer = api.post(at(customer, part), WHY)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_terms_and_reasons_are_asked_for(api: ApiClient, customer: Customer) -> None:
    assert api.put(at(customer), {}).json()["field"] == "terms_version"
    assert api.post(at(customer, "leave/"), {"reason": " "}).json()["field"] == "reason"


def test_who_is_merged_away_or_unknown_is_not_there(api: ApiClient, customer: Customer) -> None:
    other = Customer.objects.create(display_name="Ada B", merged_into=customer)
    assert api.put(at(other), {"terms_version": "1"}).status_code == 404
    assert api.put(f"/customers/{NOBODY}/membership/", {"terms_version": "1"}).status_code == 404
    assert not Membership.objects.exists()

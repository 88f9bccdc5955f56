"""Naming a customer in a form: whatever stands on their record or card finds them, and namesakes are told apart."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from core.errors import DomainError
from customers.models import Customer
from loyalty.cards import services as cards
from loyalty.naming import CustomerField, find_customer
from tests.customers.factories import make_customer, make_user
from tests.loyalty.factories import NOW, member

pytestmark = pytest.mark.django_db


def found(text: str) -> Customer:
    return find_customer(Customer.objects.all(), text)


def refusal(text: str) -> DomainError:
    with pytest.raises(DomainError) as caught:
        found(text)
    return caught.value


@pytest.fixture
def namesakes() -> list[Customer]:
    """Three of one name: by phone, by e-mail, by number."""
    return [
        make_customer("Ursula Alvarez", phone="+12025550142", email="first@example.com"),
        make_customer("Ursula Alvarez", email="second@example.com"),
        make_customer("Ursula Alvarez", external_id="K-1007", source="till"),
    ]


@pytest.mark.parametrize(
    ("text", "which"),
    [
        ("Ursula Alvarez 0142", 0), ("Ursula 202 555 0142", 0), ("0142 Alvarez", 0), ("+1 202 555 0142", 0),
        ("Ursula Alvarez second@example.com", 1), ("second@example.com", 1),
        ("K-1007", 2), ("Alvarez K-1007", 2),
    ],
)  # fmt: skip
def test_name_and_something_else_together(namesakes: list[Customer], text: str, which: int) -> None:
    assert found(text) == namesakes[which]


def test_words_that_do_not_all_fit_find_nobody(namesakes: list[Customer]) -> None:
    assert refusal("Ursula Alvarez 9999").code == "customer_unknown"
    assert refusal("Bob second@example.com").code == "customer_unknown"


def test_several_are_told_apart_and_it_says_what_to_do(namesakes: list[Customer]) -> None:
    refused = refusal("Ursula Alvarez")
    assert refused.code == "customer_many"
    for mark in ("(…0142)", "(second@example.com)", "(K-1007)", "Add the phone number"):
        assert mark in str(refused)


def test_two_on_one_telephone_are_told_apart_by_more() -> None:
    for name in ("a", "b"):
        make_customer("Wei Zhang", phone="+12025550142", email=f"{name}@example.com")
    assert "(…0142, a@example.com); Wei Zhang (…0142, b@example.com)" in str(refusal("Wei Zhang"))


def test_at_most_five_are_named() -> None:
    for number in range(7):
        make_customer("Ursula Alvarez", email=f"u{number}@example.com")
    assert str(refusal("Ursula Alvarez")).count("@example.com") == 5


def test_by_card_and_by_public_id(namesakes: list[Customer]) -> None:
    who = member()
    card = cards.issue_card(customer=who, number="", actor=None, now=NOW)
    assert found(card.number) == found(str(who.public_id)) == who
    blank = Customer.objects.exclude(pk=who.pk)
    with pytest.raises(DomainError):
        find_customer(blank, card.number)


def test_chinese_names() -> None:
    first = make_customer("张伟", phone="+8613800138000")
    make_customer("张伟", phone="+8613900139111")
    assert found("张伟 8000") == found("张伟 13800138000") == first


def test_the_field_keeps_what_is_optional_empty() -> None:
    field = CustomerField(required=False)
    assert field.clean("") is None


def test_the_pages_that_use_it(client: Any, namesakes: list[Customer]) -> None:
    client.force_login(make_user("owner"))
    basket = {"customer": "Ursula Alvarez", "lines": "ROSE 1"}
    answer = client.post(reverse("loyalty:price_check"), basket).content.decode()
    assert "Add the phone number or the e-mail" in answer

"""One code for each language, however it was written."""

from __future__ import annotations

import pytest

from core.errors import DomainError
from customers import services
from customers.languages import code_of
from customers.models import Customer
from tests.customers.factories import NOW, make_customer


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("", ""),
        (" ", ""),
        ("en", "en"),
        ("EN_us", "en"),
        ("de-AT", "de"),
        ("pt-BR", "pt-br"),
        ("zh", "zh-hans"),
        ("zh_CN", "zh-hans"),
        ("zh-Hans-CN", "zh-hans"),
        ("zh-TW", "zh-hant"),
        ("zh-hant", "zh-hant"),
        ("Chinese", "zh-hans"),
        ("中文", "zh-hans"),
        ("简体中文", "zh-hans"),
        ("繁體中文", "zh-hant"),
        ("German", "de"),
        ("Deutsch", "de"),
        ("德语", "de"),
        ("日本語", "ja"),
        ("jp", "ja"),
        ("eu", "eu"),
        ("yue", "yue"),
        ("fil-PH", "fil"),
    ],
)
def test_code(written: str, code: str) -> None:
    assert code_of(written) == code


@pytest.mark.parametrize("written", ["xx", "und", "klingon?", "e", "en us", "1", "en-", "x" * 50])
def test_what_is_none(written: str) -> None:
    with pytest.raises(DomainError) as refusal:
        code_of(written)
    assert (refusal.value.code, refusal.value.field) == ("language_unknown", "language")


@pytest.mark.django_db
def test_every_door_writes_the_code_and_what_was_known_before_hinders_nothing() -> None:
    assert make_customer(language="zh_CN").language == "zh-hans"
    customer = make_customer()
    Customer.objects.filter(pk=customer.pk).update(language="Klingon")
    told = {"language": "Klingon", "company_role": "Buyer"}
    saved = services.update_customer(customer=customer, data=told, expected_version=None, actor=None, now=NOW)
    assert (saved.language, saved.company_role) == ("Klingon", "Buyer")

"""Names by their own language, keys, phones."""

from __future__ import annotations

import pytest

from core.errors import DomainError
from customers import phones
from customers.keys import make_keys
from customers.names import display_name, reading


@pytest.mark.parametrize(
    ("given", "family", "language", "shown"),
    [
        ("Anna", "Smith", "en", "Anna Smith"),
        ("伟", "张", "zh-hans", "张伟"),
        ("伟", "张", "en", "张伟"),
        ("太郎", "山田", "ja", "山田太郎"),
        ("민준", "김", "ko", "김민준"),
        ("Anna", "Nagy", "hu", "Nagy Anna"),
        ("Minh", "Nguyễn", "vi", "Nguyễn Minh"),
        ("Wei", "Zhang", "zh-hans", "Wei Zhang"),
        ("  Anna   Maria ", "Smith", "", "Anna Maria Smith"),
        ("Anna", "", "", "Anna"),
        ("", "张", "", "张"),
        ("", "", "", ""),
    ],
)
def test_display_name(given: str, family: str, language: str, shown: str) -> None:
    assert display_name(given, family, language) == shown


@pytest.mark.parametrize(
    ("name", "sound"),
    [
        ("张伟", "zhang wei"),
        ("单雄信", "shan xiong xin"),
        ("曾国藩", "zeng guo fan"),
        ("尉迟恭", "yu chi gong"),
        ("解晓东", "xie xiao dong"),
        ("Élodie Müller", "elodie muller"),
    ],
)
def test_reading(name: str, sound: str) -> None:
    assert reading(name) == sound


def test_a_company_is_not_read_as_a_surname() -> None:
    assert reading("单车店", is_person=False).startswith("dan che")


def test_keys_of_a_chinese_name() -> None:
    keys = make_keys(
        display_name="张伟", given_name="伟", family_name="张", email=" Ｗei@Example.CN ", phone="+8613800138000"
    )
    assert keys.sort_key == "zhang wei"
    assert keys.search_key == "张伟 zhangwei"
    assert keys.initials == "zw"
    assert keys.email_key == "wei@example.cn"
    assert keys.phone_reversed == "0008310083168"


def test_keys_of_a_western_name() -> None:
    keys = make_keys(display_name="Anna Smith", given_name="Anna", family_name="Smith")
    assert (keys.sort_key, keys.search_key, keys.initials) == ("smith anna", "anna smith", "as")


def test_keys_fit_their_columns() -> None:
    keys = make_keys(display_name="鑫" * 160, email="a" * 250 + "@b.c")
    assert len(keys.sort_key) <= 200
    assert len(keys.search_key) <= 400
    assert len(keys.initials) <= 40


@pytest.mark.parametrize(
    ("typed", "country", "stored"),
    [
        ("138 0013 8000", "CN", "+8613800138000"),
        ("+86 138-0013-8000", "US", "+8613800138000"),
        ("(415) 555-2671", "US", "+14155552671"),
        ("0049 30 901820", "DE", "+4930901820"),
        ("", "US", ""),
        ("   ", "US", ""),
    ],
)
def test_phones(typed: str, country: str, stored: str) -> None:
    assert phones.normalise(typed, country) == stored


@pytest.mark.parametrize("typed", ["12", "call me", "+1 000", "１２３"])
def test_refused_phones(typed: str) -> None:
    with pytest.raises(DomainError) as refused:
        phones.normalise(typed, "US")
    assert (refused.value.code, refused.value.field) == ("phone_invalid", "phone")

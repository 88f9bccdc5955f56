"""Finding customers: each kind of text, and through an index."""

from __future__ import annotations

import pytest
from django.db import connection

from customers.birthday import celebrated_on
from customers.models import Customer
from customers.search import grams
from tests.customers.factories import NOW, make_customer, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> dict[str, Customer]:
    return {
        "zhang": make_customer(
            "张伟", given_name="伟", family_name="张", phone="+8613800138000", email="zw@example.cn"
        ),
        "wang": make_customer("王小明", given_name="小明", family_name="王", phone="+8613900139999"),
        "shan": make_customer("单雄信"),
        "anna": make_customer(
            "Anna Smith", given_name="Anna", family_name="Smith", phone="+14155552671", source="web", external_id="C-77"
        ),
        "elodie": make_customer("Élodie Müller", given_name="Élodie", family_name="Müller", email="elodie@example.fr"),
        "flowers": make_customer("上海鲜花有限公司", kind="company"),
        "percent": make_customer("100%_Wool"),
    }


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("张", {"zhang"}),
        ("张伟", {"zhang"}),
        ("伟", {"zhang"}),
        ("小明", {"wang"}),
        ("鲜花", {"flowers"}),
        ("花有", {"flowers"}),
        ("花上", set()),
        ("zw", {"zhang"}),
        ("zhang", {"zhang"}),
        ("zhang wei", {"zhang"}),
        ("zhangw", {"zhang"}),
        ("ZhangWei", {"zhang"}),
        ("shan", {"shan", "flowers"}),
        ("dan", set()),
        ("anna", {"anna"}),
        ("anna sm", {"anna"}),
        ("smith a", {"anna"}),
        ("mith", {"anna"}),
        ("as", {"anna"}),
        ("elodie", {"elodie"}),
        ("ÉLODIE", {"elodie"}),
        ("muller", {"elodie"}),
        ("elodie@ex", {"elodie"}),
        ("ELODIE@EXAMPLE.FR", {"elodie"}),
        ("8000", {"zhang"}),
        ("13900139999", {"wang"}),
        ("+86 139 0013 9999", {"wang"}),
        ("(415) 555-2671", {"anna"}),
        ("C-77", {"anna"}),
        ("c-77", set()),
        ("80", set()),
        ("%", {"percent"}),
        ("_", set()),
        ("100%", {"percent"}),
        ("", set()),
        ("   ", set()),
        ("nobody at all", set()),
    ],
)
@pytest.mark.parametrize("limit", [1000, None])
def test_what_is_found(people: dict[str, Customer], text: str, found: set[str], limit: int | None) -> None:
    names = {customer.pk: name for name, customer in people.items()}
    assert {names[row.pk] for row in Customer.objects.search(text, limit=limit)} == found - (
        {"percent"} if text == "%" else set()
    )


def test_filters_come_before_the_search(people: dict[str, Customer]) -> None:
    companies = Customer.objects.filter(kind="company")
    assert list(companies.search("shan")) == [people["flowers"]]


def test_the_limit_is_kept_and_filled() -> None:
    for number in range(5):
        make_customer(f"Anna {number}")
    assert Customer.objects.search("anna", limit=3).count() == 3
    # Everybody stands behind several doors: that must not take the others' places.
    assert Customer.objects.search("anna", limit=5).count() == 5
    assert Customer.objects.search("anna", limit=None).count() == 5


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("张伟", ["张伟"]),
        ("张", ["张"]),
        ("上海鲜花", ["上海", "海鲜", "鲜花"]),
        ("A张B伟明", ["伟明", "张"]),
        ("abc", []),
    ],
)
def test_grams(text: str, expected: list[str]) -> None:
    assert grams(text) == expected


@pytest.mark.parametrize("text", ["张", "张伟明", "上海 flowers 鲜花", "abc", ""])
def test_python_and_postgres_take_names_apart_alike(text: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT customers_grams(%s)", [text])
        stored = set(cursor.fetchone()[0])
    assert set(grams(text)) <= stored


@pytest.mark.parametrize(
    ("text", "index"),
    [
        ("8000", "customer_phone_tail"),
        ("zw", "customer_initials"),
        ("zhang", "customer_sort"),
        ("zhang", "customer_search"),
        ("anna", "customer_trigrams"),
        ("张伟", "customer_grams"),
        ("a@b", "customer_email_unique"),
        ("C7", "customer_external_id"),
    ],
)
def test_each_door_has_its_index(text: str, index: str) -> None:
    """Where only bitmap scans are allowed, the plan shows which index can answer at all."""
    with connection.cursor() as cursor:
        for kind in ("seqscan", "indexscan", "indexonlyscan"):
            cursor.execute(f"SET LOCAL enable_{kind} = off")
    assert index in Customer.objects.behind_doors(text, 500).explain()


def test_visible_to() -> None:
    owner, limited = make_user("owner"), make_user()
    mine, unassigned = make_customer(assigned_to=limited), make_customer()
    foreign = make_customer(assigned_to=owner)
    assert set(Customer.objects.visible_to(owner)) == {mine, unassigned, foreign}
    assert set(Customer.objects.visible_to(limited)) == {mine, unassigned}


def test_counted_and_current() -> None:
    ordinary, test, staff = make_customer(), make_customer(is_test=True), make_customer(is_staff_customer=True)
    merged, erased = make_customer(), make_customer()
    Customer.objects.filter(pk=merged.pk).update(merged_into=ordinary)
    Customer.objects.filter(pk=erased.pk).update(erased_at=NOW)
    assert set(Customer.objects.counted()) == {ordinary, erased}
    assert set(Customer.objects.current()) == {ordinary, test, staff}


def test_having_birthday() -> None:
    day = NOW.date()  # 10 March 2026 is the 22nd of the first lunar month
    solar = make_customer(birth_month=3, birth_day=10)
    lunar = make_customer(birth_month=1, birth_day=22, birth_calendar="lunar")
    make_customer(birth_month=1, birth_day=22)
    make_customer()
    assert set(Customer.objects.having_birthday(celebrated_on(day))) == {solar, lunar}
    assert not Customer.objects.having_birthday([]).exists()


def test_with_phone() -> None:
    one = make_customer(phone="+14155552671")
    assert list(Customer.objects.with_phone("+14155552671")) == [one]
    assert not Customer.objects.with_phone("").exists()

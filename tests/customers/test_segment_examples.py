"""The worked examples of `docs/algorithms/segments.md`, by their numbers."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import connection

from customers import services
from customers.merging import merge_customers
from customers.models import Customer
from customers.segments import compiling, facets, refreshing
from tests.customers.factories import NOW, make_customer, make_tag, make_user
from tests.customers.segmenting import EVERYBODY, change, condition, fits, make_segment, members

pytestmark = pytest.mark.django_db


def test_1_to_3_tags_and_languages() -> None:
    wholesale = make_tag("wholesale")
    ada, bo = make_customer("Ada", language="en"), make_customer("Bo", language="en")
    services.set_tags(customer=ada, tags=[wholesale], actor=None, now=NOW)
    tagged = condition("tags", "in", [str(wholesale.pk)])
    assert fits({"all": [tagged, condition("language", "in", ["en"])]}, ada, bo) == [True, False]
    assert fits(condition("tags", "not_in", [str(wholesale.pk)]), ada, bo) == [False, True]


def test_4_to_6_what_is_not_known() -> None:
    make_customer(language="en")
    cy = make_customer("Cy")
    assert fits({"not": condition("language", "in", ["en"])}, cy) == [True]
    assert fits(condition("birth_year", "lt", 1990), cy) == [False]
    assert fits(condition("birth_year", "ge", 1990), cy) == [False]
    assert fits(condition("birth_year", "ne", 1990), cy) == [True]


def test_7_to_10_birthdays() -> None:
    di = make_customer("Di", birth_month=3, birth_day=17)
    ed = make_customer("Ed", birth_month=1, birth_day=22, birth_calendar="lunar")
    flo = make_customer("Flo", birth_month=2, birth_day=29)
    nobody = make_customer("No birthday")
    everybody = (di, ed, flo, nobody)
    assert fits(condition("birthday", "within", [0, 7]), *everybody) == [True, True, False, False]
    assert fits(condition("birthday", "within", [1, 6]), *everybody) == [False, False, False, False]
    assert fits(condition("birthday", "within", [0, 0]), *everybody) == [False, True, False, False]
    assert fits(condition("birthday", "within", [0, 366]), *everybody) == [True, True, True, False]
    assert fits({"not": condition("birthday", "within", [0, 366])}, *everybody) == [False, False, False, True]


def test_11_and_12_days() -> None:
    gil = make_customer("Gil")
    Customer.objects.filter(pk=gil.pk).update(created_at=NOW)
    assert fits(condition("created_on", "last_days", 1), gil) == [True]
    assert fits(condition("created_on", "days_ago", 1), gil) == [False]
    assert fits(condition("created_on", "days_ago", 0), gil) == [True]
    later = datetime(2026, 3, 11, 12, tzinfo=UTC)
    assert fits(condition("created_on", "last_days", 1), gil, now=later) == [False]


def test_13_and_14_who_can_be_a_member() -> None:
    hu, shop = make_customer("Hu", is_test=True), make_customer("Shop", is_staff_customer=True)
    ida, jo = make_customer("Ida"), make_customer("Jo")
    assert fits(EVERYBODY, hu, shop, ida, jo) == [False, False, True, True]
    merge_customers(survivor=jo, duplicate=ida, reason="the same", actor=make_user("owner"), now=NOW)
    assert fits(EVERYBODY, ida, jo) == [False, True]
    assert fits({"not": condition("name", "empty")}, ida, jo) == [False, True]


def test_15_and_16_segments_of_segments() -> None:
    wholesale, ada = make_tag("wholesale"), make_customer("Ada")
    services.set_tags(customer=ada, tags=[wholesale], actor=None, now=NOW)
    below = make_segment(condition("tags", "in", [str(wholesale.pk)]))
    above = make_segment({"segment": below.pk})
    assert members(above) == {ada.pk}
    services.set_tags(customer=ada, tags=[], actor=None, now=NOW)
    outcome = refreshing.refresh(now=NOW)
    assert (outcome.full, members(below), members(above)) == ([], set(), set())


def test_a_changed_rule_reaches_the_segments_above() -> None:
    ada, bo = make_customer("Ada"), make_customer("Bo")
    below = make_segment(condition("name", "is", "ada"))
    above = make_segment({"not": {"segment": below.pk}})
    assert members(above) == {bo.pk}
    change(below, condition("name", "starts", "b"))
    assert set(refreshing.refresh(now=NOW).full) == {below.pk, above.pk}
    assert (members(below), members(above)) == ({bo.pk}, {ada.pk})


def test_birthdays_are_found_by_their_index() -> None:
    catalogue, segment = facets.catalogue(), make_segment(condition("birthday", "within", [0, 7]))
    sql, values = compiling.select(refreshing.tree_of(segment, catalogue), catalogue, now=NOW)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN (COSTS OFF) {sql}", values)
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "customer_birthday_number" in plan, plan

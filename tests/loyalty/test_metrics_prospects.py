"""Who is a prospect, since which day: enrolled, enquired, or whatever an app above registers; in every kind of run."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from core import clock
from customers import services
from customers.imports.rows import Told
from customers.imports.writing import Context, write
from customers.merging import merge_customers
from customers.models import Customer, FollowUp, TimelineEntry
from loyalty.metrics import prospects, recompute, reports
from loyalty.metrics.touch import touch
from loyalty.models import CustomerMetrics, Programme, TouchedCustomer
from tests.customers.factories import make_user
from tests.loyalty.factories import NOW
from tests.loyalty.figuring import AS_OF, buy, one, plain, rows
from tests.sales import factories as sales

pytestmark = pytest.mark.django_db
LAST_YEAR = NOW - timedelta(days=400)


def at(month: int, day: int) -> datetime:
    """Noon of a day of this year, in the shop."""
    return clock.day_start(date(2026, month, day)) + timedelta(hours=12)


def known(**values: Any) -> Customer:
    """Somebody of whom we have known since last year."""
    who = sales.customer(**values)
    Customer.objects.filter(pk=who.pk).update(created_at=LAST_YEAR)
    who.refresh_from_db()
    return who


def ask(who: Customer, now: datetime, source: str = "") -> FollowUp:
    told: dict[str, Any] = {"subject": "Send the samples", "due_on": AS_OF, "assignee": None, "actor": None}
    return services.add_follow_up(customer=who, now=now, source=source, **told)


def edit(who: Customer, now: datetime, **data: Any) -> None:
    services.update_customer(customer=who, data=data, expected_version=None, actor=None, now=now)


def stages(who: Customer, *days: date) -> list[str]:
    return [one(who, day).stage for day in days]


def moves(as_of: date = AS_OF) -> dict[tuple[str, str], int]:
    return {(row["from"], row["to"]): row["customers"] for row in reports.figures(as_of)["stage_moves"].value}


@pytest.fixture(autouse=True)
def _few_are_enough() -> None:
    Programme.objects.update(minimum_n=1)


# --- What makes a prospect ------------------------------------------------------------------


def test_an_enquiry_that_staff_noted_counts_from_its_day() -> None:
    who = known()
    ask(who, at(2, 10))
    assert stages(who, date(2026, 2, 9), date(2026, 2, 10), AS_OF) == ["suspect", "prospect", "prospect"]
    assert moves() == {("suspect", "prospect"): 1}


def test_what_came_of_it_does_not_matter() -> None:
    who = known()
    services.finish_follow_up(follow_up=ask(who, at(2, 10)), outcome="Nobody there", actor=None, now=at(2, 11))
    assert one(who).stage == "prospect"


def test_what_an_app_asks_of_staff_is_no_enquiry() -> None:
    who = known()
    TouchedCustomer.objects.all().delete()
    ask(who, at(2, 10), source="draw-won:1")
    assert not TouchedCustomer.objects.exists()
    assert one(who).stage == "suspect"


@pytest.mark.parametrize("field", ["current_supplier", "supplier_follow_up"])
def test_who_told_of_a_supplier_enquired_when_it_was_noted(field: str) -> None:
    who = known()
    edit(who, at(2, 10), **{field: "Wangs"})
    edit(who, at(3, 1), **{field: "Lius"})
    assert stages(who, date(2026, 2, 9), date(2026, 2, 10), AS_OF) == ["suspect", "prospect", "prospect"]
    assert moves() == {("suspect", "prospect"): 1}


def test_a_supplier_that_came_with_the_customer_counts_from_the_first_day() -> None:
    """However often it changed since, and whatever was told beside it later."""
    who = known(current_supplier="Wangs")
    edit(who, at(2, 10), current_supplier="Lius", supplier_follow_up="contract ends in May")
    assert stages(who, clock.business_day(LAST_YEAR), date(2026, 2, 9)) == ["prospect", "prospect"]
    assert moves() == {("prospect", "prospect"): 1}


def test_a_supplier_that_was_taken_out_again_was_somebody_elses() -> None:
    who = known()
    edit(who, at(2, 10), current_supplier="Wangs")
    edit(who, at(2, 11), current_supplier="")
    assert one(who).stage == "suspect"
    edit(who, at(2, 20), current_supplier="Lius")
    assert stages(who, date(2026, 2, 9), date(2026, 2, 10)) == ["suspect", "prospect"]


def test_entries_of_earlier_releases_name_what_was_changed() -> None:
    who = known(current_supplier="Wangs")
    data = {"fields": ["current_supplier"], "values": {}}
    TimelineEntry.objects.create(customer=who, verb="customer.changed", at=at(2, 10), data=data)
    assert stages(who, date(2026, 2, 9), date(2026, 2, 10)) == ["suspect", "prospect"]


def test_a_file_tells_of_suppliers_too() -> None:
    who = known(source="file", external_id="1")
    told = {"email_key": "", "external_id": "1"}
    for day, supplier in ((10, "Wangs"), (20, "Lius")):
        context = Context(source="file", actor=None, now=at(2, day), default_terms="1")
        write([Told(1, {}, "", data={"current_supplier": supplier}, **told)], context)
    assert stages(who, date(2026, 2, 9), date(2026, 2, 10)) == ["suspect", "prospect"]


@pytest.mark.parametrize(("visits", "stage"), [(1, "first_time"), (2, "repeat")])
def test_who_bought_is_more_than_a_prospect(visits: int, stage: str) -> None:
    who = known(current_supplier="Wangs")
    ask(who, at(2, 10))
    for back in range(visits):
        buy(who, AS_OF - timedelta(days=back))
    assert one(who).stage == stage


def test_the_earliest_sign_counts() -> None:
    who = known()
    services.enrol(customer=who, terms_version="1", where="shop", actor=None, now=at(2, 20))
    edit(who, at(2, 15), current_supplier="Wangs")
    ask(who, at(2, 10))
    assert stages(who, date(2026, 2, 9), date(2026, 2, 10)) == ["suspect", "prospect"]


# --- Merged records -------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["follow_up", "supplier"])
def test_a_merge_brings_the_duplicates_enquiry_with_its_day(how: str) -> None:
    ana, double = known(), known()
    if how == "follow_up":
        ask(double, at(2, 10))
    else:
        edit(double, at(2, 10), current_supplier="Wangs")
    merge_customers(survivor=ana, duplicate=double, reason="The same", actor=make_user("owner"), now=at(3, 1))
    assert stages(ana, date(2026, 2, 9), date(2026, 2, 10), AS_OF) == ["suspect", "prospect", "prospect"]
    assert CustomerMetrics.objects.count() == 1
    assert moves() == {("suspect", "prospect"): 1}


def test_an_enquiry_of_a_record_older_than_the_survivor_makes_both_known() -> None:
    ana, double = known(), known()
    ask(double, at(2, 10))
    merge_customers(survivor=ana, duplicate=double, reason="The same", actor=make_user("owner"), now=at(3, 1))
    Customer.objects.filter(pk=ana.pk).update(created_at=at(2, 25))
    assert stages(ana, date(2026, 2, 10)) == ["prospect"]


def test_what_the_survivor_goes_without_is_no_sign_of_theirs() -> None:
    ana, double = known(), known(current_supplier="Wangs")
    merge_customers(survivor=ana, duplicate=double, reason="The same", actor=make_user("owner"), now=at(3, 1))
    edit(ana, at(3, 2), current_supplier="")
    assert one(ana).stage == "suspect"


# --- Every run and every app ----------------------------------------------------------------


@pytest.fixture
def answers() -> Iterator[None]:
    """As an app above does it: those who answered, by a table of its own."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE answers (customer_id bigint, answered_at timestamptz) ON COMMIT DROP")
    prospects.register("test.answered", prospects.Source("SELECT customer_id, answered_at AS since FROM answers"))
    yield
    del prospects._sources["test.answered"]


def answer(who: Customer, when: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO answers VALUES (%s, %s)", [who.pk, when])
    touch([who.pk])


def test_an_app_above_may_tell_of_more(answers: None) -> None:
    who, double = known(), known()
    answer(who, at(2, 20))
    answer(double, at(2, 10))
    assert stages(who, date(2026, 2, 9), date(2026, 2, 19), AS_OF) == ["suspect", "suspect", "prospect"]
    merge_customers(survivor=who, duplicate=double, reason="The same", actor=make_user("owner"), now=at(3, 1))
    assert stages(who, date(2026, 2, 9), date(2026, 2, 10)) == ["suspect", "prospect"]
    assert moves() == {("suspect", "prospect"): 1}


def test_an_incremental_run_sees_what_a_full_one_does(answers: None) -> None:
    people = [known() for _ in range(10)]
    double = known()
    ask(double, at(2, 8))
    recompute.full(as_of=AS_OF, now=NOW)
    ask(people[0], at(2, 10))
    edit(people[1], at(2, 10), current_supplier="Wangs")
    edit(people[2], at(2, 10), supplier_follow_up="contract ends in May")
    edit(people[2], at(2, 12), supplier_follow_up="")
    services.enrol(customer=people[3], terms_version="1", where="shop", actor=None, now=at(2, 10))
    answer(people[4], at(2, 10))
    merge_customers(survivor=people[5], duplicate=double, reason="The same", actor=make_user("owner"), now=at(3, 1))
    ask(people[6], clock.day_end(AS_OF))
    recompute.incremental(now=NOW)
    stored, figures = rows(), plain(reports.figures(AS_OF))
    by_stage = [CustomerMetrics.objects.get(pk=who.pk).stage for who in people]
    assert by_stage == ["prospect"] * 2 + ["suspect"] + ["prospect"] * 3 + ["suspect"] * 4
    recompute.full(as_of=AS_OF, now=NOW, refit=False)
    assert (stored, figures) == (rows(), plain(reports.figures(AS_OF)))


def test_figures_of_another_day_and_of_a_store_say_the_same() -> None:
    who = known()
    ask(who, at(2, 10))
    recompute.full(as_of=AS_OF, now=NOW)
    for day, stage in ((date(2026, 2, 9), "suspect"), (date(2026, 2, 10), "prospect")):
        found = {row["stage"]: row["customers"] for row in reports.figures(day)["stages"].value}
        assert found[stage] == 1
        assert sum(found.values()) == 1

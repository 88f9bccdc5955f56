"""Whatever befalls a customer, through whichever door: an incremental run gives what a full one would."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from customers import hooks, services
from customers.imports.creating import create_missing
from customers.imports.rows import Told
from customers.imports.writing import Context, write
from customers.models import Customer, CustomerGroup
from loyalty.metrics import recompute, reports
from loyalty.models import AreaSpend, CustomerMetrics, MetricsState, Programme, TouchedCustomer
from tests.loyalty.factories import NOW
from tests.loyalty.figuring import AS_OF, buy, plain, rows
from tests.sales import factories as sales

pytestmark = pytest.mark.django_db
Change = Callable[[list[Customer], CustomerGroup], None]


@pytest.fixture
def people() -> list[Customer]:
    """Twelve buyers, each with a history of another length."""
    Programme.objects.update(minimum_n=1)
    AreaSpend.objects.create(country="CN", city="", yearly_amount=60_000)
    made = [sales.customer() for _ in range(12)]
    for number, person in enumerate(made):
        for visit in range(number + 1):
            buy(person, AS_OF - timedelta(days=37 * visit + number), 500 + 100 * number)
    services.enrol_many([made[0].pk, made[1].pk], terms_version="1", where="shop", at=NOW - timedelta(days=50))
    return made


@pytest.fixture
def group(people: list[Customer]) -> CustomerGroup:
    """Three of them in a group; then everybody's figures."""
    made = CustomerGroup.objects.create(name="Florists")
    made.customers.set(people[:3])
    Customer.objects.update(created_at=NOW - timedelta(days=60))
    recompute.full(as_of=AS_OF, now=NOW)
    return made


def create(name: str) -> Customer:
    """A customer who was there on the day already."""
    made = services.create_customer(data={"display_name": name}, actor=None, now=NOW)
    Customer.objects.filter(pk=made.pk).update(created_at=NOW)
    return made


def create_only(_people: list[Customer], _group: CustomerGroup) -> None:
    create("Known by name")


def edit(person: Customer, **data: Any) -> None:
    services.update_customer(customer=person, data=data, expected_version=None, actor=None, now=NOW)


def enrol(people: list[Customer], _group: CustomerGroup) -> None:
    services.enrol(customer=people[5], terms_version="1", where="shop", actor=None, now=NOW)


def enrol_without_purchase(_people: list[Customer], _group: CustomerGroup) -> None:
    made = services.create_customer(data={"display_name": "New"}, actor=None, now=NOW)
    services.enrol(customer=made, terms_version="1", where="shop", actor=None, now=NOW)


def enrol_many(people: list[Customer], _group: CustomerGroup) -> None:
    services.enrol_many([person.pk for person in people], terms_version="1", where="shop", at=NOW)


def leave(people: list[Customer], _group: CustomerGroup) -> None:
    services.leave(customer=people[0], reason="Moved away", actor=None, now=NOW)


def leave_and_come_back(people: list[Customer], group: CustomerGroup) -> None:
    leave(people, group)
    services.enrol(customer=people[0], terms_version="2", where="shop", actor=None, now=NOW)


def suspend_and_reinstate(people: list[Customer], _group: CustomerGroup) -> None:
    services.suspend(customer=people[1], reason="Card lost", actor=None, now=NOW)
    services.reinstate(customer=people[1], actor=None, now=NOW)


def mark_as_test(people: list[Customer], _group: CustomerGroup) -> None:
    edit(people[11], is_test=True)


def mark_as_staff(people: list[Customer], _group: CustomerGroup) -> None:
    edit(people[10], is_staff_customer=True)


def mark_and_take_back(people: list[Customer], _group: CustomerGroup) -> None:
    edit(people[9], is_test=True, is_staff_customer=True)
    edit(people[9], is_test=False, is_staff_customer=False)


def regroup(people: list[Customer], group: CustomerGroup) -> None:
    services.set_groups(customer=people[0], groups=[], actor=None, now=NOW)
    services.set_groups(customer=people[8], groups=[group], actor=None, now=NOW)


def move_house(people: list[Customer], _group: CustomerGroup) -> None:
    services.add_address(customer=people[3], data={"lines": "1 Road", "country": "CN"}, actor=None, now=NOW)
    gone = services.add_address(customer=people[4], data={"lines": "2 Road", "country": "CN"}, actor=None, now=NOW)
    services.remove_address(address=gone, actor=None, now=NOW)


def merge(people: list[Customer], _group: CustomerGroup) -> None:
    """As the service of merging does it: both are named."""
    Customer.objects.filter(pk=people[2].pk).update(merged_into=people[7])
    hooks.announce([people[2].pk, people[7].pk], NOW)


def merge_twice_and_undo_one(people: list[Customer], group: CustomerGroup) -> None:
    merge(people, group)
    Customer.objects.filter(pk=people[7].pk).update(merged_into=people[6])
    hooks.announce([people[7].pk, people[6].pk], NOW)
    recompute.incremental(now=NOW)
    Customer.objects.filter(pk=people[2].pk).update(merged_into=None)
    hooks.announce([people[2].pk, people[7].pk], NOW)


def delete(_people: list[Customer], _group: CustomerGroup) -> None:
    """Only who left no trace at all can go; the row of figures is counted off by the next run."""
    made = sales.customer()
    Customer.objects.filter(pk=made.pk).update(created_at=NOW)
    hooks.announce([made.pk], NOW)
    recompute.incremental(now=NOW)
    assert CustomerMetrics.objects.filter(pk=made.pk).exists()
    pk = made.pk
    made.delete()
    hooks.announce([pk], NOW)


def told(number: int, **values: Any) -> Told:
    return Told(number, {}, "", **{"email_key": "", "data": {}} | values)


def import_customers(people: list[Customer], group: CustomerGroup) -> None:
    """New ones, a company that a row names, one who is known and enrolled, one who joins a group."""
    Customer.objects.filter(pk=people[4].pk).update(source="file", external_id="4")
    Customer.objects.filter(pk=people[5].pk).update(source="file", external_id="5")
    lines = [
        told(1, external_id="n1", data={"display_name": "Nina"}, company="Flora Ltd"),
        told(2, external_id="4", enrolled_at=NOW - timedelta(days=3)),
        told(3, external_id="5", groups=[group.name]),
    ]
    write(lines, Context(source="file", actor=None, now=NOW, default_terms="1"))
    assert Customer.objects.filter(display_name__in=["Nina", "Flora Ltd"]).update(created_at=NOW) == 2


def import_purchases_of_strangers(_people: list[Customer], _group: CustomerGroup) -> None:
    """Customers who are made for a file whose receipts then never come."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE who ON COMMIT DROP AS SELECT 'x' || n AS external_id, NULL::bigint AS"
                       " customer_id FROM generate_series(1, 3) n")  # fmt: skip
    assert create_missing(table="who", source="till", at=NOW) == 3


CHANGES: list[Change] = [
    create_only, enrol, enrol_without_purchase, enrol_many, leave, leave_and_come_back, suspend_and_reinstate,
    mark_as_test, mark_as_staff, mark_and_take_back, regroup, move_house, merge, merge_twice_and_undo_one, delete,
    import_customers, import_purchases_of_strangers,
]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_incremental_follows(people: list[Customer], group: CustomerGroup, change: Change) -> None:
    change(people, group)
    assert TouchedCustomer.objects.exists()
    outcome = recompute.incremental(now=NOW)
    stored, figures = rows(), [plain(reports.figures(AS_OF, group=pk)) for pk in (None, group.pk)]
    full = recompute.full(as_of=AS_OF, now=NOW, refit=False)
    assert stored == rows()
    assert outcome.customers == full.customers == len(stored)
    for scope, pk in zip(figures, (None, group.pk), strict=True):
        anew = plain(reports.figures(AS_OF, group=pk))
        for key in anew:
            assert scope[key] == anew[key], key


@pytest.mark.parametrize("change", [mark_as_test, regroup, enrol_without_purchase])
def test_reports_are_counted_again_afterwards(people: list[Customer], group: CustomerGroup, change: Change) -> None:
    """What was stored before the change is known to be old, however quickly one follows the other."""
    before = MetricsState.objects.get().computed_at
    change(people, group)
    recompute.incremental(now=NOW + timedelta(seconds=1))
    assert MetricsState.objects.get().computed_at > before


def test_a_change_that_is_rolled_back_touches_nobody(people: list[Customer]) -> None:
    TouchedCustomer.objects.all().delete()
    with transaction.atomic():
        edit(people[0], is_test=True)
        transaction.set_rollback(True)
    assert not TouchedCustomer.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_lower_id_that_commits_later_is_not_missed() -> None:
    """Two tills: the one that was given the lower id commits after the run that saw the higher one."""
    import threading

    begun, go_on = threading.Event(), threading.Event()
    ids: list[int] = []

    def slow() -> None:
        with transaction.atomic():
            ids.append(create("Slow").pk)
            begun.set()
            go_on.wait(20)
        connection.close()

    recompute.full(as_of=AS_OF, now=NOW)
    thread = threading.Thread(target=slow)
    thread.start()
    assert begun.wait(20)
    try:
        quick = create("Quick")
        recompute.incremental(now=NOW)
        assert CustomerMetrics.objects.filter(pk=quick.pk).exists()
    finally:
        go_on.set()
        thread.join()
    assert ids[0] < quick.pk
    recompute.incremental(now=NOW)
    assert CustomerMetrics.objects.filter(pk=ids[0]).exists()

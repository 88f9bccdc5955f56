"""Two at once, with real connections. The twin without the lock shows that the race exists."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from core.errors import Conflict
from customers import services
from customers.models import Consent, ConsentChange, Customer, FollowUp, Membership, TimelineEntry
from customers.services import people
from tests.customers.factories import NOW, make_customer, make_member, make_user

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*actions: Callable[[], Any]) -> list[Any]:
    """Start all at the same moment, each on its own connection; answers or the Conflict."""
    barrier = Barrier(len(actions))

    def run(action: Callable[[], Any]) -> Any:
        try:
            connection.ensure_connection()
            barrier.wait(10)
            return action()
        except Conflict as error:
            return error.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(actions)) as pool:
        return list(pool.map(run, actions))


def test_two_enrolments_make_one_member() -> None:
    customer = make_customer()

    def enrol() -> Membership:
        return services.enrol(customer=customer, terms_version="1", where="", actor=None, now=NOW)

    answers = at_once(enrol, enrol, enrol, enrol)
    assert answers.count("already_member") == 3
    assert Membership.objects.count() == 1
    assert TimelineEntry.objects.filter(verb="customer.enrolled").count() == 1


def test_an_import_and_the_counter_enrol_the_same_customer_once() -> None:
    customer = make_customer()
    at_once(
        lambda: services.enrol_many([customer.pk], terms_version="1", where="import", at=NOW),
        lambda: services.enrol(customer=customer, terms_version="1", where="", actor=None, now=NOW),
        lambda: services.enrol_many([customer.pk], terms_version="1", where="import", at=NOW),
    )
    assert Membership.objects.count() == 1


def test_many_by_many_do_not_wait_for_each_other_for_ever() -> None:
    ids = [make_customer().pk for _ in range(20)]
    forth, back = at_once(
        lambda: services.enrol_many(ids, terms_version="1", where="import", at=NOW),
        lambda: services.enrol_many(reversed(ids), terms_version="1", where="import", at=NOW),
    )
    assert sorted(forth + back) == ids
    assert TimelineEntry.objects.filter(verb="customer.enrolled").count() == 20


def test_of_two_edits_one_is_stale() -> None:
    customer = make_customer("Anna")

    def edit(name: str) -> Callable[[], Customer]:
        return lambda: services.update_customer(
            customer=customer, data={"display_name": name}, expected_version=1, actor=None, now=NOW
        )

    answers = at_once(edit("Anne"), edit("Annika"))
    assert answers.count("stale_edit") == 1
    assert Customer.objects.get(pk=customer.pk).version == 2


def test_without_the_lock_both_edits_would_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    """The twin: both read version 1 before either writes."""
    customer = make_customer("Anna")
    both_have_read = Barrier(2)

    def read_only(customer_id: int) -> Customer:
        row = Customer.objects.get(pk=customer_id)
        both_have_read.wait(10)
        return row

    monkeypatch.setattr(people, "lock_customer", read_only)

    def edit(name: str) -> Callable[[], Customer]:
        return lambda: services.update_customer(
            customer=customer, data={"display_name": name}, expected_version=1, actor=None, now=NOW
        )

    answers = at_once(edit("Anne"), edit("Annika"))
    assert "stale_edit" not in answers


def test_two_consents_at_once_leave_one_row_and_a_history_that_ends_with_it() -> None:
    customer = make_customer()

    def say(state: str) -> Callable[[], Consent]:
        return lambda: services.set_consent(
            customer=customer, channel="email", purpose="marketing", state=state, source="x", actor=None, now=NOW
        )

    at_once(say("granted"), say("withdrawn"), say("refused"))
    last = ConsentChange.objects.order_by("-pk").first()
    assert last is not None
    assert Consent.objects.get().state == last.state


def test_suspended_once() -> None:
    customer = make_member()

    def suspend() -> Membership:
        return services.suspend(customer=customer, reason="x", actor=None, now=NOW)

    assert at_once(suspend, suspend, suspend).count("membership_state") == 2
    assert TimelineEntry.objects.filter(verb="customer.suspended").count() == 1


def test_a_follow_up_is_finished_once() -> None:
    follow_up = services.add_follow_up(
        customer=make_customer(), subject="x", due_on=NOW.date(), assignee=None, actor=None, now=NOW
    )

    def finish() -> FollowUp:
        return services.finish_follow_up(follow_up=follow_up, outcome="done", actor=None, now=NOW)

    assert at_once(finish, finish).count("follow_up_done") == 1


def test_two_who_take_a_follow_up_are_told_apart() -> None:
    row = services.add_follow_up(
        customer=make_customer(), subject="Call", due_on=NOW.date(), assignee=None, actor=None, now=NOW
    )
    people = [make_user() for _ in range(4)]
    answers = at_once(
        *(lambda who=who: services.take_follow_up(follow_up=row, actor=who, now=NOW) for who in people)  # type: ignore[misc]
    )
    assert answers.count("follow_up_taken") == 3
    assert TimelineEntry.objects.filter(verb="follow_up.taken").count() == 1


def test_two_who_settle_a_prospect_do_it_once() -> None:
    customer = make_customer(supplier_follow_up_on=NOW.date())

    def settle() -> FollowUp:
        return services.settle_supplier_day(
            customer=customer, due_on=NOW.date(), outcome="stays", next_on=None, actor=None, now=NOW
        )

    assert at_once(settle, settle, settle).count("supplier_day_changed") == 2
    assert FollowUp.objects.count() == 1

"""The call list: a message becomes one follow-up for whoever looks after the customer."""

from __future__ import annotations

import pytest

from customers.models import Customer, FollowUp
from messaging.channels.calls import CALLS
from messaging.outbox import claiming, working
from messaging.templating import Text
from tests.customers.factories import NOW, make_customer, make_user
from tests.messaging.factories import allow, make_version, put, state

pytestmark = pytest.mark.django_db
CALL = Text("en", "{{ customer.name }} has a birthday: ask how the grinder is doing.", subject="Birthday call")


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    monkeypatch.setattr("core.clock.now", lambda: NOW)


def callee(**data):
    customer = make_customer("Anna", **({"phone": "+8613800138000"} | data))
    allow(customer, channel="phone")
    return customer


def put_call(customer, *texts: Text, **given):
    return put(customer, channel="phone", version=make_version(*(texts or (CALL,)), channel="phone"), **given)


def test_a_message_becomes_a_follow_up_of_the_contact_person():
    seller = make_user("service agent")
    message = put_call(callee(assigned_to=seller))
    working.send_due("phone")
    assert state(message) == ("sent", "")
    made = FollowUp.objects.get()
    assert (made.customer, made.assignee, made.subject) == (message.customer, seller, "Birthday call")
    assert made.note == "Anna has a birthday: ask how the grinder is doing."
    assert (made.due_on, message.provider_id) == (NOW.date(), f"follow_up:{made.pk}")


def test_there_is_one_however_often_it_is_handed_over():
    put_call(callee())
    claimed = claiming.claim("phone", now=NOW)
    (parcel,), _broken = working._compose("phone", claimed.rows)
    with CALLS.open() as line:
        first, second = line.send(parcel), line.send(parcel)
    assert first == second
    assert FollowUp.objects.count() == 1


def test_who_left_is_given_nothing():
    seller = make_user("service agent")
    anna = callee(assigned_to=seller)
    seller.is_active = False
    seller.save(update_fields=["is_active"])
    put_call(anna)
    working.send_due("phone")
    assert FollowUp.objects.get().assignee is None


def test_without_a_subject_it_says_whom_to_call():
    put_call(callee(), Text("en", "Ask."))
    working.send_due("phone")
    assert FollowUp.objects.get().subject == "Call: +8613800138000"


def test_long_words_fit():
    put_call(callee(), Text("en", "x" * 5000, subject="y" * 200))
    working.send_due("phone")
    made = FollowUp.objects.get()
    assert (len(made.note), len(made.subject)) == (2000, 200)


def test_nobody_is_called_who_did_not_agree_or_has_no_number():
    silent = make_customer("Bo", phone="+8613800138001")
    nowhere = callee()
    Customer.objects.filter(pk=nowhere.pk).update(phone="")
    first, second = put_call(silent), put_call(nowhere)
    working.send_due("phone")
    assert (state(first), state(second)) == (("skipped", "consent"), ("skipped", "no_address"))
    assert FollowUp.objects.count() == 0

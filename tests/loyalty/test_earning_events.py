"""Units for what is no purchase."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from core import clock, integrations
from core.errors import DomainError
from core.models import User
from customers import services as customers
from customers.merging import merge_customers
from customers.models import TimelineEntry
from loyalty import ledger
from loyalty.earning.events import grant_event, revoke_event
from loyalty.earning.profile import sweep
from loyalty.earning.wording import formula
from loyalty.ledger import audit
from loyalty.models import Entry, RuleCounter, RuleUse
from tests.api.client import ApiClient
from tests.customers.factories import make_user
from tests.loyalty.factories import NOW, member, movements, only_rules, policy, rule, state

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_other_rules() -> None:
    only_rules()


def told(who, event="review", reference="r1", now=NOW):
    return grant_event(customer_id=who.pk, event=event, reference=reference, now=now)


def test_once_per_reference():
    rule(20, kind="event", event="review", name="Review")
    who = member()
    (first,), (again,) = told(who), told(who)
    assert (first.units, again.is_replay) == (20, True)
    told(who, reference="r2")
    told(who, reference="x" * 300)
    assert movements(who) == [("grant", 20)] * 3
    assert Entry.objects.first().explanation == "20 = 20; rule Review"
    assert formula("20 = 20; rule Review") == "20; rule Review"
    assert formula("83 = floor(83.50 × 1); rule Base") == "83 = floor(83.50 × 1); rule Base"


def test_times_in_a_period():
    rule(20, kind="event", event="review", times=2, period="month")
    who = member()
    for number in range(4):
        told(who, reference=str(number), now=NOW + timedelta(days=number))
    told(who, reference="later", now=NOW + timedelta(days=31))
    assert len(movements(who)) == 3


def test_units_per_member_and_in_all():
    rule(20, kind="event", event="survey", per_customer=50, budget=60)
    one, two = member(), member()
    for number in range(4):
        told(one, "survey", str(number))
    told(two, "survey", "a")
    told(two, "survey", "b")
    assert (state(one)[0], state(two)[0]) == (50, 10)


def test_taken_back_it_frees_its_limit():
    rule(20, kind="event", event="attended", times=1)
    who = member()
    told(who, "attended", "e1")
    assert [found.units for found in revoke_event(customer_id=who.pk, event="attended", reference="e1", now=NOW)] == [
        -20
    ]
    assert revoke_event(customer_id=who.pk, event="attended", reference="e1", now=NOW) == []
    told(who, "attended", "e2")
    assert movements(who) == [("grant", 20), ("return", -20), ("grant", 20)]
    assert [str(found) for found in audit.disagreements(NOW)] == []


def test_several_rules_each_or_the_best():
    rule(20, kind="event", event="review")
    rule(30, kind="event", event="review")
    one, two = member(), member()
    told(one)
    policy(combines="best")
    told(two)
    assert (state(one)[0], state(two)[0]) == (50, 30)


def test_members_only_and_within_its_time():
    rule(20, kind="event", event="review", valid_until=NOW)
    assert told(member()) == []
    rule(20, kind="event", event="survey")
    assert told(member(state="left"), "survey") == []
    with pytest.raises(DomainError):
        told(member(), "dance")


def test_a_completed_profile():
    rule(50, kind="event", event="profile")
    who = member(given_name="Ada", email="ada@example.com", birth_month=3, birth_day=1)
    bare = member(given_name="Ben")
    assert sweep(NOW) == 1
    assert sweep(NOW) == 0
    assert (state(who)[0], state(bare)[0]) == (50, 0)
    assert RuleUse.objects.count() == 1


def test_whoever_had_completed_it_before_the_rule_is_not_paid_for_it():
    before = member(given_name="Ada", email="ada@example.com", birth_month=3, birth_day=1)
    kept = rule(50, kind="event", event="profile")
    assert sweep(NOW) == 0
    customers.update_customer(
        customer=before, data={"birth_day": 2}, expected_version=None, actor=None, now=clock.now()
    )
    assert state(before)[0] == 0, "a later change completes nothing"
    assert sweep(clock.now()) == 0
    later = member(given_name="Cleo", email="cleo@example.com", birth_month=3, birth_day=1)
    rule(50, kind="event", event="profile", replaces=kept, valid_from=clock.now())
    type(kept).objects.filter(pk=kept.pk).update(is_active=False)
    assert sweep(clock.now()) == 1, "completed after the rule that was replaced began"
    assert state(later)[0] == 50


def test_the_hook_of_customers_grants_it_at_once():
    from customers import hooks

    rule(50, kind="event", event="profile")
    who = member(given_name="Ada", phone="+8613800000000", birth_month=3, birth_day=1)
    hooks.announce([who.pk], clock.now())
    hooks.announce([who.pk], clock.now())
    assert movements(who) == [("grant", 50)]
    assert customers


def test_taken_back_by_hand_it_frees_its_limit_in_proportion():
    rule(20, kind="event", event="review", per_customer=40, budget=40)
    who = member()
    (given,) = told(who)
    key = Entry.objects.values_list("event_key", flat=True).get(pk=given.entry_id)
    ledger.reverse_grant(event_key="back:1", of=key, units=5, now=NOW)
    assert (RuleUse.objects.get().kept, RuleCounter.objects.get().spent) == (15, 15)
    ledger.reverse_grant(event_key="back:2", of=key, now=NOW)
    assert (RuleUse.objects.get().kept, RuleCounter.objects.get().spent) == (0, 0)
    assert list(audit.disagreements(NOW)) == []


def test_told_again_of_the_survivor_it_is_the_same_event():
    rule(20, kind="event", event="review")
    owner = User.objects.create_superuser("owner@example.com", "secret")
    one, two = member(), member()
    told(two)
    merge_customers(survivor=one, duplicate=two, actor=owner, reason="the same", now=NOW)
    assert told(one) == []
    assert state(one)[0] == 20
    (taken,) = revoke_event(customer_id=one.pk, event="review", reference="r1", now=NOW)
    assert taken.units == -20
    assert (state(one)[0], RuleUse.objects.get().kept) == (0, 0)


class TestDoors:
    """Other systems tell events over the API, staff on the customer's statement."""

    def test_over_the_api(self):
        rule(20, kind="event", event="review", per_customer=30)
        rule(5, kind="event", event="review", currency="cashback")
        who = member()
        api, reader = (
            ApiClient(integrations.create_integration(name=scope, scopes=[scope])[1])
            for scope in ("accounts:write", "accounts:read")
        )
        told = {"customer": str(who.public_id), "event": "review", "reference": "r1"}
        first = api.post("/accounts/events/", told)
        assert first.status_code == 201
        assert {row["currency"]: row["units"] for row in first.json()["units"]} == {"points": "20", "cashback": "0.05"}
        again = api.post("/accounts/events/", told)
        assert (again.status_code, [row["is_new"] for row in again.json()["units"]]) == (200, [False, False])
        assert api.post("/accounts/events/", told | {"event": "nap"}).status_code == 400
        assert api.post("/accounts/events/revoke/", told).status_code == 201
        assert api.post("/accounts/events/revoke/", told).json() == {"units": []}
        assert (state(who)[0], state(who, "cashback")[0]) == (0, 0)
        assert reader.post("/accounts/events/", told).status_code == 403

    def test_by_staff_once_with_a_reason(self, client):
        client.force_login(make_user("owner"))
        rule(20, kind="event", event="attended")
        who = member()
        url = reverse("loyalty:record_event", args=[who.public_id])
        assert url in client.get(reverse("loyalty:statement", args=[who.public_id])).text
        assert client.get(url).status_code == 200
        told = {"event": "attended", "reference": "Evening of 3 May", "reason": "was there"}
        assert client.post(url, told | {"reason": ""}).status_code == 422
        for _ in range(2):
            assert client.post(url, told).status_code == 302
        assert state(who)[0] == 20
        entry = Entry.objects.get()
        assert (entry.reason, entry.actor is not None) == ("was there", True)
        assert TimelineEntry.objects.filter(customer=who, verb="loyalty.event").count() == 1
        noted = client.post(url, told | {"event": "survey"}, follow=True)
        assert "Noted. No rule gives anything for it now." in noted.content.decode()
        again = client.post(url, told | {"event": "survey"})
        assert (again.status_code, "it was counted already" in again.content.decode()) == (422, True)

    @pytest.mark.parametrize("role", ["cashier", "analyst", "marketer"])
    def test_others_may_not(self, client, role):
        client.force_login(make_user(role))
        assert client.get(reverse("loyalty:record_event", args=[member().public_id])).status_code == 403


def test_what_was_granted_goes_back_when_its_currency_is_switched_off():
    rule(20, kind="event", event="review")
    who = member()
    told(who)
    policy(is_active=False)
    (taken,) = revoke_event(customer_id=who.pk, event="review", reference="r1", now=NOW)
    assert (taken.units, state(who)[0]) == (-20, 0)
    assert revoke_event(customer_id=who.pk, event="review", reference="r1", now=NOW) == []
    assert told(who, reference="r2") == []

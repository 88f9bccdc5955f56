"""What a rule for an event would have granted, and the most it can cost: shown in its form before it is switched on."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from core import clock
from core.models import User
from loyalty.earning.events import grant_event, revoke_event
from loyalty.models import EarnRule
from loyalty.simulator import foretelling
from tests.loyalty.factories import member, only_rules, rule

pytestmark = pytest.mark.django_db


def event_rule(units=10, event="review", **values) -> EarnRule:
    return rule(units, kind="event", event=event, **values)


def draft(units=20, event="review", **values) -> EarnRule:
    return event_rule(units, event, is_active=False, **values)


def happen(who, reference, days=5, event="review"):
    return grant_event(customer_id=who.pk, event=event, reference=reference, now=clock.now() - timedelta(days=days))


def test_recorded_events_by_the_limits_of_the_draft():
    only_rules()
    event_rule()
    ada, bo = member(), member()
    for number, (who, days) in enumerate([(ada, 3), (ada, 20), (ada, 40), (bo, 40), (bo, 500)]):
        happen(who, f"r{number}", days)
    happen(bo, "gone")
    revoke_event(customer_id=bo.pk, event="review", reference="gone", now=clock.now())
    told = foretelling.foretell(draft().pk, now=clock.now())
    assert (told.events, told.members, told.units, told.most) == (4, 2, 80, None)
    by_limit = {
        "per_customer": (30, 50), "budget": (55, 55), "times": (1, 40),
    }  # fmt: skip
    for name, (limit, units) in by_limit.items():
        more = {"period": "validity"} if name == "times" else {}
        assert foretelling.foretell(draft(**{name: limit}, **more).pk, now=clock.now()).units == units, name


def test_an_event_of_two_rules_is_one():
    only_rules()
    event_rule(10)
    event_rule(5, currency="cashback")
    happen(member(), "one")
    assert foretelling.foretell(draft().pk, now=clock.now()).events == 1


def test_events_for_which_no_rule_gave_anything_are_foretold_too():
    """Told while there was no rule, cut to nothing by a limit, or of a friend who was rewarded."""
    only_rules()
    ada, bo = member(), member()
    assert happen(ada, "a", event="referral") == []
    event_rule(times=1, period="validity")
    assert len([number for number in range(3) if happen(bo, f"b{number}")]) == 1
    assert foretelling.foretell(draft(event="referral").pk, now=clock.now()).units == 20
    told = foretelling.foretell(draft().pk, now=clock.now())
    assert (told.events, told.members, told.units) == (3, 1, 60)


def test_of_many_events_the_simulator_tells(monkeypatch):
    only_rules()
    for number in range(3):
        happen(member(), f"r{number}")
    monkeypatch.setattr(foretelling, "AT_ONCE", 2)
    kept = draft()
    assert foretelling.foretell(kept.pk, now=clock.now()).units is None
    assert "the simulator counts them" in foretelling.in_words(kept.pk, now=clock.now())


@pytest.mark.parametrize(
    ("values", "most"),
    [
        ({}, None),
        ({"budget": 500}, 500),
        ({"per_customer": 60}, 180),
        ({"per_month": 7}, 3 * 84),
        ({"times": 2, "period": "quarter"}, 3 * 8 * 20),
        ({"times": 2, "period": "quarter", "budget": 100}, 100),
        ({"event": "profile"}, 60),
    ],
)
def test_the_most_it_can_cost(values, most):
    only_rules()
    for _number in range(3):
        member()
    assert foretelling.foretell(draft(**values).pk, now=clock.now()).most == most


def test_the_form_says_so(client):
    only_rules()
    client.force_login(User.objects.create_superuser("owner@example.com", "secret"))
    never = draft(event="attended")
    page = client.get(reverse("admin:loyalty_earnrule_change", args=[never.pk])).content.decode()
    assert "Nothing can be foretold" in page
    assert "No limit of the rule says what it can cost at most" in page
    event_rule()
    happen(member(), "one")
    page = client.get(reverse("admin:loyalty_earnrule_change", args=[draft(budget=1000).pk])).content.decode()
    assert "1 such event happened (members: 1): the rule would have added 20 ($0.20)." in page
    assert "What it would have granted in the last 12 months" in page
    assert "it can grant 1,000 ($10.00) in a year at most" in page
    assert "or events, of the last 12 months" in client.get(reverse("admin:loyalty_earnrule_add")).content.decode()

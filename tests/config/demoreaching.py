"""What of the demo is about reaching customers: a past campaign and its figures, and what the worker sends itself."""

from __future__ import annotations

from datetime import timedelta

import pytest

from campaigns import results, tasks
from campaigns.models import Automation, Campaign, Occasion, State
from config.demo import campaigns
from core import clock
from customers.models import Consent, Customer, SegmentMember
from customers.segments import refreshing
from messaging.models import LocalMail, Message
from messaging.outbox import working


def mean_everybody(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of so few customers nobody came last in just that month: the past campaign is for whoever did not come often."""
    monkeypatch.setattr(campaigns, "_past", lambda _now: {"not": campaigns.OFTEN})


def check_campaigns(monkeypatch: pytest.MonkeyPatch) -> None:
    check_the_past_one_shows_what_it_was_good_for()
    chosen = celebrate_today()
    birthday, lost = (Automation.objects.get(template__name__startswith=name) for name in ("Birthday", "Win back"))
    refreshing.refresh(now=clock.now(), is_full=True)
    tasks.sweep_automations()
    due = [one.due_at for one in Occasion.objects.filter(automation__in=[birthday, lost])]
    moment = max(due) + timedelta(minutes=1)
    monkeypatch.setattr(clock, "now", lambda: moment)
    tasks.sweep_automations()
    working.send_due("email")
    check_they_are_greeted(birthday, chosen)
    won = SegmentMember.objects.filter(segment=lost.segment_id).values_list("customer", flat=True)
    assert set(won) == set(Occasion.objects.filter(automation=lost).values_list("customer", flat=True)) != set()
    check_a_product_is_announced()


def check_the_past_one_shows_what_it_was_good_for() -> None:
    past = Campaign.objects.get(state=State.FINISHED)
    found = results.of(past, now=clock.now())
    assert found
    assert found.is_over
    assert found.held.customers > 0
    assert len(found.variants) == 2
    assert found.whole.heard.buyers >= campaigns.CAME * found.whole.heard.customers - 1
    assert found.whole.heard.total > 0


def celebrate_today() -> list[int]:
    """Some who may hear have their birthday today."""
    day = clock.business_day(clock.now())
    said = Consent.objects.filter(channel="email", purpose="marketing", state="granted").exclude(customer__email="")
    free = said.filter(customer__holds__isnull=True, customer__merged_into=None, customer__is_test=False)
    chosen = list(free.order_by("pk").values_list("customer", flat=True)[:5])
    Customer.objects.filter(pk__in=chosen).update(
        birth_month=day.month, birth_day=day.day, birth_calendar=Customer.Calendar.SOLAR, birth_leap_month=False
    )
    return chosen


def check_they_are_greeted(automation: Automation, chosen: list[int]) -> None:
    """In the local mailbox, but those who are held out by chance."""
    heard = Occasion.objects.filter(automation=automation, customer__in=chosen, is_held_out=False)
    messages = Message.objects.filter(source=automation.source, customer__in=heard.values("customer"))
    assert messages.count() == heard.count() > 0
    assert set(messages.values_list("state", "reason")) == {("sent", "")}
    assert LocalMail.objects.filter(message__in=messages).count() == heard.count()


def check_a_product_is_announced() -> None:
    """Some wait: they have heard as much as they may for now."""
    announced = Campaign.objects.get(state=State.SCHEDULED)
    refreshing.refresh(now=clock.now(), is_full=True)
    tasks.sweep_campaigns()
    working.send_due("email")
    tasks.sweep_campaigns()
    announced.refresh_from_db()
    assert announced.state in (State.RUNNING, State.FINISHED)
    assert LocalMail.objects.filter(message__source=announced.source).exists()

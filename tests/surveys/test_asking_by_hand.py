"""Staff invite for now or for a later day of the shop; the rules of asking hold on that day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core import clock
from surveys.asking import due, services
from surveys.models import Invitation
from tests.campaigns.factories import make_segment
from tests.customers.factories import make_user
from tests.surveys.factories import NOW, survey
from tests.surveys.factories_asking import DAY, asked, asker, at

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    at(monkeypatch, NOW)


def test_a_segment_is_invited_for_a_later_day_of_the_shop():
    of, who, asked_lately = survey(), asker(), asker()
    asked(who=asked_lately)
    segment = make_segment([who, asked_lately])
    day = date(2026, 3, 20)
    told: dict[str, Any] = {"survey": of, "segment": segment, "actor": None}
    assert services.invite_segment(now=NOW, due_on=day, **told) == 2
    assert services.invite_segment(now=NOW + DAY, due_on=day, **told) == 0
    assert set(Invitation.objects.filter(survey=of).values_list("due_at", flat=True)) == {clock.day_start(day)}
    due.ask_due(now=clock.day_start(day) - timedelta(seconds=1))
    assert not Invitation.objects.filter(survey=of).exclude(state="waiting").exists()
    due.ask_due(now=clock.day_start(day))
    states = dict(Invitation.objects.filter(survey=of).values_list("customer", "state"))
    assert states == {who.pk: "asked", asked_lately.pk: "waiting"}
    assert services.invite_segment(now=NOW, due_on=clock.business_day(NOW), **told) == 2


@pytest.mark.parametrize(("due_on", "status"), [("2026-03-20", 302), ("2026-03-01", 422), ("2027-03-04", 422)])
def test_staff_say_for_which_day_they_invite(due_on, status):
    of, who, client = survey(), asker(), Client()
    client.force_login(make_user("owner"))
    address = reverse("surveys:invite", args=[of.public_id])
    assert client.post(address, {"customer": str(who.public_id), "due_on": due_on}).status_code == status
    days = [clock.business_day(row.due_at).isoformat() for row in Invitation.objects.filter(survey=of)]
    assert days == ([due_on] if status == 302 else [])

"""Balances on the personal page: what can be spent, until when, and why the last movements were made."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from core import clock
from customers import memberpage
from loyalty.ledger import statement
from loyalty.memberpage import expiring
from tests.loyalty.factories import grant, lot, member, opening, redeem

pytestmark = pytest.mark.django_db


def page(client, who) -> str:
    return client.get(reverse("customers:member_page", args=[memberpage.token_for(who, now=clock.now())])).text


def test_what_a_member_sees_of_the_ledger(client):
    who, now = member(), clock.now()
    opening(who, lot(1200), lot(34, now + timedelta(days=10)), lot(66, now + timedelta(days=10, minutes=1)))
    grant(who, 15, explanation="For the survey", now=now, occurred_at=now)
    redeem(who, 4, now=now)
    text = page(client, who)
    assert "1,311" in text
    assert "For the survey" in text
    assert "Use them in time" in text
    (account,) = statement.balances(who.pk, now)
    assert [units for _day, units in expiring(account, now)] == [96]


def test_nothing_without_an_account(client):
    assert 'id="balance"' not in page(client, member())

"""Real connections at once: what is given is given once, and two who offer at once do not both pass the limit."""

from __future__ import annotations

import pytest

from complaints.amends import services
from complaints.models import Amend
from loyalty.models import Cost
from tests.complaints.factories import NOW, case
from tests.complaints.test_amends import agent, offer
from tests.loyalty.factories import member, movements
from tests.loyalty.test_ledger_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_many_clicks_give_once_and_two_offers_do_not_pass_the_limit_together() -> None:
    who, user = member(), agent(2000, 2000)
    row = case(customer=who)
    points, gift = offer(row, "points", user, units=1), offer(case(), "gift", user, cost=100, what="Tea")
    clicks = [lambda made=made: services.grant(amend=made, actor=user, now=NOW) for made in (points, gift) * 4]
    assert set(at_once(clicks)) == {"done"}
    assert movements(who) == [("grant", 1)]
    assert Cost.objects.filter(kind="amends").count() == 1
    assert at_once([lambda: offer(case(customer=who), "refund", user, cost=1500) for _n in range(4)]) == ["done"] * 4
    assert Amend.objects.filter(kind="refund", state="offered").count() == 1
    told = {"case": row, "kind": "apology", "reason": "x", "actor": user, "now": NOW, "data": {}, "key": "page:1"}
    assert at_once([lambda: services.offer(**told) for _n in range(4)]) == ["done"] * 4
    assert Amend.objects.filter(kind="apology").count() == 1

"""Figures that are asked for: inactivity with days of one's own, moves of an earlier month, a segment's value."""

from __future__ import annotations

import json
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from core import clock, integrations
from customers.models import Customer, Segment, SegmentMember
from loyalty.metrics import recompute, reports, store
from loyalty.metrics.days import Look, month_of
from loyalty.metrics.ownforms import LookForm, MonthForm
from loyalty.metrics.scope import Scope
from loyalty.models import FigureSet, Programme
from tests.customers.factories import make_user
from tests.loyalty.figuring import AS_OF, NOW, buy
from tests.sales.factories import customer

pytestmark = pytest.mark.django_db


def table(scope: Scope, key: str):
    return reports.of(scope)[key].value


@pytest.fixture(autouse=True)
def _few():
    Programme.objects.update_or_create(pk=1, defaults={"minimum_n": 1})


class TestLook:
    """w = 10 days before 20 March, and not from the 20th to the 30th, both included."""

    LOOK = Look(date(1998, 3, 20), date(1998, 3, 31), 10)

    @pytest.mark.parametrize(
        ("days", "counted", "away"),
        [
            ([date(1998, 3, 9)], 0, 0), ([date(1998, 3, 10)], 1, 1), ([date(1998, 3, 19)], 1, 1),
            ([date(1998, 3, 20)], 0, 0), ([date(1998, 3, 19), date(1998, 3, 20)], 1, 0),
            ([date(1998, 3, 19), date(1998, 3, 30)], 1, 0), ([date(1998, 3, 19), date(1998, 3, 31)], 1, 1),
        ],
    )  # fmt: skip
    def test_at_its_borders(self, days, counted, away):
        who = customer()
        for day in days:
            buy(who, day)
        *usual, own = table(Scope(date(1998, 6, 30), look=self.LOOK), "inactivity")
        assert len(usual) == 5
        assert (own["from"], own["to"], own["window_days"]) == ("1998-03-20", "1998-03-31", 10)
        assert (own["customers"], own["inactive"]) == (counted, away)

    @pytest.mark.parametrize(
        "told",
        [
            {"a": "1998-03-20"}, {"a": "1998-03-20", "b": "1998-03-19", "w": "5"}, {"w": "5"},
            {"a": "1998-03-20", "b": "1998-07-01", "w": "5"}, {"a": "0001-01-01", "b": "1998-03-19", "w": "5"},
            {"a": "1998-03-20", "b": "1998-03-30", "w": "0"}, {"a": "x", "b": "1998-03-30", "w": "3"},
        ],
    )  # fmt: skip
    def test_a_mistake_is_said_and_asks_nothing(self, told):
        form = LookForm(told, as_of=date(1998, 6, 30))
        assert not form.is_valid()
        assert form.asked() == {}


class TestMonth:
    def test_an_earlier_month(self):
        who = customer()
        type(who).objects.filter(pk=who.pk).update(created_at=clock.day_start(date(1998, 1, 5)))
        buy(who, date(1998, 3, 10))
        buy(who, date(1998, 5, 10))
        for month, move in ((3, ("suspect", "first_time")), (4, ("first_time",) * 2), (5, ("first_time", "repeat"))):
            scope = Scope(date(1998, 6, 30), month=month_of(date(1998, month, 1)))
            assert [(row["from"], row["to"]) for row in table(scope, "stage_moves")] == [move]

    @pytest.mark.parametrize("text", ["1998-13", "1998-07", "98-01", "1899-12", "٢٠٢٦-٠٣", "1998-06-01"])
    def test_a_mistake_is_said_and_asks_nothing(self, text):
        form = MonthForm({"month": text}, as_of=date(1998, 7, 15))
        assert not form.is_valid()
        assert form.asked() == {}


class TestSegment:
    def test_value_of_those_who_are_in_it(self):
        inside, outside = customer(), customer()
        buy(inside, AS_OF - timedelta(days=9), 2500)
        buy(outside, AS_OF - timedelta(days=9), 4000)
        segment = Segment.objects.create(name="Best", created_at=NOW, updated_at=NOW, is_due=False)
        SegmentMember.objects.create(segment=segment, customer=inside, since=NOW)
        found = reports.of(Scope(AS_OF, segment=segment.pk))
        assert (found["net_revenue"].value, found["clv_c"].value) == (2500, 2500)
        assert reports.of(Scope(AS_OF))["net_revenue"].value == 6500


@pytest.mark.parametrize(
    "scope",
    [
        Scope(AS_OF, segment=7), Scope(AS_OF, look=Look(AS_OF - timedelta(days=9), AS_OF, 30)),
        Scope(AS_OF, group=3, month=month_of(AS_OF - timedelta(days=70))),
    ],
)  # fmt: skip
def test_workers_read_the_same_question(scope):
    assert store.scope_from_key(AS_OF, scope.key) == scope


class TestDoors:
    @pytest.fixture
    def day(self):
        today = clock.today()
        buy(customer(), today - timedelta(days=45))
        recompute.full(as_of=today, now=clock.now())
        return today

    def test_the_pages(self, client, day):
        client.force_login(make_user("owner"))
        Segment.objects.create(name="Best", created_at=NOW, updated_at=NOW, is_due=False)
        a, b = (day - timedelta(days=40)).isoformat(), (day - timedelta(days=10)).isoformat()
        churn = client.get(reverse("loyalty:report", args=["churn"]), {"a": a, "b": b, "w": "20"})
        assert "Bought in so many days before" in churn.content.decode()
        assert FigureSet.objects.filter(scope__contains=f"a={a}").count() == 1
        wrong = client.get(reverse("loyalty:report", args=["churn"]), {"a": b, "b": a, "w": "20"})
        assert "The first day lies behind the last." in wrong.content.decode()
        month = (day.replace(day=1) - timedelta(days=40)).strftime("%Y-%m")
        stages = client.get(reverse("loyalty:report", args=["stages"]), {"month": month})
        assert f'value="{month}"' in stages.content.decode()
        value = client.get(reverse("loyalty:report", args=["value"]), {"segment": Segment.objects.get().pk})
        assert f"segment={Segment.objects.get().pk}" in FigureSet.objects.values_list("scope", flat=True)
        assert value.status_code == 200

    def test_the_api(self, client, day):
        _made, token = integrations.create_integration(name="BI", scopes=["metrics:read"])
        head = {"Authorization": f"Bearer {token}"}
        a, b = (day - timedelta(days=40)).isoformat(), (day - timedelta(days=10)).isoformat()
        told = {"a": a, "b": b, "w": "20", "section": "inactivity"}
        body = client.get("/api/v1/metrics/", told, headers=head).json()
        assert body["results"][0]["figures"]["inactivity"]["value"][-1]["window_days"] == 20
        for wrong in ({"a": a}, {"month": "2999-01"}, {"segment": "None such"}, told | {"b": "x"}):
            assert client.get("/api/v1/metrics/", wrong, headers=head).status_code == 400

    def test_the_command(self, day):
        segment = Segment.objects.create(name="Best", created_at=NOW, updated_at=NOW, is_due=False)
        SegmentMember.objects.create(segment=segment, customer=Customer.objects.get(), since=NOW)
        a, b = (day - timedelta(days=40)).isoformat(), (day - timedelta(days=10)).isoformat()
        output = StringIO()
        call_command(
            "metrics", "--look-from", a, "--look-until", b, "--look-back", "20", "--segment", "Best", stdout=output
        )
        told = json.loads(output.getvalue())
        assert told["segment"] == "Best"
        assert len(told["figures"]["inactivity"]["value"]) == 6
        with pytest.raises(CommandError):
            call_command("metrics", "--look-from", a)
        with pytest.raises(CommandError):
            call_command("metrics", "--month", "2999-01")

"""Sums of cases equal their definition, whatever happened in which order; and what the figures make of them."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from random import Random

import pytest
from django.core.management import call_command
from django.db import connection

from complaints.learning import counting, figures, nights, reading
from complaints.learning.figures import Mark, Share
from complaints.learning.reading import EVERYTHING, Part
from complaints.models import CaseCell, CaseFigure, CaseTouch
from complaints.moving import transition
from complaints.saying import say
from sales.models import Store
from surveys.figures.scopes import Months, trailing
from tests.complaints.factories import NOW, boss, case, category, cause, policy, team
from tests.customers.factories import make_customer
from tests.sales import factories as make

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=120)


def fold(now: datetime = LATER) -> None:
    while counting.fold(now=now):
        pass


def months() -> Months:
    return trailing(LATER.date(), 12)


def marks(part: Part = EVERYTHING, *, confidential: bool = True) -> dict[str, Mark]:
    return reading.marks(part, months(), confidential=confidential)


def store(code: str) -> Store:
    return Store.objects.create(code=code, name=code)


def end(row, *, hours: float = 2.0, **facts):
    done = row.received_at + timedelta(hours=hours)
    say(case=row, direction="out", means="page", text="Here you are", author=boss(), now=done)
    told = {"outcome": "justified", "cause": cause()} | facts
    return transition(case=row, to="resolved", actor=boss(), now=done, facts=told)


# --- Sums ---------------------------------------------------------------------------------


def test_a_case_is_counted_once_however_often_it_is_touched() -> None:
    policy()
    row = case(team=team(), category=category())
    fold()
    end(row)
    fold()
    counting.run("INSERT INTO complaints_casetouch (case_id) SELECT id FROM complaints_case")
    fold()
    found = marks()
    assert found["n"] == Mark(1, 0)
    assert found["ended"] == Mark(1, 0)
    assert found["sla.respond.ok"] == Mark(1, 0)
    assert not CaseTouch.objects.exists()


def test_merged_and_spam_never_count() -> None:
    kept, same, spam = case(), case(), case()
    fold()
    transition(case=same, to="merged", actor=boss(), now=NOW, facts={"merged_into": kept})
    transition(case=spam, to="spam", actor=boss(), now=NOW)
    fold()
    assert figures.volume(marks()) == 1
    transition(case=spam, to="open", actor=boss(), now=NOW)
    fold()
    assert figures.volume(marks()) == 2


def test_confidential_cases_only_for_who_may_see_them() -> None:
    case(is_confidential=True)
    case()
    fold()
    assert figures.volume(marks()) == 2
    assert figures.volume(marks(confidential=False)) == 1
    assert reading.counts("door", EVERYTHING, months(), confidential=False) == {"phone": 1}


def test_test_customers_do_not_count_and_the_merged_do() -> None:
    who = make_customer()
    case(customer=who)
    fold()
    assert figures.volume(marks()) == 1
    type(who).objects.filter(pk=who.pk).update(is_test=True)
    fold()
    assert figures.volume(marks()) == 0


def test_the_sums_are_the_definition_whatever_happens() -> None:
    """Many cases by chance, folded now and then: the same as counted anew, and as the cases themselves say."""
    chance, people = Random(7), [make_customer() for _n in range(4)]
    policy(), policy(min_severity=3)
    teams, kinds, stores = [team(), team()], [category(), category()], [store("a"), store("b")]
    rows = []
    for number in range(24):
        at = NOW + timedelta(days=number % 9, hours=number % 7)
        rows.append(
            case(
                now=at, customer=chance.choice([None, *people]), team=chance.choice(teams),
                category=chance.choice(kinds), store=chance.choice(stores), severity=chance.randrange(1, 5),
                is_confidential=chance.random() < 0.2,
            )
        )  # fmt: skip
        if chance.random() < 0.6:
            end(chance.choice(rows), hours=chance.uniform(0.1, 90)) if rows[-1].state == "new" else None
        if chance.random() < 0.3:
            fold()
    for row in rows[:8]:
        type(row).objects.filter(pk=row.pk).update(store=stores[0], category=kinds[0])
    fold()
    for part in (EVERYTHING, Part("store", str(stores[0].pk)), Part("category", str(kinds[0].pk))):
        for confidential in (True, False):
            sums = reading.marks(part, months(), confidential=confidential)
            assert sums == reading.in_full(part, months(), confidential=confidential)
    before = sorted(
        CaseCell.objects.values_list("dimension", "value", "month", "is_confidential", "mark", "n", "total")
    )
    assert counting.recount(now=LATER) == 24
    after = sorted(CaseCell.objects.values_list("dimension", "value", "month", "is_confidential", "mark", "n", "total"))
    assert before == after


def test_folding_again_costs_nothing_and_touches_no_other_case(django_assert_max_num_queries) -> None:
    case(), case()
    fold()
    with django_assert_max_num_queries(8):
        counting.fold(now=LATER)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE complaints_case SET version = version + 1")
    assert not CaseTouch.objects.exists(), "what no figure speaks of is not counted again"


def test_an_overdue_clock_counts_as_late_after_the_night() -> None:
    policy()
    case(team=team())
    fold(NOW)
    assert figures.within_sla(marks(), "respond").whole == 0
    nights.work(now=LATER)
    assert figures.within_sla(marks(), "respond") == Share(0, 1)
    nights.work(now=LATER)
    assert figures.within_sla(marks(), "respond") == Share(0, 1)


# --- Who came back ------------------------------------------------------------------------


def bought(who, days: float, amount: int = 5000) -> None:
    at = NOW + timedelta(days=days)
    make.purchase(make.line(amount), customer=who.pk, occurred_at=at, now=LATER)


def test_recovered_customers_and_the_revenue_kept() -> None:
    stays, leaves, late = make_customer(), make_customer(), make_customer()
    for who in (stays, leaves, late):
        end(case(customer=who))
    bought(stays, 30)
    bought(late, 95)
    bought(leaves, -3)
    fold()
    assert figures.recovered(marks()) == Share(1, 3)
    assert figures.revenue_kept(marks()) == 5000


def test_two_cases_of_a_customer_recover_them_once() -> None:
    who = make_customer()
    end(case(customer=who))
    end(case(customer=who, now=NOW + timedelta(days=10)))
    bought(who, 20)
    fold()
    assert figures.recovered(marks()) == Share(1, 1)
    assert figures.revenue_kept(marks()) == 5000


def test_a_purchase_that_is_told_late_is_found_by_the_night() -> None:
    who = make_customer()
    end(case(customer=who))
    nights.work(now=LATER)
    assert figures.recovered(marks()) == Share(0, 1)
    bought(who, 12)
    nights.work(now=LATER + timedelta(days=1))
    assert figures.recovered(marks()) == Share(1, 1)


def test_orders_are_counted_by_day_store_and_product() -> None:
    store("a")
    make.purchase(occurred_at=NOW, store="a", now=LATER)
    nights.work(now=LATER)
    make.purchase(occurred_at=NOW - timedelta(days=40), now=LATER)
    nights.work(now=LATER)
    assert sum(reading.orders(EVERYTHING, months()).values()) == 2


# --- Pure ---------------------------------------------------------------------------------


def test_percentiles_are_right_to_the_breadth_of_a_class() -> None:
    import math

    chance = Random(3)
    times = sorted(60 * math.exp(chance.gauss(4, 2)) for _n in range(999))
    buckets: dict[str, Mark] = {}
    for one in times:
        bucket = max(0, math.ceil(16 * math.log2(max(one, 1) / 60)))
        known = buckets.get(f"first.c:{bucket}", Mark())
        buckets[f"first.c:{bucket}"] = Mark(known.n + 1, 0)
    found = figures.percentiles(buckets, "first.c")
    assert found is not None
    for share, value in found.items():
        exact = times[-(-999 * share // 100) - 1]
        assert abs(value / exact - 1) <= 0.0221 or exact < 60


def test_nothing_is_no_percentile_and_no_share() -> None:
    assert figures.percentiles({}, "first.c") is None
    assert Share(0, 0).value is None
    assert Share(0, 0).interval is None
    assert figures.per_thousand(3, 0) is None
    assert figures.pareto({}) == []


def test_wilson_of_the_textbook() -> None:
    low, high = figures.wilson(8, 10)
    assert (round(low, 4), round(high, 4)) == (0.4902, 0.9433)
    assert figures.wilson(0, 10)[0] == 0.0


def test_pareto_adds_up() -> None:
    bars = figures.pareto({"a": 1, "b": 6, "c": 3, "d": 0})
    assert [(bar.key, bar.n) for bar in bars] == [("b", 6), ("c", 3), ("a", 1)]
    assert [round(bar.reached, 3) for bar in bars] == [0.6, 0.9, 1.0]


def test_speeds_are_compared_within_equal_severity() -> None:
    """Fast answers went to the light cases: by severity they are no better, and adjusted they are equal."""
    told = {
        "speed:1:1h": Mark(80, 64), "speed:1:more": Mark(20, 16), "speed:3:1h": Mark(20, 4),
        "speed:3:more": Mark(80, 16),
    }  # fmt: skip
    found = figures.by_speed(told)
    assert found[1]["1h"].value == found[1]["more"].value == 0.8
    assert figures.adjusted(found) == pytest.approx({"1h": 0.5, "more": 0.5})


def test_figures_of_a_product_come_from_its_cases() -> None:
    product = make.product()
    case(product=product)
    case()
    fold()
    part = Part("product", str(product.pk))
    assert figures.volume(marks(part)) == 1
    assert sum(figures.volume(one) for one in reading.trend(part, months(), confidential=True).values()) == 1
    assert CaseFigure.objects.get(product=product.pk).dims


def test_the_command_makes_all_anew(capsys) -> None:
    case()
    call_command("recount_complaints")
    assert json.loads(capsys.readouterr().out.splitlines()[-1]) == {"cases": 1}
    assert figures.volume(marks()) == 1

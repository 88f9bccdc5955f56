"""The sums of answers: latest per customer, late and moved answers, and always what the definition gives."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.management import call_command

from customers.merging import merge_customers
from customers.models import Customer, CustomerGroup
from surveys.figures import counting, reading, tallies
from surveys.figures.scopes import Days, Months, Scope, add_months
from surveys.figures.tallies import Tally
from surveys.models import FigureCell, FigureTouch, Relation, Response, ResponseFigure
from tests.customers.factories import make_user
from tests.loyalty.factories import member as customer
from tests.surveys.factories_figures import (
    MARCH,
    NOW,
    OLD_SCALE,
    SERIES,
    YEAR,
    answer,
    answers,
    at,
    cells,
    fold,
    make_version,
    scope_of,
    store,
    survey,
)

pytestmark = pytest.mark.django_db


def test_the_latest_answer_of_each_customer_counts_and_each_anonymous_one():
    asked, ada, ben = survey(), customer(), customer()
    answer(asked, 3, ada, at=at(1))
    answer(asked, 9, ada, at=at(3))
    answer(asked, 7, ben, at=at(2))
    answers(asked, {0: 2}, at=at(3))
    assert fold() == 5
    found = reading.tally(SERIES, YEAR)
    assert (found.n, found.high, found.middle, found.low) == (4, 1, 1, 2)
    # In a period that ends before they answered again the earlier one counts.
    winter = Months(date(2026, 1, 1), date(2026, 3, 1))
    assert (reading.tally(SERIES, winter).low, reading.tally(SERIES, winter).n) == (1, 2)


def test_two_answers_of_one_month_count_once():
    asked, ada = survey(), customer()
    answer(asked, 3, ada, at=at(3, 2))
    answer(asked, 9, ada, at=at(3, 5))
    fold()
    assert reading.tally(SERIES, MARCH) == Tally(1, 1.0, 0.0, 0.0, 1.0, 9.0, 81.0)


def test_the_month_begins_at_midnight_in_shanghai(settings):
    settings.BUSINESS_TIME_ZONE = "Asia/Shanghai"
    asked = survey()
    answer(asked, 9, at=datetime(2026, 2, 28, 15, 59, 59, tzinfo=UTC))
    answer(asked, 0, at=datetime(2026, 2, 28, 16, 0, tzinfo=UTC))
    fold()
    february = Months(date(2026, 2, 1), date(2026, 3, 1))
    assert reading.tally(SERIES, february).high == 1
    assert (reading.tally(SERIES, MARCH).low, reading.tally(SERIES, MARCH).n) == (1, 1)


def test_two_scales_and_two_relations_are_never_put_together():
    asked, ada = survey(), customer()
    answer(asked, 0, ada, at=at(3, 2))
    make_version(asked, OLD_SCALE, number=2)
    answer(asked, 10, ada, at=at(3, 3))
    moment = survey(kind="nps_moment", relation=Relation.MOMENT)
    answer(moment, 5, ada, at=at(3, 4))
    fold()
    older = Scope("nps", "1-10", "relational")
    assert [reading.tally(one, MARCH).n for one in (SERIES, older, Scope("nps", "0-10", "moment"))] == [1, 1, 1]
    assert reading.tally(SERIES, MARCH).low == reading.tally(older, MARCH).high == 1
    assert [(one.scale, reading.tally(one, MARCH).n) for one in _scopes(asked)] == [("1-10", 1), ("0-10", 1)]


def _scopes(asked):
    from surveys.figures import scopes

    return scopes.of_survey(asked)


def test_over_all_surveys_only_the_latest_of_a_customer_counts_and_in_each_its_own():
    one, two, ada = survey(), survey(), customer()
    answer(one, 2, ada, at=at(2))
    answer(two, 10, ada, at=at(3))
    fold()
    assert (reading.tally(SERIES, YEAR).n, reading.tally(SERIES, YEAR).high) == (1, 1)
    assert reading.tally(scope_of(one), YEAR).low == reading.tally(scope_of(two), YEAR).high == 1


def test_an_answer_that_comes_late_takes_its_place_between_the_others():
    asked, ada = survey(), customer()
    answer(asked, 9, ada, at=at(1))
    answer(asked, 8, ada, at=at(3))
    fold()
    answer(asked, 0, ada, origin="import", at=at(2))
    fold()
    months = {month: (found.high, found.middle, found.low) for month, found in reading.trend(SERIES, YEAR).items()}
    assert months == {date(2026, 1, 1): (1, 0, 0), date(2026, 2, 1): (0, 0, 1), date(2026, 3, 1): (0, 1, 0)}
    until_march = Months(date(2026, 1, 1), date(2026, 3, 1))
    assert reading.tally(SERIES, until_march).low == reading.tally(SERIES, until_march).n == 1
    _is_as_defined()


def test_no_answer_counts_in_nothing_and_a_second_fold_changes_nothing():
    form = OLD_SCALE | {"questions": [OLD_SCALE["questions"][0] | {"none": {"en": "I cannot say"}}]}
    asked = survey(form)
    answer(asked, None)
    answer(asked, 9)
    assert fold() == 2
    before = cells()
    assert (fold(), cells()) == (0, before)
    assert reading.tally(Scope("nps", "1-10", "relational"), MARCH).n == 1
    assert not Response.objects.filter(counted_at=None).exists()


def test_weights_give_a_weighted_score_with_its_effective_number():
    asked = survey()
    for score, weight in ((10, "3"), (8, "1"), (2, "0.5"), (2, "0.5")):
        answer(asked, score, weight=weight)
    fold()
    found = reading.tally(SERIES, MARCH)
    assert (found.n, found.high, found.middle, found.low) == (4, 3, 1, 1)
    # 100 × (3 − 1) ÷ 5, and (Σ w)² ÷ Σ w² = 25 ÷ 10.5
    assert tallies.score("nps", found).value == pytest.approx(40)
    assert found.effective == pytest.approx(25 / 10.5)


def test_test_and_staff_customers_are_left_out_and_come_back():
    asked, ada = survey(), customer()
    answer(asked, 9, ada)
    fold()
    _set_test(ada, is_test=True)
    assert FigureTouch.objects.count() == 1
    fold()
    assert (reading.tally(SERIES, MARCH).n, cells()) == (0, [])
    _set_test(ada, is_test=False)
    fold()
    assert reading.tally(SERIES, MARCH).n == 1
    _is_as_defined()


def _set_test(who: Customer, *, is_test: bool) -> None:
    Customer.objects.filter(pk=who.pk).update(is_test=is_test)


def test_two_records_that_become_one_count_once():
    asked, ada, twin = survey(), customer(), customer()
    answer(asked, 9, ada, at=at(1))
    answer(asked, 2, twin, at=at(2))
    fold()
    assert reading.tally(SERIES, YEAR).n == 2
    merge_customers(survivor=ada, duplicate=twin, reason="same", actor=make_user("owner"), now=NOW)
    fold()
    assert (reading.tally(SERIES, YEAR).n, reading.tally(SERIES, YEAR).low) == (1, 1)
    assert set(ResponseFigure.objects.values_list("customer", flat=True)) == {ada.pk}
    _is_as_defined()


def test_dimensions_stay_as_they_were_when_it_was_counted():
    asked, ada, circle = survey(), customer(), CustomerGroup.objects.create(name="Florists")
    ada.groups.add(circle)
    shop = store()
    answer(asked, 9, ada, at=at(1), about=_about(store=shop.pk))
    fold()
    ada.groups.clear()
    answer(asked, 9, ada, at=at(3))
    fold()
    winter = Months(date(2026, 1, 1), date(2026, 2, 1))
    assert [group.value for group in reading.breakdown(SERIES, winter, "group").groups] == [str(circle.pk)]
    assert [group.value for group in reading.breakdown(SERIES, winter, "store").groups] == [str(shop.pk)]
    assert reading.breakdown(SERIES, MARCH, "group").groups == []
    assert [group.value for group in reading.breakdown(SERIES, MARCH, "tier").groups] == ["0"]


def _about(**values):
    from surveys.answering.recording import About

    return About(**values)


def test_days_that_are_no_whole_months_are_counted_in_full():
    asked, ada = survey(), customer()
    answer(asked, 3, ada, at=at(3, 2))
    answer(asked, 9, ada, at=at(3, 20), now=at(3, 21))
    fold()
    assert reading.tally(SERIES, Days(date(2026, 3, 1), date(2026, 3, 10))).low == 1
    assert reading.tally(SERIES, Days(date(2026, 3, 1), date(2026, 3, 25))) == reading.tally(SERIES, MARCH)


def test_an_anonymous_survey_is_in_no_series():
    asked = survey(is_anonymous=True, min_group=3)
    answers(asked, {9: 3})
    fold()
    assert (reading.tally(SERIES, MARCH).n, reading.tally(scope_of(asked), MARCH).n) == (0, 3)


def test_figures_of_an_anonymous_survey_change_by_whole_groups():
    """Whoever looks before and after one has answered learns nothing."""
    asked = survey(is_anonymous=True, min_group=5)
    answers(asked, {9: 5})
    fold()
    before = told(asked)
    assert [one.n for one in before[:2]] == [5, 5]
    for day in range(4):
        answers(asked, {0: 1}, at=at(3, 3 + day))
        fold()
        assert told(asked) == before
    answers(asked, {0: 1}, at=at(3, 8))
    # One that is not counted yet leaves the figures as they were.
    assert told(asked) == before
    fold()
    assert (told(asked)[0].n, told(asked)[0].low, told(asked)[3]) == (10, 5, {0: 5, 9: 5})


def told(asked: Any) -> tuple[Any, ...]:
    scope = scope_of(asked)
    (group,) = reading.breakdown(scope, MARCH, "origin").groups
    (month,) = reading.trend(scope, MARCH).values()
    return reading.tally(scope, MARCH), month, group, reading.distribution(scope, MARCH)


def _is_as_defined() -> None:
    """The sums kept by what changed are those made anew, and what the definition gives for any months."""
    kept = cells()
    counting.recount(now=NOW)
    assert cells() == kept
    scopes = {Scope("nps", scale, relation) for scale in ("0-10", "1-10") for relation in ("relational", "moment")}
    first = date(2025, 1, 1)
    for scope in scopes:
        for begin in range(0, 15, 3):
            for length in (1, 3, 12):
                months = Months(add_months(first, begin), add_months(first, begin + length))
                for dimension in ("all", "store", "score", "origin"):
                    assert reading.from_sums(scope, months, dimension) == reading.in_full(scope, months, dimension)


def test_the_command_counts_everything_anew(capsys):
    answers(survey(), {9: 2, 0: 1})
    fold()
    before = cells()
    FigureCell.objects.all().delete()
    call_command("recount_surveys")
    assert cells() == before
    assert '"answers": 3' in capsys.readouterr().out


@pytest.mark.parametrize("seed", range(4))
def test_whatever_comes_in_whatever_order_the_sums_are_those_of_the_definition(seed: int):
    """Answers back-dated and not, in batches of any size, while people are merged and turn out to be tests."""
    chance = random.Random(seed)
    asked = [survey(), survey(), survey(kind="nps_moment", relation=Relation.MOMENT), survey(OLD_SCALE)]
    people: list[Customer] = [customer() for _ in range(8)]
    shops, boss = [store(), store()], make_user("owner")
    for _ in range(60):
        who = chance.choice([None, *people])
        answer(
            chance.choice(asked), chance.randint(1, 10), who,
            at=datetime(2025, 1, 1, tzinfo=UTC) + timedelta(hours=chance.randrange(430 * 24)),
            about=_about(store=chance.choice(shops).pk), origin=chance.choice(["api", "import", "staff"]),
        )  # fmt: skip
        if chance.random() < 0.3:
            counting.fold(now=NOW, limit=chance.randint(1, 9))
        if chance.random() < 0.05 and len(people) > 3:
            twin = people.pop()
            merge_customers(survivor=people[0], duplicate=twin, reason="same", actor=boss, now=NOW)
        if chance.random() < 0.05:
            _set_test(chance.choice(people), is_test=chance.random() < 0.5)
    fold()
    _is_as_defined()
    _is_what_python_counts()


def _is_what_python_counts() -> None:
    """The definition once more, in Python over the answers themselves."""
    survivors = dict(Customer.objects.values_list("pk", "merged_into"))
    left_out = set(Customer.objects.filter(is_test=True).values_list("pk", flat=True))
    rows = Response.objects.select_related("survey").order_by("finished_at", "pk")
    for months in (Months(date(2025, 1, 1), date(2026, 4, 1)), Months(date(2025, 5, 1), date(2025, 8, 1))):
        latest: dict = {}
        for row in rows:
            who = (survivors.get(row.customer_id) or row.customer_id) if row.customer_id else f"answer {row.pk}"
            within = months.first <= row.finished_on < months.end
            if within and who not in left_out:
                latest[row.scale, row.survey.relation, who] = row.outcome
        for scale, relation in {(scale, relation) for scale, relation, _who in latest}:
            outcomes = [found for (*key, _who), found in latest.items() if key == [scale, relation]]
            found = reading.tally(Scope("nps", scale, relation), months)
            assert (found.n, found.high, found.low) == (len(outcomes), outcomes.count("high"), outcomes.count("low"))


def test_reading_asks_for_sums_and_not_for_answers(django_assert_num_queries):
    answers(survey(), {9: 3})
    fold()
    with django_assert_num_queries(1):
        reading.from_sums(SERIES, MARCH)

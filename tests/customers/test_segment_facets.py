"""Facets: each compiles with all its operators, over everybody and over a few; and what those of customers mean."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from customers import services
from customers.models import Customer, CustomerSettings, CustomField, Membership, Topic
from customers.segments import compiling, facets, refreshing, rules
from customers.segments.facets import Facet
from customers.segments.kinds import BARE, OPERATORS, Kind
from customers.segments.words import Wording
from tests.customers.factories import NOW, make_customer, make_group, make_member, make_tag, make_topic, make_user
from tests.customers.pages import full_customer
from tests.customers.segmenting import condition, fits, make_segment, members

pytestmark = pytest.mark.django_db
OPPOSITES = {
    "eq": "ne", "is": "is_not", "in": "not_in", "yes": "no", "has": "has_not", "empty": "filled",
}  # fmt: skip


def sample(facet: Facet, op: str) -> Any:
    """A value that this operator of the facet takes."""
    if op in BARE:
        return None
    if facet.kind is Kind.EVENT:
        of = {one.name: [str(one.choices()[0][0])] if one.choices and one.choices() else ["1"] for one in facet.of}
        return {"times": 2, "days": 30, "of": of} if of else {"times": 2, "days": 30}
    if facet.kind is Kind.CHOICE:
        return [str(value) for value, _label in (facet.choices() if facet.choices else ())][:3] or ["1"]
    if op in {"last_days", "next_days", "days_ago"}:
        return 30
    one: Any = {Kind.TEXT: "a%_'\\", Kind.DATE: "2026-03-01"}.get(facet.kind, 3)
    return [one, one] if op in {"between", "within"} else one


def found(rule: Any, ids: list[int] | None = None) -> set[int]:
    catalogue = facets.catalogue()
    sql, parameters = compiling.select(rules.parse(rule, catalogue), catalogue, now=NOW, ids=ids)
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        rows = [row[0] for row in cursor.fetchall()]
    assert len(rows) == len(set(rows))
    return set(rows)


def every() -> Iterator[tuple[Facet, str]]:
    for facet in facets.catalogue().values():
        for op in OPERATORS[facet.kind]:
            yield facet, op


def test_every_facet_with_every_operator() -> None:
    """Over a few customers it says what it says over all; an operator and its opposite share everybody out."""
    for kind in CustomField.Kind:
        CustomField.objects.create(code=f"own-{kind}", label=kind, kind=kind, choices=["a", "b"])
    made = [full_customer(make_user("owner")), make_customer(), make_member(email="b@example.com")]
    everybody = {one.pk for one in made} | found(condition("name", "filled"))
    few = sorted(everybody)[:2]
    for facet, op in every():
        rule = condition(facet.code, op, sample(facet, op))
        fitting = found(rule)
        assert fitting <= everybody, rule
        assert found(rule, few) == fitting & set(few), rule
        assert found({"not": rule}) == everybody - fitting, rule
        if op in OPPOSITES:
            assert found(rule | {"op": OPPOSITES[op]}) == everybody - fitting, rule


def test_every_facet_has_words() -> None:
    catalogue = facets.catalogue()
    wording = Wording(catalogue)
    for facet, op in every():
        read = rules.parse(condition(facet.code, op, sample(facet, op)), catalogue)
        assert isinstance(read, rules.Condition)
        assert str(facet.label) in wording.leaf(read)


def test_the_statement_is_one_with_parameters() -> None:
    told = "x'; DROP TABLE customers_customer; --%(a)s"
    catalogue = facets.catalogue()
    tree = rules.parse(condition("name", "contains", told), catalogue)
    sql, parameters = compiling.select(tree, catalogue, now=NOW)
    assert "DROP" not in sql
    assert told in parameters.values()
    assert fits(condition("name", "contains", told)) == []


def test_consents_hold_for_the_present_address() -> None:
    ada, bo = make_customer(email="ada@example.com"), make_customer(email="bo@example.com")
    for who in (ada, bo):
        services.set_consent(
            customer=who, channel="email", purpose="marketing", state="granted", source="x", actor=None, now=NOW
        )
    services.update_customer(
        customer=bo, data={"email": "other@example.com"}, expected_version=Customer.objects.get(pk=bo.pk).version,
        actor=None, now=NOW,
    )  # fmt: skip
    rule = condition("consents", "in", ["email-marketing"])
    assert fits(rule, ada, bo) == [True, False]
    assert fits(rule | {"op": "not_in"}, ada, bo) == [False, True]
    consenting = set(Customer.objects.consenting("email", "marketing").values_list("pk", flat=True))
    assert consenting == {ada.pk}


def test_interests_of_topics_below() -> None:
    drinks = make_topic("Drinks")
    tea = Topic.objects.create(name="Tea", code="tea", parent=drinks)
    ada, bo = make_customer(), make_customer()
    services.set_interests(customer=ada, topics=[tea], actor=None, now=NOW)
    assert fits(condition("interests_declared", "in", [drinks.code]), ada, bo) == [True, False]
    assert fits(condition("interests_derived", "in", [drinks.code]), ada, bo) == [False, False]
    assert fits(condition("interests_declared", "empty"), ada, bo) == [False, True]


def test_groups_tags_and_staff() -> None:
    florists, vip, colleague = make_group(), make_tag(), make_user()
    ada, bo = make_customer(assigned_to=colleague), make_customer()
    services.set_groups(customer=ada, groups=[florists], actor=None, now=NOW)
    services.set_tags(customer=bo, tags=[vip, make_tag()], actor=None, now=NOW)
    assert fits(condition("groups", "in", [str(florists.pk)]), ada, bo) == [True, False]
    assert fits(condition("tags", "not_in", [str(vip.pk)]), ada, bo) == [True, False]
    assert fits(condition("assigned_to", "in", [str(colleague.pk)]), ada, bo) == [True, False]
    assert fits(condition("assigned_to", "empty"), ada, bo) == [False, True]


def test_own_fields() -> None:
    for kind in CustomField.Kind:
        CustomField.objects.create(code=kind.value, label=kind.value, kind=kind, choices=["Red", "Blue"])
    told = {"text": "Big Dog", "number": 7.5, "date": "2026-03-01", "boolean": True, "choice": "Red"}
    ada, bo = make_customer(custom=told), make_customer()
    for rule in (
        condition("custom.text", "contains", "dog"),
        condition("custom.number", "between", [7, 8]),
        condition("custom.date", "last_days", 30),
        condition("custom.boolean", "yes"),
        condition("custom.choice", "in", ["Red", "Blue"]),
    ):
        assert fits(rule, ada, bo) == [True, False], rule


def test_follow_ups_and_holds_end() -> None:
    ada, staff = make_customer(), make_user()
    task = services.add_follow_up(customer=ada, subject="Call", due_on=NOW.date(), assignee=staff, actor=staff, now=NOW)
    services.place_hold(customer=ada, kind="x", reason="x", actor=staff, now=NOW, until=NOW + timedelta(days=1))
    assert fits(condition("open_follow_up", "yes"), ada) == [True]
    assert fits(condition("held", "yes"), ada) == [True]
    services.finish_follow_up(follow_up=task, outcome="done", actor=staff, now=NOW)
    assert fits(condition("open_follow_up", "yes"), ada) == [False]
    assert fits(condition("held", "yes"), ada, now=NOW + timedelta(days=1)) == [False]


def test_the_leap_day_rule_is_the_shop_s() -> None:
    flo = make_customer(birth_month=2, birth_day=29)
    first_of_march = NOW.replace(month=3, day=1)
    rule = condition("birthday", "within", [0, 0])
    assert fits(rule, flo, now=first_of_march) == [False]
    CustomerSettings.objects.create(pk=1, leap_day_rule="mar1")
    assert fits(rule, flo, now=first_of_march) == [True]


def joined(day: str, state: str = "active") -> Customer:
    who = make_member()
    Membership.objects.filter(pk=who.pk).update(enrolled_at=f"{day}T12:00Z", state=state)
    return who


def test_anniversaries_of_joining() -> None:
    """NOW is 10 March 2026."""
    today, tomorrow, over = joined("2024-03-10"), joined("2025-03-11"), joined("2025-03-09")
    new, left, guest = joined("2026-03-10"), joined("2024-03-10", "left"), make_customer()
    everybody = (today, tomorrow, over, new, left, guest)
    for period, who in (
        ([0, 0], [today]), ([1, 1], [tomorrow]), ([0, 1], [today, tomorrow]), ([0, 363], [today, tomorrow]),
        ([0, 364], [today, tomorrow, over]), ([365, 365], [today, new]), ([0, 366], [today, tomorrow, over, new]),
    ):  # fmt: skip
        expected = [one in who for one in everybody]
        assert fits(condition("anniversary", "within", period), *everybody) == expected, period
    assert fits(condition("anniversary", "filled"), *everybody) == [True, True, True, True, False, False]
    assert fits(condition("anniversary", "empty"), *everybody) == [False, False, False, False, True, True]


def test_an_anniversary_at_the_end_of_the_year_and_of_february() -> None:
    winter, leap = joined("2025-01-02"), joined("2024-02-29")
    new_year_s_eve = NOW.replace(month=12, day=31)
    assert fits(condition("anniversary", "within", [0, 2]), winter, now=new_year_s_eve) == [True]
    assert fits(condition("anniversary", "within", [0, 1]), winter, now=new_year_s_eve) == [False]
    rule = condition("anniversary", "within", [0, 0])
    last_of_february, first_of_march = NOW.replace(month=2, day=28), NOW.replace(month=3, day=1)
    assert [fits(rule, leap, now=day) for day in (last_of_february, first_of_march)] == [[True], [False]]
    CustomerSettings.objects.create(pk=1, leap_day_rule="mar1")
    assert [fits(rule, leap, now=day) for day in (last_of_february, first_of_march)] == [[False], [True]]


def test_who_joins_is_looked_at_again() -> None:
    who = make_customer()
    segment = make_segment(condition("anniversary", "filled"))
    services.enrol(customer=who, terms_version="1", where="", actor=None, now=NOW)
    assert refreshing.refresh(now=NOW).touched == 1
    assert members(segment) == {who.pk}

"""When somebody was a member: kept beside every way to write a membership, and read by one definition."""

from __future__ import annotations

import importlib
import random
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F

from core.errors import Conflict
from core.models import User
from customers import membership, merging, services
from customers.models import Customer, Membership, MembershipSpan
from tests.customers.factories import NOW, make_customer, make_member

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
FILL = importlib.import_module("customers.migrations.0012_times_as_a_member").FILL
Times = list[tuple[float, float | None]]


def day(number: float) -> datetime:
    return NOW + number * DAY


def number(at: datetime | None) -> float | None:
    return None if at is None else (at - NOW) / DAY


def times(customer: Customer) -> Times:
    """In days since NOW."""
    rows = MembershipSpan.objects.filter(customer=customer).order_by("began_at", "pk")
    return [((row.began_at - NOW) / DAY, number(row.ended_at)) for row in rows]


def leave(customer: Customer, on: float) -> None:
    services.leave(customer=customer, reason="wish", actor=None, now=day(on))


def enrol(customer: Customer, on: float) -> None:
    services.enrol(customer=customer, terms_version="1", where="shop", actor=None, now=day(on))


def answers(condition: Callable[[str, str], str], customer: Customer, *days: float) -> list[bool]:
    with connection.cursor() as cursor:
        found = []
        for on in days:
            cursor.execute(f"SELECT {condition('%(id)s', '%(at)s')}", {"id": customer.pk, "at": day(on)})
            found.append(bool(cursor.fetchone()[0]))
    return found


class TestKept:
    def test_from_enrolling_until_leaving_and_again(self) -> None:
        who = make_member()
        assert times(who) == [(0, None)]
        services.suspend(customer=who, reason="Abuse", actor=None, now=day(1))
        services.reinstate(customer=who, actor=None, now=day(2))
        assert times(who) == [(0, None)]
        leave(who, 3)
        assert times(who) == [(0, 3)]
        enrol(who, 5)
        assert times(who) == [(0, 3), (5, None)]
        services.suspend(customer=who, reason="Abuse", actor=None, now=day(6))
        leave(who, 7)
        assert times(who) == [(0, 3), (5, 7)]

    def test_many_at_once(self, django_assert_num_queries: Any) -> None:
        people = [make_customer() for _ in range(3)]
        with django_assert_num_queries(7):  # as before: the database writes the times with the memberships
            services.enrol_many([who.pk for who in people], terms_version="1", where="import", at=day(1))
        assert [times(who) for who in people] == [[(1, None)]] * 3

    def test_at_one_moment_and_with_clocks_that_differ(self) -> None:
        who = make_member()
        leave(who, 0)
        enrol(who, 0)
        assert times(who) == [(0, 0), (0, None)]
        leave(who, 2)
        enrol(who, 1.5)  # another machine's clock is behind
        assert times(who) == [(0, 0), (0, 2), (2, None)]
        leave(who, 1)
        assert times(who)[-1] == (2, 2)

    def test_rows_written_past_the_services(self) -> None:
        who = make_customer()
        told = {"terms_version": "1", "enrolled_at": day(-9), "state_since": day(-4)}
        Membership.objects.create(customer=who, state="left", **told)
        assert times(who) == [(-9, -4)]
        Membership.objects.filter(pk=who.pk).update(state="active")
        assert times(who) == [(-9, -4), (-4, None)]
        Membership.objects.filter(pk=who.pk).delete()
        assert times(who) == []


class TestCorrected:
    """A file told another day of enrolling."""

    def correct(self, who: Customer, on: float) -> None:
        Membership.objects.filter(pk=who.pk).update(enrolled_at=day(on))

    def test_earlier_and_later(self) -> None:
        who = make_member()
        self.correct(who, -30)
        assert times(who) == [(-30, None)]
        self.correct(who, -2)
        assert times(who) == [(-2, None)]

    def test_never_into_another_time(self) -> None:
        who = make_member()
        leave(who, 3)
        self.correct(who, 9)  # after leaving: a member for no time
        assert times(who) == [(3, 3)]
        enrol(who, 10)
        self.correct(who, 1)  # before they had left
        assert times(who) == [(3, 3), (3, None)]

    def test_of_all_members_at_once(self) -> None:
        """One statement, as an import corrects them."""
        people = [make_member() for _ in range(3)]
        Membership.objects.update(enrolled_at=F("enrolled_at") - DAY)
        assert [times(who) for who in people] == [[(-1, None)]] * 3


class TestMerged:
    @pytest.mark.parametrize(
        ("ours", "theirs", "expected"),
        [
            ([(0, None)], [], [(0, None)]),
            ([], [(0, None)], [(0, None)]),
            ([], [(0, 3), (5, None)], [(0, 3), (5, None)]),
            ([(0, 3)], [(5, None)], [(0, 3), (5, None)]),
            ([(5, None)], [(0, 3)], [(0, 3), (5, None)]),
            ([(0, 3)], [(2, 4)], [(0, 4)]),
            ([(0, 3)], [(3, None)], [(0, None)]),
            ([(0, 2), (5, None)], [(1, 6)], [(0, None)]),
            ([(2, 2)], [], [(2, 2)]),
            ([(2, 4)], [(1, 1), (6, 7)], [(1, 1), (2, 4), (6, 7)]),
        ],
    )
    def test_the_times_of_both(self, user: User, ours: Times, theirs: Times, expected: Times) -> None:
        one, two = make_customer(), make_customer()
        for who, wanted in ((one, ours), (two, theirs)):
            for begin, end in wanted:
                enrol(who, begin)
                if end is not None:
                    leave(who, end)
        merging.merge_customers(survivor=one, duplicate=two, reason="same", actor=user, now=day(8))
        assert (times(one), times(two)) == (expected, [])
        is_member = expected[-1][1] is None
        assert Membership.objects.exclude(state="left").filter(pk=one.pk).exists() == is_member
        _fill()
        assert times(one) == expected

    def test_they_can_leave_and_come_back_after_it(self, user: User) -> None:
        one, two = make_member(), make_member()
        merging.merge_customers(survivor=one, duplicate=two, reason="same", actor=user, now=day(1))
        leave(one, 2)
        enrol(one, 4)
        assert times(one) == [(0, 2), (4, None)]


def _fill() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM customers_membershipspan")
        cursor.execute(FILL)


class TestFilledFromTheTrail:
    """What a database that is older than the table gets is what it would have kept."""

    def kept(self) -> list[Any]:
        rows = MembershipSpan.objects.order_by("customer", "began_at", "ended_at")
        return list(rows.values_list("customer", "began_at", "ended_at"))

    @pytest.mark.parametrize("seed", range(6))
    def test_whatever_happened(self, user: User, seed: int) -> None:
        chance, people = random.Random(seed), [make_customer() for _ in range(8)]
        acts: list[Callable[[Customer, float], Any]] = [
            enrol,
            leave,
            lambda who, on: services.suspend(customer=who, reason="x", actor=None, now=day(on)),
            lambda who, on: services.reinstate(customer=who, actor=None, now=day(on)),
            lambda who, on: merging.merge_customers(
                survivor=who, duplicate=chance.choice(people), reason="x", actor=user, now=day(on)
            ),
        ]
        for on in range(120):
            who = chance.choice(people)
            try:
                chance.choices(acts, weights=(4, 3, 2, 2, 0.3))[0](who, on)
            except Conflict:
                continue
            except Exception as error:
                if getattr(error, "code", "") != "merge_same":
                    raise
        before = self.kept()
        assert len(before) > 2
        _fill()
        assert self.kept() == before

    def test_an_imported_day_and_memberships_without_a_trail(self) -> None:
        imported, plain, gone = (make_customer() for _ in range(3))
        enrol(imported, 0)
        Membership.objects.filter(pk=imported.pk).update(enrolled_at=day(-100))
        for who, state in ((plain, "active"), (gone, "left")):
            Membership.objects.create(
                customer=who, state=state, terms_version="1", enrolled_at=day(-5), state_since=day(-2)
            )
        before = self.kept()
        assert [times(who) for who in (imported, plain, gone)] == [[(-100, None)], [(-5, None)], [(-5, -2)]]
        _fill()
        assert self.kept() == before

    def test_the_membership_has_the_last_word(self) -> None:
        """A trail that breaks off, as of a table that was changed by hand."""
        left, here = make_member(), make_member()
        leave(here, 2)
        Membership.objects.filter(pk=left.pk).update(state="left", state_since=day(3))
        Membership.objects.filter(pk=here.pk).update(state="active")
        _fill()
        assert (times(left), times(here)) == ([(0, 3)], [(0, 2), (2, None)])


class TestRefused:
    @pytest.mark.parametrize("is_open_first", [True, False])
    def test_an_ended_time_that_overlaps_the_open_one(self, *, is_open_first: bool) -> None:
        who = make_customer()
        both = [(day(2), None), (day(1), day(3))]
        first, second = both if is_open_first else reversed(both)
        MembershipSpan.objects.create(customer=who, began_at=first[0], ended_at=first[1])
        with pytest.raises(IntegrityError, match="overlap"), transaction.atomic():
            MembershipSpan.objects.create(customer=who, began_at=second[0], ended_at=second[1])
        MembershipSpan.objects.create(customer=make_customer(), began_at=second[0], ended_at=second[1])

    def test_an_open_time_that_is_moved_into_an_ended_one(self) -> None:
        who = make_member()
        leave(who, 2)
        enrol(who, 4)
        with pytest.raises(IntegrityError, match="overlap"), transaction.atomic():
            MembershipSpan.objects.filter(customer=who, ended_at=None).update(began_at=day(1))


class TestAsked:
    def test_the_definition(self) -> None:
        who = make_member()
        leave(who, 2)
        enrol(who, 4)
        days = (-1, 0, 1, 2, 3, 4, 5)
        assert answers(membership.member_at, who, *days) == [False, True, True, False, False, True, True]
        assert answers(membership.member_until, who, *days) == [False, False, True, True, False, False, True]
        assert answers(membership.member_at, make_customer(), 1) == [False]

    def test_since_when_somebody_had_ever_enrolled(self) -> None:
        one, two = make_member(), make_member()
        leave(one, 0)
        enrol(one, 0)
        leave(one, 2)
        enrol(one, 4)
        with connection.cursor() as cursor:
            cursor.execute(membership.FIRST)
            assert sorted(cursor.fetchall()) == [(one.pk, NOW), (two.pk, NOW)]

    def test_only_who_left_is_none(self) -> None:
        who = make_member()
        services.suspend(customer=who, reason="x", actor=None, now=day(1))
        assert answers(membership.member_at, who, 2) == [True]

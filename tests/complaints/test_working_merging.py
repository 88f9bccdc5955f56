"""Two cases of one matter, many at once, who is away, and what the customer's timeline tells."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from complaints import families
from complaints.doors import tracking
from complaints.models import Absence, Case, CaseEvent, TeamMember
from complaints.moving import transition
from complaints.saying import say
from complaints.working import absences, bulk, mentioning, merging, services, suggesting
from core.errors import Conflict
from customers.models import TimelineEntry
from tests.complaints.factories import NOW, at, boss, case, category, policy, team
from tests.complaints.test_working import LATER, agent, merged, refused, reply
from tests.customers.factories import make_user
from tests.loyalty.factories import member
from tests.sales.factories import product

pytestmark = pytest.mark.django_db


# --- Merging ------------------------------------------------------------------------------


def test_the_survivor_counts_from_the_earlier_time() -> None:
    policy()
    group = team()
    late, early = case(team=group, now=at("2026-09-28 11:00")), case(team=group)
    late = merged(late, early)
    assert late.received_at == NOW
    assert late.clocks.get(kind="resolve").due_at == at("2026-09-28 17:00")
    early.refresh_from_db()
    assert (early.state, early.merged_into) == ("merged", late)
    assert not early.clocks.filter(stopped_at=None).exists()
    assert merged(late, early).pk == late.pk
    assert CaseEvent.objects.filter(case=late, verb="case.took_in").count() == 1


def test_what_the_other_was_answered_is_answered() -> None:
    policy()
    group = team()
    one, other = case(team=group), case(team=group, contact_email="ada@example.com", is_safety=True)
    reply(other)
    one = merged(one, other)
    assert (one.responded_at, one.contact_email, one.priority) == (LATER, "ada@example.com", 99)
    assert one.clocks.get(kind="respond").stopped_at == LATER
    say(case=other, direction="in", means="page", text="More", author=None, now=LATER)
    assert one.messages.filter(text="More").exists()
    assert set(families.of(one)) == {one.pk, other.pk}


def test_what_it_takes_over_makes_its_promise_hold_and_its_words_wait() -> None:
    goods, wide = category(severity=1), policy(place=2)
    narrow = policy(place=1)
    narrow.categories.add(goods)
    one, other = case(team=team()), case(team=team(), category=goods)
    assert one.policy == wide
    reply(other)
    say(case=other, direction="in", means="page", text="More", author=None, now=LATER)
    one = merged(one, other)
    assert (one.policy, one.clocks.filter(kind="next", stopped_at=None).count()) == (narrow, 1)


def test_the_customer_and_who_was_called_find_what_went_into_it() -> None:
    who, colleague = member(), agent("Anna")
    one, other, strange = case(customer=who), case(customer=who, text="It leaks"), case()
    say(case=other, direction="in", means="page", text="More", author=None, now=NOW)
    say(case=strange, direction="in", means="page", text="Theirs", author=None, now=NOW)
    services.note(case=other, text="@Anna look", actor=boss(), now=NOW)
    one = merged(merged(one, other), strange)
    assert [row.text for row in tracking.conversation(one)] == ["More"]
    assert [row.text for row in tracking.merged(one)] == ["It leaks"]
    assert mentioning.looked_at(colleague, one, now=LATER) == 1
    assert not mentioning.unseen(colleague).exists()


def test_what_is_not_merged() -> None:
    one, other = case(customer=member()), case(customer=member())
    refused(lambda: merged(one, other), "merge_others")
    refused(lambda: merged(one, one), "merge_itself")
    refused(lambda: merged(one, case(), make_user("cashier")), "forbidden")
    refused(lambda: merged(one, case(is_confidential=True), agent()), "case_unknown")
    ended = transition(case=case(), to="spam", actor=boss(), now=NOW)
    refused(lambda: merged(ended, case()), "merge_ended")
    refused(lambda: merged(case(), ended), "case_way")


@pytest.mark.django_db(transaction=True)
def test_each_into_the_other_at_once_goes_one_way() -> None:
    one, other, who = case(), case(), boss()

    def join(pair: tuple[Case, Case]) -> str:
        try:
            return merging.merge(survivor=pair[0], merged=pair[1], actor=who, now=NOW).number
        except Conflict as error:
            return error.code
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(join, [(one, other), (other, one)] * 2))
    assert Case.objects.filter(state="merged").count() == 1
    assert "merge_ended" in found
    assert CaseEvent.objects.filter(verb="case.took_in").count() == 1


def test_likely_the_same_matter() -> None:
    who = member()
    row = case(customer=who, contact_email="ada@example.com")
    near = case(customer=who, now=NOW + timedelta(days=1))
    unnamed = case(contact_email="ada@example.com")
    case(customer=member(), contact_email="ada@example.com")
    case(customer=who, now=NOW + timedelta(days=40))
    case()
    merged(case(customer=who), case(customer=who))
    found = suggesting.duplicates(row, boss())
    assert {near, unnamed} <= set(found)
    assert len(found) == 3
    assert suggesting.duplicates(case(), boss()) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"contact_email": "Ada@Example.com"}, {"contact_email": "ada@example.com"}),
        ({"contact_phone": "138 0000 0001"}, {"contact_phone": "+86-138-0000-0001"}),
        ({"lot": "H2-2026-07"}, {"lot": "h2 202607"}),
    ],
)
def test_the_same_address_phone_or_lot_however_it_is_written(
    one: dict[str, str], other: dict[str, str], settings: Any
) -> None:
    settings.COUNTRY = "CN"
    goods = product() if "lot" in one else None
    row, same = case(product=goods, **one), case(product=goods, **other)
    case(product=goods)
    case(contact_phone="1", lot="7", product=product())
    assert suggesting.duplicates(row, boss()) == [same]


# --- Spam and back ------------------------------------------------------------------------


def test_spam_comes_back_by_whoever_may() -> None:
    row = transition(case=case(), to="spam", actor=agent(), now=NOW)
    assert transition(case=row, to="open", actor=agent(), now=NOW).state == "open"


# --- Many at once -------------------------------------------------------------------------


def test_nobody_takes_many_from_a_colleague() -> None:
    free, theirs, one, other = case(), case(), agent(), agent()
    services.take(case=theirs, actor=one, now=NOW)
    done = bulk.take([free.pk, theirs.pk], actor=other, now=NOW)
    assert (done.count, [number for number, _reason in done.refused]) == (1, [theirs.number])
    theirs.refresh_from_db()
    assert theirs.assignee == one


def test_many_at_once_and_what_was_refused() -> None:
    rows = [case(), case(), transition(case=case(), to="resolved", actor=boss(), now=NOW, facts={"outcome": "partly"})]
    hidden = case(is_confidential=True)
    keys = [row.pk for row in (*rows, hidden)]
    done = bulk.move(keys, "waiting_others", actor=agent(), now=NOW)
    assert (done.count, [number for number, _reason in done.refused]) == (2, [rows[2].number])
    goods = category()
    assert bulk.change(keys, "category", goods, actor=boss(), now=NOW).count == 4
    assert Case.objects.filter(category=goods).count() == 4
    assert bulk.assign(keys, boss(), actor=boss(), now=NOW).count == 4


# --- Away ---------------------------------------------------------------------------------


def test_nobody_is_away_twice_on_a_day() -> None:
    one, day = agent(), NOW.date()
    for who in (one, agent()):
        Absence.objects.create(user=who, first_day=day, last_day=day)
    with pytest.raises(IntegrityError, match="complaint_absence_once"), transaction.atomic():
        Absence.objects.create(user=one, first_day=day - timedelta(days=3), last_day=day)
    Absence.objects.create(user=one, first_day=day + timedelta(days=1), last_day=day + timedelta(days=1))


def test_who_is_away_is_noted_once() -> None:
    one, other, day = agent(), agent(), NOW.date()
    told: dict[str, Any] = {"first_day": day, "last_day": day + timedelta(days=3), "deputy": None}
    absences.note(user=one, actor=one, **told)
    refused(lambda: absences.note(user=one, actor=one, **told), "absence_overlaps")
    refused(lambda: absences.note(user=other, actor=one, **told), "forbidden")
    refused(lambda: absences.note(user=other, actor=boss(), **told | {"deputy": other}), "deputy_self")
    refused(lambda: absences.note(user=other, actor=boss(), **told | {"first_day": NOW.date() + timedelta(9)}),
            "days_reversed")  # fmt: skip
    row = absences.note(user=other, actor=boss(), **told | {"deputy": one})
    refused(lambda: absences.end(absence=row, actor=one, now=NOW), "forbidden")
    absences.end(absence=row, actor=other, now=NOW + timedelta(days=2))
    assert Absence.objects.get(pk=row.pk).last_day == day + timedelta(days=1)
    absences.end(absence=Absence.objects.get(user=one), actor=one, now=NOW)
    assert not Absence.objects.filter(user=one).exists()


def test_new_cases_come_to_nobody_who_is_away() -> None:
    one, group = agent(), team()
    TeamMember.objects.create(team=group, user=one)
    assert case(team=group).assignee == one
    absences.note(user=one, first_day=NOW.date(), last_day=NOW.date(), deputy=None, actor=one)
    assert case(team=group).assignee is None


# --- The timeline -------------------------------------------------------------------------


def test_the_customers_timeline_tells_it_shortly() -> None:
    who = member()
    row = case(customer=who)
    reply(row)
    services.note(case=row, text="An aside", actor=boss(), now=LATER)
    services.assign(case=row, user=agent("Anna"), actor=boss(), now=LATER)
    found = TimelineEntry.objects.filter(customer=who, verb__startswith="case.").order_by("pk")
    assert [one.verb for one in found] == ["case.received", "case.said_out", "case.state", "case.assigned"]
    assert found[0].data == {"number": row.number, "door": "phone"}
    case(customer=who, is_confidential=True)
    assert found.count() == 4

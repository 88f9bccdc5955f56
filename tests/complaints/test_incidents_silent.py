"""Who is unhappy without saying so: each sign, its border, and that only what differs is written."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from complaints.incidents import silent
from complaints.models import ComplaintSettings, SilentCustomer, UnhappyFlag
from complaints.moving import transition
from core import clock, integrations
from core.errors import DomainError
from customers import erasing, merging
from customers.models import Customer, FollowUp
from sales.models import Purchase
from surveys.loop import handling
from surveys.models import Loop
from tests.api.client import ApiClient
from tests.complaints.factories import boss, case
from tests.customers.factories import make_tag, make_user
from tests.sales.factories import customer, give_back, purchase
from tests.surveys.factories import answer, survey

pytestmark = pytest.mark.django_db
NOW = clock.now().replace(microsecond=0)
DAY = timedelta(days=1)


def signs(who: Customer) -> list[str]:
    row = SilentCustomer.objects.filter(customer=who).first()
    return [sign["code"] for sign in row.reasons] if row else []


def look(now: datetime = NOW) -> int:
    return silent.refresh(now=now)


def listed(now: datetime = NOW) -> list[Customer]:
    return [row.customer for row in silent.listed(boss(), now=now)]


def late_order(days: int = 60, late: timedelta = DAY, **values: Any) -> Customer:
    """Bought so many days ago, and came so much later than promised."""
    who = values.pop("who", None) or customer()
    at = NOW - days * DAY
    bought = purchase(customer=who.pk, occurred_at=at)
    Purchase.objects.filter(pk=bought.pk).update(**{"promised_at": at + DAY, "fulfilled_at": at + DAY + late} | values)
    return who


# --- Signs --------------------------------------------------------------------------------------


def test_stayed_away_after_a_late_delivery() -> None:
    late, punctual, soon, back = late_order(), late_order(late=-DAY), late_order(days=20), late_order()
    never = late_order(fulfilled_at=None, state="open")
    purchase(customer=back.pk, occurred_at=NOW - 5 * DAY)
    look()
    assert {who.pk: signs(who) for who in (late, punctual, soon, back, never)} == {
        late.pk: ["late"], punctual.pk: [], soon.pk: [], back.pk: [], never.pk: ["late"],
    }  # fmt: skip


@pytest.mark.parametrize(("count", "found"), [(2, []), (3, ["returns"])])
def test_several_returns(count: int, found: list[str]) -> None:
    who = customer()
    for _n in range(count):
        give_back(purchase(customer=who.pk, occurred_at=NOW - 2 * DAY))
    look()
    assert signs(who) == found


def test_a_low_score_that_nobody_dealt_with() -> None:
    who, cared = customer(), customer()
    for one in (who, cared):
        answer(survey(), 2, one, now=NOW - 10 * DAY)
    handling.handle_due(now=NOW - 10 * DAY)
    Loop.objects.filter(customer=cared).update(closed_at=NOW, outcome="solved")
    look(NOW - 9 * DAY)
    assert signs(who) == []
    look()
    assert (signs(who), signs(cared)) == (["score"], [])


def test_unpaid_by_tag_or_flag_until_it_is_paid() -> None:
    tag, by_tag, by_flag = make_tag(), customer(), customer()
    ComplaintSettings.objects.update_or_create(pk=1, defaults={"unpaid_tag": tag})
    by_tag.tags.add(tag)
    silent.flag(customer=by_flag, kind="unpaid", actor=None, now=NOW - 100 * DAY)
    look(NOW - 3 * DAY)
    first = SilentCustomer.objects.get(customer=by_tag).latest_on
    look()
    assert (signs(by_tag), signs(by_flag)) == (["unpaid"], ["unpaid"])
    assert SilentCustomer.objects.get(customer=by_tag).latest_on == first
    by_tag.tags.clear()
    assert silent.clear(customer=by_flag, kind="unpaid", now=NOW) == 1
    look()
    assert SilentCustomer.objects.count() == 0


def test_one_tap_is_listed_at_once_and_twice_a_day_is_once() -> None:
    who, user = late_order(), make_user("cashier")
    look()
    for _tap in range(2):
        silent.flag(customer=who, kind="unhappy", actor=user, now=NOW)
    assert (signs(who), UnhappyFlag.objects.count()) == (["flag", "late"], 1)
    assert look() == 0
    with pytest.raises(DomainError):
        silent.flag(customer=who, kind="unhappy", actor=make_user("analyst"), now=NOW)
    with pytest.raises(DomainError):
        silent.flag(customer=who, kind="sad", actor=user, now=NOW)
    look(NOW + 91 * DAY)
    assert signs(who) == ["late"]


def test_only_what_differs_is_written() -> None:
    late_order()
    late_order()
    assert [look(), look(), look(NOW + timedelta(minutes=5))] == [2, 0, 0]


def test_test_customers_and_staff_are_left_out() -> None:
    for mark in ("is_test", "is_staff_customer"):
        who = late_order()
        Customer.objects.filter(pk=who.pk).update(**{mark: True})
    assert look() == 0


def test_a_till_or_the_bookkeeping_tells_it_over_the_api() -> None:
    who = customer()
    api = ApiClient(integrations.create_integration(name="Till", scopes=["complaints:write"])[1])
    for _time in range(2):
        assert api.put(f"/customers/{who.public_id}/signs/unpaid/", {}).json()["kind"] == "unpaid"
    assert (signs(who), UnhappyFlag.objects.count()) == (["unpaid"], 1)
    assert api.put(f"/customers/{who.public_id}/signs/sad/", {}).status_code == 404
    for _time in range(2):
        assert api.delete(f"/customers/{who.public_id}/signs/unpaid/").status_code == 204
    look()
    assert signs(who) == []


# --- The list -------------------------------------------------------------------------------------


def test_who_has_an_open_case_is_not_listed() -> None:
    who = late_order()
    look()
    row = case(NOW, customer=who)
    assert listed() == []
    transition(case=row, to="resolved", actor=boss(), now=NOW, facts={"outcome": "justified"})
    assert listed() == [who]


def test_not_unhappy_holds_for_some_days() -> None:
    who = late_order()
    look()
    silent.dismiss(silent=SilentCustomer.objects.get(), actor=make_user("service agent"), now=NOW)
    look(NOW + DAY)
    assert listed(NOW + DAY) == []
    assert listed(NOW + 91 * DAY) == [who]


def test_one_click_makes_one_follow_up() -> None:
    who, user = late_order(), make_user("service agent")
    look()
    row = SilentCustomer.objects.get()
    first = silent.call(silent=row, actor=user, now=NOW)
    assert silent.call(silent=row, actor=make_user("manager"), now=NOW) == first
    assert (first.customer, first.assignee, FollowUp.objects.count()) == (who, user, 1)
    assert listed() == []
    with pytest.raises(DomainError):
        silent.call(silent=row, actor=make_user("cashier"), now=NOW)


def test_what_was_dismissed_is_forgotten_when_nothing_shows_it_any_more() -> None:
    who = late_order()
    look()
    silent.dismiss(silent=SilentCustomer.objects.get(), actor=boss(), now=NOW)
    purchase(customer=who.pk, occurred_at=NOW)
    look()
    assert SilentCustomer.objects.get().reasons == []
    look(NOW + 91 * DAY)
    assert not SilentCustomer.objects.exists()


def test_whose_customers_one_sees() -> None:
    who = late_order()
    look()
    Customer.objects.filter(pk=who.pk).update(assigned_to=make_user("service agent"))
    other = make_user()
    assert not silent.listed(other, now=NOW).exists()


# --- Merged and erased -----------------------------------------------------------------------------


def test_signs_of_the_merged_are_those_of_who_stays() -> None:
    one, two = customer(), customer()
    for who in (one, two):
        silent.flag(customer=who, kind="unhappy", actor=None, now=NOW)
    merging.merge_customers(survivor=one, duplicate=two, reason="Same", actor=boss(), now=NOW)
    look()
    assert list(UnhappyFlag.objects.values_list("customer", flat=True)) == [one.pk]
    assert list(SilentCustomer.objects.values_list("customer", flat=True)) == [one.pk]


def test_nothing_is_left_of_the_erased() -> None:
    who = late_order()
    silent.flag(customer=who, kind="unhappy", actor=None, now=NOW)
    erasing.erase(customer=who, actor=boss(), reason="Asked", now=NOW)
    look()
    assert not UnhappyFlag.objects.exists()
    assert not SilentCustomer.objects.exists()


@pytest.mark.parametrize(("constraint", "kind"), [("unhappy_flag_kind", "sad"), ("unhappy_flag_once", "unhappy")])
def test_rows_that_cannot_be(constraint: str, kind: str) -> None:
    who, day = customer(), clock.business_day(NOW)
    UnhappyFlag.objects.create(customer=who, kind="unhappy", day=day, at=NOW)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        UnhappyFlag.objects.create(customer=who, kind=kind, day=day, at=NOW)

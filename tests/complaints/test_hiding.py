"""A case that turns out to be by or about staff: whatever told others of it before tells them no more."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from complaints.models import Case, TeamMember
from complaints.moving import transition
from complaints.saying import say
from complaints.telling import working as mails
from complaints.working import editing, merging
from core import clock
from core.models import User
from customers.models import ContactHold
from messaging.models import LocalMail
from tests.complaints.factories import boss, case, category, team
from tests.complaints.test_amends_pages import browser
from tests.customers.factories import make_customer, make_user

pytestmark = pytest.mark.django_db


def edit(row: Case, actor: User, **changes: Any) -> Case:
    fresh = Case.objects.get(pk=row.pk)
    return editing.update(case=fresh, changes=changes, expected=fresh.version, actor=actor, now=clock.now())


def manager_of(group: Any) -> User:
    user = make_user("manager")
    TeamMember.objects.create(team=group, user=user)
    return user


def told(**values: Any) -> tuple[Case, User]:
    """An ordinary case that an agent looks after, with mail that went out."""
    user, group = make_user("service agent"), team()
    TeamMember.objects.create(team=group, user=user)
    made = {"customer": make_customer("Anna", email="anna@example.com"), "team": group} | values
    row = case(now=clock.now(), **made)
    assert row.assignee == user
    say(case=row, direction="out", means="email", text="Dear", author=boss(), now=clock.now())
    mails.send_due()
    return row, user


def shown(row: Case, user: User) -> str:
    """What the record of the customer and the mailbox say of it."""
    client, who = browser(user), row.customer
    assert who is not None
    pages = [reverse(f"customers:{name}", args=[who.public_id]) for name in ("detail", "timeline")]
    return "".join(client.get(page).content.decode() for page in [*pages, reverse("messaging:mailbox")])


def is_found(row: Case, user: User) -> bool:
    text = shown(row, user)
    return row.number in text or "Open complaint" in text or "Dear" in text


def test_an_agent_marks_it_and_finds_nothing_of_it_any_more() -> None:
    quiet = team(is_confidential=True)
    lead = manager_of(quiet)
    row, user = told()
    assert is_found(row, user)
    address = reverse("complaints:case_edit", args=[row.public_id])
    page = browser(user).get(address).content.decode()
    assert 'name="is_confidential"' in page
    assert 'name="about"' in page
    row.refresh_from_db()
    data = {
        "subject": row.subject, "severity": 2, "urgency": 2, "version": row.version, "team": row.team_id,
        "customer": "anna@example.com", "is_confidential": "on",
    }  # fmt: skip
    answer = browser(user).post(address, data)
    assert (answer.status_code, getattr(answer, "url", "")) == (302, reverse("complaints:queue"))
    fresh = Case.objects.get(pk=row.pk)
    assert (fresh.is_confidential, fresh.team, fresh.assignee) == (True, quiet, lead)
    assert not is_found(row, user)
    assert browser(user).get(address).status_code == 404
    hold = ContactHold.objects.get(released_at=None)
    assert (hold.kind, hold.customer) == ("other", row.customer)
    assert row.number in shown(row, lead)
    assert LocalMail.objects.get(source__startswith="complaint-confidential:")
    assert is_found(row, boss())


def test_nobody_has_it_where_no_team_looks_after_such_cases() -> None:
    row, user = told()
    fresh = edit(row, user, about=boss())
    assert (fresh.is_confidential, fresh.team, fresh.assignee) == (True, None, None)


@pytest.mark.parametrize("is_survivor", [True, False])
def test_merging_hides_both(is_survivor: bool) -> None:
    row, user = told()
    other = case(now=clock.now(), customer=row.customer, is_confidential=True)
    pair = (row, other) if is_survivor else (other, row)
    one = merging.merge(survivor=pair[0], merged=pair[1], actor=boss(), now=clock.now())
    assert set(Case.objects.values_list("is_confidential", flat=True)) == {True}
    assert (one.assignee, ContactHold.objects.get(released_at=None).kind) == (None, "other")
    assert not is_found(row, user)
    assert not Case.objects.seen_by(user).exists()


def test_one_that_has_ended_is_put_to_those_who_may_see_it_if_it_goes_on() -> None:
    row, _user = told()
    transition(case=row, to="resolved", actor=boss(), now=clock.now(), facts={"outcome": "justified"})
    assert edit(row, boss(), is_confidential=True).assignee is None
    assert not ContactHold.objects.filter(released_at=None).exists()


def test_what_is_no_secret_after_all_holds_as_before() -> None:
    row, _user = told()
    edit(row, boss(), is_confidential=True)
    edit(row, boss(), is_confidential=False)
    assert ContactHold.objects.get(released_at=None).kind == "complaint"


def test_a_category_leads_there_at_once_and_later() -> None:
    about_staff, quiet = category(is_confidential=True), team(is_confidential=True)
    first = case(category=about_staff)
    assert (first.is_confidential, first.team) == (True, quiet)
    row, user = told()
    assert edit(row, user, category=about_staff).is_confidential
    assert not is_found(row, user)

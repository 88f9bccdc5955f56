"""A shop that begins: what it is told to set, and what happens to complaints until it has."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from complaints.learning import ready
from complaints.models import AmendLimit, ComplaintSettings, TeamMember
from complaints.working import beginning
from core.models import User
from tests.complaints.factories import NOW, boss, case, category, policy, team
from tests.complaints.test_amends import agent
from tests.customers.factories import make_user

pytestmark = pytest.mark.django_db


def as_(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def default_team(**values: Any) -> Any:
    made = team(**values)
    settings = ComplaintSettings.current()
    settings.default_team = made
    settings.save()
    return made


def queue(user: User, **asked: str) -> str:
    return as_(user).get(reverse("complaints:queue"), asked).content.decode()


def test_the_queue_says_what_is_not_set_until_all_of_it_is() -> None:
    assert [step.page for step in beginning.lacking(boss())] == [step.page for step in beginning.STEPS]
    shown = queue(boss())
    for step in beginning.STEPS:
        assert f'href="{step.url}"' in shown
    ready.plant(NOW)
    policy()
    default_team()
    AmendLimit.objects.create(role=make_user("cashier").groups.get(), per_case=100, per_customer=100)
    assert beginning.lacking(boss()) == []
    assert "To be set before you begin" not in queue(boss())


def test_who_sets_nothing_is_told_nothing(django_assert_num_queries: Any) -> None:
    user = make_user("analyst")
    user.get_all_permissions()
    with django_assert_num_queries(0):
        assert beginning.lacking(user) == []


def test_what_belongs_to_no_team_goes_to_the_one_for_it() -> None:
    assert case().team is None
    main, own = default_team(), team()
    user = make_user("manager")
    TeamMember.objects.create(team=main, user=user)
    row = case()
    assert (row.team, row.assignee) == (main, user)
    assert case(category=category(team=own)).team == own
    assert case(is_confidential=True).team is None
    main.is_active = False
    main.save()
    assert case().team is None


def test_a_category_says_how_bad_it_usually_is() -> None:
    grave = category(severity=4)
    assert (case(category=grave).severity, case(category=grave).priority) == (4, 8)
    assert case(category=grave, severity=1).severity == 1


def test_an_empty_queue_of_ones_own_shows_what_nobody_looks_after() -> None:
    assert "?show=unassigned" in queue(boss())
    assert "take one" not in queue(boss())
    case()
    assert "take one" in queue(boss())


def test_offering_says_that_no_limit_was_set() -> None:
    address = reverse("complaints:amend_new", args=[case().public_id])
    shown = as_(make_user("manager")).get(address).content.decode()
    assert "No limit was set for your roles" in shown
    assert "Say which customer this is" in shown
    assert "No limit was set" not in as_(agent(100, 100)).get(address).content.decode()


def test_the_settings_open_by_themselves_until_they_were_saved() -> None:
    address = reverse("admin:complaints_complaintsettings_changelist")
    opened = as_(boss()).get(address, follow=True)
    assert opened.redirect_chain
    assert 'name="default_team"' in opened.content.decode()
    default_team()
    assert as_(boss()).get(address).status_code == 200

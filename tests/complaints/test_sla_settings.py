"""Calendars, teams and promises in Settings: hours as people write them, holidays of a country, due times made anew."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from complaints.models import CalendarDay, ComplaintSettings, SlaPolicy, Team, WorkCalendar
from complaints.sla import holidaying, hours
from core.errors import DomainError
from core.models import Job
from tests.complaints.factories import at, case, policy, team
from tests.customers.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(client: Client) -> Client:
    client.force_login(make_user("owner", is_staff=True))
    return client


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("09:00-12:00, 13:00-18:00", [["09:00", "12:00"], ["13:00", "18:00"]]),
        ("13：00～18：00，9-12", [["09:00", "12:00"], ["13:00", "18:00"]]),
        ("0-24", [["00:00", "24:00"]]),
        ("9.30 – 17", [["09:30", "17:00"]]),
        ("", []),
    ],
)
def test_hours_as_people_write_them(text: str, told: list[list[str]]) -> None:
    assert hours.read(text) == told
    assert hours.read(hours.write(told)) == told


@pytest.mark.parametrize("text", ["9", "9-25", "12-9", "9-12, 11-13", "9-12, 12-13", "9:70-10", "nine", "9-12-13"])
def test_what_are_no_hours(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        hours.read(text)


def typed(**values: Any) -> dict[str, Any]:
    told = {f"day_{n}": "09:00-12:00, 13:00-18:00" if n < 5 else "" for n in range(7)}
    rows = {"days-TOTAL_FORMS": 0, "days-INITIAL_FORMS": 0, "days-MIN_NUM_FORMS": 0, "days-MAX_NUM_FORMS": 1000}
    return {"name": "Office", "zone": "asia/shanghai", "country": "", "holidays_of": "", **told, **rows, **values}


def test_a_calendar_with_the_holidays_of_china(owner: Client) -> None:
    url = reverse("admin:complaints_workcalendar_add")
    page = owner.post(url, typed(country="CN", holidays_of="2026", day_5="10-14"))
    assert page.status_code == 302, page.context["adminform"].form.errors
    made = WorkCalendar.objects.get(name="Office")
    assert (made.zone, made.country) == ("Asia/Shanghai", "CN")
    assert made.week[0] == [["09:00", "12:00"], ["13:00", "18:00"]]
    assert (made.week[5], made.week[6]) == ([["10:00", "14:00"]], [])
    days = dict(CalendarDay.objects.filter(calendar=made).values_list("day", "hours"))
    assert all(days[date(2026, 10, day)] == [] for day in (1, 2, 3, 5, 6, 7))
    assert days[date(2026, 10, 10)] == days[date(2026, 9, 20)] == made.week[0]


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(owner: Client) -> None:
    url = reverse("admin:complaints_workcalendar_add")
    page = owner.post(url, typed(day_1="nine to five", zone="Mars", holidays_of="2026"))
    form = page.context["adminform"].form
    assert set(form.errors) == {"day_1", "zone", "country"}
    assert "nine to five" in page.content.decode()
    page = owner.post(url, typed(**{f"day_{n}": "" for n in range(7)}))
    assert set(page.context["adminform"].form.errors) == {"day_0"}


def test_holidays_twice_are_once_and_leave_what_was_entered_alone() -> None:
    made = team().calendar
    CalendarDay.objects.create(calendar=made, day=date(2026, 10, 1), name="Inventory", hours=[["09:00", "12:00"]])
    added = holidaying.add(calendar=made, country="CN", year=2026)
    assert (added.make_up, added.kept) == (6, 1)
    assert holidaying.add(calendar=made, country="CN", year=2026).days == 0
    assert CalendarDay.objects.get(calendar=made, day=date(2026, 10, 1)).name == "Inventory"


@pytest.mark.parametrize(("country", "year", "code"), [("XX", 2026, "country_unknown"), ("CN", 1, "year_unknown")])
def test_unknown_holidays_are_refused(country: str, year: int, code: str) -> None:
    with pytest.raises(DomainError) as refused:
        holidaying.add(calendar=team().calendar, country=country, year=year)
    assert refused.value.code == code


def test_the_worked_example_with_the_holidays_of_the_library() -> None:
    """Wednesday before the holidays, 17:00, eight hours; and four hours on the Friday before a make-up Saturday."""
    policy(acknowledge=None, respond=None, resolve=480)
    policy(acknowledge=None, respond=None, resolve=240, place=0, min_severity=4)
    looks_after = team()
    holidaying.add(calendar=looks_after.calendar, country="CN", year=2026)
    row = case(now=at("2026-09-30 17:00"), team=looks_after)
    assert row.clocks.get().due_at == at("2026-10-08 16:00")
    row = case(now=at("2026-10-09 17:00"), team=looks_after, severity=4)
    assert row.clocks.get().due_at == at("2026-10-10 12:00")


def test_saving_lays_open_cases_anew_and_only_where_something_changed(owner: Client) -> None:
    held = team().calendar
    url = reverse("admin:complaints_workcalendar_change", args=[held.pk])
    same = {f"day_{n}": hours.write(held.week[n]) for n in range(7)}
    owner.post(url, typed(name=held.name, zone=held.zone, **same))
    assert Job.objects.count() == 0
    owner.post(url, typed(name=held.name, zone=held.zone, **same | {"day_5": "9-12"}))
    assert Job.objects.get().arguments == {"why": "calendar", "calendar": held.pk}


def test_a_team_and_a_promise(owner: Client) -> None:
    made, lead = team(), make_user("manager")
    rows = {"members-TOTAL_FORMS": 1, "members-INITIAL_FORMS": 0, "members-0-user": lead.pk, "members-0-capacity": 5}
    told = {"name": "Service", "calendar": made.calendar.pk, "lead": lead.pk, "manager": "", "is_active": "on"}
    page = owner.post(reverse("admin:complaints_team_add"), told | rows)
    assert page.status_code == 302, page.context["adminform"].form.errors
    assert Team.objects.get(name="Service").members.get().user == lead
    told = {
        "name": "All", "place": 7, "is_active": "on", "doors": ["email", "form"], "min_severity": 1, "acknowledge": 60,
        "respond": 240, "next": "", "resolve": 480,
    }  # fmt: skip
    page = owner.post(reverse("admin:complaints_slapolicy_add"), told)
    assert page.status_code == 302, page.context["adminform"].form.errors
    saved = SlaPolicy.objects.get(name="All")
    assert (saved.doors, saved.next, saved.respond) == (["email", "form"], None, 240)
    assert set(Job.objects.values_list("arguments__why", flat=True)) == {"policy", "team"}


def test_settings_are_one_row(owner: Client) -> None:
    url = reverse("admin:complaints_complaintsettings_add")
    # What others add to the settings stands as it is.
    told = {field.name: field.get_default() for field in ComplaintSettings._meta.concrete_fields if field.editable}
    told = {name: value for name, value in told.items() if value not in (None, False)}
    told |= {"reopen_days": 14, "close_days": 3, "automatic_per_hour": 2, "most_files": 4, "most_file_mb": 5}
    assert owner.post(url, told).status_code == 302
    assert ComplaintSettings.current().close_days == 3
    assert owner.get(url).status_code == 403


def test_a_service_agent_configures_nothing(client: Client) -> None:
    client.force_login(make_user("service agent", is_staff=True))
    for model in ("workcalendar", "team", "slapolicy", "complaintsettings"):
        assert client.get(reverse(f"admin:complaints_{model}_changelist")).status_code == 403


def test_whoever_leads_is_reminded_of_next_years_holidays(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    used, idle, always = team().calendar, WorkCalendar.objects.create(name="Idle", country="CN"), team().calendar
    WorkCalendar.objects.filter(pk=used.pk).update(country="CN")
    assert (idle.teams.count(), always.days.count()) == (0, 0)
    CalendarDay.objects.create(calendar=used, day=date(2026, 10, 1))
    assert holidaying.lacking(date(2026, 10, 31)) == []
    assert holidaying.lacking(date(2026, 11, 1)) == [(used, 2027)]
    monkeypatch.setattr("core.clock.today", lambda: date(2026, 12, 31))
    client.force_login(make_user("manager"))
    assert "no public holidays of 2027" in client.get(reverse("complaints:holidays_today")).content.decode()
    CalendarDay.objects.create(calendar=used, day=date(2027, 1, 1))
    assert holidaying.lacking(date(2027, 1, 1)) == []

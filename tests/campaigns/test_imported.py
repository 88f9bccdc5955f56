"""People and sales that come with a file start nothing, unless the import says so."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from campaigns.automations import finding, presets
from campaigns.models import Automation, Occasion
from core import clock
from core.models import WebhookEvent
from customers.models import Customer, ImportMark, SegmentMember
from customers.segments import refreshing
from customers.services import enrol
from loyalty.earning.profile import sweep
from loyalty.metrics import recompute
from loyalty.models import Entry, Occurrence
from tests.core.webhooking import endpoint
from tests.customers.factories import make_user
from tests.loyalty.factories import policy, rule
from tests.sales.factories import line, purchase

pytestmark = pytest.mark.django_db
PEOPLE = "number,given_name,family_name,email,birthday,member_since\nC1,Ada,Byron,ada@example.com,1990-05-17,{day}\n"
SALES = "number,customer,date,quantity,amount\nS1,C1,{day},1,30.00\n"


@pytest.fixture
def automations() -> dict[str, Automation]:
    """The two that wait for what a file of recent sales brings, switched on before it."""
    now = clock.now()
    made = {}
    for code in ("welcome", "first_purchase"):
        preset = presets.find(code)
        assert preset
        made[code] = presets.adopt(preset, actor=None, now=now)
    Automation.objects.update(is_active=True, active_since=now)
    recompute.full(as_of=clock.business_day(now), now=now)
    refreshing.refresh(now=now, is_full=True)
    finding.find_due(now=clock.now())
    return made


def load(command: str, text: str, folder: Path, *arguments: str) -> None:
    path = folder / f"{command}.csv"
    path.write_text(text.format(day=clock.business_day(clock.now())), encoding="utf-8")
    call_command(command, str(path), *arguments, stdout=io.StringIO())


def follow(later: timedelta = timedelta(minutes=5)) -> int:
    """Figures, segments and automations, as their sweeps do it minutes later."""
    now = clock.now() + later
    recompute.full(as_of=clock.business_day(clock.now()), now=now)
    refreshing.refresh(now=now)
    return finding.find_due(now=now)


@pytest.mark.parametrize(("arguments", "found"), [((), 0), (("--starts",), 2)])
def test_a_file_of_recent_sales(automations, tmp_path, arguments, found):
    load("import_customers", PEOPLE, tmp_path, *arguments)
    load("import_purchases", SALES, tmp_path, *arguments)
    assert follow() == found
    assert SegmentMember.objects.count() == 2, "they are in the segments all the same"
    assert follow(timedelta(days=1)) == 0, "nor on a later day"
    assert Occasion.objects.count() == found
    assert ImportMark.objects.exists() is not bool(found)


def test_figures_that_are_computed_in_the_night(automations, tmp_path):
    load("import_purchases", SALES, tmp_path)
    assert follow(timedelta(hours=20)) == 0


def test_who_comes_by_afterwards_is_thanked(automations, tmp_path):
    """The file brought a customer who had bought nothing; what they buy here then, and so become a member, is news."""
    load("import_customers", PEOPLE.replace(",member_since", "").replace(",{day}", ""), tmp_path)
    assert follow() == 0
    ada = Customer.objects.get()
    later = clock.now() + timedelta(hours=1)
    bought = purchase(line(1000), customer=ada.pk, occurred_at=clock.now())
    type(bought).objects.filter(pk=bought.pk).update(created_at=later)
    assert follow(timedelta(hours=2)) == 2


def test_who_came_in_before_the_file_is_not_held_back(automations, tmp_path):
    ada = Customer.objects.create(given_name="Ada", display_name="Ada", source="import", external_id="C1")
    enrol(customer=ada, terms_version="1", where="till", actor=None, now=clock.now())
    refreshing.refresh(now=clock.now() + timedelta(minutes=1))
    load("import_customers", PEOPLE.replace(",member_since", "").replace(",{day}", ""), tmp_path)
    assert finding.find_due(now=clock.now() + timedelta(minutes=2)) == 1


def test_marks_go_after_some_days(tmp_path):
    load("import_customers", PEOPLE, tmp_path)
    refreshing.forget_past(now=clock.now() + timedelta(days=1))
    assert ImportMark.objects.count() == 1
    refreshing.forget_past(now=clock.now() + timedelta(days=3))
    assert not ImportMark.objects.exists()


def test_the_same_file_again_marks_nobody(tmp_path):
    load("import_customers", PEOPLE, tmp_path)
    load("import_purchases", SALES, tmp_path)
    ImportMark.objects.all().delete()
    load("import_customers", PEOPLE, tmp_path)
    load("import_purchases", SALES, tmp_path)
    assert not ImportMark.objects.exists()


@pytest.mark.parametrize(("arguments", "told"), [((), False), (("--starts",), True)])
def test_webhooks_and_profiles_as_the_import_says(tmp_path, settings, arguments, told):
    settings.WEBHOOKS_ALLOW_PRIVATE = True
    policy()
    rule("0.1")
    rule(50, kind="event", event="profile", valid_from=clock.now() - timedelta(days=1))
    endpoint("http://localhost:9/", "balance.changed")
    load("import_customers", PEOPLE, tmp_path, *arguments)
    load("import_purchases", SALES, tmp_path, *arguments)
    sweep(clock.now())
    sweep(clock.now())
    granted = sorted(Entry.objects.values_list("units", flat=True))
    assert granted == ([30, 50] if told else [30]), "the sale earns by the import's own choice"
    assert WebhookEvent.objects.count() == (2 if told else 0)
    assert Occurrence.objects.get().is_quiet is not told
    purchase(line(2000), customer=Customer.objects.get().pk, occurred_at=clock.now())
    assert WebhookEvent.objects.count() == (3 if told else 1), "what happens here is told"


def test_a_profile_that_came_quietly_is_not_paid_when_it_is_edited(tmp_path):
    from customers import services

    policy()
    rule(50, kind="event", event="profile", valid_from=clock.now() - timedelta(days=1))
    load("import_customers", PEOPLE, tmp_path)
    ada = Customer.objects.get()
    services.update_customer(customer=ada, data={"birth_day": 18}, expected_version=None, actor=None, now=clock.now())
    sweep(clock.now())
    assert not Entry.objects.exists()


@pytest.mark.parametrize("app", ["customers", "sales"])
def test_the_page_asks_and_begins_with_no(client: Client, app: str, tmp_path):
    from django.core.files.uploadedfile import SimpleUploadedFile

    client.force_login(make_user("owner"))
    text: Any = (PEOPLE if app == "customers" else SALES).format(day="2026-01-02")
    file = SimpleUploadedFile("f.csv", text.encode(), content_type="text/csv")
    page = client.post(reverse(f"{app}:import"), {"file": file, "source": "import"}, follow=True)
    assert page.context["form"].fields["starts"].initial is None
    assert "Treat it as happening now" in page.content.decode()

"""Incidents: cases of one cause, who is affected, one notice to each, a review before the end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from complaints.incidents import affected, register, services
from complaints.models import Case, Incident, IncidentCase, IncidentChange, IncidentNotice, Team
from complaints.moving import transition
from core import jobs
from core.errors import DomainError
from core.models import Job
from core.paging import Count
from customers import erasing, merging, timeline
from customers.models import ContactHold, Customer, TimelineEntry
from messaging.models import Message
from sales.models import Store
from tests.complaints.factories import NOW, boss, case, team
from tests.customers.factories import make_user
from tests.messaging.factories import make_version
from tests.sales.factories import customer, line, product, purchase

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2026, 3, 14), date(2026, 3, 15)


def incident(**data: Any) -> Incident:
    told = {"title": "Cracked cups", "first_day": FIRST, "last_day": LAST} | data
    return services.open_incident(data=told, actor=boss(), now=NOW)


def bought(who: Customer | None = None, *lines: Any, **values: Any) -> Customer:
    who = who or customer()
    purchase(*lines, customer=who.pk, **values)
    return who


def refused(action: Callable[[], Any]) -> str:
    with pytest.raises(DomainError) as error, transaction.atomic():
        action()
    return error.value.code


# --- Who is affected --------------------------------------------------------------------------


def test_affected_are_buyers_of_the_goods_the_store_and_the_days() -> None:
    cup, plate = product(), product()
    here, there = (Store.objects.create(code=code, name=code) for code in ("here", "there"))
    noon = purchase().occurred_at
    hit = bought(None, line(product=cup.pk), store=here.pk)
    bought(None, line(product=plate.pk), store=here.pk)
    bought(None, line(product=cup.pk), store=there.pk)
    bought(None, line(product=cup.pk), store=here.pk, occurred_at=noon + timedelta(days=3))
    gone = bought(None, line(product=cup.pk), store=here.pk)
    Customer.objects.filter(pk=gone.pk).update(erased_at=NOW)
    row = incident(products=[cup], stores=[here])
    assert list(affected.customers(row)) == [hit]
    assert affected.customers(incident(stores=[there])).count() == 1
    assert affected.customers(incident(first_day=LAST, last_day=LAST)).count() == 0


def test_lots_are_beginnings_of_serial_numbers() -> None:
    hit = bought(None, line(serial_number="L7-0001"))
    bought(None, line(serial_number="L70"))
    assert list(affected.customers(incident(lots=["L7-", " "]))) == [hit]


def test_who_has_not_complained_is_silent() -> None:
    loud, quiet = bought(), bought()
    row = incident()
    services.attach(incident=row, case=case(customer=loud), actor=boss(), now=NOW)
    assert list(affected.silent(row)) == [quiet]
    assert affected.count(row) == affected.Numbers(Count(2, is_capped=False), Count(1, is_capped=False), 0)


def test_everybody_is_written_to_once_and_who_comes_later_then() -> None:
    row, words = incident(), make_version().template
    for _n in range(2):
        bought()
    told = {"incident": row, "template": words, "actor": make_user("manager")}
    assert [written(**told) for _time in range(2)] == [2, 0]
    bought()
    assert written(**told) == 1
    assert Message.objects.filter(source=f"incident:{row.pk}", purpose="service").count() == 3
    assert IncidentNotice.objects.filter(incident=row).count() == 3
    assert refused(lambda: affected.notify(**told | {"actor": make_user("service agent")})) == "forbidden"


def written(**told: Any) -> int:
    job = affected.notify(**told)
    jobs.run(job.pk)
    job.refresh_from_db()
    assert job.state == "done", job.error
    return job.result["customers"]


def test_a_notice_that_was_killed_goes_on_where_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(affected, "BATCH", 2)
    row, words = incident(), make_version().template
    buyers = sorted(bought().pk for _n in range(5))
    job = affected.notify(incident=row, template=words, actor=boss())
    Job.objects.filter(pk=job.pk).update(checkpoint={"done": 2, "after": buyers[1]})
    jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.done, job.total) == ("done", 5, 5)
    assert list(IncidentNotice.objects.order_by("customer").values_list("customer", flat=True)) == buyers[2:]


def test_an_incident_that_is_closed_meanwhile_is_told_to_nobody_else() -> None:
    row, words = incident(), make_version().template
    bought()
    job = affected.notify(incident=row, template=words, actor=boss())
    services.attach(incident=row, case=(held := case()), actor=boss(), now=NOW)
    services.close(incident=row, words="Learnt", actor=boss(), now=NOW)
    jobs.run(job.pk)
    assert not IncidentNotice.objects.exists()
    assert refused(lambda: services.detach(case=held, actor=boss(), now=NOW)) == "incident_closed"


# --- Cases and the end ----------------------------------------------------------------------------


def test_a_case_is_in_one_incident_at_a_time() -> None:
    row, first, second = case(), incident(), incident()
    for _time in range(2):
        services.attach(incident=first, case=row, actor=boss(), now=NOW)
    assert refused(lambda: services.attach(incident=second, case=row, actor=boss(), now=NOW)) == "in_another"
    assert [services.detach(case=row, actor=boss(), now=NOW) for _time in range(2)] == [True, False]
    services.attach(incident=second, case=row, actor=boss(), now=NOW)
    assert IncidentCase.objects.get().incident == second
    spam = transition(case=case(), to="spam", actor=boss(), now=NOW)
    assert refused(lambda: services.attach(incident=first, case=spam, actor=boss(), now=NOW)) == "case_ended"


def test_closing_needs_a_review_and_ends_everything() -> None:
    row, lead = incident(), make_user("manager")
    services.review(incident=row, actor=lead, now=NOW)
    assert refused(lambda: services.close(incident=row, words=" ", actor=lead, now=NOW)) == "review_missing"
    for _time in range(2):
        row = services.close(incident=row, words="Test every lot", actor=lead, now=NOW)
    assert (row.state, row.review, row.closed_by) == ("closed", "Test every lot", lead)
    for action in (
        lambda: services.attach(incident=row, case=case(), actor=boss(), now=NOW),
        lambda: services.review(incident=row, actor=lead, now=NOW),
        lambda: services.change(incident=row, data={}, version=row.version, actor=lead, now=NOW),
        lambda: affected.notify(incident=row, template=make_version().template, actor=lead),
    ):
        assert refused(action) == "incident_closed"


def test_what_was_changed_by_whom_is_kept() -> None:
    row, lead, heir = incident(), make_user("manager"), make_user("manager", name="Lin Hua")
    before, cup = str(row.owner), product()
    told = {"plan": "Recall", "owner": heir, "products": [cup], "lots": ["A1", "B2"], "title": row.title}
    services.change(incident=row, data=told, version=1, actor=lead, now=NOW)
    services.change(incident=row, data=told, version=2, actor=lead, now=NOW + timedelta(minutes=1))
    services.review(incident=row, actor=heir, now=NOW + timedelta(hours=1))
    services.close(incident=row, words="Test them", actor=heir, now=NOW + timedelta(hours=2))
    found = {(one.field, one.old, one.new, one.by) for one in row.changes.all()}
    assert found == {
        ("plan", "", "Recall", lead), ("owner", before, str(heir), lead), ("products", "", cup.sku, lead),
        ("lots", "", "A1, B2", lead), ("state", "open", "review", heir), ("state", "review", "closed", heir),
        ("review", "", "Test them", heir),
    }  # fmt: skip
    assert row.changes.get(field="plan").at == NOW


@pytest.mark.parametrize(
    "statement", ["UPDATE complaints_incidentchange SET new = 'x'", "DELETE FROM complaints_incidentchange"]
)
def test_the_history_of_an_incident_stays(statement: str) -> None:
    services.change(incident=incident(), data={"plan": "Recall"}, version=1, actor=boss(), now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    with pytest.raises(IntegrityError, match="incident_change_differs"), transaction.atomic():
        IncidentChange.objects.create(incident=incident(), field="plan", old="x", new="x", at=NOW, by=boss())


def test_two_who_edit_at_once_do_not_overwrite_each_other() -> None:
    row = incident()
    services.change(incident=row, data={"plan": "Recall"}, version=1, actor=boss(), now=NOW)
    assert (
        refused(lambda: services.change(incident=row, data={"plan": "x"}, version=1, actor=boss(), now=NOW)) == "stale"
    )
    for data, code in (({"title": " "}, "title_missing"), ({"last_day": date(2026, 1, 1)}, "days_backward"),
                       ({"lots": ["x" * 41]}, "lots_invalid")):  # fmt: skip
        assert (
            refused(lambda told=data: services.change(incident=row, data=told, version=2, actor=boss(), now=NOW))
            == code
        )


@pytest.mark.parametrize("role", ["", "cashier", "analyst", "service agent"])
def test_who_may_not(role: str) -> None:
    user, row = make_user(role), incident()
    told = {"title": "x", "first_day": FIRST, "last_day": LAST}
    assert refused(lambda: services.open_incident(data=told, actor=user, now=NOW)) == "forbidden"
    assert refused(lambda: services.close(incident=row, words="x", actor=user, now=NOW)) == "forbidden"


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("incident_state_known", {"state": "lost"}),
        ("incident_days_forward", {"last_day": date(2020, 1, 1)}),
        ("incident_closed_reviewed", {"state": "closed", "closed_at": NOW}),
    ],
)
def test_rows_that_cannot_be(constraint: str, values: dict[str, Any]) -> None:
    row = incident()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Incident.objects.filter(pk=row.pk).update(**values)


def test_notices_follow_a_merge_and_stay_as_a_number() -> None:
    row, words = incident(), make_version().template
    one, two = bought(), bought()
    written(incident=row, template=words, actor=boss())
    merging.merge_customers(survivor=one, duplicate=two, reason="Same", actor=boss(), now=NOW)
    assert list(IncidentNotice.objects.values_list("customer", flat=True)) == [one.pk]
    assert written(incident=row, template=words, actor=boss()) == 0
    erasing.erase(customer=one, actor=boss(), reason="Asked", now=NOW)
    assert IncidentNotice.objects.count() == 1


# --- By and about staff ----------------------------------------------------------------------------


def test_a_complaint_of_staff_is_confidential_and_may_be_anonymous() -> None:
    secret = team(is_confidential=True)
    user, colleague = make_user("cashier"), make_user("service agent")
    data = {"subject": "He shouts", "about": colleague}
    named = register.tell(data=data, actor=user, is_anonymous=False, now=NOW)
    hidden = register.tell(data=data, actor=user, is_anonymous=True, now=NOW + timedelta(minutes=7))
    assert (named.entered_by, named.is_confidential, named.team) == (user, True, secret)
    assert (hidden.entered_by, hidden.received_at.minute) == (None, 0)
    assert not hidden.trail.filter(actor__isnull=False).exists()
    assert set(register.rows(make_user("manager"))) == {named, hidden}


def test_only_confidential_teams_get_them_whatever_the_category_says() -> None:
    open_team, secret = team(), team(is_confidential=True)
    agent, lead = make_user("service agent"), make_user("manager")
    for one in (open_team, secret):
        one.members.create(user=agent)
    row = case(team=open_team, is_confidential=True)
    assert (row.team, row.assignee) == (secret, None)
    secret.members.create(user=lead)
    assert case(about=agent, team=open_team).assignee == lead
    Team.objects.filter(pk=secret.pk).update(is_active=False)
    assert case(team=open_team, is_confidential=True).team is None


@pytest.mark.parametrize(
    ("role", "sees"), [("owner", True), ("manager", True), ("service agent", False), ("cashier", False),
                       ("analyst", False), ("", False)],
)  # fmt: skip
def test_who_sees_the_register(role: str, sees: bool) -> None:
    row, user = case(is_confidential=True), make_user(role)
    assert register.rows(user).exists() is sees
    assert Case.objects.filter(pk=row.pk).exists()


def test_nobody_sees_what_is_about_themselves() -> None:
    lead = make_user("manager")
    case(about=lead)
    assert not register.rows(lead).exists()
    assert register.rows(make_user("manager")).exists()


def test_the_hold_of_a_confidential_case_says_nothing_of_a_complaint() -> None:
    who = customer()
    row = case(customer=who, about=make_user("cashier"))
    hold = ContactHold.objects.get(customer=who)
    assert (hold.kind, "omplaint" in hold.reason) == ("other", False)
    said = TimelineEntry.objects.filter(customer=who).order_by("pk")
    assert not any("omplaint" in timeline.sentence(entry.verb, entry.data) for entry in said)
    transition(case=row, to="resolved", actor=boss(), now=NOW, facts={"outcome": "justified"})
    assert not ContactHold.objects.filter(customer=who, released_at=None).exists()

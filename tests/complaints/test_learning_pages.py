"""The management report on screen, on paper, as files and over the API; corrective actions from plan to verdict."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from complaints.amends import services
from complaints.incidents import silent
from complaints.learning import actions, counting, nights, trees
from complaints.learning.reading import EVERYTHING, Part
from complaints.learning.report import Report, telling
from complaints.models import ActionState, Case, Cause, CorrectiveAction, SilentCustomer
from complaints.moving import transition
from complaints.saying import say
from core import clock
from core.errors import Conflict, DomainError
from core.models import User
from sales.models import Store
from surveys.figures import scopes
from tests.complaints.factories import boss, case, category, cause, policy, team
from tests.customers.factories import make_user
from tests.sales import factories as make

pytestmark = pytest.mark.django_db


def staff(role: str) -> User:
    user = User.objects.create_user(f"{role.replace(' ', '')}@example.com", "secret")
    user.groups.add(Group.objects.get(name=role))
    return user


def shop() -> Store:
    """Some cases of the last weeks, most of them ended."""
    policy()
    store, product, who = Store.objects.create(code="a", name="Harbour"), make.product(name="=1+1"), make.customer()
    now, why = clock.now(), trees.grow(Cause, name="Late carrier", translations={"zh-hans": "承运商晚点"})
    for number in range(6):
        at = now - timedelta(days=3 * number + 1)
        row = case(now=at, team=team(), category=category(), store=store, product=product, customer=who)
        if number:
            done = at + timedelta(hours=number)
            say(case=row, direction="out", means="page", text="Here", author=boss(), now=done)
            transition(case=row, to="resolved", actor=boss(), now=done, facts={"outcome": "justified", "cause": why})
    case(now=now - timedelta(days=2), is_confidential=True)
    make.purchase(occurred_at=now - timedelta(days=5), customer=who.pk)
    while counting.fold(now=now):
        pass
    nights.work(now=now)
    return store


def test_the_report_tells_everything_and_asks_little(client: Client, django_assert_max_num_queries) -> None:
    shop()
    client.force_login(boss())
    with django_assert_max_num_queries(60):
        page = client.get(reverse("complaints:report")).content.decode()
    for words in ("Late carrier", "Harbour", "Capture rate", "Revenue kept", "With cases by and about staff"):
        assert words in page
    paper = client.get(reverse("complaints:report_print")).content.decode()
    assert "Late carrier" in paper
    assert "<script" not in paper


def test_the_report_speaks_the_readers_language(client: Client) -> None:
    shop()
    client.force_login(boss())
    page = client.get(reverse("complaints:report"), headers={"accept-language": "zh-hans"}).content.decode()
    assert "承运商晚点" in page


def test_filters_narrow_and_mistakes_are_said(client: Client) -> None:
    shop()
    client.force_login(boss())
    page = reverse("complaints:report")
    assert "Only of Harbour" in client.get(f"{page}?store=a").content.decode()
    assert "There is no product of this number" in client.get(f"{page}?product=nothing").content.decode()
    assert "The period begins after its end" in client.get(f"{page}?first=2026-03&last=2026-01").content.decode()
    assert "first and the last month" in client.get(f"{page}?period=months").content.decode()
    sku = make.Product.objects.get(name="=1+1").sku
    assert client.get(f"{page}?product={sku}").status_code == 200


def test_files_are_harmless_and_need_their_permission(client: Client) -> None:
    shop()
    client.force_login(boss())
    page = reverse("complaints:report")
    causes = b"".join(client.get(f"{page}?card=causes&format=csv").streaming_content).decode()
    assert "Late carrier,5" in causes
    rows = b"".join(client.get(f"{page}?cases=csv").streaming_content).decode()
    assert rows.count("Harbour") == 6
    assert ",=1+1" not in rows
    assert b"".join(client.get(f"{page}?cases=xlsx").streaming_content)[:2] == b"PK"
    client.force_login(staff("analyst"))
    assert client.get(f"{page}?cases=csv").status_code == 403


@pytest.mark.parametrize(
    ("role", "report", "alarms", "listed", "new"),
    [
        ("owner", 200, 200, 200, 200), ("manager", 200, 200, 200, 200), ("analyst", 200, 200, 200, 403),
        ("service agent", 403, 200, 200, 403), ("cashier", 403, 403, 403, 403), ("marketer", 403, 403, 403, 403),
    ],
)  # fmt: skip
def test_who_may_see_what(client: Client, role: str, report: int, alarms: int, listed: int, new: int) -> None:
    client.force_login(staff(role))
    names = ("report", "alarms", "actions", "action_new")
    found = [client.get(reverse(f"complaints:{name}")).status_code for name in names]
    assert found == [report, alarms, listed, new]


def test_confidential_cases_are_not_in_an_analysts_report(client: Client) -> None:
    shop()
    client.force_login(staff("analyst"))
    page = client.get(reverse("complaints:report")).content.decode()
    assert "Without cases by and about staff" in page


def test_what_amends_cost_stands_by_cause_and_not_of_what_others_may_not_see(client: Client) -> None:
    now, lead, why = clock.now(), boss(), trees.grow(Cause, name="Late carrier", translations={})
    row, other, hidden = case(now=now), case(now=now), case(now=now, is_confidential=True)
    Case.objects.filter(pk__in=(row.pk, hidden.pk)).update(cause=why)
    for one, cost in ((row, 900), (row, 300), (other, 5000), (hidden, 70_000)):
        told = {"cost": cost, "what": "Tea"}
        amend = services.offer(case=one, kind="gift", reason="Sorry", actor=lead, now=now, data=told)
        services.grant(amend=amend, actor=lead, now=now)
    months = scopes.trailing(clock.today(), 1)
    found = telling(Report(EVERYTHING, months, now, confidential=False))["amends_by_cause"]
    assert found == [{"cause": why.pk, "amends": 2, "cost": 1200}, {"cause": None, "amends": 1, "cost": 5000}]
    everything = telling(Report(EVERYTHING, months, now, confidential=True))["amends_by_cause"]
    assert everything[0] == {"cause": why.pk, "amends": 3, "cost": 71_200}
    assert telling(Report(Part("store", "1"), months, now, confidential=True))["amends_by_cause"] == []
    client.force_login(lead)
    page = reverse("complaints:report")
    assert "Cost of amends by cause" in client.get(page).content.decode()
    sheet = b"".join(client.get(f"{page}?card=amends&format=csv").streaming_content).decode()
    assert "Late carrier,3,712" in sheet
    assert "Not known yet,1,50" in sheet


def test_who_is_unhappy_in_silence_is_known_as_dissatisfied_once() -> None:
    """With a sign of the month, unless somebody has said that they are not; beside other signs each counts once."""
    now = clock.now()
    people = [make.customer() for _n in range(5)]
    for who in people[:4]:
        silent.flag(customer=who, kind="unhappy", actor=None, now=now)
    silent.flag(customer=people[4], kind="unhappy", actor=None, now=now - timedelta(days=75))
    silent.dismiss(silent=SilentCustomer.objects.get(customer=people[0]), actor=boss(), now=now)
    silent.call(silent=SilentCustomer.objects.get(customer=people[1]), actor=boss(), now=now)
    case(now=now, customer=people[2])
    nights.work(now=now)
    [told] = Report(EVERYTHING, scopes.trailing(clock.today(), 1), now, confidential=True).capture.values()
    assert told == {"complained": 1, "low": 0, "returned": 0, "silent": 3, "anybody": 3}


# --- Corrective actions -------------------------------------------------------------------


def told(**values):
    return {
        "title": "Boxes for records", "need": "Whole records", "characteristic": "Carton of 3 mm", "cause": cause(),
        "owner": boss(), "due_on": timezone.localdate() + timedelta(days=10),
    } | values  # fmt: skip


def begun(**values) -> CorrectiveAction:
    return actions.begin(data=told(**values), actor=boss(), now=clock.now())


def test_an_action_names_need_and_characteristic() -> None:
    for name in ("title", "need", "characteristic"):
        with pytest.raises(DomainError) as refused:
            begun(**{name: " "})
        assert refused.value.field == name


def test_an_action_goes_its_ways_and_ends_with_a_verdict() -> None:
    row, now = begun(), clock.now()
    with pytest.raises(Conflict):
        actions.go(action=row, to=ActionState.WORKS, actor=boss(), now=now)
    row = actions.go(action=row, to=ActionState.DOING, actor=boss(), now=now)
    assert actions.go(action=row, to=ActionState.DOING, actor=boss(), now=now).version == row.version
    with pytest.raises(DomainError):
        actions.go(action=row, to=ActionState.DONE, actor=boss(), now=now, done_on=now.date() + timedelta(days=3))
    row = actions.go(action=row, to=ActionState.DONE, actor=boss(), now=now, done_on=now.date() - timedelta(days=40))
    assert actions.may_be_judged(row, now=now)
    with pytest.raises(DomainError):
        actions.go(action=row, to=ActionState.WORKS, actor=boss(), now=now)
    row = actions.go(action=row, to=ActionState.WORKS, actor=boss(), now=now, verdict="No case since")
    assert row.effect["before"] == 0
    with pytest.raises(Conflict):
        actions.change(action=row, data={"title": "Other"}, actor=boss(), now=now)


def test_whether_it_works_nobody_says_too_early_nor_without_the_right() -> None:
    row, now = begun(), clock.now()
    row = actions.go(action=row, to="done", actor=boss(), now=now, done_on=now.date() - timedelta(days=27))
    cashier = make_user("cashier")
    for actor, code in ((boss(), "too_early"), (cashier, "forbidden")):
        with pytest.raises(DomainError) as refused:
            actions.go(action=row, to="works", actor=actor, now=now, verdict="Well")
        assert refused.value.code == code
    for work in (
        lambda: actions.begin(data=told(), actor=cashier, now=now),
        lambda: actions.change(action=row, data={"title": "x"}, actor=cashier, now=now),
    ):
        with pytest.raises(DomainError) as refused:
            work()
        assert refused.value.code == "forbidden"


def test_the_effect_counts_cases_of_the_cause_and_below() -> None:
    top = trees.grow(Cause, name="Packing")
    low = trees.grow(Cause, name="Too weak", parent=top)
    now = clock.now()
    for ago in (50, 45, 44, 3):
        row = case(now=now - timedelta(days=ago), team=team())
        facts = {"outcome": "justified", "cause": low}
        transition(case=row, to="resolved", actor=boss(), now=now - timedelta(days=ago, hours=-1), facts=facts)
    while counting.fold(now=now):
        pass
    row = actions.go(action=begun(cause=top), to="done", actor=boss(), now=now, done_on=now.date() - timedelta(days=30))
    found = actions.effect_of(row, now=now)
    assert (found.before, found.after, found.verdict) == (3, 1, "open")


def test_pages_of_actions_lose_nothing_that_was_typed(client: Client) -> None:
    client.force_login(boss())
    new, why = reverse("complaints:action_new"), cause()
    typed = {"title": "Two at the counter", "cause": why.pk, "need": "", "characteristic": "Length of the queue",
             "owner": boss().pk, "due_on": "2026-01-15"}  # fmt: skip
    answer = client.post(new, typed)
    assert answer.status_code == 422
    assert "Length of the queue" in answer.content.decode()
    assert client.post(new, typed | {"need": "To be served in five minutes"}).status_code == 302
    row = CorrectiveAction.objects.get()
    page = reverse("complaints:action", args=[row.public_id])
    assert "Length of the queue" in client.get(page).content.decode()
    assert "Two at the counter" in client.get(reverse("complaints:learning_today")).content.decode()
    edited = typed | {"need": "Served fast", "title": "Three at the counter"}
    assert client.post(reverse("complaints:action_edit", args=[row.public_id]), edited).status_code == 302
    assert client.post(page, {"to": "dropped", "verdict": ""}).status_code == 422
    assert client.post(page, {"to": "done", "done_on": "2026-01-20"}).status_code == 302
    row.refresh_from_db()
    assert (row.title, row.state, row.need) == ("Three at the counter", "done", "Served fast")
    assert "Three at the counter" in client.get(reverse("complaints:actions") + "?show=check").content.decode()

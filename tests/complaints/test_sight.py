"""One rule of sight: nothing of a case by or about staff shows to whoever may not see such, wherever they look.

Every page of complaints is asked: an address that is new has to be told of here.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from complaints import files
from complaints.amends import services as amends
from complaints.incidents import services as incidents
from complaints.learning import counting
from complaints.models import Alarm, AmendState, Case, CaseMail, ComplaintSettings, Escalation, Mention
from complaints.moving import transition
from complaints.saying import say
from complaints.sla import sweeping
from complaints.telling import working
from complaints.urls import urlpatterns
from core import clock, integrations
from core.models import User
from tests.api.client import ApiClient
from tests.complaints.factories import boss, case, policy, team
from tests.customers.factories import make_user
from tests.loyalty.factories import member
from tests.sales.factories import product

pytestmark = pytest.mark.django_db
# What is looked for is written into the page again: it is another word of the same case.
WORD, SOUGHT = "Zorgon", "Fribble"
BLIND = ("service agent", "cashier", "analyst")
# Name → what it is asked for (`rows` below), whether a manager finds the case there.
PAGES: dict[str, tuple[tuple[str, ...], str, bool]] = {
    "queue": ((), f"?show=all&q={SOUGHT}", True),
    "enter": ((), "", False),
    "today": ((), "", True),
    "absences": ((), "", False),
    "case": (("case",), "", True),
    "case_edit": (("case",), "", True),
    "present": (("case",), "", False),
    "slip": (("case",), "", False),
    "file": (("file",), "", False),
    "customer": (("customer",), "", True),
    "mail": ((), "?show=ignored", False),
    "mails": ((), "", True),
    "said": (("page",), "", True),
    "mails_today": ((), "", False),
    "promises_today": ((), "", True),
    "unclosed": ((), "", True),
    "holidays_today": ((), "", False),
    "amends": (("case",), "", False),
    "amend_new": (("case",), "", True),
    "amend_end": (("amend", "refuse"), "", True),
    "approvals": ((), "", True),
    "approvals_card": ((), "", True),
    "incidents": ((), "", False),
    "incident_new": ((), "", False),
    "incident": (("incident",), "", True),
    "incident_edit": (("incident",), "", False),
    "case_incident": (("case",), "", False),
    "register": ((), "", True),
    "staff_complaint": ((), "", False),
    "silent": ((), "", False),
    "report": ((), "", False),
    "report_print": ((), "", False),
    "alarms": ((), "", False),
    "learning_today": ((), "", False),
    # Of what alarms are raised by, and shown, cases by and about staff are none.
    "alarm": (("alarm",), "", False),
    "actions": ((), "", False),
    "action_new": ((), "", False),
    "doors": ((), f"?q={SOUGHT}", False),
    "poster": ((), "", False),
    "help_report": ((), "", False),
}
# What is posted, or is of what has no case.
OTHERS = {
    "bulk", "absence_end", "mails_decide", "amend_grant", "amend_approve", "silent_act", "mail_detail", "mail_raw",
    "mail_take", "mail_aside", "sender_accept", "action", "action_edit",
}  # fmt: skip
# Of one case: whoever may not see it finds nothing at all.
OF_ONE = ("case", "said", "case_edit", "present", "slip", "file", "amends", "amend_new", "amend_end", "case_incident")


@pytest.fixture(autouse=True)
def _fresh() -> None:
    cache.clear()


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def hidden(*watching: User) -> SimpleNamespace:
    """Two cases by and about staff with all that can hang on them; `watching` were told of them in every way."""
    policy(acknowledge=None, respond=None, resolve=480)
    now, asks = clock.now(), make_user("manager")
    old = now - timedelta(days=30)
    who, goods = member(), product()
    told: dict[str, Any] = {"is_confidential": True, "subject": WORD, "text": SOUGHT, "customer": who, "product": goods}
    row = case(now=now, received_at=now - timedelta(days=7), team=team(is_confidential=True), **told)
    ended = case(now=old, **told | {"customer": None})
    made = say(case=ended, direction="out", means="email", text=WORD, author=boss(), now=now)
    working.send_due()
    assert CaseMail.objects.get(message=made).state == "skipped"
    transition(case=ended, to="resolved", actor=boss(), now=old, facts={"outcome": "justified"})
    note = say(case=row, direction="note", means="page", text=WORD, author=boss(), now=now)
    page = say(case=row, direction="note", means="email", text="-", html=f"<p>{WORD}</p>", author=boss(), now=now)
    kept = files.keep(
        message=note, name=f"{WORD}.txt", stream=io.BytesIO(SOUGHT.encode()), rules=ComplaintSettings.current()
    )
    offered = amends.offer(case=row, kind="gift", reason=WORD, actor=asks, now=now, data={"cost": 10_000, "what": WORD})
    assert offered.state == AmendState.WAITING
    for kind, data_of in (("points", {"units": 5}), ("gift", {"cost": 5, "what": WORD})):
        amends.grant(amend=amends.offer(case=row, kind=kind, reason=WORD, actor=boss(), now=now, data=data_of),
                     actor=boss(), now=now)  # fmt: skip
    day = clock.today()
    data = {"title": "Cracked cups", "first_day": day, "last_day": day}
    incident = incidents.open_incident(data=data, actor=boss(), now=now)
    incidents.attach(incident=incident, case=row, actor=boss(), now=now)
    sweeping.sweep(now=now)
    for user in watching:
        Mention.objects.create(message=note, user=user)
        for one in Escalation.objects.all():
            one.others.add(user)
    Case.objects.filter(pk=row.pk).update(assignee=watching[0])
    while counting.fold(now=now):
        pass
    alarm = Alarm.objects.create(
        dimension="product", value=str(goods.pk), first_day=day - timedelta(days=28), last_day=day, n=9, expected=1.0,
        p=1e-6, bar=1e-5, raised_at=now,
    )  # fmt: skip
    return SimpleNamespace(
        row=row, ended=ended, case=row.public_id, file=kept.public_id, customer=who.public_id, goods=goods,
        amend=offered.public_id, incident=incident.public_id, alarm=alarm.public_id, mail=made, page=page.pk,
    )  # fmt: skip


def address(name: str, rows: SimpleNamespace) -> str:
    asked, query, _shown = PAGES[name]
    return reverse(f"complaints:{name}", args=[getattr(rows, one, one) for one in asked]) + query


def body(page: Any) -> str:
    told = b"".join(page.streaming_content) if page.streaming else page.content
    return str(told.decode(errors="replace"))


def shows(page: Any, rows: SimpleNamespace) -> bool:
    """A number that was asked for stands in the field of search again."""
    told, asked = body(page), page.wsgi_request.META["QUERY_STRING"]
    return any(words in told for words in (WORD, rows.row.number, rows.ended.number) if words not in asked)


def test_every_address_is_asked() -> None:
    known = {entry.name for entry in urlpatterns}
    assert known == set(PAGES) | OTHERS
    assert not set(PAGES) & OTHERS


def test_nothing_shows_it_to_whoever_may_not_see_it() -> None:
    users = [make_user(role) for role in BLIND]
    rows = hidden(*users)
    for user in users:
        client = client_of(user)
        for name in PAGES:
            page = client.get(address(name, rows))
            assert page.status_code in ((403, 404) if name in OF_ONE else (200, 302, 403, 404)), name
            assert not shows(page, rows), name
        for other in elsewhere(rows):
            assert not shows(client.get(other), rows), other
        _nothing_can_be_done(client, rows)


def elsewhere(rows: SimpleNamespace) -> Iterator[str]:
    """Today with its cards, the search, the customer's record, what happened to them and what they were given; files
    of the report."""
    yield reverse("customers:today")
    yield reverse("customers:search") + f"?q={SOUGHT}"
    yield reverse("customers:search") + f"?q={rows.row.number}"
    for name in ("detail", "timeline"):
        yield reverse(f"customers:{name}", args=[rows.customer])
    for name in ("statement", "lots", "customer_accounts", "customer_figures"):
        yield reverse(f"loyalty:{name}", args=[rows.customer])
    yield reverse("complaints:report") + "?cases=csv"
    yield reverse("complaints:queue") + f"?show=mine&q={rows.row.number}"


def _nothing_can_be_done(client: Client, rows: SimpleNamespace) -> None:
    before = (rows.row.trail.count(), rows.ended.trail.count())
    posts: dict[str, tuple[list[Any], dict[str, Any]]] = {
        "case": ([rows.case], {"act": "take"}),
        "case_edit": ([rows.case], {"subject": "x"}),
        "bulk": ([], {"cases": [rows.row.pk], "act": "take"}),
        "mails_decide": ([], {"mail": [rows.mail.pk], "choice": "leave"}),
        "amend_new": ([rows.case], {"kind": "apology", "reason": "x"}),
        "amend_grant": ([rows.amend], {}),
        "amend_approve": ([rows.amend], {}),
        "amend_end": ([rows.amend, "withdraw"], {"reason": "x"}),
        "case_incident": ([rows.case], {"incident": ""}),
        "incident": ([rows.incident], {"act": "attach", "number": rows.ended.number}),
    }
    for name, (args, data) in posts.items():
        client.post(reverse(f"complaints:{name}", args=args), data)
    client.post(reverse("complaints:incident", args=[rows.incident]), {"act": "detach", "number": rows.row.number})
    assert (rows.row.trail.count(), rows.ended.trail.count()) == before


def test_a_manager_finds_it_everywhere_unless_it_is_about_themselves() -> None:
    who = make_user("manager")
    rows, client = hidden(who), client_of(who)
    for name, (_asked, _query, is_shown) in PAGES.items():
        page = client.get(address(name, rows))
        assert page.status_code in (200, 302), name
        assert shows(page, rows) or not is_shown, name
    assert rows.ended.number in body(client.get(reverse("complaints:report") + "?cases=csv"))
    assert shows(client.get(reverse("customers:search") + f"?q={rows.row.number}"), rows)
    assert body(client.get(address("file", rows))) == SOUGHT
    Case.objects.filter(pk__in=[rows.row.pk, rows.ended.pk]).update(about=who)
    for name in PAGES:
        page = client.get(address(name, rows))
        assert page.status_code == 404 or name not in OF_ONE, name
        assert not shows(page, rows), name
    assert client_of(boss()).get(address("case", rows)).status_code == 200


def test_programs_need_a_scope_of_its_own_and_the_timeline_has_nothing() -> None:
    rows = hidden(make_user("manager"))
    for is_told in (False, True):
        scopes = ("complaints:read", "complaints:write", *(["confidential_complaints:read"] if is_told else []))
        api = ApiClient(integrations.create_integration(name=f"Shop {is_told}", scopes=scopes)[1])
        assert shows(api.get("/cases/"), rows) == is_told
        assert (api.get(f"/cases/{rows.case}/").status_code == 200) == is_told
        assert (api.post(f"/cases/{rows.case}/messages/", {"text": "x"}).status_code == 201) == is_told
        figures = api.get("/complaint-figures/")
        assert figures.status_code == 200, figures.json()
        assert figures.json()["complaints"] == 0
    assert not rows.row.customer.timeline.filter(target=f"case:{rows.row.pk}").exists()

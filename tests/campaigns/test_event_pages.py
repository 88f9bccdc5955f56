"""Events on the pages of staff: planned, filled, checked in at the door, ended."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns.events import planning
from campaigns.models import Event, Registration
from core.models import User
from tests.campaigns.eventing import STARTS, draft, guest, opened, register, states
from tests.campaigns.factories import make_segment
from tests.customers.factories import NOW, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def user() -> User:
    return make_user("manager", name="Lin Yue")


@pytest.fixture
def staff(client: Client, user: User) -> Client:
    client.force_login(user)
    return client


def url(name: str, event: Event, *more: object) -> str:
    return reverse(f"campaigns:{name}", args=[event.public_id, *more])


def told(**more: object) -> dict[str, object]:
    return {
        "name": "Tasting", "description": "Bring a cup.", "kind": "on_site", "place": "In the shop",
        "starts_at": "2026-03-17T18:00", "ends_at": "2026-03-17T20:00", "places": "12", "companions": "1",
        "offer_hours": "0", "audience": "everybody", "reminder_hours": "24", "name__zh-hans": "品鉴会",
    } | more  # fmt: skip


def test_from_the_form_to_the_open_event(staff, user):
    answer = staff.post(reverse("campaigns:event_new"), told())
    event = Event.objects.get()
    assert answer["Location"] == url("event", event)
    assert (event.created_by, event.places, event.state) == (user, 12, "draft")
    assert event.translations == {"zh-hans": {"name": "品鉴会"}}
    assert staff.get(url("event_edit", event)).context["form"]["place"].value() == "In the shop"
    assert staff.post(url("event_edit", event), told(places="14", version="1")).status_code == 302
    assert staff.post(url("event_open", event)).status_code == 302
    event.refresh_from_db()
    assert (event.places, event.state, event.version) == (14, "open", 2)
    assert "Invite a segment" in staff.get(url("event", event)).content.decode()


def test_nothing_typed_is_lost(staff):
    answer = staff.post(reverse("campaigns:event_new"), told(ends_at="2026-03-17T17:00"))
    assert answer.status_code == 422
    assert "It ends after it begins." in answer.content.decode()
    assert answer.context["form"]["description"].value() == "Bring a cup."
    event = opened()
    stale = staff.post(url("event_edit", event), told(version="7"))
    assert stale.status_code == 422
    assert "meanwhile" in stale.content.decode()


def test_the_list_and_its_file(staff):
    register(opened(name="First"))
    opened(name="Second", starts_at=STARTS.replace(day=16))
    draft(name="Third")
    page = staff.get(reverse("campaigns:events"))
    assert [row.name for row in page.context["page"]] == ["Third", "First", "Second"]
    assert [row.name for row in staff.get(reverse("campaigns:events") + "?state=draft").context["page"]] == ["Third"]
    file = staff.get(reverse("campaigns:events") + "?format=csv")
    assert "First" in b"".join(file.streaming_content).decode()


def _queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as found:
        client.get(address)
    return len(found)


def test_three_rows_cost_no_more_than_one(staff):
    event = opened(places=9)
    register(event)
    pages = (reverse("campaigns:events"), url("event", event), url("event_door", event) + "?q=guest")
    for address in pages:
        staff.get(address)
    one = [_queries(staff, address) for address in pages]
    for _ in range(2):
        register(event)
        opened()
    assert [_queries(staff, address) for address in pages] == one


def test_guests_and_their_file(staff):
    event = opened(places=1)
    register(event, guest("Ada"))
    register(event, guest("Berta"))
    page = staff.get(url("event", event))
    assert [str(row.customer) for row in page.context["page"]] == ["Ada", "Berta"]
    assert [str(row.customer) for row in staff.get(url("event", event) + "?state=waiting").context["page"]] == ["Berta"]
    text = b"".join(staff.get(url("event", event) + "?format=csv").streaming_content).decode()
    assert "Ada" in text
    assert "On the waiting list" in text
    sheet = staff.get(url("event", event) + "?format=xlsx")
    assert b"".join(sheet.streaming_content)[:2] == b"PK"


def test_names_only_of_whom_one_may_see(client):
    from django.contrib.auth.models import Group, Permission

    agent = make_user("service agent")
    group = Group.objects.get(name="service agent")
    group.permissions.remove(Permission.objects.get(codename="view_all_customers"))
    event = opened()
    register(event, guest("Ada", assigned_to=make_user("owner")))
    client.force_login(agent)
    words = client.get(url("event", event)).content.decode()
    assert "Ada" not in words
    assert "not shown to you" in words
    row = Registration.objects.get()
    assert client.post(url("event_check_in", event, row.public_id)).status_code == 404
    assert client.post(url("event_scan", event), {"scan": row.code}).status_code == 200
    assert states(row) == ["attended"]


def test_registered_by_hand_and_taken_off(staff):
    event, ada = opened(), guest("Ada Lovelace")
    assert staff.get(url("event_add", event)).status_code == 200
    assert staff.post(url("event_add", event), {"customer": "Ada Lovelace", "companions": "0"}).status_code == 302
    row = Registration.objects.get(customer=ada)
    assert staff.post(url("event_add", event), {"customer": "Nobody", "companions": "0"}).status_code == 422
    assert staff.get(url("event_take_off", event, row.public_id)).status_code == 200
    staff.post(url("event_take_off", event, row.public_id), {"reason": "She called"})
    assert states(row) == ["cancelled"]
    assert row.reason == "She called"


def test_closed_called_off_and_over(staff, monkeypatch):
    event = opened()
    row = register(event)
    staff.post(url("event_close", event))
    event.refresh_from_db()
    assert event.state == "closed"
    assert staff.post(url("event_call_off", event), {"reason": ""}).status_code == 422
    staff.post(url("event_call_off", event), {"reason": "Flood"})
    event.refresh_from_db()
    assert (event.state, event.reason) == ("cancelled", "Flood")
    assert states(row) == ["cancelled"]
    other = opened()
    staff.post(url("event_end", other))
    other.refresh_from_db()
    assert other.state == "open"
    monkeypatch.setattr("core.clock.now", lambda: STARTS)
    staff.post(url("event_end", other))
    other.refresh_from_db()
    assert other.state == "over"


# --- The door -------------------------------------------------------------------------------------


def said(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_at_the_door(staff):
    event, other = opened(places=3), opened(name="Webinar")
    row, elsewhere = register(event, guest("Ada")), register(other)
    assert staff.get(url("event_door", event)).status_code == 200
    scan = url("event_scan", event)
    assert "Come in." in said(staff.post(scan, {"scan": row.code}))
    assert "Already in, since 12:00." in said(staff.post(scan, {"scan": row.code}))
    wrong = staff.post(scan, {"scan": elsewhere.code})
    assert (wrong.status_code, "for another event: Webinar" in said(wrong)) == (409, True)
    unknown = staff.post(scan, {"scan": "22222222"})
    assert (unknown.status_code, "There is no such place." in said(unknown)) == (404, True)
    assert staff.post(scan, {"scan": " "}).status_code == 422
    assert "Check-in undone." in said(staff.post(url("event_undo", event, row.public_id)))
    assert states(row) == ["registered"]
    assert "Come in." in said(staff.post(url("event_check_in", event, row.public_id)))


def test_htmx_gets_the_part_alone_and_always_an_answer(staff):
    event = opened()
    answer = staff.post(url("event_scan", event), {"scan": "22222222"}, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert "<html" not in answer.content.decode()
    assert "There is no such place." in answer.content.decode()


def test_by_name_and_without_a_registration(staff):
    event = opened(places=2)
    row, berta = register(event, guest("Ada Lovelace")), guest("Berta Benz")
    found = staff.post(url("event_scan", event), {"scan": "Lovelace"})
    assert [one.pk for one in found.context["found"]] == [row.pk]
    stranger = staff.post(url("event_scan", event), {"scan": "Benz"})
    assert stranger.context["strangers"] == [berta]
    let_in = staff.post(url("event_walk_in", event), {"customer": str(berta.public_id)})
    assert "Come in." in said(let_in)
    assert Registration.objects.get(customer=berta).state == "attended"
    third = guest("Carl")
    full = staff.post(url("event_walk_in", event), {"customer": str(third.public_id)})
    assert (full.status_code, "All places are taken." in said(full)) == (409, True)
    assert staff.post(url("event_walk_in", event), {"customer": "x"}).status_code == 404


def test_roles(client):
    event = opened()
    row = register(event)
    allowed = {
        "cashier": {"event": 200, "event_door": 200, "event_add": 200, "event_edit": 403, "event_call_off": 403,
                    "event_invite": 403},
        "analyst": {"event": 200, "event_door": 403, "event_add": 403, "event_edit": 403, "event_call_off": 403,
                    "event_invite": 403},
        "manager": {"event": 200, "event_door": 200, "event_add": 200, "event_edit": 200, "event_call_off": 200,
                    "event_invite": 200},
    }  # fmt: skip
    for role, pages in allowed.items():
        client.force_login(make_user(role))
        assert {name: client.get(url(name, event)).status_code for name in pages} == pages
    client.force_login(make_user("analyst"))
    assert client.post(url("event_check_in", event, row.public_id)).status_code == 403
    assert client.post(url("event_open", event)).status_code == 403


# --- The record -----------------------------------------------------------------------------------


def test_on_the_record(staff):
    ada = guest("Ada")
    panel = reverse("campaigns:customer_events", args=[ada.public_id])
    assert "not registered for any event" in staff.get(panel).content.decode()
    event = opened(name="Spring tasting")
    register(event, ada)
    words = staff.get(panel).content.decode()
    assert "Spring tasting" in words
    assert "Has a place" in words
    trail = staff.get(reverse("customers:detail", args=[ada.public_id])).content.decode()
    assert panel in trail


def test_an_invitation_from_the_page(staff):
    from campaigns.models import Campaign

    event, segment = opened(name="Preview"), make_segment([guest()])
    assert staff.get(url("event_invite", event)).status_code == 200
    answer = staff.post(url("event_invite", event), {"segment": segment.pk})
    campaign = Campaign.objects.get()
    assert answer["Location"] == reverse("campaigns:detail", args=[campaign.public_id])
    assert campaign.name == "Invitation: Preview"
    assert staff.get(answer["Location"]).status_code == 200
    assert "Invitation: Preview" in staff.get(url("event", event)).content.decode()
    planning.close(event=event, actor=None, now=NOW)
    assert staff.post(url("event_invite", event), {"segment": segment.pk}).status_code == 422

"""Campaigns over the API: the way of their states, the counts of the pages, and the audience."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from campaigns import starting
from campaigns.models import Campaign, Recipient, State
from core import integrations
from customers.models import Customer, TimelineEntry
from customers.segments import refreshing
from messaging.models import Message, Template
from messaging.templating import Text
from sales.models import Brand
from tests.api.client import ApiClient
from tests.campaigns.announcing import buy, enqueue
from tests.campaigns.announcing import draft as announcement
from tests.campaigns.factories import make_campaign, make_segment, send, start
from tests.customers.factories import NOW, make_customer
from tests.loyalty.pricing_factories import promotion
from tests.messaging.factories import HELLO, make_version, reader
from tests.sales.factories import product

pytestmark = pytest.mark.django_db
NOBODY = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def api() -> ApiClient:
    scopes = ["campaigns:read", "campaigns:write", "messages:read"]
    return ApiClient(integrations.create_integration(name="Shop", scopes=scopes)[1])


def asked(**changes: Any) -> dict[str, Any]:
    """A body of a draft."""
    given = {"name": "Spring", "segment": str(make_segment([reader()]).public_id), "holdout_percent": 0}
    return given | {"templates": [make_version().template.pk]} | changes


def press(api: ApiClient, campaign: Campaign, what: str, body: Any = None, **headers: str) -> Any:
    return api.post(f"/campaigns/{campaign.public_id}/{what}/", body, **headers)


def refused(answer: Any, status: int, code: str, field: str = "") -> None:
    told = answer.json()
    assert (answer.status_code, told["code"], told["field"]) == (status, code, field), told


class TestWriting:
    def test_a_draft(self, api):
        body = asked(purpose="service", priority=3, is_needed=True, valid_days=5, window_days=20)
        answer = api.post("/campaigns/", body)
        assert answer.status_code == 201, answer.content
        told = answer.json()
        assert told == api.get(f"/campaigns/{told['public_id']}/").json()
        assert {name: told[name] for name in body if name != "templates"} == {
            name: value for name, value in body.items() if name != "templates"
        }
        assert told["variants"] == [{"letter": "A", "template": body["templates"][0], "template_version": None}]
        assert (told["state"], told["progress"]["audience"], told["reasons"]) == ("draft", 0, [])
        assert TimelineEntry.objects.get(verb="campaign.created").data["via"] == "API: Shop"

    def test_variants_with_a_test(self, api):
        templates = [make_version().template.pk for _number in range(2)]
        codes = promotion(needs_coupon=True)
        body = asked(
            templates=templates, test_percent=20, test_hours=12, decide_by="purchases",
            promotion=codes.pk,
        )  # fmt: skip
        told = api.post("/campaigns/", body).json()
        assert [row["template"] for row in told["variants"]] == templates
        assert (told["test_percent"], told["test_hours"], told["decide_by"]) == (20, 12, "purchases")
        assert (told["promotion"], told["winner"], told["verdict"]) == (codes.pk, None, "")

    def test_a_draft_sent_twice_with_a_key_is_one(self, api):
        body = asked()
        first, again = (api.post("/campaigns/", body, Idempotency_Key="spring") for _time in range(2))
        assert first.json() == again.json()
        assert again["Idempotent-Replayed"] == "true"
        assert Campaign.objects.count() == 1
        refused(api.post("/campaigns/", body), 409, "name_taken", "name")

    def test_refusals_name_the_field(self, api):
        sms, empty = make_version(Text("en", "Hi"), channel="sms").template, Template.objects.create(name="Empty")
        off = make_version().template
        Template.objects.filter(pk=off.pk).update(is_active=False)
        for changes, status, code, field in (
            ({"segment": NOBODY}, 404, "segment_unknown", "segment"),
            ({"templates": [2**40]}, 404, "template_unknown", "templates"),
            ({"templates": [off.pk]}, 409, "template_inactive", "templates"),
            ({"templates": [empty.pk]}, 400, "template_empty", "templates"),
            ({"templates": [make_version().template.pk, sms.pk]}, 400, "variants_mixed", "templates"),
            ({"promotion": 2**40}, 404, "promotion_unknown", "promotion"),
            ({"test_percent": 20}, 400, "test_one_variant", "test_percent"),
            ({"holdout_percent": 51}, 400, "max_value", "holdout_percent"),
            ({"name": ""}, 400, "blank", "name"),
        ):
            refused(api.post("/campaigns/", asked(**changes)), status, code, field)
        assert not Campaign.objects.exists()


class TestRunning:
    def test_the_way_of_its_states(self, api):
        campaign = make_campaign([reader()])
        later = (NOW + timedelta(days=1)).isoformat().replace("+00:00", "Z")
        told = press(api, campaign, "approve", {"starts_at": later}).json()
        assert (told["state"], told["starts_at"]) == ("scheduled", later)
        assert press(api, campaign, "take-back").json()["state"] == "draft"
        assert press(api, campaign, "approve").json()["state"] == "scheduled"
        assert starting.start_due(now=NOW) == 1
        assert press(api, campaign, "pause").json()["state"] == "paused"
        assert press(api, campaign, "resume").json()["state"] == "running"
        told = press(api, campaign, "cancel", {"reason": "Wrong price"}).json()
        assert (told["state"], told["progress"]["cancelled"]) == ("cancelled", 1)
        entry = TimelineEntry.objects.get(verb="campaign.cancelled")
        assert (entry.reason, entry.actor, entry.data["via"]) == ("Wrong price", None, "API: Shop")

    @pytest.mark.parametrize(
        ("what", "body"),
        [("take-back", None), ("pause", None), ("resume", None), ("cancel", {"reason": "x"}), ("send-to-rest", None)],
    )
    def test_a_way_that_does_not_lead_from_here(self, api, what, body):
        campaign = make_campaign()
        refused(press(api, campaign, what, body), 409, "campaign_state")
        campaign.refresh_from_db()
        assert campaign.state == State.DRAFT

    def test_pressed_twice(self, api):
        campaign = start(make_campaign([reader()]))
        first, again = (press(api, campaign, "pause", Idempotency_Key="k") for _time in range(2))
        assert first.json() == again.json()
        refused(press(api, campaign, "pause"), 409, "campaign_state")

    def test_cancelling_wants_a_reason(self, api):
        campaign = start(make_campaign([reader()]))
        refused(press(api, campaign, "cancel", {}), 400, "required", "reason")
        refused(press(api, campaign, "cancel", {"reason": "  "}), 400, "blank", "reason")

    def test_a_start_without_a_zone_is_refused(self, api):
        answer = press(api, make_campaign(), "approve", {"starts_at": "2026-05-04T09:30"})
        refused(answer, 400, "instant_invalid", "starts_at")

    def test_send_to_the_rest(self, api):
        campaign = start(make_campaign([reader(), make_customer(email="no@example.com")]))
        send(campaign)
        told = press(api, campaign, "send-to-rest").json()
        assert (told["count"], told["campaign"]["state"], told["campaign"]["progress"]["waiting"]) == (1, "running", 1)

    def test_a_reader_starts_nothing(self, api):
        campaign = make_campaign()
        _, token = integrations.create_integration(name="Reader", scopes=["campaigns:read"])
        assert press(ApiClient(token), campaign, "approve").status_code == 403


class TestReading:
    def test_counts_are_those_of_the_page(self, api):
        campaign = start(make_campaign([reader(), reader(), make_customer(email="no@example.com")]))
        send(campaign)
        told = api.get(f"/campaigns/{campaign.public_id}/").json()
        counts = {name: count for name, count in told["progress"].items() if count}
        assert (told["state"], counts) == ("finished", {"audience": 3, "sent": 2, "skipped": 1})
        (reason,) = told["reasons"]
        assert (reason["state"], reason["reason"], reason["count"]) == ("skipped", "consent", 1)
        assert "agreed" in reason["explanation"]
        assert told["variants"][0]["template_version"] == 1
        messages = api.get("/messages/", {"source": told["source"], "state": "skipped"}).json()["results"]
        assert len(messages) == 1

    def test_the_list_by_state_in_few_statements(self, api, django_assert_num_queries):
        api.get("/campaigns/")  # the day of use is noted
        drafts = [make_campaign(texts=(HELLO, HELLO)) for _number in range(3)]
        start(make_campaign([reader()]))
        with django_assert_num_queries(3):  # token, campaigns, variants
            rows = api.get("/campaigns/", {"state": "draft"}).json()["results"]
        assert [row["public_id"] for row in rows] == [str(one.public_id) for one in reversed(drafts)]
        assert {len(row["variants"]) for row in rows} == {2}
        assert api.get("/campaigns/", {"state": "lost"}).json()["code"] == "invalid_choice"
        assert api.get(f"/campaigns/{NOBODY}/").status_code == 404


def audience(api: ApiClient, campaign: Campaign, **query: Any) -> dict[str, dict[str, Any]]:
    rows = api.get(f"/campaigns/{campaign.public_id}/recipients/", query).json()["results"]
    return {row["customer"]: row for row in rows}


class TestRecipients:
    def test_what_became_of_each(self, api):
        ada, bo, cy = reader("Ada"), make_customer(email="no@example.com"), reader("Cy")
        campaign = start(make_campaign([ada, bo, cy]))
        Recipient.objects.filter(customer=cy).update(is_held_out=True)
        assert {row["state"] for row in audience(api, campaign).values()} == {None}
        send(campaign)
        rows = audience(api, campaign)
        sent, skipped, held = (rows[str(who.public_id)] for who in (ada, bo, cy))
        assert (sent["state"], sent["variant"], sent["because"]) == ("sent", "A", "")
        assert (skipped["state"], skipped["reason"]) == ("skipped", "consent")
        assert (held["is_held_out"], held["state"], held["message"], held["queued_at"]) == (True, None, None, None)
        assert sent["message"] == Message.objects.get(customer=ada).pk
        assert list(audience(api, campaign, is_held_out="true")) == [str(cy.public_id)]

    def test_two_records_of_one_person_share_one_message(self, api):
        ada, twin = reader("Ada"), reader("Ada again")
        campaign = start(make_campaign([ada, twin]))
        Customer.objects.filter(pk=twin.pk).update(merged_into=ada)
        send(campaign)
        rows = api.get(f"/campaigns/{campaign.public_id}/recipients/").json()["results"]
        assert [row["customer"] for row in rows] == [str(ada.public_id)] * 2
        assert [row["message"] for row in rows] == [Message.objects.get().pk] * 2

    def test_merged_after_it_went_out(self, api):
        ada, twin = reader("Ada"), reader("Ada again")
        campaign = start(make_campaign([twin]))
        send(campaign)
        Message.objects.update(customer=ada)
        Customer.objects.filter(pk=twin.pk).update(merged_into=ada)
        assert audience(api, campaign)[str(ada.public_id)]["state"] == "sent"

    def test_the_reason_of_an_announcement(self, api):
        roast = product(sku="ROAST-9", name="Night Train", brand=Brand.objects.create(name="Kiln"))
        ada = reader("Ada")
        buy(ada, product(brand=roast.brand), 2)
        made = announcement(roast)
        assert api.get(f"/campaigns/{made.public_id}/").json()["product"] == "ROAST-9"
        refreshing.refresh(now=NOW)
        campaign = start(made)
        enqueue(campaign)
        assert audience(api, campaign)[str(ada.public_id)]["because"] == "brand"

    def test_pages_of_few_statements(self, api, django_assert_num_queries):
        people = [reader() for _number in range(5)]
        campaign = start(make_campaign(people))
        send(campaign)
        path = f"/campaigns/{campaign.public_id}/recipients/"
        api.get(path)  # the day of use is noted
        with django_assert_num_queries(4):  # token, campaign, recipients, messages
            page = api.get(path, {"page_size": 3}).json()
        cursor = page["next"].partition("cursor=")[2].partition("&")[0]
        rest = api.get(path, {"page_size": 3, "cursor": cursor}).json()
        found = [row["customer"] for row in (*page["results"], *rest["results"])]
        assert found == [str(who.public_id) for who in people]
        assert rest["next"] is None

    def test_nobody_before_the_start(self, api):
        assert audience(api, make_campaign([reader()])) == {}
        assert api.get(f"/campaigns/{NOBODY}/recipients/").status_code == 404

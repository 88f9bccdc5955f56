"""Pages, member page, API and admin of tiers."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from core import clock
from core.integrations import create_integration
from customers.memberpage import links
from customers.models import Customer
from loyalty.models import TierLevel, TierMembership, TierPeriod, TierSettings, TierStanding
from loyalty.tiers import recompute, reports, services, showing
from tests.customers.factories import make_user
from tests.loyalty.tiers import ladder, long_member
from tests.sales.factories import line, purchase

pytestmark = pytest.mark.django_db


def buy_today(who: Customer, amount: int) -> None:
    now = clock.now()
    purchase(line(amount), customer=who.pk, occurred_at=now, now=now)


@pytest.fixture
def gold():
    ladder()
    who = long_member(display_name="Ada Byron")
    buy_today(who, 1200_00)
    return who


ROLES = ("owner", "manager", "marketer", "service agent", "cashier", "analyst")
SEES = {"owner", "manager", "marketer", "service agent", "cashier", "analyst"}
GIVES = {"owner", "manager", "service agent"}


@pytest.mark.parametrize("role", ROLES)
def test_who_may_open_what(client, gold, role):
    client.force_login(make_user(role))
    expected = {
        reverse("loyalty:tiers"): role in SEES,
        reverse("loyalty:tier_members"): role in SEES,
        reverse("loyalty:tier_close"): role in SEES,
        reverse("loyalty:tier_losing"): role in SEES,
        reverse("loyalty:customer_tier", args=[gold.public_id]): role in SEES,
        reverse("loyalty:tier_give", args=[gold.public_id]): role in GIVES,
        reverse("loyalty:tier_take", args=[gold.public_id]): role in GIVES,
    }
    found = {url: client.get(url).status_code for url in expected}
    assert found == {url: 200 if may else 403 for url, may in expected.items()}


def test_the_report_counts_members_without_test_customers(client, gold):
    other = long_member(is_test=True)
    buy_today(other, 1200_00)
    long_member()
    recompute.recompute(now=clock.now())
    counted = {rung.level.code if rung.level else None: rung.members for rung in reports.rungs(clock.now())}
    assert counted == {"platinum": 0, "gold": 1, "silver": 0, None: 1}
    assert reports.moves(clock.now())[-1].up == 1
    client.force_login(make_user("analyst"))
    page = client.get(reverse("loyalty:tiers")).content.decode()
    assert "Gold" in page


@pytest.mark.parametrize("name", ["tier_members", "tier_close"])
def test_lists_take_the_same_queries_for_one_row_and_for_three(client, django_assert_max_num_queries, name):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    ladder()
    client.force_login(make_user("manager"))
    counts = []
    for more in (1, 2):
        for _ in range(more):
            buy_today(long_member(), 900_00)
        recompute.recompute(now=clock.now())
        client.get(reverse(f"loyalty:{name}"))
        with CaptureQueriesContext(connection) as seen:
            page = client.get(reverse(f"loyalty:{name}")).content.decode()
        counts.append(len(seen))
        assert page.count('<th scope="row">') == sum((1, 2)[: len(counts)])
    assert counts[0] == counts[1]


def test_the_lists_are_exported(client, gold):
    buy_today(long_member(), 900_00)
    recompute.recompute(now=clock.now())
    client.force_login(make_user("manager"))
    text = b"".join(client.get(reverse("loyalty:tier_close"), {"format": "csv"})).decode()
    assert "100.00" in text
    members = b"".join(client.get(reverse("loyalty:tier_members"), {"format": "csv", "level": "gold"})).decode()
    assert "Ada Byron" in members
    client.force_login(make_user("cashier"))
    assert client.get(reverse("loyalty:tier_members"), {"format": "csv"}).status_code == 403


def test_the_panel_and_the_member_page_say_what_is_missing(client, gold):
    client.force_login(make_user("manager"))
    panel = client.get(reverse("loyalty:customer_tier", args=[gold.public_id])).content.decode()
    told = showing.shown(gold, clock.now())
    assert "$1,000.00 more by" in panel
    assert "keeps Gold" in panel
    assert "$3,800.00 more for Platinum" in panel
    assert told.keep_text in panel.replace("\xa0", " ")
    page = client.get(reverse("customers:member_page", args=[links.token_for(gold, now=clock.now())])).content.decode()
    assert "Your level" in page
    assert "keeps Gold" in page


def test_giving_and_taking_back_on_the_record(client, gold):
    client.force_login(make_user("service agent"))
    platinum = TierLevel.objects.get(code="platinum")
    until = clock.today() + timedelta(days=30)
    told = {"level": platinum.pk, "until": until.isoformat(), "reason": "Broken parcel"}
    assert client.post(reverse("loyalty:tier_give", args=[gold.public_id]), told).status_code == 302
    row = TierMembership.objects.get(pk=gold.pk)
    assert (row.level.code, row.manual_until, row.manual_reason) == (
        "platinum", until + timedelta(days=1), "Broken parcel"
    )  # fmt: skip
    late = told | {"until": (clock.today() - timedelta(days=1)).isoformat()}
    assert client.post(reverse("loyalty:tier_give", args=[gold.public_id]), late).status_code == 422
    client.post(reverse("loyalty:tier_take", args=[gold.public_id]), {"reason": "Settled"})
    row.refresh_from_db()
    assert (row.level.code, row.manual_level) == ("gold", None)


# --- API ------------------------------------------------------------------------------------


@pytest.fixture
def api(client):
    _integration, token = create_integration(name="Till", scopes=["tiers:read", "tiers:write"])
    client.defaults["HTTP_AUTHORIZATION"] = f"Bearer {token}"
    return client


def test_the_api_says_where_a_member_stands(api, gold):
    levels = api.get("/api/v1/tiers/").json()["results"]
    assert [level["code"] for level in levels] == ["silver", "gold", "platinum"]
    assert levels[1]["min_spend"] == "1000.00"
    found = api.get(f"/api/v1/customers/{gold.public_id}/tier/").json()
    assert found["level"]["code"] == "gold"
    assert found["keep"]["missing_spend"] == "1000.00"
    assert found["rise"]["level"] == "platinum"
    assert found["rise"]["missing_spend"] == "3800.00"


def test_the_api_gives_a_level_once(api, gold):
    url = f"/api/v1/customers/{gold.public_id}/tier/"
    told = {"level": "platinum", "until": str(clock.today() + timedelta(days=5)), "reason": "Press"}
    headers = {"HTTP_IDEMPOTENCY_KEY": "one"}
    first = api.post(url, told, content_type="application/json", **headers)
    assert (first.status_code, first.json()["level"]["code"]) == (200, "platinum")
    again = api.post(url, told, content_type="application/json", **headers)
    assert again.json() == first.json()
    assert TierPeriod.objects.filter(customer=gold).count() == 2
    unknown = api.post(url, told | {"level": "brass"}, content_type="application/json", HTTP_IDEMPOTENCY_KEY="two")
    assert (unknown.status_code, unknown.json()["code"]) == (404, "tier_unknown")


def test_the_api_takes_a_given_level_back(api, gold):
    url = f"/api/v1/customers/{gold.public_id}/tier/"
    taken, told = f"{url}take/", {"reason": "A mistake"}
    nothing = api.post(taken, told, content_type="application/json")
    assert (nothing.status_code, nothing.json()["code"]) == (409, "tier_not_given")
    given = {"level": "platinum", "until": str(clock.today() + timedelta(days=5)), "reason": "Press"}
    api.post(url, given, content_type="application/json")
    silent = api.post(taken, {}, content_type="application/json")
    assert (silent.status_code, silent.json()["field"]) == (400, "reason")
    headers = {"HTTP_IDEMPOTENCY_KEY": "take"}
    first = api.post(taken, told, content_type="application/json", **headers)
    assert (first.status_code, first.json()["level"]["code"], first.json()["given_level"]) == (200, "gold", None)
    assert api.post(taken, told, content_type="application/json", **headers).json() == first.json()
    assert TierPeriod.objects.filter(customer=gold, valid_until__isnull=True).get().level.code == "gold"
    unknown = api.post(taken.replace(str(gold.public_id), "00000000-0000-4000-8000-000000000000"), told,
                       content_type="application/json")  # fmt: skip
    assert unknown.status_code == 404


# --- Admin ----------------------------------------------------------------------------------


def _level_form(level: TierLevel, **values):
    told = {
        "code": level.code, "name": level.name, "rank": level.rank, "is_active": "on", "min_spend": "1000.00",
        "needs_all": "on", "multiplier": "1", "early_access_hours": 0, "benefits": "", "name_zh": "金卡",
        "benefits_zh": "",
    }  # fmt: skip
    return told | values


def test_the_admin_says_whom_a_threshold_touches_before_saving(client, gold):
    """One holds Gold with 1,200.00; one has 900.00."""
    buy_today(long_member(), 900_00)
    client.force_login(make_user("owner", is_staff=True, is_superuser=True))
    level = TierLevel.objects.get(code="gold")
    url = reverse("admin:loyalty_tierlevel_change", args=[level.pk])
    raised = client.post(url, _level_form(level, min_spend="2000.00"))
    assert "1 member holds this level without reaching the new thresholds" in raised.content.decode()
    level.refresh_from_db()
    assert level.min_spend == 1000_00
    lowered = client.post(url, _level_form(level, min_spend="900.00"))
    assert "1 member reaches it at once" in lowered.content.decode()
    before = TierSettings.objects.get(pk=1)
    assert client.post(url, _level_form(level, min_spend="2000.00", confirmed="on")).status_code == 302
    after = TierSettings.objects.get(pk=1)
    level.refresh_from_db()
    assert (level.min_spend, level.translations["zh-hans"]["name"]) == (2000_00, "金卡")
    assert after.stamp != before.stamp
    assert after.terms_since > before.terms_since
    assert TierMembership.objects.get(pk=gold.pk).level == level


def test_the_admin_says_which_level_is_never_reached(client, monkeypatch):
    client.force_login(make_user("owner", is_staff=True, is_superuser=True))
    silver = ladder()["silver"]
    url = reverse("admin:loyalty_tierlevel_change", args=[silver.pk])
    told = "is then never reached"
    assert told not in client.post(url, _level_form(silver, min_spend="600.00")).content.decode()
    monkeypatch.setattr(reports, "touched_by", lambda *_arguments: reports.Touched(1247, 20418))
    page = client.post(url, _level_form(silver, min_spend="1250.00")).content.decode()
    sentence = f"Silver {told}: whoever reaches it (from $1,250.00) has reached Gold (from $1,000.00) too."
    assert sentence in page
    assert "1,247 members hold this level" in page
    assert "20,418 members reach it at once" in page
    new = _level_form(TierLevel(code="first", name="First", rank=9), min_spend="400.00")
    saved = client.post(reverse("admin:loyalty_tierlevel_add"), new, follow=True)
    warnings = [str(message) for message in saved.context["messages"]]
    assert any(warning.startswith(f"Silver {told}") for warning in warnings)


def test_gifts_are_coupons_once_per_period(gold):
    from loyalty.models import Coupon, Promotion, StackingGroup

    group = StackingGroup.objects.first() or StackingGroup.objects.create(name="Gifts", order=9)
    promotion = Promotion.objects.create(name="Welcome", kind="percentage", percent=10, group=group, needs_coupon=True)
    TierLevel.objects.filter(code="platinum").update(gift=promotion)
    buy_today(gold, 4000_00)
    assert Coupon.objects.filter(promotion=promotion, customer=gold).count() == 1
    recompute.recompute(now=clock.now())
    assert Coupon.objects.filter(promotion=promotion, customer=gold).count() == 1


def test_webhooks_tell_of_each_change():
    from core.webhooks.models import WebhookEndpoint, WebhookEvent

    endpoint = WebhookEndpoint.objects.create(name="Shop", url="https://shop.example/hooks", events=["tier.changed"])
    ladder()
    who = long_member()
    buy_today(who, 6000_00)
    events = WebhookEvent.objects.filter(event="tier.changed")
    assert [(row.data["level"], row.data["level_before"]) for row in events] == [("platinum", None)]
    assert endpoint.is_active


def test_webhooks_tell_once_who_is_about_to_lose_a_level(gold):
    from core.webhooks.models import WebhookEndpoint, WebhookEvent

    WebhookEndpoint.objects.create(name="Shop", url="https://shop.example/hooks", events=["tier.notice"])
    TierMembership.objects.filter(pk=gold.pk).update(keeps_until=clock.today() + timedelta(days=10))
    TierLevel.objects.filter(code="gold").update(min_spend=1620_00)
    for _ in range(2):
        recompute.recompute(now=clock.now())
    found = [row.data for row in WebhookEvent.objects.filter(event="tier.notice")]
    assert found == [
        {
            "customer": str(gold.public_id), "level": "gold", "missing_spend": "420.00", "missing_units": 0,
            "missing_purchases": 0, "last_on": str(clock.today() + timedelta(days=9)),
        }
    ]  # fmt: skip


def test_the_admin_says_whom_another_window_touches_before_saving(client, gold):
    """One holds Gold by 1,200.00 of today; one bought 900.00 two years ago, which everything so far would count."""
    long_ago = clock.now() - timedelta(days=700)
    who = long_member()
    purchase(line(900_00), customer=who.pk, occurred_at=long_ago, now=long_ago)
    TierMembership.objects.filter(pk=who.pk).delete()
    client.force_login(make_user("owner", is_staff=True, is_superuser=True))
    told = {
        "window": "lifetime", "window_months": 12, "units_currency": "points", "crossing": "old", "keeps": "months",
        "keeps_n": 12, "grace_days": 14, "notice_days": 30, "downgrade": "step", "close_percent": 80,
        "comes_back": "keep",
    }  # fmt: skip
    page = client.post(reverse("admin:loyalty_tiersettings_change", args=[1]), told).content.decode()
    assert "0 members hold a level that they do not reach" in page
    assert "1 member rises at once" in page
    assert TierSettings.objects.get(pk=1).window == "rolling"


def test_a_contact_is_told_to_the_member_until_they_leave_the_shop(client, api, gold):
    contact = make_user("manager", name="Grace Hopper")
    TierLevel.objects.filter(code="gold").update(contact=contact)
    url = f"/api/v1/customers/{gold.public_id}/tier/"
    assert api.get(url).json()["contact"] == {"name": "Grace Hopper", "email": contact.email}
    page = reverse("customers:member_page", args=[links.token_for(gold, now=clock.now())])
    assert f"mailto:{contact.email}" in client.get(page).content.decode()
    contact.is_active = False
    contact.save(update_fields=["is_active"])
    assert api.get(url).json()["contact"] is None
    assert "Grace Hopper" not in client.get(page).content.decode()


def test_early_access_to_editions(gold):
    from datetime import datetime

    from loyalty.editions.access import opens_for
    from loyalty.models import Edition

    edition = Edition.objects.create(name="Print", quantity=3)
    opens = clock.now() + timedelta(days=3)
    edition.steps.create(opens_at=opens)
    assert opens_for(edition, gold) == opens
    TierLevel.objects.filter(code="gold").update(early_access_hours=12)
    assert opens_for(edition, gold) == opens - timedelta(hours=12)
    assert isinstance(opens, datetime)


def test_standing_lists_forget_test_customers(gold):
    buy_today(long_member(is_test=True), 900_00)
    recompute.recompute(now=clock.now())
    assert not TierStanding.objects.filter(direction="up").exists()


def test_a_given_level_is_due_by_the_day(gold):
    day = date(2999, 12, 31)
    level = TierLevel.objects.get(code="platinum")
    services.give_level(customer=gold, level=level, until=day, reason="Founder", actor=None, now=clock.now())
    assert showing.shown(gold, clock.now()).given_to == day


def test_a_level_gives_no_code_of_an_offer_that_is_over(gold, django_capture_on_commit_callbacks):
    from customers.models import FollowUp, TimelineEntry
    from loyalty.models import Coupon, Promotion, StackingGroup

    group = StackingGroup.objects.first() or StackingGroup.objects.create(name="Gifts", order=9)
    promotion = Promotion.objects.create(name="Welcome", kind="percentage", percent=10, group=group, needs_coupon=True)
    TierLevel.objects.filter(code="platinum").update(gift=promotion)
    Promotion.objects.update(is_active=False)
    with django_capture_on_commit_callbacks(execute=True):
        buy_today(gold, 4000_00)
    assert TierMembership.objects.get(pk=gold.pk).level.code == "platinum"
    assert not Coupon.objects.exists()
    assert TimelineEntry.objects.filter(verb="coupon.left_out", customer=gold).count() == 1
    assert FollowUp.objects.get().source.startswith(f"coupon-left-out:{promotion.pk}:")

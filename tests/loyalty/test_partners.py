"""Partner offers: claimed once each, used once, never more than there are, and settled to the cent."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth.models import Permission
from django.db import IntegrityError, transaction
from django.urls import reverse

from core import clock, integrations
from core.errors import DomainError
from core.models import User
from customers import memberpage
from loyalty.models import Partner, PartnerClaim, PartnerOffer
from loyalty.referrals import offers
from tests.loyalty.factories import member
from tests.loyalty.test_ledger_races import at_once

NOW = datetime(2026, 3, 15, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def offer(**values) -> PartnerOffer:
    partner, _new = Partner.objects.get_or_create(name="Café")
    return PartnerOffer.objects.create(**{"partner": partner, "title": "Coffee", "price": 250} | values)


def claim(what: PartnerOffer, who=None, now=NOW) -> PartnerClaim:
    return offers.claim_offer(offer=what, customer=who or member(), now=now)


def refused(action) -> str:
    with pytest.raises(DomainError) as caught:
        action()
    return caught.value.code


def test_a_code_is_claimed_and_used_once():
    what, who = offer(), member()
    made = claim(what, who)
    assert claim(what, who).pk == made.pk
    used = offers.use_claim(code=f" {made.code[:5]}-{made.code[5:].lower()} ", now=NOW)
    assert used.state == "used"
    assert refused(lambda: offers.use_claim(code=made.code, now=NOW)) == "claim_used"
    assert refused(lambda: claim(what, who)) == "offer_limit"
    assert refused(lambda: offers.use_claim(code="NOSUCH", now=NOW)) == "claim_unknown"


def test_what_is_over_or_expired():
    late = offer(valid_until=NOW)
    assert refused(lambda: claim(late)) == "offer_over"
    assert refused(lambda: claim(offer(is_active=False))) == "offer_over"
    made = claim(offer(claim_days=1))
    assert refused(lambda: offers.use_claim(code=made.code, now=NOW + timedelta(days=1))) == "claim_expired"
    assert refused(lambda: claim(offer(), member(state="left"))) == "not_a_member"


def test_a_cancelled_code_is_free_for_somebody_else():
    what = offer(quantity=1)
    made = claim(what)
    assert refused(lambda: claim(what)) == "offer_over"
    assert offers.cancel_claim(claim=made)
    assert not offers.cancel_claim(claim=made)
    assert refused(lambda: offers.use_claim(code=made.code, now=NOW)) == "claim_cancelled"
    claim(what)


@pytest.mark.django_db(transaction=True)
def test_ten_members_and_three_gifts():
    what, people = offer(quantity=3), [member() for _ in range(10)]
    results = Counter(at_once([lambda who=who: claim(what, who) for who in people]))
    assert results["done"] == 3
    assert set(results) <= {"done", "offer_gone", "offer_over"}
    what.refresh_from_db()
    assert what.claimed == 3


@pytest.mark.django_db(transaction=True)
def test_one_code_at_two_tills():
    made = claim(offer())
    results = Counter(at_once([lambda: offers.use_claim(code=made.code, now=NOW)] * 5))
    assert results == {"done": 1, "claim_used": 4}


def test_the_settlement_adds_up_by_business_days():
    what = offer()
    for day in (1, 31):
        made = claim(what)
        offers.use_claim(code=made.code, now=datetime(2026, 3, day, 23, 59, tzinfo=UTC) if day > 14 else NOW)
    outside = claim(what)
    offers.use_claim(code=outside.code, now=datetime(2026, 4, 1, tzinfo=UTC))
    rows = list(offers.settlement(what.partner, date(2026, 3, 1), date(2026, 3, 31)))
    assert len(rows) == 3
    assert str(rows[-1][-1]) == "5.00"
    assert rows[-1][1] == "2"


def test_what_the_database_refuses():
    what = offer(quantity=1)
    made = claim(what)
    for wrong in ({"state": "used"}, {"used_at": NOW}):
        with pytest.raises(IntegrityError), transaction.atomic():
            PartnerClaim.objects.filter(pk=made.pk).update(**wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        PartnerOffer.objects.filter(pk=what.pk).update(claimed=2)


def test_on_the_personal_page(client):
    what, who = offer(text="Next door."), member()
    token = memberpage.token_for(who, now=clock.now())
    home = reverse("customers:member_page", args=[token])
    assert "Next door." in client.get(home).text
    take = reverse("loyalty:member_offer", args=[token, what.pk])
    assert client.get(take).status_code == 405
    assert client.post(take).status_code == 302
    assert PartnerClaim.objects.get().code in client.get(home).text
    PartnerClaim.objects.update(state="used", used_at=NOW)
    assert client.post(take).status_code == 409


def test_staff_redeem_and_settle(client):
    made = claim(offer(), now=clock.now())
    clerk = User.objects.create_user("c@shop.example", "x")
    clerk.user_permissions.set(Permission.objects.filter(codename="use_partnerclaim"))
    client.force_login(clerk)
    url = reverse("loyalty:partner_codes")
    assert client.post(url, {"code": "WRONG"}).status_code == 422
    assert client.post(url, {"code": made.code}).status_code == 302
    settle = reverse("loyalty:partner_settlement")
    today = clock.today().isoformat()
    asked = {"partner": made.offer.partner_id, "first": today, "last": today, "format": "csv"}
    assert client.get(settle, asked).status_code == 403
    clerk.user_permissions.add(Permission.objects.get(codename="export_partnerclaim"))
    file = b"".join(client.get(settle, asked).streaming_content).decode("utf-8-sig")
    assert made.code in file
    assert client.get(settle, asked | {"first": "x"}).status_code == 302


def test_the_partners_till_over_the_api(client):
    made = claim(offer(), now=clock.now())
    _integration, token = integrations.create_integration(name="café", scopes=["referrals:write"])
    told = {"content_type": "application/json", "headers": {"Authorization": f"Bearer {token}"}}
    first = client.post("/api/v1/partner-claims/use/", {"code": made.code}, **told)
    assert (first.status_code, first.json()["state"]) == (200, "used")
    assert client.post("/api/v1/partner-claims/use/", {"code": made.code}, **told).json()["code"] == "claim_used"

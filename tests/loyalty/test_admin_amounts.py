"""Money in the settings is typed as an amount, units as their currency counts them; nobody counts cents."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core import clock
from core.models import User
from customers.services import create_customer
from loyalty.models import (
    AreaSpend,
    CurrencyPolicy,
    EarnRule,
    Partner,
    PartnerOffer,
    ReferralTerms,
    SpendingTerms,
    StatedSpend,
    TierLevel,
    TierSettings,
)
from tests.loyalty.factories import rule

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin() -> Client:
    found = Client()
    found.force_login(User.objects.create_superuser("boss@example.com", "x"))
    return found


def shown(client: Client, name: str, pk: Any) -> Any:
    return client.get(reverse(f"admin:loyalty_{name}_change", args=[pk])).context["adminform"].form


def told(form: Any) -> dict[str, Any]:
    """What a browser would send back of a form that nobody touched."""
    sent = {}
    for bound in form:
        value = bound.value()
        if hasattr(bound.field.widget, "widgets"):
            parts = bound.field.widget.decompress(value)
            sent |= {f"{bound.html_name}_{place}": part or "" for place, part in enumerate(parts)}
        elif value is not None and value is not False and value != []:
            sent[bound.html_name] = "on" if value is True else value
    return sent


def send(client: Client, model: str, pk: Any, **changes: Any) -> Any:
    address = reverse(f"admin:loyalty_{model}_change", args=[pk]) if pk else reverse(f"admin:loyalty_{model}_add")
    form = client.get(address).context["adminform"].form
    return client.post(address, told(form) | {"confirmed": "on"} | changes)


def errors(answer: Any) -> dict[str, list[str]]:
    return dict(answer.context["adminform"].form.errors)


class TestReferralTerms:
    def test_amounts(self, admin: Client) -> None:
        changes = {
            "name": "Luna", "friend_reward": "cashback", "friend_units": "5.00", "referrer_reward": "points",
            "referrer_units": "200", "fee": "7.50", "minimum_spend": "10.00",
        }  # fmt: skip
        assert send(admin, "referralterms", None, **changes).status_code == 302
        made = ReferralTerms.objects.get(name="Luna")
        assert (made.friend_units, made.referrer_units, made.fee, made.minimum_spend) == (500, 200, 750, 1000)
        form = shown(admin, "referralterms", made.pk)
        names = ("friend_units", "referrer_units", "fee", "minimum_spend")
        assert [form[name].value() for name in names[:2]] == ["5.00", "200"]
        page = admin.get(reverse("admin:loyalty_referralterms_change", args=[made.pk])).content.decode()
        assert 'value="7.50"' in page
        assert 'value="10.00"' in page

    @pytest.mark.parametrize("units", ["2.50", "1e9999999", "many"])
    def test_points_are_whole(self, admin: Client, units: str) -> None:
        answer = send(admin, "referralterms", None, name="Luna", friend_reward="points", friend_units=units)
        assert errors(answer) == {"friend_units": ["Points are a whole number."]}

    def test_empty_is_nothing(self, admin: Client) -> None:
        assert (
            send(admin, "referralterms", None, name="L", friend_units="", fee="", minimum_spend="").status_code == 302
        )
        made = ReferralTerms.objects.get(name="L")
        assert (made.friend_units, made.fee, made.minimum_spend) == (0, 0, 0)


@pytest.mark.parametrize(("typed", "kept"), [("2.50", 250), ("-1.00", -100), ("2,50", 250), ("", 0)])
def test_what_a_partner_is_paid_or_pays(admin: Client, typed: str, kept: int) -> None:
    luna = Partner.objects.create(name="Luna")
    assert send(admin, "partneroffer", None, partner=luna.pk, title="Coffee", price=typed).status_code == 302
    assert PartnerOffer.objects.get().price == kept


class TestLimitsOfARule:
    def test_cashback_is_an_amount(self, admin: Client) -> None:
        found = rule("0.02", currency="cashback", valid_from=None)
        EarnRule.objects.filter(pk=found.pk).update(is_active=False)
        assert send(admin, "earnrule", found.pk, per_order="5.00", budget="1000").status_code == 302
        kept = EarnRule.objects.get(pk=found.pk)
        assert (kept.per_order, kept.budget, kept.per_day) == (500, 100_000, None)
        assert shown(admin, "earnrule", found.pk)["per_order"].value() == "5.00"

    def test_points_are_whole(self, admin: Client) -> None:
        found = rule(1)
        assert "per_day" in errors(send(admin, "earnrule", found.pk, per_day="5.50"))
        assert "per_day" in errors(send(admin, "earnrule", found.pk, per_day="0"))

    def test_the_same_amount_is_no_change(self, admin: Client) -> None:
        found = rule("0.02", currency="cashback", per_order=500)
        address = reverse("admin:loyalty_earnrule_change", args=[found.pk])
        sent = told(admin.get(address).context["adminform"].form)
        assert admin.post(address, sent | {"per_order": "5"}).status_code == 302  # and asks for no confirmation
        assert EarnRule.objects.get(pk=found.pk).per_order == 500


class TestRateOfARule:
    @pytest.mark.parametrize(
        ("kind", "currency", "stored", "seen"),
        [
            ("bonus", "cashback", "500", "5.00"), ("piece", "cashback", "50", "0.50"), ("bonus", "points", "200", 200),
            ("base", "cashback", "0.02", 0.02), ("multiplier", "stored", "2", 2), ("goal", "stored", "1000", "10.00"),
        ],
    )  # fmt: skip
    def test_shown_as_its_kind_counts_and_kept_unchanged(
        self, admin: Client, kind: str, currency: str, stored: str, seen: object
    ) -> None:
        extra = {"minimum_spend": 100, "period": "month"} if kind == "goal" else {}
        found = rule(stored, kind=kind, currency=currency, valid_from=None, is_active=False, **extra)
        value = shown(admin, "earnrule", found.pk)["rate"].value()
        assert str(value) == seen if isinstance(seen, str) else float(value) == seen
        answer = send(admin, "earnrule", found.pk, name="Renamed")
        assert answer.status_code == 302, errors(answer)
        assert EarnRule.objects.get(name="Renamed").rate == Decimal(stored)

    @pytest.mark.parametrize(("typed", "kept"), [("7.50", 750), ("7", 700), ("0.01", 1)])
    def test_typed_as_an_amount(self, admin: Client, typed: str, kept: int) -> None:
        found = rule(500, kind="bonus", currency="cashback", valid_from=None, is_active=False)
        assert send(admin, "earnrule", found.pk, rate=typed).status_code == 302
        assert EarnRule.objects.get(pk=found.pk).rate == kept

    @pytest.mark.parametrize("typed", ["7.505", "0", "-1", "10000", "x"])
    def test_what_is_no_amount(self, admin: Client, typed: str) -> None:
        found = rule(500, kind="bonus", currency="cashback", valid_from=None, is_active=False)
        assert "rate" in errors(send(admin, "earnrule", found.pk, rate=typed))
        assert EarnRule.objects.get(pk=found.pk).rate == 500

    def test_points_stay_whole_and_rates_precise(self, admin: Client) -> None:
        found = rule(5, kind="bonus", valid_from=None, is_active=False)
        assert "rate" in errors(send(admin, "earnrule", found.pk, rate="5.5"))
        base = rule("0.02", currency="cashback", valid_from=None, is_active=False)
        assert "rate" in errors(send(admin, "earnrule", base.pk, rate="0.00001"))


def test_limits_of_a_currency(admin: Client) -> None:
    answer = send(admin, "currencypolicy", "cashback", per_order="12.50")
    assert answer.status_code == 302, errors(answer)
    assert CurrencyPolicy.objects.get(pk="cashback").per_order == 1250
    assert send(admin, "currencypolicy", "points", per_order="12").status_code == 302
    assert CurrencyPolicy.objects.get(pk="points").per_order == 12


def test_spending_terms(admin: Client) -> None:
    answer = send(admin, "spendingterms", "cashback", unlock_units="1.00", transfer_daily_limit="50.00")
    assert answer.status_code == 302, errors(answer)
    kept = SpendingTerms.objects.get(pk="cashback")
    assert (kept.unlock_units, kept.transfer_daily_limit) == (100, 5000)
    assert send(admin, "spendingterms", "cashback", unlock_units="0", transfer_daily_limit="").status_code == 302
    kept.refresh_from_db()
    assert (kept.unlock_units, kept.transfer_daily_limit) == (0, 0)


@pytest.mark.parametrize(("currency", "kept"), [("points", 100), ("cashback", 10_000)])
def test_units_of_a_level(admin: Client, currency: str, kept: int) -> None:
    TierSettings.objects.update(units_currency=currency)
    answer = send(admin, "tierlevel", None, code="gold", name="Gold", rank="30", min_units="100")
    assert answer.status_code == 302, errors(answer)
    assert TierLevel.objects.get(code="gold").min_units == kept


class TestYearlySpend:
    def test_of_an_area(self, admin: Client) -> None:
        assert send(admin, "areaspend", None, country="CN", city="", yearly_amount="600.00").status_code == 302
        assert AreaSpend.objects.get().yearly_amount == 60_000
        answer = send(admin, "areaspend", None, country="DE", city="", yearly_amount="0")
        assert errors(answer) == {"yearly_amount": ["Enter an amount above zero."]}

    def test_of_a_customer(self, admin: Client) -> None:
        who = create_customer(data={"display_name": "Ann Lee"}, actor=None, now=clock.now())
        changes = {"customer": "Ann Lee", "yearly_amount": "1200.00", "stated_on": "2026-01-01"}
        assert send(admin, "statedspend", None, **changes).status_code == 302
        assert StatedSpend.objects.get(customer=who).yearly_amount == 120_000


@pytest.mark.parametrize("name", ["partneroffer", "partnerclaim", "cost", "areaspend", "statedspend", "spendingterms"])
def test_lists_open(admin: Client, name: str) -> None:
    assert admin.get(reverse(f"admin:loyalty_{name}_changelist")).status_code == 200

"""Counts that sales move while somebody has the form open in the admin: nothing of them is lost, nothing is a 500."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.admin.sites import site
from django.db.models import F
from django.urls import reverse

from loyalty.models import Coupon, Gift, Partner, PartnerOffer, ReferralTerms, Reward
from tests.loyalty.pricing_factories import coupon, gift, promotion

pytestmark = pytest.mark.django_db


def made(model: type) -> tuple[Any, str, str]:
    """A row, the name of its count, and a field that somebody changes."""
    if model is Gift:
        return gift(stock=10, name="Bag"), "claimed", "stock"
    if model is Coupon:
        return coupon(promotion(percent=10, needs_coupon=True), max_uses=9), "uses", "max_uses"
    if model is Reward:
        return Reward.objects.create(name="Mug", price=5, stock=10), "taken", "stock"
    if model is PartnerOffer:
        partner = Partner.objects.create(name="Cafe")
        return PartnerOffer.objects.create(partner=partner, title="Coffee", quantity=10), "claimed", "quantity"
    return ReferralTerms.objects.create(name="Terms", budget=10, friend_units=1, referrer_units=1), "used", "budget"


def typed(client, row) -> dict[str, Any]:
    """The form as the browser would send it back."""
    page = client.get(reverse(f"admin:loyalty_{row._meta.model_name}_change", args=[row.pk]))
    assert page.status_code == 200
    form = page.context["adminform"].form
    data = {}
    for field in form:
        value = form.get_initial_for_field(field.field, field.name)
        value = field.field.prepare_value(value) if value is not None else ""
        if value is not None and value is not False and value != "" and value != []:
            data[field.name] = value
    return data


@pytest.mark.parametrize("model", [Gift, Coupon, Reward, PartnerOffer, ReferralTerms], ids=lambda model: model.__name__)
class TestCounts:
    def test_a_sale_between_reading_and_saving_is_kept(self, admin_client, monkeypatch, model):
        row, count, field = made(model)
        data = typed(admin_client, row) | {field: "8"}
        admin = site._registry[model]
        before = admin.save_model

        def sold_meanwhile(request, obj, form, change):
            model.objects.filter(pk=obj.pk).update(**{count: F(count) + 3})
            before(request, obj, form, change)

        monkeypatch.setattr(admin, "save_model", sold_meanwhile)
        answer = admin_client.post(reverse(f"admin:loyalty_{row._meta.model_name}_change", args=[row.pk]), data)
        assert answer.status_code == 302, answer.context["errors"]
        row.refresh_from_db()
        assert (getattr(row, count), getattr(row, field)) == (3, 8)

    def test_a_count_cannot_be_typed(self, admin_client, model):
        row, count, _field = made(model)
        data = typed(admin_client, row) | {count: "7"}
        answer = admin_client.post(reverse(f"admin:loyalty_{row._meta.model_name}_change", args=[row.pk]), data)
        assert answer.status_code == 302, answer.context["errors"]
        row.refresh_from_db()
        assert getattr(row, count) == 0

    def test_below_what_is_gone_is_refused_in_words(self, admin_client, model):
        row, count, field = made(model)
        data = typed(admin_client, row) | {field: "4"}
        model.objects.filter(pk=row.pk).update(**{count: 5})
        answer = admin_client.post(reverse(f"admin:loyalty_{row._meta.model_name}_change", args=[row.pk]), data)
        assert answer.status_code == 200
        assert answer.context["errors"]

"""Rewards in the admin: the catalogue is configured, redemptions are only read."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from simple_history.admin import SimpleHistoryAdmin

from customers.admin.base import ReadOnlyAdmin
from loyalty.models import Charity, Redemption, Reward


class RewardForm(forms.ModelForm[Reward]):
    class Meta:
        model = Reward
        fields = (
            "name", "about", "kind", "currency", "price", "unit_cost", "product", "promotion", "partner", "held_at",
            "stock", "per_customer", "tier_rank", "valid_from", "valid_until", "valid_days", "is_active",
        )  # fmt: skip


@admin.register(Reward)
class RewardAdmin(SimpleHistoryAdmin):  # type: ignore[misc]  # simple-history ships no types
    """A changed price or stock counts for redemptions from now on; codes that are out stay as they are."""

    form = RewardForm
    list_display = ("name", "kind", "currency", "price", "stock", "taken", "is_active")
    list_filter = ("kind", "currency", "is_active")
    search_fields = ("name",)
    raw_id_fields = ("product",)
    fieldsets = (
        (None, {"fields": ("name", "about", "kind", "is_active")}),
        (
            _("Price"),
            {
                "fields": ("currency", "price", "unit_cost"),
                "description": _("Codes that members hold already keep what they cost."),
            },
        ),
        (_("By kind"), {"fields": ("product", "promotion", "partner", "held_at")}),
        (_("Limits"), {"fields": ("stock", "per_customer", "tier_rank", "valid_from", "valid_until", "valid_days")}),
    )

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What was redeemed is switched off instead."""
        allowed: bool = super().has_delete_permission(request, obj)
        return allowed and obj is not None and not obj.redemptions.exists()


@admin.register(Charity)
class CharityAdmin(SimpleHistoryAdmin):  # type: ignore[misc]  # simple-history ships no types
    list_display = ("name", "about", "is_active")
    search_fields = ("name",)


@admin.register(Redemption)
class RedemptionAdmin(ReadOnlyAdmin):
    list_display = ("code", "reward", "customer", "units", "state", "created_at")
    list_select_related = ("reward", "customer")
    list_filter = ("state",)
    search_fields = ("code__exact",)
    ordering = ("-id",)

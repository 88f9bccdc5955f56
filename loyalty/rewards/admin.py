"""Rewards in the admin: the catalogue is configured, redemptions are only read."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from simple_history.admin import SimpleHistoryAdmin

from customers.admin.base import KeepsCounts, ReadOnlyAdmin
from loyalty.admin.fields import MoneyField
from loyalty.admin.returning import ReturnsThere
from loyalty.api.units import plain_units
from loyalty.forms import UnitsField
from loyalty.models import Charity, Redemption, Reward, TierLevel
from loyalty.rewards import services
from sales.skus import BySku


def _tiers() -> list[tuple[int, Any]]:
    """By rank, so that a level may be renamed; asked with each form, in each reader's language."""
    return [(0, _("Every member")), *[(level.rank, str(level)) for level in TierLevel.objects.order_by("rank")]]


class RewardForm(forms.ModelForm[Reward]):
    price = UnitsField(
        label=_("Units"), help_text=_("Points and stamps as a whole number, cashback and stored value as an amount.")
    )
    unit_cost = MoneyField(
        label=_("Costs us"),
        required=False,
        help_text=_("What the shop pays for one, to the partner if it is theirs; the profit and loss counts it."),
    )
    tier_rank = forms.TypedChoiceField(label=_("From tier"), choices=_tiers, coerce=int, initial=0)

    class Meta:
        model = Reward
        fields = (
            "name", "about", "kind", "currency", "price", "unit_cost", "product", "promotion", "partner", "held_at",
            "stock", "per_customer", "tier_rank", "valid_from", "valid_until", "valid_days", "is_active",
        )  # fmt: skip

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        if self.instance.pk:
            self.initial["price"] = plain_units(self.instance.price, self.instance.currency)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        field = self.fields["price"]
        assert isinstance(field, UnitsField)
        if {"price", "currency"} <= data.keys():
            try:
                data["price"] = field.read(data["price"], data["currency"])
            except ValidationError as error:
                self.add_error("price", error)
        if data.get("kind") == Reward.Kind.VOUCHER and data.get("unit_cost"):
            told = _("A voucher costs what it takes off when it is used; the profit and loss counts that.")
            self.add_error("unit_cost", ValidationError(told, code="voucher_cost"))
        return data


@admin.register(Reward)
class RewardAdmin(ReturnsThere, BySku, KeepsCounts, SimpleHistoryAdmin):  # type: ignore[misc]  # simple-history ships no types
    """A changed price or stock counts for redemptions from now on; codes that are out stay as they are."""

    form = RewardForm
    list_display = ("name", "kind", "currency", "costs", "stock", "taken", "is_active")
    list_filter = ("kind", "currency", "partner", "is_active")
    search_fields = ("name",)
    readonly_fields = ("taken",)
    fieldsets = (
        (None, {"fields": ("name", "about", "kind", "is_active")}),
        (
            _("Price"),
            {
                "fields": ("currency", "price", "unit_cost"),
                "description": _("Codes that members hold already keep what they cost."),
            },
        ),
        (
            _("By kind"),
            {
                "fields": ("product", "promotion", "partner", "held_at"),
                "description": _("Codes that members hold already stay with the partner of their day."),
            },
        ),
        (
            _("Limits"),
            {"fields": ("stock", "taken", "per_customer", "tier_rank", "valid_from", "valid_until", "valid_days")},
        ),
    )

    @admin.display(description=_("units"), ordering="price")
    def costs(self, reward: Reward) -> str:
        return plain_units(reward.price, reward.currency)

    def save_model(self, request: HttpRequest, obj: Reward, form: Any, change: Any) -> None:
        super().save_model(request, obj, form, change)
        if "held_at" in form.changed_data:
            services.move_event(reward=obj)

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
    customers_at = ("customer",)
    list_display = ("code", "reward", "customer", "cost", "state", "created_at")
    list_select_related = ("reward", "customer")
    list_filter = ("state",)
    search_fields = ("code__exact",)
    ordering = ("-id",)

    @admin.display(description=_("units"), ordering="units")
    def cost(self, redemption: Redemption) -> str:
        return plain_units(redemption.units, redemption.currency)

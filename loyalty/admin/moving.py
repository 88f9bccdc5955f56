"""Settings of spending and moving units, with history; measures and migrations to be looked at."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from simple_history.admin import SimpleHistoryAdmin

from core import money
from customers.admin.base import ReadOnlyAdmin
from loyalty.admin.configuration import Fixed
from loyalty.admin.fields import UNITS_HOW, MoneyField, UnitsForm, UnitsLimitField
from loyalty.api.units import plain_units
from loyalty.models import ExpiryMigration, HeldReturn, LedgerSettings, Measure, SpendingTerms, TopUpBonus


@admin.register(LedgerSettings)
class LedgerSettingsAdmin(Fixed):
    list_display = ("__str__", "debt", "grace_days", "kept_gift")
    fieldsets = (
        (
            _("When goods come back"),
            {
                "fields": ("debt", "grace_days", "kept_gift"),
                "description": _("What is changed here counts for returns from now on; what is booked stays."),
            },
        ),
        (
            _("Conversion"),
            {
                "fields": ("points_to_cashback", "cashback_to_points"),
                "description": _("Units keep their dates. There and back never gives more than there was."),
            },
        ),
        (
            _("Rewards that nobody fetches"),
            {
                "fields": ("expired_code",),
                "description": _("Counts for codes that end from now on, whenever they were redeemed."),
            },
        ),
        (_("Stored value"), {"fields": ("is_stored_refundable", "refund_days")}),
        (_("Measures against abuse"), {"fields": ("appeal_days",)}),
    )


class SpendingTermsForm(UnitsForm):
    counted = ("unlock_units", "transfer_daily_limit")
    unlock_units = UnitsLimitField(
        _("usable from"),
        format_lazy("{} {}", _("Who holds fewer units that can be spent cannot pay with them yet."), UNITS_HOW),
        least=0, empty=0,
    )  # fmt: skip
    transfer_daily_limit = UnitsLimitField(
        _("units handed on per day"), format_lazy("{} {}", _("By one customer to others. 0: not at all."), UNITS_HOW),
        least=0, empty=0,
    )  # fmt: skip

    class Meta:
        model = SpendingTerms
        fields = ("pay_value", "min_share", "max_share", "unlock_units", "transfer_daily_limit")


@admin.register(SpendingTerms)
class SpendingTermsAdmin(Fixed):
    form = SpendingTermsForm
    list_display = ("currency", "pay_value", "min_share", "max_share", "usable_from", "handed_on")
    fieldsets = (
        (
            _("Paying for purchases"),
            {
                "fields": ("pay_value", "min_share", "max_share", "unlock_units"),
                "description": _("Receipts that are paid already keep the rate that they were paid at."),
            },
        ),
        (_("Handing on"), {"fields": ("transfer_daily_limit",)}),
    )

    @admin.display(description=_("usable from"))
    def usable_from(self, row: SpendingTerms) -> str:
        return plain_units(row.unlock_units, row.currency)

    @admin.display(description=_("units handed on per day"))
    def handed_on(self, row: SpendingTerms) -> str:
        return plain_units(row.transfer_daily_limit, row.currency)


class TopUpBonusForm(forms.ModelForm[TopUpBonus]):
    minimum = MoneyField(label=_("from amount"))
    bonus = MoneyField(
        label=_("bonus as an amount"),
        required=False,
        help_text=_("On top of the percentage, once for each top-up: “pay in 500, get 100 more”."),
    )

    class Meta:
        model = TopUpBonus
        fields = ("minimum", "percent", "bonus", "is_active")


@admin.register(TopUpBonus)
class TopUpBonusAdmin(SimpleHistoryAdmin):  # type: ignore[misc]  # simple-history ships no types
    """The bonus lies in a lot of its own; what is changed here counts for top-ups from now on."""

    form = TopUpBonusForm
    list_display: Any = ("from_amount", "percent", "more", "is_active")

    @admin.display(description=_("from amount"), ordering="minimum")
    def from_amount(self, row: TopUpBonus) -> str:
        return money.format_money(row.minimum)

    @admin.display(description=_("bonus as an amount"), ordering="bonus")
    def more(self, row: TopUpBonus) -> str:
        return money.format_money(row.bonus) if row.bonus else "–"


@admin.register(Measure)
class MeasureAdmin(ReadOnlyAdmin):
    customers_at = ("customer",)
    list_display = (
        "customer", "kind", "units", "state", "proposed_by", "proposed_via", "adopted_at", "decided_by", "proposed_at",
    )  # fmt: skip
    list_select_related = ("customer", "proposed_by", "decided_by")
    list_filter = ("state", "kind")
    ordering = ("-id",)


@admin.register(ExpiryMigration)
class ExpiryMigrationAdmin(ReadOnlyAdmin):
    list_display = ("currency", "policy", "lots", "units", "reason", "actor", "created_at", "finished_at")
    list_select_related = ("actor",)
    ordering = ("-id",)


@admin.register(HeldReturn)
class HeldReturnAdmin(ReadOnlyAdmin):
    list_display = ("source", "number", "sale_number", "told_at", "booked_at", "problem")
    search_fields = ("number__exact", "sale_number__exact")
    ordering = ("-id",)

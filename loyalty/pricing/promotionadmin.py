"""Django admin of promotions, with their coupons and gifts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from simple_history.admin import SimpleHistoryAdmin

from core import clock, money
from customers.admin.base import KeepsCounts
from customers.models import Customer
from loyalty.admin.ended import WarnsOfEnded
from loyalty.admin.fields import WeekdaysField
from loyalty.models import (
    BundlePart,
    Coupon,
    Gift,
    Promotion,
    PromotionCounter,
    PromotionTarget,
    StackingGroup,
)
from loyalty.naming import CustomerField
from loyalty.pricing import coupons, samples, wording
from loyalty.pricing.previewing import PreviewAdmin, PreviewForm, TargetForm
from sales.forms import MoneyField
from sales.skus import BySku


class PromotionTargetInline(admin.TabularInline[PromotionTarget, Promotion]):
    model = PromotionTarget
    form = TargetForm
    extra = 0
    verbose_name_plural = gettext_lazy("For whom (nobody named: everybody)")


# --- Promotions ---------------------------------------------------------------------------


class PartInline(BySku, admin.TabularInline[BundlePart, Promotion]):
    model = BundlePart
    extra = 0


class PromotionForm(PreviewForm):
    amount = MoneyField(
        label=gettext_lazy("Amount"), required=False,
        help_text=gettext_lazy("Off the order; for packs and bundles the price of one."),
    )  # fmt: skip
    minimum_spend = MoneyField(
        label=gettext_lazy("Minimum spend"), required=False, help_text=gettext_lazy("Exactly this is enough.")
    )
    budget_amount = MoneyField(label=gettext_lazy("Budget in money"), required=False)
    weekdays = WeekdaysField(label=gettext_lazy("Weekdays"), help_text=gettext_lazy("None chosen: every day."))

    class Meta:
        model = Promotion
        fields = (
            "name", "kind", "group", "is_active", "percent", "amount", "every", "max_times", "gift", "gift_quantity",
            "minimum_spend", "products", "brands", "categories", "channels", "weekdays", "needs_coupon",
            "only_standard", "valid_from", "valid_until", "limit_per_customer", "budget_uses", "budget_amount",
        )  # fmt: skip

    def clean_amount(self) -> int:
        return self.cleaned_data["amount"] or 0

    def clean_minimum_spend(self) -> int:
        return self.cleaned_data["minimum_spend"] or 0


@admin.register(Promotion)
class PromotionAdmin(WarnsOfEnded, BySku, PreviewAdmin):
    form = PromotionForm
    list_display = ("name", "in_words", "group", "is_active", "valid_from", "valid_until")
    list_filter = ("kind", "group", "is_active", "needs_coupon")
    search_fields = ("name",)
    filter_horizontal = ("brands", "categories", "channels")
    readonly_fields = ("in_words", "sample_now", "codes", "budget_used")
    inlines = (PartInline, PromotionTargetInline)
    fieldsets = (
        (None, {"fields": ("name", "kind", "group", "is_active", "in_words", "sample_now")}),
        (
            gettext_lazy("What it gives"),
            {"fields": ("percent", "amount", "every", "max_times", "gift", "gift_quantity")},
        ),
        (gettext_lazy("On what"), {"fields": ("minimum_spend", "products", "brands", "categories", "only_standard")}),
        (gettext_lazy("When and where"), {"fields": ("valid_from", "valid_until", "weekdays", "channels")}),
        (
            gettext_lazy("Coupons and limits"),
            {"fields": ("needs_coupon", "codes", "limit_per_customer", "budget_uses", "budget_amount", "budget_used")},
        ),
        (gettext_lazy("What this changes"), {"fields": ("confirmed",)}),
    )

    def sample(self, pk: int) -> list[samples.Sample]:
        row = Promotion.objects.filter(pk=pk).first()
        return samples.of_promotion(row, clock.now()) if row else []

    def get_queryset(self, request: HttpRequest) -> Any:
        found = super().get_queryset(request).select_related("group", "gift")
        return found.prefetch_related("products", "brands", "categories")

    @admin.display(description=gettext_lazy("used of the budget"))
    def budget_used(self, row: Promotion) -> str:
        """Counted by sales in a row of its own, which no form writes."""
        counter = PromotionCounter.objects.filter(pk=row.pk).first()
        if counter is None:
            return "–"
        return _("%(uses)d uses, %(amount)s") % {"uses": counter.uses, "amount": money.format_money(counter.amount)}

    @admin.display(description=gettext_lazy("In words"))
    def in_words(self, row: Promotion) -> str:
        return wording.promotion(row) if row.pk else "–"

    @admin.display(description=gettext_lazy("Codes"))
    def codes(self, row: Promotion) -> SafeString | str:
        if not row.pk:
            return "–"
        return format_html('<a href="{}">{}</a>', reverse("loyalty:coupon_batch", args=[row.pk]), _("Issue many codes"))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What was used explains prices that were paid; it is switched off, not deleted."""
        allowed: bool = super().has_delete_permission(request, obj)
        return allowed and (obj is None or not (obj.used.exists() or obj.coupons.exists()))

    def get_actions(self, request: HttpRequest) -> Any:
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions


@admin.register(StackingGroup)
class StackingGroupAdmin(SimpleHistoryAdmin):  # type: ignore[misc]  # simple-history ships no types
    list_display = ("__str__", "order")


# --- Coupons and gifts --------------------------------------------------------------------


@admin.register(Coupon)
class CouponAdmin(KeepsCounts, admin.ModelAdmin[Coupon]):
    list_display = ("code", "promotion", "customer", "uses", "max_uses", "valid_until", "cancelled_at", "batch")
    list_filter = ("promotion",)
    search_fields = ("code__startswith", "batch")
    readonly_fields = ("uses", "batch", "cancelled_at")
    list_select_related = ("promotion", "customer")
    show_full_result_count = False
    actions = ("cancel",)
    fields = (
        "code", "promotion", "customer", "max_uses", "uses", "limit_per_customer", "valid_from", "valid_until",
        "batch", "cancelled_at",
    )  # fmt: skip

    @admin.action(description=gettext_lazy("Cancel the codes"))
    def cancel(self, request: HttpRequest, queryset: Any) -> None:
        now = clock.now()
        for row in queryset:
            coupons.cancel_coupon(coupon=row, now=now)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        """The customer by what is known of them; their number in the database stands on no page."""
        if db_field.name != "customer":
            return super().formfield_for_dbfield(db_field, request, **options)
        field = CustomerField(
            label=gettext_lazy("Only for"),
            required=False,
            help_text=gettext_lazy("Name, phone number, e-mail, customer or card number; empty for anybody."),
        )
        field.seen = Customer.objects.visible_to(request.user)
        return field

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fixed = ("code", "promotion", "customer") if obj else ()
        return (*super().get_readonly_fields(request, obj), *fixed)

    def save_model(self, request: HttpRequest, obj: Coupon, form: Any, change: bool) -> None:  # noqa: FBT001
        obj.code = coupons.normal(obj.code)
        super().save_model(request, obj, form, change)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Codes are cancelled, so that a refused one can say why."""
        return False


class GiftForm(forms.ModelForm[Gift]):
    unit_cost = MoneyField(label=gettext_lazy("Unit cost"), required=False)

    class Meta:
        model = Gift
        fields = ("name", "product", "unit_cost", "stock")

    def clean_unit_cost(self) -> int:
        return self.cleaned_data["unit_cost"] or 0


@admin.register(Gift)
class GiftAdmin(BySku, KeepsCounts, SimpleHistoryAdmin):  # type: ignore[misc]  # simple-history ships no types
    form = GiftForm
    list_display = ("name", "stock", "claimed", "left")
    readonly_fields = ("claimed",)

    @admin.display(description=gettext_lazy("Remaining"))
    def left(self, row: Gift) -> int:
        return row.left

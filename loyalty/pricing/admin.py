"""Django admin of prices: lists with their rows, promotions, coupons, gifts, settings.

A change that makes a sample basket cost something else is shown, old price beside new, and saved only
after it was confirmed: the change is made, measured, and undone.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from simple_history.admin import SimpleHistoryAdmin

from core import clock, money
from customers.admin.base import KeepsCounts
from customers.models import Customer
from loyalty.admin.configuration import Asking
from loyalty.admin.fields import WeekdaysField
from loyalty.models import (
    BundlePart,
    Coupon,
    Gift,
    PriceBreak,
    PriceList,
    PriceListTarget,
    PriceRow,
    PricingSettings,
    ProductLink,
    Promotion,
    PromotionCounter,
    PromotionTarget,
    StackingGroup,
)
from loyalty.naming import CustomerField
from loyalty.pricing import coupons, queries, samples, targets, wording
from sales.forms import MoneyField
from sales.skus import BySku

# --- Previews -----------------------------------------------------------------------------


class PreviewForm(forms.ModelForm[Any]):
    """Refuses what has not been confirmed, with the sentence that the admin measured."""

    preview: ClassVar[str] = ""
    confirmed = forms.BooleanField(
        label=gettext_lazy("I have read what this changes"),
        required=False,
        help_text=gettext_lazy(
            "Save once to see what a sample basket would cost; nothing is changed before you tick this."
        ),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.preview and not data.get("confirmed"):
            self.add_error("confirmed", ValidationError(self.preview, code="preview"))
        return data


class PreviewAdmin(Asking):
    """Saves, measures the sample basket, undoes, and asks; the second time it is confirmed."""

    def sample(self, pk: int) -> list[samples.Sample]:
        raise NotImplementedError

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> Any:
        asks = request.method == "POST" and not request.POST.get("confirmed") and "_saveasnew" not in request.POST
        if asks and (sentence := self._measure(request, object_id, form_url)):
            request.price_preview = sentence  # type: ignore[attr-defined]  # read by get_form
        return super().changeform_view(request, object_id, form_url, extra_context)

    def _measure(self, request: HttpRequest, object_id: str | None, form_url: str) -> str:
        """What would change; empty when the form has errors or no price of the sample changes."""
        with transaction.atomic():
            before = self.sample(int(object_id)) if object_id and object_id.isdecimal() else []
            request.price_saved = None  # type: ignore[attr-defined]  # set by save_model
            answer: HttpResponse = super().changeform_view(request, object_id, form_url, None)
            saved = getattr(request, "price_saved", None)
            changes = samples.difference(before, self.sample(saved)) if answer.status_code == 302 and saved else []
            transaction.set_rollback(True)
        # What was said about the change that was undone must not be read.
        said: Any = messages.get_messages(request)
        said._queued_messages.clear()  # noqa: SLF001  # no other way to unsay
        return _("A sample basket would cost: %(changes)s") % {"changes": "; ".join(changes)} if changes else ""

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001  # Django's
        super().save_model(request, obj, form, change)
        request.price_saved = obj.pk  # type: ignore[attr-defined]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any) -> Any:  # noqa: FBT001, FBT002
        form = super().get_form(request, obj, change, **options)
        return type(form.__name__, (form,), {"preview": getattr(request, "price_preview", "")})

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """The question stands on top once it was asked."""
        groups = list(super().get_fieldsets(request, obj))
        return [groups[-1], *groups[:-1]] if getattr(request, "price_preview", "") else groups

    @admin.display(description=gettext_lazy("A sample basket today"))
    def sample_now(self, row: Any) -> SafeString | str:
        if not row.pk:
            return "–"
        found = self.sample(row.pk)
        return format_html_join("", "<div>{} – {}</div>", ((sample.words, sample.why) for sample in found)) or "–"


# --- Targets ------------------------------------------------------------------------------


class TargetForm(forms.ModelForm[Any]):
    """Whom it is for, by kind and name."""

    kind = forms.ChoiceField(label=gettext_lazy("For"))
    who = forms.CharField(
        label=gettext_lazy("Which"), required=False, max_length=160,
        help_text=gettext_lazy("The name; empty for everybody."),
    )  # fmt: skip

    class Meta:
        fields = ("kind",)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        # With an empty choice: a row that nobody filled in must not count as one.
        self.fields["kind"].choices = [("", "–"), *targets.choices()]  # type: ignore[attr-defined]  # of a choice field
        if self.instance.pk and self.instance.key:
            self.fields["who"].initial = targets.plain_name(self.instance.kind, self.instance.key)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        kind, who = data.get("kind", ""), data.get("who", "").strip()
        if kind == targets.EVERYBODY:
            self.instance.key = 0
            return data
        found = targets.find(kind, who)
        if len(found) != 1:
            text = _("Nobody is called so.") if not found else _("More than one is called so; write # and the number.")
            self.add_error("who", ValidationError(text, code="target_unknown"))
        else:
            self.instance.key = found[0]
        return data


class ListTargetInline(admin.TabularInline[PriceListTarget, PriceList]):
    model = PriceListTarget
    form = TargetForm
    extra = 1


class PromotionTargetInline(admin.TabularInline[PromotionTarget, Promotion]):
    model = PromotionTarget
    form = TargetForm
    extra = 0
    verbose_name_plural = gettext_lazy("For whom (nobody named: everybody)")


# --- Price lists --------------------------------------------------------------------------


class PricedForm(forms.ModelForm[Any]):
    price = MoneyField(label=gettext_lazy("Fixed price"), required=False)


class RowInline(BySku, admin.TabularInline[PriceRow, PriceList]):
    model = PriceRow
    form = PricedForm
    fields = ("product", "category", "kind", "price", "percent")
    by_code = ("category",)
    extra = 1
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("product", "category")


class BreakInline(admin.TabularInline[PriceBreak, PriceRow]):
    model = PriceBreak
    form = PricedForm
    fields = ("quantity", "price", "percent")
    extra = 2


class PriceListForm(PreviewForm):
    class Meta:
        model = PriceList
        fields = ("name", "is_active", "channels", "max_staff_discount", "valid_from", "valid_until")


@admin.register(PriceList)
class PriceListAdmin(PreviewAdmin):
    form = PriceListForm
    list_display = ("name", "audience", "is_active", "valid_from", "valid_until")
    list_filter = ("is_active",)
    search_fields = ("name",)
    filter_horizontal = ("channels",)
    readonly_fields = ("sample_now", "more")
    inlines = (ListTargetInline, RowInline)
    fieldsets = (
        (None, {"fields": ("name", "is_active", "max_staff_discount", "sample_now", "more")}),
        (gettext_lazy("When and where"), {"fields": ("valid_from", "valid_until", "channels")}),
        (gettext_lazy("What this changes"), {"fields": ("confirmed",)}),
    )

    def sample(self, pk: int) -> list[samples.Sample]:
        row = PriceList.objects.filter(pk=pk).first()
        return samples.of_list(row, clock.now()) if row else []

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("targets")

    @admin.display(description=gettext_lazy("For"))
    def audience(self, row: PriceList) -> str:
        queries.name_audiences([row])
        return ", ".join(row.audience) or "–"  # type: ignore[attr-defined]  # set above

    @admin.display(description=gettext_lazy("Many rows"))
    def more(self, row: PriceList) -> SafeString | str:
        if not row.pk:
            return "–"
        url = reverse("loyalty:price_rows_import", args=[row.pk])
        return format_html('<a href="{}">{}</a>', url, _("Import rows from a file"))


@admin.register(PriceRow)
class PriceRowAdmin(BySku, PreviewAdmin):
    """A row with its quantity breaks; reached from its list."""

    list_display = ("__str__", "price_list", "in_words")
    list_filter = ("price_list",)
    search_fields = ("product__name", "product__sku", "category__name")
    by_code = ("category",)
    readonly_fields = ("price_list", "sample_now")
    inlines = (BreakInline,)
    fieldsets = (
        (None, {"fields": ("price_list", "product", "category", "kind", "price", "percent", "sample_now")}),
        (gettext_lazy("What this changes"), {"fields": ("confirmed",)}),
    )

    class form(PreviewForm):  # noqa: N801  # Django's name
        price = MoneyField(label=gettext_lazy("Fixed price"), required=False)

        class Meta:
            model = PriceRow
            fields = ("product", "category", "kind", "price", "percent")

    def sample(self, pk: int) -> list[samples.Sample]:
        row = PriceRow.objects.filter(pk=pk).select_related("price_list").first()
        return samples.of_list(row.price_list, clock.now()) if row else []

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> Any:
        found = super().get_queryset(request).select_related("product", "category", "price_list")
        return found.prefetch_related("breaks")

    @admin.display(description=gettext_lazy("In words"))
    def in_words(self, row: PriceRow) -> str:
        return wording.row_terms(row)


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
class PromotionAdmin(BySku, PreviewAdmin):
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


# --- Coupons, gifts, upward offers, settings ---------------------------------------------------


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


@admin.register(ProductLink)
class ProductLinkAdmin(BySku, SimpleHistoryAdmin):  # type: ignore[misc]  # simple-history ships no types
    list_display = ("product", "kind", "other", "pieces", "reason")
    list_filter = ("kind",)
    list_select_related = ("product", "other")


@admin.register(PricingSettings)
class PricingSettingsAdmin(SimpleHistoryAdmin):  # type: ignore[misc]  # simple-history ships no types
    list_display = ("quote_minutes", "max_staff_discount", "lowest_price_days", "publishes_criteria")
    fields = ("quote_minutes", "forget_quotes_days", "max_staff_discount", "lowest_price_days", "publishes_criteria")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

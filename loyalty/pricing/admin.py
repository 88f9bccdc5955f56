"""Django admin of prices: lists with their rows, upward offers, settings."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from simple_history.admin import SimpleHistoryAdmin

from core import clock
from loyalty.models import (
    PriceBreak,
    PriceList,
    PriceListTarget,
    PriceRow,
    PricingSettings,
    ProductLink,
)
from loyalty.pricing import queries, samples, wording
from loyalty.pricing.previewing import PreviewAdmin, PreviewForm, TargetForm
from sales.forms import MoneyField
from sales.skus import BySku


class ListTargetInline(admin.TabularInline[PriceListTarget, PriceList]):
    model = PriceListTarget
    form = TargetForm
    extra = 1


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

    def response_post_save_change(self, request: HttpRequest, obj: PriceRow) -> HttpResponse:
        """Back to the list that it was reached from."""
        return redirect("admin:loyalty_pricelist_change", obj.price_list_id)

    def get_queryset(self, request: HttpRequest) -> Any:
        found = super().get_queryset(request).select_related("product", "category", "price_list")
        return found.prefetch_related("breaks")

    @admin.display(description=gettext_lazy("In words"))
    def in_words(self, row: PriceRow) -> str:
        return wording.row_terms(row)


@admin.register(ProductLink)
class ProductLinkAdmin(BySku, SimpleHistoryAdmin):  # type: ignore[misc]  # simple-history ships no types
    list_display = ("product", "kind", "other", "pieces", "reason")
    list_filter = ("kind",)
    list_select_related = ("product", "other")


@admin.register(PricingSettings)
class PricingSettingsAdmin(SimpleHistoryAdmin):  # type: ignore[misc]  # simple-history ships no types
    list_display = ("quote_minutes", "max_staff_discount", "lowest_price_days", "publishes_criteria")
    fields = (
        *("quote_minutes", "reserve_minutes", "max_reserved_customer", "max_reserved_door", "forget_quotes_days"),
        *("max_staff_discount", "lowest_price_days", "publishes_criteria"),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

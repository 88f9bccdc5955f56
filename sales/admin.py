"""Configuration of sales in Django admin: catalogue tree, brands, stores, channels, each with its history.

Purchases and returns are not here: they change only through `sales.services`.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from simple_history.admin import SimpleHistoryAdmin

from core.errors import DomainError
from customers.zones import time_zone
from sales import services
from sales.models import Brand, Category, Channel, Store
from sales.services.catalogue import check_parent


class CategoryForm(forms.ModelForm[Category]):
    class Meta:
        model = Category
        fields = ("name", "code", "parent")

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        try:
            check_parent(self.instance.pk, found.get("parent"))
        except DomainError as error:
            raise ValidationError({"parent": str(error)}) from None
        return found


@admin.register(Category)
class CategoryAdmin(SimpleHistoryAdmin):  # type: ignore[misc]  # simple_history ships no types
    form = CategoryForm
    list_display = ("name", "code", "parent")
    list_select_related = ("parent",)
    search_fields = ("name", "code")
    ordering = ("path", "name")

    def save_model(self, request: HttpRequest, obj: Category, form: Any, change: bool) -> None:  # noqa: FBT001  # Django's
        services.save_category(category=obj)


@admin.register(Brand)
class BrandAdmin(SimpleHistoryAdmin):  # type: ignore[misc]  # simple_history ships no types
    list_display = ("name",)
    search_fields = ("name",)


@admin.register(Channel)
class ChannelAdmin(SimpleHistoryAdmin):  # type: ignore[misc]  # simple_history ships no types
    list_display = ("name", "code")
    search_fields = ("name", "code")


class StoreForm(forms.ModelForm[Store]):
    class Meta:
        model = Store
        fields = ("name", "code", "channel", "city", "time_zone", "is_open")

    def clean_time_zone(self) -> str:
        try:
            return time_zone(self.cleaned_data["time_zone"])
        except DomainError as error:
            raise ValidationError(str(error), code=error.code) from None


@admin.register(Store)
class StoreAdmin(SimpleHistoryAdmin):  # type: ignore[misc]  # simple_history ships no types
    form = StoreForm
    list_display = ("name", "code", "channel", "city", "is_open")
    list_filter = ("channel", "is_open")
    list_select_related = ("channel",)
    search_fields = ("name", "code", "city")

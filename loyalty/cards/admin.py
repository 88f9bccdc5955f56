"""Cards in the admin: how numbers are made is configured, cards themselves are only read."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError

from core.errors import DomainError
from customers.admin.base import OneRowAdmin, ReadOnlyAdmin
from loyalty.cards.rules import Format
from loyalty.models import Card, CardBatch, CardSettings


class CardSettingsForm(forms.ModelForm[CardSettings]):
    class Meta:
        model = CardSettings
        fields = ("barcode", "prefix", "length", "max_active")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if {"barcode", "prefix", "length"} <= data.keys():
            try:
                Format(data["barcode"], data["prefix"], data["length"]).check()
            except DomainError as error:
                self.add_error(error.field or None, ValidationError(str(error), code=error.code))
        return data


@admin.register(CardSettings)
class CardSettingsAdmin(OneRowAdmin):
    """Cards that exist keep their numbers; the settings are for those made from now on."""

    form = CardSettingsForm
    list_display = ("__str__", "barcode", "prefix", "length", "max_active")


@admin.register(Card)
class CardAdmin(ReadOnlyAdmin):
    customers_at = ("customer",)
    list_display = ("number", "customer", "state", "origin", "state_since", "state_reason")
    list_select_related = ("customer",)
    list_filter = ("state", "origin")
    search_fields = ("number_key__exact",)
    ordering = ("-id",)


@admin.register(CardBatch)
class CardBatchAdmin(ReadOnlyAdmin):
    list_display = ("name", "size", "created_by", "created_at")
    ordering = ("-id",)

"""Django admin of draws: the legal limits. Draws themselves are made and run on their pages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from simple_history.admin import SimpleHistoryAdmin

from core.money import format_money
from loyalty.models import CountryLimit
from sales.forms import MoneyField


class CountryLimitForm(forms.ModelForm[CountryLimit]):
    max_prize_value = MoneyField(
        label=_("Largest value of one prize"), required=False, help_text=_("Empty: no limit. Exactly this is allowed.")
    )
    max_total_value = MoneyField(
        label=_("Largest value of all prizes"), required=False, help_text=_("Empty: no limit. Exactly this is allowed.")
    )

    class Meta:
        model = CountryLimit
        fields = (
            "country", "max_prize_value", "max_total_value", "max_days", "needs_free_entry", "is_forbidden", "source",
        )  # fmt: skip

    def clean_country(self) -> str:
        return str(self.cleaned_data["country"]).upper()


@admin.register(CountryLimit)
class CountryLimitAdmin(SimpleHistoryAdmin):  # type: ignore[misc]  # simple-history ships no types
    """What this changes: the next draw that names the country; what is published stays as it is."""

    form = CountryLimitForm
    list_display = ("country", "prize", "total", "max_days", "needs_free_entry", "is_forbidden", "source")
    fieldsets = (
        (None, {"fields": ("country", "source")}),
        (
            _("Limits"),
            {
                "description": _(
                    "A draw that names this country and exceeds a limit cannot be published, and is told why. "
                    "Draws that are published already stay as they are. Have the limits checked by somebody who "
                    "knows the law there."
                ),
                "fields": ("max_prize_value", "max_total_value", "max_days", "needs_free_entry", "is_forbidden"),
            },
        ),
    )

    @admin.display(description=_("largest value of one prize"))
    def prize(self, row: CountryLimit) -> str:
        return format_money(row.max_prize_value)

    @admin.display(description=_("largest value of all prizes"))
    def total(self, row: CountryLimit) -> str:
        return format_money(row.max_total_value)

    def get_readonly_fields(self, request: Any, obj: Any = None) -> Any:
        return ("country",) if obj else ()

"""The programme's own settings: its name and terms, and what the figures go by."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy

from loyalty.admin.configuration import Fixed
from loyalty.admin.ended import WarnsOfEnded
from loyalty.admin.fields import at_most
from loyalty.models import Programme

# In months. Beyond the calendar no figure could be computed.
_LONGEST = {"rfm_window_months": 1_200, "clv_horizon_months": 600}


class ProgrammeForm(forms.ModelForm[Programme]):
    class Meta:
        model = Programme
        fields = (
            "name", "terms_version", "enrol_on_first_purchase", "lapse_days", "rfm_window_months", "max_lifetime_years",
            "minimum_n", "margin_rate", "discount_rate", "clv_horizon_months",
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name, longest in _LONGEST.items():
            if (data.get(name) or 0) > longest:
                self.add_error(name, at_most(longest))
        return data


@admin.register(Programme)
class ProgrammeAdmin(WarnsOfEnded, Fixed):
    form = ProgrammeForm
    list_display = ("name", "terms_version", "enrol_on_first_purchase")
    fieldsets = (
        (None, {"fields": ("name", "terms_version", "enrol_on_first_purchase")}),
        (
            gettext_lazy("Figures"),
            {
                "fields": (
                    "lapse_days", "rfm_window_months", "max_lifetime_years", "minimum_n",
                    "margin_rate", "discount_rate", "clv_horizon_months",
                )
            },
        ),
    )  # fmt: skip

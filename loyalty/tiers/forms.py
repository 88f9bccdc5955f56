"""Forms about tiers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from customers.forms.base import ServiceForm, day_field
from loyalty.models import TierLevel


class GiveLevelForm(ServiceForm):
    level = forms.ModelChoiceField(TierLevel.objects.none(), label=_("level"))
    until = day_field(label=_("last day"), help_text=_("The level holds to the end of this day, whatever was bought."))
    reason = forms.CharField(label=_("reason"), max_length=200)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["level"].queryset = TierLevel.objects.filter(is_active=True).order_by("rank")  # type: ignore[attr-defined]


class TakeLevelForm(ServiceForm):
    reason = forms.CharField(label=_("reason"), max_length=200)

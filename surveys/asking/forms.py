"""Who is to be asked, by hand; tablets on which anybody may answer."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import clock
from core.models import User
from customers.forms.base import ServiceForm
from customers.models import Segment
from customers.querysets import CustomerQuerySet
from loyalty.naming import CustomerField
from sales.models import Store

LONGEST_AHEAD = timedelta(days=365)


class InviteForm(ServiceForm):
    customer = CustomerField(label=gettext_lazy("One customer"), required=False)
    segment = forms.ModelChoiceField(
        label=gettext_lazy("Or everybody of a segment"),
        queryset=Segment.objects.order_by("name"),
        required=False,
        help_text=gettext_lazy("Its members of this moment, those who agreed to surveys; once for a day."),
    )
    due_on = forms.DateField(
        label=gettext_lazy("On which day"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("By the calendar of the shop, within a year. Empty: now."),
    )  # fmt: skip

    def __init__(self, *arguments: Any, seen: CustomerQuerySet, may_segment: bool, **options: Any) -> None:
        super().__init__(*arguments, **options)
        who: Any = self.fields["customer"]
        who.seen = seen
        if not may_segment:
            del self.fields["segment"]

    def clean_due_on(self) -> date | None:
        day: date | None = self.cleaned_data["due_on"]
        today = clock.business_day(clock.now())
        if day and not today <= day <= today + LONGEST_AHEAD:
            raise ValidationError(_("From today on, within a year."), code="due_invalid")
        return day

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        named = [name for name in ("customer", "segment") if told.get(name)]
        if len(named) != 1 and not self.errors:
            raise ValidationError(_("Choose one customer, or a segment."), code="who_missing")
        return told


class TabletForm(ServiceForm):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=60, help_text=gettext_lazy("Where it stands."))
    store = forms.ModelChoiceField(
        label=gettext_lazy("Store"), queryset=Store.objects.filter(is_open=True).order_by("name"), required=False
    )
    staff = forms.ModelChoiceField(
        label=gettext_lazy("Served by"), queryset=User.objects.filter(is_active=True).order_by("name", "pk"),
        required=False, help_text=gettext_lazy("Where one person serves all who answer on it; else empty."),
    )  # fmt: skip

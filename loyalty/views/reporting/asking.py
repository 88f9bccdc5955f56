"""What a report page was asked: store, group, tier, period; and the stored figures that answer it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from core import clock
from customers.models import CustomerGroup, Segment
from loyalty.metrics import store
from loyalty.metrics.days import YEAR, Period
from loyalty.metrics.figure import Figure
from loyalty.metrics.ownforms import LookForm, MonthForm, OwnForm
from loyalty.metrics.scope import Scope
from loyalty.models import TierLevel
from sales.models import Store


class FilterForm(forms.Form):
    """All optional; an unfinished or upside-down period is said and ignored."""

    store = forms.ModelChoiceField(Store.objects.all(), required=False, label=_("Store"), empty_label=_("All stores"))
    group = forms.ModelChoiceField(
        CustomerGroup.objects.all(), required=False, label=_("Customer group"), empty_label=_("All customers")
    )
    tier = forms.ModelChoiceField(
        TierLevel.objects.order_by("-rank"), required=False, label=_("Tier"), empty_label=_("All tiers")
    )
    segment = forms.ModelChoiceField(
        Segment.objects.order_by("name"), required=False, label=_("Segment"), empty_label=_("No segment")
    )
    first = forms.DateField(
        required=False, label=_("Period from"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    last = forms.DateField(
        required=False, label=_("to"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, as_of: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.as_of = as_of
        for field in self.fields.values():
            is_choice = isinstance(field.widget, forms.Select)
            field.widget.attrs["class"] = "form-select" if is_choice else "form-control"
            if not is_choice:
                field.widget.attrs["max"] = as_of.isoformat()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and first.year not in clock.YEARS:
            self.add_error("first", _("This day is too long ago."))
        elif last and not first:
            self.add_error("first", _("A period needs its first day."))
        elif first and first > (last or self.as_of):
            self.add_error("first", _("The period begins after its end."))
        elif last and last > self.as_of:
            self.add_error("last", _("The figures end earlier than this day."))
        return cleaned

    def scope(self) -> Scope:
        """What can be read of the form; errors leave their part out."""
        values = self.cleaned_data
        period = None
        if values.get("first"):
            period = Period(values["first"], values.get("last") or self.as_of)
        keys = ("group", "store", "tier", "segment")
        group, place, tier, segment = (values.get(name) and values[name].pk for name in keys)
        return Scope(self.as_of, group, place, period, tier, segment)


@dataclass
class Question:
    """One page's question; the figures are read once, in the time of one row."""

    request: HttpRequest
    now: datetime
    # The report whose own questions count: its look at inactivity, its month.
    report: str = ""

    @cached_property
    def as_of(self) -> date:
        return store.current_day(today=clock.business_day(self.now))

    @cached_property
    def form(self) -> FilterForm:
        form = FilterForm(self.request.GET or {}, as_of=self.as_of)
        form.is_valid()
        return form

    @cached_property
    def scope(self) -> Scope:
        return replace(self.form.scope(), **self.own.asked()) if self.own else self.form.scope()

    @cached_property
    def own(self) -> OwnForm | None:
        """What this report alone asks."""
        made = {"churn": LookForm, "stages": MonthForm}.get(self.report)
        if made is None:
            return None
        form = made(self.request.GET, as_of=self.as_of)
        form.is_valid()
        return form

    @cached_property
    def stored(self) -> store.Stored:
        return store.read(self.scope, now=self.now)

    @property
    def figures(self) -> dict[str, Figure]:
        return self.stored.figures or {}

    @property
    def query(self) -> str:
        """The filters alone, to carry from report to report."""
        wanted = {key: str(value) for key, value in self.request.GET.items() if key in FilterForm.base_fields and value}
        return f"?{urlencode(wanted)}" if wanted else ""

    def presets(self) -> list[tuple[str, str]]:
        """Usual periods, as links: (words, first day)."""
        return [
            (str(_("Last 30 days")), (self.as_of - timedelta(days=29)).isoformat()),
            (str(_("Last 90 days")), (self.as_of - timedelta(days=89)).isoformat()),
            (str(_("Last 365 days")), (self.as_of - timedelta(days=YEAR - 1)).isoformat()),
            (str(_("This year")), self.as_of.replace(month=1, day=1).isoformat()),
        ]

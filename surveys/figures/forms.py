"""What a page of figures was asked: which answers, of which time, of whom. A choice that does not exist is ignored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from customers.models import CustomerGroup
from loyalty.models import TierLevel
from sales.models import Channel, Store
from surveys.figures import scopes
from surveys.figures.reading import EVERYBODY, Part
from surveys.figures.scopes import Scope, Span

MONTHS = {"1": 1, "3": 3, "12": 12, "36": 36}
PERIODS = (
    ("12", _("The last 12 months")),
    ("1", _("This month")),
    ("3", _("The last 3 months")),
    ("36", _("The last 36 months")),
    ("days", _("Days of your own")),
)
FURTHER = ("group", "segment", "product", "staff", "origin")


class FiguresForm(forms.Form):
    """Nothing of it is required; what is wrong says so, and the page shows what it shows without it."""

    scope = forms.ChoiceField(required=False, label=_("Answers"))
    period = forms.ChoiceField(required=False, label=_("Period"), choices=PERIODS)
    first = forms.DateField(required=False, label=_("From"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    last = forms.DateField(
        required=False, label=pgettext_lazy("period", "To"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    part = forms.ChoiceField(required=False, label=_("Of whom"))
    by = forms.ChoiceField(required=False, label=_("Look also by"))

    def __init__(self, data: Mapping[str, Any], *, offered: Sequence[Scope], today: date) -> None:
        super().__init__(data)
        self.offered, self.today = offered, today
        self._fields["scope"].choices = [(scope.key, scope.label) for scope in offered]
        self._fields["part"].choices = _parts()
        self._fields["by"].choices = [("", "–"), *((name, scopes.dimension_label(name)) for name in FURTHER)]
        for field in self.fields.values():
            is_choice = isinstance(field.widget, forms.Select)
            field.widget.attrs["class"] = "form-select" if is_choice else "form-control"

    @property
    def _fields(self) -> dict[str, Any]:
        return self.fields

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        first, last = cleaned.get("first"), cleaned.get("last")
        if cleaned.get("period") == "days" and not (first and last):
            self.add_error("first", _("Say the first and the last day, please."))
        elif first and last and first > last:
            self.add_error("first", _("The period begins after its end."))
        return cleaned

    def scope_asked(self) -> Scope:
        self.is_valid()
        wanted = self.cleaned_data.get("scope")
        return next((scope for scope in self.offered if scope.key == wanted), self.offered[0])

    def span_asked(self) -> Span:
        told = self.cleaned_data if self.is_valid() else {}
        if told.get("period") == "days":
            return scopes.span(told["first"], told["last"])
        return scopes.trailing(self.today, MONTHS.get(told.get("period", ""), 12))

    def part_asked(self) -> Part:
        self.is_valid()
        dimension, colon, value = (self.cleaned_data.get("part") or "").partition(":")
        return Part(dimension, value) if colon else EVERYBODY

    def further(self) -> str:
        self.is_valid()
        return str(self.cleaned_data.get("by") or "")


def _parts() -> list[tuple[str, Any]]:
    kinds = (("store", Store), ("tier", TierLevel), ("channel", Channel), ("group", CustomerGroup))
    groups = [
        (scopes.dimension_label(kind), [(f"{kind}:{pk}", name) for pk, name in model.objects.values_list("pk", "name")])
        for kind, model in kinds
    ]  # fmt: skip
    return [("", _("Everybody")), *((label, choices) for label, choices in groups if choices)]

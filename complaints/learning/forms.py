"""What is asked of the report, and what people fill in about alarms and corrective actions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from complaints.learning import trees
from complaints.learning.reading import EVERYTHING, Part
from complaints.models import ActionState, Cause, CorrectiveAction
from core.models import User
from customers.forms.base import ServiceForm, day_field
from sales.models import Product, Store
from surveys.figures import scopes
from surveys.figures.scopes import Months

PERIODS = (
    ("12", _("The last 12 months")), ("1", _("This month")), ("3", _("The last 3 months")),
    ("24", _("The last 24 months")), ("36", _("The last 36 months")), ("months", _("Months of your own")),
)  # fmt: skip


class MonthField(forms.DateField):
    """A month, as its first day."""

    widget = forms.DateInput({"type": "month"}, "%Y-%m")
    input_formats = ("%Y-%m",)


class ReportForm(forms.Form):
    """Nothing of it is required; what is wrong says so, and the page shows what it shows without it."""

    period = forms.ChoiceField(required=False, label=_("Period"), choices=PERIODS)
    first = MonthField(required=False, label=_("From"))
    last = MonthField(required=False, label=pgettext_lazy("period", "To"))
    store = forms.ModelChoiceField(
        Store.objects.order_by("name"), required=False, label=_("Store"), to_field_name="code"
    )
    product = forms.CharField(required=False, label=_("Product (number)"), max_length=64)

    def __init__(self, data: Mapping[str, Any], *, today: date) -> None:
        super().__init__(data)
        self.today = today
        self.found: Product | None = None
        for field in self.fields.values():
            is_choice = isinstance(field.widget, forms.Select)
            field.widget.attrs["class"] = "form-select" if is_choice else "form-control"

    def clean_product(self) -> str:
        sku = str(self.cleaned_data["product"]).strip()
        self.found = Product.objects.filter(sku=sku).first() if sku else None
        if sku and self.found is None:
            raise forms.ValidationError(_("There is no product of this number."))
        return sku

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        first, last = told.get("first"), told.get("last")
        if told.get("period") == "months" and not (first and last):
            self.add_error("first", _("Say the first and the last month, please."))
        elif first and last and first > last:
            self.add_error("first", _("The period begins after its end."))
        if told.get("store") and told.get("product"):
            self.add_error("product", _("Either a store or a product, please."))
        return told

    def months(self) -> Months:
        told = self.cleaned_data if self.is_valid() else {}
        if told.get("period") == "months":
            first, last = told["first"], told["last"]
            months = Months(first, scopes.add_months(last, 1))
            return months if months.count <= scopes.LONGEST_MONTHS else scopes.all_months(self.today)
        return scopes.trailing(self.today, int(told.get("period") or 12))

    def part(self) -> Part:
        if not self.is_valid():
            return EVERYTHING
        if self.found:
            return Part("product", str(self.found.pk))
        store = self.cleaned_data.get("store")
        return Part("store", str(store.pk)) if store else EVERYTHING

    def part_words(self) -> str:
        """Of what, in words; empty for everything."""
        if not self.is_valid():
            return ""
        return str(self.found or self.cleaned_data.get("store") or "")


class CloseAlarmForm(ServiceForm):
    reason = forms.CharField(
        label=_("What was done, or why it is nothing"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class ActionForm(ServiceForm):
    """Whose need, and what of the product or service: who cannot say it does not know yet what to change."""

    title = forms.CharField(label=_("What is done"), max_length=200)
    cause = forms.ChoiceField(label=_("Root cause that it removes"))
    need = forms.CharField(
        label=_("Need of the customer"), max_length=300,
        help_text=_("What customers want that they did not get: “to hear the record without crackle”."),
    )  # fmt: skip
    characteristic = forms.CharField(
        label=_("What of the product or service it changes"), max_length=300,
        help_text=_("Something that can be measured or seen: “thickness of the cardboard of parcels”."),
    )  # fmt: skip
    product = forms.CharField(label=_("Product (number)"), max_length=64, required=False)
    store = forms.ModelChoiceField(Store.objects.order_by("name"), label=_("Store"), required=False)
    owner = forms.ModelChoiceField(User.objects.none(), label=_("Owner"))
    due_on = day_field(label=_("Due on"))

    def __init__(self, data: Any = None, *, action: CorrectiveAction | None = None, initial: Any = None) -> None:
        super().__init__(data, initial=_initial(action) if action else initial)
        fields: dict[str, Any] = self.fields
        fields["cause"].choices = trees.offered(Cause, but_also=action.cause_id if action else None)
        fields["owner"].queryset = User.objects.filter(is_active=True).order_by("name", "pk")

    def clean_product(self) -> Product | None:
        sku = str(self.cleaned_data["product"]).strip()
        found = Product.objects.filter(sku=sku).first() if sku else None
        if sku and found is None:
            raise forms.ValidationError(_("There is no product of this number."))
        return found

    def clean_cause(self) -> Cause:
        return Cause.objects.get(pk=self.cleaned_data["cause"])


def _initial(action: CorrectiveAction) -> dict[str, Any]:
    return {
        "title": action.title, "cause": str(action.cause_id), "need": action.need,
        "characteristic": action.characteristic, "product": action.product.sku if action.product else "",
        "store": action.store_id, "owner": action.owner_id, "due_on": action.due_on,
    }  # fmt: skip


class StepForm(ServiceForm):
    """On to another state; an end says what came of it."""

    to = forms.ChoiceField(label=_("State"), widget=forms.RadioSelect)
    done_on = day_field(label=_("In place since"), required=False)
    verdict = forms.CharField(
        label=_("What came of it"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed at the end: whether it works, or why it was dropped."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, ways: tuple[str, ...]) -> None:
        super().__init__(data)
        fields: dict[str, Any] = self.fields
        fields["to"].choices = [(way, ActionState(way).label) for way in ways]

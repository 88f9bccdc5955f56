"""What staff fill in to put something right."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from complaints.amends.valuing import UNITS
from complaints.models import AmendKind, Case
from core import money
from core.errors import DomainError
from customers.forms.base import ServiceForm
from loyalty.forms import UnitsField
from loyalty.models import Promotion
from sales.models import Return


class OfferForm(ServiceForm):
    """Each kind needs other facts; the hints say which."""

    kind = forms.ChoiceField(label=_("What do they get?"), choices=AmendKind.choices, widget=forms.RadioSelect)
    units = UnitsField(
        label=_("How many"),
        required=False,
        help_text=_("Of points or cashback. Cashback as an amount, such as 10.00."),
    )
    cost = forms.CharField(
        label=_("What it costs us"),
        required=False,
        max_length=20,
        help_text=_(
            "Of a refund, a replacement, a gift or a coupon: an amount, such as 10.00. A coupon counts at least what"
            " its promotion takes off, a replacement at least what the product costs."
        ),
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    what = forms.CharField(
        label=_("What exactly"),
        required=False,
        max_length=200,
        help_text=_("Of a replacement or a gift: which goods."),
    )
    promotion = forms.ModelChoiceField(
        label=_("Promotion of the coupon"), queryset=Promotion.objects.none(), required=False
    )
    returned = forms.ModelChoiceField(
        label=_("Return that paid it out"),
        queryset=Return.objects.none(),
        required=False,
        help_text=_("Where the till has paid the refund out already: then it is not counted twice."),
    )
    reason = forms.CharField(label=_("Why"), max_length=200)
    # Of the page: sent twice it is one offer.
    key = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)

    def __init__(self, case: Case, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: Any = self.fields
        fields["promotion"].queryset = Promotion.objects.filter(is_active=True, needs_coupon=True).order_by("name")
        if case.purchase_id:
            fields["returned"].queryset = Return.objects.filter(purchase=case.purchase_id).order_by("-occurred_at")
        else:
            del fields["returned"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        kind = data.get("kind", "")
        data["units"] = self._read("units", lambda text: UnitsField().read(text, kind)) if kind in UNITS else None
        data["cost"] = None if kind in UNITS else self._read("cost", money.parse_typed)
        return data

    def _read(self, name: str, read: Any) -> int | None:
        """What stands in a field that this kind does not need is nobody's business, and is not read."""
        text = str(self.cleaned_data.get(name) or "")
        if not text:
            return None
        try:
            return int(read(text))
        except DomainError as error:
            self.add_error(name, ValidationError(str(error), code=error.code))
        except ValidationError as error:
            self.add_error(name, error)
        return None


class EndForm(ServiceForm):
    reason = forms.CharField(label=_("Why"), max_length=200, widget=forms.Textarea(attrs={"rows": 2}))

    def clean_reason(self) -> str:
        told = " ".join(str(self.cleaned_data["reason"]).split())
        if not told:
            raise ValidationError(gettext("Say why, please."), code="required")
        return told

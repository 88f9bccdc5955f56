"""Moving units by hand: with a reason, once however often the button is pressed."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import clock, money
from core.errors import DomainError
from customers.forms.base import ServiceForm, day_field
from loyalty.currencies import is_money
from loyalty.models import LoyaltyCurrency


class UnitsField(forms.CharField):
    """Points and stamps as whole numbers, the others as money; which of the two the form knows only when sent."""

    default_error_messages: ClassVar = {"invalid": gettext_lazy("Enter a number above zero.")}

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(max_length=20, widget=widget, **options)

    def read(self, text: str, currency: str) -> int:
        try:
            units = money.parse_typed(text) if is_money(currency) else _whole(text)
        except DomainError as error:
            raise ValidationError(str(error), code=error.code) from error
        if units <= 0:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return units


def _whole(text: str) -> int:
    try:
        value = Decimal(text.strip())
        is_whole = value == value.to_integral_value() and abs(value) <= money.MAX_AMOUNT
    except (ArithmeticError, ValueError):  # no number, or one that is too large for any
        is_whole, value = False, Decimal(0)
    if not is_whole:
        raise DomainError("units_invalid", _("Points are a whole number."))
    return int(value)


class MovementForm(ServiceForm):
    """What adjusting and redeeming ask alike. `key` makes a form sent twice one event."""

    currency = forms.ChoiceField(label=gettext_lazy("Currency"), choices=LoyaltyCurrency.choices)
    units = UnitsField(label=gettext_lazy("Units"), help_text=gettext_lazy("Points, or an amount of cashback."))
    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=200, help_text=gettext_lazy("Kept with the entry, with your name.")
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        options["initial"] = {"key": uuid4(), "currency": LoyaltyCurrency.POINTS} | (options.get("initial") or {})
        super().__init__(*arguments, **options)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if {"units", "currency"} <= data.keys():
            field = self.fields["units"]
            assert isinstance(field, UnitsField)
            try:
                data["units"] = field.read(data["units"], data["currency"])
            except ValidationError as error:
                self.add_error("units", error)
        return data


class AdjustForm(MovementForm):
    GIVE, TAKE = "give", "take"

    direction = forms.ChoiceField(
        label=gettext_lazy("What to do"),
        choices=[(GIVE, gettext_lazy("Give units")), (TAKE, gettext_lazy("Take units"))],
        initial=GIVE,
        widget=forms.RadioSelect,
    )
    last_day = day_field(
        label=gettext_lazy("Last day to spend them"),
        required=False,
        help_text=gettext_lazy("Only for units given; empty: as the programme says."),
    )
    field_order = ("direction", "currency", "units", "last_day", "reason", "key")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        last_day = data.get("last_day")
        if last_day and last_day < clock.today():
            self.add_error("last_day", ValidationError(_("This day is over."), code="expiry_past"))
        return data

    def signed_units(self) -> int:
        units = int(self.cleaned_data["units"])
        return units if self.cleaned_data["direction"] == self.GIVE else -units


class RedeemForm(MovementForm):
    field_order = ("currency", "units", "reason", "key")


class StatementFilter(forms.Form):
    """Which movements of which account."""

    currency = forms.ChoiceField(choices=LoyaltyCurrency.choices, required=False)
    kind = forms.CharField(required=False, max_length=8)

"""What people fill in for the gift of an automation: how it is given, and up to four offers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaigns.models import Automation, GiftBand, GiftKind, GiftTerms, GiveTo, Measure
from core import money
from core.errors import DomainError
from customers.forms.base import ServiceForm
from loyalty.models import Promotion
from sales.forms import MoneyField

T = TypeVar("T")
ROWS = 4
MOST_POINTS = 10**9


class GiftForm(ServiceForm):
    """The fields of an offer are called `<number>-<field>`, as the service names them in what it refuses."""

    measure = forms.ChoiceField(
        label=_("Graded by"),
        choices=Measure.choices,
        required=False,
        help_text=_("By what the night found of each customer; who has no value yet counts as 0."),
    )
    give_to = forms.ChoiceField(
        label=_("Who gets it"),
        choices=GiveTo.choices,
        widget=forms.RadioSelect,
        initial=GiveTo.HEARD,
        help_text=_("Who is held out gets none, either way."),
    )
    budget_gifts = forms.IntegerField(
        label=_("At most so many a month"),
        min_value=0,
        max_value=10**9,
        required=False,
        help_text=_("Empty: no limit."),
    )
    budget_cost = MoneyField(
        label=_("At most so much a month"),
        required=False,
        help_text=_("Once it is used up messages go without a gift. Empty: no limit."),
    )
    message_cost = MoneyField(label=_("What one message costs"), required=False)
    must_pay = forms.BooleanField(
        label=_("Only where it is worth it"),
        required=False,
        help_text=_(
            "Nothing is sent to whom less margin is expected of than offer and message cost, by their own purchases."
        ),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, automation: Automation, **options: Any) -> None:
        self._bands = list(automation.gift_bands.order_by("floor"))
        options["initial"] = _initial(automation, self._bands) | (options.get("initial") or {})
        super().__init__(*args, **options)
        for number in range(ROWS):
            self.fields.update({f"{number}-{name}": field for name, field in self._offer(number)})

    def _offer(self, number: int) -> list[tuple[str, forms.Field]]:
        present = self._bands[number].promotion_id if number < len(self._bands) else None
        offers = Promotion.objects.filter(Q(needs_coupon=True, is_active=True) | Q(pk=present)).order_by("name")
        return [
            ("kind", forms.ChoiceField(label=_("Gift"), choices=[("", "–"), *GiftKind.choices], required=False)),
            ("floor", MoneyField(label=_("From a value of"), required=False)),
            ("units", forms.CharField(
                label=_("How much"), max_length=20, required=False, help_text=_("Points, or money of cashback."),
            )),
            ("promotion", forms.ModelChoiceField(offers, label=_("Coupon of"), required=False)),
            ("days", forms.IntegerField(
                label=_("Days the coupon is valid"), min_value=1, max_value=365, initial=30, required=False
            )),
            ("coupon_cost", MoneyField(
                label=_("Expected cost of a coupon"), required=False,
                help_text=_("Empty: what the offer takes off a usual purchase of the customer."),
            )),
        ]  # fmt: skip

    @property
    def groups(self) -> list[tuple[str, list[Any]]]:
        """The first offer stands open; more are for graded ones."""
        own = ("kind", "floor", "units", "promotion", "days", "coupon_cost")
        offers = [
            (gettext("Offer %(number)s") % {"number": number + 1}, [self[f"{number}-{name}"] for name in own])
            for number in range(ROWS)
        ]
        first = ("measure", "give_to", "budget_gifts", "budget_cost", "message_cost", "must_pay")
        return [(gettext("How it is given"), [self[name] for name in first]), *offers]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for number in range(ROWS):
            kind = cleaned.get(f"{number}-kind")
            if kind in (GiftKind.POINTS, GiftKind.CASHBACK):
                self._read_units(cleaned, f"{number}-units", kind)
        return cleaned

    def _read_units(self, cleaned: dict[str, Any], field: str, kind: str) -> None:
        text = str(cleaned.get(field) or "").strip()
        try:
            cleaned[field] = money.parse_typed(text) if kind == GiftKind.CASHBACK else _whole(text)
        except (DomainError, ValueError):
            self.add_error(field, ValidationError(gettext("Say how much it is."), code="units_invalid"))

    def told(self) -> dict[str, Any]:
        """What the service takes."""
        data = self.cleaned_data
        names = ("measure", "give_to", "budget_gifts", "budget_cost", "must_pay")
        return {name: data[name] for name in names} | {"message_cost": data["message_cost"] or 0}

    def _numbers(self) -> list[int]:
        """Offers without a kind are none."""
        return [number for number in range(ROWS) if self.cleaned_data.get(f"{number}-kind")]

    def bands(self) -> list[dict[str, Any]]:
        return [self._band(number) for number in self._numbers()]

    def attempt(self, action: Callable[[], T]) -> T | None:
        """What the service says of its n-th offer is said where that stands on the page."""
        return super().attempt(lambda: self._renumbered(action))

    def _renumbered(self, action: Callable[[], T]) -> T:
        try:
            return action()
        except DomainError as error:
            number, dash, name = error.field.partition("-")
            if dash and number.isdecimal():
                error.field = f"{self._numbers()[int(number)]}-{name}"
            raise

    def _band(self, number: int) -> dict[str, Any]:
        data = {name: self.cleaned_data[f"{number}-{name}"] for name in ("kind", "floor", "units", "promotion", "days")}
        is_coupon = data["kind"] == GiftKind.COUPON
        is_units = data["kind"] in (GiftKind.POINTS, GiftKind.CASHBACK)
        return data | {
            "floor": data["floor"] or 0,
            "units": data["units"] if is_units else 0,
            "promotion": data["promotion"] if is_coupon else None,
            "days": data["days"] or 30,
            "coupon_cost": self.cleaned_data[f"{number}-coupon_cost"] if is_coupon else None,
        }


def _whole(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or not 0 < int(text[:12]) <= MOST_POINTS or len(text) > 12:
        raise ValueError(text)
    return int(text)


def _initial(automation: Automation, bands: list[GiftBand]) -> dict[str, Any]:
    terms = GiftTerms.objects.filter(pk=automation.pk).first() or GiftTerms()
    told: dict[str, Any] = {
        "measure": terms.measure, "give_to": terms.give_to, "budget_gifts": terms.budget_gifts,
        "budget_cost": terms.budget_cost, "message_cost": terms.message_cost, "must_pay": terms.must_pay,
        "version": automation.version,
    }  # fmt: skip
    for number, band in enumerate(bands[:ROWS]):
        units = money.format_plain(band.units) if band.kind == GiftKind.CASHBACK else band.units or ""
        told |= {
            f"{number}-kind": band.kind, f"{number}-floor": band.floor, f"{number}-units": units,
            f"{number}-promotion": band.promotion_id, f"{number}-days": band.days,
            f"{number}-coupon_cost": band.coupon_cost,
        }  # fmt: skip
    return told

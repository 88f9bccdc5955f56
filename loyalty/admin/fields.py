"""What people type in forms of the admin: money as amounts, units as their currency counts them, weekdays."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import money
from core.errors import DomainError
from loyalty import wording
from loyalty.api.units import plain_units
from loyalty.currencies import is_money
from loyalty.forms import UnitsField


def at_most(longest: int) -> ValidationError:
    return ValidationError(_("At most %(n)s."), code="too_long", params={"n": longest})


def _weekdays() -> list[tuple[int, str]]:
    """Asked with each form, so that each reader's language is told."""
    return [(number, wording.weekday(number)) for number in range(1, 8)]


class WeekdaysField(forms.TypedMultipleChoiceField):
    def __init__(self, **options: Any) -> None:
        super().__init__(choices=_weekdays, coerce=int, required=False, widget=forms.CheckboxSelectMultiple, **options)


class MoneyField(forms.CharField):
    """An amount as people write it; the smallest unit inside. `is_signed`: also below zero."""

    def __init__(self, *, is_signed: bool = False, **options: Any) -> None:
        self._is_signed = is_signed
        super().__init__(**options)

    def prepare_value(self, value: Any) -> Any:
        return money.format_plain(value) if isinstance(value, int) else value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        try:
            amount = money.parse_typed(text) if text else 0
        except DomainError as error:
            raise ValidationError(str(error), code=error.code) from error
        if amount < 0 and not self._is_signed:
            raise ValidationError(_("An amount is not below zero."), code="negative")
        return amount

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.clean(data) != (initial or 0))
        except ValidationError:
            return True


UNITS_HOW = gettext_lazy("Cashback and stored value as an amount, such as 10.00.")
NO_LIMIT = gettext_lazy("Empty: no limit. Cashback and stored value as an amount, such as 10.00.")


class UnitsLimitField(UnitsField):
    """So many units, at least `least`; `empty` when nothing is typed. A `UnitsForm` reads it by the currency."""

    def __init__(self, label: Any, help_text: Any = "", *, least: int = 1, empty: int | None = None) -> None:
        self._least, self._empty = least, empty
        super().__init__(label=label, help_text=help_text, required=False)

    def limit(self, text: str, currency: str) -> int | None:
        if not text:
            return self._empty
        if self._least == 0 and _number(text) == 0:
            return 0
        return self.read(text, currency)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return _number(initial) != _number(data)


def _number(text: Any) -> Decimal | str:
    """For comparing only: 5 and 5.00 are the same; what is no number is itself."""
    told = str("" if text is None else text).strip()
    try:
        return Decimal(told.replace(",", "."))
    except InvalidOperation:
        return told


class UnitsForm(forms.ModelForm[Any]):
    """Fields named in `counted` are units of the row's currency: shown, read and kept as that currency counts."""

    counted: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        for name in self.counted:
            if isinstance(stored := self.initial.get(name), int):
                self.initial[name] = plain_units(stored, self.currency_of(name, {}))

    def currency_of(self, name: str, data: dict[str, Any]) -> str:
        return str(data.get("currency") or self.instance.currency)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name in self.counted:
            field = self.fields[name]
            assert isinstance(field, UnitsLimitField)
            try:
                if name in data:
                    data[name] = field.limit(data[name], self.currency_of(name, data))
            except ValidationError as error:
                self.add_error(name, error)
        return data


class RateForm(forms.ModelForm[Any]):
    """A rate that is a number of units of money is shown and typed as an amount, and kept in its smallest unit."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        field: Any = self.fields["rate"]
        # How many places and how large is asked of what is kept, by the model's own field.
        self.fields["rate"] = forms.DecimalField(label=field.label, help_text=field.help_text)
        stored = self.instance.rate
        if self.instance.pk and _is_amount(self.instance.kind, self.instance.currency):
            is_whole = stored == int(stored)
            self.initial["rate"] = money.format_plain(int(stored)) if is_whole else stored.scaleb(-money.exponent())

    def clean_rate(self) -> Decimal:
        kept: Decimal = self.cleaned_data["rate"]
        kind, currency = (str(self.cleaned_data.get(name) or "") for name in ("kind", "currency"))
        if _is_amount(kind, currency):
            kept = _smallest(kept, kind)
        field: Any = type(self.instance)._meta.get_field("rate")  # noqa: SLF001  # the only way to it
        field.run_validators(kept)
        return kept


def _smallest(amount: Decimal, kind: str) -> Decimal:
    """Units per piece may be parts of the smallest unit: pieces are added up first."""
    try:
        return amount.scaleb(money.exponent()) if kind == "piece" else Decimal(money.to_minor(amount))
    except DomainError as error:
        raise ValidationError(str(error), code=error.code) from error


def _is_amount(kind: str, currency: str) -> bool:
    """Kinds whose rate is so many units, neither per amount nor a factor."""
    return is_money(currency) and kind in {"piece", "bonus", "goal", "event"}

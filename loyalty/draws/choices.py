"""Form fields that draws and limited editions share: a customer by name, texts in every language."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from customers.forms.base import language_name
from customers.models import Customer
from customers.querysets import CustomerQuerySet


class CustomerField(forms.CharField):
    """The one customer whom a name, phone number or e-mail finds among `seen`."""

    def __init__(self, **options: Any) -> None:
        self.seen: CustomerQuerySet = Customer.objects.none()
        options.setdefault("help_text", gettext_lazy("Name, end of the phone number or e-mail."))
        super().__init__(max_length=160, **options)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        found = list(self.seen.current().search(text).order_by("sort_key", "pk")[:6])
        exact = [customer for customer in found if text in {customer.display_name, customer.email, customer.phone}]
        if len(exact or found) == 1:
            return (exact or found)[0]
        if not found:
            raise ValidationError(_("Nobody is found by this."), code="customer_unknown")
        names = "; ".join(str(customer) for customer in found)
        raise ValidationError(_("More than one customer fits: %(names)s") % {"names": names}, code="customer_many")


def other_languages() -> list[str]:
    """Languages of the installation besides the shop's own."""
    return [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


def add_translations(form: forms.Form, fields: dict[str, Any], stored: dict[str, Any]) -> None:
    """For each further language the same texts again, none of them required."""
    for code in other_languages():
        for name, field in fields.items():
            form.fields[f"{name}__{code}"] = type(field)(
                label=_("%(field)s, in %(language)s") % {"field": field.label, "language": language_name(code)},
                required=False,
                max_length=getattr(field, "max_length", None),
                widget=field.widget.__class__(attrs=dict(field.widget.attrs)),
            )
            form.initial.setdefault(f"{name}__{code}", stored.get(code, {}).get(name, ""))


def read_translations(data: dict[str, Any], names: tuple[str, ...]) -> dict[str, dict[str, str]]:
    """What was typed, without what is empty; takes the fields out of `data`."""
    told: dict[str, dict[str, str]] = {}
    for code in other_languages():
        texts = {name: data.pop(f"{name}__{code}", "") for name in names}
        if filled := {name: text for name, text in texts.items() if text}:
            told[code] = filled
    return told

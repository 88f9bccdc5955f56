"""Enrolling at the counter, and what happens to a membership later."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from customers import custom_fields, phones
from customers.forms.base import ServiceForm
from customers.forms.editing import custom_field
from customers.models import Customer


class QuickEnrolForm(ServiceForm):
    """The least that makes a member: a name and one way to reach them."""

    phone = forms.CharField(
        label=_("phone"), max_length=40, required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autofocus": True, "autocomplete": "off"}),
    )  # fmt: skip
    family_name = forms.CharField(label=_("family name"), max_length=80, required=False)
    given_name = forms.CharField(label=_("given name"), max_length=80, required=False)
    email = forms.CharField(
        label=_("e-mail"), max_length=254, required=False, widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    where = forms.CharField(label=_("where"), max_length=60, required=False, help_text=_("The shop or the occasion."))
    terms = forms.BooleanField(label=_("The customer has accepted the terms"))
    consent_email = forms.BooleanField(label=_("News and offers by e-mail"), required=False)
    consent_sms = forms.BooleanField(label=_("News and offers by SMS"), required=False)
    confirmed = forms.BooleanField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._required = custom_fields.required()
        for field in self._required:
            self.fields[f"custom_{field.code}"] = custom_field(field)

    @property
    def further(self) -> list[forms.BoundField]:
        """What the administrators require of everybody new."""
        return [self[f"custom_{field.code}"] for field in self._required]

    def custom(self) -> dict[str, Any]:
        return {field.code: self.cleaned_data[f"custom_{field.code}"] for field in self._required}

    def clean_phone(self) -> str:
        number = self.attempt(lambda: phones.normalise(self.cleaned_data["phone"]))
        return number or ""

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not self.errors and not (data.get("phone") or data.get("email")):
            self.add_error("phone", _("A phone number or an e-mail address is needed."))
        if not self.errors and not (data.get("family_name") or data.get("given_name")):
            self.add_error("family_name", _("A name is needed."))
        for channel, field in (("consent_email", "email"), ("consent_sms", "phone")):
            if data.get(channel) and not data.get(field):
                self.add_error(field, _("This consent needs an address."))
        return data

    def same_phone(self, customers: Any) -> list[Customer]:
        """Who has this number already; asked once, because families share phones."""
        if self.cleaned_data["confirmed"]:
            return []
        return list(
            customers.with_phone(self.cleaned_data["phone"]).select_related("membership").order_by("sort_key")[:5]
        )


class MembershipForm(ServiceForm):
    """Enrolling a customer whom we already know."""

    where = forms.CharField(label=_("where"), max_length=60, required=False, help_text=_("The shop or the occasion."))
    terms = forms.BooleanField(label=_("The customer has accepted the terms"))

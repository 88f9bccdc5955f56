"""Forms of referrals and partner offers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from customers.forms.base import ServiceForm, day_field
from loyalty.models import Partner
from loyalty.referrals.joining import Newcomer


class JoinForm(ServiceForm):
    """On the friend's phone."""

    name = forms.CharField(label=gettext_lazy("Your name"), max_length=160)
    phone = forms.CharField(
        label=gettext_lazy("Phone"), max_length=40, required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )  # fmt: skip
    email = forms.EmailField(label=gettext_lazy("E-mail"), max_length=254, required=False)
    wants_email = forms.BooleanField(label=gettext_lazy("News and offers by e-mail"), required=False)
    wants_sms = forms.BooleanField(label=gettext_lazy("News and offers by SMS"), required=False)
    terms = forms.BooleanField(
        label=gettext_lazy("I want to become a member and accept the terms of the programme."),
        error_messages={"required": gettext_lazy("Without this we cannot make you a member.")},
    )
    # People do not see it; programs fill it in.
    website = forms.CharField(required=False, max_length=200)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not data.get("phone") and not data.get("email"):
            self.add_error("phone", ValidationError(_("We need your phone number or your e-mail address."), "contact"))
        return data

    @property
    def is_machine(self) -> bool:
        return bool(self.cleaned_data.get("website"))

    def newcomer(self, language: str) -> Newcomer:
        told = {name: self.cleaned_data[name] for name in ("name", "phone", "email", "wants_email", "wants_sms")}
        return Newcomer(language=language, **told)


class ClaimForm(ServiceForm):
    code = forms.CharField(
        label=gettext_lazy("Code"), max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )


class UseForm(ServiceForm):
    code = forms.CharField(
        label=gettext_lazy("Code of the member"), max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True}),
    )  # fmt: skip


class SettlementForm(ServiceForm):
    partner = forms.ModelChoiceField(Partner.objects.all(), label=gettext_lazy("Partner"))
    first = day_field(label=gettext_lazy("from"))
    last = day_field(label=gettext_lazy("to and including"))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and data["first"] > data["last"]:
            self.add_error("last", ValidationError(_("The end lies before the beginning."), "order"))
        return data

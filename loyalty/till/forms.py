"""The small forms of the till: enrolling, at the counter and alone."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from customers.forms.base import ServiceForm
from loyalty.till import enrolling
from loyalty.till.enrolling import Newcomer


class EnrolForm(ServiceForm):
    """Phone, terms, consent; a name if there is time."""

    phone = forms.CharField(
        label=gettext_lazy("phone"), max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )  # fmt: skip
    name = forms.CharField(
        label=gettext_lazy("name, if they say it"), max_length=160, required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    terms = forms.BooleanField(
        label=gettext_lazy("The customer has accepted the terms"),
        error_messages={"required": gettext_lazy("Without the terms nobody becomes a member.")},
    )
    wants_sms = forms.BooleanField(label=gettext_lazy("News and offers by SMS"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            is_box = isinstance(field.widget, forms.CheckboxInput)
            field.widget.attrs["class"] = "form-check-input" if is_box else "form-control"
            if self.is_bound and self.errors.get(name):
                field.widget.attrs["class"] += " is-invalid"
                field.widget.attrs["aria-describedby"] = f"wrong-{name}"
                field.widget.attrs["aria-invalid"] = "true"

    def clean_phone(self) -> str:
        number = self.attempt(lambda: enrolling.normal_phone(self.cleaned_data["phone"])) or ""
        if not number and "phone" not in self.errors:
            raise ValidationError(_("A phone number is needed."), code="phone_missing")
        return number

    @property
    def newcomer(self) -> Newcomer:
        told = self.cleaned_data
        return Newcomer(
            phone=told["phone"],
            name=" ".join(told.get("name", "").split()),
            email=told.get("email", ""),
            wants_sms=told["wants_sms"],
            wants_email=bool(told.get("email")) and bool(told.get("wants_email")),
        )


class JoinForm(EnrolForm):
    """The customer alone, on a page that anybody may open. `website` is for robots: people do not see it."""

    email = forms.EmailField(
        label=gettext_lazy("E-mail, if you like"), required=False, max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )  # fmt: skip
    wants_email = forms.BooleanField(label=gettext_lazy("News and offers by e-mail"), required=False)
    website = forms.CharField(required=False, max_length=200, widget=forms.TextInput(attrs={"tabindex": "-1"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phone"].widget.attrs["autocomplete"] = "tel"
        self.fields["name"].label = _("Your name, if you like")
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        self.fields["terms"].label = _("I accept the terms")
        self.fields["terms"].error_messages["required"] = _("You can only join by the terms.")

    @property
    def is_robot(self) -> bool:
        return bool(self.data.get("website"))

"""What somebody without a link fills in to ask for a place; on a page that anybody may open."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from campaigns.events.requesting import Told
from campaigns.models import Event
from customers import phones
from customers.forms.base import ServiceForm

# What stands in an advertisement, and in nobody's name.
_NO_NAME = re.compile(r"://|www\.|@|[<>{}\[\]\\|]", re.IGNORECASE)


class AskForm(ServiceForm):
    """`website` is for robots: people do not see it."""

    name = forms.CharField(
        label=gettext_lazy("Your name"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address"), max_length=254, required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )  # fmt: skip
    phone = forms.CharField(
        label=gettext_lazy("Or your phone number"), max_length=40, required=False,
        help_text=gettext_lazy("We write to one of them: by e-mail where you give both."),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )  # fmt: skip
    companions = forms.TypedChoiceField(label=gettext_lazy("How many come along with you"), coerce=int, required=False)
    agrees = forms.BooleanField(
        label=gettext_lazy("The shop may use what I write here for this event, and write to me about it"),
        error_messages={"required": gettext_lazy("Without it we cannot keep a place for you.")},
    )
    website = forms.CharField(required=False, max_length=200, widget=forms.TextInput(attrs={"tabindex": "-1"}))

    def __init__(self, *arguments: Any, event: Event, **options: Any) -> None:
        super().__init__(*arguments, **options)
        bringing: Any = self.fields["companions"]
        bringing.choices = [(n, n) for n in range(event.companions + 1)]
        if not event.companions:
            del self.fields["companions"]
        for name, field in self.fields.items():
            if self.is_bound and self.errors.get(name):
                field.widget.attrs |= {"aria-describedby": f"wrong-{name}", "aria-invalid": "true"}

    @property
    def shown(self) -> list[Any]:
        return [self[name] for name in ("name", "email", "phone", "companions") if name in self.fields]

    @property
    def is_robot(self) -> bool:
        return bool(self.data.get("website"))

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        if _NO_NAME.search(name):
            raise ValidationError(_("Only your name, please."), code="name_invalid")
        return name

    def clean_phone(self) -> str:
        text = self.cleaned_data["phone"]
        return (self.attempt(lambda: phones.normalise(text)) or "") if text else ""

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not told.get("email") and not told.get("phone") and not {"email", "phone"} & self.errors.keys():
            self.add_error("email", ValidationError(_("Say where we can write to you."), code="address_missing"))
        return told

    @property
    def told(self) -> Told:
        data = self.cleaned_data
        # Of both only one is kept: what is not confirmed is nobody's.
        phone = "" if data["email"] else data["phone"]
        return Told(data["name"], data["email"], phone, data.get("companions") or 0, get_language() or "")

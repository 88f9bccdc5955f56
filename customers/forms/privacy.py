"""Requests to be erased: noting one, carrying it out, refusing it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core import clock
from customers.forms.base import ServiceForm, day_field


class ErasureRequestForm(ServiceForm):
    received_on = day_field(label=_("received on"), help_text=_("The time to answer runs from this day."))
    reason = forms.CharField(
        label=_("reason"),
        max_length=500,
        help_text=_("How they asked, and for what: “by e-mail, wants everything deleted”."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"received_on": clock.today()}} | kwargs)


class EraseForm(ServiceForm):
    """The name must be typed, so that nobody erases the record beside the one that is meant."""

    confirmation = forms.CharField(
        label=_("name on the record"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    in_spite = forms.BooleanField(label=_("Erase in spite of what speaks against it"), required=False)

    def __init__(self, *args: Any, name: str, may_override: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["confirmation"].help_text = _("Type it as it stands there: %(name)s") % {"name": name}
        if not may_override:
            del self.fields["in_spite"]


class RefuseForm(ServiceForm):
    answer = forms.CharField(
        label=_("what the customer was told"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )

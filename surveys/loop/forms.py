"""What came of it."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from customers.forms.base import ServiceForm
from surveys.models import LoopOutcome


class CloseForm(ServiceForm):
    outcome = forms.ChoiceField(
        label=_("What came of it"),
        choices=[choice for choice in LoopOutcome.choices if choice[0] != LoopOutcome.DONE],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("In a few words"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

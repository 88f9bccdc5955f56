"""Forms about cards."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from customers.forms.base import ServiceForm
from loyalty.cards.rules import LONGEST
from loyalty.cards.services import MAX_BATCH


def _number(**options: object) -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"})
    return forms.CharField(max_length=LONGEST, required=False, widget=widget, label=_("Card number"), **options)  # type: ignore[arg-type]


class IssueForm(ServiceForm):
    number = _number(
        help_text=_("Scan or type a blank card or a card of the older programme. Empty: a new number is made.")
    )


class ReplaceForm(ServiceForm):
    number = _number(help_text=_("Scan or type the blank card that takes its place. Empty: a new number is made."))
    reason = forms.CharField(label=_("reason"), max_length=200, required=False)


class CardReasonForm(ServiceForm):
    reason = forms.CharField(label=_("reason"), max_length=200, required=False)


class BatchForm(ServiceForm):
    name = forms.CharField(label=_("name"), max_length=80, help_text=_("For example: Counter, May."))
    size = forms.IntegerField(label=_("How many cards"), min_value=1, max_value=MAX_BATCH)

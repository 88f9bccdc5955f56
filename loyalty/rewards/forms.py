"""Forms of rewards."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from customers.forms.base import ServiceForm
from loyalty.models import Charity, Reward


class RewardChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # the stubs want a model that runtime does not
    def label_from_instance(self, obj: Any) -> str:
        from core.templatetags.regulars import units

        return f"{obj.name} – {units(obj.price, obj.currency)} {obj.get_currency_display()}"


class RedeemRewardForm(ServiceForm):
    """`key` makes a form sent twice one redemption."""

    reward = RewardChoice(label=_("Reward"), queryset=Reward.objects.none())
    quantity = forms.IntegerField(label=_("Quantity"), min_value=1, max_value=99, initial=1)
    charity = forms.ModelChoiceField(
        Charity.objects.filter(is_active=True), label=_("For whom"), required=False, help_text=_("Only for donations.")
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *arguments: Any, rewards: Any, **options: Any) -> None:
        options["initial"] = {"key": uuid4(), "quantity": 1} | (options.get("initial") or {})
        super().__init__(*arguments, **options)
        self.fields["reward"].queryset = rewards  # type: ignore[attr-defined]


class CodeForm(ServiceForm):
    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True, "spellcheck": "false"}),
        help_text=_("Scan or type the code that the member shows."),
    )


class PassOnForm(ServiceForm):
    """`until`: the last donation that was shown."""

    until = forms.DateTimeField(widget=forms.HiddenInput)


class UndoForm(ServiceForm):
    reason = forms.CharField(label=_("Reason"), max_length=200)


class RevokeForm(UndoForm):
    gives_back = forms.BooleanField(
        label=_("Give the units back"), required=False, help_text=_("They return to the lots they came from.")
    )

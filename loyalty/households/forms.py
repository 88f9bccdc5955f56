"""Forms of households."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from customers.forms.base import ServiceForm
from loyalty.models import HouseholdMember
from sales.forms import MoneyField


class HouseholdForm(ServiceForm):
    name = forms.CharField(label=_("Name"), max_length=80)
    daily_limit = forms.IntegerField(
        label=_("Points or stamps a member may spend per day"),
        min_value=1,
        required=False,
        help_text=_("Empty: no limit."),
    )
    daily_money_limit = MoneyField(
        label=_("Cashback and stored value a member may spend per day"),
        required=False,
        help_text=_("An amount of money. Empty: no limit."),
    )


class MemberForm(ServiceForm):
    customer = forms.CharField(
        label=_("Who"), max_length=160, help_text=_("Name, phone number, e-mail, customer or card number.")
    )
    role = forms.ChoiceField(
        label=_("Role"),
        choices=[(role.value, role.label) for role in HouseholdMember.Role if role.value != "holder"],
        widget=forms.RadioSelect,
        initial="earn",
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=200, required=False, help_text=_("Kept on the record, with your name.")
    )


class MoveForm(ServiceForm):
    """Into whose household, and why."""

    customer = forms.CharField(
        label=_("Into the household of"), max_length=160,
        help_text=_("Anybody of it: name, phone number, e-mail, customer or card number."),
    )  # fmt: skip
    role = forms.ChoiceField(
        label=_("Role"),
        choices=[(role.value, role.label) for role in HouseholdMember.Role if role.value != "holder"],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label=_("Reason"), max_length=200, help_text=_("Kept on the record, with your name."))


class ReasonForm(ServiceForm):
    reason = forms.CharField(label=_("Reason"), max_length=200, help_text=_("Kept on the record, with your name."))


class RoleForm(ServiceForm):
    role = forms.ChoiceField(
        label=_("Role"),
        choices=[(role.value, role.label) for role in HouseholdMember.Role if role.value != "holder"],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=200, required=False, help_text=_("Kept on the record, with your name.")
    )

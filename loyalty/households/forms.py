"""Forms of households."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from customers.forms.base import ServiceForm
from loyalty.models import HouseholdMember


class HouseholdForm(ServiceForm):
    name = forms.CharField(label=_("Name"), max_length=80)
    daily_limit = forms.IntegerField(
        label=_("Units a member may spend per day"), min_value=1, required=False, help_text=_("Empty: no limit.")
    )


class MemberForm(ServiceForm):
    customer = forms.CharField(
        label=_("Who"), max_length=160, help_text=_("Phone, e-mail, number or name, as in the search.")
    )
    role = forms.ChoiceField(
        label=_("Role"),
        choices=[(role.value, role.label) for role in HouseholdMember.Role if role.value != "holder"],
        widget=forms.RadioSelect,
        initial="earn",
    )


class RoleForm(ServiceForm):
    role = forms.ChoiceField(
        label=_("Role"),
        choices=[(role.value, role.label) for role in HouseholdMember.Role if role.value != "holder"],
        widget=forms.RadioSelect,
    )

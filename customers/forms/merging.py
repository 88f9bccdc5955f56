"""Merging two records: which values stay, and why."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.models import User
from customers import merging
from customers.forms.base import ServiceForm, language_name
from customers.models import Customer

OURS, THEIRS = "survivor", "duplicate"
_LABELS = {
    "display_name": _("display name"),
    "family_name": _("family name"),
    "given_name": _("given name"),
    "phone": _("phone"),
    "email": _("e-mail"),
    "language": _("language"),
    "time_zone": _("time zone"),
    "birthday": _("birthday"),
    "company": _("company"),
    "company_role": _("role in the company"),
    "assigned_to": _("assigned to"),
    "contact_style": _("contact style"),
    "current_supplier": _("current supplier"),
    "supplier": _("follow-up trigger"),
    "external": _("source and external id"),
}


class MergeForm(ServiceForm):
    """One choice for each value in which the two differ; where one has nothing, there is nothing to choose."""

    def __init__(self, *args: Any, survivor: Customer, duplicate: Customer, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for choice in merging.CHOICES:
            ours, theirs = shown(survivor, choice, user), shown(duplicate, choice, user)
            is_other_company = choice == "company" and survivor.company_id != duplicate.company_id
            if ours and theirs and (ours != theirs or is_other_company):
                self.fields[choice] = forms.ChoiceField(
                    label=_LABELS[choice], choices=[(OURS, ours), (THEIRS, theirs)], initial=OURS,
                    widget=forms.RadioSelect,
                )  # fmt: skip
        self.fields["reason"] = forms.CharField(
            label=_("reason"), max_length=200, help_text=_("How do you know that they are one customer?")
        )

    @property
    def choices(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name != "reason"]

    @property
    def taken(self) -> list[str]:
        return [name for name, value in self.cleaned_data.items() if value == THEIRS and name in merging.CHOICES]


class UnmergeForm(ServiceForm):
    reason = forms.CharField(
        label=_("reason"), max_length=200, help_text=_("How do you know that they are two customers?")
    )


def shown(customer: Customer, choice: str, user: User) -> str:
    """A value in words; empty when there is none."""
    if merging.is_empty(customer, choice):
        return ""
    if choice == "company":
        return customer.company_for(user)
    if choice == "birthday":
        day = f"{customer.birth_month}-{customer.birth_day}"
        year = f"{customer.birth_year}-" if customer.birth_year else ""
        return f"{year}{day} ({customer.get_birth_calendar_display()})"
    if choice == "language":
        return language_name(customer.language)
    if choice == "contact_style":
        return customer.get_contact_style_display()
    values = (getattr(customer, name) for name in merging.parts(choice))
    return " · ".join(str(value) for value in values if value not in (None, ""))

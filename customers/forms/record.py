"""Short forms on and around a customer's record."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core import clock
from core.models import User
from customers import wordings
from customers.forms.base import ServiceForm, day_field, staff_choice
from customers.models import Address, Channel, ConsentState, Customer, CustomerSettings, Purpose
from customers.topictree import TopicsField

HOLD_KINDS = ("request", "bereavement", "dispute", "other")


class ConsentForm(ServiceForm):
    """One consent put into a state; what it is for and where it was given are part of it."""

    channel = forms.ChoiceField(label=_("channel"), choices=Channel.choices)
    purpose = forms.ChoiceField(label=_("purpose"), choices=Purpose.choices)
    state = forms.ChoiceField(label=_("state"), choices=ConsentState.choices, initial=ConsentState.GRANTED)
    source = forms.CharField(
        label=_("how we know"), max_length=60, help_text=_("For example: in the shop, by phone, on a form.")
    )
    text_version = forms.CharField(label=_("text version"), max_length=40, required=False)
    address = forms.CharField(
        label=_("address"),
        max_length=254,
        required=False,
        help_text=_("The e-mail address or number that the consent is for. Empty: the one on the record."),
    )


class InterestsForm(ServiceForm):
    """What the customer says they like."""

    topics = TopicsField(label=_("topics"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class HoldForm(ServiceForm):
    kind = forms.ChoiceField(label=_("kind"), choices=[(kind, kind) for kind in HOLD_KINDS])
    reason = forms.CharField(label=_("reason"), max_length=200)
    until = day_field(label=_("until"), required=False, help_text=_("Empty: until somebody ends it."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind, wordings.hold_kind(kind)) for kind in HOLD_KINDS]  # type: ignore[attr-defined]


class ReasonForm(ServiceForm):
    """For what must not be done without saying why."""

    reason = forms.CharField(label=_("reason"), max_length=200)


class FollowUpForm(ServiceForm):
    subject = forms.CharField(label=_("what to do"), max_length=200)
    due_on = day_field(label=_("due on"))
    assignee = staff_choice(label=_("assignee"))
    note = forms.CharField(label=_("note"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        days = CustomerSettings.current().follow_up_days
        kwargs["initial"] = {"due_on": clock.today() + timedelta(days=days), "assignee": user} | kwargs.get(
            "initial", {}
        )
        super().__init__(*args, **kwargs)


class OutcomeForm(ServiceForm):
    outcome = forms.CharField(
        label=_("What came of it?"), max_length=500, widget=forms.Textarea(attrs={"rows": 3, "autofocus": True})
    )


class SupplierDayForm(OutcomeForm):
    """What came of a prospect's follow-up trigger; `due_on` is the day that was dealt with."""

    due_on = forms.DateField(widget=forms.HiddenInput, required=False)
    next_on = day_field(
        label=_("follow up again on"), required=False, help_text=_("Empty: it does not come back on Today.")
    )

    def __init__(self, *args: Any, customer: Customer, **kwargs: Any) -> None:
        kwargs["initial"] = {"due_on": customer.supplier_follow_up_on}
        super().__init__(*args, **kwargs)


class NoteForm(ServiceForm):
    text = forms.CharField(label=_("note"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5}))


class NoteChangeForm(NoteForm):
    reason = forms.CharField(
        label=_("reason"), max_length=200, help_text=_("It stays on the timeline; what the note said does not.")
    )


class NoteRemovalForm(ServiceForm):
    reason = forms.CharField(
        label=_("reason"), max_length=200, help_text=_("It stays on the timeline; what the note said does not.")
    )


class AddressForm(ServiceForm):
    kind = forms.ChoiceField(label=_("kind"), choices=Address.Kind.choices)
    lines = forms.CharField(label=_("street and number"), max_length=400, widget=forms.Textarea(attrs={"rows": 2}))
    postal_code = forms.CharField(label=_("postal code"), max_length=20, required=False)
    city = forms.CharField(label=_("city"), max_length=80, required=False)
    region = forms.CharField(label=_("region"), max_length=80, required=False)
    country = forms.CharField(
        label=_("country"), max_length=2, required=False, help_text=_("Two letters: CN, DE, US …")
    )


class IdentityForm(ServiceForm):
    provider = forms.ChoiceField(label=_("provider"), choices=tuple(wordings.PROVIDERS.items()))
    identity = forms.CharField(label=_("id"), max_length=128)


class SaveFilterForm(ServiceForm):
    name = forms.CharField(label=_("name"), max_length=60)
    query = forms.CharField(max_length=4000, widget=forms.HiddenInput)
    is_shared = forms.BooleanField(label=_("shared with everyone"), required=False)

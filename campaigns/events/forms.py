"""What people fill in for an event."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaigns.events.planning import FIELDS
from campaigns.models import Event
from customers.forms.base import ServiceForm
from customers.models import Segment
from customers.querysets import CustomerQuerySet
from loyalty.draws.choices import add_translations, read_translations
from loyalty.draws.forms import instant_field
from loyalty.naming import CustomerField

TEXTS = ("name", "description")


class EventForm(ServiceForm):
    name = forms.CharField(label=_("Name"), max_length=120)
    description = forms.CharField(
        label=_("Description"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("What happens there, what to bring, what it costs."),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=Event.Kind.choices)
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    address_online = forms.URLField(
        label=_("Address online"),
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text=_("Shown only to those who have a place."),
    )
    starts_at = instant_field(_("Starts"), help_text=_("In the time zone of the shop."))
    ends_at = instant_field(_("Ends"))
    places = forms.IntegerField(
        label=_("Places"), min_value=1, max_value=1_000_000, required=False, help_text=_("Empty: without limit.")
    )
    companions = forms.IntegerField(
        label=_("Companions per person"), min_value=0, max_value=20, initial=0, help_text=_("Each takes a place.")
    )
    offer_hours = forms.IntegerField(
        label=_("Hours to accept a place"),
        min_value=0,
        max_value=336,
        initial=0,
        help_text=_("A place that comes free is offered to who waits for so long; 0: it is theirs at once."),
    )
    audience = forms.ChoiceField(label=_("For whom"), choices=Event.Audience.choices)
    segment = forms.ModelChoiceField(
        label=_("Segment"),
        queryset=Segment.objects.order_by("name"),
        required=False,
        help_text=_("When it is for a segment; whoever is invited by a campaign may come as well."),
    )
    is_public = forms.BooleanField(
        label=_("Anybody may ask for a place on the public page"),
        required=False,
        help_text=_("With name and e-mail or telephone; the place is theirs when they confirm it by the link we send."),
    )
    opens_at = instant_field(_("Registration opens"), required=False, help_text=_("Empty: as soon as it is open."))
    closes_at = instant_field(_("Registration closes"), required=False, help_text=_("Empty: when it starts."))
    cancel_until = instant_field(
        _("To be given up until"),
        required=False,
        help_text=_("Until then customers give their place back themselves. Empty: until it starts."),
    )
    reminder_hours = forms.IntegerField(
        label=_("Reminder, hours before"), min_value=0, max_value=336, initial=24, help_text=_("0: nobody is reminded.")
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    GROUPS: ClassVar = (
        (pgettext_lazy("event", "What it is"), TEXTS),
        (_("When and where"), ("starts_at", "ends_at", "kind", "place", "address_online")),
        (_("Places"), ("places", "companions", "offer_hours")),
        (
            _("Who, from when"),
            ("audience", "segment", "is_public", "opens_at", "closes_at", "cancel_until", "reminder_hours"),
        ),
    )

    def __init__(self, *arguments: Any, event: Event | None = None, **options: Any) -> None:
        if event:
            options["initial"] = {name: getattr(event, name) for name in (*FIELDS, "version")}
        super().__init__(*arguments, **options)
        add_translations(self, {name: self.fields[name] for name in TEXTS}, event.translations if event else {})

    @property
    def groups(self) -> list[tuple[Any, list[Any]]]:
        translated = [name for name in self.fields if "__" in name]
        return [
            (title, [self[name] for name in (*names, *(translated if number == 0 else ()))])
            for number, (title, names) in enumerate(self.GROUPS)
        ]

    def told(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        data["translations"] = read_translations(data, TEXTS)
        return {name: data[name] for name in FIELDS}


class AddForm(ServiceForm):
    customer = CustomerField(label=_("Customer"))
    companions = forms.IntegerField(label=_("Companions"), min_value=0, max_value=20, initial=0)

    def __init__(self, *arguments: Any, seen: CustomerQuerySet, **options: Any) -> None:
        super().__init__(*arguments, **options)
        who: Any = self.fields["customer"]
        who.seen = seen


class InviteForm(ServiceForm):
    segment = forms.ModelChoiceField(
        label=_("Who is to be invited"),
        queryset=Segment.objects.order_by("name"),
        help_text=_("Its members at the moment of the start hear of it, those who agreed to news."),
    )


class ReasonForm(ServiceForm):
    reason = forms.CharField(label=_("Reason"), max_length=200)


class OptionalReasonForm(ServiceForm):
    reason = forms.CharField(label=_("Reason"), max_length=200, required=False)

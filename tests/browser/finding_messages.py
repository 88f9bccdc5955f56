"""Messages that pages of the walks name, from the demo."""

from __future__ import annotations

from typing import Any


def find_message(state: str) -> tuple[Any, ...]:
    """One in this state; without one of it, any."""
    from messaging.models import Message

    rows = Message.objects.filter(state=state).order_by("pk")
    return (rows.values_list("pk", flat=True).first() or Message.objects.values_list("pk", flat=True)[0],)


def find_mail() -> tuple[Any, ...]:
    from messaging.models import LocalMail

    return (LocalMail.objects.order_by("pk").values_list("pk", flat=True)[0],)


def find_campaign(state: str) -> tuple[Any, ...]:
    """One in this state; without one of it, any."""
    from campaigns.models import Campaign

    rows = Campaign.objects.order_by("pk").values_list("public_id", flat=True)
    return (rows.filter(state=state).first() or rows[0],)


def find_announcement() -> tuple[Any, ...]:
    """One that is not started."""
    from campaigns.models import Notice

    rows = Notice.objects.order_by("campaign__state", "-pk").values_list("campaign__public_id", flat=True)
    return (rows[0],)


def find_heard() -> tuple[Any, ...]:
    """Somebody of whom there is much to show."""
    from django.db.models import Count

    from customers.models import Customer

    rows = Customer.objects.filter(merged_into=None).annotate(n=Count("messages"))
    return (rows.order_by("-n", "pk").values_list("public_id", flat=True)[0],)


def find_automation() -> tuple[Any, ...]:
    """One that has something to show."""
    from campaigns.models import Automation

    return (Automation.objects.order_by("-is_active", "pk").values_list("public_id", flat=True)[0],)


def find_graded() -> tuple[Any, ...]:
    """One whose gift has something to show."""
    from campaigns.models import Automation

    rows = Automation.objects.filter(gift_terms__isnull=False)
    return (rows.order_by("-gift_terms__measure", "pk").values_list("public_id", flat=True)[0],)


def find_given() -> tuple[Any, ...]:
    from django.db.models import Count

    from campaigns.models import Automation

    rows = Automation.objects.annotate(given=Count("gifts"))
    return (rows.order_by("-given", "pk").values_list("public_id", flat=True)[0],)


def find_series() -> tuple[Any, ...]:
    from campaigns.models import Automation

    return (Automation.objects.filter(steps__isnull=False).order_by("pk").values_list("public_id", flat=True)[0],)


def find_step() -> tuple[Any, ...]:
    return (*find_series(), 2)


def find_event(state: str) -> tuple[Any, ...]:
    """One in this state; without one of it, any."""
    from campaigns.models import Event

    rows = Event.objects.order_by("pk").values_list("public_id", flat=True)
    return (rows.filter(state=state).first() or rows[0],)


def find_guest() -> tuple[Any, ...]:
    """Somebody of the list of an event that is to come, who can be taken off it."""
    row = _registration("registered")
    return (row.event.public_id, row.public_id)


def find_guest_link(state: str) -> tuple[Any, ...]:
    from campaigns.events import links

    row = _registration(state)
    return (links.token_for(row.event.public_id, row.customer.public_id),)


def _registration(state: str) -> Any:
    from campaigns.models import Registration

    rows = Registration.objects.filter(event__state="open").select_related("event", "customer").order_by("pk")
    return rows.filter(state=state).first() or rows[0]


def find_choices() -> tuple[Any, ...]:
    """The choices of somebody with an address and a telephone, as they find them in a message."""
    from customers.models import Customer
    from messaging import personal

    people = Customer.objects.exclude(email="").filter(erased_at=None, merged_into=None)
    who = people.exclude(phone="").order_by("language", "pk").first() or people.order_by("language", "pk")[0]
    return (personal.choices_token(who.public_id),)


def find_confirmation() -> tuple[Any, ...]:
    """What waits for a customer's button; asked for where nothing waits."""
    from core import clock
    from customers import services
    from customers.models import Consent, Customer
    from messaging import personal
    from messaging.models import Confirmation, MessagingSettings

    if not Confirmation.objects.exists():
        asked = Consent.objects.filter(channel="email", purpose="marketing")
        people = Customer.objects.exclude(email="").filter(erased_at=None, merged_into=None)
        who = people.exclude(pk__in=asked.values("customer")).order_by("pk").first() or people.order_by("-pk")[0]
        before = MessagingSettings.current().confirm_email
        MessagingSettings.objects.update_or_create(pk=1, defaults={"confirm_email": True})
        told = {"customer": who, "channel": "email", "purpose": "marketing", "actor": None, "now": clock.now()}
        services.set_consent(state="refused", source="walk", **told)
        services.set_consent(state="granted", source="walk", **told)
        MessagingSettings.objects.filter(pk=1).update(confirm_email=before)
    return (personal.confirm_token(Confirmation.objects.order_by("-pk")[0].pk),)

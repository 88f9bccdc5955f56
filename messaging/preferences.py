"""How often a customer wants to hear from us, and when not at all for a while; by themselves or told to staff.

What waits because of an earlier word is asked again at once when that word changes.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from core.errors import DomainError
from core.models import User
from core.wording import worded as _
from customers import hooks, timeline
from customers.models import Customer
from customers.services.people import lock_customer
from messaging.judging import Reason
from messaging.models import Frequency, Message, Pause, State
from messaging.tasks import wake_channels

PAUSE = timedelta(days=30)
LONGEST = timedelta(days=366)
FREQUENCY_SET, PAUSED, RESUMED = "message.frequency", "message.paused", "message.resumed"


@transaction.atomic
def set_frequency(*, customer: Customer, every: str, actor: User | None, now: datetime) -> None:
    """At most one message of news and offers a "week" or "month"; "" is as often as usual. The same again is nothing.

    Refuses `frequency_unknown`.
    """
    if every and every not in Frequency.Every.values:
        raise DomainError("frequency_unknown", _("This is none of the choices."), field="every")
    lock_customer(customer.pk)
    before = frequency_of(customer)
    if before == every:
        return
    if every:
        Frequency.objects.update_or_create(customer=customer, defaults={"every": every, "asked_at": now})
    else:
        Frequency.objects.filter(customer=customer).delete()
    _tell(customer, FREQUENCY_SET, actor, now, before=before, every=every)
    _ask_again(customer, Reason.CAPPED, now)


@transaction.atomic
def pause(*, customer: Customer, actor: User | None, now: datetime, until: datetime | None = None) -> datetime:
    """Nothing that they did not ask for until then, 30 days when nobody says; a longer pause stays. Returns its end.

    Refuses `until_past` and `until_far`.
    """
    until = until or now + PAUSE
    if until <= now:
        raise DomainError("until_past", _("The pause must end in the future."), field="until")
    if until > now + LONGEST:
        raise DomainError("until_far", _("A pause lasts a year at most."), field="until")
    lock_customer(customer.pk)
    before = paused_until(customer, now)
    if actor is None and before and before >= until:
        return before
    if before != until:
        Pause.objects.update_or_create(customer=customer, defaults={"until": until, "asked_at": now})
        _tell(customer, PAUSED, actor, now, until=until.isoformat())
        _ask_again(customer, Reason.PAUSED, now)
    return until


@transaction.atomic
def resume(*, customer: Customer, actor: User | None, now: datetime) -> bool:
    """End the pause; False when there was none (any more)."""
    lock_customer(customer.pk)
    if paused_until(customer, now) is None:
        return False
    Pause.objects.filter(customer=customer).delete()
    _tell(customer, RESUMED, actor, now)
    _ask_again(customer, Reason.PAUSED, now)
    return True


def frequency_of(customer: Customer) -> str:
    return Frequency.objects.filter(customer=customer).values_list("every", flat=True).first() or ""


def paused_until(customer: Customer, now: datetime) -> datetime | None:
    return Pause.objects.filter(customer=customer, until__gt=now).values_list("until", flat=True).first()


def _tell(customer: Customer, verb: str, actor: User | None, now: datetime, **data: str) -> None:
    timeline.record(customer=customer, verb=verb, actor=actor, at=now, data=data)
    hooks.announce([customer.pk], now)


def _ask_again(customer: Customer, reason: str, now: datetime) -> None:
    waiting = Message.objects.filter(customer=customer, state=State.QUEUED, reason=reason)
    channels = set(waiting.values_list("channel", flat=True))
    waiting.filter(next_at__gt=now).update(next_at=now)
    wake_channels(channels)

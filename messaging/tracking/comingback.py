"""An SMS answered with START or UNSTOP: takes back what the last STOP of this number took, and nothing else.

What they had agreed to before stands again; what they never agreed to does not come by it. A refusal by another door (a
link, staff) stays: it was no answer. Told late or out of order, the later word counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import QuerySet

from customers import services
from customers.models import Consent, ConsentChange, ConsentState, Customer
from messaging import hashing
from messaging.models import DeliveryEvent, Kind, Purpose
from messaging.suppressing import lift
from messaging.tracking import answers


def take_back(event: DeliveryEvent, people: Sequence[Customer], addresses: Iterable[str], *, now: datetime) -> None:
    said = _last_no(event, addresses)
    if said is None:
        return
    for purpose in answers.meant_by(said.detail):
        for customer in people:
            _restore(customer, purpose, said, event, now)
        if not people:
            for address in addresses:
                lift(channel=event.channel, address=address, purpose=purpose)


def is_taken_back(event: DeliveryEvent, addresses: Iterable[str]) -> bool:
    """A refusal that is told after the word that took it back."""
    return _said(event, Kind.SAID_YES, addresses).filter(at__gt=event.at).exists()


def _last_no(event: DeliveryEvent, addresses: Iterable[str]) -> DeliveryEvent | None:
    """None where nothing was refused before, or it was refused again since."""
    last = _said(event, Kind.SAID_NO, addresses).order_by("-at", "-pk").first()
    return last if last and last.at <= event.at else None


def _said(event: DeliveryEvent, kind: Kind, addresses: Iterable[str]) -> QuerySet[DeliveryEvent]:
    digests = [digest for address in addresses for digest in hashing.hashes(address)]
    return DeliveryEvent.objects.filter(channel=event.channel, kind=kind, address_hash__in=digests)


def _restore(customer: Customer, purpose: str, said: DeliveryEvent, event: DeliveryEvent, now: datetime) -> None:
    given = Consent.objects.filter(customer=customer, channel=event.channel, purpose=purpose).first()
    is_by_it = given and given.state == ConsentState.WITHDRAWN and given.source == answers.source_of(said)
    if given is None or not is_by_it or not _had_agreed(given):
        return
    services.set_consent(
        customer=customer, channel=event.channel, purpose=purpose, state=ConsentState.GRANTED, is_confirmed=True,
        source=answers.source_of(event), text_version=given.text_version, address=given.address, actor=None, now=now,
    )  # fmt: skip


def _had_agreed(given: Consent) -> bool:
    """Before the no. Service needs no agreement: that it may go again is all they said."""
    if given.purpose == Purpose.SERVICE:
        return True
    changes = ConsentChange.objects.filter(
        customer=given.customer_id, channel=given.channel, purpose=given.purpose
    ).order_by("-changed_at", "-pk")
    return list(changes.values_list("state", flat=True)[1:2]) == [ConsentState.GRANTED]

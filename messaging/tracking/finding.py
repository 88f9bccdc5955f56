"""Which message an event is about. No guess ever changes the message of another customer.

1. By number: what the provider called the message when it took it, or what we called it. A number that several messages
   share (a gateway that counts anew) is narrowed by the address.
2. One that is on its way, or of which nobody knows whether it arrived, has no number of the provider's yet: it is
   known by the digest of its key, which providers give back.
3. By address and time, only when the event names no message at all: the latest message to that very address within
   seven days before it. If such messages went to more than one customer, it is nobody's; if one is just on its way,
   the event waits.
"""

from __future__ import annotations

from datetime import timedelta

from django.db.models import QuerySet, Value
from django.db.models.functions import Upper

from messaging.models import DeliveryEvent, Finding, Message, State
from messaging.rendering import mime

Found = tuple[int | None, Finding]
# How long a provider may take, and by how much its clock may be behind ours.
REACH, SKEW = timedelta(days=7), timedelta(minutes=5)
_OPEN = (State.LEASED, State.UNCERTAIN)
_MOST = 5000
_NOT_YET: Found = (None, Finding.WAITING)


def find(event: DeliveryEvent) -> Found:
    """`WAITING`: it may be found later."""
    if event.provider_id or event.reference:
        return _by_number(event) or _on_its_way(event) or _NOT_YET
    return _by_address(event) if event.address else (None, Finding.UNKNOWN)


def _by_number(event: DeliveryEvent) -> Found | None:
    numbers = {form for number in (event.provider_id, event.reference) if number for form in spelled(number)}
    rows = Message.objects.filter(channel=event.channel, provider_id__in=numbers)
    ids = list(rows.values_list("pk", flat=True)[:2])
    if len(ids) > 1:
        ids = list(_to(rows, event.address).values_list("pk", flat=True)[:2]) if event.address else []
        return (ids[0], Finding.NAMED) if len(ids) == 1 else (None, Finding.AMBIGUOUS)
    return (ids[0], Finding.NAMED) if ids else None


def spelled(number: str) -> set[str]:
    """Message-IDs come with and without their brackets."""
    bare = number.strip("<>")
    return {number, bare, f"<{bare}>"}


def _on_its_way(event: DeliveryEvent) -> Found | None:
    ours = {number.strip("<>").partition("@")[0] for number in (event.reference, event.provider_id) if number}
    rows = Message.objects.filter(channel=event.channel, state__in=_OPEN).order_by("-pk")
    for pk, key in rows.values_list("pk", "key")[:_MOST]:
        if mime.digest(key) in ours:
            return pk, Finding.NAMED
    return None


def _by_address(event: DeliveryEvent) -> Found:
    rows = _to(Message.objects.filter(channel=event.channel), event.address).filter(
        handed_at__gt=event.at - REACH, handed_at__lte=event.at + SKEW
    )
    known = list(rows.order_by("-handed_at", "-pk").values_list("pk", "customer_id", "state")[:100])
    if len({customer for _pk, customer, _state in known}) > 1:
        return None, Finding.AMBIGUOUS
    if any(state == State.LEASED for _pk, _customer, state in known):
        return _NOT_YET
    return (known[0][0], Finding.ADDRESS) if known else (None, Finding.UNKNOWN)


def _to(rows: QuerySet[Message], address: str) -> QuerySet[Message]:
    written = rows.exclude(address="").filter(handed_at__isnull=False)
    return written.alias(told=Upper("address")).filter(told=Upper(Value(address)))

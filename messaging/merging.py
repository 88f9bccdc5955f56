"""Two records of one customer become one: what waits goes to the survivor, what was sent is read with theirs."""

from __future__ import annotations

from customers.merging import Merge
from messaging.models import Confirmation, Frequency, Message, Pause


def move_messages(merge: Merge) -> dict[str, int]:
    """All messages move: caps count what the person got under either record."""
    moved = Message.objects.filter(customer=merge.duplicate).update(customer=merge.survivor)
    Confirmation.objects.filter(customer=merge.duplicate).update(customer=merge.survivor)
    _longer_pause(merge)
    _rarer(merge)
    return {"messages": moved}


def _longer_pause(merge: Merge) -> None:
    both = list(Pause.objects.filter(customer__in=[merge.survivor, merge.duplicate]).order_by("-until"))
    if not both:
        return
    Pause.objects.filter(customer=merge.duplicate).delete()
    Pause.objects.update_or_create(
        customer=merge.survivor, defaults={"until": both[0].until, "asked_at": both[0].asked_at}
    )


def _rarer(merge: Merge) -> None:
    """Of two wishes the quieter one."""
    both = list(Frequency.objects.filter(customer__in=[merge.survivor, merge.duplicate]).order_by("every"))
    if not both:
        return
    Frequency.objects.filter(customer=merge.duplicate).delete()
    # "month" comes before "week".
    Frequency.objects.update_or_create(
        customer=merge.survivor, defaults={"every": both[0].every, "asked_at": both[0].asked_at}
    )

"""What messaging does when a customer is erased: nothing goes out any more, and no word of what went out is kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db.models import Q
from django.utils.translation import gettext as _

from customers.erasing import Erasure, Line
from messaging.models import DeliveryEvent, Frequency, Hit, Letter, LocalMail, Message, Pause, State


def erase(erasure: Erasure) -> dict[str, int]:
    """The hashes of unwanted addresses stay: a "no" outlives everything."""
    mine = Message.objects.filter(customer__in=erasure.ids)
    waiting = Q(state__in=[State.QUEUED, State.PAUSED]) | Q(state=State.LEASED, handed_at__isnull=True)
    ended = mine.filter(waiting).update(
        state=State.CANCELLED, lease=None, leased_until=None, settled_at=erasure.now, reason="erased"
    )
    Pause.objects.filter(customer__in=erasure.ids).delete()
    Hit.objects.filter(message__customer__in=erasure.ids).delete()
    Frequency.objects.filter(customer__in=erasure.ids).delete()
    Letter.objects.filter(message__customer__in=erasure.ids).delete()
    # A test may have been written as if to them; nobody needs an old one.
    LocalMail.objects.filter(Q(message__customer__in=erasure.ids) | Q(message=None, source="")).delete()
    DeliveryEvent.objects.filter(message__customer__in=erasure.ids).update(detail="")
    return {"messages": mine.update(facts={}, address="", detail=""), "messages_ended": ended}


def tells(ids: Sequence[int]) -> Iterator[Line]:
    if count := Message.objects.filter(customer__in=ids).count():
        yield Line("stays", _("That messages were sent, and when, without address and words: %(n)d") % {"n": count})

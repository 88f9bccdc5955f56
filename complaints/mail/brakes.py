"""Where two machines that answer each other stop: so many automatic answers to one address within an hour."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import blake2b

from django.db import transaction

from complaints.mail import machines
from complaints.models import AutomaticAnswer, ComplaintSettings, Mailbox
from core.locks import advisory_lock
from core.text import email_key

HOUR = timedelta(hours=1)


@transaction.atomic
def may_answer(address: str, now: datetime) -> bool:
    """Ask right before an automatic answer, in the transaction that queues it: a yes is counted.

    Never to a mailbox of ours, and never to one that is nobody's.
    """
    key = email_key(address)
    if not key or machines.is_nobody(key) or Mailbox.objects.filter(address__iexact=key).exists():
        return False
    who = blake2b(key.encode("utf-8", "surrogatepass"), digest_size=16).digest()
    # Two at the same moment: the second one counts the first.
    advisory_lock(f"complaints.brakes.{who.hex()}")
    if AutomaticAnswer.objects.filter(who=who, at__gt=now - HOUR).count() >= _most():
        return False
    AutomaticAnswer.objects.create(who=who, at=now)
    return True


def _most() -> int:
    return ComplaintSettings.current().automatic_per_hour


def forget(*, now: datetime) -> int:
    """What is older counts for nobody. How many."""
    return AutomaticAnswer.objects.filter(at__lte=now - 2 * HOUR).delete()[0]

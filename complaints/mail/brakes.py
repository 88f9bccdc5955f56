"""Where two machines that answer each other stop: so many automatic answers to one address within an hour."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import blake2b

from django.db import transaction

from complaints.mail import machines
from complaints.models import AutomaticAnswer, ComplaintSettings
from core import prepared
from core.locks import advisory_lock
from core.text import email_key

HOUR = timedelta(hours=1)


# Of two at the same moment the second waits for the lock before it, and counts the first.
_COUNT = """
INSERT INTO complaints_automaticanswer (who, at)
SELECT %(who)s::bytea, %(now)s::timestamptz
WHERE NOT EXISTS (SELECT FROM complaints_mailbox WHERE upper(address) = upper(%(address)s::text))
  AND coalesce((SELECT automatic_per_hour FROM complaints_complaintsettings WHERE id = 1), %(most)s::int)
      > (SELECT count(*) FROM complaints_automaticanswer WHERE who = %(who)s::bytea AND at > %(since)s::timestamptz)
RETURNING id"""


@transaction.atomic(savepoint=False)
def may_answer(address: str, now: datetime) -> bool:
    """Ask right before an automatic answer, in the transaction that queues it: a yes is counted.

    Never to a mailbox of ours, and never to one that is nobody's.
    """
    key = email_key(address)
    if not key or machines.is_nobody(key):
        return False
    who = blake2b(key.encode("utf-8", "surrogatepass"), digest_size=16).digest()
    advisory_lock(f"complaints.brakes.{who.hex()}")
    told = {"who": who, "now": now, "since": now - HOUR, "address": key, "most": ComplaintSettings().automatic_per_hour}
    return bool(prepared.fetch(_COUNT, told))


def forget(*, now: datetime) -> int:
    """What is older counts for nobody. How many."""
    return AutomaticAnswer.objects.filter(at__lte=now - 2 * HOUR).delete()[0]

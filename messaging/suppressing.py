"""Addresses that are not written to any more, and those that are again.

Whoever withdraws a consent, by whatever door, leaves the hash of the address behind, so that an old file that says
"yes" changes nothing when it is imported again. Whoever gives it again in person takes it away; a file never does.
"""

from __future__ import annotations

from datetime import datetime

from customers.consents import address_of
from customers.models import Channel, ChannelIdentity, Consent, ConsentState
from messaging import hashing
from messaging.models import Suppression

NO_SUCH_ADDRESS = "no_such_address"


def suppress(*, channel: str, address: str, reason: str, now: datetime, purpose: str = "") -> None:
    """Without a purpose nothing at all goes to this address any more."""
    if address:
        Suppression.objects.get_or_create(
            channel=channel, address_hash=hashing.hashes(address)[0], purpose=purpose,
            defaults={"reason": reason, "since": now},
        )  # fmt: skip


def lift(*, channel: str, address: str, purpose: str) -> None:
    """What the customer said themselves; that an address does not exist is not theirs to take back."""
    if address:
        Suppression.objects.filter(
            channel=channel, address_hash__in=hashing.hashes(address), purpose=purpose,
            reason=Suppression.Reason.UNSUBSCRIBED,
        ).delete()  # fmt: skip


def follow_consent(consent: Consent, now: datetime) -> None:
    """Hook of `customers.consents`."""
    for address in _addresses(consent):
        if consent.state == ConsentState.GRANTED:
            lift(channel=consent.channel, address=address, purpose=consent.purpose)
        elif consent.state in (ConsentState.WITHDRAWN, ConsentState.REFUSED):
            suppress(
                channel=consent.channel, address=address, purpose=consent.purpose,
                reason=Suppression.Reason.UNSUBSCRIBED, now=now,
            )  # fmt: skip


def _addresses(consent: Consent) -> list[str]:
    """Of messaging apps all, also those that we do not serve yet, written as the outbox writes them."""
    if consent.channel == Channel.CHAT:
        known = ChannelIdentity.objects.filter(customer=consent.customer_id).order_by("pk")
        return [f"{row.provider}:{row.identity}" for row in known]
    return [consent.address or address_of(consent.customer, consent.channel)]

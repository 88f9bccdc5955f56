"""Addresses that are not written to any more, and those that are again.

Whoever withdraws a consent, by whatever door, leaves the hash of the address behind, so that an old file that says
"yes" changes nothing when it is imported again. Whoever gives it again in person takes it away; a file never does.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from core.errors import Conflict, DomainError
from core.models import User
from core.wording import worded as _
from customers import timeline
from customers.consents import address_of
from customers.models import Channel, ChannelIdentity, Consent, ConsentState, Customer
from customers.services.people import lock_customer
from messaging import hashing
from messaging.models import Suppression

NO_SUCH_ADDRESS = "no_such_address"
# As long as the timeline keeps a reason.
_LONGEST = 500
LIFTED = "message.suppression_lifted"
# What somebody said themselves: only their own word takes it back.
SAID = frozenset({Suppression.Reason.UNSUBSCRIBED, Suppression.Reason.COMPLAINED})


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


# --- By hand --------------------------------------------------------------------------------------


def of_customer(customer: Customer) -> list[Suppression]:
    """What is refused by the addresses that a customer has at present."""
    found: list[Suppression] = []
    for channel, address in _present(customer):
        found += Suppression.objects.filter(channel=channel, address_hash__in=hashing.hashes(address)).order_by("pk")
    return found


@transaction.atomic
def lift_by_hand(
    *, customer: Customer, suppression: Suppression, reason: str, own_word: str, actor: User, now: datetime
) -> None:
    """This address may be written to again: on the timeline with the reason. Consent is another matter and stays.

    Refuses `reason_missing`, `own_word_missing` (what the customer said themselves needs their own word),
    `suppression_gone` (lifted meanwhile, or of no address of theirs).
    """
    lock_customer(customer.pk)
    if not reason.strip():
        raise DomainError("reason_missing", _("Say why, please."), field="reason")
    if suppression.reason in SAID and not own_word.strip():
        words = _("They said this themselves: note what the customer says now, when and how.")
        raise DomainError("own_word_missing", words, field="own_word")
    customer.refresh_from_db()
    mine = {row.pk for row in of_customer(customer)}
    if suppression.pk not in mine or not Suppression.objects.filter(pk=suppression.pk).delete()[0]:
        raise Conflict("suppression_gone", _("This address is suppressed no more."))
    told = f"{reason.strip()} · {own_word.strip()}" if own_word.strip() else reason.strip()
    facts = {"channel": suppression.channel, "was": suppression.reason, "purpose": suppression.purpose}
    timeline.record(customer=customer, verb=LIFTED, actor=actor, at=now, data=facts, reason=told[:_LONGEST])


def _present(customer: Customer) -> list[tuple[str, str]]:
    chats = ChannelIdentity.objects.filter(customer=customer).order_by("pk")
    told = [(Channel.EMAIL, customer.email), (Channel.SMS, customer.phone), (Channel.PHONE, customer.phone)]
    told += [(Channel.CHAT, f"{row.provider}:{row.identity}") for row in chats]
    return [(channel, address) for channel, address in told if address]

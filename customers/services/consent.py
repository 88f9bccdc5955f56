"""Consent: the state in force, and an append-only history of how it came about."""

from __future__ import annotations

import unicodedata
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import DomainError
from core.models import User
from customers import consents, phones, timeline
from customers.models import Channel, Consent, ConsentChange, ConsentState, Customer, Purpose
from customers.services.people import lock_customer


@transaction.atomic
def set_consent(
    *,
    customer: Customer,
    channel: str,
    purpose: str,
    state: str,
    source: str,
    actor: User | None,
    now: datetime,
    text_version: str = "",
    address: str = "",
    is_confirmed: bool = False,
) -> Consent:
    """Put a consent into a state; saying the same again changes nothing and leaves no trace.

    `address` is the one that the consent is for (an e-mail, a number), the one on record unless another is told; a new
    address is a new consent (`customers.consents`). `source` says how we know: "in the shop", "form", "import of May".

    Where a yes is to be confirmed first (`consents.confirm_first`), a new one waits as *pending*, unless it
    `is_confirmed`: the customer has proved already that the address is theirs.
    """
    _check(channel, purpose, state, source)
    fresh = lock_customer(customer.pk)
    address = _written_alike(channel, address) or consents.address_of(fresh, channel)
    current = Consent.objects.filter(customer=customer, channel=channel, purpose=purpose).first()
    if state == ConsentState.GRANTED and not is_confirmed and not consents.stands(current, address):
        state = ConsentState.PENDING if consents.is_confirmed_first(channel, purpose) else state
    consent = current
    if current is None or (current.state, current.text_version, current.address) != (state, text_version, address):
        facts = {"source": source, "text_version": text_version, "address": address, "actor": actor, "changed_at": now}
        consent = _put(fresh, channel, purpose, {"state": state, **facts})
    assert consent is not None  # either there was one, or it was put
    if state == ConsentState.PENDING:
        consents.tell_asked(consent, now)
    return consent


def _put(customer: Customer, channel: str, purpose: str, facts: dict[str, Any]) -> Consent:
    consent, _new = Consent.objects.update_or_create(
        customer=customer, channel=channel, purpose=purpose, defaults=facts
    )
    ConsentChange.objects.create(customer=customer, channel=channel, purpose=purpose, **facts)
    timeline.record(
        customer=customer, verb="consent.changed", actor=facts["actor"], at=facts["changed_at"],
        data={"channel": channel, "purpose": purpose, "state": facts["state"], "source": facts["source"]},
    )  # fmt: skip
    consents.tell_changed(consent, facts["changed_at"])
    return consent


def _written_alike(channel: str, address: str) -> str:
    """As the record writes it, so that both can be compared; what is no address of this kind stays as it is."""
    address = unicodedata.normalize("NFKC", address).strip()
    if channel not in {Channel.SMS, Channel.PHONE}:
        return address
    try:
        return phones.normalise(address)
    except DomainError:
        return address


def _check(channel: str, purpose: str, state: str, source: str) -> None:
    for value, known, field in (
        (channel, Channel.values, "channel"),
        (purpose, Purpose.values, "purpose"),
        (state, ConsentState.values, "state"),
    ):
        if value not in known:
            raise DomainError("consent_unknown", _("“%(value)s” is not known.") % {"value": value}, field=field)
    if not source.strip():
        raise DomainError("source_missing", _("How do we know? Say where the consent was given."), field="source")

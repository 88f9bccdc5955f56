"""Where a customer is reached: addresses, and their ids in messaging services."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from core.errors import Conflict, DomainError
from core.models import User
from customers import countries, hooks, timeline
from customers.models import Address, ChannelIdentity, Customer
from customers.services.people import lock_customer

# Street and number; the column has no end of its own.
LONGEST_LINES = 400


@transaction.atomic
def add_address(
    *, customer: Customer, data: Mapping[str, Any], actor: User | None, now: datetime, reason: str = ""
) -> Address:
    lock_customer(customer.pk)
    address = Address(customer=customer)
    for name, value in _by_country(address, data).items():
        setattr(address, name, value)
    _check_address(address)
    address.save(force_insert=True)
    facts = {"kind": str(address.kind)}
    timeline.record(customer=customer, verb="address.added", actor=actor, at=now, data=facts, reason=reason)
    hooks.announce([customer.pk], now)
    return address


@transaction.atomic
def change_address(
    *, address: Address, data: Mapping[str, Any], actor: User | None, now: datetime, reason: str = ""
) -> Address:
    """Put an address right; the trail tells which parts, not what they say."""
    lock_customer(address.customer_id)
    fresh = Address.objects.select_for_update().filter(pk=address.pk, customer=address.customer_id).first()
    if fresh is None:
        raise Conflict("address_gone", _("This address is no longer there."))
    told, lacks_street = _by_country(fresh, data), not fresh.lines
    changed = [name for name, value in told.items() if getattr(fresh, name) != value]
    if not changed:
        return fresh
    for name in changed:
        setattr(fresh, name, told[name])
    _check_address(fresh, may_lack_street=lacks_street)
    fresh.save(update_fields=changed)
    facts = {"kind": fresh.kind, "fields": changed}
    timeline.record(customer=fresh.customer_id, verb="address.changed", actor=actor, at=now, data=facts, reason=reason)
    hooks.announce([fresh.customer_id], now)
    return fresh


@transaction.atomic
def remove_address(*, address: Address, actor: User | None, now: datetime, reason: str = "") -> None:
    customer, facts = address.customer_id, {"kind": address.kind}
    if Address.objects.filter(pk=address.pk).delete()[0]:
        timeline.record(customer=customer, verb="address.removed", actor=actor, at=now, data=facts, reason=reason)
        hooks.announce([customer], now)


def _by_country(address: Address, data: Mapping[str, Any]) -> dict[str, Any]:
    """Country and postal code as they are written; what stands there already hinders no other change."""
    told = dict(data)
    if told.get("country", address.country) != address.country:
        told["country"] = countries.country_of(told["country"])
    country, code = (told.get(name, getattr(address, name)) for name in ("country", "postal_code"))
    if (country, code) != (address.country, address.postal_code):
        told["postal_code"] = countries.postal_code(code, country)
    return told


def _check_address(address: Address, *, may_lack_street: bool = False) -> None:
    """Files tell of many people only where they live (`may_lack_street`); a letter needs more."""
    parts = (address.postal_code, address.city, address.region) if may_lack_street else ()
    if not any(part.strip() for part in (address.lines, *parts)):
        raise DomainError("address_empty", _("Street and number are needed."), field="lines")
    if len(address.lines) > LONGEST_LINES:
        message = _("This text is longer than %(longest)d characters.") % {"longest": LONGEST_LINES}
        raise DomainError("text_invalid", message, field="lines")
    _check_fields(address)


def _check_fields(row: Address | ChannelIdentity) -> None:
    try:
        row.clean_fields(exclude=["customer", "lines"])
    except ValidationError as error:
        field, problems = next(iter(error.error_dict.items()))
        raise DomainError("field_invalid", " ".join(problems[0].messages), field=field) from None


def add_identity(
    *, customer: Customer, provider: str, identity: str, actor: User | None, now: datetime, reason: str = ""
) -> ChannelIdentity:
    """The customer's id in a messaging service; one id belongs to one customer (`identity_taken`)."""
    provider, identity = provider.strip().lower(), identity.strip()
    if not provider or not identity:
        raise DomainError("identity_empty", _("Provider and id are needed."), field="identity")
    row = ChannelIdentity(customer=customer, provider=provider, identity=identity)
    _check_fields(row)
    try:
        with transaction.atomic():
            lock_customer(customer.pk)
            row.save(force_insert=True)
            facts = {"provider": provider}
            timeline.record(customer=customer, verb="identity.added", actor=actor, at=now, data=facts, reason=reason)
    except IntegrityError:
        raise Conflict("identity_taken", _("This id already belongs to a customer."), field="identity") from None
    return row


@transaction.atomic
def remove_identity(*, identity: ChannelIdentity, actor: User | None, now: datetime, reason: str = "") -> None:
    customer, facts = identity.customer_id, {"provider": identity.provider}
    if ChannelIdentity.objects.filter(pk=identity.pk).delete()[0]:
        timeline.record(customer=customer, verb="identity.removed", actor=actor, at=now, data=facts, reason=reason)

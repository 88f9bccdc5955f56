"""Tags, groups, interests, addresses and channel identities of a customer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from core.errors import Conflict, DomainError
from core.models import User
from customers import hooks, timeline
from customers.interests import Reason
from customers.models import Address, ChannelIdentity, Customer, CustomerGroup, Interest, Tag, Topic
from customers.services.people import check_version, lock_customer, raise_version


@transaction.atomic
def set_tags(*, customer: Customer, tags: Iterable[Tag], actor: User | None, now: datetime) -> None:
    """Replace the tags; the trail names what came and went."""
    data = _replace(customer, customer.tags, list(tags), now)
    if data:
        timeline.record(customer=customer, verb="customer.tagged", actor=actor, at=now, data=data)


@transaction.atomic
def set_groups(*, customer: Customer, groups: Iterable[CustomerGroup], actor: User | None, now: datetime) -> None:
    """Replace the groups; price lists follow them, so the trail names what came and went."""
    data = _replace(customer, customer.groups, list(groups), now)
    if data:
        timeline.record(customer=customer, verb="customer.grouped", actor=actor, at=now, data=data)
        hooks.announce([customer.pk], now)


def _replace(customer: Customer, relation: Any, wanted: list[Any], now: datetime) -> dict[str, list[str]]:
    """Make the relation hold exactly these; what came and what went by name, empty when nothing did.

    A change raises the customer's version: a form that shows the set from before must not put it back.
    """
    lock_customer(customer.pk)
    before = {row.pk: row.name for row in relation.all()}
    after = {row.pk: row.name for row in wanted}
    if before.keys() == after.keys():
        return {}
    relation.set(wanted)
    raise_version([customer.pk], now)
    return {
        "added": sorted(after[pk] for pk in after.keys() - before.keys()),
        "removed": sorted(before[pk] for pk in before.keys() - after.keys()),
    }


@transaction.atomic
def set_interests(
    *,
    customer: Customer,
    topics: Iterable[Topic],
    actor: User | None,
    now: datetime,
    source: str = "",
    expected_version: int | None = None,
) -> list[Topic]:
    """Replace what the customer *said* they like; what we concluded stays as it is. Returns what is new.

    Conflict `stale_edit` when somebody saved after `expected_version` was read (None: the set is the customer's word).
    """
    check_version(lock_customer(customer.pk), expected_version)
    wanted = {topic.pk: topic for topic in topics}
    declared = Interest.objects.filter(customer=customer, kind=Interest.Kind.DECLARED)
    before = dict(declared.values_list("topic_id", "topic__name"))
    if before.keys() == wanted.keys():
        return []
    declared.exclude(topic_id__in=wanted).delete()
    new = [topic for pk, topic in wanted.items() if pk not in before]
    Interest.objects.bulk_create(
        [Interest(customer=customer, topic=topic, kind=Interest.Kind.DECLARED, reason=source) for topic in new]
    )
    data = {
        "added": sorted(topic.name for topic in new),
        "removed": sorted(name for pk, name in before.items() if pk not in wanted),
    }
    raise_version([customer.pk], now)
    timeline.record(customer=customer, verb="interest.declared", actor=actor, at=now, data=data)
    return new


@transaction.atomic
def set_derived_interests(*, customer: Customer, weights: Mapping[int, tuple[Decimal, Reason]], now: datetime) -> None:
    """Replace what we *concluded*: topic id → weight from 0 to 1 and the reason, worded when it is read.

    Not on the timeline: nobody did anything, and the row says itself why it is there.
    """
    lock_customer(customer.pk)
    derived = Interest.objects.filter(customer=customer, kind=Interest.Kind.DERIVED)
    derived.exclude(topic_id__in=list(weights)).delete()
    Interest.objects.bulk_create(
        [
            Interest(
                customer=customer, topic_id=topic, kind=Interest.Kind.DERIVED, weight=weight, reason="",
                reason_code=reason.code, reason_data=dict(reason.data), updated_at=now,
            )
            for topic, (weight, reason) in sorted(weights.items())
        ],
        update_conflicts=True,
        unique_fields=["customer", "topic", "kind"],
        update_fields=["weight", "reason", "reason_code", "reason_data", "updated_at"],
    )  # fmt: skip


@transaction.atomic
def add_address(*, customer: Customer, data: Mapping[str, Any], actor: User | None, now: datetime) -> Address:
    lock_customer(customer.pk)
    if not str(data.get("lines", "")).strip():
        raise DomainError("address_empty", _("Street and number are needed."), field="lines")
    address = Address.objects.create(customer=customer, **data)
    timeline.record(customer=customer, verb="address.added", actor=actor, at=now, data={"kind": address.kind})
    hooks.announce([customer.pk], now)
    return address


@transaction.atomic
def change_address(*, address: Address, data: Mapping[str, Any], actor: User | None, now: datetime) -> Address:
    """Put an address right; the trail tells which parts, not what they say."""
    lock_customer(address.customer_id)
    if not str(data.get("lines", address.lines)).strip():
        raise DomainError("address_empty", _("Street and number are needed."), field="lines")
    fresh = Address.objects.select_for_update().filter(pk=address.pk, customer=address.customer_id).first()
    if fresh is None:
        raise Conflict("address_gone", _("This address is no longer there."))
    changed = [name for name, value in data.items() if getattr(fresh, name) != value]
    if not changed:
        return fresh
    for name in changed:
        setattr(fresh, name, data[name])
    fresh.save(update_fields=changed)
    facts = {"kind": fresh.kind, "fields": changed}
    timeline.record(customer=fresh.customer_id, verb="address.changed", actor=actor, at=now, data=facts)
    hooks.announce([fresh.customer_id], now)
    return fresh


@transaction.atomic
def remove_address(*, address: Address, actor: User | None, now: datetime) -> None:
    customer, kind = address.customer_id, address.kind
    if Address.objects.filter(pk=address.pk).delete()[0]:
        timeline.record(customer=customer, verb="address.removed", actor=actor, at=now, data={"kind": kind})
        hooks.announce([customer], now)


def add_identity(
    *, customer: Customer, provider: str, identity: str, actor: User | None, now: datetime
) -> ChannelIdentity:
    """The customer's id in a messaging service; one id belongs to one customer (`identity_taken`)."""
    provider, identity = provider.strip().lower(), identity.strip()
    if not provider or not identity:
        raise DomainError("identity_empty", _("Provider and id are needed."), field="identity")
    try:
        with transaction.atomic():
            lock_customer(customer.pk)
            row = ChannelIdentity.objects.create(customer=customer, provider=provider, identity=identity)
            timeline.record(customer=customer, verb="identity.added", actor=actor, at=now, data={"provider": provider})
    except IntegrityError:
        raise Conflict("identity_taken", _("This id already belongs to a customer."), field="identity") from None
    return row


@transaction.atomic
def remove_identity(*, identity: ChannelIdentity, actor: User | None, now: datetime) -> None:
    customer, provider = identity.customer_id, identity.provider
    if ChannelIdentity.objects.filter(pk=identity.pk).delete()[0]:
        timeline.record(customer=customer, verb="identity.removed", actor=actor, at=now, data={"provider": provider})

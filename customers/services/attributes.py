"""Tags, groups and interests of a customer.

`set_…` replace what there is, for a form that showed it; `change_…` add some and take some away, for machines that know
their own part only: what somebody else did meanwhile stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Model

from core.models import User
from customers import hooks, timeline
from customers.interests import Reason
from customers.models import Customer, CustomerGroup, Interest, Tag, Topic
from customers.services.people import check_version, lock_customer, raise_version

Row = TypeVar("Row", bound=Model)


@transaction.atomic
def set_tags(*, customer: Customer, tags: Iterable[Tag], actor: User | None, now: datetime, reason: str = "") -> None:
    """Replace the tags; the trail names what came and went."""
    data = _replace(customer, customer.tags, list(tags), now)
    if data:
        timeline.record(customer=customer, verb="customer.tagged", actor=actor, at=now, data=data, reason=reason)


@transaction.atomic
def change_tags(
    *,
    customer: Customer,
    add: Iterable[Tag],
    remove: Iterable[Tag],
    actor: User | None,
    now: datetime,
    reason: str = "",
) -> None:
    lock_customer(customer.pk)
    tags = _changed(customer.tags.all(), add, remove)
    set_tags(customer=customer, tags=tags, actor=actor, now=now, reason=reason)


@transaction.atomic
def set_groups(
    *, customer: Customer, groups: Iterable[CustomerGroup], actor: User | None, now: datetime, reason: str = ""
) -> None:
    """Replace the groups; price lists follow them, so the trail names what came and went."""
    data = _replace(customer, customer.groups, list(groups), now)
    if data:
        timeline.record(customer=customer, verb="customer.grouped", actor=actor, at=now, data=data, reason=reason)
        hooks.announce([customer.pk], now)


@transaction.atomic
def delete_group(*, group: CustomerGroup, actor: User | None, now: datetime) -> None:
    """The group goes, and the trail of each member says so: prices and figures followed it."""
    locked = CustomerGroup.objects.select_for_update().get(pk=group.pk)
    members = sorted(locked.customers.values_list("pk", flat=True))
    data = {"added": [], "removed": [locked.name], "is_deleted": True}
    by = actor.pk if actor else None
    timeline.record_many(timeline.Event(pk, "customer.grouped", now, by, data) for pk in members)
    raise_version(members, now)
    locked.delete()
    hooks.announce(members, now)


@transaction.atomic
def change_groups(
    *,
    customer: Customer,
    add: Iterable[CustomerGroup],
    remove: Iterable[CustomerGroup],
    actor: User | None,
    now: datetime,
    reason: str = "",
) -> None:
    lock_customer(customer.pk)
    groups = _changed(customer.groups.all(), add, remove)
    set_groups(customer=customer, groups=groups, actor=actor, now=now, reason=reason)


def _changed(before: Iterable[Row], add: Iterable[Row], remove: Iterable[Row]) -> list[Row]:
    """Added and removed at once is removed."""
    gone = {row.pk for row in remove}
    return [row for row in {row.pk: row for row in (*before, *add)}.values() if row.pk not in gone]


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
    reason: str = "",
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
    timeline.record(customer=customer, verb="interest.declared", actor=actor, at=now, data=data, reason=reason)
    return new


@transaction.atomic
def change_interests(
    *,
    customer: Customer,
    add: Iterable[Topic],
    remove: Iterable[Topic],
    actor: User | None,
    now: datetime,
    source: str = "",
    reason: str = "",
) -> list[Topic]:
    """Of what the customer *said*; returns what is new. `source` says how we know of it."""
    lock_customer(customer.pk)
    declared = Topic.objects.filter(interests__customer=customer, interests__kind=Interest.Kind.DECLARED)
    topics = _changed(declared, add, remove)
    return set_interests(customer=customer, topics=topics, actor=actor, now=now, source=source, reason=reason)


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

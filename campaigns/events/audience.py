"""For whom an event is: everybody with a link, members, or a segment and whoever was invited out of it."""

from __future__ import annotations

from datetime import datetime

from django.db import DatabaseError, connection, transaction

from campaigns.models import Event, Recipient
from core.errors import DomainError
from customers.models import Customer, Membership, Segment
from customers.segments import compiling, facets, refreshing


def is_for(event: Event, customer: Customer, *, now: datetime) -> bool:
    if event.audience == Event.Audience.MEMBERS:
        return Membership.objects.filter(pk=customer.pk, state=Membership.State.ACTIVE).exists()
    if event.audience == Event.Audience.SEGMENT:
        return was_invited(event, customer) or _is_in(event.segment, customer, now)
    return True


def was_invited(event: Event, customer: Customer) -> bool:
    """Who was told of it may come, whatever has changed since."""
    told = Recipient.objects.filter(campaign__invitation__event=event, queued_at__isnull=False)
    return told.filter(customer=customer).exists()


def _is_in(segment: Segment | None, customer: Customer, now: datetime) -> bool:
    """By the rule as it is at this moment. One that cannot be computed lets nobody in."""
    if segment is None:
        return False
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            catalogue = facets.catalogue()
            tree = refreshing.tree_of(segment, catalogue)
            cursor.execute(*compiling.select(tree, catalogue, now=now, ids=[customer.pk]))
            return cursor.fetchone() is not None
    except (DomainError, DatabaseError):  # the segment's page says what is wrong with it
        return False

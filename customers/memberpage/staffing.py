"""What staff do with personal links: show one, make all earlier ones invalid. Both leave a trail."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F

from core.models import User
from customers import timeline
from customers.memberpage.links import path_for
from customers.models import Customer, MemberLink
from customers.services.people import lock_customer


@transaction.atomic
def show_link(*, customer: Customer, actor: User, now: datetime) -> str:
    """The path of a fresh link; who looked is on the timeline, because the link opens the page to whoever has it."""
    lock_customer(customer.pk)  # refuses who was merged or erased
    timeline.record(customer=customer, verb="memberlink.shown", actor=actor, at=now)
    return path_for(customer, now=now)


@transaction.atomic
def revoke_links(*, customer: Customer, reason: str, actor: User | None, now: datetime) -> int:
    """From now on only links made later open the page; returns their version."""
    lock_customer(customer.pk)
    MemberLink.objects.get_or_create(pk=customer.pk)
    MemberLink.objects.filter(pk=customer.pk).update(version=F("version") + 1, revoked_at=now)
    timeline.record(customer=customer, verb="memberlink.revoked", actor=actor, at=now, reason=reason)
    return MemberLink.objects.get(pk=customer.pk).version

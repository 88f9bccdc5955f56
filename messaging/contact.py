"""Who looks after a customer: signs letters, and stands before the shop's name as their sender. Else the shop does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from customers.models import Customer
from messaging.outbox.cases import Row
from messaging.rendering import facts, known

ROOT = "contact"


def register() -> None:
    known.register(
        known.Known(
            ROOT,
            {
                "contact.name": _("who looks after the customer; where nobody does, the shop"),
                "contact.person": _("the same, but nothing where nobody does"),
            },
            contacts,
            {"name": "Kim Lee", "person": "Kim Lee"},
            is_personal=False,
        )
    )
    known.wanted(lambda row: ROOT if row.facts.get("by") == ROOT else "")


def contacts(customers: Sequence[int], _now: datetime) -> dict[int, Mapping[str, Any]]:
    """Somebody who has left signs nothing."""
    rows = Customer.objects.filter(pk__in=customers, assigned_to__is_active=True).exclude(assigned_to__name="")
    names = dict(rows.values_list("pk", "assigned_to__name"))
    shop = facts.shop_name()
    return {pk: {"name": names.get(pk, shop), "person": names.get(pk)} for pk in customers}


def sender(row: Row) -> str:
    """In whose name it goes, where that is asked for and somebody looks after the customer; "" otherwise."""
    person = row.known.get(ROOT, {}).get("person") if row.facts.get("by") == ROOT else ""
    return person if isinstance(person, str) else ""

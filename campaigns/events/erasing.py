"""Whoever is erased comes to no event any more: their place goes to who waits. That they came stays, without words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from campaigns.events import places
from campaigns.models import Registration, RegistrationState
from customers.erasing import BLANK, Erasure, Line

_COMING = (RegistrationState.REGISTERED, RegistrationState.OFFERED, RegistrationState.WAITING)


def erase(erasure: Erasure) -> dict[str, int]:
    rows = list(_coming(erasure.ids).select_related("event").order_by("event", "pk"))
    for row in rows:
        places.withdraw(row, actor=erasure.actor, now=erasure.now)
    Registration.objects.filter(customer__in=erasure.ids).exclude(reason="").update(reason=BLANK)
    return {"registrations": len(rows)}


def _coming(ids: Sequence[int]) -> QuerySet[Registration]:
    return Registration.objects.filter(customer__in=ids, event__state__in=places.AWAKE, state__in=_COMING)


def tells(ids: Sequence[int]) -> Iterator[Line]:
    if n := _coming(ids).count():
        yield Line("ends", _("Registrations for events: %(n)d") % {"n": n})

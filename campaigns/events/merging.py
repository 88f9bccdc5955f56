"""Two records of one customer become one: of two registrations for one event the one that got further stays."""

from __future__ import annotations

from campaigns.models import PlaceRequest, Registration, RegistrationState
from customers.merging import Merge

# From the one that counts most to the one that counts least.
_RANKS = (
    RegistrationState.ATTENDED,
    RegistrationState.REGISTERED,
    RegistrationState.OFFERED,
    RegistrationState.WAITING,
    RegistrationState.NO_SHOW,
    RegistrationState.CANCELLED,
)


def move_registrations(merge: Merge) -> dict[str, int]:
    """A place that comes free by it goes to who waits, by the sweep."""
    PlaceRequest.objects.filter(customer=merge.duplicate).update(customer=merge.survivor, is_stranger=False)
    rows = list(Registration.objects.filter(customer=merge.duplicate).order_by("event", "pk"))
    ours = {row.event_id: row for row in Registration.objects.filter(customer=merge.survivor)}
    for row in rows:
        mine = ours.get(row.event_id)
        if mine is None or _rank(row) < _rank(mine):
            if mine is not None:
                mine.delete()
            Registration.objects.filter(pk=row.pk).update(customer=merge.survivor)
        else:
            row.delete()
    return {"registrations": len(rows)}


def _rank(row: Registration) -> int:
    return _RANKS.index(RegistrationState(row.state))

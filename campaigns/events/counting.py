"""How an event stands: who has a place, who waits, who came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, F, Sum

from campaigns.models import Event, Registration, RegistrationState


@dataclass(frozen=True, slots=True)
class Tally:
    """Registrations, and `people` of those with a place or who came: themselves and whom they bring."""

    registered: int
    waiting: int
    offered: int
    attended: int
    no_show: int
    cancelled: int
    people: int

    @property
    def no_show_rate(self) -> Decimal | None:
        """Of those who had a place and were to come; None before the end, and where nobody was checked in at all."""
        if self.registered or not self.attended:
            return None
        return Decimal(self.no_show) / (self.attended + self.no_show)


def tally(event: Event) -> Tally:
    return tallies([event])[event.pk]


def tallies(events: Sequence[Event]) -> dict[int, Tally]:
    """Of several, with one statement."""
    rows = Registration.objects.filter(event__in=events).values("event", "state")
    found: dict[int, dict[str, tuple[int, int]]] = {event.pk: {} for event in events}
    for row in rows.annotate(n=Count("pk"), people=Sum(1 + F("companions"))):
        found[row["event"]][row["state"]] = (row["n"], row["people"])
    return {pk: _tally(states) for pk, states in found.items()}


def _tally(states: dict[str, tuple[int, int]]) -> Tally:
    counts = {state.value: states.get(state.value, (0, 0))[0] for state in RegistrationState}
    people = sum(states.get(state, (0, 0))[1] for state in ("registered", "attended"))
    return Tally(people=people, **counts)

"""What segments can ask of events. All of it is looked at at night: registering touches nobody."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaigns.models import Event
from customers.segments import facets
from customers.segments.building import happened
from customers.segments.compiling import Statement, Test
from customers.segments.facets import Build, Facet, Of
from customers.segments.kinds import EventValue, Kind
from customers.segments.rules import Condition

GROUP = pgettext_lazy("shop", "Events")
# So many of the latest can be chosen from.
SHOWN = 100
_SOURCE = "campaigns_registration r JOIN campaigns_event e ON e.id = r.event_id"
# Where nobody was checked in at all, nobody is said to have stayed away.
_CHECKED = "EXISTS (SELECT FROM campaigns_registration c WHERE c.event_id = e.id AND c.state = 'attended')"


def register() -> None:
    narrowed = (Of("event", pgettext_lazy("shop", "Event"), _events), Of("kind", _("Kind"), lambda: Event.Kind.choices))
    for name, label, states, day in (
        ("registered", _("Had or has a place at an event"), ("registered", "attended", "no_show"), "r.placed_at"),
        ("attended", _("Came to an event"), ("attended",), "r.attended_at"),
        ("missed", _("Had a place at an event and did not come"), ("no_show",), "e.starts_at"),
    ):
        facets.register(
            Facet(f"campaigns.event_{name}", label, GROUP, Kind.EVENT, _in(states, day), of=narrowed, is_clock=True)
        )


def _events() -> list[tuple[str, str]]:
    rows = Event.objects.exclude(state="draft").order_by("-starts_at", "-pk")
    return [(str(public_id), name) for public_id, name in rows.values_list("public_id", "name")[:SHOWN]]


def _in(states: tuple[str, ...], day: str) -> Build:
    def build(statement: Statement, condition: Condition) -> Test:
        told: EventValue = condition.value
        narrowed = [f"r.state = ANY ({statement.value(list(states), 'text[]')})"]
        if "no_show" in states and "attended" not in states:
            narrowed.append(_CHECKED)
        if "event" in told.of:
            narrowed.append(f"e.public_id::text = ANY ({statement.value(list(told.of['event']), 'text[]')})")
        if "kind" in told.of:
            narrowed.append(f"e.kind = ANY ({statement.value(list(told.of['kind']), 'text[]')})")
        return happened(
            statement, condition, source=_SOURCE, customer="r.customer_id", day=statement.local_day(day),
            narrowed=narrowed,
        )  # fmt: skip

    return build

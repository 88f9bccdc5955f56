"""What segments can ask of messages. All of it is looked at at night: sending a message touches nobody."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from customers.models import Channel
from customers.segments import facets
from customers.segments.building import happened, presence
from customers.segments.compiling import Statement, Test
from customers.segments.facets import Build, Facet, Of
from customers.segments.kinds import EventValue, Kind
from customers.segments.rules import Condition
from messaging.links.counting import CLICKS
from messaging.models import Purpose, State, Template

GROUP = _("Messages")
_WENT_OUT = (State.SENT, State.DELIVERED, State.BOUNCED, State.COMPLAINED)
_CAME_BACK = (State.BOUNCED, State.COMPLAINED)
# SQL over a message `{row}`, with the codes that were chosen as `{codes}`, a text[].
_TEMPLATE = "{row}.version_id IN (SELECT id FROM messaging_templateversion WHERE template_id::text = ANY ({codes}))"
_PLAIN = {name: f"{{row}}.{name} = ANY ({{codes}})" for name in ("channel", "purpose")}
_origins: dict[str, tuple[Of, str]] = {}


def narrow(of: Of, condition: str) -> None:
    """An app above knows where messages come from: what was sent or clicked can be narrowed to that."""
    _origins[of.name] = (of, condition)
    register()


def _templates() -> list[tuple[str, str]]:
    return [(str(pk), name) for pk, name in Template.objects.order_by("name").values_list("pk", "name")]


def register() -> None:
    channel, purpose = (
        Of("channel", _("Channel"), lambda: Channel.choices),
        Of("purpose", _("Purpose"), lambda: Purpose.choices),
    )
    template = Of("template", _("Message"), _templates)
    origins = (*(of for of, _condition in _origins.values()), template)
    narrowed = (channel, purpose, *origins)
    facets.register(
        Facet(
            "messaging.sent", _("Was written to"), GROUP, Kind.EVENT, _in(_WENT_OUT), of=narrowed, is_clock=True,
            is_profile=True,
        ),
        Facet(
            "messaging.came_back", _("A message came back or was reported as spam"), GROUP, Kind.EVENT, _in(_CAME_BACK),
            of=narrowed, is_clock=True, is_profile=True,
        ),
        Facet(
            "messaging.clicked", _("Followed a link in a message"), GROUP, Kind.EVENT, _clicked, of=(purpose, *origins),
            is_clock=True, is_profile=True,
        ),
        Facet(
            "messaging.paused", _("Asked for a pause of messages"), GROUP, Kind.BOOLEAN, _paused, is_clock=True,
            is_profile=True,
        ),
    )  # fmt: skip


def _in(states: tuple[State, ...]) -> Build:
    def build(statement: Statement, condition: Condition) -> Test:
        told: EventValue = condition.value
        narrowed = [f"m.state = ANY ({statement.value([state.value for state in states], 'text[]')})"]
        narrowed += _narrowed(statement, told, "m")
        return happened(
            statement, condition, source="messaging_message m", customer="m.customer_id",
            day=statement.local_day("m.sent_at"), narrowed=narrowed,
        )  # fmt: skip

    return build


def _clicked(statement: Statement, condition: Condition) -> Test:
    """Persons alone: machines, and who said no to being counted, are in nobody's figures."""
    told: EventValue = condition.value
    return happened(
        statement, condition, source=f"{CLICKS} c", customer="c.customer_id", day=statement.local_day("c.at"),
        narrowed=_narrowed(statement, told, "c"),
    )  # fmt: skip


def _narrowed(statement: Statement, told: EventValue, row: str) -> list[str]:
    known = _PLAIN | {"template": _TEMPLATE} | {name: condition for name, (_of, condition) in _origins.items()}
    return [
        known[name].format(row=row, codes=statement.value(list(codes), "text[]"))
        for name, codes in told.of.items()
        if name in known
    ]


def _paused(statement: Statement, condition: Condition) -> Test:
    now = statement.value(statement.now, "timestamptz")
    alias = statement.join(
        f"(SELECT customer_id FROM messaging_pause WHERE until > {now} AND {statement.scope('customer_id')})"
    )
    return presence(f"{alias}.customer_id", is_wanted=condition.op == "yes")

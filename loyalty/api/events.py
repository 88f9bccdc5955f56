"""Events that are no purchase, told by other systems: what they earn by the rules for events."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from core import clock
from core.api.fields import TextField
from core.api.idempotency import Answer, once
from core.api.schema import IDEMPOTENCY_KEY
from core.api.views import ApiView
from loyalty.api.moves import MovedSerializer, customer_id, told_outcome
from loyalty.earning.events import grant_event, revoke_event
from loyalty.ledger import Outcome
from loyalty.models import EarnRule, Entry


class EventSerializer(serializers.Serializer[Any]):
    customer = serializers.UUIDField()
    event = serializers.ChoiceField(choices=EarnRule.Event.choices)
    reference = TextField(max_length=200, help_text="Names the event among those of its kind: the answer, the review.")


class EventOutcomeSerializer(serializers.Serializer[Any]):
    """A row per rule that granted; none: no rule fits, its limit is reached, or they are no active member."""

    units = MovedSerializer(many=True)


def _answer(outcomes: list[Outcome]) -> Answer:
    found = Entry.objects.filter(pk__in=[outcome.entry_id for outcome in outcomes])
    currencies = dict(found.values_list("pk", "account__currency"))
    told = [told_outcome(outcome, currencies[outcome.entry_id]) for outcome in outcomes]
    return Answer(201 if any(row["is_new"] for row in told) else 200, {"units": told})


class EventsView(ApiView):
    scope = "accounts"
    serializer_class = EventSerializer

    @extend_schema(
        operation_id="accounts_event", request=EventSerializer, parameters=[IDEMPOTENCY_KEY],
        responses={201: EventOutcomeSerializer, 200: EventOutcomeSerializer},
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        """A survey answered, an event attended, a review written: grants what the rules give, once per reference."""
        data = self.checked(request)

        def work() -> Answer:
            told = {"event": data["event"], "reference": data["reference"], "now": clock.now()}
            return _answer(grant_event(customer_id=customer_id(data["customer"]), **told))

        return once(request, work)


class RevokedEventsView(ApiView):
    scope = "accounts"
    serializer_class = EventSerializer

    @extend_schema(
        operation_id="accounts_event_revoke", request=EventSerializer, parameters=[IDEMPOTENCY_KEY],
        responses={201: EventOutcomeSerializer, 200: EventOutcomeSerializer},
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        """The event did not count after all: takes back what it granted, and frees the rules' limits. Twice is once."""
        data = self.checked(request)

        def work() -> Answer:
            told = {"event": data["event"], "reference": data["reference"], "now": clock.now()}
            return _answer(revoke_event(customer_id=customer_id(data["customer"]), **told))

        return once(request, work)

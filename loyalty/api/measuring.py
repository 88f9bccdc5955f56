"""Measures against proven abuse over the API: read, propose, appeal. Decisions are people's, in the browser."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import django_filters
from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from core import clock
from core.api.fields import InstantField, TextField
from core.api.idempotency import Answer, once
from core.api.schema import IDEMPOTENCY_KEY
from core.api.views import ApiView
from core.models import Integration
from loyalty.api.units import plain_units, read_units
from loyalty.ledger import measures
from loyalty.models import LoyaltyCurrency, Measure
from loyalty.pricing import reading


class MeasureSerializer(serializers.Serializer[Measure]):
    public_id = serializers.UUIDField()
    customer = serializers.UUIDField(source="customer.public_id")
    kind = serializers.ChoiceField(choices=Measure.Kind.choices)
    currency = serializers.ChoiceField(choices=["", *LoyaltyCurrency.values], help_text="Empty: no units go.")
    units = serializers.SerializerMethodField(help_text="Empty: no units go.")
    reason = TextField(help_text="What is proven; the customer reads it.")
    state = serializers.ChoiceField(choices=Measure.State.choices)
    proposed_via = TextField(help_text="The integration that proposed it; empty: a member of staff.")
    proposed_at = InstantField()
    adopted_at = InstantField(
        allow_null=True,
        help_text="When a member of staff adopted what a system proposed; before, nobody can approve it.",
    )
    decided_at = InstantField(allow_null=True)
    appeal_until = InstantField(allow_null=True, help_text="Not included.")
    appeal = TextField()
    appealed_at = InstantField(allow_null=True)
    closed_at = InstantField(allow_null=True)
    answer = TextField()

    def get_units(self, row: Measure) -> str:
        return plain_units(row.units, row.currency) if row.currency else ""


class NewMeasureSerializer(serializers.Serializer[Any]):
    customer = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=Measure.Kind.choices)
    currency = serializers.ChoiceField(
        choices=LoyaltyCurrency.choices, required=False, help_text="Of units that shall be forfeited."
    )
    units = TextField(max_length=20, required=False, help_text="How many shall be forfeited.")
    reason = TextField(max_length=500, help_text="What is proven; the customer reads it.")


class AppealSerializer(serializers.Serializer[Any]):
    text = TextField(max_length=2000, help_text="The customer's own words.")


class MeasureFilter(django_filters.FilterSet):  # type: ignore[misc]  # the package ships no types
    customer = django_filters.UUIDFilter(method="of_customer")
    kind = django_filters.ChoiceFilter(choices=Measure.Kind.choices)
    state = django_filters.ChoiceFilter(choices=Measure.State.choices)

    class Meta:
        model = Measure
        fields: tuple[str, ...] = ()

    def of_customer(self, rows: QuerySet[Measure], _name: str, value: UUID) -> QuerySet[Measure]:
        found = reading.find_customer(value)
        return rows.filter(customer=found.pk if found else None)


def _rows() -> QuerySet[Measure]:
    return Measure.objects.select_related("customer")


def _plain(row: Measure) -> dict[str, Any]:
    body = dict(MeasureSerializer(_rows().get(pk=row.pk)).data)
    return body | {name: str(body[name]) for name in ("public_id", "customer")}


class MeasuresView(ApiView):
    scope = "measures"
    ordering = ("-proposed_at", "-id")
    filterset_class = MeasureFilter

    def get_queryset(self) -> QuerySet[Measure]:
        return _rows()

    def get_serializer_class(self) -> type[serializers.Serializer[Any]]:
        return NewMeasureSerializer if self.request.method == "POST" else MeasureSerializer

    @extend_schema(operation_id="measures_list", responses=MeasureSerializer(many=True))
    def get(self, request: Request) -> Response:
        """List measures against abuse, the latest first."""
        return self.listed(request)

    @extend_schema(
        operation_id="measures_create",
        request=NewMeasureSerializer,
        parameters=[IDEMPOTENCY_KEY],
        responses={201: MeasureSerializer, 200: OpenApiResponse(MeasureSerializer, "Proposed before; it waits.")},
    )
    def post(self, request: Request) -> Response:
        """Propose a measure with what is proven. Nothing happens before one person has adopted, another approved it."""
        data = self.checked(request)
        integration: Integration = request.user  # type: ignore[assignment]  # the only user of the API
        return once(request, lambda: _propose(data, integration))


def _propose(data: dict[str, Any], integration: Integration) -> Answer:
    now, currency = clock.now(), data.get("currency", "")
    measures.check_kind(data["kind"], currency, data.get("units", ""))
    customer = reading.find_customer(data["customer"])
    assert customer is not None  # told, and found or refused
    made = measures.propose_measure(
        customer=customer, kind=data["kind"], reason=data["reason"], actor=None, now=now, via=integration.name,
        currency=currency, units=read_units(data["units"], currency) if currency else 0,
    )  # fmt: skip
    return Answer(201 if made.proposed_at == now else 200, _plain(made))


class MeasureView(ApiView):
    scope = "measures"
    serializer_class = MeasureSerializer

    def get_queryset(self) -> QuerySet[Measure]:
        return _rows()

    @extend_schema(operation_id="measures_retrieve")
    def get(self, request: Request, public_id: UUID) -> Response:
        """One measure with its reason, its appeal and the answer to it."""
        return self.retrieved(public_id=public_id)


class AppealView(ApiView):
    scope = "measures"
    serializer_class = AppealSerializer

    def get_queryset(self) -> QuerySet[Measure]:
        return _rows()

    @extend_schema(
        operation_id="measures_appeal",
        request=AppealSerializer,
        parameters=[IDEMPOTENCY_KEY],
        responses=MeasureSerializer,
    )
    def post(self, request: Request, public_id: UUID) -> Response:
        """The customer's appeal, once and in time; somebody who did not propose the measure reads it."""
        data = self.checked(request)
        row: Measure = self.found(public_id=public_id)
        return once(
            request,
            lambda: Answer(200, _plain(measures.appeal_measure(measure=row, text=data["text"], now=clock.now()))),
        )

"""Units from an earlier programme, and what was moved of the expiry of existing ones, over the API."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from core import clock
from core.api.fields import InstantField, TextField
from core.api.idempotency import Answer, once
from core.api.schema import IDEMPOTENCY_KEY
from core.api.views import ApiView
from loyalty import ledger
from loyalty.api.moves import MovedSerializer, customer_id, told_outcome
from loyalty.api.units import plain_units, read_units
from loyalty.models import ExpiryMigration, LoyaltyCurrency

MOST_LOTS = 100


class OpeningLotSerializer(serializers.Serializer[Any]):
    units = TextField(max_length=20)
    earned_at = InstantField()
    available_at = InstantField(required=False, allow_null=True, default=None, help_text="May lie ahead.")
    expires_at = InstantField(required=False, allow_null=True, default=None, help_text="Not included; null: no end.")


class OpeningSerializer(serializers.Serializer[Any]):
    event_key = TextField(max_length=80, help_text="Your own key of this opening balance.")
    customer = serializers.UUIDField()
    currency = serializers.ChoiceField(choices=LoyaltyCurrency.choices)
    lots = serializers.ListField(child=OpeningLotSerializer(), min_length=1, max_length=MOST_LOTS)
    reason = TextField(max_length=200, required=False, default="", allow_blank=True)


def _open(data: dict[str, Any]) -> Answer:
    currency = data["currency"]
    lots = [
        ledger.OpeningLot(read_units(lot["units"], currency), lot["earned_at"], lot["available_at"], lot["expires_at"])
        for lot in data["lots"]
    ]
    outcomes = ledger.open_balance(
        customer_id=customer_id(data["customer"]), currency=currency, lots=lots,
        event_key=f"api:{data['event_key']}", now=clock.now(), reason=data["reason"],
    )  # fmt: skip
    told = told_outcome(outcomes[-1], currency) | {
        "units": plain_units(sum(outcome.units for outcome in outcomes), currency),
        "is_new": any(not outcome.is_replay for outcome in outcomes),
    }
    return Answer(201 if told["is_new"] else 200, told)


class OpeningView(ApiView):
    scope = "accounts"
    serializer_class = OpeningSerializer

    @extend_schema(
        operation_id="accounts_opening", request=OpeningSerializer, parameters=[IDEMPOTENCY_KEY],
        responses={201: MovedSerializer, 200: MovedSerializer},
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        """Bring units of an earlier programme along, lot by lot with their own dates; told again it changes nothing."""
        data = self.checked(request)
        return once(request, lambda: _open(data))


class ExpiryMigrationSerializer(serializers.Serializer[ExpiryMigration]):
    id = serializers.IntegerField()
    currency = serializers.ChoiceField(choices=LoyaltyCurrency.choices)
    expiry = TextField(source="policy.expiry", help_text="The policy that the lots were brought to.")
    n = serializers.IntegerField(source="policy.n")
    lots = serializers.IntegerField(help_text="How many changed.")
    units = serializers.SerializerMethodField(help_text="What remained in them.")
    reason = TextField()
    created_at = InstantField()
    finished_at = InstantField(allow_null=True, help_text="null: still at work.")

    def get_units(self, row: ExpiryMigration) -> str:
        return plain_units(row.units, row.currency)


class ExpiryMigrationFilter(django_filters.FilterSet):  # type: ignore[misc]  # the package ships no types
    currency = django_filters.ChoiceFilter(choices=LoyaltyCurrency.choices)

    class Meta:
        model = ExpiryMigration
        fields: tuple[str, ...] = ()


class ExpiryMigrationsView(ApiView):
    """To be read only: what moves members' dates is looked at and decided by people, in the browser."""

    scope = "accounts"
    serializer_class = ExpiryMigrationSerializer
    filterset_class = ExpiryMigrationFilter
    ordering = ("-created_at", "-id")

    def get_queryset(self) -> QuerySet[ExpiryMigration]:
        return ExpiryMigration.objects.all()

    @extend_schema(operation_id="expiry_migrations_list", responses=ExpiryMigrationSerializer(many=True))
    def get(self, request: Request) -> Response:
        """List when existing units were brought to another expiry, the latest first."""
        return self.listed(request)

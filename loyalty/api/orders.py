"""One purchase: read, amended while it is an order, handed over, cancelled.

Each of these may be sent again: what was done already is answered as it stands, with
`is_new: false`, and books nothing.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from core import clock
from core.api.fields import MoneyField
from core.api.idempotency import Answer, once
from core.api.schema import IDEMPOTENCY_KEY
from core.api.versions import Versions, precondition, tagged
from core.api.views import ApiView
from core.money import format_plain
from loyalty.api.units import OutcomeSerializer, outcome_body
from sales import api as sales_api
from sales import services
from sales.drafts import LineDraft, PurchaseDraft
from sales.models import Purchase

VERSIONS = Versions("[0-9a-f]{16}", "0f3c5e7a9b1d2468")


class OrderOutcomeSerializer(OutcomeSerializer):
    is_new = serializers.BooleanField(help_text="False when it was so already.")
    state = serializers.ChoiceField(choices=Purchase.State.choices)
    version = serializers.CharField()
    returned = MoneyField()


class OrderView(ApiView):
    scope = "purchases"

    def get_queryset(self) -> QuerySet[Purchase]:
        return sales_api.purchases_with_lines()

    def get_serializer_class(self) -> type[serializers.Serializer[Any]]:
        is_change = self.request.method == "PATCH"
        return sales_api.OrderChangeSerializer if is_change else sales_api.PurchaseSerializer

    @extend_schema(operation_id="purchases_retrieve")
    def get(self, request: Request, public_id: UUID) -> Response:
        """One purchase with its lines. The `ETag` is its version."""
        return tagged(self.retrieved(public_id=public_id))

    @extend_schema(
        operation_id="purchases_amend",
        request=sales_api.OrderChangeSerializer,
        parameters=[VERSIONS.parameter, IDEMPOTENCY_KEY],
        responses=OrderOutcomeSerializer,
    )
    def patch(self, request: Request, public_id: UUID) -> Response:
        """Amend an order that is not fulfilled: the parts that are sent replace those of the order.

        `lines` replace all lines. Units follow in the same transaction. What the order says
        already changes nothing and is never stale.
        """
        data = self.checked(request)
        version = VERSIONS.told(request, data.pop("version", None))
        purchase: Purchase = self.found(public_id=public_id)

        def work() -> Answer:
            return _amended(purchase, dict(data), version)

        with precondition(request):
            return tagged(once(request, work))


class FulfilView(ApiView):
    scope = "purchases"
    serializer_class = sales_api.FulfilSerializer
    queryset = Purchase.objects.only("id", "public_id")

    @extend_schema(
        operation_id="purchases_fulfil",
        request=sales_api.FulfilSerializer,
        parameters=[IDEMPOTENCY_KEY],
        responses=OrderOutcomeSerializer,
    )
    def post(self, request: Request, public_id: UUID) -> Response:
        """Hand over an order; guarantees run from that day. Refused when it was cancelled."""
        told = self.checked(request).get("at")
        purchase: Purchase = self.found(public_id=public_id)

        def work() -> Answer:
            now = clock.now()
            return _answer(services.fulfil_purchase(purchase=purchase, at=told, now=now))

        return tagged(once(request, work))


class CancelView(ApiView):
    scope = "purchases"
    serializer_class = sales_api.CancelSerializer
    queryset = Purchase.objects.all()

    @extend_schema(
        operation_id="purchases_cancel",
        request=sales_api.CancelSerializer,
        parameters=[IDEMPOTENCY_KEY],
        responses=OrderOutcomeSerializer,
    )
    def post(self, request: Request, public_id: UUID) -> Response:
        """Cancel an order: everything goes back, and with it what it had earned. Refused when it was fulfilled."""
        reason = self.checked(request)["reason"]
        purchase: Purchase = self.found(public_id=public_id)

        def work() -> Answer:
            done = services.cancel_purchase(purchase=purchase, now=clock.now(), reason=reason)
            return _answer(purchase, is_new=done.is_new)

        return tagged(once(request, work))


def _amended(purchase: Purchase, told: dict[str, Any], version: str) -> Answer:
    reason = told.pop("reason", "")
    if "lines" in told:
        told["lines"] = [LineDraft(**line) for line in told["lines"]]
    if "store" in told:
        told.setdefault("channel", None)  # the new store's own
    draft: PurchaseDraft = replace(services.draft_of(purchase), **told, is_open=True, fulfilled_at=None)
    row = services.amend_purchase(
        purchase=purchase, draft=draft, now=clock.now(), reason=reason, expected_version=version
    )
    return _answer(row)


def _answer(done: Purchase, *, is_new: bool | None = None) -> Answer:
    """What the order says now, read back, and what that means for the accounts."""
    row = sales_api.purchases_with_lines().get(pk=done.pk)
    row.is_new = done.is_new if is_new is None else is_new
    more = {"state": row.state, "version": services.version_of(row), "returned": format_plain(row.returned)}
    return Answer(200, outcome_body(row, now=clock.now()) | more)

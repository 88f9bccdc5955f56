"""An exchange over the API: a return and a sale, both or neither."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from core import clock
from core.api.idempotency import Answer, once
from core.api.schema import IDEMPOTENCY_KEY
from core.api.views import ApiView
from loyalty.api.paying import SaleSerializer, paid_body, told_from
from loyalty.api.recording import ReturnOutcomeSerializer, SaleOutcomeSerializer, return_body, return_draft
from loyalty.api.units import outcome_body
from loyalty.ledger.returning import exchange
from loyalty.till import payment
from loyalty.till.payment import PaidDraft
from sales import api as sales_api
from sales.drafts import PurchaseDraft
from sales.models import Purchase


class ExchangeSerializer(serializers.Serializer[Any]):
    back = sales_api.NewReturnSerializer(help_text="What comes back of this purchase.")
    sale = SaleSerializer(help_text="What is taken instead.")


class ExchangedSerializer(serializers.Serializer[Any]):
    back = ReturnOutcomeSerializer()
    sale = SaleOutcomeSerializer()


class ExchangeView(ApiView):
    scope = "purchases"
    serializer_class = ExchangeSerializer
    queryset = Purchase.objects.only("id", "public_id", "customer_id")

    @extend_schema(
        operation_id="purchases_exchange",
        request=ExchangeSerializer,
        parameters=[IDEMPOTENCY_KEY],
        responses={
            201: ExchangedSerializer,
            200: OpenApiResponse(ExchangedSerializer, "Recorded before; nothing was done."),
        },
    )
    def post(self, request: Request, public_id: UUID) -> Response:
        """Bring back lines of a purchase and take others: both or neither, each under its own number."""
        data = self.checked(request)
        purchase: Purchase = self.found(public_id=public_id)
        sale = told_from(data["sale"], request)
        return once(request, lambda: _exchange(purchase, dict(data["back"]), sale))


def _exchange(purchase: Purchase, back: dict[str, Any], sale: PurchaseDraft | PaidDraft) -> Answer:
    now = clock.now()
    returned, bought = exchange(back=return_draft(purchase, back), sale=lambda: payment.record(sale, now=now), now=now)
    told = outcome_body(bought, now=now) | paid_body(sale, bought)
    body = {"back": return_body(purchase, returned, now), "sale": told}
    return Answer(201 if returned.is_new or bought.is_new else 200, body)

"""Recording sales and returns: both answer what they did to the customer's accounts."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from core import clock, money
from core.api.fields import MoneyField
from core.api.idempotency import Answer, once
from core.api.schema import IDEMPOTENCY_KEY
from core.api.views import ApiView
from core.errors import DomainError
from loyalty.api.paying import PaidUnitsSerializer, SaleSerializer, paid_body, told_from, units_body
from loyalty.api.units import BalanceSerializer, OutcomeSerializer, balances, outcome_body
from loyalty.ledger import paying
from loyalty.receipts import outcome_of
from loyalty.till import payment
from loyalty.till.payment import PaidDraft
from sales import api as sales_api
from sales.drafts import PurchaseDraft, ReturnDraft, ReturnLineDraft
from sales.models import Purchase, Return
from sales.services import record_return, version_of

_REFUSALS = (
    "Nothing is recorded. `receipt_differs`, `idempotency_key_reused`; of a quote `quote_…`; of `pay_with`"
    " `insufficient`, `share_too_large`, `share_too_small`, `units_locked`, `cannot_pay`, `not_a_member`,"
    " `member_suspended`, `in_debt`, `earn_only`, `household_limit`; of a limited edition `claim_missing`."
)


class SaleOutcomeSerializer(OutcomeSerializer):
    paid_units = PaidUnitsSerializer(many=True, required=False, help_text="What was taken by `pay_with`.")


class ReturnOutcomeSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    purchase = serializers.UUIDField()
    is_new = serializers.BooleanField(help_text="False when exactly this was recorded before.")
    source = serializers.CharField()  # type: ignore[assignment]  # a field of the row
    number = serializers.CharField()
    amount = MoneyField(help_text="Paid back.")
    given_back = PaidUnitsSerializer(
        many=True, help_text="Of the amount, what units had paid: they are in their lots again, the rest is money."
    )
    accounts = BalanceSerializer(many=True)


class PurchasesView(ApiView):
    scope = "purchases"
    ordering = ("-occurred_at", "-id")
    filterset_class = sales_api.PurchaseFilter

    def get_queryset(self) -> QuerySet[Purchase]:
        return sales_api.purchases_with_lines()

    def get_serializer_class(self) -> type[serializers.Serializer[Any]]:
        return SaleSerializer if self.request.method == "POST" else sales_api.PurchaseSerializer

    @extend_schema(operation_id="purchases_list", responses=sales_api.PurchaseSerializer(many=True))
    def get(self, request: Request) -> Response:
        """List purchases, the latest first."""
        return self.listed(request)

    @extend_schema(
        operation_id="purchases_create",
        request=SaleSerializer,
        parameters=[IDEMPOTENCY_KEY],
        responses={
            201: SaleOutcomeSerializer,
            200: OpenApiResponse(SaleOutcomeSerializer, "Recorded before; nothing was done."),
            409: OpenApiResponse(description=_REFUSALS),
        },
    )
    def post(self, request: Request) -> Response:
        """Record a purchase; its units are earned in the same transaction, and those of `pay_with` are taken.

        Sending the same receipt (source, number) again answers 200 and changes nothing; other
        content under the same number is refused.
        """
        told = told_from(self.checked(request), request)
        return once(request, lambda: _record(told))


def _record(told: PurchaseDraft | PaidDraft) -> Answer:
    now = clock.now()
    purchase = payment.record(told, now=now)
    body = outcome_body(purchase, now=now) | paid_body(told, purchase)
    if purchase.state == Purchase.State.OPEN:
        # Read back, because it is made of what the database keeps; a paid sale has no use for it.
        body["version"] = version_of(sales_api.purchases_with_lines().get(pk=purchase.pk))
    return Answer(201 if purchase.is_new else 200, body)


class BringBackView(ApiView):
    scope = "purchases"
    serializer_class = sales_api.NewReturnSerializer
    queryset = Purchase.objects.only("id", "public_id", "customer_id")

    @extend_schema(
        operation_id="returns_create",
        request=sales_api.NewReturnSerializer,
        parameters=[IDEMPOTENCY_KEY],
        responses={
            201: ReturnOutcomeSerializer,
            200: OpenApiResponse(ReturnOutcomeSerializer, "Recorded before; nothing was done."),
        },
    )
    def post(self, request: Request, public_id: UUID) -> Response:
        """Bring back lines of a purchase, or all that is left; units go back by what they were granted for."""
        data = self.checked(request)
        purchase: Purchase = self.found(public_id=public_id)
        return once(request, lambda: _bring_back(purchase, dict(data)))


def _bring_back(purchase: Purchase, data: dict[str, Any]) -> Answer:
    now = clock.now()
    done: Return = record_return(draft=return_draft(purchase, data), now=now)
    return Answer(201 if done.is_new else 200, return_body(purchase, done, now))


def return_draft(purchase: Purchase, data: dict[str, Any]) -> ReturnDraft:
    rest = {name: value for name, value in data.items() if name != "lines"}
    return ReturnDraft(purchase=purchase.pk, lines=_return_lines(purchase, data.get("lines", [])), **rest)


def return_body(purchase: Purchase, done: Return, now: datetime) -> dict[str, Any]:
    outcome = outcome_of(customer=purchase.customer_id, purchase=purchase.pk, now=now)
    return {
        "id": done.pk,
        "purchase": str(purchase.public_id),
        "is_new": done.is_new,
        "source": done.source,
        "number": done.number,
        "amount": money.format_plain(done.amount),
        "given_back": [units_body(one) for one in paying.given_back(done.pk, purchase.pk)],
        "accounts": balances(outcome),
    }


def _return_lines(purchase: Purchase, told: list[dict[str, Any]]) -> list[ReturnLineDraft]:
    """Positions, as the till knows them, become the ids of lines."""
    ids = dict(purchase.lines.values_list("position", "id")) if told else {}
    for number, line in enumerate(told):
        if line["position"] not in ids:
            message = _("The purchase has no line %(position)d.") % {"position": line["position"]}
            raise DomainError("line_unknown", message, field=f"lines.{number}.position")
    return [ReturnLineDraft(ids[line["position"]], line["quantity"], line.get("amount")) for line in told]

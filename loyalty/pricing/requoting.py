"""Quoting an order anew over the API, upwards: what could be offered, what that would cost, and agreeing to it.

The same service as the staff page: without `agreed` the proposal is answered and nothing written.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from core import clock, money
from core.api.fields import MoneyField, QuantityField, TextField
from core.api.idempotency import Answer, once
from core.api.schema import IDEMPOTENCY_KEY
from core.api.views import ApiView
from loyalty.models import ProductLink, Quote
from loyalty.pricing import quotes, units, upwards
from loyalty.pricing.api import (
    AskSerializer,
    CouponAnswerSerializer,
    OfferSerializer,
    QuotedLineSerializer,
    UnitsToEarnSerializer,
    answer_body,
    asks_from,
)
from sales.models import Purchase
from sales.services import version_of

MAX_OFFERS = 50
MAX_ADDED = 100


class UpwardOfferSerializer(serializers.Serializer[Any]):
    offer = serializers.IntegerField(help_text="Name it in `offers` to take it.")
    kind = serializers.ChoiceField(choices=ProductLink.Kind.choices)
    product = TextField(help_text="SKU of the order's product.")
    sku = TextField(help_text="What is offered.")
    name = TextField()
    list_price = MoneyField(help_text="Of one piece.")
    replaces = QuantityField(allow_null=True, help_text="Pieces of the product that one replaces; null: none.")
    reason = TextField(allow_blank=True, help_text="A sentence for the customer.")


class UpwardOffersSerializer(serializers.Serializer[Any]):
    version = TextField(help_text="Of the order; send it with the agreement.")
    offers = UpwardOfferSerializer(many=True)


class RequoteSerializer(serializers.Serializer[Any]):
    offers = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2**63 - 1), max_length=MAX_OFFERS, required=False
    )
    lines = AskSerializer(  # type: ignore[call-arg]  # of the list
        many=True, required=False, max_length=MAX_ADDED, help_text="Further goods, as a quote takes them."
    )
    agreed = MoneyField(
        required=False, allow_null=True,
        help_text="The total that the customer agreed to; left out: only say what it would be, and write nothing.",
    )  # fmt: skip
    version = serializers.RegexField(
        "^[0-9a-f]{16}$", required=False, help_text="Of the order as it was read; another one is refused."
    )


class ProposalSerializer(serializers.Serializer[Any]):
    is_agreed = serializers.BooleanField(help_text="False: nothing was written.")
    public_id = serializers.UUIDField(help_text="Of the order.")
    version = TextField(help_text="Of the order as it stands now.")
    before = MoneyField(help_text="What goods and delivery cost before.")
    total = MoneyField(help_text="What they cost anew; send it as `agreed`.")
    more = MoneyField()
    quote = TextField(allow_blank=True, help_text="The new quote; empty while nothing is agreed.")
    lines = QuotedLineSerializer(many=True)
    offers = OfferSerializer(many=True)
    coupons = CouponAnswerSerializer(many=True)
    earns = UnitsToEarnSerializer(many=True)


class RequoteView(ApiView):
    scope = "purchases"

    def get_queryset(self) -> QuerySet[Purchase]:
        return Purchase.objects.all()

    def get_serializer_class(self) -> type[serializers.Serializer[Any]]:
        return RequoteSerializer if self.request.method == "POST" else UpwardOffersSerializer

    @extend_schema(operation_id="purchases_upward_offers", responses=UpwardOffersSerializer)
    def get(self, request: Request, public_id: UUID) -> Response:
        """What may be offered upwards for an order that is not handed over: larger packs, companions, solutions."""
        purchase: Purchase = self.found(public_id=public_id)
        found = upwards.offers_for(purchase) if purchase.state == Purchase.State.OPEN else []
        return Response({"version": version_of(purchase), "offers": [_offer(one) for one in found]})

    @extend_schema(
        operation_id="purchases_requote",
        request=RequoteSerializer,
        parameters=[IDEMPOTENCY_KEY],
        responses=ProposalSerializer,
    )
    def post(self, request: Request, public_id: UUID) -> Response:
        """Quote an order anew, upwards: first without `agreed` to see the price with every reason, then with it.

        The whole order is priced as of now, with the coupons, staff discounts and delivery that it has. Refused when
        it would cost less (`requote_lower`), was handed over (`purchase_fulfilled`), or costs something else than
        what was agreed to by now (`price_changed`): so the same agreement sent twice changes the order once.
        """
        data = self.checked(request)
        purchase: Purchase = self.found(public_id=public_id)
        return once(request, lambda: _requote(purchase, data))


def _offer(found: upwards.Offer) -> dict[str, Any]:
    link = found.link
    return {
        "offer": link.pk,
        "kind": link.kind,
        "product": link.product.sku,
        "sku": link.other.sku,
        "name": link.other.name,
        "list_price": money.format_plain(link.other.price or 0),
        "replaces": str(link.pieces) if found.is_replacement else None,
        "reason": link.reason,
    }


def _requote(purchase: Purchase, data: dict[str, Any]) -> Answer:
    now, agreed = clock.now(), data.get("agreed")
    told: dict[str, Any] = {
        "purchase": purchase, "offers": data.get("offers", []), "lines": asks_from(data.get("lines", [])), "now": now,
    }  # fmt: skip
    proposal = upwards.propose(**told)
    facts, token = proposal.answer.facts(), ""
    if agreed is not None:
        purchase = upwards.requote_order(**told, expected=agreed, version=data.get("version"))
        quote = Quote.objects.get(purchase=purchase, released_at__isnull=True)
        facts, token = quote.facts, quotes.token(quote)
    return Answer(
        200,
        answer_body(facts, units.preview(proposal.answer))
        | {
            "is_agreed": agreed is not None,
            "public_id": str(purchase.public_id),
            "version": version_of(Purchase.objects.get(pk=purchase.pk)),
            "before": money.format_plain(proposal.before),
            "total": money.format_plain(proposal.after),
            "more": money.format_plain(proposal.more),
            "quote": token,
        },
    )

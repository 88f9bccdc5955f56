"""Looking up over the API, with nothing stored: what products cost a customer, and what becomes of a code."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from core import clock, money
from core.api.fields import InstantField, MoneyField, QuantityField, TextField
from core.api.views import ApiView
from core.errors import DomainError
from loyalty.pricing import coupons, history, quotes, reading, records
from loyalty.pricing.api import CouponAnswerSerializer, coupon_body, line_body
from loyalty.pricing.quotes import Ask, Inquiry

MAX_SKUS = 100


class PriceQuerySerializer(serializers.Serializer[Any]):
    sku = TextField(max_length=2000, help_text="One SKU, or several separated by commas.")
    customer = serializers.UUIDField(required=False, help_text="Public id; left out: somebody unknown.")
    quantity = serializers.RegexField(r"^[0-9]{1,9}(\.[0-9]{1,3})?$", default="1")
    channel = TextField(max_length=20, required=False)


class ReductionSerializer(serializers.Serializer[Any]):
    price = MoneyField(help_text="What one piece costs everybody now.")
    since = InstantField(allow_null=True)
    lowest_price = MoneyField(allow_null=True, help_text="The lowest of the days before; null: not known.")
    days = serializers.IntegerField(help_text="How many days that looks back.")


class PriceSerializer(serializers.Serializer[Any]):
    sku = TextField()
    name = TextField()
    quantity = QuantityField()
    list_price = MoneyField()
    unit_price = MoneyField()
    amount = MoneyField()
    explanation = TextField()
    reduction = ReductionSerializer(
        allow_null=True,
        help_text="An announced reduction: everybody pays less than before, or than the list price.",
    )


class PricesSerializer(serializers.Serializer[Any]):
    results = PriceSerializer(many=True)


class CouponQuerySerializer(serializers.Serializer[Any]):
    customer = serializers.UUIDField(required=False, help_text="Public id; left out: somebody unknown.")


class CouponSerializer(CouponAnswerSerializer):
    promotion = TextField(allow_blank=True)
    valid_until = InstantField(allow_null=True)


class AskingView(ApiView):
    """Reads its question from the address and refuses what it does not know."""

    query_serializer: type[serializers.Serializer[Any]]

    def question(self, request: Request) -> dict[str, Any]:
        asked = self.query_serializer(data=request.query_params)
        for name, value in request.query_params.items():
            if not value:
                raise DomainError("parameter_empty", _("This parameter has no value."), field=name[:40])
            if name not in asked.fields:
                raise DomainError(
                    "parameter_unknown", _("There is no parameter %(name)s.") % {"name": name[:40]}, field=name[:40]
                )
        asked.is_valid(raise_exception=True)
        return dict(asked.validated_data)


class PricesView(AskingView):
    scope = "prices"
    serializer_class = PricesSerializer
    query_serializer = PriceQuerySerializer

    @extend_schema(operation_id="prices_list", parameters=[PriceQuerySerializer], responses=PricesSerializer)
    def get(self, request: Request) -> Response:
        """What products cost a customer now, each by itself, with the reason; nothing is stored."""
        data = self.question(request)
        skus = [sku.strip() for sku in data["sku"].split(",") if sku.strip()]
        if not 0 < len(skus) <= MAX_SKUS:
            raise DomainError("sku_many", _("Ask for 1 to %(most)d products.") % {"most": MAX_SKUS}, field="sku")
        lines = [Ask(sku, Decimal(data["quantity"])) for sku in dict.fromkeys(skus)]
        asked = Inquiry(lines, data.get("customer"), data.get("channel"))
        answer = quotes.price_basket(inquiry=asked, now=clock.now(), with_promotions=False)
        facts = answer.facts()
        reduced = history.of_quote(facts, channel=answer.channel, at=answer.at)
        return Response({"results": [_price(line, reduced.get(line["product"])) for line in facts["lines"]]})


def _price(line: dict[str, Any], reduction: history.Reduction | None) -> dict[str, Any]:
    told = line_body(line)
    wanted = ("sku", "quantity", "list_price", "unit_price", "amount", "explanation")
    return {name: told[name] for name in wanted} | {
        "name": told["description"],
        "reduction": reduction_plain(reduction) if reduction else None,
    }


def reduction_plain(found: history.Reduction) -> dict[str, Any]:
    return {
        "price": money.format_plain(found.price),
        "since": InstantField().to_representation(found.since) if found.since else None,
        "lowest_price": None if found.lowest is None else money.format_plain(found.lowest),
        "days": found.days,
    }


class CouponView(AskingView):
    scope = "prices"
    serializer_class = CouponSerializer
    query_serializer = CouponQuerySerializer

    @extend_schema(operation_id="coupons_check", parameters=[CouponQuerySerializer], responses=CouponSerializer)
    def get(self, request: Request, code: str) -> Response:
        """Whether a coupon code could be used now, and if not, why; an unknown code is an answer, not an error.

        Whether the basket fits the offer is said by the quote.
        """
        told = self.question(request).get("customer")
        customer = reading.find_customer(told)
        now = clock.now()
        checked = coupons.check([code], customer_id=customer.pk if customer else None, now=now)
        found = checked.coupons[0] if checked.coupons else records.Coupon(code, None, "coupon_unknown")
        row = checked.rows.get(found.code)
        reason = found.refusal or (reading.why_not_running(row.promotion_id, now) if row else "")
        return Response(
            coupon_body(found.code, reason)
            | {
                "promotion": row.promotion.name if row else "",
                "valid_until": InstantField().to_representation(row.valid_until) if row and row.valid_until else None,
            }
        )

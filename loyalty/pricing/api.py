"""Prices over the API: quotes, price look-up, coupon check."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from core import clock, money
from core.api.fields import InstantField, MoneyField, QuantityField, TextField
from core.api.idempotency import Answer, once
from core.api.schema import IDEMPOTENCY_KEY
from core.api.views import ApiView
from core.errors import DomainError
from core.models import Integration
from loyalty.currencies import is_money
from loyalty.models import LoyaltyCurrency, Quote
from loyalty.pricing import coupons, history, quotes, reading, records, units, wording
from loyalty.pricing.arithmetic import quantity_text
from loyalty.pricing.quotes import Ask, Inquiry
from loyalty.till import units as paying
from loyalty.till.units import Usable
from sales.drafts import MAX_LINES

MAX_COUPONS = 20
MAX_SKUS = 100


class AskSerializer(serializers.Serializer[Any]):
    sku = TextField(max_length=64, required=False, allow_null=True)
    quantity = QuantityField(default=Decimal(1))
    price = MoneyField(
        required=False, allow_null=True, help_text="Of one piece; only for what has no price in the catalogue."
    )
    description = TextField(max_length=160, default="", allow_blank=True)
    staff_percent = serializers.DecimalField(
        max_digits=5, decimal_places=2, min_value=0, max_value=100, default=Decimal(0), coerce_to_string=True,
        help_text="A discount that a member of staff gives on this line.",
    )  # fmt: skip


class NewQuoteSerializer(serializers.Serializer[Any]):
    customer = serializers.UUIDField(required=False, allow_null=True, help_text="Public id; null is somebody unknown.")
    channel = TextField(max_length=20, required=False, allow_null=True)
    coupons = serializers.ListField(
        child=TextField(max_length=40), max_length=MAX_COUPONS, required=False, help_text="Codes."
    )
    delivery = MoneyField(
        default=0, help_text="What delivery costs: a purchase may not charge more than its quote told."
    )
    lines = AskSerializer(many=True, allow_empty=False, max_length=MAX_LINES)  # type: ignore[call-arg]  # of the list


class QuotedLineSerializer(serializers.Serializer[Any]):
    position = serializers.IntegerField()
    sku = TextField(allow_blank=True)
    description = TextField(allow_blank=True)
    quantity = QuantityField()
    list_price = MoneyField(help_text="Of one piece.")
    unit_price = MoneyField(help_text="Of one piece, by the price list that counts.")
    list_amount = MoneyField(help_text="Of the line at the list price.")
    amount = MoneyField(help_text="To pay for the line in all.")
    explanation = TextField()


class CouponAnswerSerializer(serializers.Serializer[Any]):
    code = TextField()
    counts = serializers.BooleanField()
    reason = TextField(allow_blank=True, help_text="Why it does not count: a stable code.")
    message = TextField(allow_blank=True)


class OfferSerializer(serializers.Serializer[Any]):
    name = TextField()
    discount = MoneyField()
    coupon = TextField(allow_blank=True)
    gift = TextField(allow_blank=True)
    gift_quantity = serializers.IntegerField()


class UnitsToEarnSerializer(serializers.Serializer[Any]):
    currency = serializers.ChoiceField(choices=LoyaltyCurrency.choices)
    units = TextField()
    explanation = TextField()


class UnitsUsableSerializer(serializers.Serializer[Any]):
    """The same figures as the counter shows; the purchase takes them by its `pay_with`."""

    currency = serializers.ChoiceField(choices=LoyaltyCurrency.choices)
    available = TextField(help_text="Units that can be spent now.")
    most = MoneyField(help_text="The most that they may pay of this total.")
    units = TextField(help_text="How many units that takes.")
    least = MoneyField(help_text="The smallest amount that they may pay of this total, if they pay at all.")
    refusal = TextField(allow_blank=True, help_text="Why they pay nothing: a stable code.")
    message = TextField(allow_blank=True)


class QuoteSerializer(serializers.Serializer[Any]):
    public_id = serializers.UUIDField()
    quote = TextField(help_text="Send it with the purchase: these prices hold until it expires.")
    customer = serializers.UUIDField(allow_null=True)
    created_at = InstantField()
    valid_until = InstantField(help_text="Not included.")
    delivery = MoneyField()
    list_total = MoneyField(help_text="At the list prices, with delivery.")
    total = MoneyField(help_text="With delivery.")
    lines = QuotedLineSerializer(many=True)
    offers = OfferSerializer(many=True)
    coupons = CouponAnswerSerializer(many=True)
    earns = UnitsToEarnSerializer(many=True, help_text="What the purchase would earn; empty when read again.")
    usable = UnitsUsableSerializer(
        many=True,
        help_text="What units could pay of it now, for tokens with the scope `accounts:read`; empty when read again.",
    )


def asks_from(lines: list[dict[str, Any]]) -> list[Ask]:
    return [
        Ask(
            product=line.get("sku"),
            quantity=line["quantity"],
            price=line.get("price"),
            description=line["description"],
            staff_percent=line["staff_percent"],
        )
        for line in lines
    ]


def inquiry_from(data: dict[str, Any]) -> Inquiry:
    lines = asks_from(data["lines"])
    return Inquiry(lines, data.get("customer"), data.get("channel"), data.get("coupons", ()), data["delivery"])


def quote_body(quote: Quote, earns: list[units.Preview], usable: Sequence[Usable] = ()) -> dict[str, Any]:
    facts = quote.facts
    return {
        "usable": [_usable(one) for one in usable],
        "public_id": str(quote.public_id),
        "quote": quotes.token(quote),
        "customer": str(quote.customer.public_id) if quote.customer else None,
        "created_at": _instant(quote.created_at),
        "valid_until": _instant(quote.valid_until),
        "delivery": money.format_plain(facts.get("delivery", 0)),
        "list_total": money.format_plain(quote.list_total),
        "total": money.format_plain(quote.total),
    } | answer_body(facts, earns)


def answer_body(facts: dict[str, Any], earns: list[units.Preview]) -> dict[str, Any]:
    """A priced basket, from what a quote stores."""
    return {
        "lines": [_line(line) for line in facts["lines"]],
        "offers": [_offer(found) for found in facts["applied"]],
        "coupons": [_coupon(found["code"], found["refusal"]) for found in facts["coupons"]],
        "earns": [{"currency": row.currency, "units": _units(row), "explanation": row.explanation} for row in earns],
    }


def _instant(at: Any) -> str:
    return InstantField().to_representation(at)


def _units(row: units.Preview) -> str:
    return _shown(row.units, row.currency)


def _shown(number: int, currency: str) -> str:
    return money.format_plain(number) if is_money(currency) else str(number)


def _usable(row: Usable) -> dict[str, str]:
    return {
        "currency": row.currency,
        "available": _shown(row.available, row.currency),
        "most": money.format_plain(row.most),
        "units": _shown(row.units, row.currency),
        "least": money.format_plain(row.least),
        "refusal": row.code,
        "message": row.refusal,
    }


def _line(line: dict[str, Any]) -> dict[str, Any]:
    amounts = ("list_price", "unit_price", "list_amount", "amount")
    return {
        "position": line["position"],
        "sku": line["sku"],
        "description": line["name"],
        "quantity": quantity_text(line["quantity"]),
        **{name: money.format_plain(line[name]) for name in amounts},
        "explanation": wording.steps(line["steps"]),
    }


def _offer(found: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": found["name"],
        "discount": money.format_plain(found["discount"]),
        "coupon": found["coupon"],
        "gift": found.get("gift_name", ""),
        "gift_quantity": found["gift_quantity"],
    }


def _coupon(code: str, reason: str) -> dict[str, Any]:
    return {"code": code, "counts": not reason, "reason": reason, "message": wording.refusal(reason) if reason else ""}


class QuotesView(ApiView):
    scope = "prices"
    serializer_class = NewQuoteSerializer

    @extend_schema(
        operation_id="quotes_create",
        request=NewQuoteSerializer,
        parameters=[IDEMPOTENCY_KEY],
        responses={201: QuoteSerializer},
    )
    def post(self, request: Request) -> Response:
        """Price a basket for a customer, with every reason; the prices hold until the quote expires.

        Coupons that do not count say why and leave the rest of the basket as it is.
        """
        asked = inquiry_from(self.checked(request))
        # What members hold is told to those who may read accounts.
        shows_units = isinstance(request.user, Integration) and "accounts:read" in request.user.scopes
        return once(request, lambda: _quote(asked, shows_units=shows_units))


def _quote(asked: Inquiry, *, shows_units: bool) -> Answer:
    now = clock.now()
    answer = quotes.price_basket(inquiry=asked, now=now)
    quote, who = quotes.store(answer, now=now), answer.customer
    usable = paying.usable(who.pk, answer.total, answer.total, taken=(), now=now) if who and shows_units else []
    return Answer(201, quote_body(quote, units.preview(answer), usable))


class QuoteView(ApiView):
    scope = "prices"
    serializer_class = QuoteSerializer

    def get_queryset(self) -> QuerySet[Quote]:
        return Quote.objects.select_related("customer")

    @extend_schema(operation_id="quotes_retrieve")
    def get(self, request: Request, public_id: UUID) -> Response:
        """A quote as it was told."""
        return Response(quote_body(self.found(public_id=public_id), []))


# --- Looking up ---------------------------------------------------------------------------


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
    told = _line(line)
    wanted = ("sku", "quantity", "list_price", "unit_price", "amount", "explanation")
    return {name: told[name] for name in wanted} | {
        "name": told["description"],
        "reduction": reduction_plain(reduction) if reduction else None,
    }


def reduction_plain(found: history.Reduction) -> dict[str, Any]:
    return {
        "price": money.format_plain(found.price),
        "since": _instant(found.since) if found.since else None,
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
            _coupon(found.code, reason)
            | {
                "promotion": row.promotion.name if row else "",
                "valid_until": _instant(row.valid_until) if row and row.valid_until else None,
            }
        )

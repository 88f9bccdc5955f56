"""Quotes over the API: made, read, reserved and given up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from core import clock, money
from core.api.fields import InstantField, MoneyField, QuantityField, TextField
from core.api.idempotency import Answer, once
from core.api.schema import IDEMPOTENCY_KEY
from core.api.views import ApiView
from core.models import Integration
from loyalty.currencies import is_money
from loyalty.models import LoyaltyCurrency, Quote
from loyalty.pricing import quotes, reserving, units, wording
from loyalty.pricing.arithmetic import quantity_text
from loyalty.pricing.quotes import Ask, Inquiry
from loyalty.pricing.reserving import Door
from loyalty.till import units as paying
from loyalty.till.units import Usable
from sales.drafts import MAX_LINES

MAX_COUPONS = 20


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
    reserve = serializers.BooleanField(
        default=False,
        help_text="Hold codes, gifts and parts of budgets until the quote ends, which is then soon (a setting).",
    )
    replaces = serializers.UUIDField(
        required=False, allow_null=True,
        help_text="Public id of a quote that is not paid: what it reserves is free for this one, and it is given up.",
    )  # fmt: skip


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


class LastingSerializer(serializers.Serializer[Any]):
    limit = serializers.ChoiceField(choices=("budget", "customer", "coupon", "gift"))
    name = TextField(help_text="Of the promotion.")
    coupon = TextField(allow_blank=True)
    gift = TextField(allow_blank=True)
    message = TextField()


class QuoteSerializer(serializers.Serializer[Any]):
    public_id = serializers.UUIDField()
    quote = TextField(help_text="Send it with the purchase: these prices hold until it expires.")
    customer = serializers.UUIDField(allow_null=True)
    created_at = InstantField()
    valid_until = InstantField(help_text="Not included.")
    is_held = serializers.BooleanField(
        help_text="All of it is honoured until it expires: nothing in it has a limit, or what has is reserved or paid."
    )
    reserved_until = InstantField(allow_null=True, help_text="Not included; null: it reserves nothing.")
    while_it_lasts = LastingSerializer(
        many=True, help_text="What may be gone when it is paid, because nothing holds it; prices hold in any case."
    )
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


def quote_body(
    quote: Quote, earns: list[units.Preview], usable: Sequence[Usable] = (), *, now: datetime
) -> dict[str, Any]:
    facts, is_reserved = quote.facts, reserving.is_reserved(quote, now)
    lasting = [] if is_reserved or quote.purchase_id else _lasting(facts["applied"])
    return {
        "is_held": not lasting,
        "reserved_until": _instant(quote.reserved_until) if is_reserved else None,
        "while_it_lasts": lasting,
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


def _lasting(applied: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {
            "limit": limit,
            "name": found["name"],
            "coupon": found["coupon"],
            "gift": found.get("gift_name", ""),
            "message": wording.lasting(limit, found),
        }
        for found in applied
        for limit in found.get("limits", ())
    ]


def answer_body(facts: dict[str, Any], earns: list[units.Preview]) -> dict[str, Any]:
    """A priced basket, from what a quote stores."""
    return {
        "lines": [line_body(line) for line in facts["lines"]],
        "offers": [_offer(found) for found in facts["applied"]],
        "coupons": [coupon_body(found["code"], found["refusal"]) for found in facts["coupons"]],
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


def line_body(line: dict[str, Any]) -> dict[str, Any]:
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


def coupon_body(code: str, reason: str) -> dict[str, Any]:
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

        Coupons that do not count say why and leave the rest of the basket as it is. With `reserve` nobody else can
        have what the quote promises until it ends, is given up (`release`) or makes way for another (`replaces`);
        without, `while_it_lasts` says what may be gone when it is paid. Codes: `reservations_many`, `quote_used`.
        """
        data, door = self.checked(request), _door(request)
        # What members hold is told to those who may read accounts.
        shows_units = door.integration is not None and "accounts:read" in door.integration.scopes
        return once(request, lambda: _quote(data, door, shows_units=shows_units))


def _door(request: Request) -> Door:
    user: Any = request.user
    return Door(user if isinstance(user, Integration) else None)


def _quote(data: dict[str, Any], door: Door, *, shows_units: bool) -> Answer:
    now, asked = clock.now(), inquiry_from(data)
    if data["reserve"] or data.get("replaces"):
        told: dict[str, Any] = {"reserve": data["reserve"], "replaces": data.get("replaces")}
        answer, quote = reserving.make_quote(inquiry=asked, now=now, door=door, **told)
    else:
        answer = quotes.price_basket(inquiry=asked, now=now)
        quote = quotes.store(answer, now=now, integration=door.integration)
    who = answer.customer
    usable = paying.usable(who.pk, answer.total, answer.total, taken=(), now=now) if who and shows_units else []
    return Answer(201, quote_body(quote, units.preview(answer), usable, now=now))


class QuoteView(ApiView):
    scope = "prices"
    serializer_class = QuoteSerializer

    def get_queryset(self) -> QuerySet[Quote]:
        return Quote.objects.select_related("customer")

    @extend_schema(operation_id="quotes_retrieve")
    def get(self, request: Request, public_id: UUID) -> Response:
        """A quote as it was told."""
        return Response(quote_body(self.found(public_id=public_id), [], now=clock.now()))


class _StandingView(ApiView):
    """Something done to a quote that stands; done twice is done once."""

    scope = "prices"
    serializer_class = QuoteSerializer

    def get_queryset(self) -> QuerySet[Quote]:
        return Quote.objects.select_related("customer")


class ReserveView(_StandingView):
    @extend_schema(operation_id="quotes_reserve", request=None, parameters=[IDEMPOTENCY_KEY], responses=QuoteSerializer)
    def post(self, request: Request, public_id: UUID) -> Response:
        """Hold what a quote promises, as long as a reservation holds (a setting) and no longer than the quote.

        Twice is once. Conflict: `quote_used`, `quote_expired`, `reservations_many`, or what has run out:
        `budget_used_up`, `promotion_limit_reached`, `coupon_used_up`, `coupon_limit_reached`, `gift_out_of_stock`;
        then quote anew.
        """
        self.bare(request)
        quote, door = self.found(public_id=public_id), _door(request)
        return once(request, lambda: _reserve(quote, door))


def _reserve(quote: Quote, door: Door) -> Answer:
    now = clock.now()
    return Answer(200, quote_body(reserving.reserve(quote=quote, now=now, door=door), [], now=now))


class ReleaseView(_StandingView):
    @extend_schema(operation_id="quotes_release", request=None, parameters=[IDEMPOTENCY_KEY], responses=QuoteSerializer)
    def post(self, request: Request, public_id: UUID) -> Response:
        """Give up what a quote reserves: at once others can have it. Its prices hold on. Conflict: `quote_used`."""
        self.bare(request)
        quote = self.found(public_id=public_id)
        return once(request, lambda: Answer(200, quote_body(reserving.release(quote=quote), [], now=clock.now())))

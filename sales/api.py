"""Sales over the API: purchases and returns as they are read.

Whatever changes a purchase answers what that means for the customer's accounts, which this
app does not know; so those views stand in `loyalty.api`, upon the serializers of this module.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

import django_filters
from django.db.models import Prefetch, QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from core import clock
from core.api.fields import InstantField, InstantFilter, MoneyField, QuantityField, TextField
from core.api.views import ApiView
from sales.drafts import MAX_LINES, LineDraft, PurchaseDraft
from sales.models import Purchase, PurchaseLine, Return, ReturnLine
from sales.services import version_of

# --- Purchases ----------------------------------------------------------------------------


class PurchaseLineSerializer(serializers.Serializer[PurchaseLine]):
    position = serializers.IntegerField()
    sku = TextField(source="product.sku", allow_null=True)
    description = TextField()
    quantity = QuantityField()
    amount = MoneyField()
    is_promotion = serializers.BooleanField()
    serial_number = TextField()
    guarantee_until = serializers.DateField(allow_null=True)
    returned_quantity = QuantityField()
    returned_amount = MoneyField()


class ReceiptSerializer(serializers.Serializer[Purchase]):
    """The head of a purchase."""

    public_id = serializers.UUIDField()
    customer = serializers.UUIDField(source="customer.public_id", allow_null=True)
    source = TextField()  # type: ignore[assignment]  # a field of the row
    number = TextField()
    state = serializers.ChoiceField(choices=Purchase.State.choices)
    occurred_at = InstantField()
    store = TextField(source="store.code", allow_null=True)
    channel = TextField(source="channel.code", allow_null=True)
    amount = MoneyField()
    tax = MoneyField()
    delivery = MoneyField()
    tip = MoneyField()
    paid_points = MoneyField()
    paid_cashback = MoneyField()
    paid_gift_card = MoneyField()
    paid_voucher = MoneyField()
    returned = MoneyField()
    is_fully_returned = serializers.BooleanField()
    promised_at = InstantField(allow_null=True)
    fulfilled_at = InstantField(allow_null=True)


class PurchaseSerializer(ReceiptSerializer):
    version = serializers.SerializerMethodField(help_text="Changes with whatever the receipt says.")
    lines = PurchaseLineSerializer(many=True)

    def get_version(self, purchase: Purchase) -> str:
        return version_of(purchase)


class NewLineSerializer(serializers.Serializer[LineDraft]):
    amount = MoneyField(help_text="Paid for the line in all, after discounts.")
    quantity = QuantityField(default=Decimal(1))
    sku = TextField(max_length=64, required=False, allow_null=True, source="product")
    description = TextField(max_length=160, default="", allow_blank=True)
    unit_cost = MoneyField(required=False, allow_null=True)
    is_promotion = serializers.BooleanField(default=False)
    serial_number = TextField(max_length=64, default="", allow_blank=True)


class NewPurchaseSerializer(serializers.Serializer[PurchaseDraft]):
    """A receipt as the till tells it; amounts are summed here and never believed from outside."""

    source = TextField(  # type: ignore[assignment]  # a field of the row
        max_length=40, help_text="Who counts the receipts: the till or the shop."
    )
    number = TextField(max_length=64, help_text="Unique within the source.")
    occurred_at = InstantField()
    customer = serializers.UUIDField(required=False, allow_null=True, help_text="Public id; null is an anonymous sale.")
    lines = NewLineSerializer(many=True, allow_empty=False, max_length=MAX_LINES)  # type: ignore[call-arg]  # of the list
    store = TextField(max_length=20, required=False, allow_null=True)
    channel = TextField(max_length=20, required=False, allow_null=True)
    currency = TextField(max_length=3, required=False, help_text="When told, it must be the deployment's.")
    total = MoneyField(required=False, allow_null=True, help_text="When told, it must equal the sum of the parts.")
    tax = MoneyField(required=False)
    is_tax_included = serializers.BooleanField(required=False)
    delivery = MoneyField(required=False)
    tip = MoneyField(required=False)
    paid_points = MoneyField(required=False)
    paid_cashback = MoneyField(required=False)
    paid_gift_card = MoneyField(required=False)
    paid_voucher = MoneyField(required=False)
    is_open = serializers.BooleanField(required=False, help_text="An order that is not fulfilled yet.")
    promised_at = InstantField(required=False, allow_null=True)
    fulfilled_at = InstantField(required=False, allow_null=True)
    quote = TextField(
        max_length=200, required=False, allow_blank=True, help_text="The quote whose prices were paid; it must fit."
    )


class OrderChangeSerializer(NewPurchaseSerializer):
    """The parts of an order that shall be others; what is not sent stays."""

    source = TextField(max_length=40, required=False, help_text="Fixed; may be sent, but not changed.")
    number = TextField(max_length=64, required=False, help_text="Fixed; may be sent, but not changed.")
    occurred_at = InstantField(required=False)
    lines = NewLineSerializer(  # type: ignore[call-arg]  # of the list
        many=True, allow_empty=False, max_length=MAX_LINES, required=False, help_text="All lines, the old ones go."
    )
    is_open = None  # type: ignore[assignment]  # takes the field away
    fulfilled_at = None  # type: ignore[assignment]  # takes the field away
    quote = TextField(
        max_length=200, required=False, allow_blank=True,
        help_text="The new quote. Empty gives up the one that the order has, and what that took (a code, a gift, a"
        " budget) is free again; left out while goods or prices change, that is refused (`quote_needed`).",
    )  # fmt: skip
    version = serializers.RegexField("^[0-9a-f]{16}$", required=False, help_text="That was read, unless in `If-Match`.")
    reason = TextField(max_length=200, required=False, allow_blank=True)


class FulfilSerializer(serializers.Serializer[Any]):
    at = InstantField(required=False, allow_null=True, help_text="Null or not sent is now.")


class CancelSerializer(serializers.Serializer[Any]):
    reason = TextField(max_length=200)


class NewReturnLineSerializer(serializers.Serializer[Any]):
    position = serializers.IntegerField(min_value=1, max_value=MAX_LINES, help_text="Of the line of the purchase.")
    quantity = QuantityField()
    amount = MoneyField(required=False, allow_null=True, help_text="When something else than its share was paid back.")


class NewReturnSerializer(serializers.Serializer[Any]):
    source = TextField(max_length=40)  # type: ignore[assignment]  # a field of the row
    number = TextField(max_length=64, help_text="Unique within the source, of the return itself.")
    occurred_at = InstantField()
    lines = NewReturnLineSerializer(  # type: ignore[call-arg]  # of the list
        many=True, required=False, max_length=MAX_LINES, help_text="None means everything that is left."
    )
    reason = TextField(max_length=200, required=False, allow_blank=True)
    with_extras = serializers.BooleanField(required=False, help_text="Delivery and tip are paid back too.")


class PurchaseFilter(django_filters.FilterSet):  # type: ignore[misc]  # the package ships no types
    customer = django_filters.UUIDFilter(field_name="customer__public_id")
    source = django_filters.CharFilter()
    number = django_filters.CharFilter()
    state = django_filters.ChoiceFilter(choices=Purchase.State.choices)
    store = django_filters.CharFilter(field_name="store__code")
    channel = django_filters.CharFilter(field_name="channel__code")
    occurred_from = InstantFilter(field_name="occurred_at", lookup_expr="gte")
    occurred_until = InstantFilter(field_name="occurred_at", lookup_expr="lt")

    class Meta:
        model = Purchase
        fields: tuple[str, ...] = ()


def purchases_with_lines() -> QuerySet[Purchase]:
    """Purchases as the API shows them: two statements for any number."""
    lines = PurchaseLine.objects.select_related("product").order_by("position")
    return Purchase.objects.select_related("customer", "store", "channel").prefetch_related(Prefetch("lines", lines))


def draft_from(data: dict[str, Any]) -> PurchaseDraft:
    lines = [LineDraft(**line) for line in data.pop("lines")]
    return PurchaseDraft(lines=lines, **data)


# --- Returns ------------------------------------------------------------------------------


class ReturnLineSerializer(serializers.Serializer[ReturnLine]):
    position = serializers.IntegerField(source="line.position", help_text="Of the line of the purchase.")
    sku = TextField(source="line.product.sku", allow_null=True, default=None)
    description = TextField(source="line.description")
    quantity = QuantityField()
    amount = MoneyField()


class ReturnSerializer(serializers.Serializer[Return]):
    id = serializers.IntegerField()
    purchase = serializers.UUIDField(source="purchase.public_id")
    customer = serializers.UUIDField(source="purchase.customer.public_id", allow_null=True, default=None)
    source = TextField()  # type: ignore[assignment]  # a field of the row
    number = TextField()
    occurred_at = InstantField()
    amount = MoneyField(help_text="Paid back, delivery and tip included where they were.")
    reason = TextField()
    completes = serializers.BooleanField(help_text="With it, everything of the purchase is back.")
    recorded_at = InstantField(source="created_at")
    lines = ReturnLineSerializer(many=True)


class ReturnFilter(django_filters.FilterSet):  # type: ignore[misc]  # the package ships no types
    customer = django_filters.UUIDFilter(field_name="purchase__customer__public_id")
    purchase = django_filters.UUIDFilter(field_name="purchase__public_id")
    source = django_filters.CharFilter()
    number = django_filters.CharFilter()
    occurred_from = InstantFilter(method="since")
    occurred_until = InstantFilter(method="before")

    class Meta:
        model = Return
        fields: tuple[str, ...] = ()

    def since(self, rows: QuerySet[Return], name: str, value: datetime) -> QuerySet[Return]:
        """The day has an index, the moment has none."""
        return rows.filter(occurred_on__gte=clock.business_day(value), occurred_at__gte=value)

    def before(self, rows: QuerySet[Return], name: str, value: datetime) -> QuerySet[Return]:
        return rows.filter(occurred_on__lte=clock.business_day(value), occurred_at__lt=value)


def returns_with_lines() -> QuerySet[Return]:
    """Returns as the API shows them: two statements for any number."""
    lines = ReturnLine.objects.select_related("line__product").order_by("line__position")
    return Return.objects.select_related("purchase__customer").prefetch_related(Prefetch("lines", lines))


class ReturnsView(ApiView):
    scope = "purchases"
    serializer_class = ReturnSerializer
    filterset_class = ReturnFilter

    def get_queryset(self) -> QuerySet[Return]:
        return returns_with_lines()

    @extend_schema(operation_id="returns_list", responses=ReturnSerializer(many=True))
    def get(self, request: Request) -> Response:
        """List returns, cancelled orders among them, the last recorded first."""
        return self.listed(request)


class ReturnView(ApiView):
    scope = "purchases"
    serializer_class = ReturnSerializer

    def get_queryset(self) -> QuerySet[Return]:
        return returns_with_lines()

    @extend_schema(operation_id="returns_retrieve")
    def get(self, request: Request, pk: int) -> Response:
        """One return with its lines."""
        return self.retrieved(pk=pk)

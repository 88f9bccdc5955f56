"""Sales over the API: products and purchases as they are read.

Recording a purchase or a return answers what was earned, which this app does not know; so
those two views stand in `loyalty.api`, upon the serializers of this module.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import django_filters
from django.db.models import Prefetch, QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from core.api.fields import InstantField, InstantFilter, MoneyField, QuantityField
from core.api.views import ApiView
from sales.drafts import MAX_LINES, LineDraft, PurchaseDraft
from sales.models import Product, Purchase, PurchaseLine

# --- Products -----------------------------------------------------------------------------


class ProductSerializer(serializers.Serializer[Product]):
    sku = serializers.CharField()
    name = serializers.CharField()
    state = serializers.ChoiceField(choices=Product.State.choices)
    category = serializers.CharField(source="category.code", allow_null=True)
    brand = serializers.CharField(source="brand.name", allow_null=True)
    price = MoneyField(allow_null=True)
    launch_on = serializers.DateField(allow_null=True)
    warranty_months = serializers.IntegerField()
    updated_at = InstantField()


class ProductFilter(django_filters.FilterSet):  # type: ignore[misc]  # the package ships no types
    state = django_filters.ChoiceFilter(choices=Product.State.choices)
    category = django_filters.CharFilter(field_name="category__code", help_text="Code of the category.")
    brand = django_filters.CharFilter(field_name="brand__name")
    updated_from = InstantFilter(field_name="updated_at", lookup_expr="gte")

    class Meta:
        model = Product
        fields: tuple[str, ...] = ()


class ProductsView(ApiView):
    scope = "products"
    ordering = ("id",)
    serializer_class = ProductSerializer
    filterset_class = ProductFilter
    queryset = Product.objects.select_related("category", "brand")

    @extend_schema(operation_id="products_list", responses=ProductSerializer(many=True))
    def get(self, request: Request) -> Response:
        """List products, the oldest first."""
        return self.listed(request)


class ProductView(ApiView):
    scope = "products"
    serializer_class = ProductSerializer
    queryset = Product.objects.select_related("category", "brand")

    @extend_schema(operation_id="products_retrieve")
    def get(self, request: Request, sku: str) -> Response:
        """One product by its SKU."""
        return self.retrieved(sku=sku)


# --- Purchases ----------------------------------------------------------------------------


class PurchaseLineSerializer(serializers.Serializer[PurchaseLine]):
    position = serializers.IntegerField()
    sku = serializers.CharField(source="product.sku", allow_null=True)
    description = serializers.CharField()
    quantity = QuantityField()
    amount = MoneyField()
    is_promotion = serializers.BooleanField()
    serial_number = serializers.CharField()
    guarantee_until = serializers.DateField(allow_null=True)
    returned_quantity = QuantityField()
    returned_amount = MoneyField()


class ReceiptSerializer(serializers.Serializer[Purchase]):
    """The head of a purchase."""

    public_id = serializers.UUIDField()
    customer = serializers.UUIDField(source="customer.public_id", allow_null=True)
    source = serializers.CharField()  # type: ignore[assignment]  # a field of the row
    number = serializers.CharField()
    state = serializers.ChoiceField(choices=Purchase.State.choices)
    occurred_at = InstantField()
    store = serializers.CharField(source="store.code", allow_null=True)
    channel = serializers.CharField(source="channel.code", allow_null=True)
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
    lines = PurchaseLineSerializer(many=True)


class NewLineSerializer(serializers.Serializer[LineDraft]):
    amount = MoneyField(help_text="Paid for the line in all, after discounts.")
    quantity = QuantityField(default=Decimal(1))
    sku = serializers.CharField(max_length=64, required=False, allow_null=True, source="product")
    description = serializers.CharField(max_length=160, default="", allow_blank=True)
    unit_cost = MoneyField(required=False, allow_null=True)
    is_promotion = serializers.BooleanField(default=False)
    serial_number = serializers.CharField(max_length=64, default="", allow_blank=True)


class NewPurchaseSerializer(serializers.Serializer[PurchaseDraft]):
    """A receipt as the till tells it; amounts are summed here and never believed from outside."""

    source = serializers.CharField(  # type: ignore[assignment]  # a field of the row
        max_length=40, help_text="Who counts the receipts: the till or the shop."
    )
    number = serializers.CharField(max_length=64, help_text="Unique within the source.")
    occurred_at = InstantField()
    customer = serializers.UUIDField(required=False, allow_null=True, help_text="Public id; null is an anonymous sale.")
    lines = NewLineSerializer(many=True, allow_empty=False, max_length=MAX_LINES)  # type: ignore[call-arg]  # of the list
    store = serializers.CharField(max_length=20, required=False, allow_null=True)
    channel = serializers.CharField(max_length=20, required=False, allow_null=True)
    currency = serializers.CharField(max_length=3, required=False, help_text="When told, it must be the deployment's.")
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


class NewReturnLineSerializer(serializers.Serializer[Any]):
    position = serializers.IntegerField(min_value=1, max_value=MAX_LINES, help_text="Of the line of the purchase.")
    quantity = QuantityField()
    amount = MoneyField(required=False, allow_null=True, help_text="When something else than its share was paid back.")


class NewReturnSerializer(serializers.Serializer[Any]):
    source = serializers.CharField(max_length=40)  # type: ignore[assignment]  # a field of the row
    number = serializers.CharField(max_length=64, help_text="Unique within the source, of the return itself.")
    occurred_at = InstantField()
    lines = NewReturnLineSerializer(  # type: ignore[call-arg]  # of the list
        many=True, required=False, max_length=MAX_LINES, help_text="None means everything that is left."
    )
    reason = serializers.CharField(max_length=200, required=False, allow_blank=True)
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


class PurchaseView(ApiView):
    scope = "purchases"
    serializer_class = PurchaseSerializer

    def get_queryset(self) -> QuerySet[Purchase]:
        return purchases_with_lines()

    @extend_schema(operation_id="purchases_retrieve")
    def get(self, request: Request, public_id: str) -> Response:
        """One purchase with its lines."""
        return self.retrieved(public_id=public_id)

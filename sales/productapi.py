"""Products over the API: read, and kept in step with a shop's own system, which names them by its SKUs."""

from __future__ import annotations

from typing import Any, ClassVar

import django_filters
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from core.actors import By
from core.api.fields import InstantField, InstantFilter, MoneyField, TextField
from core.api.versions import Versions, precondition, tagged
from core.api.views import ApiView
from core.errors import NotFound
from customers.models import Topic
from sales import services
from sales.models import Brand, Category, Product
from sales.querysets import ProductQuerySet
from sales.services.products import LONGEST_TEXT, LONGEST_WARRANTY

VERSIONS = Versions("[0-9a-f]{16}", "0f3c5e7a9b1d2468", is_required=False)
WRITE = "products:write"
MOST_TOPICS = 50


class ProductSerializer(serializers.Serializer[Product]):
    sku = TextField()
    barcode = TextField(allow_blank=True)
    name = TextField()
    state = serializers.ChoiceField(choices=Product.State.choices)
    category = TextField(source="category.code", allow_null=True)
    brand = TextField(source="brand.name", allow_null=True)
    topics = serializers.SerializerMethodField(help_text="Codes.")
    is_out = serializers.BooleanField(help_text="Out of stock.")
    successor = TextField(source="successor.sku", allow_null=True, default=None, help_text="SKU of what replaces it.")
    successor_months = serializers.IntegerField(help_text="So long after buying it owners may hear of the successor.")
    price = MoneyField(allow_null=True)
    launch_on = serializers.DateField(allow_null=True)
    warranty_months = serializers.IntegerField()
    warranty_terms = TextField()
    selling_points = TextField()
    likely_questions = TextField()
    version = serializers.SerializerMethodField(help_text="Changes with whatever the product says.")
    updated_at = InstantField()

    def get_topics(self, product: Product) -> list[str]:
        return sorted(topic.code for topic in product.topics.all())

    def get_version(self, product: Product) -> str:
        return services.product_version(product)


class FullProductSerializer(ProductSerializer):
    """For whoever may write it, and so knows it: what the shop pays is no concern of a till."""

    unit_cost = MoneyField(allow_null=True, required=False, help_text=f"For tokens with `{WRITE}` only.")


class ProductChangeSerializer(serializers.Serializer[Product]):
    """The parts of a product that shall be others; what is not sent stays."""

    barcode = TextField(max_length=32, required=False, allow_blank=True)
    name = TextField(max_length=160, required=False)
    state = serializers.ChoiceField(choices=Product.State.choices, required=False)
    category = TextField(max_length=60, required=False, allow_null=True, help_text="Code of the category.")
    brand = TextField(max_length=80, required=False, allow_null=True, help_text="Name of the brand.")
    topics = serializers.ListField(
        child=TextField(max_length=60), required=False, max_length=MOST_TOPICS, help_text="Codes; all of them."
    )
    is_out = serializers.BooleanField(required=False, help_text="Back in stock: who waits for it is told.")
    successor = TextField(max_length=64, required=False, allow_null=True, help_text="SKU.")
    successor_months = serializers.IntegerField(min_value=0, max_value=LONGEST_WARRANTY, required=False)
    price = MoneyField(required=False, allow_null=True)
    unit_cost = MoneyField(required=False, allow_null=True, help_text="Kept on each line sold from now on.")
    launch_on = serializers.DateField(required=False, allow_null=True)
    warranty_months = serializers.IntegerField(min_value=0, max_value=LONGEST_WARRANTY, required=False)
    warranty_terms = TextField(max_length=LONGEST_TEXT, required=False, allow_blank=True)
    selling_points = TextField(max_length=LONGEST_TEXT, required=False, allow_blank=True)
    likely_questions = TextField(max_length=LONGEST_TEXT, required=False, allow_blank=True)
    version = serializers.RegexField("^[0-9a-f]{16}$", required=False, help_text="That was read, unless in `If-Match`.")


class WholeProductSerializer(ProductChangeSerializer):
    """A product as the shop's own system has it; what is not sent is as of a new product."""

    name = TextField(max_length=160)


class ProductFilter(django_filters.FilterSet):  # type: ignore[misc]  # the package ships no types
    state = django_filters.ChoiceFilter(choices=Product.State.choices)
    category = django_filters.CharFilter(field_name="category__code", help_text="Code of the category.")
    brand = django_filters.CharFilter(field_name="brand__name")
    barcode = django_filters.CharFilter(method="scanned", help_text="As a scanner reads it from the goods.")
    updated_from = InstantFilter(field_name="updated_at", lookup_expr="gte")

    class Meta:
        model = Product
        fields: tuple[str, ...] = ()

    def scanned(self, rows: ProductQuerySet, name: str, value: str) -> ProductQuerySet:
        return rows.scanned(value)


class _Reading(ApiView):
    scope = "products"
    queryset = Product.objects.select_related("category", "brand", "successor").prefetch_related("topics")

    def get_serializer_class(self) -> type[serializers.Serializer[Any]]:
        return FullProductSerializer if WRITE in self.request.user.scopes else ProductSerializer  # type: ignore[union-attr]  # an integration


class ProductsView(_Reading):
    ordering = ("id",)
    filterset_class = ProductFilter

    @extend_schema(operation_id="products_list", responses=FullProductSerializer(many=True))
    def get(self, request: Request) -> Response:
        """List products, the oldest first."""
        return self.listed(request)


class ProductView(_Reading):
    def get_serializer_class(self) -> type[serializers.Serializer[Any]]:
        bodies = {"PUT": WholeProductSerializer, "PATCH": ProductChangeSerializer}
        return bodies.get(str(self.request.method)) or super().get_serializer_class()

    @extend_schema(operation_id="products_retrieve", responses=FullProductSerializer)
    def get(self, request: Request, sku: str) -> Response:
        """One product by its SKU. The `ETag` is its version."""
        return tagged(self.retrieved(sku=sku))

    @extend_schema(
        operation_id="products_put",
        request=WholeProductSerializer,
        parameters=[VERSIONS.parameter],
        responses={200: FullProductSerializer, 201: FullProductSerializer},
    )
    def put(self, request: Request, sku: str) -> Response:
        """Create the product of this SKU, or make it say exactly this. Sent again, it changes nothing.

        What is left out is as of a new product: to keep what staff wrote, change the parts that are yours with PATCH.
        """
        told = self.checked(request)
        version = VERSIONS.told(request, told.pop("version", None))
        topics = _topics(told.pop("topics", []))
        data = services.ProductData(sku=sku, **_with_rows(told))
        with precondition(request):
            _product, is_new = services.put_product(data=data, topics=topics, expected_version=version, by=_by(request))
        return self._answer(sku, 201 if is_new else 200)

    @extend_schema(
        operation_id="products_change",
        request=ProductChangeSerializer,
        parameters=[VERSIONS.parameter],
        responses=FullProductSerializer,
    )
    def patch(self, request: Request, sku: str) -> Response:
        """Change the fields that are sent. What the product says already changes nothing and is never stale."""
        told = self.checked(request)
        version = VERSIONS.told(request, told.pop("version", None))
        product: Product = self.found(sku=sku)
        topics = _topics(told.pop("topics")) if "topics" in told else None
        with precondition(request):
            services.change_product(
                product=product, told=_with_rows(told), topics=topics, expected_version=version, by=_by(request)
            )
        return self._answer(sku, 200)

    def _answer(self, sku: str, status: int) -> Response:
        return tagged(Response(FullProductSerializer(self.found(sku=sku)).data, status=status))


def _by(request: Request) -> By:
    return By("api", via=request.user.name)  # type: ignore[union-attr]  # integrations are the only users of the API


def _with_rows(told: dict[str, Any]) -> dict[str, Any]:
    """Category and brand by what names them become rows."""
    found = dict(told)
    if code := found.get("category"):
        found["category"] = Category.objects.filter(code=code).first()
        if found["category"] is None:
            raise NotFound("category_unknown", _("There is no such category."), field="category")
    if name := found.get("brand"):
        found["brand"] = Brand.objects.filter(name=name).first()
        if found["brand"] is None:
            raise NotFound("brand_unknown", _("There is no such brand."), field="brand")
    if sku := found.get("successor"):
        found["successor"] = Product.objects.filter(sku=sku).first()
        if found["successor"] is None:
            raise NotFound("product_unknown", _("There is no such product."), field="successor")
    return found


def _topics(codes: list[str]) -> list[Topic]:
    found = {topic.code: topic for topic in Topic.objects.filter(code__in=codes)}
    if unknown := [code for code in codes if code not in found]:
        raise NotFound("topic_unknown", _("There is no topic %(code)s.") % {"code": unknown[0]}, field="topics")
    return list(found.values())


# --- What products are named by -----------------------------------------------------------


class CategorySerializer(serializers.Serializer[Category]):
    code = TextField()
    name = TextField()
    parent = TextField(  # type: ignore[assignment]  # a field of the row
        source="parent.code", allow_null=True, default=None, help_text="Code of the one above it."
    )


class BrandSerializer(serializers.Serializer[Brand]):
    name = TextField()


class _Names(ApiView):
    scope = "products"
    ordering: ClassVar[tuple[str, ...]] = ("id",)


class CategoriesView(_Names):
    serializer_class = CategorySerializer
    queryset: QuerySet[Model] = Category.objects.select_related("parent")

    @extend_schema(operation_id="categories_list", responses=CategorySerializer(many=True))
    def get(self, request: Request) -> Response:
        """List the categories of products."""
        return self.listed(request)


class BrandsView(_Names):
    serializer_class = BrandSerializer
    queryset: QuerySet[Model] = Brand.objects.all()

    @extend_schema(operation_id="brands_list", responses=BrandSerializer(many=True))
    def get(self, request: Request) -> Response:
        """List the brands."""
        return self.listed(request)
